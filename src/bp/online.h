/* Learning pattern by pattern: an update of weights and biases after each (EQ-10, EQ-22). The update
   of the first layer and its net inputs for the next pattern are one walk over its weights. */
#ifndef BP_ONLINE_H
#define BP_ONLINE_H

#include "train.h"

/* Every pattern once in the order of the epoch, each followed by an update, its E added to *E. On
   an error the weights are those after the last pattern without one. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires valid_E: \valid(E);
    assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_online_epoch(bp_trainer *trainer, double *E);

#endif
