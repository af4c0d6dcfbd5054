#include "panel.h"

#include "narrow.h"
#include "restrict.h"

/* Four rows at a time: a unit's number is read and written once for all of them. */
#define ROWS 4

static void net_input_rows(const double *w0, const double *w1, const double *w2, const double *w3,
                           const double *y, double *BP_RESTRICT x, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  size_t k;
  for (k = 0; k < units; k++) {
    x[k] = x[k] + w0[k] * y0 + w1[k] * y1 + w2[k] * y2 + w3[k] * y3;
  }
}

static void net_input_row(const double *w, double y, double *BP_RESTRICT x, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    x[k] = x[k] + w[k] * y;
  }
}

static void net_input_wide(const double *w, const double *y, double *x, size_t inputs,
                           size_t units) {
  size_t j, k;
  for (k = 0; k < units; k++) {
    x[k] = w[k];
  }
  w += units;
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    net_input_rows(w, w + units, w + 2 * units, w + 3 * units, y + j, x, units);
    w += ROWS * units;
  }
  for (; j < inputs; j++) {
    net_input_row(w, y[j], x, units);
    w += units;
  }
}

void bp_panel_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  if (units < BP_NARROW) {
    bp_narrow_net_input(w, y, x, inputs, units);
  } else if (units == BP_PANEL) {
    net_input_wide(w, y, x, inputs, BP_PANEL);
  } else {
    net_input_wide(w, y, x, inputs, units);
  }
}

static void hidden_sum_rows(const double *w0, const double *w1, const double *w2, const double *w3,
                            const double *delta, double *BP_RESTRICT sum, size_t units) {
  double a = sum[0], b = sum[1], c = sum[2], d = sum[3];
  size_t k;
  for (k = 0; k < units && k < BP_PANEL; k++) {
    a = a + delta[k] * w0[k];
    b = b + delta[k] * w1[k];
    c = c + delta[k] * w2[k];
    d = d + delta[k] * w3[k];
  }
  sum[0] = a;
  sum[1] = b;
  sum[2] = c;
  sum[3] = d;
}

static double hidden_sum_row(const double *w, const double *delta, double sum, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    sum = sum + delta[k] * w[k];
  }
  return sum;
}

void bp_panel_hidden_sum(const double *w, const double *delta, double *sum, size_t inputs,
                         size_t units) {
  size_t j;
  w += units;
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    hidden_sum_rows(w, w + units, w + 2 * units, w + 3 * units, delta, sum + j, units);
    w += ROWS * units;
  }
  for (; j < inputs; j++) {
    sum[j] = hidden_sum_row(w, delta, sum[j], units);
    w += units;
  }
}

static void add_rows(double *BP_RESTRICT a0, double *BP_RESTRICT a1, double *BP_RESTRICT a2,
                     double *BP_RESTRICT a3, const double *g, const double *y, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  size_t k;
  for (k = 0; k < units; k++) {
    a0[k] = a0[k] + g[k] * y0;
    a1[k] = a1[k] + g[k] * y1;
    a2[k] = a2[k] + g[k] * y2;
    a3[k] = a3[k] + g[k] * y3;
  }
}

static void add_row(double *BP_RESTRICT a, const double *g, double y, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    a[k] = a[k] + g[k] * y;
  }
}

static void add_panel(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  size_t j;
  add_row(a, g, 1.0, units);
  a += units;
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    add_rows(a, a + units, a + 2 * units, a + 3 * units, g, y + j, units);
    a += ROWS * units;
  }
  for (; j < inputs; j++) {
    add_row(a, g, y[j], units);
    a += units;
  }
}

void bp_panel_add(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  if (units == BP_PANEL) {
    add_panel(a, g, y, inputs, BP_PANEL);
  } else {
    add_panel(a, g, y, inputs, units);
  }
}

static void move_row(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g, double y,
                     double alpha, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
  }
}

void bp_panel_move(double *w, double *c, const double *g, const double *y, double alpha,
                   size_t inputs, size_t units) {
  size_t j;
  move_row(w, c, g, 1.0, alpha, units);
  for (j = 0; j < inputs; j++) {
    w += units;
    c += units;
    move_row(w, c, g, y[j], alpha, units);
  }
}
