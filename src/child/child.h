/* Another implementation as a child process that answers lines with lines: started without a shell,
   talked to with time-outs, ended and waited for in every case. What it does wrong is told apart.
   Nothing here prints. */
#ifndef BP_CHILD_H
#define BP_CHILD_H

#include <stddef.h>
#include <sys/types.h>

#include "src/text/lines.h"

/* What came of talking to it. */
typedef enum bp_child_status {
  BP_CHILD_OK = 0,
  BP_CHILD_COMMAND,     /* the command is empty or has a quote that is not closed */
  BP_CHILD_START,       /* the system cannot start it */
  BP_CHILD_TIMEOUT,     /* it did not read or answer in time */
  BP_CHILD_CLOSED,      /* it closed its input or output, or ended with exit code 0, too early */
  BP_CHILD_EXITED,      /* it ended with another exit code */
  BP_CHILD_KILLED,      /* a signal ended it: it crashed */
  BP_CHILD_LONG,        /* a line is longer than BP_LINE_MAX */
  BP_CHILD_FLOOD,       /* it wrote more than BP_CHILD_AHEAD before it was asked */
  BP_CHILD_INTERRUPTED, /* whoever uses this program has had enough */
  BP_CHILD_MEMORY,      /* memory has run out */
  BP_CHILD_SYSTEM,      /* the system refuses something else */
  BP_CHILD_STATUS_COUNT /* the number of values above */
} bp_child_status;

#define BP_CHILD_AHEAD ((size_t)8 << 20) /* bytes that it may write before they are asked for */
#define BP_CHILD_WORDS 256               /* words of a command, at most */
#define BP_CHILD_SAID_SIZE 2048          /* kept of the end of its standard error */

/* A child process. All 0 is none. */
typedef struct bp_child {
  int open;                      /* not 0: the pipes below are ours */
  pid_t pid;                     /* of itself and of its process group; 0: none, or waited for */
  int to, from, errors;          /* our ends of its standard input, output and error; -1: closed */
  char *ahead;                   /* read and not yet asked for */
  size_t begin, end;             /* of that, in ahead */
  size_t room;                   /* of ahead */
  size_t scanned;                /* from begin on: bytes known to hold no line end */
  char said[BP_CHILD_SAID_SIZE]; /* the end of its standard error, a string */
  size_t said_length;
  int detail;        /* of the last status: exit code, signal or errno */
  int (*stop)(void); /* asked every tenth of a second whether to give up; null: never */
} bp_child;

/* Starts a command: words between spaces, of which '...' and "..." hold spaces together; nothing
   else is special, and the first word is looked for in PATH. SIGPIPE is ignored from here on.
   BP_CHILD_COMMAND, _START, _MEMORY, _SYSTEM; there is nothing to end then. */
bp_child_status bp_child_start(bp_child *child, const char *command);

/* Seconds of a clock that never goes back. */
double bp_child_clock(void);

/* Writes bytes to its standard input, until the clock shows deadline. */
bp_child_status bp_child_write(bp_child *child, const char *bytes, size_t length, double deadline);

/* Reads the next line of its standard output, until the clock shows deadline. *text is the line
   without its end, LF or CR LF, a 0 byte after it, valid until the next call. After BP_CHILD_CLOSED,
   _EXITED or _KILLED detail says more. */
bp_child_status bp_child_line(bp_child *child, const char **text, size_t *length, double deadline);

/* Closes its standard input and waits until it ends. BP_CHILD_OK: with exit code 0 and without
   another word; BP_CHILD_FLOOD: it wrote more. */
bp_child_status bp_child_finish(bp_child *child, double deadline);

/* Ends it and its process group, if it still runs, and frees everything. What it said stays. All 0
   is accepted. */
void bp_child_end(bp_child *child);

#define BP_CHILD_TEXT_SIZE 128

/* The status in words, with detail: "ended with exit code 3". Returns out. */
const char *bp_child_text(const bp_child *child, bp_child_status status,
                          char out[BP_CHILD_TEXT_SIZE]);

#endif
