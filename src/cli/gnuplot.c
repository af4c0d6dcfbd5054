#include "gnuplot.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MISSING 127

static const char missing[] = "gnuplot is not found on the PATH (Debian: apt install gnuplot-nox)";

/* Whether the folder of `length` characters has an executable gnuplot. */
static int holds_gnuplot(const char *folder, size_t length) {
  static const char name[] = "/gnuplot";
  char *path = malloc(length + sizeof name + 1);
  int found;
  if (path == NULL) {
    return 0;
  }
  memcpy(path, folder, length);
  if (length == 0) {
    path[length++] = '.';
  }
  memcpy(path + length, name, sizeof name);
  found = access(path, X_OK) == 0;
  free(path);
  return found;
}

int cli_gnuplot_available(void) {
  const char *path = getenv("PATH");
  while (path != NULL) {
    const size_t n = strcspn(path, ":");
    if (holds_gnuplot(path, n)) {
      return 1;
    }
    path = path[n] == ':' ? path + n + 1 : NULL;
  }
  return 0;
}

/* In the child: reads the script from `script`, draws to `picture`. The same picture whatever the
   user's locale and, by -d, settings. */
static void become_gnuplot(int script, int picture) {
  signal(SIGPIPE, SIG_DFL);
  setenv("LC_ALL", "C.UTF-8", 1);
  if (dup2(script, STDIN_FILENO) >= 0 && dup2(picture, STDOUT_FILENO) >= 0) {
    close(script);
    execlp("gnuplot", "gnuplot", "-d", (char *)NULL);
  }
  _exit(MISSING);
}

/* What became of the child. */
static const char *wait_for(pid_t child) {
  int status;
  pid_t got;
  do {
    got = waitpid(child, &status, 0);
  } while (got < 0 && errno == EINTR);
  if (got != child) {
    return "gnuplot is lost";
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == MISSING) {
    return missing;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? NULL : "gnuplot failed";
}

/* In the parent: the script into the pipe. */
static void feed(int end, cli_script_writer write, void *context) {
  FILE *script = fdopen(end, "w");
  if (script == NULL) {
    close(end);
    return;
  }
  write(script, context);
  fclose(script);
}

/* A gnuplot that ends early must not end us: the pipe's end is told by its exit status. */
static const char *converse(pid_t child, int end, cli_script_writer write, void *context) {
  struct sigaction ignore, before;
  const char *problem;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, &before);
  feed(end, write, context);
  problem = wait_for(child);
  sigaction(SIGPIPE, &before, NULL);
  return problem;
}

int cli_gnuplot_run(FILE *picture, cli_script_writer write, void *context, const char **problem) {
  int ends[2];
  pid_t child;
  fflush(NULL);
  if (!cli_gnuplot_available()) {
    *problem = missing;
    return -1;
  }
  if (pipe(ends) != 0) {
    *problem = "no pipe can be made";
    return -1;
  }
  child = fork();
  if (child == 0) {
    close(ends[1]);
    become_gnuplot(ends[0], fileno(picture));
  }
  close(ends[0]);
  if (child < 0) {
    close(ends[1]);
    *problem = "no process can be made";
    return -1;
  }
  *problem = converse(child, ends[1], write, context);
  return *problem == NULL ? 0 : -1;
}
