/* Learning pattern by pattern for networks so small that a step is over in the time of a few calls:
   the whole step in one function. Same operations, same bits as in online.c. */
#ifndef BP_TINY_H
#define BP_TINY_H

#include "train.h"

/* The most inputs or units that a layer of a tiny network has. */
#define BP_TINY 8

/* Whether a network is tiny. */
/*@ requires net: bp_net_valid(net);
    assigns \result \from *net, net->layer[0 .. net->depth - 1];
    ensures tiny: \result != 0 <==> bp_net_tiny(net);
*/
int bp_tiny_holds(const bp_net *net);

/* One pattern: feed-forward, E added to *E, back-propagation, update. On an error no weight has
   changed. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires tiny: bp_net_tiny(trainer->net);
    requires valid_s: \valid_read(s + (0 .. trainer->net->inputs - 1));
    requires valid_t: \valid_read(t + (0 .. trainer->net->outputs - 1));
    requires apart_s: bp_net_apart(trainer->net, s, trainer->net->inputs);
    requires apart_t: bp_net_apart(trainer->net, t, trainer->net->outputs);
    requires sep_w: \separated(s + (0 .. trainer->net->inputs - 1),
                               trainer->net->w + (0 .. trainer->net->weights - 1));
    requires sep_change: \separated(s + (0 .. trainer->net->inputs - 1),
                                    trainer->change + (0 .. trainer->changes - 1));
    requires valid_E: \valid(E);
    assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_tiny_learn(bp_trainer *trainer, const double *s, const double *t, double *E);

#endif
