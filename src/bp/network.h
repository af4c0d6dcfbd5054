/* A multi-layer feed-forward network in memory that the caller owns: shape, weights, and the
   signals of one pattern. Layer 0 is the first layer of weights; every unit has a bias weight, that
   of input 0 (EQ-5, EQ-16). */
#ifndef BP_NETWORK_H
#define BP_NETWORK_H

#include <stddef.h>

#include "layer.h"
#include "range.h"
#include "status.h"

/* Doubles in a cache line, 64 bytes. Memory given to bp_net_init and bp_trainer_init may begin
   anywhere; from the start of a cache line on, large networks train faster. */
#define BP_LINE 8

/* A network. Laid out by bp_net_init; weights written by bp_net_initialise, bp_net_set_weight and
   training. */
typedef struct bp_net {
  size_t depth;    /* layers of weights, 1 or more */
  size_t inputs;   /* of the first layer */
  size_t outputs;  /* units of the last layer */
  size_t weights;  /* of all layers, biases included */
  size_t units;    /* of all layers */
  bp_layer *layer; /* [depth] */
  double *w;       /* [weights] layer after layer; where in it: bp_net_weight_index */
  double *x;       /* [units] net inputs of the last pattern fed forward */
  double *y;       /* [units] outputs */
  double *delta;   /* [units] local error gradients of the last pattern propagated back */
  double *y_peak; /* [depth] no input of the layer is larger in magnitude, bias signal 1 included */
  double *delta_peak; /* [depth] no delta of the layer is larger in magnitude */
} bp_net;

#ifdef __FRAMAC__
#include "spec/acsl/network.h"
#endif

/* How many doubles a network of this shape needs. widths: depth + 1 numbers, the inputs first, then
   the units of each layer. 0 if the shape is not acceptable: no layer, a width of 0, or more than
   memory can hold. */
/*@ requires valid: \valid_read(widths + (0 .. depth));
    assigns \result \from depth, widths[0 .. depth];
*/
size_t bp_net_memory(size_t depth, const size_t *widths);

/* Lays out a network: fills `layer` (depth entries) and `net`, its numbers in `memory` (`count`
   doubles, at least bp_net_memory), all set to 0. activation: depth entries. BP_ERR_SHAPE,
   BP_ERR_OPTION (an unknown activation), BP_ERR_MEMORY; nothing is written then. */
/*@ requires valid_net: \valid(net);
    requires valid_layer: \valid(layer + (0 .. depth - 1));
    requires valid_widths: \valid_read(widths + (0 .. depth));
    requires valid_activation: \valid_read(activation + (0 .. depth - 1));
    requires valid_memory: \valid(memory + (0 .. count - 1));
    requires sep: \separated(net, layer + (0 .. depth - 1), memory + (0 .. count - 1));
    requires sep_widths: \separated(widths + (0 .. depth), net) &&
      \separated(widths + (0 .. depth), layer + (0 .. depth - 1)) &&
      \separated(widths + (0 .. depth), memory + (0 .. count - 1));
    requires sep_activation: \separated(activation + (0 .. depth - 1), net) &&
      \separated(activation + (0 .. depth - 1), layer + (0 .. depth - 1)) &&
      \separated(activation + (0 .. depth - 1), memory + (0 .. count - 1));
    assigns *net, layer[0 .. depth - 1], memory[0 .. count - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_SHAPE || \result == BP_ERR_OPTION ||
      \result == BP_ERR_MEMORY;
    ensures valid: \result == BP_OK ==> bp_net_valid(net);
    ensures sizes: \result == BP_OK ==>
      net->depth == depth && net->inputs == widths[0] && net->outputs == widths[depth] &&
      net->weights == bp_weight_sum{Pre}(widths, depth) &&
      net->units == bp_unit_sum{Pre}(widths, depth);
    ensures needed: \result == BP_OK ==> net->weights + 3 * net->units + 2 * depth <= count;
    ensures table: \result == BP_OK ==> net->layer == layer;
    ensures blocks: \result == BP_OK ==>
      net->w == memory && net->x == memory + net->weights && net->y == net->x + net->units &&
      net->delta == net->y + net->units && net->y_peak == net->delta + net->units &&
      net->delta_peak == net->y_peak + depth;
*/
bp_status bp_net_init(bp_net *net, bp_layer *layer, size_t depth, const size_t *widths,
                      const bp_activation *activation, double *memory, size_t count);

/* Where in w the weight w_kj of layer l stands: unit k from 0, input j from 0 (the bias) to J. */
/*@ requires net: bp_net_valid(net);
    requires layer: l < net->depth;
    requires unit: k < net->layer[l].units;
    requires input: j <= net->layer[l].inputs;
    assigns \result \from *net, net->layer[l], k, j;
    ensures range: \result < net->weights;
*/
size_t bp_net_weight_index(const bp_net *net, size_t l, size_t k, size_t j);

/* Sets one weight. BP_ERR_VALUE if it is NaN or beyond BP_LIMIT; nothing is written then. */
/*@ requires net: bp_net_valid(net);
    requires layer: l < net->depth;
    requires unit: k < net->layer[l].units;
    requires input: j <= net->layer[l].inputs;
    assigns net->w[0 .. net->weights - 1];
    behavior set:
      assumes within: \is_finite(w) && -BP_LIMIT <= w <= BP_LIMIT;
      assigns net->w[0 .. net->weights - 1];
      ensures status: \result == BP_OK;
    behavior refused:
      assumes beyond: !(\is_finite(w) && -BP_LIMIT <= w <= BP_LIMIT);
      assigns \nothing;
      ensures status: \result == BP_ERR_VALUE;
    complete behaviors;
    disjoint behaviors;
*/
bp_status bp_net_set_weight(bp_net *net, size_t l, size_t k, size_t j, double w);

#endif
