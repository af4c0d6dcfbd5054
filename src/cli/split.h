/* A data set in two parts: one to learn from, one held out to see how well it was learned. */
#ifndef CLI_SPLIT_H
#define CLI_SPLIT_H

#include "src/bp/bp.h"

/* The epoch whose shuffled order chooses what is held out; training never gets there. */
#define CLI_SPLIT_EPOCH 0xFFFFFFFFUL

/* Both parts point into the arrays, the training patterns first. */
typedef struct cli_split {
  size_t inputs;  /* numbers a pattern */
  size_t outputs; /* the same */
  bp_data train;  /* in the order of the set */
  bp_data held;   /* in the order of the set; count 0 if nothing is held out */
  double *input;  /* owned, of both parts */
  double *target; /* the same */
} cli_split;

/* Splits a set of data->count patterns: the share `holdout` (0 to less than 1) of each class,
   rounded to the nearest, is held out, those that stand first in the shuffled order of seed and
   CLI_SPLIT_EPOCH; at least one of each class remains to learn from. Targets that are not classes
   (cli_classes_find) count as one class. CLI_OK, or CLI_USAGE after a message; the split is empty
   then. */
int cli_split_make(const bp_data *data, size_t inputs, size_t outputs, double holdout, bp_seed seed,
                   cli_split *split);

/* Frees the arrays. An empty (all 0) split is accepted. */
void cli_split_free(cli_split *split);

#endif
