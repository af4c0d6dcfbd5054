#include "online.h"

#include "move.h"
#include "pass.h"
#include "room.h"
#include "tiny.h"
#include "update.h"

/* Stages 2 and 3 for one pattern, from the net inputs of the first layer on; its E added to *E. */
/*@ requires net: bp_net_valid(net);
    requires valid_s: \valid_read(s + (0 .. net->inputs - 1));
    requires valid_t: \valid_read(t + (0 .. net->outputs - 1));
    requires apart_s: bp_net_apart(net, s, net->inputs);
    requires apart_t: bp_net_apart(net, t, net->outputs);
    requires valid_E: \valid(E);
    assigns net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
            net->delta[0 .. net->units - 1], net->y_peak[0 .. net->depth - 1],
            net->delta_peak[0 .. net->depth - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status propagate(bp_net *net, int plain, const double *s, const double *t, double *E) {
  bp_status status = bp_net_forward_from(net, s);
  if (status == BP_OK) {
    status = bp_net_backward(net, t, plain);
  }
  if (status == BP_OK) {
    *E = *E + bp_net_error(net, t);
  }
  return status;
}

/* Updates layer l, whose inputs were y. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires layer: l < trainer->net->depth;
    requires valid_y: \valid_read(y + (0 .. trainer->net->layer[l].inputs - 1));
    requires sep_w: \separated(trainer->net->w + (0 .. trainer->net->weights - 1),
                               y + (0 .. trainer->net->layer[l].inputs - 1));
    requires sep_change: \separated(trainer->change + (0 .. trainer->changes - 1),
                                    y + (0 .. trainer->net->layer[l].inputs - 1));
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1];
*/
static void update(bp_trainer *trainer, size_t l, const double *y) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[l];
  double *w = net->w + layer->weight_at;
  const double *delta = net->delta + layer->unit_at;
  /*@ ghost bp_ghost_layer(net, l); */
  if (trainer->changes > 0) {
    bp_move_layer(trainer, l, y);
  } else {
    bp_layer_add(layer, w, trainer->rule.eta, delta, y);
  }
}

/* Updates the layers after the first. */
/*@ requires valid: bp_trainer_valid(trainer);
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1];
*/
static void update_later(bp_trainer *trainer) {
  const bp_net *net = trainer->net;
  size_t l;
  /*@ loop invariant range: 1 <= l <= net->depth;
      loop assigns l, net->w[0 .. net->weights - 1], trainer->change[0 .. trainer->changes - 1];
      loop variant net->depth - l;
  */
  for (l = 1; l < net->depth; l++) {
    /*@ ghost bp_ghost_layer(net, l); */
    /*@ ghost bp_ghost_layer(net, (size_t)(l - 1)); */
    /*@ ghost bp_ghost_before(net, l); */
    /*@ ghost bp_ghost_apart(trainer->change, trainer->changes, net->y, net->units,
                             net->layer[l - 1].unit_at, net->layer[l].inputs); */
    /*@ ghost bp_ghost_apart(net->w, net->weights, net->y, net->units,
                             net->layer[l - 1].unit_at, net->layer[l].inputs); */
    update(trainer, l, net->y + net->layer[l - 1].unit_at);
  }
}

/* Updates the first layer, whose inputs were s, and feeds it the signals of the next pattern. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires valid_s: \valid_read(s + (0 .. trainer->net->inputs - 1));
    requires valid_next: \valid_read(next + (0 .. trainer->net->inputs - 1));
    requires apart_s: bp_net_apart(trainer->net, s, trainer->net->inputs);
    requires apart_next: bp_net_apart(trainer->net, next, trainer->net->inputs);
    requires sep_ws: \separated(s + (0 .. trainer->net->inputs - 1),
                                trainer->net->w + (0 .. trainer->net->weights - 1));
    requires sep_wn: \separated(next + (0 .. trainer->net->inputs - 1),
                                trainer->net->w + (0 .. trainer->net->weights - 1));
    requires sep_cs: \separated(s + (0 .. trainer->net->inputs - 1),
                                trainer->change + (0 .. trainer->changes - 1));
    requires sep_cn: \separated(next + (0 .. trainer->net->inputs - 1),
                                trainer->change + (0 .. trainer->changes - 1));
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->net->x[0 .. trainer->net->units - 1];
*/
static void advance(bp_trainer *trainer, const double *s, const double *next) {
  const bp_net *net = trainer->net;
  /*@ ghost bp_ghost_layer(net, 0); */
  if (trainer->changes > 0) {
    bp_layer_advance_move(&net->layer[0], net->w, trainer->change, trainer->rule.eta,
                          trainer->rule.alpha, net->delta, s, next, net->x);
  } else {
    bp_layer_advance(&net->layer[0], net->w, trainer->rule.eta, net->delta, s, next, net->x);
  }
}

/* The signals of the pattern at a position of the epoch's order. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires position: position < trainer->data.count;
    assigns \result \from *trainer, trainer->net->inputs, trainer->order[position], position;
    ensures valid: \valid_read(\result + (0 .. trainer->net->inputs - 1));
    ensures apart: bp_net_apart(trainer->net, \result, trainer->net->inputs);
    ensures sep_w: \separated(\result + (0 .. trainer->net->inputs - 1),
                              trainer->net->w + (0 .. trainer->net->weights - 1));
    ensures sep_change: \separated(\result + (0 .. trainer->net->inputs - 1),
                                   trainer->change + (0 .. trainer->changes - 1));
*/
static const double *signals_at(const bp_trainer *trainer, size_t position) {
  const size_t p = bp_step_at(trainer, position);
  /*@ ghost bp_ghost_row_of(p, trainer->data.count, trainer->net->inputs); */
  /*@ ghost bp_ghost_data(trainer->net, trainer->data.inputs, p, trainer->data.count,
                          trainer->net->inputs); */
  return trainer->data.inputs + p * trainer->net->inputs;
}

/* The targets of that pattern. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires position: position < trainer->data.count;
    assigns \result \from *trainer, trainer->net->outputs, trainer->order[position], position;
    ensures valid: \valid_read(\result + (0 .. trainer->net->outputs - 1));
    ensures apart: bp_net_apart(trainer->net, \result, trainer->net->outputs);
*/
static const double *targets_at(const bp_trainer *trainer, size_t position) {
  const size_t p = bp_step_at(trainer, position);
  /*@ ghost bp_ghost_row_of(p, trainer->data.count, trainer->net->outputs); */
  /*@ ghost bp_ghost_data(trainer->net, trainer->data.targets, p, trainer->data.count,
                          trainer->net->outputs); */
  return trainer->data.targets + p * trainer->net->outputs;
}

/* The pattern at a position, its net inputs of the first layer ready; leaves those of the next. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires position: position < trainer->data.count;
    requires valid_E: \valid(E);
    assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status learn(bp_trainer *trainer, size_t position, double *E) {
  const double *s = signals_at(trainer, position);
  bp_status status =
      propagate(trainer->net, trainer->rule.plain, s, targets_at(trainer, position), E);
  if (status == BP_OK) {
    status = bp_room_make(trainer);
  }
  if (status != BP_OK) {
    return status;
  }
  update_later(trainer);
  if (position + 1 < trainer->data.count) {
    advance(trainer, s, signals_at(trainer, position + 1));
  } else {
    update(trainer, 0, s);
  }
  bp_room_use(trainer);
  return BP_OK;
}

/* Every pattern of a tiny network. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires tiny: bp_net_tiny(trainer->net);
    requires ordered: bp_trainer_ordered(trainer);
    requires valid_E: \valid(E);
    assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status tiny_epoch(bp_trainer *trainer, double *E) {
  size_t position;
  /*@ loop invariant range: 0 <= position <= trainer->data.count;
      loop assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E, position;
      loop variant trainer->data.count - position;
  */
  for (position = 0; position < trainer->data.count; position++) {
    const bp_status status =
        bp_tiny_learn(trainer, signals_at(trainer, position), targets_at(trainer, position), E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

/* Every pattern of any other. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires valid_E: \valid(E);
    assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status wide_epoch(bp_trainer *trainer, double *E) {
  const bp_net *net = trainer->net;
  size_t position;
  /*@ ghost bp_ghost_layer(net, 0); */
  bp_layer_net_input(&net->layer[0], net->w, signals_at(trainer, 0), net->x);
  /*@ loop invariant range: 0 <= position <= trainer->data.count;
      loop assigns BP_ACSL_STEP_WRITES(trainer), trainer->step, *E, position;
      loop variant trainer->data.count - position;
  */
  for (position = 0; position < trainer->data.count; position++) {
    const bp_status status = learn(trainer, position, E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

bp_status bp_online_epoch(bp_trainer *trainer, double *E) {
  return bp_tiny_holds(trainer->net) ? tiny_epoch(trainer, E) : wide_epoch(trainer, E);
}
