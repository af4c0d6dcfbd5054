#include "gradient.h"

/* Rows of a panel taken at a time: of a whole panel so few that the next weights are on their way
   meanwhile. */
#define ROWS_WHOLE 4
#define ROWS_PART 32

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

/* Rows to columns: of the first numbers of each row, `columns` rows of BP_CHUNK. */
static void turn(const double *from, double *to, size_t rows, size_t columns) {
  size_t i, k;
  for (k = 0; k < columns; k++) {
    for (i = 0; i < rows; i++) {
      to[i] = from[BP_CHUNK * i + k];
    }
    to += BP_CHUNK;
  }
}

/* A panel of fewer units: the rows stand side by side in place of the units. */
static void part_add(double *a, const double *y, const double *delta, size_t rows, size_t units,
                     size_t patterns) {
  double v[BP_CHUNK * ROWS_PART], c[BP_PANEL * ROWS_PART];
  size_t j, k;
  clear(v, BP_CHUNK * ROWS_PART);
  clear(c, BP_PANEL * ROWS_PART);
  turn(y, v, rows, patterns);
  for (j = 0; j < rows; j++) {
    for (k = 0; k < units; k++) {
      c[ROWS_PART * k + j] = a[j * units + k];
    }
  }
  bp_tile_add(delta, BP_CHUNK, 1, v, patterns, c, units);
  for (j = 0; j < rows; j++) {
    for (k = 0; k < units; k++) {
      a[j * units + k] = c[ROWS_PART * k + j];
    }
  }
}

static void block(const bp_sweep *sweep, double *w, double *c, double *sum, const double *y,
                  const double *delta, size_t rows, size_t units) {
  double own[ROWS_PART * BP_PANEL];
  const size_t n = rows * units;
  double *a = sweep->first && sweep->last ? own : sum;
  if (sweep->first) {
    clear(a, n);
  }
  if (units == BP_PANEL) {
    bp_tile_add(y, BP_CHUNK, 1, delta, sweep->patterns, a, rows);
  } else {
    part_add(a, y, delta, rows, units, sweep->patterns);
  }
  if (sweep->last && sweep->momentum) {
    move_on(w, c, a, sweep->scale, sweep->alpha, n);
  } else if (sweep->last) {
    move(w, a, sweep->scale, n);
  }
}

static void panel(const bp_sweep *sweep, double *w, double *c, double *sum, const double *y,
                  const double *delta, size_t inputs, size_t units) {
  const size_t most = units == BP_PANEL ? ROWS_WHOLE : ROWS_PART;
  double turned[BP_CHUNK * BP_PANEL], ones[BP_CHUNK];
  size_t j, n;
  if (units == BP_PANEL) {
    turn(delta, turned, BP_PANEL, sweep->patterns);
    delta = turned;
  }
  for (j = 0; j < BP_CHUNK; j++) {
    ones[j] = 1.0;
  }
  block(sweep, w, c, sum, ones, delta, 1, units);
  w += units;
  c += sweep->momentum ? units : 0;
  sum += units;
  for (j = 0; j < inputs; j += n) {
    n = at_most(inputs - j, most);
    block(sweep, w, c, sum, y, delta, n, units);
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
