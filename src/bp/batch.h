/* Batch learning: a step of training on the patterns of a batch, a chunk of them at a time. */
#ifndef BP_BATCH_H
#define BP_BATCH_H

#include "train.h"

bp_status bp_step_batch(bp_trainer *trainer, size_t first, size_t n, double *E);

#endif
