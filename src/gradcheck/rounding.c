#include "rounding.h"

#include <float.h>
#include <math.h>

#define U BP_ROUNDING_U
#define TINY BP_ROUNDING_TINY
#define INFLATE BP_ROUNDING_INFLATE

size_t bp_rounding_memory(const bp_net *net) {
  return 3 * net->units;
}

void bp_rounding_init(bp_rounding *rounding, const bp_net *net, double *memory) {
  rounding->x = memory;
  rounding->y = rounding->x + net->units;
  rounding->delta = rounding->y + net->units;
}

/* A bound on the rounding error of x_k: each y_j off by y_error[j] (none for the signals of the
   network, null), and J + 1 roundings at most on the way of each product through the sum. */
static double net_input_error(const bp_net *net, size_t l, size_t k, const double *y,
                              const double *y_error) {
  const size_t J = net->layer[l].inputs, first = bp_net_weight_index(net, l, k, 0);
  const size_t stride = bp_net_weight_index(net, l, k, 1) - first;
  const double *w = net->w + first;
  double size = fabs(*w);
  double carried = 0.0;
  size_t j;
  for (j = 1; j <= J; j++) {
    w += stride;
    size += fabs(*w) * fabs(y[j - 1]);
    carried += y_error == NULL ? 0.0 : fabs(*w) * y_error[j - 1];
  }
  return INFLATE * (carried + (double)(J + 1) * (U * size + TINY));
}

/* A bound on the error of y = f(x) for x off by at most x_error: |f'| nowhere between grows beyond
   its value here plus max|f''| x_error, nor beyond max|f'|; f itself is within 2 ulp. */
static double output_error(bp_activation f, double y, double x_error) {
  const double steepest = f == BP_LOGISTIC ? 0.25 : 1.0;
  const double bend = f == BP_LOGISTIC ? 0.097 : 0.77;
  double slope = bp_slope(f, y) + 8.0 * U + bend * x_error;
  if (f == BP_IDENTITY || f == BP_RELU) {
    return x_error;
  }
  if (f == BP_LEAKY_RELU) {
    return INFLATE * (x_error + U * fabs(y)) + TINY;
  }
  slope = slope < steepest ? slope : steepest;
  return INFLATE * (slope * x_error + 4.0 * U * fabs(y) + 2.0 * TINY);
}

void bp_rounding_unit(const bp_rounding *rounding, const bp_net *net, size_t l, size_t k,
                      const double *s) {
  const bp_layer *layer = &net->layer[l];
  const double *y_error = l == 0 ? NULL : rounding->y + net->layer[l - 1].unit_at;
  const size_t at = layer->unit_at + k;
  rounding->x[at] = net_input_error(net, l, k, bp_net_signals(net, l, s), y_error);
  rounding->y[at] = output_error(layer->activation, net->y[at], rounding->x[at]);
}

void bp_rounding_forward(const bp_rounding *rounding, const bp_net *net, const double *s) {
  size_t l, k;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->layer[l].units; k++) {
      bp_rounding_unit(rounding, net, l, k, s);
    }
  }
}

double bp_rounding_error(const bp_rounding *rounding, const bp_net *net, const double *t,
                         size_t k) {
  const size_t at = net->layer[net->depth - 1].unit_at + k;
  return INFLATE * (rounding->y[at] + U * fabs(t[k] - net->y[at])) + TINY;
}

/* A bound on the error of a b, rounded, for factors off by at most a_error and b_error. */
static double product_error(double a, double a_error, double b, double b_error) {
  return INFLATE * (fabs(a) * b_error + fabs(b) * a_error + a_error * b_error + U * fabs(a * b)) +
         TINY;
}

/* A bound on the error of f' as computed from y: logistic y (1 - y), the derivative of which is 1 -
   2 y; tanh 1 - y^2, of which it is -2 y; that of another side if x may be beyond a kink. */
static double slope_error(const bp_rounding *rounding, const bp_net *net, size_t l, size_t k) {
  const bp_activation f = net->layer[l].activation;
  const size_t at = net->layer[l].unit_at + k;
  const double y = net->y[at], y_error = rounding->y[at];
  if (!bp_activation_bounded(f)) {
    return f == BP_IDENTITY || fabs(net->x[at]) > rounding->x[at] ? 0.0 : 1.0;
  }
  if (f == BP_LOGISTIC) {
    return INFLATE * ((fabs(1.0 - 2.0 * y) + y_error) * y_error + 2.0 * U * y * (1.0 - y)) + TINY;
  }
  return INFLATE * ((2.0 * fabs(y) + y_error) * y_error + U * (y * y + fabs(1.0 - y * y))) + TINY;
}

/* A bound on the error of sum_k delta_k w_kj: each delta off by its bound, K roundings at most on
   the way of each product. */
static double sum_error(const bp_rounding *rounding, const bp_net *net, size_t l, size_t j) {
  const bp_layer *layer = &net->layer[l];
  double size = 0.0, carried = 0.0;
  size_t k;
  for (k = 0; k < layer->units; k++) {
    const double w = fabs(net->w[bp_net_weight_index(net, l, k, j)]);
    size += fabs(net->delta[layer->unit_at + k]) * w;
    carried += rounding->delta[layer->unit_at + k] * w;
  }
  return INFLATE * (carried + (double)layer->units * (U * size + TINY));
}

/* The sum_k delta_k w_kj that the trainer forms, in its order (EQ-17). */
static double hidden_sum(const bp_net *net, size_t l, size_t j) {
  const bp_layer *layer = &net->layer[l];
  double sum = 0.0;
  size_t k;
  for (k = 0; k < layer->units; k++) {
    sum = sum + net->delta[layer->unit_at + k] * net->w[bp_net_weight_index(net, l, k, j)];
  }
  return sum;
}

void bp_rounding_backward(const bp_rounding *rounding, const bp_net *net, const double *t,
                          int plain) {
  const bp_layer *last = &net->layer[net->depth - 1];
  size_t l, k;
  for (k = 0; k < last->units; k++) {
    const size_t at = last->unit_at + k;
    const double e = t[k] - net->y[at], e_error = bp_rounding_error(rounding, net, t, k);
    const double slope = slope_error(rounding, net, net->depth - 1, k);
    rounding->delta[at] =
        plain ? e_error : product_error(e, e_error, bp_slope(last->activation, net->y[at]), slope);
  }
  for (l = net->depth - 1; l > 0; l--) {
    const bp_layer *before = &net->layer[l - 1];
    for (k = 0; k < before->units; k++) {
      const size_t at = before->unit_at + k;
      const double slope = slope_error(rounding, net, l - 1, k);
      rounding->delta[at] =
          product_error(hidden_sum(net, l, k + 1), sum_error(rounding, net, l, k + 1),
                        bp_slope(before->activation, net->y[at]), slope);
    }
  }
}

void bp_rounding_add_gradient(const bp_rounding *rounding, const bp_net *net, const double *s,
                              const double *a, double *a_error) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    const double *y = bp_net_signals(net, l, s);
    const double *y_error = l == 0 ? NULL : rounding->y + net->layer[l - 1].unit_at;
    for (k = 0; k < layer->units; k++) {
      const size_t at = layer->unit_at + k;
      for (j = 0; j <= layer->inputs; j++) {
        const size_t i = bp_net_weight_index(net, l, k, j);
        const double of_y = j == 0 || y_error == NULL ? 0.0 : y_error[j - 1];
        a_error[i] +=
            product_error(net->delta[at], rounding->delta[at], j == 0 ? 1.0 : y[j - 1], of_y) +
            INFLATE * U * fabs(a[i]);
      }
    }
  }
}

bp_status bp_rounding_gradient(const bp_rounding *rounding, bp_net *net, const bp_data *data,
                               int plain, double *g, double *g_error) {
  size_t i, p;
  for (i = 0; i < net->weights; i++) {
    g[i] = 0.0;
    g_error[i] = 0.0;
  }
  for (p = 0; p < data->count; p++) {
    const double *s = data->inputs + p * net->inputs, *t = data->targets + p * net->outputs;
    bp_status status = bp_net_forward(net, s);
    if (status == BP_OK) {
      status = bp_net_backward(net, t, plain);
    }
    if (status != BP_OK) {
      return status;
    }
    bp_net_add_gradient(net, s, 1.0, g);
    bp_rounding_forward(rounding, net, s);
    bp_rounding_backward(rounding, net, t, plain);
    bp_rounding_add_gradient(rounding, net, s, g, g_error);
  }
  return BP_OK;
}
