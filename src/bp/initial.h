/* Stage 1, initialisation: small random weights. */
#ifndef BP_INITIAL_H
#define BP_INITIAL_H

#include "network.h"
#include "random.h"

/* 1 / sqrt(J), the default range of the first weights of a layer of J inputs, J >= 1. */
double bp_initial_range(size_t inputs);

/* Draws every weight, biases included, uniformly from [-r, r): a function of seed, layer, unit and
   input alone. range: r, from 0 to BP_LIMIT; 0 takes bp_initial_range of each layer. BP_ERR_OPTION
   otherwise; nothing is written then. */
bp_status bp_net_initialise(bp_net *net, bp_seed seed, double range);

#endif
