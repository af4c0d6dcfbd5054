#include "network.h"

/* Memory is counted in doubles; a size_t must be able to hold it in bytes, with all that training
   takes beside. */
#define COUNT_MAX ((size_t)-1 / sizeof(double) / 128)

/* What a shape comes to. */
typedef struct shape_sizes {
  size_t weights;
  size_t units;
  size_t all; /* the doubles that hold everything, 0 if the shape is not acceptable */
} shape_sizes;

/*@ predicate shape_layer{L}(size_t *widths, integer l, integer weights, integer units) =
      1 <= widths[l] < COUNT_MAX && 1 <= widths[l + 1] < COUNT_MAX &&
      0 <= bp_weight_sum(widths, l) <= bp_weight_sum(widths, l + 1) &&
      0 <= bp_unit_sum(widths, l) &&
      bp_weight_sum(widths, l + 1) <= weights && bp_unit_sum(widths, l + 1) <= units;

    predicate shape_known{L}(integer depth, size_t *widths, integer weights, integer units) =
      1 <= depth <= COUNT_MAX / 8 && weights <= COUNT_MAX && units <= weights &&
      weights == bp_weight_sum(widths, depth) && units == bp_unit_sum(widths, depth) &&
      (\forall integer l; 0 <= l < depth ==> shape_layer(widths, l, weights, units));
*/

/*@ requires valid: \valid_read(widths + (0 .. depth));
    assigns \result \from depth, widths[0 .. depth];
    ensures known: \result.all != 0 ==>
      shape_known(depth, widths, \result.weights, \result.units);
    ensures all: \result.all != 0 ==>
      \result.all == \result.weights + 3 * \result.units + 2 * depth;
*/
static shape_sizes sizes_of(size_t depth, const size_t *widths) {
  shape_sizes sizes = {0, 0, 0};
  size_t weights = 0, units = 0, l;
  if (depth < 1 || depth > COUNT_MAX / 8 || widths[0] < 1 || widths[0] >= COUNT_MAX) {
    return sizes;
  }
  /*@ loop invariant range: 0 <= l <= depth;
      loop invariant weights: weights == bp_weight_sum(widths, l);
      loop invariant units: units == bp_unit_sum(widths, l);
      loop invariant limit: 0 <= units <= weights <= COUNT_MAX;
      loop invariant first: 1 <= widths[l] < COUNT_MAX;
      loop invariant layers:
        \forall integer i; 0 <= i < l ==> shape_layer(widths, i, weights, units);
      loop assigns l, weights, units;
      loop variant depth - l;
  */
  for (l = 0; l < depth; l++) {
    const size_t rows = widths[l] + 1, outputs = widths[l + 1], room = COUNT_MAX - weights;
    if (outputs < 1 || outputs > room / rows) {
      return sizes;
    }
    /*@ ghost bp_ghost_quotient(room, rows, outputs); */
    /*@ assert count: bp_weight_count(widths[l], outputs) == rows * outputs; */
    /*@ assert weight: bp_weight_sum(widths, l + 1) == weights + rows * outputs; */
    /*@ assert unit: bp_unit_sum(widths, l + 1) == units + outputs; */
    weights += rows * outputs;
    units += outputs;
    /*@ assert before:
          \forall integer i; 0 <= i < l ==> shape_layer(widths, i, weights, units); */
    /*@ assert here: shape_layer(widths, l, weights, units); */
  }
  sizes.weights = weights;
  sizes.units = units;
  sizes.all = weights + 3 * units + 2 * depth;
  return sizes;
}

size_t bp_net_memory(size_t depth, const size_t *widths) {
  return sizes_of(depth, widths).all;
}

/* Whether all activations are known. */
/*@ requires valid: \valid_read(activation + (0 .. depth - 1));
    assigns \result \from activation[0 .. depth - 1];
    ensures known: \result != 0 ==>
      \forall integer l; 0 <= l < depth ==> bp_activation_known(activation[l]);
*/
static int activations_known(size_t depth, const bp_activation *activation) {
  size_t l;
  /*@ loop invariant range: 0 <= l <= depth;
      loop invariant known:
        \forall integer i; 0 <= i < l ==> bp_activation_known(activation[i]);
      loop assigns l;
      loop variant depth - l;
  */
  for (l = 0; l < depth; l++) {
    if (!(BP_LOGISTIC <= activation[l] && activation[l] < BP_ACTIVATION_COUNT)) {
      return 0;
    }
  }
  return 1;
}

/* Layer l. */
/*@ requires valid: \valid(layer + (0 .. l));
    requires size: 0 <= bp_weight_count(inputs, units) <= COUNT_MAX;
    requires few: inputs < COUNT_MAX;
    assigns layer[l];
    ensures inputs: layer[l].inputs == inputs;
    ensures units: layer[l].units == units;
    ensures activation: layer[l].activation == f;
    ensures weights: layer[l].weights == bp_weight_count(inputs, units);
    ensures weight_at: layer[l].weight_at == weight_at;
    ensures unit_at: layer[l].unit_at == unit_at;
    ensures kept_inputs:
      \forall integer i; 0 <= i < l ==> layer[i].inputs == \old(layer[i].inputs);
    ensures kept_units:
      \forall integer i; 0 <= i < l ==> layer[i].units == \old(layer[i].units);
    ensures kept_activation:
      \forall integer i; 0 <= i < l ==> layer[i].activation == \old(layer[i].activation);
    ensures kept_weights:
      \forall integer i; 0 <= i < l ==> layer[i].weights == \old(layer[i].weights);
    ensures kept_weight_at:
      \forall integer i; 0 <= i < l ==> layer[i].weight_at == \old(layer[i].weight_at);
    ensures kept_unit_at:
      \forall integer i; 0 <= i < l ==> layer[i].unit_at == \old(layer[i].unit_at);
    ensures kept_follows: \forall integer i; 0 < i < l ==>
      bp_layer_follows{Old}(layer + i, layer + (i - 1)) ==>
      bp_layer_follows(layer + i, layer + (i - 1));
*/
static void layer_set(bp_layer *layer, size_t l, size_t inputs, size_t units, bp_activation f,
                      size_t weight_at, size_t unit_at) {
  layer[l].inputs = inputs;
  layer[l].units = units;
  layer[l].activation = f;
  layer[l].weights = (inputs + 1) * units;
  layer[l].weight_at = weight_at;
  layer[l].unit_at = unit_at;
}

/* All layers, one after another in w and in x, y and delta. */
/*@ requires valid_layer: \valid(layer + (0 .. depth - 1));
    requires valid_widths: \valid_read(widths + (0 .. depth));
    requires valid_activation: \valid_read(activation + (0 .. depth - 1));
    requires sep_widths: \separated(widths + (0 .. depth), layer + (0 .. depth - 1));
    requires sep_activation: \separated(activation + (0 .. depth - 1), layer + (0 .. depth - 1));
    requires shape: shape_known(depth, widths, bp_weight_sum(widths, depth),
                                bp_unit_sum(widths, depth));
    requires known: \forall integer l; 0 <= l < depth ==> bp_activation_known(activation[l]);
    assigns layer[0 .. depth - 1];
    ensures shape: \forall integer l; 0 <= l < depth ==> bp_layer_shape(layer + l);
    ensures within: \forall integer l; 0 <= l < depth ==>
      bp_layer_within(layer + l, bp_weight_sum{Pre}(widths, depth), bp_unit_sum{Pre}(widths, depth));
    ensures follows:
      \forall integer l; 0 < l < depth ==> bp_layer_follows(layer + l, layer + (l - 1));
    ensures first: layer[0].inputs == \old(widths[0]) &&
      layer[0].weight_at == 0 && layer[0].unit_at == 0;
    ensures last: layer[depth - 1].units == \old(widths[depth]);
*/
static void layers_set(bp_layer *layer, size_t depth, const size_t *widths,
                       const bp_activation *activation) {
  size_t weight_at = 0, unit_at = 0, l;
  /*@ loop invariant range: 0 <= l <= depth;
      loop invariant weight_at: weight_at == bp_weight_sum{Pre}(widths, l);
      loop invariant unit_at: unit_at == bp_unit_sum{Pre}(widths, l);
      loop invariant follows:
        \forall integer i; 0 < i < l ==> bp_layer_follows(layer + i, layer + (i - 1));
      loop invariant last: 0 < l ==> layer[l - 1].units == \at(widths[\at(l, Here)], Pre);
      loop invariant activation:
        \forall integer i; 0 <= i < l ==> layer[i].activation == \at(activation[i], Pre);
      loop invariant sizes:
        \forall integer i; 0 <= i < l ==>
          bp_layer_sizes(layer[i].inputs, layer[i].units, layer[i].weights);
      loop invariant after: 0 < l ==>
        weight_at == layer[l - 1].weight_at + layer[l - 1].weights &&
        unit_at == layer[l - 1].unit_at + layer[l - 1].units;
      loop invariant zero: 0 < l ==> layer[0].weight_at == 0 && layer[0].unit_at == 0 &&
        layer[0].inputs == \at(widths[0], Pre);
      loop invariant none: l == 0 ==> weight_at == 0 && unit_at == 0;
      loop invariant within_weights:
        \forall integer i; 0 <= i < l ==>
          layer[i].weight_at + layer[i].weights <= bp_weight_sum{Pre}(widths, depth);
      loop invariant within_units:
        \forall integer i; 0 <= i < l ==>
          layer[i].unit_at + layer[i].units <= bp_unit_sum{Pre}(widths, depth);
      loop assigns l, weight_at, unit_at, layer[0 .. depth - 1];
      loop variant depth - l;
  */
  for (l = 0; l < depth; l++) {
    const size_t inputs = widths[l], units = widths[l + 1];
    const bp_activation f = activation[l];
    /*@ assert inputs: inputs == \at(widths[\at(l, Here)], Pre); */
    /*@ assert units: units == \at(widths[\at(l, Here) + 1], Pre); */
    /*@ assert activation: f == \at(activation[\at(l, Here)], Pre); */
    /*@ assert shape: shape_layer{Pre}(widths, l, bp_weight_sum{Pre}(widths, depth), bp_unit_sum{Pre}(widths, depth)); */
    /*@ assert weight:
          bp_weight_sum{Pre}(widths, l + 1) == weight_at + bp_weight_count(inputs, units); */
    /*@ assert unit: bp_unit_sum{Pre}(widths, l + 1) == unit_at + units; */
    layer_set(layer, l, inputs, units, f, weight_at, unit_at);
    /*@ assert follows: 0 < l ==> bp_layer_follows(layer + l, layer + (l - 1)); */
    /*@ assert units_here: layer[l].units == \at(widths[\at(l, Here) + 1], Pre); */
    weight_at += layer[l].weights;
    unit_at += units;
  }
}

/* The network, its numbers one block after another in memory. */
/*@ requires valid: \valid(net);
    requires weights: sizes.weights <= COUNT_MAX && sizes.units <= COUNT_MAX;
    requires sep: \separated(net, layer + (0 .. depth - 1));
    requires depth: 1 <= depth <= COUNT_MAX / 8;
    requires valid_layer: \valid(layer + (0 .. depth - 1));
    requires shape: \forall integer l; 0 <= l < depth ==> bp_layer_shape(layer + l);
    requires within: \forall integer l; 0 <= l < depth ==>
      bp_layer_within(layer + l, sizes.weights, sizes.units);
    requires follows:
      \forall integer l; 0 < l < depth ==> bp_layer_follows(layer + l, layer + (l - 1));
    requires first: layer[0].inputs == inputs && layer[0].weight_at == 0 && layer[0].unit_at == 0;
    requires last: layer[depth - 1].units == outputs;
    assigns *net;
    ensures shape: bp_net_shape(net);
    ensures sizes: net->depth == depth && net->inputs == inputs && net->outputs == outputs &&
      net->weights == sizes.weights && net->units == sizes.units;
    ensures layer: net->layer == layer;
    ensures w: net->w == memory;
    ensures x: net->x == memory + sizes.weights;
    ensures y: net->y == memory + sizes.weights + sizes.units;
    ensures delta: net->delta == memory + sizes.weights + 2 * sizes.units;
    ensures y_peak: net->y_peak == memory + sizes.weights + 3 * sizes.units;
    ensures delta_peak: net->delta_peak == memory + sizes.weights + 3 * sizes.units + depth;
*/
static void net_set(bp_net *net, bp_layer *layer, size_t depth, size_t inputs, size_t outputs,
                    shape_sizes sizes, double *memory) {
  net->depth = depth;
  net->inputs = inputs;
  net->outputs = outputs;
  net->weights = sizes.weights;
  net->units = sizes.units;
  net->layer = layer;
  net->w = memory;
  net->x = net->w + sizes.weights;
  net->y = net->x + sizes.units;
  net->delta = net->y + sizes.units;
  net->y_peak = net->delta + sizes.units;
  net->delta_peak = net->y_peak + depth;
  /*@ assert kept_inputs:
        \forall integer l; 0 <= l < depth ==> layer[l].inputs == \at(layer[l].inputs, Pre); */
  /*@ assert kept_units:
        \forall integer l; 0 <= l < depth ==> layer[l].units == \at(layer[l].units, Pre); */
  /*@ assert kept_activation:
        \forall integer l; 0 <= l < depth ==> layer[l].activation == \at(layer[l].activation, Pre); */
  /*@ assert kept_weights:
        \forall integer l; 0 <= l < depth ==> layer[l].weights == \at(layer[l].weights, Pre); */
  /*@ assert kept_weight_at:
        \forall integer l; 0 <= l < depth ==> layer[l].weight_at == \at(layer[l].weight_at, Pre); */
  /*@ assert kept_unit_at:
        \forall integer l; 0 <= l < depth ==> layer[l].unit_at == \at(layer[l].unit_at, Pre); */
  /*@ assert table: net->layer == layer && net->depth == depth; */
  /*@ assert first: layer[0].inputs == net->inputs && layer[0].weight_at == 0 &&
        layer[0].unit_at == 0; */
  /*@ assert last: layer[depth - 1].units == net->outputs; */
  /*@ assert shape: \forall integer l; 0 <= l < depth ==> bp_layer_shape(layer + l); */
  /*@ assert within: \forall integer l; 0 <= l < depth ==>
        bp_layer_within(layer + l, net->weights, net->units); */
  /*@ assert follows:
        \forall integer l; 0 < l < depth ==> bp_layer_follows(layer + l, layer + (l - 1)); */
}

bp_status bp_net_init(bp_net *net, bp_layer *layer, size_t depth, const size_t *widths,
                      const bp_activation *activation, double *memory, size_t count) {
  const shape_sizes sizes = sizes_of(depth, widths);
  size_t i;
  if (sizes.all == 0) {
    return BP_ERR_SHAPE;
  }
  if (!activations_known(depth, activation)) {
    return BP_ERR_OPTION;
  }
  if (count < sizes.all) {
    return BP_ERR_MEMORY;
  }
  layers_set(layer, depth, widths, activation);
  /*@ loop invariant range: 0 <= i <= sizes.all;
      loop assigns i, memory[0 .. count - 1];
      loop variant sizes.all - i;
  */
  for (i = 0; i < sizes.all; i++) {
    memory[i] = 0.0;
  }
  net_set(net, layer, depth, widths[0], widths[depth], sizes, memory);
  /*@ assert net_shape: bp_net_shape(net); */
  /*@ assert net_arrays: bp_net_arrays(net); */
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
