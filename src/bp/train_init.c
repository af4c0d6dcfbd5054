#include "train.h"

#include "batch.h"

/* How many doubles batches need. */
/*@ requires net: bp_net_valid(net);
    assigns \result \from *net, batch;
    ensures size: \result == (batch == 1 ? 0 : bp_batch_count(net));
*/
static size_t sums_memory(const bp_net *net, size_t batch) {
  return batch != 1 ? bp_batch_memory(net) : 0;
}

size_t bp_trainer_memory(const bp_net *net, const bp_rule *rule) {
  const size_t changes = rule->alpha > 0.0 ? net->weights : 0;
  /*@ ghost bp_ghost_sizes(net); */
  return sums_memory(net, rule->batch) + changes + 3 * net->depth;
}

/* Whether every parameter is in its range. */
/*@ requires valid: \valid_read(rule);
    assigns \result \from *rule, depth;
    ensures alpha: \result != 0 ==> \is_finite(rule->alpha);
*/
static int rule_holds(const bp_rule *rule, size_t depth) {
  return bp_range_holds(rule->eta, 0.0, BP_LIMIT) && rule->alpha < 1.0 &&
         bp_range_holds(rule->alpha, 0.0, 1.0) && bp_range_holds(rule->goal, -BP_LIMIT, BP_LIMIT) &&
         bp_range_holds(rule->steady, -BP_LIMIT, BP_LIMIT) &&
         (rule->reduce == BP_SUM || rule->reduce == BP_MEAN) &&
         (rule->order == BP_FIXED || rule->order == BP_SHUFFLED) &&
         (rule->plain == 0 || depth == 1);
}

/* Whether the set has patterns, not too many, all within the limit. */
/*@ requires net: bp_net_valid(net);
    requires valid_rule: \valid_read(rule);
    requires valid_data: \valid_read(data) && bp_data_valid(net, data);
    assigns \result \from *net, *rule, *data, net->w[0 .. net->weights - 1],
                          data->inputs[0 .. data->count * net->inputs - 1],
                          data->targets[0 .. data->count * net->outputs - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_OPTION || \result == BP_ERR_VALUE;
    ensures count: \result == BP_OK ==> 1 <= data->count;
    ensures shuffled:
      \result == BP_OK && rule->order == BP_SHUFFLED ==> data->count <= 0xFFFFFFFF;
*/
static bp_status data_holds(const bp_net *net, const bp_rule *rule, const bp_data *data) {
  size_t p;
  if (data->count < 1 || (rule->order == BP_SHUFFLED && data->count > 0xFFFFFFFFUL)) {
    return BP_ERR_OPTION;
  }
  /*@ loop invariant range: 0 <= p <= data->count;
      loop assigns p;
      loop variant data->count - p;
  */
  for (p = 0; p < data->count; p++) {
    /*@ ghost bp_ghost_row_of(p, data->count, net->inputs); */
    /*@ ghost bp_ghost_row_of(p, data->count, net->outputs); */
    /*@ ghost bp_ghost_data(net, data->inputs, p, data->count, net->inputs); */
    /*@ ghost bp_ghost_data(net, data->targets, p, data->count, net->outputs); */
    if (bp_range_peak(data->inputs + p * net->inputs, net->inputs) > BP_LIMIT ||
        bp_range_peak(data->targets + p * net->outputs, net->outputs) > BP_LIMIT) {
      return BP_ERR_VALUE;
    }
  }
  return bp_range_peak(net->w, net->weights) > BP_LIMIT ? BP_ERR_VALUE : BP_OK;
}

/* What learns, what and how; field by field, as WP loses what lies beside a structure that is copied
   as one. */
/*@ requires valid_trainer: \valid(trainer);
    requires valid_net: \valid_read(net);
    requires valid_rule: \valid_read(rule);
    requires valid_data: \valid_read(data);
    requires sep: \separated(trainer, net, net->layer + (0 .. net->depth - 1));
    requires sep_rule: \separated(rule, trainer);
    requires sep_data: \separated(data, trainer);
    assigns trainer->net \from net;
    assigns trainer->rule \from *rule;
    assigns trainer->data \from *data;
    ensures net: trainer->net == net;
    ensures same: bp_net_same{Pre, Post}(net);
    ensures rule: trainer->rule.batch == \old(rule->batch) &&
      trainer->rule.order == \old(rule->order) && trainer->rule.epochs == \old(rule->epochs);
    ensures data: trainer->data.count == \old(data->count) &&
      trainer->data.inputs == \old(data->inputs) && trainer->data.targets == \old(data->targets);
*/
static void task_set(bp_trainer *trainer, bp_net *net, const bp_rule *rule, const bp_data *data) {
  /*@ assert apart: \forall integer l; 0 <= l < net->depth ==>
        \separated(trainer, net->layer + l); */
  trainer->net = net;
  trainer->rule.eta = rule->eta;
  trainer->rule.alpha = rule->alpha;
  trainer->rule.batch = rule->batch;
  trainer->rule.reduce = rule->reduce;
  trainer->rule.order = rule->order;
  trainer->rule.seed.low = rule->seed.low;
  trainer->rule.seed.high = rule->seed.high;
  trainer->rule.plain = rule->plain;
  trainer->rule.goal = rule->goal;
  trainer->rule.patience = rule->patience;
  trainer->rule.steady = rule->steady;
  trainer->rule.epochs = rule->epochs;
  trainer->data.count = data->count;
  trainer->data.inputs = data->inputs;
  trainer->data.targets = data->targets;
  /*@ assert sizes: bp_sizes_same{Pre, Here}(net); */
  /*@ assert arrays: bp_arrays_same{Pre, Here}(net); */
  /*@ assert layer: \forall integer l; 0 <= l < net->depth ==>
        bp_layer_same{Pre, Here}(net->layer + l); */
}

/* The trainer's numbers one block after another in memory, those that training goes through
   whole first, where cache lines begin; the counters at the start. */
/*@ requires valid_trainer: \valid(trainer);
    requires valid_net: \valid_read(net);
    requires sep: \separated(trainer, net, net->layer + (0 .. net->depth - 1));
    assigns trainer->bound, trainer->moved, trainer->reach, trainer->change, trainer->sum
      \from memory, *net, sums, changes;
    assigns trainer->changes \from changes;
    assigns trainer->order \from order;
    assigns trainer->epoch, trainer->E, trainer->best, trainer->since_best, trainer->step,
            trainer->outcome \from \nothing;
    ensures same: bp_net_same{Pre, Post}(net);
    ensures blocks: trainer->sum == memory && trainer->change == memory + sums &&
      trainer->bound == trainer->change + changes &&
      trainer->moved == trainer->bound + net->depth &&
      trainer->reach == trainer->moved + net->depth;
    ensures changes: trainer->changes == changes;
    ensures order: trainer->order == order;
    ensures start: trainer->epoch == 0 && trainer->since_best == 0 &&
      trainer->outcome == BP_LEARNING;
*/
static void state_set(bp_trainer *trainer, const bp_net *net, size_t sums, size_t changes,
                      double *memory, size_t *order) {
  trainer->sum = memory;
  trainer->change = trainer->sum + sums;
  trainer->changes = changes;
  trainer->bound = trainer->change + changes;
  trainer->moved = trainer->bound + net->depth;
  trainer->reach = trainer->moved + net->depth;
  trainer->order = order;
  trainer->epoch = 0;
  trainer->E = 0.0;
  trainer->best = -1.0;
  trainer->since_best = 0;
  trainer->step = 0.0;
  trainer->outcome = BP_LEARNING;
  /*@ assert sizes: bp_sizes_same{Pre, Here}(net); */
  /*@ assert arrays: bp_arrays_same{Pre, Here}(net); */
  /*@ assert layer: \forall integer l; 0 <= l < net->depth ==>
        bp_layer_same{Pre, Here}(net->layer + l); */
}

/* Every field. */
/*@ requires valid_trainer: \valid(trainer);
    requires valid_net: bp_net_valid(net);
    requires valid_rule: \valid_read(rule) && \is_finite(rule->alpha);
    requires valid_data: \valid_read(data);
    requires sep: \separated(trainer, net, net->layer + (0 .. net->depth - 1));
    requires sep_rule: \separated(rule, trainer);
    requires sep_data: \separated(data, trainer);
    assigns *trainer;
    ensures net: trainer->net == net;
    ensures same: bp_net_same{Pre, Post}(net);
    ensures rule: trainer->rule.batch == \old(rule->batch) &&
      trainer->rule.order == \old(rule->order) && trainer->rule.epochs == \old(rule->epochs);
    ensures data: trainer->data.count == \old(data->count) &&
      trainer->data.inputs == \old(data->inputs) && trainer->data.targets == \old(data->targets);
    ensures blocks: trainer->sum == memory &&
      trainer->change == memory + \old(rule->batch == 1 ? 0 : bp_batch_count(net)) &&
      trainer->bound == trainer->change + trainer->changes &&
      trainer->moved == trainer->bound + net->depth &&
      trainer->reach == trainer->moved + net->depth;
    ensures changes: trainer->changes == (\old(rule->alpha) > 0.0 ? \old(net->weights) : 0);
    ensures order: trainer->order == order;
    ensures start: trainer->epoch == 0 && trainer->since_best == 0 &&
      trainer->outcome == BP_LEARNING;
*/
static void trainer_set(bp_trainer *trainer, bp_net *net, const bp_rule *rule, const bp_data *data,
                        double *memory, size_t *order) {
  const size_t changes = rule->alpha > 0.0 ? net->weights : 0;
  const size_t sums = sums_memory(net, rule->batch);
  task_set(trainer, net, rule, data);
  state_set(trainer, net, sums, changes, memory, order);
}

/* What makes a block, put together. */
/*@ ghost
  /@ requires valid: \valid(v + (0 .. n - 1));
     requires apart: bp_net_apart(net, v, n);
     requires w: \separated(v + (0 .. n - 1), net->w + (0 .. net->weights - 1));
     requires inputs:
       \separated(v + (0 .. n - 1), data->inputs + (0 .. data->count * net->inputs - 1));
     requires targets:
       \separated(v + (0 .. n - 1), data->targets + (0 .. data->count * net->outputs - 1));
     assigns \nothing;
     ensures block: bp_trainer_block(net, data, v, n);
  @/
  void ghost_block(const bp_net *net, const bp_data *data, const double *v, size_t n) {}
*/

/* What makes a trainer valid, put together. */
/*@ ghost
  /@ requires valid: \valid(trainer);
     requires net: bp_net_valid(trainer->net);
     requires sep: \separated(trainer, trainer->net,
                              trainer->net->layer + (0 .. trainer->net->depth - 1));
     requires count: 1 <= trainer->data.count;
     requires data: bp_data_valid(trainer->net, &trainer->data);
     requires changes: trainer->changes == 0 || trainer->changes == trainer->net->weights;
     requires memory: bp_trainer_block(trainer->net, &trainer->data, trainer->sum,
       bp_sum_count(trainer) + trainer->changes + 3 * trainer->net->depth);
     requires blocks: trainer->change == trainer->sum + bp_sum_count(trainer) &&
       trainer->bound == trainer->change + trainer->changes &&
       trainer->moved == trainer->bound + trainer->net->depth &&
       trainer->reach == trainer->moved + trainer->net->depth;
     requires order: bp_trainer_order(trainer);
     assigns \nothing;
     ensures valid: bp_trainer_valid(trainer);
  @/
  void ghost_trainer(const bp_trainer *trainer) {
    const bp_net *net = trainer->net;
    const bp_data *data = &trainer->data;
    const double *v = trainer->sum;
    size_t depth = net->depth;
    size_t changes = trainer->changes;
    bp_ghost_sizes(net);
    size_t sums = trainer->rule.batch == 1 ? 0 :
      (net->weights + BP_LINE - 1) / BP_LINE * BP_LINE +
      BP_CHUNK * (net->inputs + 2 * net->units + 2 * net->depth + 3);
    size_t all = sums + changes + 3 * depth;
    bp_ghost_part(net, data, v, all, 0, sums);
    bp_ghost_part(net, data, v, all, sums, changes);
    bp_ghost_part(net, data, v, all, sums + changes, depth);
    bp_ghost_part(net, data, v, all, sums + changes + depth, depth);
    bp_ghost_part(net, data, v, all, sums + changes + 2 * depth, depth);
  }
*/

bp_status bp_trainer_init(bp_trainer *trainer, bp_net *net, const bp_rule *rule,
                          const bp_data *data, double *memory, size_t count, size_t *order) {
  const size_t needed = bp_trainer_memory(net, rule);
  bp_status status;
  size_t i, l;
  if (!rule_holds(rule, net->depth)) {
    return BP_ERR_OPTION;
  }
  if (count < needed) {
    return BP_ERR_MEMORY;
  }
  status = data_holds(net, rule, data);
  if (status != BP_OK) {
    return status;
  }
  /*@ ghost bp_ghost_part(net, data, memory, count, 0, needed); */
  trainer_set(trainer, net, rule, data, memory, order);
  /*@ assert kept_rule: rule->batch == \at(rule->batch, Pre) &&
        rule->order == \at(rule->order, Pre) && rule->epochs == \at(rule->epochs, Pre); */
  /*@ assert kept_data: data->count == \at(data->count, Pre) &&
        data->inputs == \at(data->inputs, Pre) && data->targets == \at(data->targets, Pre); */
  /*@ assert shape: bp_net_shape(net); */
  /*@ assert net: bp_net_valid(net); */
  /*@ assert kept_sizes: bp_sizes_same{Pre, Here}(net) && bp_arrays_same{Pre, Here}(net); */
  /*@ assert same_data: trainer->data.count == \at(data->count, Pre) &&
        trainer->data.inputs == \at(data->inputs, Pre) &&
        trainer->data.targets == \at(data->targets, Pre); */
  /*@ ghost bp_ghost_set(net, &trainer->data); */
  /*@ assert count_inputs: trainer->data.count * net->inputs ==
        \at(data->count, Pre) * \at(net->inputs, Pre); */
  /*@ assert count_targets: trainer->data.count * net->outputs ==
        \at(data->count, Pre) * \at(net->outputs, Pre); */
  /*@ ghost ghost_block(net, &trainer->data, memory, needed); */
  /*@ assert needed: needed == bp_sum_count(trainer) + trainer->changes + 3 * net->depth; */
  /*@ assert order: bp_trainer_order(trainer); */
  /*@ ghost ghost_trainer(trainer); */
  /*@ loop invariant range: 0 <= i <= needed;
      loop assigns i, memory[0 .. count - 1];
      loop variant needed - i;
  */
  for (i = 0; i < needed; i++) {
    memory[i] = 0.0;
  }
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, memory[0 .. count - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    /*@ ghost bp_ghost_layer(net, l); */
    trainer->bound[l] = bp_range_peak(net->w + net->layer[l].weight_at, net->layer[l].weights);
  }
  return BP_OK;
}
