#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "child.h"
#include "pipes.h"

#define GRACE 1.0 /* seconds to end in, once the output is closed */

/* Waits until it has ended. *code: what waitpid says. */
static bp_child_status reap(bp_child *child, double deadline, int *code) {
  struct timespec pause;
  pid_t got;
  pause.tv_sec = 0;
  pause.tv_nsec = 1000000;
  for (;;) {
    got = waitpid(child->pid, code, WNOHANG);
    if (got == child->pid) {
      kill(-child->pid, SIGKILL); /* what it may have started */
      child->pid = 0;
      return BP_CHILD_OK;
    }
    if (got < 0 && errno != EINTR) {
      child->detail = errno;
      return BP_CHILD_SYSTEM;
    }
    if (child->errors >= 0) {
      bp_child_hear(child);
    }
    if (!(bp_child_clock() < deadline)) {
      return BP_CHILD_TIMEOUT;
    }
    nanosleep(&pause, NULL);
  }
}

/* What a child that ended by itself came to; BP_CHILD_OK for exit code 0. */
static bp_child_status judge(bp_child *child, int code) {
  if (WIFSIGNALED(code)) {
    child->detail = WTERMSIG(code);
    return BP_CHILD_KILLED;
  }
  child->detail = WEXITSTATUS(code);
  return child->detail == 0 ? BP_CHILD_OK : BP_CHILD_EXITED;
}

bp_child_status bp_child_gone(bp_child *child) {
  bp_child_status status;
  int code = 0;
  child->detail = -1;
  if (reap(child, bp_child_clock() + GRACE, &code) != BP_CHILD_OK) {
    return BP_CHILD_CLOSED;
  }
  while (child->errors >= 0) { /* what it left to say: nobody writes any more */
    const size_t before = child->said_length;
    bp_child_hear(child);
    if (child->said_length == before || child->said_length == BP_CHILD_SAID_SIZE - 1) {
      bp_child_shut(&child->errors);
    }
  }
  status = judge(child, code);
  return status == BP_CHILD_OK ? BP_CHILD_CLOSED : status;
}

bp_child_status bp_child_finish(bp_child *child, double deadline) {
  bp_child_status status = BP_CHILD_OK;
  int code = 0;
  bp_child_shut(&child->to);
  while (child->from >= 0 && status == BP_CHILD_OK) {
    int writable = 0;
    if (child->pid > 0) { /* what it started may hold its output open: that ends with it */
      (void)reap(child, 0.0, &code);
    }
    status = bp_child_wait_ready(child, &writable, deadline);
    if (child->end > child->begin) {
      status = BP_CHILD_FLOOD;
    }
  }
  if (status == BP_CHILD_OK && child->pid > 0) {
    status = reap(child, deadline, &code);
  }
  return status == BP_CHILD_OK ? judge(child, code) : status;
}

void bp_child_end(bp_child *child) {
  if (child->pid > 0) {
    int code;
    pid_t got;
    kill(-child->pid, SIGKILL);
    kill(child->pid, SIGKILL);
    do {
      got = waitpid(child->pid, &code, 0);
    } while (got < 0 && errno == EINTR);
    child->pid = 0;
  }
  if (child->open) {
    bp_child_shut(&child->to);
    bp_child_shut(&child->from);
    bp_child_shut(&child->errors);
    child->open = 0;
  }
  free(child->ahead);
  child->ahead = NULL;
  child->begin = child->end = child->room = child->scanned = 0;
}

const char *bp_child_text(const bp_child *child, bp_child_status status,
                          char out[BP_CHILD_TEXT_SIZE]) {
  static const char *const text[BP_CHILD_STATUS_COUNT] = {
      "done",
      "the command is empty, has too many words or a quote that is not closed",
      "cannot be started",
      "did not answer in time",
      "closed its input or output too early",
      "ended with exit code",
      "was ended by signal",
      "wrote a line that is too long",
      "wrote more than it was asked",
      "interrupted",
      "out of memory",
      "the system refuses",
  };
  const char *what = status < BP_CHILD_STATUS_COUNT ? text[status] : "unknown status";
  if (status == BP_CHILD_EXITED || status == BP_CHILD_KILLED) {
    snprintf(out, BP_CHILD_TEXT_SIZE, "%s %d%s%.40s", what, child->detail,
             status == BP_CHILD_KILLED ? ": " : "",
             status == BP_CHILD_KILLED ? strsignal(child->detail) : "");
  } else if (status == BP_CHILD_START || status == BP_CHILD_SYSTEM) {
    snprintf(out, BP_CHILD_TEXT_SIZE, "%s: %.80s", what, strerror(child->detail));
  } else {
    snprintf(out, BP_CHILD_TEXT_SIZE, "%s", what);
  }
  return out;
}
