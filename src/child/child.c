#include "child.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipes.h"
#include "src/text/grow.h"

#define TICK 0.1 /* seconds between looks at stop */

double bp_child_clock(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
    return 0.0;
  }
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void bp_child_shut(int *fd) {
  if (*fd >= 0) {
    close(*fd);
    *fd = -1;
  }
}

void bp_child_hear(bp_child *child) {
  char bytes[512];
  const ssize_t n = read(child->errors, bytes, sizeof bytes);
  size_t room = BP_CHILD_SAID_SIZE - 1, got;
  if (n <= 0) {
    if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
      bp_child_shut(&child->errors);
    }
    return;
  }
  got = (size_t)n;
  if (child->said_length + got > room) {
    const size_t drop = child->said_length + got - room;
    memmove(child->said, child->said + drop, child->said_length - drop);
    child->said_length -= drop;
  }
  memcpy(child->said + child->said_length, bytes, got);
  child->said_length += got;
  child->said[child->said_length] = '\0';
}

/* Reads what its standard output holds now. */
static bp_child_status receive(bp_child *child) {
  const size_t held = child->end - child->begin;
  ssize_t n;
  if (held >= BP_CHILD_AHEAD) {
    return BP_CHILD_FLOOD;
  }
  if (child->room - child->end < 4096) {
    char *grown;
    if (held > 0 && child->ahead != NULL) {
      memmove(child->ahead, child->ahead + child->begin, held);
    }
    child->begin = 0;
    child->end = held;
    grown = bp_grow(child->ahead, &child->room, held + 65536, 1);
    if (grown == NULL) {
      return BP_CHILD_MEMORY;
    }
    child->ahead = grown;
  }
  n = read(child->from, child->ahead + child->end, child->room - child->end);
  if (n > 0) {
    child->end += (size_t)n;
  } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
    bp_child_shut(&child->from);
  }
  return BP_CHILD_OK;
}

bp_child_status bp_child_wait_ready(bp_child *child, int *writable, double deadline) {
  struct pollfd fd[3];
  const double left = deadline - bp_child_clock();
  bp_child_status status = BP_CHILD_OK;
  int n;
  if (child->stop != NULL && child->stop()) {
    return BP_CHILD_INTERRUPTED;
  }
  if (!(left > 0.0)) {
    return BP_CHILD_TIMEOUT;
  }
  fd[0].fd = child->from;
  fd[1].fd = child->errors;
  fd[2].fd = *writable ? child->to : -1;
  fd[0].events = fd[1].events = POLLIN;
  fd[2].events = POLLOUT;
  fd[0].revents = fd[1].revents = fd[2].revents = 0;
  n = poll(fd, 3, (int)(1000.0 * (left < TICK ? left : TICK)) + 1);
  *writable = 0;
  if (n < 0) {
    child->detail = errno;
    return errno == EINTR ? BP_CHILD_OK : BP_CHILD_SYSTEM;
  }
  if (fd[1].revents != 0) {
    bp_child_hear(child);
  }
  if (fd[0].revents != 0) {
    status = receive(child);
  }
  *writable = fd[2].revents != 0;
  return status;
}

bp_child_status bp_child_write(bp_child *child, const char *bytes, size_t length, double deadline) {
  size_t done = 0;
  while (done < length) {
    int writable = 1;
    bp_child_status status;
    if (child->to < 0 || child->from < 0) {
      return bp_child_gone(child);
    }
    status = bp_child_wait_ready(child, &writable, deadline);
    if (status != BP_CHILD_OK) {
      return status;
    }
    if (writable) {
      const ssize_t n = write(child->to, bytes + done, length - done);
      if (n > 0) {
        done += (size_t)n;
      } else if (errno != EINTR && errno != EAGAIN) {
        bp_child_shut(&child->to);
      }
    }
  }
  return BP_CHILD_OK;
}

/* The first line that has been read, if there is one. */
static bp_child_status find_line(bp_child *child, const char **text, size_t *length) {
  char *start = child->ahead + child->begin;
  const size_t held = child->end - child->begin;
  char *lf =
      held > child->scanned ? memchr(start + child->scanned, '\n', held - child->scanned) : NULL;
  child->scanned = held;
  if ((lf == NULL ? held : (size_t)(lf - start)) > BP_LINE_MAX) {
    return BP_CHILD_LONG;
  }
  *text = NULL;
  if (lf != NULL) {
    *text = start;
    *length = (size_t)(lf - start);
    child->begin += *length + 1;
    child->scanned = 0;
    if (*length > 0 && start[*length - 1] == '\r') {
      --*length;
    }
    start[*length] = '\0';
  }
  return BP_CHILD_OK;
}

bp_child_status bp_child_line(bp_child *child, const char **text, size_t *length, double deadline) {
  for (;;) {
    int writable = 0;
    bp_child_status status = child->ahead == NULL ? BP_CHILD_OK : find_line(child, text, length);
    if (status != BP_CHILD_OK || (child->ahead != NULL && *text != NULL)) {
      return status;
    }
    if (child->from < 0) {
      return bp_child_gone(child);
    }
    status = bp_child_wait_ready(child, &writable, deadline);
    if (status != BP_CHILD_OK) {
      return status;
    }
  }
}
