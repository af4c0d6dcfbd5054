#include <string.h>

#include "local.h"

size_t bp_local_memory(const bp_net *net, size_t patterns) {
  const size_t row = 3 * net->units + net->outputs;
  const size_t most = (size_t)-1 / sizeof(double) / 2;
  if (net->weights > most / 2 || patterns > most / 2 / row) {
    return 0;
  }
  return patterns * row + net->weights;
}

bp_status bp_local_step_of_net(bp_local_step *step, bp_net *net, const bp_data *data,
                               double *memory) {
  const size_t n = data->count, units = net->units, size = units * sizeof(double);
  double *x = memory, *y = x + n * units, *delta = y + n * units, *e = delta + n * units;
  double *gradient = e + n * net->outputs;
  size_t p, k;
  memset(step, 0, sizeof *step);
  memset(gradient, 0, net->weights * sizeof(double));
  for (p = 0; p < n; p++) {
    const double *s = data->inputs + p * net->inputs, *t = data->targets + p * net->outputs;
    bp_status status = bp_net_forward(net, s);
    if (status == BP_OK) {
      status = bp_net_backward(net, t, 0);
    }
    if (status != BP_OK) {
      return status;
    }
    bp_net_add_gradient(net, s, 1.0, gradient);
    memcpy(x + p * units, net->x, size);
    memcpy(y + p * units, net->y, size);
    memcpy(delta + p * units, net->delta, size);
    for (k = 0; k < net->outputs; k++) {
      e[p * net->outputs + k] = t[k] - bp_net_output(net)[k];
    }
  }
  step->net = net;
  step->data = *data;
  step->x = x;
  step->y = y;
  step->e = e;
  step->delta = delta;
  step->gradient = gradient;
  step->reduce = BP_SUM;
  step->ulps = 1.0;
  return BP_OK;
}
