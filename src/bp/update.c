#include "update.h"

#include "batch.h"
#include "pass.h"
#include "room.h"

size_t bp_step_at(const bp_trainer *trainer, size_t position) {
  return trainer->rule.order == BP_SHUFFLED ? trainer->order[position] : position;
}

/* Stages 2 and 3 for pattern p, its E added to *E. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires pattern: p < trainer->data.count;
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status propagate(bp_trainer *trainer, size_t p, double *E) {
  bp_net *net = trainer->net;
  /*@ ghost bp_ghost_row_of(p, trainer->data.count, net->inputs); */
  /*@ ghost bp_ghost_row_of(p, trainer->data.count, net->outputs); */
  /*@ ghost bp_ghost_data(net, trainer->data.inputs, p, trainer->data.count, net->inputs); */
  /*@ ghost bp_ghost_data(net, trainer->data.targets, p, trainer->data.count, net->outputs); */
  const double *t = trainer->data.targets + p * net->outputs;
  bp_status status = bp_net_forward(net, trainer->data.inputs + p * net->inputs);
  if (status == BP_OK) {
    status = bp_net_backward(net, t, trainer->rule.plain);
  }
  if (status == BP_OK) {
    *E = *E + bp_net_error(net, t);
  }
  return status;
}

/* Adds pattern p to the batch; `moved` is not needed until the update, `reach` collects the bound
   on the sums. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    requires pattern: p < trainer->data.count;
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1],
            trainer->sum[0 .. trainer->net->weights - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status add_pattern(bp_trainer *trainer, size_t p, double *E) {
  const bp_net *net = trainer->net;
  /*@ ghost bp_ghost_row_of(p, trainer->data.count, net->inputs); */
  /*@ ghost bp_ghost_data(net, trainer->data.inputs, p, trainer->data.count, net->inputs); */
  size_t l;
  const bp_status status = propagate(trainer, p, E);
  if (status != BP_OK) {
    return status;
  }
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, trainer->reach[0 .. net->depth - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    trainer->reach[l] = trainer->reach[l] + net->delta_peak[l] * net->y_peak[l];
  }
  bp_net_add_gradient(net, trainer->data.inputs + p * net->inputs, -1.0, trainer->sum);
  return BP_OK;
}

/* w = w + scale sum; with momentum c = scale sum + alpha c, w = w + c. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1];
*/
static void move_batch(bp_trainer *trainer, double scale) {
  double *w = trainer->net->w, *c = trainer->change;
  const double *sum = trainer->sum;
  const double alpha = trainer->rule.alpha;
  const size_t n = trainer->net->weights;
  size_t i;
  if (trainer->changes > 0) {
    /*@ loop invariant range: 0 <= i <= n;
        loop assigns i, c[0 .. n - 1], w[0 .. n - 1];
        loop variant n - i;
    */
    for (i = 0; i < n; i++) {
      c[i] = scale * sum[i] + alpha * c[i];
      w[i] = w[i] + c[i];
    }
  } else {
    /*@ loop invariant range: 0 <= i <= n;
        loop assigns i, w[0 .. n - 1];
        loop variant n - i;
    */
    for (i = 0; i < n; i++) {
      w[i] = w[i] + scale * sum[i];
    }
  }
}

/* So few patterns go through the network one by one. */
#define FEW 8

/* Patterns first .. first + n - 1 of the order, one by one; the sums from 0 if the batch begins. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires batches: trainer->rule.batch != 1;
    requires patterns: first + n <= trainer->data.count;
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1],
            trainer->sum[0 .. trainer->net->weights - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status add_patterns(bp_trainer *trainer, size_t first, size_t n, int begins, double *E) {
  bp_status status;
  size_t i;
  if (begins) {
    /*@ loop invariant range: 0 <= i <= trainer->net->weights;
        loop assigns i, trainer->sum[0 .. trainer->net->weights - 1];
        loop variant trainer->net->weights - i;
    */
    for (i = 0; i < trainer->net->weights; i++) {
      trainer->sum[i] = 0.0;
    }
  }
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, trainer->net->x[0 .. trainer->net->units - 1],
                   trainer->net->y[0 .. trainer->net->units - 1],
                   trainer->net->delta[0 .. trainer->net->units - 1],
                   trainer->net->y_peak[0 .. trainer->net->depth - 1],
                   trainer->net->delta_peak[0 .. trainer->net->depth - 1],
                   trainer->reach[0 .. trainer->net->depth - 1],
                   trainer->sum[0 .. trainer->net->weights - 1], status, *E;
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    status = add_pattern(trainer, bp_step_at(trainer, first + i), E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

/* From the bounds on the sums to those on the weights' changes; whether there is room for them. */
/*@ requires valid: bp_trainer_valid(trainer);
    assigns trainer->bound[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_DIVERGED;
*/
static bp_status make_batch_room(bp_trainer *trainer, double scale) {
  size_t l;
  /*@ loop invariant range: 0 <= l <= trainer->net->depth;
      loop assigns l, trainer->reach[0 .. trainer->net->depth - 1];
      loop variant trainer->net->depth - l;
  */
  for (l = 0; l < trainer->net->depth; l++) {
    trainer->reach[l] = scale * trainer->reach[l] + trainer->rule.alpha * trainer->moved[l];
  }
  return bp_room_check(trainer);
}

/* Part of a batch: n patterns, at most BP_CHUNK, with which it may begin and may end. With its end,
   once nothing can be refused any more, the weights move. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires batches: trainer->rule.batch != 1;
    requires patterns: 1 <= n <= BP_CHUNK && first + n <= trainer->data.count;
    requires valid_E: \valid(E);
    assigns trainer->net->x[0 .. trainer->net->units - 1],
            trainer->net->y[0 .. trainer->net->units - 1],
            trainer->net->delta[0 .. trainer->net->units - 1],
            trainer->net->y_peak[0 .. trainer->net->depth - 1],
            trainer->net->delta_peak[0 .. trainer->net->depth - 1],
            trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->bound[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. bp_sum_count(trainer) - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status step_part(bp_trainer *trainer, size_t first, size_t n, int begins, int ends,
                           double scale, double *E) {
  bp_status status = n < FEW ? add_patterns(trainer, first, n, begins, E)
                             : bp_batch_propagate(trainer, first, n, E);
  if (status == BP_OK && ends) {
    status = make_batch_room(trainer, scale);
  }
  if (status == BP_OK && n >= FEW) {
    bp_batch_sweep(trainer, n, begins, ends, scale);
  } else if (status == BP_OK && ends) {
    move_batch(trainer, scale);
  }
  return status;
}

bp_status bp_step_batch(bp_trainer *trainer, size_t first, size_t n, double *E) {
  const double eta = trainer->rule.eta;
  const double scale = trainer->rule.reduce == BP_MEAN ? eta / (double)n : eta;
  bp_status status;
  size_t i, m, l;
  /*@ loop invariant range: 0 <= l <= trainer->net->depth;
      loop assigns l, trainer->reach[0 .. trainer->net->depth - 1];
      loop variant trainer->net->depth - l;
  */
  for (l = 0; l < trainer->net->depth; l++) {
    trainer->reach[l] = 0.0;
  }
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, m, status, trainer->net->x[0 .. trainer->net->units - 1],
                   trainer->net->y[0 .. trainer->net->units - 1],
                   trainer->net->delta[0 .. trainer->net->units - 1],
                   trainer->net->y_peak[0 .. trainer->net->depth - 1],
                   trainer->net->delta_peak[0 .. trainer->net->depth - 1],
                   trainer->net->w[0 .. trainer->net->weights - 1],
                   trainer->bound[0 .. trainer->net->depth - 1],
                   trainer->reach[0 .. trainer->net->depth - 1],
                   trainer->change[0 .. trainer->changes - 1],
                   trainer->sum[0 .. bp_sum_count(trainer) - 1], *E;
      loop variant n - i;
  */
  for (i = 0; i < n; i += m) {
    m = n - i < BP_CHUNK ? n - i : BP_CHUNK;
    status = step_part(trainer, first + i, m, i == 0, m == n - i, scale, E);
    if (status != BP_OK) {
      return status;
    }
  }
  bp_room_use(trainer);
  return BP_OK;
}
