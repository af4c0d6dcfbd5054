/* Stage 4, update of weights and biases: a step of training on one pattern or one batch, all or
   nothing. */
#ifndef BP_UPDATE_H
#define BP_UPDATE_H

#include "train.h"

/* Batch learning on n patterns, those at positions first .. first + n - 1 of the epoch's order: the
   sums of delta y over the patterns, E of each added to *E, then one update. On an error no weight
   has changed. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires batches: trainer->rule.batch != 1;
    requires patterns: first + n <= trainer->data.count;
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1],
            trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->bound[0 .. trainer->net->depth - 1],
            trainer->moved[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. bp_sum_count(trainer) - 1],
            trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_step_batch(bp_trainer *trainer, size_t first, size_t n, double *E);

/* The pattern at a position of the epoch's order. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires position: position < trainer->data.count;
    assigns \result \from *trainer, trainer->order[position], position;
    ensures pattern: \result < trainer->data.count;
*/
size_t bp_step_at(const bp_trainer *trainer, size_t position);

#endif
