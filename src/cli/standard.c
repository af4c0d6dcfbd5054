#include "standard.h"

#include <fcntl.h>
#include <unistd.h>

void cli_standard_open(void) {
  int fd;
  for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (fcntl(fd, F_GETFD) <
        0) { /* opened the wrong way round; the lowest free number is this one */
      (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}
