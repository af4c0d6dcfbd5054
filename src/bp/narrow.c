#include "narrow.h"

#include "restrict.h"

#define FEW 4

/* One unit, its weights `stride` apart. */
static double unit_net_input(const double *w, size_t stride, const double *y, size_t inputs) {
  double x = w[0];
  size_t j;
  for (j = 0; j < inputs; j++) {
    w += stride;
    x = x + w[0] * y[j];
  }
  return x;
}

static void few_net_input(const double *w, size_t stride, const double *y, double *BP_RESTRICT x,
                          size_t inputs) {
  double sum[FEW];
  size_t j, k;
  for (k = 0; k < FEW; k++) {
    sum[k] = w[k];
  }
  for (j = 0; j < inputs; j++) {
    const double signal = y[j];
    w += stride;
    for (k = 0; k < FEW; k++) {
      sum[k] = sum[k] + w[k] * signal;
    }
  }
  for (k = 0; k < FEW; k++) {
    x[k] = sum[k];
  }
}

static void units_net_input(const double *w, size_t k, size_t units, const double *y, double *x,
                            size_t inputs) {
  for (; k < units; k++) {
    x[k] = unit_net_input(w + k, units, y, inputs);
  }
}

void bp_narrow_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  size_t k = 0;
  if (units < FEW) {
    units_net_input(w, 0, units, y, x, inputs);
    return;
  }
  for (; units - k >= FEW; k += FEW) {
    few_net_input(w + k, units, y, x + k, inputs);
  }
  units_net_input(w, k, units, y, x, inputs);
}

static double unit_advance(double *BP_RESTRICT w, size_t stride, double g, const double *y,
                           const double *s, size_t inputs) {
  double x = w[0] + g;
  size_t j;
  w[0] = x;
  for (j = 0; j < inputs; j++) {
    w += stride;
    w[0] = w[0] + g * y[j];
    x = x + w[0] * s[j];
  }
  return x;
}

static void few_advance(double *BP_RESTRICT w, size_t stride, const double *g, const double *y,
                        const double *s, double *BP_RESTRICT x, size_t inputs) {
  double sum[FEW], few[FEW];
  size_t j, k;
  for (k = 0; k < FEW; k++) {
    few[k] = g[k];
    sum[k] = w[k] + few[k];
    w[k] = sum[k];
  }
  for (j = 0; j < inputs; j++) {
    const double before = y[j], signal = s[j];
    w += stride;
    for (k = 0; k < FEW; k++) {
      w[k] = w[k] + few[k] * before;
      sum[k] = sum[k] + w[k] * signal;
    }
  }
  for (k = 0; k < FEW; k++) {
    x[k] = sum[k];
  }
}

void bp_narrow_advance(double *w, const double *g, const double *y, const double *s, double *x,
                       size_t inputs, size_t units) {
  size_t k = 0;
  for (; units - k >= FEW; k += FEW) {
    few_advance(w + k, units, g + k, y, s, x + k, inputs);
  }
  for (; k < units; k++) {
    x[k] = unit_advance(w + k, units, g[k], y, s, inputs);
  }
}
