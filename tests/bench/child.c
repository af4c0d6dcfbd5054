#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MISSING 127

/* In the child. */
static void become(const char *const *argv, int in, int out, int from) {
  const int other = from == STDOUT_FILENO ? STDERR_FILENO : STDOUT_FILENO;
  const int nowhere = open("/dev/null", O_WRONLY);
  if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, from) >= 0 && dup2(nowhere, other) >= 0) {
    close(in);
    close(out);
    close(nowhere);
    execvp(argv[0], (char *const *)argv);
  }
  _exit(MISSING);
}

int bench_child_start(bench_child *child, const char *const *argv, int from) {
  int in[2], out[2];
  fflush(NULL);
  if (pipe(in) != 0) {
    return -1;
  }
  if (pipe(out) != 0) {
    close(in[0]);
    close(in[1]);
    return -1;
  }
  child->pid = fork();
  if (child->pid == 0) {
    close(in[1]);
    close(out[0]);
    become(argv, in[0], out[1], from);
  }
  close(in[0]);
  close(out[1]);
  /* Another child must not hold this one's input open. */
  fcntl(in[1], F_SETFD, FD_CLOEXEC);
  fcntl(out[0], F_SETFD, FD_CLOEXEC);
  child->to = fdopen(in[1], "w");
  child->from = fdopen(out[0], "r");
  return child->pid < 0 || child->to == NULL || child->from == NULL ? -1 : 0;
}

int bench_child_wait(bench_child *child) {
  int status;
  pid_t got;
  if (child->to != NULL) {
    fclose(child->to);
  }
  if (child->from != NULL) {
    fclose(child->from);
  }
  if (child->pid < 0) {
    return -1;
  }
  do {
    got = waitpid(child->pid, &status, 0);
  } while (got < 0 && errno == EINTR);
  return got == child->pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
