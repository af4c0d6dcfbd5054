#include "local_value.h"

#include <float.h>
#include <math.h>

#include "rounding.h"

#define U BP_ROUNDING_U
#define TINY BP_ROUNDING_TINY
#define INFLATE BP_ROUNDING_INFLATE

/* A sum of products, and of their magnitudes. */
typedef struct sum {
  double value;
  double size;
} sum;

static void add(sum *s, double product) {
  s->value = s->value + product;
  s->size += fabs(product);
}

/* A sum of n products: each is rounded once and takes part in at most n sums, here and there. */
static double sum_bound(double size, size_t n) {
  return 2.0 * INFLATE * ((double)(n + 1) * (U * size + TINY));
}

static double signal_of(const bp_local_step *step, size_t p, size_t l, size_t j) {
  const bp_net *net = step->net;
  if (j == 0) {
    return 1.0;
  }
  return l == 0 ? step->data.inputs[p * net->inputs + j - 1]
                : step->y[p * net->units + net->layer[l - 1].unit_at + j - 1];
}

static double weight_of(const bp_local_step *step, size_t l, size_t k, size_t j) {
  return step->net->w[bp_net_weight_index(step->net, l, k, j)];
}

static double of_unit(const bp_local_step *step, const double *v, size_t p, size_t l, size_t k) {
  return v[p * step->net->units + step->net->layer[l].unit_at + k];
}

bp_local_value bp_local_x(const bp_local_step *step, size_t p, size_t l, size_t k) {
  const size_t J = step->net->layer[l].inputs;
  sum s = {0.0, 0.0};
  bp_local_value v;
  size_t j;
  for (j = 0; j <= J; j++) {
    add(&s, weight_of(step, l, k, j) * signal_of(step, p, l, j));
  }
  v.expected = s.value;
  v.bound = sum_bound(s.size, J + 1);
  return v;
}

bp_local_value bp_local_y(const bp_local_step *step, size_t p, size_t l, size_t k) {
  const double x = of_unit(step, step->x, p, l, k);
  bp_local_value v;
  bp_activate(step->net->layer[l].activation, &x, &v.expected, 1);
  v.bound = INFLATE * (step->ulps + 1.0) * (2.0 * U * fabs(v.expected) + TINY);
  return v;
}

bp_local_value bp_local_error(const bp_local_step *step, size_t p, size_t k) {
  const bp_net *net = step->net;
  bp_local_value v;
  v.expected =
      step->data.targets[p * net->outputs + k] - of_unit(step, step->y, p, net->depth - 1, k);
  v.bound = 2.0 * U * fabs(v.expected);
  return v;
}

/* f' as the reported y gives it; an implementation may take it from x as well, from where y is off
   by its ulps. At a kink that of the side below is declared. */
static bp_local_value slope_of(const bp_local_step *step, size_t p, size_t l, size_t k) {
  const bp_activation f = step->net->layer[l].activation;
  const double y = of_unit(step, step->y, p, l, k);
  const double off = (step->ulps + 1.0) * (2.0 * U * fabs(y) + TINY);
  bp_local_value v;
  v.expected = bp_slope(f, y);
  v.bound = 0.0;
  if (f == BP_LOGISTIC) {
    v.bound = INFLATE * ((fabs(1.0 - 2.0 * y) + off) * off + 6.0 * U * fabs(y * (1.0 - y))) + TINY;
  } else if (f == BP_TANH) {
    v.bound = INFLATE * ((2.0 * fabs(y) + off) * off + 4.0 * U * (y * y + fabs(v.expected))) + TINY;
  }
  return v;
}

/* The error that delta is f' times of, and how far off it may be: e of an output unit, the sum of
   EQ-17 of a hidden one. */
static bp_local_value error_signal(const bp_local_step *step, size_t p, size_t l, size_t k) {
  const bp_net *net = step->net;
  bp_local_value v;
  sum s = {0.0, 0.0};
  size_t n;
  if (l + 1 == net->depth) {
    if (step->e == NULL) {
      return bp_local_error(step, p, k);
    }
    v.expected = step->e[p * net->outputs + k];
    v.bound = 0.0;
    return v;
  }
  for (n = 0; n < net->layer[l + 1].units; n++) {
    add(&s, of_unit(step, step->delta, p, l + 1, n) * weight_of(step, l + 1, n, k + 1));
  }
  v.expected = s.value;
  v.bound = sum_bound(s.size, net->layer[l + 1].units);
  return v;
}

bp_local_value bp_local_delta(const bp_local_step *step, size_t p, size_t l, size_t k) {
  bp_local_value v = error_signal(step, p, l, k), slope;
  if (step->plain && l + 1 == step->net->depth) {
    return v;
  }
  slope = slope_of(step, p, l, k);
  v.bound = INFLATE * (fabs(slope.expected) * v.bound + fabs(v.expected) * slope.bound +
                       v.bound * slope.bound + 6.0 * U * fabs(slope.expected * v.expected)) +
            2.0 * TINY;
  v.expected = slope.expected * v.expected;
  return v;
}

/* -sum delta y over the patterns, or the mean. */
static sum gradient_of(const bp_local_step *step, size_t l, size_t k, size_t j) {
  const double n = (double)step->data.count;
  sum s = {0.0, 0.0};
  size_t p;
  for (p = 0; p < step->data.count; p++) {
    add(&s, -of_unit(step, step->delta, p, l, k) * signal_of(step, p, l, j));
  }
  if (step->reduce == BP_MEAN) {
    s.value /= n;
    s.size /= n;
  }
  return s;
}

bp_local_value bp_local_gradient(const bp_local_step *step, size_t l, size_t k, size_t j) {
  const sum s = gradient_of(step, l, k, j);
  bp_local_value v;
  v.expected = s.value;
  v.bound = sum_bound(s.size, step->data.count + 2);
  return v;
}

/* The gradient may be rounded in another order in the change than where it is reported, so the
   magnitudes that it is the sum of count. */
bp_local_value bp_local_change(const bp_local_step *step, size_t l, size_t k, size_t j) {
  const size_t at = bp_net_weight_index(step->net, l, k, j);
  const double before = step->previous == NULL ? 0.0 : step->alpha * step->previous[at];
  sum s = {0.0, 0.0};
  bp_local_value v;
  if (step->delta != NULL && step->y != NULL) {
    s = gradient_of(step, l, k, j);
  }
  if (step->gradient != NULL) {
    s.value = step->gradient[at];
    s.size = s.size > fabs(s.value) ? s.size : fabs(s.value);
  }
  v.expected = before - step->eta * s.value;
  v.bound = sum_bound(step->eta * s.size + fabs(before), step->data.count + 3);
  return v;
}

bp_local_value bp_local_w_new(const bp_local_step *step, size_t l, size_t k, size_t j) {
  const size_t at = bp_net_weight_index(step->net, l, k, j);
  bp_local_value v;
  if (step->change != NULL) {
    v.expected = step->change[at];
    v.bound = 0.0;
  } else {
    v = bp_local_change(step, l, k, j);
  }
  v.expected = step->net->w[at] + v.expected;
  v.bound +=
      INFLATE * (double)(step->data.count + 1) * U * (fabs(step->net->w[at]) + fabs(v.expected));
  return v;
}
