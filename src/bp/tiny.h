/* Learning pattern by pattern for networks so small that a step is over in the time of a few calls:
   the whole step in one function. Same operations, same bits as in online.c. */
#ifndef BP_TINY_H
#define BP_TINY_H

#include "train.h"

/* The most inputs or units that a layer of a tiny network has. */
#define BP_TINY 8

/* Whether a network is tiny. */
int bp_tiny_holds(const bp_net *net);

/* One pattern: feed-forward, E added to *E, back-propagation, update. On an error no weight has
   changed. */
bp_status bp_tiny_learn(bp_trainer *trainer, const double *s, const double *t, double *E);

#endif
