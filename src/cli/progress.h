/* One line that says how far the work is, on a terminal only. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stddef.h>

typedef struct cli_progress {
  int shown;     /* whether there is anyone to see it */
  int printed;   /* whether a line stands there */
  double start;  /* seconds of the clock */
  double last;   /* when the line was last written */
  size_t total;  /* epochs at most */
  size_t weight; /* patterns an epoch */
} cli_progress;

/* Seconds of a clock that never goes back. */
double cli_clock(void);

/* Starts the clock. quiet: not 0 to show nothing; nothing is shown either where the standard error
   is not a terminal. */
void cli_progress_start(cli_progress *progress, int quiet, size_t total, size_t weight);

/* Says that `done` epochs are done, the last with this E; at most ten times a second. */
void cli_progress_show(cli_progress *progress, size_t done, double E);

/* Takes the line away. Returns the seconds since the start. */
double cli_progress_end(cli_progress *progress);

#endif
