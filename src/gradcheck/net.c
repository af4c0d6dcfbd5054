#include "gradcheck.h"

#include <float.h>
#include <math.h>

#define U BP_ROUNDING_U
#define TINY BP_ROUNDING_TINY
#define INFLATE BP_ROUNDING_INFLATE

size_t bp_gradcheck_net_memory(const bp_net *net) {
  return bp_rounding_memory(net);
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
    bp_rounding_forward(&binding->rounding, net, s);
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
  bp_rounding_init(&binding->rounding, net, memory);
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
