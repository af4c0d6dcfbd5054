#include "network.h"

/* Memory is counted in doubles; a size_t must be able to hold it in bytes, twice over for training.
 */
#define COUNT_MAX ((size_t)-1 / sizeof(double) / 8)

/* The sizes of a shape: weights, units, and the doubles that hold everything. 0 if not acceptable.
 */
static size_t shape_sizes(size_t depth, const size_t *widths, size_t *weights, size_t *units) {
  size_t l;
  *weights = 0;
  *units = 0;
  if (depth < 1 || depth > COUNT_MAX / 8 || widths[0] < 1 || widths[0] >= COUNT_MAX) {
    return 0;
  }
  for (l = 0; l < depth; l++) {
    const size_t inputs = widths[l], outputs = widths[l + 1];
    if (outputs < 1 || outputs > (COUNT_MAX - *weights) / (inputs + 1)) {
      return 0;
    }
    *weights += (inputs + 1) * outputs;
    *units += outputs;
  }
  return *weights + 3 * *units + 2 * depth;
}

size_t bp_net_memory(size_t depth, const size_t *widths) {
  size_t weights, units;
  return shape_sizes(depth, widths, &weights, &units);
}

/* Whether all activations are known. */
static int activations_known(size_t depth, const bp_activation *activation) {
  size_t l;
  for (l = 0; l < depth; l++) {
    if (activation[l] != BP_LOGISTIC && activation[l] != BP_TANH && activation[l] != BP_IDENTITY) {
      return 0;
    }
  }
  return 1;
}

bp_status bp_net_init(bp_net *net, bp_layer *layer, size_t depth, const size_t *widths,
                      const bp_activation *activation, double *memory, size_t count) {
  size_t weights, units, weight_at = 0, unit_at = 0, l, i;
  const size_t needed = shape_sizes(depth, widths, &weights, &units);
  if (needed == 0) {
    return BP_ERR_SHAPE;
  }
  if (!activations_known(depth, activation)) {
    return BP_ERR_OPTION;
  }
  if (count < needed) {
    return BP_ERR_MEMORY;
  }
  for (l = 0; l < depth; l++) {
    layer[l].inputs = widths[l];
    layer[l].units = widths[l + 1];
    layer[l].activation = activation[l];
    layer[l].weights = (widths[l] + 1) * widths[l + 1];
    layer[l].weight_at = weight_at;
    layer[l].unit_at = unit_at;
    weight_at += layer[l].weights;
    unit_at += layer[l].units;
  }
  for (i = 0; i < needed; i++) {
    memory[i] = 0.0;
  }
  net->depth = depth;
  net->inputs = widths[0];
  net->outputs = widths[depth];
  net->weights = weights;
  net->units = units;
  net->layer = layer;
  net->w = memory;
  net->x = net->w + weights;
  net->y = net->x + units;
  net->delta = net->y + units;
  net->y_peak = net->delta + units;
  net->delta_peak = net->y_peak + depth;
  return BP_OK;
}

size_t bp_net_weight_index(const bp_net *net, size_t l, size_t k, size_t j) {
  return net->layer[l].weight_at + bp_layer_index(&net->layer[l], k, j);
}

bp_status bp_net_set_weight(bp_net *net, size_t l, size_t k, size_t j, double w) {
  if (!bp_range_holds(w, -BP_LIMIT, BP_LIMIT)) {
    return BP_ERR_VALUE;
  }
  net->w[bp_net_weight_index(net, l, k, j)] = w;
  return BP_OK;
}
