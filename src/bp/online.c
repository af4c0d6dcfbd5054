#include "online.h"

#include "pass.h"
#include "room.h"
#include "tiny.h"
#include "update.h"

/* The signals of the pattern at a position of the epoch's order. */
static const double *signals_at(const bp_trainer *trainer, size_t position) {
  return trainer->data.inputs + bp_step_at(trainer, position) * trainer->net->inputs;
}

/* Stages 2 and 3 for one pattern, from the net inputs of the first layer on; its E added to *E. */
static bp_status propagate(bp_trainer *trainer, const double *s, const double *t, double *E) {
  bp_net *net = trainer->net;
  bp_status status = bp_net_forward_from(net, s);
  if (status == BP_OK) {
    status = bp_net_backward(net, t, trainer->rule.plain);
  }
  if (status == BP_OK) {
    *E = *E + bp_net_error(net, t);
  }
  return status;
}

/* Updates layer l, whose inputs were y. */
static void update(bp_trainer *trainer, size_t l, const double *y) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[l];
  double *w = net->w + layer->weight_at;
  const double *delta = net->delta + layer->unit_at;
  if (trainer->changes > 0) {
    bp_layer_move(layer, w, trainer->change + layer->weight_at, trainer->rule.eta,
                  trainer->rule.alpha, delta, y);
  } else {
    bp_layer_add(layer, w, trainer->rule.eta, delta, y);
  }
}

/* Updates the first layer, whose inputs were s, and feeds the signals of the next pattern to it. */
static void advance(bp_trainer *trainer, const double *s, const double *next) {
  const bp_net *net = trainer->net;
  if (trainer->changes > 0) {
    bp_layer_advance_move(&net->layer[0], net->w, trainer->change, trainer->rule.eta,
                          trainer->rule.alpha, net->delta, s, next, net->x);
  } else {
    bp_layer_advance(&net->layer[0], net->w, trainer->rule.eta, net->delta, s, next, net->x);
  }
}

static bp_status learn(bp_trainer *trainer, size_t position, double *E) {
  const bp_net *net = trainer->net;
  const size_t p = bp_step_at(trainer, position);
  const double *s = trainer->data.inputs + p * net->inputs;
  bp_status status = propagate(trainer, s, trainer->data.targets + p * net->outputs, E);
  size_t l;
  if (status != BP_OK) {
    return status;
  }
  status = bp_room_make(trainer);
  if (status != BP_OK) {
    return status;
  }
  for (l = 1; l < net->depth; l++) {
    update(trainer, l, net->y + net->layer[l - 1].unit_at);
  }
  if (position + 1 < trainer->data.count) {
    advance(trainer, s, signals_at(trainer, position + 1));
  } else {
    update(trainer, 0, s);
  }
  bp_room_use(trainer);
  return BP_OK;
}

/* The epoch of a tiny network. */
static bp_status tiny_epoch(bp_trainer *trainer, double *E) {
  size_t position;
  for (position = 0; position < trainer->data.count; position++) {
    const size_t p = bp_step_at(trainer, position);
    const bp_status status = bp_tiny_learn(trainer, trainer->data.inputs + p * trainer->net->inputs,
                                           trainer->data.targets + p * trainer->net->outputs, E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

bp_status bp_online_epoch(bp_trainer *trainer, double *E) {
  const bp_net *net = trainer->net;
  size_t position;
  if (bp_tiny_holds(net)) {
    return tiny_epoch(trainer, E);
  }
  bp_layer_net_input(&net->layer[0], net->w, signals_at(trainer, 0), net->x);
  for (position = 0; position < trainer->data.count; position++) {
    const bp_status status = learn(trainer, position, E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}
