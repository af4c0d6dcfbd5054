/* The check of a network on a data set, or of another implementation's function, in one process or
   several. */
#ifndef CLI_CHECK_RUN_H
#define CLI_CHECK_RUN_H

#include "check.h"
#include "src/gradcheck/directions.h"
#include "src/peer/point.h"
#include "src/truth/truth.h"
#include "use.h"

/* A check under way. Zero but for the first group, until it is opened. */
typedef struct cli_check_run {
  cli_use *use;     /* the network and its data; null: */
  const char *impl; /* the command of an implementation */
  double timeout;   /* of that, in seconds */
  cli_check *check;
  int keep;  /* not 0: keep every weight */
  int print; /* not 0: print a line for each weight as it comes */
  int quiet; /* not 0: no progress */
  int pipe;  /* where progress goes instead of the terminal, -1: nowhere */

  bp_gradcheck_subject subject; /* what is checked: one of the following */
  bp_gradcheck_subject whole;   /* weight by weight */
  bp_directions directions;     /* or along directions */
  bp_gradcheck_net net;         /* behind whole, if it is a network */
  bp_peer peer;                 /* or an implementation */
  bp_layer variables;           /* of that */
  bp_peer_status fault;         /* of that, the first */
  unsigned long asked;          /* of that, points */
  bp_data data;                 /* the patterns that take part */
  bp_truth truth;
  double *memory;   /* what follows, and more */
  double *gradient; /* [weights] */
} cli_check_run;

/* Which shard: as text says, I/N; if that is null, as Bazel does, if it does. CLI_OK, or CLI_USAGE
   after a message. */
int cli_check_shard(const char *text, bp_gradcheck_options *options);

/* How many patterns of the set are taken unless something else is asked for: all, or fewer so that
   the check takes seconds. */
size_t cli_check_usual(const cli_use *use);

/* Which of `count` patterns, from 0, is number i of n evenly spaced ones. */
size_t cli_check_spaced(size_t i, size_t n, size_t count);

/* Whether enclosing the true gradient takes but seconds. */
int cli_check_truth_usual(const cli_check_run *run);

/* Makes the subject: fills check->total, depth, noise, local. CLI_OK, or another exit code after a
   message. To be closed in any case. */
int cli_check_open(cli_check_run *run);

/* The same of an implementation, its values and its gradient. */
int cli_check_open_peer(cli_check_run *run);

/* What the implementation did wrong, if it did: CLI_OK, or CLI_CRASHED after a message. */
int cli_check_peer_fault(cli_check_run *run);

/* Puts the whole subject along directions, if the options want that. */
int cli_check_direct(cli_check_run *run, double *memory);

void cli_check_close(cli_check_run *run);

/* Runs the check of the shard that the options name, once it is open. CLI_OK, whatever came of it,
   or another exit code after a message. */
int cli_check_perform(cli_check_run *run);

/* Where a program has several processes from the start: opens and runs a share in each, and fills
   check with all of it in the one that returns. Null otherwise. */
extern int (*cli_check_spread)(cli_check_run *run);

/* Opens, runs and closes it in so many processes. */
int cli_check_perform_jobs(cli_check_run *run, size_t n);

/* Sweeps over the steps for the weight that text names, "worst" or "L,K,J", once the check is open
   and has been run. CLI_OK, or CLI_USAGE after a message. */
int cli_check_sweep(cli_check_run *run, const char *text);

/* Says how far it is, on a terminal. */
void cli_check_progress(size_t done, size_t total, size_t failed);

#endif
