/* What holds of every network that bp_net_init has laid out. */
#ifndef BP_ACSL_NETWORK_H
#define BP_ACSL_NETWORK_H

/* The most inputs or units of a layer of a tiny network: BP_TINY of src/bp/tiny.h. */
#define BP_ACSL_TINY 8

/* bp_weight_sum and bp_unit_sum: the weights and the units of the first l layers of a shape. bp_net_apart: n numbers that
   none of the signals of the network overlap. */
/*@
    logic integer bp_weight_sum{L}(size_t *widths, integer l) =
      l <= 0 ? 0 : bp_weight_sum(widths, l - 1) + bp_weight_count(widths[l - 1], widths[l]);

    logic integer bp_unit_sum{L}(size_t *widths, integer l) =
      l <= 0 ? 0 : bp_unit_sum(widths, l - 1) + widths[l];

    predicate bp_layer_within{L}(bp_layer *layer, integer weights, integer units) =
      layer->weight_at + layer->weights <= weights && layer->unit_at + layer->units <= units;

    predicate bp_layer_follows{L}(bp_layer *layer, bp_layer *before) =
      layer->inputs == before->units &&
      layer->weight_at == before->weight_at + before->weights &&
      layer->unit_at == before->unit_at + before->units;

    predicate bp_net_shape{L}(bp_net *net) =
      1 <= net->depth <= BP_ACSL_COUNT_MAX / 8 &&
      net->weights <= BP_ACSL_COUNT_MAX && net->units <= BP_ACSL_COUNT_MAX &&
      (\forall integer l; 0 <= l < net->depth ==> bp_layer_shape(net->layer + l)) &&
      (\forall integer l; 0 <= l < net->depth ==>
         bp_layer_within(net->layer + l, net->weights, net->units)) &&
      (\forall integer l; 0 < l < net->depth ==>
         bp_layer_follows(net->layer + l, net->layer + (l - 1))) &&
      net->layer[0].inputs == net->inputs &&
      net->layer[0].weight_at == 0 && net->layer[0].unit_at == 0 &&
      net->layer[net->depth - 1].units == net->outputs;

    predicate bp_net_arrays{L}(bp_net *net) =
      \valid(net->w + (0 .. net->weights - 1)) &&
      \valid(net->x + (0 .. net->units - 1)) &&
      \valid(net->y + (0 .. net->units - 1)) &&
      \valid(net->delta + (0 .. net->units - 1)) &&
      \valid(net->y_peak + (0 .. net->depth - 1)) &&
      \valid(net->delta_peak + (0 .. net->depth - 1)) &&
      \separated(net->w + (0 .. net->weights - 1), net->x + (0 .. net->units - 1),
                 net->y + (0 .. net->units - 1), net->delta + (0 .. net->units - 1),
                 net->y_peak + (0 .. net->depth - 1), net->delta_peak + (0 .. net->depth - 1));

    predicate bp_net_valid{L}(bp_net *net) =
      \valid_read(net) && \valid_read(net->layer + (0 .. net->depth - 1)) &&
      bp_net_shape(net) && bp_net_arrays(net);

    predicate bp_net_tiny{L}(bp_net *net) =
      \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].inputs <= BP_ACSL_TINY && net->layer[l].units <= BP_ACSL_TINY;

    predicate bp_net_apart{L}(bp_net *net, double *v, integer n) =
      \separated(v + (0 .. n - 1), net->x + (0 .. net->units - 1)) &&
      \separated(v + (0 .. n - 1), net->y + (0 .. net->units - 1)) &&
      \separated(v + (0 .. n - 1), net->delta + (0 .. net->units - 1)) &&
      \separated(v + (0 .. n - 1), net->y_peak + (0 .. net->depth - 1)) &&
      \separated(v + (0 .. n - 1), net->delta_peak + (0 .. net->depth - 1));
*/

/* dE/dw_kj of layer l for the pattern s last propagated back (EQ-8, EQ-21), times scale, added to the number of a in its place. */
/*@ predicate bp_gradient_added{Before, After}(bp_net *net, double *s, double scale, double *a, integer l, integer k,
                                               integer j) =
      bp_layer_added{Before, After}(a + \at(net->layer[l].weight_at, Before), bp_neg(scale),
                                    \at(net->delta + net->layer[l].unit_at, Before),
                                    \at(l == 0 ? s : net->y + net->layer[l - 1].unit_at, Before),
                                    \at(net->layer[l].inputs, Before), \at(net->layer[l].units, Before), k, j);
*/

/* What follows for one layer of a network, proven once and put at hand by a call. */
/*@ ghost
  /@ requires net: bp_net_valid(net);
     requires layer: l < net->depth;
     assigns \nothing;
     ensures layer: bp_layer_valid(net->layer + l);
     ensures weights: net->layer[l].weight_at + net->layer[l].weights <= net->weights;
     ensures units: net->layer[l].unit_at + net->layer[l].units <= net->units;
     ensures some: 1 <= net->layer[l].units;
     ensures first: l == 0 ==> net->layer[l].inputs == net->inputs;
     ensures last: l == net->depth - 1 ==> net->layer[l].units == net->outputs;
     ensures w: \valid(net->w + (net->layer[l].weight_at ..
                                 net->layer[l].weight_at + net->layer[l].weights - 1));
     ensures x: \valid(net->x + (net->layer[l].unit_at ..
                                 net->layer[l].unit_at + net->layer[l].units - 1));
     ensures y: \valid(net->y + (net->layer[l].unit_at ..
                                 net->layer[l].unit_at + net->layer[l].units - 1));
     ensures delta: \valid(net->delta + (net->layer[l].unit_at ..
                                         net->layer[l].unit_at + net->layer[l].units - 1));
     ensures x_w: \separated(net->x + (net->layer[l].unit_at ..
                                       net->layer[l].unit_at + net->layer[l].units - 1),
                             net->w + (net->layer[l].weight_at ..
                                       net->layer[l].weight_at + net->layer[l].weights - 1));
     ensures x_y: \separated(net->x + (net->layer[l].unit_at ..
                                       net->layer[l].unit_at + net->layer[l].units - 1),
                             net->y + (net->layer[l].unit_at ..
                                       net->layer[l].unit_at + net->layer[l].units - 1));
     ensures delta_y: \separated(net->delta + (net->layer[l].unit_at ..
                                               net->layer[l].unit_at + net->layer[l].units - 1),
                                 net->y + (net->layer[l].unit_at ..
                                           net->layer[l].unit_at + net->layer[l].units - 1));
     ensures delta_w: \separated(net->delta + (net->layer[l].unit_at ..
                                               net->layer[l].unit_at + net->layer[l].units - 1),
                                 net->w + (net->layer[l].weight_at ..
                                           net->layer[l].weight_at + net->layer[l].weights - 1));
  @/
  void bp_ghost_layer(const bp_net *net, size_t l);
*/

/* What follows for two layers, one after the other: the outputs of the one before are the inputs. */
/*@ ghost
  /@ requires net: bp_net_valid(net);
     requires layer: 0 < l < net->depth;
     assigns \nothing;
     ensures before: bp_layer_valid(net->layer + (l - 1));
     ensures inputs: net->layer[l].inputs == net->layer[l - 1].units;
     ensures units: net->layer[l - 1].unit_at + net->layer[l].inputs == net->layer[l].unit_at;
     ensures y: \valid(net->y + (net->layer[l - 1].unit_at ..
                                 net->layer[l - 1].unit_at + net->layer[l].inputs - 1));
     ensures delta: \valid(net->delta + (net->layer[l - 1].unit_at ..
                                         net->layer[l - 1].unit_at + net->layer[l].inputs - 1));
     ensures x_y: \separated(net->x + (net->layer[l].unit_at ..
                                       net->layer[l].unit_at + net->layer[l].units - 1),
                             net->y + (net->layer[l - 1].unit_at ..
                                       net->layer[l - 1].unit_at + net->layer[l].inputs - 1));
     ensures y_w: \separated(net->y + (net->layer[l - 1].unit_at ..
                                       net->layer[l - 1].unit_at + net->layer[l].inputs - 1),
                             net->w + (net->layer[l].weight_at ..
                                       net->layer[l].weight_at + net->layer[l].weights - 1));
     ensures delta_w: \separated(net->delta + (net->layer[l - 1].unit_at ..
                                               net->layer[l - 1].unit_at + net->layer[l].inputs - 1),
                                 net->w + (net->layer[l].weight_at ..
                                           net->layer[l].weight_at + net->layer[l].weights - 1));
     ensures delta_delta: \separated(net->delta + (net->layer[l - 1].unit_at ..
                                                   net->layer[l - 1].unit_at + net->layer[l].inputs - 1),
                                     net->delta + (net->layer[l].unit_at ..
                                                   net->layer[l].unit_at + net->layer[l].units - 1));
     ensures delta_y: \separated(net->delta + (net->layer[l - 1].unit_at ..
                                               net->layer[l - 1].unit_at + net->layer[l].inputs - 1),
                                 net->y + (net->layer[l - 1].unit_at ..
                                           net->layer[l - 1].unit_at + net->layer[l].inputs - 1));
  @/
  void bp_ghost_before(const bp_net *net, size_t l);
*/

#endif
