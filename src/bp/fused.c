#include "fused.h"

#include "narrow.h"
#include "restrict.h"

#define ROWS 4

static void advance_rows(double *BP_RESTRICT w0, double *BP_RESTRICT w1, double *BP_RESTRICT w2,
                         double *BP_RESTRICT w3, const double *g, const double *y, const double *s,
                         double *BP_RESTRICT x, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  const double s0 = s[0], s1 = s[1], s2 = s[2], s3 = s[3];
  size_t k;
  for (k = 0; k < units; k++) {
    const double a = w0[k] + g[k] * y0, b = w1[k] + g[k] * y1;
    const double c = w2[k] + g[k] * y2, d = w3[k] + g[k] * y3;
    w0[k] = a;
    w1[k] = b;
    w2[k] = c;
    w3[k] = d;
    x[k] = x[k] + a * s0 + b * s1 + c * s2 + d * s3;
  }
}

static void advance_row(double *BP_RESTRICT w, const double *g, double y, double s,
                        double *BP_RESTRICT x, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    w[k] = w[k] + g[k] * y;
    x[k] = x[k] + w[k] * s;
  }
}

static void advance_wide(double *w, const double *g, const double *y, const double *s, double *x,
                         size_t inputs, size_t units) {
  size_t j, k;
  for (k = 0; k < units; k++) {
    w[k] = w[k] + g[k];
    x[k] = w[k];
  }
  w += units;
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    advance_rows(w, w + units, w + 2 * units, w + 3 * units, g, y + j, s + j, x, units);
    w += ROWS * units;
  }
  for (; j < inputs; j++) {
    advance_row(w, g, y[j], s[j], x, units);
    w += units;
  }
}

void bp_fused_advance(double *w, const double *g, const double *y, const double *s, double *x,
                      size_t inputs, size_t units) {
  if (units < BP_NARROW) {
    bp_narrow_advance(w, g, y, s, x, inputs, units);
  } else if (units == BP_PANEL) {
    advance_wide(w, g, y, s, x, inputs, BP_PANEL);
  } else {
    advance_wide(w, g, y, s, x, inputs, units);
  }
}

/* One row with momentum. */
static void advance_move_row(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g,
                             double alpha, double y, double s, double *BP_RESTRICT x,
                             size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
    x[k] = x[k] + w[k] * s;
  }
}

void bp_fused_advance_move(double *w, double *c, const double *g, double alpha, const double *y,
                           const double *s, double *x, size_t inputs, size_t units) {
  size_t j, k;
  for (k = 0; k < units; k++) {
    c[k] = g[k] + alpha * c[k];
    w[k] = w[k] + c[k];
    x[k] = w[k];
  }
  for (j = 0; j < inputs; j++) {
    w += units;
    c += units;
    advance_move_row(w, c, g, alpha, y[j], s[j], x, units);
  }
}
