#include "tiny.h"

#include "move.h"
#include "narrow.h"
#include "pass.h"
#include "room.h"

/* Sums over so few numbers are over before vectors pay. With the second bound compilers know that
   the loops are short, and leave them as they stand. */
#define WITHIN(i, n) ((i) < (n) && (i) < BP_TINY)

/* From so many units on, the kernels for rows pay. */
#define FEW 4

int bp_tiny_holds(const bp_net *net) {
  size_t l;
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop invariant tiny: \forall integer i; 0 <= i < l ==>
        net->layer[i].inputs <= BP_TINY && net->layer[i].units <= BP_TINY;
      loop assigns l;
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    if (net->layer[l].inputs > BP_TINY || net->layer[l].units > BP_TINY) {
      return 0;
    }
  }
  return 1;
}

/* The net input of one unit, its weights `stride` apart (EQ-5, EQ-16). */
/*@ requires inputs: inputs <= BP_TINY;
    requires valid_w: \valid_read(w + (0 .. inputs * stride));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    assigns \result \from w[0 .. inputs * stride], y[0 .. inputs - 1];
*/
static double unit_net_input(const double *w, size_t stride, const double *y, size_t inputs) {
  double sum = w[0];
  size_t j;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + j * stride;
      loop assigns j, w, sum;
      loop variant inputs - j;
  */
  for (j = 0; WITHIN(j, inputs); j++) {
    /*@ ghost bp_ghost_row(j, inputs, stride); */
    w += stride;
    sum = sum + w[0] * y[j];
  }
  return sum;
}

/* The net inputs of a layer. */
/*@ requires layer: bp_layer_valid(layer);
    requires tiny: layer->inputs <= BP_TINY && layer->units <= BP_TINY;
    requires valid_w: \valid_read(w + (0 .. layer->weights - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires valid_x: \valid(x + (0 .. layer->units - 1));
    requires sep_w: \separated(x + (0 .. layer->units - 1), w + (0 .. layer->weights - 1));
    requires sep_y: \separated(x + (0 .. layer->units - 1), y + (0 .. layer->inputs - 1));
    assigns x[0 .. layer->units - 1];
*/
static void net_input(const bp_layer *layer, const double *w, const double *y, double *x) {
  size_t k;
  if (layer->units >= FEW) {
    bp_narrow_net_input(w, y, x, layer->inputs, layer->units);
    return;
  }
  /*@ ghost bp_ghost_last_row(layer->inputs, layer->units); */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop assigns k, x[0 .. layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; WITHIN(k, layer->units); k++) {
    x[k] = unit_net_input(w + k, layer->units, y, layer->inputs);
  }
}

/* Stage 2, as bp_net_forward. */
/*@ requires net: bp_net_valid(net);
    requires tiny: bp_net_tiny(net);
    requires valid_s: \valid_read(s + (0 .. net->inputs - 1));
    requires apart: bp_net_apart(net, s, net->inputs);
    assigns net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
            net->y_peak[0 .. net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status forward(bp_net *net, const double *s) {
  double peak = bp_range_peak(s, net->inputs);
  const double *y = s;
  size_t l;
  if (peak > BP_LIMIT) {
    return BP_ERR_VALUE;
  }
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop invariant first: l == 0 ==> y == s;
      loop invariant later: 0 < l ==> y == net->y + net->layer[l - 1].unit_at;
      loop assigns l, peak, y, net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
                   net->y_peak[0 .. net->depth - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    /*@ ghost bp_ghost_layer(net, l); */
    /*@ ghost if (l > 0) bp_ghost_before(net, l); */
    double *x = net->x + layer->unit_at, *out = net->y + layer->unit_at;
    net->y_peak[l] = peak > 1.0 ? peak : 1.0;
    net_input(layer, net->w + layer->weight_at, y, x);
    bp_activate(layer->activation, x, out, layer->units);
    peak = bp_activation_bounded(layer->activation) ? 1.0 : bp_range_peak(out, layer->units);
    if (peak > BP_LIMIT) {
      return BP_ERR_DIVERGED;
    }
    y = out;
  }
  return BP_OK;
}

/* f' (EQ-5, EQ-18), as bp_slope. */
/*@ assigns \result \from f, y; */
static double slope(bp_activation f, double y) {
  if (f == BP_LOGISTIC) {
    return y * (1.0 - y);
  }
  if (f == BP_TANH) {
    return 1.0 - y * y;
  }
  return f == BP_IDENTITY || y > 0.0 ? 1.0 : f == BP_RELU ? 0.0 : BP_LEAK;
}

/* The deltas of the output units (EQ-4, EQ-6), and E (EQ-3). */
/*@ requires layer: bp_layer_valid(layer);
    requires tiny: layer->units <= BP_TINY;
    requires valid_t: \valid_read(t + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->units - 1));
    requires valid_delta: \valid(delta + (0 .. layer->units - 1));
    assigns delta[0 .. layer->units - 1];
*/
static double output_delta(const bp_layer *layer, int plain, const double *t, const double *y,
                           double *delta) {
  double sum = 0.0;
  size_t k;
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop assigns k, sum, delta[0 .. layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; WITHIN(k, layer->units); k++) {
    const double e = t[k] - y[k];
    sum = sum + e * e;
    delta[k] = plain ? e : e * slope(layer->activation, y[k]);
  }
  return 0.5 * sum;
}

/* One hidden sum (EQ-17). */
/*@ requires units: units <= BP_TINY;
    requires valid_w: \valid_read(w + (0 .. units - 1));
    requires valid_delta: \valid_read(delta + (0 .. units - 1));
    assigns \result \from w[0 .. units - 1], delta[0 .. units - 1];
*/
static double hidden_sum(const double *w, const double *delta, size_t units) {
  double sum = 0.0;
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, sum;
      loop variant units - k;
  */
  for (k = 0; WITHIN(k, units); k++) {
    sum = sum + delta[k] * w[k];
  }
  return sum;
}

/* The deltas of the units before a layer (EQ-19). */
/*@ requires layer: bp_layer_valid(layer);
    requires tiny: layer->inputs <= BP_TINY && layer->units <= BP_TINY;
    requires valid_w: \valid_read(w + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires valid_before: \valid(before + (0 .. layer->inputs - 1));
    assigns before[0 .. layer->inputs - 1];
*/
static void hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                         bp_activation f, const double *y, double *before) {
  size_t j;
  /*@ loop invariant range: 0 <= j <= layer->inputs;
      loop invariant row: w == \at(w, Pre) + j * layer->units;
      loop assigns j, w, before[0 .. layer->inputs - 1];
      loop variant layer->inputs - j;
  */
  for (j = 0; WITHIN(j, layer->inputs); j++) {
    /*@ ghost bp_ghost_row(j, layer->inputs, layer->units); */
    w += layer->units;
    before[j] = slope(f, y[j]) * hidden_sum(w, delta, layer->units);
  }
}

/* Stage 3, as bp_net_backward; E added to *E. */
/*@ requires net: bp_net_valid(net);
    requires tiny: bp_net_tiny(net);
    requires valid_t: \valid_read(t + (0 .. net->outputs - 1));
    requires apart: bp_net_apart(net, t, net->outputs);
    requires valid_E: \valid(E);
    assigns net->delta[0 .. net->units - 1], net->delta_peak[0 .. net->depth - 1], *E;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status backward(bp_net *net, int plain, const double *t, double *E) {
  const bp_layer *layer = &net->layer[net->depth - 1];
  double error;
  size_t l;
  /*@ ghost bp_ghost_layer(net, (size_t)(net->depth - 1)); */
  /*@ ghost bp_ghost_layer(net, 0); */
  if (bp_range_peak(t, net->outputs) > BP_LIMIT) {
    return BP_ERR_VALUE;
  }
  error = output_delta(layer, plain, t, net->y + layer->unit_at, net->delta + layer->unit_at);
  /*@ loop invariant range: 0 <= l < net->depth;
      loop assigns l, layer, net->delta[0 .. net->units - 1], net->delta_peak[0 .. net->depth - 1];
      loop variant l;
  */
  for (l = net->depth - 1; l > 0; l--) {
    const bp_layer *before = &net->layer[l - 1];
    layer = &net->layer[l];
    /*@ ghost bp_ghost_layer(net, l); */
    /*@ ghost bp_ghost_layer(net, (size_t)(l - 1)); */
    /*@ ghost bp_ghost_before(net, l); */
    net->delta_peak[l] = bp_range_peak(net->delta + layer->unit_at, layer->units);
    if (net->delta_peak[l] > BP_LIMIT) {
      return BP_ERR_DIVERGED;
    }
    hidden_delta(layer, net->w + layer->weight_at, net->delta + layer->unit_at, before->activation,
                 net->y + before->unit_at, net->delta + before->unit_at);
  }
  net->delta_peak[0] = bp_range_peak(net->delta, net->layer[0].units);
  if (net->delta_peak[0] > BP_LIMIT) {
    return BP_ERR_DIVERGED;
  }
  *E = *E + error;
  return BP_OK;
}

/* The update of one unit, its weights `stride` apart (EQ-10, EQ-22). */
/*@ requires inputs: inputs <= BP_TINY;
    requires valid_w: \valid(w + (0 .. inputs * stride));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires sep: \separated(w + (0 .. inputs * stride), y + (0 .. inputs - 1));
    assigns w[0 .. inputs * stride];
*/
static void unit_add(double *w, size_t stride, double g, const double *y, size_t inputs) {
  size_t j;
  /*@ ghost double *first = w; */
  /*@ ghost bp_ghost_last_row(inputs, stride); */
  w[0] = w[0] + g;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + j * stride;
      loop assigns j, w, first[0 .. inputs * stride];
      loop variant inputs - j;
  */
  for (j = 0; WITHIN(j, inputs); j++) {
    /*@ ghost bp_ghost_row(j, inputs, stride); */
    w += stride;
    w[0] = w[0] + g * y[j];
  }
}

/* The update of a layer, as bp_layer_add. */
/*@ requires layer: bp_layer_valid(layer);
    requires tiny: layer->inputs <= BP_TINY && layer->units <= BP_TINY;
    requires valid_w: \valid(w + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires sep_y: \separated(w + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1));
    requires sep_delta: \separated(w + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1));
    assigns w[0 .. layer->weights - 1];
*/
static void add(const bp_layer *layer, double *w, double eta, const double *delta,
                const double *y) {
  size_t k;
  if (layer->units >= FEW) {
    bp_layer_add(layer, w, eta, delta, y);
    return;
  }
  /*@ ghost bp_ghost_last_row(layer->inputs, layer->units); */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop assigns k, w[0 .. layer->weights - 1];
      loop variant layer->units - k;
  */
  for (k = 0; WITHIN(k, layer->units); k++) {
    unit_add(w + k, layer->units, eta * delta[k], y, layer->inputs);
  }
}

/* Stage 4 for layer l, whose inputs were y. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires tiny: bp_net_tiny(trainer->net);
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
    add(layer, w, trainer->rule.eta, delta, y);
  }
}

bp_status bp_tiny_learn(bp_trainer *trainer, const double *s, const double *t, double *E) {
  bp_net *net = trainer->net;
  bp_status status = forward(net, s);
  size_t l;
  if (status == BP_OK) {
    status = backward(net, trainer->rule.plain, t, E);
  }
  if (status == BP_OK) {
    status = bp_room_make(trainer);
  }
  if (status != BP_OK) {
    return status;
  }
  /*@ ghost bp_ghost_layer(net, 0); */
  update(trainer, 0, s);
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
  bp_room_use(trainer);
  return BP_OK;
}
