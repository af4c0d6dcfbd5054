#include "train.h"

#include "online.h"
#include "pass.h"
#include "update.h"

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
    assigns BP_ACSL_EPOCH_WRITES(trainer), trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status epoch_batches(bp_trainer *trainer, size_t batch, double *E) {
  size_t first, n;
  /*@ loop invariant range: 0 <= first <= trainer->data.count;
      loop assigns BP_ACSL_EPOCH_WRITES(trainer), trainer->step, *E, first, n;
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

/* Whether training ends after the epoch just counted. */
/*@ requires valid: \valid_read(trainer);
    assigns \result \from *trainer;
    ensures on: \result == BP_LEARNING ==> trainer->epoch < trainer->rule.epochs;
*/
static bp_outcome outcome(const bp_trainer *trainer) {
  const bp_rule *rule = &trainer->rule;
  if (trainer->E <= rule->goal) {
    return BP_GOAL;
  }
  if (rule->patience > 0 && trainer->since_best >= rule->patience) {
    return BP_STALLED;
  }
  if (trainer->step <= rule->steady) {
    return BP_STEADY;
  }
  return trainer->epoch >= rule->epochs ? BP_EPOCHS : BP_LEARNING;
}

/* Counts the epoch just done. */
/*@ requires valid: \valid(trainer);
    requires valid_net: \valid_read(trainer->net);
    requires sep: \separated(trainer, trainer->net,
                             trainer->net->layer + (0 .. trainer->net->depth - 1));
    requires counts: trainer->since_best <= trainer->epoch;
    requires room: trainer->epoch < (size_t)-1;
    assigns trainer->epoch, trainer->best, trainer->since_best;
    ensures kept: bp_trainer_kept{Pre, Post}(trainer);
    ensures same: bp_net_same{Pre, Post}(trainer->net);
    ensures counts: trainer->since_best <= trainer->epoch;
    ensures counted: trainer->epoch == \old(trainer->epoch) + 1;
*/
static void count(bp_trainer *trainer) {
  trainer->epoch++;
  if (trainer->best < 0.0 || trainer->E < trainer->best) {
    trainer->best = trainer->E;
    trainer->since_best = 0;
  } else {
    trainer->since_best++;
  }
  /*@ assert sizes: bp_sizes_same{Pre, Here}(trainer->net); */
  /*@ assert layer: \forall integer l; 0 <= l < trainer->net->depth ==>
        bp_layer_same{Pre, Here}(trainer->net->layer + l); */
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
  count(trainer);
  trainer->outcome = outcome(trainer);
  /*@ assert sizes: bp_sizes_same{Pre, Here}(trainer->net); */
  /*@ assert arrays: bp_arrays_same{Pre, Here}(trainer->net); */
  /*@ assert layer: \forall integer l; 0 <= l < trainer->net->depth ==>
        bp_layer_same{Pre, Here}(trainer->net->layer + l); */
  /*@ assert same: bp_net_same{Pre, Here}(trainer->net); */
  /*@ assert kept: bp_trainer_kept{Pre, Here}(trainer); */
  /*@ assert shape: bp_net_shape(trainer->net); */
  /*@ assert net: bp_net_valid(trainer->net); */
  /*@ assert data: bp_data_valid(trainer->net, &trainer->data); */
  /*@ assert blocks: bp_trainer_blocks(trainer); */
  /*@ assert order: bp_trainer_order(trainer); */
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
  /*@ assert layer: \forall integer l; 0 <= l < trainer->net->depth ==>
        bp_layer_same{Pre, Here}(trainer->net->layer + l); */
  /*@ assert same: bp_net_same{Pre, Here}(trainer->net); */
  /*@ assert shape: bp_net_shape(trainer->net); */
  /*@ assert net: bp_net_valid(trainer->net); */
}

/* Every pattern once. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires valid_E: \valid(E);
    assigns BP_ACSL_EPOCH_WRITES(trainer), trainer->step, *E;
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
  /*@ ghost bp_ghost_sizes(trainer->net); */
  /*@ ghost size_t sums = trainer->rule.batch == 1 ? 0 :
        (weights + BP_LINE - 1) / BP_LINE * BP_LINE +
        BP_CHUNK * (trainer->net->inputs + 2 * units + 2 * depth + 3); */
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
