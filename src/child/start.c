#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "words.h"

enum { IN, OUT, ERRORS, STARTED, PIPES }; /* of the child; the last one tells why exec failed */

static void close_pipes(int pipes[PIPES][2]) {
  int i;
  for (i = 0; i < PIPES; i++) {
    if (pipes[i][0] >= 0) {
      close(pipes[i][0]);
    }
    if (pipes[i][1] >= 0) {
      close(pipes[i][1]);
    }
  }
}

/* Pipes whose ends are above the standard descriptors, even where those are closed, and not left to
   any program that is started. */
static int open_pipes(int pipes[PIPES][2]) {
  int i, end;
  for (i = 0; i < PIPES; i++) {
    pipes[i][0] = pipes[i][1] = -1;
  }
  for (i = 0; i < PIPES; i++) {
    if (pipe(pipes[i]) != 0) {
      return -1;
    }
    for (end = 0; end < 2; end++) {
      const int high = fcntl(pipes[i][end], F_DUPFD_CLOEXEC, 3);
      close(pipes[i][end]);
      pipes[i][end] = high;
      if (high < 0) {
        return -1;
      }
    }
  }
  return 0;
}

/* In the child. */
static void become(char *const *word, int pipes[PIPES][2]) {
  int reason;
  setpgid(0, 0);
  signal(SIGPIPE, SIG_DFL);
  if (dup2(pipes[IN][0], STDIN_FILENO) >= 0 && dup2(pipes[OUT][1], STDOUT_FILENO) >= 0 &&
      dup2(pipes[ERRORS][1], STDERR_FILENO) >= 0) {
    execvp(word[0], word);
  }
  reason = errno;
  (void)!write(pipes[STARTED][1], &reason, sizeof reason);
  _exit(127);
}

/* Waits until the child runs the program. Returns 0, or errno of what it could not do. */
static int started(int fd) {
  int reason = 0;
  ssize_t n;
  do {
    n = read(fd, &reason, sizeof reason);
  } while (n < 0 && errno == EINTR);
  return n == (ssize_t)sizeof reason ? reason : 0;
}

static void keep(bp_child *child, int pipes[PIPES][2]) {
  child->to = pipes[IN][1];
  child->from = pipes[OUT][0];
  child->errors = pipes[ERRORS][0];
  child->open = 1;
  pipes[IN][1] = pipes[OUT][0] = pipes[ERRORS][0] = -1;
  fcntl(child->to, F_SETFL, O_NONBLOCK);
  fcntl(child->from, F_SETFL, O_NONBLOCK);
  fcntl(child->errors, F_SETFL, O_NONBLOCK);
}

static bp_child_status launch(bp_child *child, char *const *word) {
  int pipes[PIPES][2];
  bp_child_status status = BP_CHILD_OK;
  if (open_pipes(pipes) != 0) {
    child->detail = errno;
    close_pipes(pipes);
    return BP_CHILD_SYSTEM;
  }
  signal(SIGPIPE, SIG_IGN);
  child->pid = fork();
  if (child->pid == 0) {
    become(word, pipes);
  }
  if (child->pid < 0) {
    child->detail = errno;
    child->pid = 0;
    status = BP_CHILD_SYSTEM;
  } else {
    setpgid(child->pid, child->pid); /* here too: whoever is first */
    close(pipes[STARTED][1]);
    pipes[STARTED][1] = -1;
    keep(child, pipes);
    child->detail = started(pipes[STARTED][0]);
    status = child->detail == 0 ? BP_CHILD_OK : BP_CHILD_START;
  }
  close_pipes(pipes);
  return status;
}

bp_child_status bp_child_start(bp_child *child, const char *command) {
  const size_t length = strlen(command);
  char *copy = malloc(length + 1);
  char *word[BP_CHILD_WORDS + 1];
  bp_child_status status = BP_CHILD_COMMAND;
  int (*stop)(void) = child->stop;
  memset(child, 0, sizeof *child);
  child->to = child->from = child->errors = -1;
  child->stop = stop;
  if (copy == NULL) {
    return BP_CHILD_MEMORY;
  }
  memcpy(copy, command, length + 1);
  if (bp_child_split(copy, word, BP_CHILD_WORDS) > 0) {
    status = launch(child, word);
  }
  free(copy);
  if (status != BP_CHILD_OK) {
    const int detail = child->detail;
    bp_child_end(child);
    child->detail = detail;
  }
  return status;
}
