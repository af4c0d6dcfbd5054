/* How a network does on a data set: errors in the units of the targets, and classes by name. */
#ifndef CLI_ASSESS_H
#define CLI_ASSESS_H

#include "json.h"
#include "metrics.h"
#include "use.h"

typedef struct cli_assessment {
  const cli_use *use;
  cli_classes classes;  /* count 0: not a classification */
  cli_metrics metrics;  /* E in the units of the network */
  size_t *confusion;    /* [count * count] of class a (row) taken for class b (column) */
  double rmse;          /* root of the mean of squared errors, over patterns and outputs */
  double worst;         /* the largest error in magnitude */
  size_t worst_pattern; /* from 1 */
  size_t worst_output;  /* from 1 */
} cli_assessment;

/* Assesses the network of use on its data, which have targets. CLI_OK; or CLI_FAILED (diverged) or
   CLI_USAGE after a message, there is nothing to free then. */
int cli_assess(cli_use *use, cli_assessment *a);

void cli_assess_free(cli_assessment *a);

/* What class c, from 0, is called. Returns the name, in `room` if need be. */
const char *cli_assess_name(const cli_assessment *a, size_t c, char room[CLI_NAME_SIZE]);

/* How many patterns are of class c, and how many were taken for it. */
size_t cli_assess_members(const cli_assessment *a, size_t c);
size_t cli_assess_taken(const cli_assessment *a, size_t c);

void cli_assess_print(const cli_assessment *a);

/* Null if memory has run out. */
json_t *cli_assess_json(const cli_assessment *a);

#endif
