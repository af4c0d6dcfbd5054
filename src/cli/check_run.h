/* The check of a network on a data set, in one process or several. */
#ifndef CLI_CHECK_RUN_H
#define CLI_CHECK_RUN_H

#include "check.h"
#include "use.h"

/* A check under way. */
typedef struct cli_check_run {
  cli_use *use;
  cli_check *check;
  bp_data data;     /* the patterns that take part */
  int keep;         /* not 0: keep every weight */
  int print;        /* not 0: print a line for each weight as it comes */
  int quiet;        /* not 0: no progress */
  int pipe;         /* where progress goes instead of the terminal, -1: nowhere */
  bp_oracle *oracle;
  size_t bent;      /* layers before this one lead to a unit that may be at its kink */
  double *memory;   /* everything below, and more */
  double *gradient; /* [weights] */
  double *g_error;  /* [weights] bounds on its rounding errors */
} cli_check_run;

/* How many patterns of the set are taken unless something else is asked for: all, or fewer so that
   the check takes seconds. */
size_t cli_check_usual(const cli_use *use);

/* Which of `count` patterns, from 0, is number i of n evenly spaced ones. */
size_t cli_check_spaced(size_t i, size_t n, size_t count);

/* Whether enclosing the true gradient takes but seconds. */
int cli_check_truth_usual(const cli_check_run *run);

/* Encloses the true gradient and has the check consult it. memory: bp_rounding_memory doubles, free
   again afterwards. CLI_OK, or another exit code after a message. */
int cli_check_truth(cli_check_run *run, double *memory);

/* Runs the check of the shard that the options name: fills check. CLI_OK, whatever came of it, or
   another exit code after a message. */
int cli_check_perform(cli_check_run *run);

/* The same by so many processes. */
int cli_check_perform_jobs(cli_check_run *run, size_t jobs);

/* Says how far it is, on a terminal. */
void cli_check_progress(size_t done, size_t total, size_t failed);

#endif
