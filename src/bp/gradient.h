/* The sums of delta y over the patterns of a batch, chunk after chunk, and with the last one the
   update: a block of weights at a time, while their sums are in the cache. */
#ifndef BP_GRADIENT_H
#define BP_GRADIENT_H

#include "layer.h"
#include "tile.h"

/* What to do with a chunk of a batch. */
typedef struct bp_sweep {
  size_t patterns; /* of the chunk, 1 .. BP_CHUNK */
  int first;       /* not 0: the sums start from 0 */
  int last;        /* not 0: the sums are complete, the weights move */
  int momentum;    /* not 0: by the rule with momentum */
  double scale;    /* eta, or eta / n */
  double alpha;
} bp_sweep;

/* One layer: w, its changes c where there is momentum, and the sums, all as the layer's weights; y
   and delta: blocks of the layer's inputs and units. */
void bp_gradient_sweep(const bp_layer *layer, const bp_sweep *sweep, double *w, double *c,
                       double *sum, const double *y, const double *delta);

#endif
