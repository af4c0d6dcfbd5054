#include "train.h"

#include "online.h"
#include "pass.h"
#include "update.h"

size_t bp_trainer_memory(const bp_net *net, const bp_rule *rule) {
  const size_t change = rule->alpha > 0.0 ? net->weights : 0;
  const size_t sum = rule->batch != 1 ? net->weights : 0;
  return change + sum + 3 * net->depth;
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
  if (data->count < 1 || (rule->order == BP_SHUFFLED && data->count > 0xFFFFFFFFul)) {
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

/* What to learn, and how; field by field, as WP does not see through the copy of a structure. */
/*@ requires valid_trainer: \valid(trainer);
    requires valid_rule: \valid_read(rule);
    requires valid_data: \valid_read(data);
    requires sep_rule: \separated(rule, trainer);
    requires sep_data: \separated(data, trainer);
    assigns trainer->rule, trainer->data;
    ensures batch: trainer->rule.batch == rule->batch;
    ensures order: trainer->rule.order == rule->order;
    ensures epochs: trainer->rule.epochs == rule->epochs;
    ensures count: trainer->data.count == data->count;
    ensures inputs: trainer->data.inputs == data->inputs;
    ensures targets: trainer->data.targets == data->targets;
*/
static void task_set(bp_trainer *trainer, const bp_rule *rule, const bp_data *data) {
  trainer->rule.eta = rule->eta;
  trainer->rule.alpha = rule->alpha;
  trainer->rule.batch = rule->batch;
  trainer->rule.reduce = rule->reduce;
  trainer->rule.order = rule->order;
  trainer->rule.seed = rule->seed;
  trainer->rule.plain = rule->plain;
  trainer->rule.goal = rule->goal;
  trainer->rule.patience = rule->patience;
  trainer->rule.steady = rule->steady;
  trainer->rule.epochs = rule->epochs;
  trainer->data.count = data->count;
  trainer->data.inputs = data->inputs;
  trainer->data.targets = data->targets;
}

/*@ logic integer numbers_needed{L}(bp_net *net, bp_rule *rule) =
      (rule->alpha > 0.0 ? net->weights : 0) + (rule->batch == 1 ? 0 : net->weights) +
      3 * net->depth;
*/

/* The trainer's numbers one block after another in memory, its counters at the start. */
/*@ requires valid_trainer: \valid(trainer);
    requires net: bp_net_valid(net);
    requires valid_rule: \valid_read(rule) && \is_finite(rule->alpha);
    requires valid_data: \valid_read(data) && bp_data_valid(net, data);
    requires count: 1 <= data->count;
    requires memory: bp_trainer_block(net, data, memory, numbers_needed(net, rule));
    requires order: rule->order == BP_SHUFFLED ==>
      data->count <= 0xFFFFFFFF && \valid(order + (0 .. data->count - 1)) &&
      \separated(order + (0 .. data->count - 1), trainer) &&
      \separated(order + (0 .. data->count - 1), net) &&
      \separated(order + (0 .. data->count - 1), net->layer + (0 .. net->depth - 1));
    requires sep: \separated(trainer, net, net->layer + (0 .. net->depth - 1));
    requires sep_rule: \separated(rule, trainer);
    requires sep_data: \separated(data, trainer);
    assigns *trainer;
    ensures valid: bp_trainer_valid(trainer);
    ensures counts: bp_trainer_counts(trainer);
    ensures start: trainer->epoch == 0 && trainer->outcome == BP_LEARNING;
    ensures set: trainer->net == net && trainer->order == order &&
      trainer->rule.batch == rule->batch && trainer->rule.order == rule->order &&
      trainer->rule.epochs == rule->epochs;
    ensures blocks: trainer->bound == memory && trainer->moved == memory + net->depth &&
      trainer->reach == memory + 2 * net->depth && trainer->change == memory + 3 * net->depth &&
      trainer->sum == trainer->change + trainer->changes;
*/
static void trainer_set(bp_trainer *trainer, bp_net *net, const bp_rule *rule, const bp_data *data,
                        double *memory, size_t *order) {
  task_set(trainer, rule, data);
  trainer->net = net;
  trainer->bound = memory;
  trainer->moved = trainer->bound + net->depth;
  trainer->reach = trainer->moved + net->depth;
  trainer->change = trainer->reach + net->depth;
  trainer->changes = rule->alpha > 0.0 ? net->weights : 0;
  trainer->sum = trainer->change + trainer->changes;
  trainer->order = order;
  trainer->epoch = 0;
  trainer->E = 0.0;
  trainer->best = -1.0;
  trainer->since_best = 0;
  trainer->step = 0.0;
  trainer->outcome = BP_LEARNING;
  /*@ assert kept_net: net->depth == \at(net->depth, Pre) && net->inputs == \at(net->inputs, Pre) &&
        net->outputs == \at(net->outputs, Pre) && net->weights == \at(net->weights, Pre) &&
        net->units == \at(net->units, Pre) && net->layer == \at(net->layer, Pre); */
  /*@ assert kept_arrays: net->w == \at(net->w, Pre) && net->x == \at(net->x, Pre) &&
        net->y == \at(net->y, Pre) && net->delta == \at(net->delta, Pre) &&
        net->y_peak == \at(net->y_peak, Pre) && net->delta_peak == \at(net->delta_peak, Pre); */
  /*@ assert kept_inputs: \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].inputs == \at(net->layer[l].inputs, Pre); */
  /*@ assert kept_units: \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].units == \at(net->layer[l].units, Pre); */
  /*@ assert kept_activation: \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].activation == \at(net->layer[l].activation, Pre); */
  /*@ assert kept_weights: \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].weights == \at(net->layer[l].weights, Pre); */
  /*@ assert kept_weight_at: \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].weight_at == \at(net->layer[l].weight_at, Pre); */
  /*@ assert kept_unit_at: \forall integer l; 0 <= l < net->depth ==>
        net->layer[l].unit_at == \at(net->layer[l].unit_at, Pre); */
  /*@ assert net_arrays: bp_net_arrays(net); */
  /*@ assert net_shape: bp_net_shape(net); */
  /*@ assert net_valid: bp_net_valid(net); */
  /*@ assert data_kept: trainer->data.count == \at(data->count, Pre) &&
        trainer->data.inputs == \at(data->inputs, Pre) &&
        trainer->data.targets == \at(data->targets, Pre); */
  /*@ assert rule_kept: trainer->rule.batch == \at(rule->batch, Pre) &&
        trainer->rule.order == \at(rule->order, Pre); */
  /*@ assert data_valid: bp_data_valid(net, &trainer->data); */
  /*@ assert memory: bp_trainer_block(net, &trainer->data, memory,
        3 * net->depth + trainer->changes + bp_sum_count(trainer)); */
  /*@ ghost size_t depth = net->depth; */
  /*@ ghost size_t changes = trainer->changes; */
  /*@ ghost size_t sums = trainer->rule.batch == 1 ? 0 : net->weights; */
  /*@ ghost size_t all = 3 * depth + changes + sums; */
  /*@ ghost bp_ghost_part(net, &trainer->data, memory, all, 0, depth); */
  /*@ ghost bp_ghost_part(net, &trainer->data, memory, all, depth, depth); */
  /*@ ghost bp_ghost_part(net, &trainer->data, memory, all, (size_t)(2 * depth), depth); */
  /*@ ghost bp_ghost_part(net, &trainer->data, memory, all, (size_t)(3 * depth), changes); */
  /*@ ghost bp_ghost_part(net, &trainer->data, memory, all, (size_t)(3 * depth + changes), sums); */
  /*@ assert blocks: bp_trainer_blocks(trainer); */
}

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
  /*@ assert alpha: \is_finite(rule->alpha); */
  trainer_set(trainer, net, rule, data, memory, order);
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

bp_status bp_data_error(bp_net *net, const bp_data *data, double *E) {
  double sum = 0.0;
  size_t p;
  /*@ loop invariant range: 0 <= p <= data->count;
      loop assigns p, sum, net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
                   net->y_peak[0 .. net->depth - 1];
      loop variant data->count - p;
  */
  for (p = 0; p < data->count; p++) {
    /*@ ghost bp_ghost_row_of(p, data->count, net->inputs); */
    /*@ ghost bp_ghost_row_of(p, data->count, net->outputs); */
    /*@ ghost bp_ghost_data(net, data->inputs, p, data->count, net->inputs); */
    /*@ ghost bp_ghost_data(net, data->targets, p, data->count, net->outputs); */
    const bp_status status = bp_net_forward(net, data->inputs + p * net->inputs);
    if (status != BP_OK) {
      return status;
    }
    sum = sum + bp_net_error(net, data->targets + p * net->outputs);
  }
  *E = sum;
  return BP_OK;
}

/* Every pattern once, in batches of `batch`, the last one smaller where it does not divide it. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires batches: trainer->rule.batch != 1;
    requires some: 1 <= batch;
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1],
            trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->bound[0 .. trainer->net->depth - 1],
            trainer->moved[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. bp_sum_count(trainer) - 1],
            trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status epoch_batches(bp_trainer *trainer, size_t batch, double *E) {
  size_t first, n;
  /*@ loop invariant range: 0 <= first <= trainer->data.count;
      loop assigns trainer->net->x[0 .. trainer->net->units - 1],
                   trainer->net->y[0 .. trainer->net->units - 1],
                   trainer->net->delta[0 .. trainer->net->units - 1],
                   trainer->net->y_peak[0 .. trainer->net->depth - 1],
                   trainer->net->delta_peak[0 .. trainer->net->depth - 1],
                   trainer->net->w[0 .. trainer->net->weights - 1],
                   trainer->bound[0 .. trainer->net->depth - 1],
                   trainer->moved[0 .. trainer->net->depth - 1],
                   trainer->reach[0 .. trainer->net->depth - 1],
                   trainer->change[0 .. trainer->changes - 1],
                   trainer->sum[0 .. bp_sum_count(trainer) - 1],
                   trainer->step, *E, first, n;
      loop variant trainer->data.count - first;
  */
  for (first = 0; first < trainer->data.count; first += n) {
    const size_t left = trainer->data.count - first;
    bp_status status;
    n = batch < left ? batch : left;
    status = bp_step_batch(trainer, first, n, E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

/* Counts the epoch just done, and whether training ends after it. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires counts: trainer->since_best <= trainer->epoch;
    requires room: trainer->epoch < (size_t)-1;
    assigns trainer->epoch, trainer->best, trainer->since_best, trainer->outcome;
    ensures valid: bp_trainer_valid(trainer);
    ensures kept: bp_trainer_kept{Pre, Post}(trainer);
    ensures counts: bp_trainer_counts(trainer);
    ensures counted: trainer->epoch == \old(trainer->epoch) + 1;
*/
static void conclude(bp_trainer *trainer) {
  const bp_rule *rule = &trainer->rule;
  trainer->epoch++;
  if (trainer->best < 0.0 || trainer->E < trainer->best) {
    trainer->best = trainer->E;
    trainer->since_best = 0;
  } else {
    trainer->since_best++;
  }
  if (trainer->E <= rule->goal) {
    trainer->outcome = BP_GOAL;
  } else if (rule->patience > 0 && trainer->since_best >= rule->patience) {
    trainer->outcome = BP_STALLED;
  } else if (trainer->step <= rule->steady) {
    trainer->outcome = BP_STEADY;
  } else if (trainer->epoch >= rule->epochs) {
    trainer->outcome = BP_EPOCHS;
  }
  /*@ assert kept: bp_trainer_kept{Pre, Here}(trainer); */
  /*@ assert net: bp_net_valid(trainer->net); */
}

/* Draws the order of the epoch where it is shuffled. */
/*@ requires valid: bp_trainer_valid(trainer);
    assigns trainer->order[0 .. bp_order_count(trainer) - 1];
    ensures valid: bp_trainer_valid(trainer);
    ensures kept: bp_trainer_kept{Pre, Post}(trainer);
    ensures ordered: bp_trainer_ordered(trainer);
*/
static void shuffle(bp_trainer *trainer) {
  if (trainer->rule.order == BP_SHUFFLED) {
    bp_random_order(trainer->rule.seed, trainer->epoch, trainer->order, trainer->data.count);
  }
  /*@ assert kept: bp_trainer_kept{Pre, Here}(trainer); */
  /*@ assert net: bp_net_valid(trainer->net); */
}

/* Every pattern once. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1],
            trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->bound[0 .. trainer->net->depth - 1],
            trainer->moved[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. bp_sum_count(trainer) - 1],
            trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status epoch(bp_trainer *trainer, double *E) {
  const size_t batch = trainer->rule.batch;
  if (batch == 1) {
    return bp_online_epoch(trainer, E);
  }
  return epoch_batches(trainer, batch == 0 ? trainer->data.count : batch, E);
}

bp_status bp_trainer_epoch(bp_trainer *trainer) {
  double E = 0.0;
  bp_status status;
  shuffle(trainer);
  trainer->step = 0.0;
  status = epoch(trainer, &E);
  /* The sum was taken while the weights moved: the goal is met only if it holds for where they are
     now. */
  if (status == BP_OK && E <= trainer->rule.goal) {
    status = bp_data_error(trainer->net, &trainer->data, &E);
  }
  if (status == BP_OK) {
    trainer->E = E;
    conclude(trainer);
  }
  return status;
}

bp_status bp_train(bp_trainer *trainer) {
  /*@ ghost double *w = trainer->net->w, *x = trainer->net->x, *y = trainer->net->y; */
  /*@ ghost double *delta = trainer->net->delta, *y_peak = trainer->net->y_peak; */
  /*@ ghost double *delta_peak = trainer->net->delta_peak, *bound = trainer->bound; */
  /*@ ghost double *moved = trainer->moved, *reach = trainer->reach; */
  /*@ ghost double *change = trainer->change, *sum = trainer->sum; */
  /*@ ghost size_t *order = trainer->order; */
  /*@ ghost size_t depth = trainer->net->depth, units = trainer->net->units; */
  /*@ ghost size_t weights = trainer->net->weights, changes = trainer->changes; */
  /*@ ghost size_t sums = trainer->rule.batch == 1 ? 0 : weights; */
  /*@ ghost size_t orders = trainer->rule.order == BP_SHUFFLED ? trainer->data.count : 0; */
  /*@ loop invariant valid: bp_trainer_valid(trainer);
      loop invariant kept: bp_trainer_kept{Pre, Here}(trainer);
      loop invariant counts: bp_trainer_counts(trainer);
      loop invariant arrays: w == trainer->net->w && x == trainer->net->x &&
        y == trainer->net->y && delta == trainer->net->delta && y_peak == trainer->net->y_peak &&
        delta_peak == trainer->net->delta_peak && bound == trainer->bound &&
        moved == trainer->moved && reach == trainer->reach && change == trainer->change &&
        sum == trainer->sum && order == trainer->order;
      loop invariant sizes: depth == trainer->net->depth && units == trainer->net->units &&
        weights == trainer->net->weights && changes == trainer->changes &&
        sums == bp_sum_count(trainer) && orders == bp_order_count(trainer);
      loop assigns x[0 .. units - 1], y[0 .. units - 1], delta[0 .. units - 1],
                   y_peak[0 .. depth - 1], delta_peak[0 .. depth - 1], w[0 .. weights - 1],
                   bound[0 .. depth - 1], moved[0 .. depth - 1], reach[0 .. depth - 1],
                   change[0 .. changes - 1], sum[0 .. sums - 1], order[0 .. orders - 1],
                   trainer->epoch, trainer->E, trainer->best, trainer->since_best, trainer->step,
                   trainer->outcome;
      loop variant (trainer->rule.epochs == 0 ? 1 : trainer->rule.epochs) - trainer->epoch;
  */
  while (trainer->outcome == BP_LEARNING) {
    const bp_status status = bp_trainer_epoch(trainer);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}
