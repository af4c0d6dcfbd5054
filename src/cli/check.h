/* A gradient check, whole or a part of it, and how it is shown, kept and put together again. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include <stdio.h>

#include "json.h"
#include "src/gradcheck/gradcheck.h"
#include "src/gradcheck/local.h"
#include "src/gradcheck/sweep.h"
#include "src/oracle/oracle.h"

/* The results, and what they are of. All of it goes through JSON unchanged. */
typedef struct cli_check {
  char *net;         /* as given; of an implementation its command */
  char *data;        /* as given; "" of an implementation */
  size_t depth;      /* layers */
  size_t set;        /* patterns in the set */
  size_t pattern;    /* the only one, from 1; 0: those of `patterns` */
  size_t patterns;   /* how many take part */
  int sampled;       /* not 0: not all, though nobody asked for fewer */
  size_t total;      /* weights of the network, variables of the function */
  size_t directions; /* along which it is checked; 0: weight by weight */
  bp_seed seed;      /* of those */
  double noise;      /* in the values of an implementation; negative: not known */
  bp_sweep sweep;    /* if swept */
  int swept;
  bp_gradcheck_truth swept_truth; /* of the weight swept */
  bp_gradcheck_options options;
  int exact;      /* not 0: the true gradient was enclosed */
  long precision; /* with so many bits */
  int resolved;   /* not 0: all its enclosures are narrow */
  bp_local_report local;
  bp_gradcheck_report report;
  bp_gradcheck_counts *layer;  /* [depth] */
  bp_gradcheck_weight *weight; /* [kept] in the order of visits; null if none is kept */
  size_t kept;
} cli_check;

/* Releases everything; a check that is all zero is accepted. */
void cli_check_free(cli_check *check);

/* Room for the counts of `depth` layers and, if keep, `weights` weights. CLI_OK, or CLI_USAGE after
   a message. */
int cli_check_allocate(cli_check *check, size_t depth, size_t weights, int keep);

/* A copy of a string, null if memory has run out. */
char *cli_check_copy(const char *text);

/* Adds a part, which is released, to a check that is all zero or some parts already. Shards are
   left as they are in the first. CLI_OK, or CLI_USAGE after a message. */
int cli_check_join(cli_check *check, cli_check *part);

/* Works the outcome out from the counts and the equations. */
void cli_check_conclude(cli_check *check);

/* The exit code that goes with the outcome. */
int cli_check_exit(const cli_check *check);

/* What is checked, how, and on which patterns; with the names of the columns if verbose. */
void cli_check_print_heading(const cli_check *check, int verbose);

/* One weight, one line. */
void cli_check_print_weight(const bp_gradcheck_weight *weight);

/* The counts, the worst weight and the verdict. */
void cli_check_print(const cli_check *check);

/* The equations, how much of each bound is taken, and the first that does not hold. */
void cli_check_print_equations(const cli_check *check);

/* All of it; the weights only if they are kept and asked for. A number that is not finite is a
   string. Null if memory has run out. */
json_t *cli_check_json(const cli_check *check, int every);
json_t *cli_check_equations_json(const cli_check *check);

/* The sweep: a table, JSON (null if there is none), and CSV. The last returns 0. */
void cli_check_print_sweep(const cli_check *check);
json_t *cli_check_sweep_json(const cli_check *check);
int cli_check_write_sweep(FILE *file, void *context);

/* Numbers as above, and back: 0 if it is none. */
json_t *cli_check_number(double v);
int cli_check_real(const json_t *json, const char *name, double *v);
int cli_check_count(const json_t *json, const char *name, size_t *n);

/* The other way round. check: all zero. Returns 1, or 0 if a field is missing or not of its kind;
   to be freed in any case. */
int cli_check_read(cli_check *check, const json_t *json);
int cli_check_read_equations(cli_check *check, const json_t *json);

/* The results as a table of CSV, as JUnit XML and as TAP 14: a row for each weight; a case or a
   point for each unit and each equation. context: a cli_check that keeps its weights. Return 0. */
int cli_check_write_csv(FILE *file, void *context);
int cli_check_write_junit(FILE *file, void *context);
int cli_check_write_tap(FILE *file, void *context);

#endif
