/* Stage 4, update of weights and biases: a step of training on one pattern or one batch, all or
 * nothing. */
#ifndef BP_UPDATE_H
#define BP_UPDATE_H

#include "train.h"

/* Per-pattern learning (EQ-10, EQ-22) on pattern p: feed-forward, E added to *E, back-propagation,
   update. On an error no weight has changed. */
bp_status bp_step_pattern(bp_trainer *trainer, size_t p, double *E);

/* Batch learning on n patterns, those at positions first .. first + n - 1 of the epoch's order: the
   sums of delta y over the patterns, E of each added to *E, then one update. On an error no weight
   has changed. */
bp_status bp_step_batch(bp_trainer *trainer, size_t first, size_t n, double *E);

/* The pattern at a position of the epoch's order. */
size_t bp_step_at(const bp_trainer *trainer, size_t position);

#endif
