#include "gradient.h"

/* Rows of a panel taken at a time. */
#define ROWS 32

static size_t at_most(size_t n, size_t most) {
  return n < most ? n : most;
}

static void clear(double *v, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    v[i] = 0.0;
  }
}

static void move(double *w, const double *sum, double scale, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    w[i] = w[i] + scale * sum[i];
  }
}

static void move_on(double *w, double *c, const double *sum, double scale, double alpha, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    c[i] = scale * sum[i] + alpha * c[i];
    w[i] = w[i] + c[i];
  }
}

/* The deltas of a panel, pattern after pattern, each BP_PANEL wide. */
static void turn(const double *delta, double *v, size_t units) {
  size_t k, p;
  for (p = 0; p < BP_CHUNK; p++) {
    for (k = 0; k < units; k++) {
      v[BP_PANEL * p + k] = delta[BP_CHUNK * k + p];
    }
  }
}

static void row_add(double *a, const double *y, const double *v, size_t units, size_t patterns) {
  double c[BP_PANEL];
  size_t k;
  clear(c, BP_PANEL);
  for (k = 0; k < units; k++) {
    c[k] = a[k];
  }
  bp_tile_add(y, 1, v, patterns, c);
  for (k = 0; k < units; k++) {
    a[k] = c[k];
  }
}

static void rows_add(double *a, const double *y, const double *v, size_t rows, size_t units,
                     size_t patterns) {
  size_t j;
  for (j = 0; j < rows; j++) {
    if (units == BP_PANEL) {
      bp_tile_add(y, 1, v, patterns, a);
    } else {
      row_add(a, y, v, units, patterns);
    }
    a += units;
    y += BP_CHUNK;
  }
}

static void block(const bp_sweep *sweep, double *w, double *c, double *sum, const double *y,
                  const double *v, size_t rows, size_t units) {
  double own[ROWS * BP_PANEL];
  const size_t n = rows * units;
  double *a = sweep->first && sweep->last ? own : sum;
  if (sweep->first) {
    clear(a, n);
  }
  rows_add(a, y, v, rows, units, sweep->patterns);
  if (sweep->last && sweep->momentum) {
    move_on(w, c, a, sweep->scale, sweep->alpha, n);
  } else if (sweep->last) {
    move(w, a, sweep->scale, n);
  }
}

static void panel(const bp_sweep *sweep, double *w, double *c, double *sum, const double *y,
                  const double *delta, size_t inputs, size_t units) {
  double v[BP_CHUNK * BP_PANEL], ones[BP_CHUNK];
  size_t j, n;
  clear(v, BP_CHUNK * BP_PANEL);
  turn(delta, v, units);
  for (j = 0; j < BP_CHUNK; j++) {
    ones[j] = 1.0;
  }
  block(sweep, w, c, sum, ones, v, 1, units);
  w += units;
  c += sweep->momentum ? units : 0;
  sum += units;
  for (j = 0; j < inputs; j += n) {
    n = at_most(inputs - j, ROWS);
    block(sweep, w, c, sum, y, v, n, units);
    w += n * units;
    c += sweep->momentum ? n * units : 0;
    sum += n * units;
    y += BP_CHUNK * n;
  }
}

void bp_gradient_sweep(const bp_layer *layer, const bp_sweep *sweep, double *w, double *c,
                       double *sum, const double *y, const double *delta) {
  size_t k, n;
  for (k = 0; k < layer->units; k += n) {
    const size_t left = layer->units - k;
    n = at_most(left, BP_PANEL);
    panel(sweep, w, c, sum, y, delta, layer->inputs, n);
    w += (layer->inputs + 1) * n;
    c += sweep->momentum ? (layer->inputs + 1) * n : 0;
    sum += (layer->inputs + 1) * n;
    delta += BP_CHUNK * n;
  }
}
