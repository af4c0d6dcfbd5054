/* A batch in memory: up to BP_CHUNK of its patterns at a time go through the network side by side. */
#ifndef BP_BATCH_H
#define BP_BATCH_H

#include "train.h"

/* How many doubles batches need: the sums, then the blocks of a chunk. */
/*@ requires net: bp_net_valid(net);
    assigns \result \from *net;
    ensures size: \result == bp_batch_count(net);
*/
size_t bp_batch_memory(const bp_net *net);

/* Stages 2 and 3 for the n patterns at positions first .. first + n - 1 of the epoch's order: E of
   each added to *E, the bounds on their sums to `reach`. The error is that of the first pattern
   that has one; *E and `reach` mean nothing then. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires batches: trainer->rule.batch != 1;
    requires patterns: n <= BP_CHUNK && first + n <= trainer->data.count;
    requires valid_E: \valid(E);
    assigns trainer->reach[0 .. trainer->net->depth - 1],
            trainer->sum[0 .. bp_sum_count(trainer) - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_batch_propagate(bp_trainer *trainer, size_t first, size_t n, double *E);

/* Adds delta y of the n patterns last propagated to the sums, which start from 0 where the batch
   begins; where it ends, the weights move by scale times the sums: eta, or eta / n for a mean. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    requires patterns: n <= BP_CHUNK;
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. bp_sum_count(trainer) - 1];
*/
void bp_batch_sweep(bp_trainer *trainer, size_t n, int begins, int ends, double scale);

#endif
