/* The sums of delta y over the patterns of a batch, chunk after chunk, and with the last one the
   update: a block of weights at a time, while their sums are in the cache. */
#ifndef BP_GRADIENT_H
#define BP_GRADIENT_H

#include "block.h"
#include "layer.h"

/* What a chunk of a batch does to the weights of a layer. */
typedef struct bp_sweep {
  size_t patterns; /* in the chunk, 1 .. BP_CHUNK */
  int first;       /* not 0: the batch begins with it, the sums start from 0 */
  int last;        /* not 0: the batch ends with it, the weights move */
  double scale;    /* eta, or eta / n for the mean of n patterns */
  double alpha;
  double *w;      /* [weights] of the layer */
  double *change; /* [changes] Delta w of the last update */
  double *sum;    /* [weights] untouched where one chunk is the batch */
  size_t weights;
  size_t changes; /* weights if there is momentum, else 0 */
} bp_sweep;

/*@ predicate bp_sweep_valid{L}(bp_sweep *sweep) =
      \valid_read(sweep) && sweep->patterns <= BP_CHUNK &&
      sweep->weights <= BP_ACSL_COUNT_MAX &&
      (sweep->changes == 0 || sweep->changes == sweep->weights) &&
      \valid(sweep->w + (0 .. sweep->weights - 1)) &&
      \valid(sweep->change + (0 .. sweep->changes - 1)) &&
      \valid(sweep->sum + (0 .. sweep->weights - 1));
*/

/* a_kj = a_kj + delta_k y_j for each pattern in order, y_0 = 1; a from 0 in the first chunk; after
   the last w = w + scale a, or with momentum c = scale a + alpha c, w = w + c. y and delta: blocks
   of the layer's inputs and units, row i holding number i of each pattern. */
/*@ requires layer: bp_layer_valid(layer);
    requires sweep: bp_sweep_valid(sweep);
    requires weights: sweep->weights == layer->weights;
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * layer->inputs - 1));
    requires valid_delta: \valid_read(delta + (0 .. BP_CHUNK * layer->units - 1));
    assigns sweep->w[0 .. sweep->weights - 1], sweep->change[0 .. sweep->changes - 1],
            sweep->sum[0 .. sweep->weights - 1];
*/
void bp_gradient_sweep(const bp_layer *layer, const bp_sweep *sweep, const double *y,
                       const double *delta);

#endif
