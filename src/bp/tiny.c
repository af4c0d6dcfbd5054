#include "tiny.h"

#include "pass.h"
#include "room.h"

int bp_tiny_holds(const bp_net *net) {
  size_t l;
  for (l = 0; l < net->depth; l++) {
    if (net->layer[l].inputs > BP_TINY || net->layer[l].units > BP_TINY) {
      return 0;
    }
  }
  return 1;
}

/* Sums over so few numbers are over before vectors pay; a loop with this second bound stays as it
   is written. */
#define WITHIN(i, n) ((i) < (n) && (i) < BP_TINY)

/* EQ-5, EQ-16. */
static void net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  size_t j, k;
  for (k = 0; WITHIN(k, units); k++) {
    const double *v = w + k;
    double sum = v[0];
    for (j = 0; WITHIN(j, inputs); j++) {
      v += units;
      sum = sum + v[0] * y[j];
    }
    x[k] = sum;
  }
}

/* EQ-10, EQ-22. */
static void add(double *w, double eta, const double *delta, const double *y, size_t inputs,
                size_t units) {
  size_t j, k;
  for (k = 0; WITHIN(k, units); k++) {
    const double g = eta * delta[k];
    double *v = w + k;
    v[0] = v[0] + g;
    for (j = 0; WITHIN(j, inputs); j++) {
      v += units;
      v[0] = v[0] + g * y[j];
    }
  }
}

/* Stage 2 (EQ-5, EQ-16, EQ-18). */
static bp_status forward(bp_net *net, const double *s) {
  const double *y = s;
  double peak = bp_range_peak(s, net->inputs);
  size_t l;
  if (peak > BP_LIMIT) {
    return BP_ERR_VALUE;
  }
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    double *x = net->x + layer->unit_at;
    net->y_peak[l] = peak > 1.0 ? peak : 1.0;
    net_input(net->w + layer->weight_at, y, x, layer->inputs, layer->units);
    y = net->y + layer->unit_at;
    bp_activate(layer->activation, x, net->y + layer->unit_at, layer->units);
    peak = layer->activation == BP_IDENTITY ? bp_range_peak(y, layer->units) : 1.0;
    if (peak > BP_LIMIT) {
      return BP_ERR_DIVERGED;
    }
  }
  return BP_OK;
}

/* f' (EQ-5, EQ-18). */
static double slope(bp_activation f, double y) {
  return f == BP_LOGISTIC ? y * (1.0 - y) : f == BP_TANH ? 1.0 - y * y : 1.0;
}

/* The output units (EQ-3, EQ-4, EQ-6). Returns the sum of e e. */
static double output_delta(bp_activation f, int plain, size_t units, const double *t,
                           const double *y, double *delta) {
  double sum = 0.0;
  size_t k;
  for (k = 0; WITHIN(k, units); k++) {
    const double e = t[k] - y[k];
    sum = sum + e * e;
    delta[k] = plain ? e : e * slope(f, y[k]);
  }
  return sum;
}

/* The units before a layer (EQ-17, EQ-19). */
static void hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                         bp_activation f, const double *y, double *before) {
  size_t j, k;
  for (j = 0; WITHIN(j, layer->inputs); j++) {
    double sum = 0.0;
    w += layer->units;
    for (k = 0; WITHIN(k, layer->units); k++) {
      sum = sum + delta[k] * w[k];
    }
    before[j] = slope(f, y[j]) * sum;
  }
}

/* Stage 3, E added to *E. */
static bp_status backward(bp_net *net, int plain, const double *t, double *E) {
  const bp_layer *layer = &net->layer[net->depth - 1];
  double *delta = net->delta + layer->unit_at;
  double sum;
  size_t l;
  if (bp_range_peak(t, net->outputs) > BP_LIMIT) {
    return BP_ERR_VALUE;
  }
  sum = output_delta(layer->activation, plain, layer->units, t, net->y + layer->unit_at, delta);
  for (l = net->depth - 1; l > 0; l--) {
    const bp_layer *before = &net->layer[l - 1];
    layer = &net->layer[l];
    delta = net->delta + layer->unit_at;
    net->delta_peak[l] = bp_range_peak(delta, layer->units);
    if (net->delta_peak[l] > BP_LIMIT) {
      return BP_ERR_DIVERGED;
    }
    hidden_delta(layer, net->w + layer->weight_at, delta, before->activation,
                 net->y + before->unit_at, net->delta + before->unit_at);
  }
  net->delta_peak[0] = bp_range_peak(net->delta, net->layer[0].units);
  if (net->delta_peak[0] > BP_LIMIT) {
    return BP_ERR_DIVERGED;
  }
  *E = *E + 0.5 * sum;
  return BP_OK;
}

/* Stage 4 for one layer with inputs y (EQ-10, EQ-22). */
static void update(bp_trainer *trainer, const bp_layer *layer, const double *y) {
  double *w = trainer->net->w + layer->weight_at;
  const double *delta = trainer->net->delta + layer->unit_at;
  if (trainer->changes > 0) {
    bp_layer_move(layer, w, trainer->change + layer->weight_at, trainer->rule.eta,
                  trainer->rule.alpha, delta, y);
  } else {
    add(w, trainer->rule.eta, delta, y, layer->inputs, layer->units);
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
  update(trainer, &net->layer[0], s);
  for (l = 1; l < net->depth; l++) {
    update(trainer, &net->layer[l], net->y + net->layer[l - 1].unit_at);
  }
  bp_room_use(trainer);
  return BP_OK;
}
