#include "standard.h"

#include <fcntl.h>
#include <unistd.h>

void cli_standard_open(void) {
  int fd;
  for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (fcntl(fd, F_GETFD) < 0) {
      /* The lowest free number is this one; opened the wrong way round, it refuses to be used. */
      (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}
