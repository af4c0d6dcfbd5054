/* What holds of every layer that bp_net_init has written. */
#ifndef BP_ACSL_LAYER_H
#define BP_ACSL_LAYER_H

#include "product.h"

/* The most doubles that a network may hold. */
#define BP_ACSL_COUNT_MAX ((size_t)-1 / sizeof(double) / 128)

/*@ predicate bp_activation_known(integer f) =
      BP_LOGISTIC <= f < BP_ACTIVATION_COUNT;

    logic integer bp_weight_count(integer inputs, integer units) = (inputs + 1) * units;

    predicate bp_layer_sizes(integer inputs, integer units, integer weights) =
      1 <= inputs < BP_ACSL_COUNT_MAX && 1 <= units <= BP_ACSL_COUNT_MAX &&
      weights == bp_weight_count(inputs, units) && weights <= BP_ACSL_COUNT_MAX;

    predicate bp_layer_shape{L}(bp_layer *layer) =
      bp_layer_sizes(layer->inputs, layer->units, layer->weights) &&
      bp_activation_known(layer->activation);

    predicate bp_layer_valid{L}(bp_layer *layer) =
      \valid_read(layer) && bp_layer_shape(layer);
*/

#endif
