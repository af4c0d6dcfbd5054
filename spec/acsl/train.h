/* What holds of every trainer that bp_trainer_init has prepared. Nothing here depends on a double, so no write of a
   double can spoil it. */
#ifndef BP_ACSL_TRAIN_H
#define BP_ACSL_TRAIN_H

#include "chunk.h"

/* What a step on one pattern writes beside trainer->step: the signals of the network, its weights, and what the trainer
   keeps of the last update; what an epoch writes beside fields of the trainer: the sums of a batch as well. Formatted by
   hand: a range needs its spaces. */
/* clang-format off */
#define BP_ACSL_STEP_WRITES(trainer) \
  (trainer)->net->x[0 .. (trainer)->net->units - 1], \
  (trainer)->net->y[0 .. (trainer)->net->units - 1], \
  (trainer)->net->delta[0 .. (trainer)->net->units - 1], \
  (trainer)->net->y_peak[0 .. (trainer)->net->depth - 1], \
  (trainer)->net->delta_peak[0 .. (trainer)->net->depth - 1], \
  (trainer)->net->w[0 .. (trainer)->net->weights - 1], \
  (trainer)->bound[0 .. (trainer)->net->depth - 1], \
  (trainer)->moved[0 .. (trainer)->net->depth - 1], \
  (trainer)->reach[0 .. (trainer)->net->depth - 1], \
  (trainer)->change[0 .. (trainer)->changes - 1]

#define BP_ACSL_EPOCH_WRITES(trainer) \
  BP_ACSL_STEP_WRITES(trainer), (trainer)->sum[0 .. bp_sum_count(trainer) - 1]
/* clang-format on */

/* bp_whole_lines: n numbers as whole cache lines of BP_LINE. bp_batch_count: the sums of a batch and the memory of a
   chunk. bp_trainer_block: n numbers of the trainer's own, apart from what a step reads. bp_trainer_counts: what makes
   training end. bp_trainer_kept: no step and no epoch moves or resizes anything. */
/*@
    predicate bp_data_sizes(integer count, integer width) =
      count * width <= (size_t)-1 / sizeof(double);

    predicate bp_data_rows{L}(bp_net *net, double *v, integer n) =
      \valid_read(v + (0 .. n - 1)) && bp_net_apart(net, v, n) &&
      \separated(v + (0 .. n - 1), net->w + (0 .. net->weights - 1));

    predicate bp_data_valid{L}(bp_net *net, bp_data *data) =
      bp_data_sizes(data->count, net->inputs) && bp_data_sizes(data->count, net->outputs) &&
      bp_data_rows(net, data->inputs, data->count * net->inputs) &&
      bp_data_rows(net, data->targets, data->count * net->outputs);

    logic integer bp_whole_lines(integer n) = (n + BP_LINE - 1) / BP_LINE * BP_LINE;

    logic integer bp_batch_count{L}(bp_net *net) =
      bp_whole_lines(net->weights) + BP_CHUNK * bp_chunk_rows(net);

    logic integer bp_sum_count{L}(bp_trainer *trainer) =
      trainer->rule.batch == 1 ? 0 : bp_batch_count(trainer->net);

    logic integer bp_order_count{L}(bp_trainer *trainer) =
      trainer->rule.order == BP_SHUFFLED ? trainer->data.count : 0;

    predicate bp_trainer_block{L}(bp_net *net, bp_data *data, double *v, integer n) =
      \valid(v + (0 .. n - 1)) && bp_net_apart(net, v, n) &&
      \separated(v + (0 .. n - 1), net->w + (0 .. net->weights - 1)) &&
      \separated(v + (0 .. n - 1), data->inputs + (0 .. data->count * net->inputs - 1)) &&
      \separated(v + (0 .. n - 1), data->targets + (0 .. data->count * net->outputs - 1));

    predicate bp_trainer_blocks{L}(bp_trainer *trainer) =
      bp_trainer_block(trainer->net, &trainer->data, trainer->bound, trainer->net->depth) &&
      bp_trainer_block(trainer->net, &trainer->data, trainer->moved, trainer->net->depth) &&
      bp_trainer_block(trainer->net, &trainer->data, trainer->reach, trainer->net->depth) &&
      bp_trainer_block(trainer->net, &trainer->data, trainer->change, trainer->changes) &&
      bp_trainer_block(trainer->net, &trainer->data, trainer->sum, bp_sum_count(trainer));

    predicate bp_trainer_order{L}(bp_trainer *trainer) =
      trainer->rule.order == BP_SHUFFLED ==>
        trainer->data.count <= 0xFFFFFFFF &&
        \valid(trainer->order + (0 .. trainer->data.count - 1)) &&
        \separated(trainer->order + (0 .. trainer->data.count - 1), trainer) &&
        \separated(trainer->order + (0 .. trainer->data.count - 1), trainer->net) &&
        \separated(trainer->order + (0 .. trainer->data.count - 1),
                   trainer->net->layer + (0 .. trainer->net->depth - 1));

    predicate bp_trainer_ordered{L}(bp_trainer *trainer) =
      trainer->rule.order == BP_SHUFFLED ==>
        \forall integer p; 0 <= p < trainer->data.count ==>
          trainer->order[p] < trainer->data.count;

    predicate bp_trainer_counts{L}(bp_trainer *trainer) =
      trainer->since_best <= trainer->epoch &&
      (trainer->outcome == BP_LEARNING ==>
         trainer->epoch == 0 || trainer->epoch < trainer->rule.epochs);

    predicate bp_trainer_valid{L}(bp_trainer *trainer) =
      \valid(trainer) && bp_net_valid(trainer->net) &&
      \separated(trainer, trainer->net, trainer->net->layer + (0 .. trainer->net->depth - 1)) &&
      1 <= trainer->data.count && bp_data_valid(trainer->net, &trainer->data) &&
      (trainer->changes == 0 || trainer->changes == trainer->net->weights) &&
      bp_trainer_blocks(trainer) && bp_trainer_order(trainer);

    predicate bp_trainer_kept{L, M}(bp_trainer *trainer) =
      \at(trainer->net, L) == \at(trainer->net, M) &&
      bp_sum_count{L}(trainer) == bp_sum_count{M}(trainer) &&
      bp_order_count{L}(trainer) == bp_order_count{M}(trainer) &&
      \at(trainer->changes, L) == \at(trainer->changes, M) &&
      \at(trainer->rule.batch, L) == \at(trainer->rule.batch, M) &&
      \at(trainer->rule.order, L) == \at(trainer->rule.order, M) &&
      \at(trainer->rule.epochs, L) == \at(trainer->rule.epochs, M) &&
      \at(trainer->data.count, L) == \at(trainer->data.count, M) &&
      \at(trainer->bound, L) == \at(trainer->bound, M) &&
      \at(trainer->moved, L) == \at(trainer->moved, M) &&
      \at(trainer->reach, L) == \at(trainer->reach, M) &&
      \at(trainer->change, L) == \at(trainer->change, M) &&
      \at(trainer->sum, L) == \at(trainer->sum, M) &&
      \at(trainer->order, L) == \at(trainer->order, M) &&
      \at(trainer->net->depth, L) == \at(trainer->net->depth, M) &&
      \at(trainer->net->units, L) == \at(trainer->net->units, M) &&
      \at(trainer->net->weights, L) == \at(trainer->net->weights, M) &&
      \at(trainer->net->w, L) == \at(trainer->net->w, M) &&
      \at(trainer->net->x, L) == \at(trainer->net->x, M) &&
      \at(trainer->net->y, L) == \at(trainer->net->y, M) &&
      \at(trainer->net->delta, L) == \at(trainer->net->delta, M) &&
      \at(trainer->net->y_peak, L) == \at(trainer->net->y_peak, M) &&
      \at(trainer->net->delta_peak, L) == \at(trainer->net->delta_peak, M);
*/

/* bp_net_same: the layout of a network at L is that at M. Writes elsewhere keep it field by field; that its shape then
   holds on is the lemma. */
/*@
    predicate bp_layer_same{L, M}(bp_layer *layer) =
      \at(layer->inputs, L) == \at(layer->inputs, M) &&
      \at(layer->units, L) == \at(layer->units, M) &&
      \at(layer->activation, L) == \at(layer->activation, M) &&
      \at(layer->weight_at, L) == \at(layer->weight_at, M) &&
      \at(layer->weights, L) == \at(layer->weights, M) &&
      \at(layer->unit_at, L) == \at(layer->unit_at, M);

    predicate bp_sizes_same{L, M}(bp_net *net) =
      \at(net->depth, L) == \at(net->depth, M) &&
      \at(net->inputs, L) == \at(net->inputs, M) &&
      \at(net->outputs, L) == \at(net->outputs, M) &&
      \at(net->weights, L) == \at(net->weights, M) &&
      \at(net->units, L) == \at(net->units, M);

    predicate bp_arrays_same{L, M}(bp_net *net) =
      \at(net->layer, L) == \at(net->layer, M) &&
      \at(net->w, L) == \at(net->w, M) &&
      \at(net->x, L) == \at(net->x, M) &&
      \at(net->y, L) == \at(net->y, M) &&
      \at(net->delta, L) == \at(net->delta, M) &&
      \at(net->y_peak, L) == \at(net->y_peak, M) &&
      \at(net->delta_peak, L) == \at(net->delta_peak, M);

    predicate bp_net_same{L, M}(bp_net *net) =
      bp_sizes_same{L, M}(net) && bp_arrays_same{L, M}(net) &&
      (\forall integer l; 0 <= l < \at(net->depth, L) ==>
         bp_layer_same{L, M}(\at(net->layer, L) + l));

    lemma bp_net_same_on{K, L, M}:
      \forall bp_net *net;
        bp_net_same{K, L}(net) ==> bp_net_same{L, M}(net) ==> bp_net_same{K, M}(net);

    lemma bp_net_shape_kept{L, M}:
      \forall bp_net *net;
        bp_net_same{L, M}(net) ==> bp_net_shape{L}(net) ==> bp_net_shape{M}(net);
*/

/* One row of a set, proven once and put at hand by a call. */
/*@ ghost
  /@ requires pattern: p < count;
     requires size: bp_data_sizes(count, width);
     assigns \nothing;
     ensures start: 0 <= p * width;
     ensures end: p * width + width <= count * width;
     ensures all: count * width <= (size_t)-1 / sizeof(double);
  @/
  void bp_ghost_row_of(size_t p, size_t count, size_t width);
*/

/*@ ghost
  /@ requires net: bp_net_valid(net);
     requires rows: bp_data_rows(net, v, count * width);
     requires pattern: p < count;
     requires size: bp_data_sizes(count, width);
     assigns \nothing;
     ensures valid: \valid_read((v + p * width) + (0 .. width - 1));
     ensures apart: bp_net_apart(net, v + p * width, width);
     ensures w: \separated((v + p * width) + (0 .. width - 1), net->w + (0 .. net->weights - 1));
  @/
  void bp_ghost_data(const bp_net *net, const double *v, size_t p, size_t count, size_t width);
*/

/* What makes a set valid, put together. */
/*@ ghost
  /@ requires inputs: bp_data_sizes(data->count, net->inputs);
     requires targets: bp_data_sizes(data->count, net->outputs);
     requires input_rows: bp_data_rows(net, data->inputs, data->count * net->inputs);
     requires target_rows: bp_data_rows(net, data->targets, data->count * net->outputs);
     assigns \nothing;
     ensures data: bp_data_valid(net, data);
  @/
  void bp_ghost_set(const bp_net *net, const bp_data *data);
*/

/* A part of a block is a block. */
/*@ ghost
  /@ requires block: bp_trainer_block(net, data, v, n);
     requires part: at + m <= n;
     assigns \nothing;
     ensures part: bp_trainer_block(net, data, v + at, m);
  @/
  void bp_ghost_part(const bp_net *net, const bp_data *data, const double *v, size_t n, size_t at,
                     size_t m);
*/

#endif
