#include "panel.h"

/* One row: x_k = x_k + w_k y. */
static void row_net_input(const double *w, double y, double *x, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    x[k] = x[k] + w[k] * y;
  }
}

void bp_panel_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  size_t j, k;
  for (k = 0; k < units; k++) {
    x[k] = w[k];
  }
  for (j = 0; j < inputs; j++) {
    w += units;
    row_net_input(w, y[j], x, units);
  }
}

/* One row: sum + delta_1 w_1 + delta_2 w_2 + ... */
static double row_hidden_sum(const double *w, const double *delta, double sum, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    sum = sum + delta[k] * w[k];
  }
  return sum;
}

void bp_panel_hidden_sum(const double *w, const double *delta, double *sum, size_t inputs,
                         size_t units) {
  size_t j;
  for (j = 0; j < inputs; j++) {
    w += units;
    sum[j] = row_hidden_sum(w, delta, sum[j], units);
  }
}

/* One row: a_k = a_k + g_k y. */
static void row_add(double *a, const double *g, double y, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    a[k] = a[k] + g[k] * y;
  }
}

void bp_panel_add(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  size_t j;
  row_add(a, g, 1.0, units);
  for (j = 0; j < inputs; j++) {
    a += units;
    row_add(a, g, y[j], units);
  }
}

/* One row: c_k = g_k y + alpha c_k, then w_k = w_k + c_k. */
static void row_move(double *w, double *c, const double *g, double y, double alpha, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
  }
}

void bp_panel_move(double *w, double *c, const double *g, const double *y, double alpha,
                   size_t inputs, size_t units) {
  size_t j;
  row_move(w, c, g, 1.0, alpha, units);
  for (j = 0; j < inputs; j++) {
    w += units;
    c += units;
    row_move(w, c, g, y[j], alpha, units);
  }
}
