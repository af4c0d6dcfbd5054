#include "gradcheck.h"

#include <float.h>
#include <math.h>

/* The unit roundoff of binary64, 2^-53, and the spacing of the subnormals, 2^-1074. */
#define U (0.5 * DBL_EPSILON)
#define TINY (DBL_MIN * DBL_EPSILON)

/* Covers the terms of second order, and the rounding of the bounds themselves. */
#define INFLATE 1.001

size_t bp_gradcheck_net_memory(const bp_net *net) {
  return net->units;
}

static size_t net_index(const void *context, size_t l, size_t k, size_t j) {
  return bp_net_weight_index(((const bp_gradcheck_net *)context)->net, l, k, j);
}

/* A bound on the rounding error of x_k: each y_j off by y_error[j] (none for the signals of the
   network, null), and J + 1 roundings at most on the way of each product through the sum. */
static double net_input_error(const bp_net *net, size_t l, size_t k, const double *y,
                              const double *y_error) {
  const size_t J = net->layer[l].inputs;
  double size = fabs(net->w[bp_net_weight_index(net, l, k, 0)]);
  double carried = 0.0;
  size_t j;
  for (j = 1; j <= J; j++) {
    const double w = fabs(net->w[bp_net_weight_index(net, l, k, j)]);
    size += w * fabs(y[j - 1]);
    carried += y_error == NULL ? 0.0 : w * y_error[j - 1];
  }
  return INFLATE * (carried + (double)(J + 1) * (U * size + TINY));
}

/* A bound on the error of y = f(x) for x off by at most x_error: |f'| nowhere between grows beyond
   its value here plus max|f''| x_error, nor beyond max|f'|; f itself is within 2 ulp. */
static double output_error(bp_activation f, double y, double x_error) {
  const double steepest = f == BP_LOGISTIC ? 0.25 : 1.0;
  const double bend = f == BP_LOGISTIC ? 0.097 : 0.77;
  double slope = bp_slope(f, y) + 8.0 * U + bend * x_error;
  if (f == BP_IDENTITY) {
    return x_error;
  }
  slope = slope < steepest ? slope : steepest;
  return INFLATE * (slope * x_error + 4.0 * U * fabs(y) + 2.0 * TINY);
}

/* Bounds on the errors of all outputs of the pattern s last fed forward. */
static void forward_error(const bp_gradcheck_net *binding, const double *s) {
  const bp_net *net = binding->net;
  size_t l, k;
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    const double *y_error = l == 0 ? NULL : binding->y_error + net->layer[l - 1].unit_at;
    for (k = 0; k < layer->units; k++) {
      const size_t at = layer->unit_at + k;
      binding->y_error[at] =
          output_error(layer->activation, net->y[at],
                       net_input_error(net, l, k, bp_net_signals(net, l, s), y_error));
    }
  }
}

/* A bound on the error of E of one pattern: e = t - y is off by d, so e e by (2 |e| + d) d; and
   K + 1 roundings at most for each square and its way through the sum. */
static double pattern_error(const bp_gradcheck_net *binding, const double *t) {
  const bp_net *net = binding->net;
  const double *y = bp_net_output(net);
  const double *y_error = binding->y_error + net->layer[net->depth - 1].unit_at;
  const double n = (double)(net->outputs + 1);
  double sum = 0.0;
  size_t k;
  for (k = 0; k < net->outputs; k++) {
    const double e = fabs(t[k] - y[k]);
    const double d = y_error[k] + U * e;
    sum += (2.0 * e + d) * d + n * (U * e * e + TINY);
  }
  return 0.5 * INFLATE * sum + TINY;
}

static bp_status net_loss(void *context, const double *w, double *E, double *bound) {
  bp_gradcheck_net *binding = (bp_gradcheck_net *)context;
  bp_net *net = binding->net;
  double sum = 0.0, error = 0.0;
  size_t p;
  (void)w; /* net->w itself */
  for (p = 0; p < binding->data.count; p++) {
    const double *s = binding->data.inputs + p * net->inputs;
    const double *t = binding->data.targets + p * net->outputs;
    const bp_status status = bp_net_forward(net, s);
    if (status != BP_OK) {
      return status;
    }
    sum = sum + bp_net_error(net, t);
    forward_error(binding, s);
    error += pattern_error(binding, t);
  }
  *E = sum;
  *bound = INFLATE * (error + (double)binding->data.count * U * sum);
  return BP_OK;
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
  if (data->count < 1 || (pattern != BP_GRADCHECK_ALL && pattern >= data->count)) {
    return BP_ERR_OPTION;
  }
  if (count < bp_gradcheck_net_memory(net)) {
    return BP_ERR_MEMORY;
  }
  binding->net = net;
  binding->data = *data;
  binding->y_error = memory;
  if (pattern != BP_GRADCHECK_ALL) {
    binding->data.count = 1;
    binding->data.inputs = data->inputs + pattern * net->inputs;
    binding->data.targets = data->targets + pattern * net->outputs;
  }
  subject->context = binding;
  subject->depth = net->depth;
  subject->layer = net->layer;
  subject->weights = net->weights;
  subject->w = net->w;
  subject->index = net_index;
  subject->loss = net_loss;
  subject->gradient = net_gradient;
  return BP_OK;
}
