/* One layer on a chunk, BP_CHUNK patterns side by side in blocks. */
#ifndef BP_CHUNK_H
#define BP_CHUNK_H

#include "block.h"
#include "layer.h"

/* Net inputs x of all units (EQ-5, EQ-16) from the signals y of the layer before. y: inputs rows;
   x: units rows. Columns from `patterns` on may be left as they were. */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_w: \valid_read(w + (0 .. layer->weights - 1));
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * layer->inputs - 1));
    requires valid_x: \valid(x + (0 .. BP_CHUNK * layer->units - 1));
    requires sep_w:
      \separated(x + (0 .. BP_CHUNK * layer->units - 1), w + (0 .. layer->weights - 1));
    requires sep_y: \separated(x + (0 .. BP_CHUNK * layer->units - 1),
                               y + (0 .. BP_CHUNK * layer->inputs - 1));
    assigns x[0 .. BP_CHUNK * layer->units - 1];
*/
void bp_chunk_net_input(const bp_layer *layer, const double *w, const double *y, double *x,
                        size_t patterns);

/* Deltas of output units (EQ-4, EQ-6) in place of the targets in `delta`, and E of each pattern
   (EQ-3); without f' if plain. y and delta: units rows; E: BP_CHUNK. */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * layer->units - 1));
    requires valid_delta: \valid(delta + (0 .. BP_CHUNK * layer->units - 1));
    requires valid_E: \valid(E + (0 .. BP_CHUNK - 1));
    requires sep_y: \separated(delta + (0 .. BP_CHUNK * layer->units - 1),
                               y + (0 .. BP_CHUNK * layer->units - 1));
    requires sep_E: \separated(E + (0 .. BP_CHUNK - 1), y + (0 .. BP_CHUNK * layer->units - 1),
                               delta + (0 .. BP_CHUNK * layer->units - 1));
    assigns delta[0 .. BP_CHUNK * layer->units - 1], E[0 .. BP_CHUNK - 1];
*/
void bp_chunk_output_delta(const bp_layer *layer, const double *y, double *delta, int plain,
                           double *E);

/* Deltas of the units before this layer (EQ-17, EQ-19), with f the activation of the layer before,
   y its outputs, delta and w of this layer. delta: units rows; y and before: inputs rows. */
/*@ requires layer: bp_layer_valid(layer);
    requires activation: bp_activation_known(f);
    requires valid_w: \valid_read(w + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. BP_CHUNK * layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * layer->inputs - 1));
    requires valid_before: \valid(before + (0 .. BP_CHUNK * layer->inputs - 1));
    requires sep_w:
      \separated(before + (0 .. BP_CHUNK * layer->inputs - 1), w + (0 .. layer->weights - 1));
    requires sep_delta: \separated(before + (0 .. BP_CHUNK * layer->inputs - 1),
                                   delta + (0 .. BP_CHUNK * layer->units - 1));
    requires sep_y: \separated(before + (0 .. BP_CHUNK * layer->inputs - 1),
                               y + (0 .. BP_CHUNK * layer->inputs - 1));
    assigns before[0 .. BP_CHUNK * layer->inputs - 1];
*/
void bp_chunk_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before);

#endif
