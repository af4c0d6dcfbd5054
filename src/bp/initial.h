/* Stage 1, initialisation: small random weights. */
#ifndef BP_INITIAL_H
#define BP_INITIAL_H

#include "network.h"
#include "random.h"

/* 1 / sqrt(J), the default range of the first weights of a layer of J inputs, J >= 1. */
/*@ assigns \result \from inputs; */
double bp_initial_range(size_t inputs);

/* Draws every weight, biases included, uniformly from [-r, r): a function of seed, layer, unit and
   input alone. range: r, from 0 to BP_LIMIT; 0 takes bp_initial_range of each layer. BP_ERR_OPTION
   otherwise; nothing is written then. */
/*@ requires net: bp_net_valid(net);
    assigns net->w[0 .. net->weights - 1];
    behavior drawn:
      assumes within: \is_finite(range) && 0.0 <= range <= BP_LIMIT;
      assigns net->w[0 .. net->weights - 1];
      ensures status: \result == BP_OK;
    behavior refused:
      assumes beyond: !(\is_finite(range) && 0.0 <= range <= BP_LIMIT);
      assigns \nothing;
      ensures status: \result == BP_ERR_OPTION;
    complete behaviors;
    disjoint behaviors;
*/
bp_status bp_net_initialise(bp_net *net, bp_seed seed, double range);

#endif
