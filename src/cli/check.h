/* The gradient check of a network on a data set, and how it is shown. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "json.h"
#include "src/gradcheck/gradcheck.h"
#include "src/oracle/oracle.h"
#include "use.h"

typedef struct cli_check {
  cli_use *use;
  bp_gradcheck_options options;
  size_t pattern;             /* the only one, from 1; 0: those of `patterns` */
  size_t patterns;            /* how many take part */
  bp_data data;               /* those */
  int sampled;                /* not 0: not all, though nobody asked for fewer */
  int json;                   /* print JSON */
  int verbose;                /* say something of every weight */
  int exact;                  /* not 0: enclose the true gradient */
  bp_oracle *oracle;          /* that of it; null if exact is 0 */
  int resolved;               /* not 0: all its enclosures are narrow */
  json_t *weight;             /* those of a verbose JSON, else null */
  double *memory;             /* everything the check needs */
  double *gradient;           /* [weights] in memory */
  double *g_error;            /* [weights] in memory: bounds on its rounding errors */
  bp_gradcheck_counts *layer; /* [depth] */
  bp_gradcheck_report report;
} cli_check;

/* How many patterns of the set are taken unless something else is asked for: all, or fewer so that
   the check takes seconds. */
size_t cli_check_usual(const cli_use *use);

/* Which of `count` patterns, from 0, is number i of n evenly spaced ones. */
size_t cli_check_spaced(size_t i, size_t n, size_t count);

/* Whether enclosing the true gradient takes but seconds. */
int cli_check_truth_usual(const cli_check *check);

/* Encloses the true gradient and has the check consult it. memory: bp_rounding_memory doubles, free
   again afterwards. CLI_OK, or another exit code after a message. */
int cli_check_truth(cli_check *check, double *memory);

/* Runs the check; progress and verbose lines are printed meanwhile. CLI_OK, whatever came of it, or
   another exit code after a message. To be freed in any case. */
int cli_check_run(cli_check *check);

void cli_check_free(cli_check *check);

/* What is checked, how, and on which patterns; with the names of the columns if verbose. */
void cli_check_print_heading(const cli_check *check);

/* One weight, one line. */
void cli_check_print_weight(const bp_gradcheck_weight *weight);

/* The counts, the worst weight and the verdict. */
void cli_check_print(const cli_check *check);

/* One weight. A number that is not finite is a string. */
json_t *cli_check_weight_json(const bp_gradcheck_weight *weight);

/* Null if memory has run out. Takes check->weight over. */
json_t *cli_check_json(cli_check *check);

#endif
