#include "gradcheck.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define U BP_ROUNDING_U
#define TINY BP_ROUNDING_TINY
#define INFLATE BP_ROUNDING_INFLATE

size_t bp_gradcheck_net_memory(const bp_net *net, size_t patterns) {
  const size_t most = (size_t)-1 / sizeof(double) / 4;
  if (patterns > most / net->units) {
    return 0;
  }
  return bp_rounding_memory(net) + 3 * patterns * net->units;
}

double bp_gradcheck_net_work(const bp_net *net) {
  double after = 0.0, work = 0.0;
  size_t l;
  for (l = net->depth; l > 0; l--) {
    const bp_layer *layer = &net->layer[l - 1];
    work += (double)layer->weights * ((double)layer->inputs + 1.0 + after);
    after += (double)layer->weights;
  }
  return work;
}

static size_t net_index(const void *context, size_t l, size_t k, size_t j) {
  return bp_net_weight_index(((const bp_gradcheck_net *)context)->net, l, k, j);
}

/* A bound on the error of E of one pattern: e = t - y is off by d, so e e by (2 |e| + d) d; and
   K + 1 roundings at most for each square and its way through the sum. */
static double pattern_error(const bp_gradcheck_net *binding, const double *t) {
  const bp_net *net = binding->net;
  const double *y = bp_net_output(net);
  const double n = (double)(net->outputs + 1);
  double sum = 0.0;
  size_t k;
  for (k = 0; k < net->outputs; k++) {
    const double e = fabs(t[k] - y[k]);
    const double d = bp_rounding_error(&binding->rounding, net, t, k);
    sum += (2.0 * e + d) * d + n * (U * e * e + TINY);
  }
  return 0.5 * INFLATE * sum + TINY;
}

/* E so far, and what is known of its error. */
typedef struct total {
  double E;
  double error;
} total;

/* Adds the pattern last fed forward. */
static void total_add(total *sum, const bp_gradcheck_net *binding, size_t p) {
  const double *t = binding->data.targets + p * binding->net->outputs;
  sum->E = sum->E + bp_net_error(binding->net, t);
  sum->error += pattern_error(binding, t);
}

static void total_give(const total *sum, const bp_gradcheck_net *binding, double *E,
                       double *bound) {
  *E = sum->E;
  *bound = INFLATE * (sum->error + (double)binding->data.count * U * sum->E);
}

static bp_status net_loss(void *context, const double *w, double *E, double *bound) {
  bp_gradcheck_net *binding = (bp_gradcheck_net *)context;
  bp_net *net = binding->net;
  const size_t size = net->units * sizeof(double);
  total sum = {0.0, 0.0};
  size_t p;
  (void)w; /* net->w itself */
  binding->stride = BP_GRADCHECK_NEAR;
  for (p = 0; p < binding->data.count; p++) {
    const double *s = binding->data.inputs + p * net->inputs;
    const bp_status status = bp_net_forward(net, s);
    if (status != BP_OK) {
      return status;
    }
    bp_rounding_forward(&binding->rounding, net, s);
    memcpy(binding->y + p * net->units, net->y, size);
    memcpy(binding->x + p * net->units, net->x, size);
    memcpy(binding->y_error + p * net->units, binding->rounding.y, size);
    total_add(&sum, binding, p);
  }
  total_give(&sum, binding, E, bound);
  return BP_OK;
}

/* x_k and y_k of layer l (EQ-5, EQ-16), in the order of the trainer. */
static void feed_unit(bp_net *net, size_t l, size_t k, const double *s) {
  const bp_layer *layer = &net->layer[l];
  const double *y = bp_net_signals(net, l, s);
  const size_t first = bp_net_weight_index(net, l, k, 0), at = layer->unit_at + k;
  const size_t stride = bp_net_weight_index(net, l, k, 1) - first;
  const double *w = net->w + first;
  double x = *w;
  size_t j;
  for (j = 0; j < layer->inputs; j++) {
    w += stride;
    x = x + *w * y[j];
  }
  net->x[at] = x;
  bp_activate(layer->activation, net->x + at, net->y + at, 1);
}

/* How far a unit has gone from the net input `before` to x. Logistic and tanh bend on the scale of
   1: over half of that, few terms of a series tell what they do. */
static bp_gradcheck_stride stride_of(bp_activation f, double before, double x) {
  if (bp_activation_bounded(f)) {
    return fabs(x - before) <= 0.5 ? BP_GRADCHECK_NEAR : BP_GRADCHECK_FAR;
  }
  return f == BP_IDENTITY || (x > 0.0) == (before > 0.0) ? BP_GRADCHECK_NEAR : BP_GRADCHECK_ACROSS;
}

/* Takes units `from` to `to` - 1 of layer l into account, which have been fed forward anew: refused
   if they are out of range, their bounds, and how far they have gone. */
static bp_status settle(bp_gradcheck_net *binding, size_t p, size_t l, size_t from, size_t to) {
  const bp_net *net = binding->net;
  const bp_layer *layer = &net->layer[l];
  const double *y = net->y + layer->unit_at;
  const double *x = net->x + layer->unit_at;
  const double *before = binding->x + p * net->units + layer->unit_at;
  size_t k;
  if (!bp_activation_bounded(layer->activation) && bp_range_peak(y + from, to - from) > BP_LIMIT) {
    return BP_ERR_DIVERGED;
  }
  for (k = from; k < to; k++) {
    bp_rounding_unit(&binding->rounding, net, l, k, binding->data.inputs + p * net->inputs);
    if (binding->stride == BP_GRADCHECK_NEAR) {
      binding->stride = stride_of(layer->activation, before[k], x[k]);
    }
  }
  return BP_OK;
}

/* Feeds pattern p forward from unit k of layer l on; what is before is as it was. */
static bp_status feed_rest(bp_gradcheck_net *binding, size_t p, size_t l, size_t k) {
  bp_net *net = binding->net;
  const size_t size = net->units * sizeof(double);
  bp_status status;
  memcpy(net->y, binding->y + p * net->units, size);
  memcpy(binding->rounding.y, binding->y_error + p * net->units, size);
  feed_unit(net, l, k, binding->data.inputs + p * net->inputs);
  status = settle(binding, p, l, k, k + 1);
  for (l++; l < net->depth && status == BP_OK; l++) {
    const bp_layer *layer = &net->layer[l];
    double *x = net->x + layer->unit_at;
    bp_layer_net_input(layer, net->w + layer->weight_at, bp_net_signals(net, l, NULL), x);
    bp_activate(layer->activation, x, net->y + layer->unit_at, layer->units);
    status = settle(binding, p, l, 0, layer->units);
  }
  return status;
}

static bp_status net_moved(void *context, size_t l, size_t k, size_t j, double *E, double *bound) {
  bp_gradcheck_net *binding = (bp_gradcheck_net *)context;
  total sum = {0.0, 0.0};
  size_t p;
  (void)j;
  binding->stride = BP_GRADCHECK_NEAR;
  for (p = 0; p < binding->data.count; p++) {
    const bp_status status = feed_rest(binding, p, l, k);
    if (status != BP_OK) {
      return status;
    }
    total_add(&sum, binding, p);
  }
  total_give(&sum, binding, E, bound);
  return BP_OK;
}

static bp_gradcheck_stride net_stride(const void *context) {
  return ((const bp_gradcheck_net *)context)->stride;
}

static bp_status net_gradient(void *context, const double *w, double *g) {
  const bp_gradcheck_net *binding = (const bp_gradcheck_net *)context;
  bp_net *net = binding->net;
  size_t i, p;
  (void)w; /* net->w itself */
  for (i = 0; i < net->weights; i++) {
    g[i] = 0.0;
  }
  for (p = 0; p < binding->data.count; p++) {
    const double *s = binding->data.inputs + p * net->inputs;
    bp_status status = bp_net_forward(net, s);
    if (status == BP_OK) {
      status = bp_net_backward(net, binding->data.targets + p * net->outputs, 0);
    }
    if (status != BP_OK) {
      return status;
    }
    bp_net_add_gradient(net, s, 1.0, g);
  }
  return BP_OK;
}

bp_status bp_gradcheck_bind_net(bp_gradcheck_subject *subject, bp_gradcheck_net *binding,
                                bp_net *net, const bp_data *data, size_t pattern, double *memory,
                                size_t count) {
  size_t needed;
  if (data->count < 1 || (pattern != BP_GRADCHECK_ALL && pattern >= data->count)) {
    return BP_ERR_OPTION;
  }
  needed = bp_gradcheck_net_memory(net, pattern == BP_GRADCHECK_ALL ? data->count : 1);
  if (needed == 0 || count < needed) {
    return BP_ERR_MEMORY;
  }
  binding->net = net;
  binding->data = *data;
  bp_rounding_init(&binding->rounding, net, memory);
  binding->y = memory + bp_rounding_memory(net);
  if (pattern != BP_GRADCHECK_ALL) {
    binding->data.count = 1;
    binding->data.inputs = data->inputs + pattern * net->inputs;
    binding->data.targets = data->targets + pattern * net->outputs;
  }
  binding->y_error = binding->y + binding->data.count * net->units;
  binding->x = binding->y_error + binding->data.count * net->units;
  binding->stride = BP_GRADCHECK_NEAR;
  subject->context = binding;
  subject->depth = net->depth;
  subject->layer = net->layer;
  subject->weights = net->weights;
  subject->w = net->w;
  subject->index = net_index;
  subject->loss = net_loss;
  subject->moved = net_moved;
  subject->stride = net_stride;
  subject->gradient = net_gradient;
  return BP_OK;
}
