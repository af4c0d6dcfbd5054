#include "chunk.h"

#include "range.h"

/* Inputs taken at a time, so that their block stays in the first cache beside the weights. */
#define ROWS 64

/* So many patterns are fewer than half a chunk. */
#define FEW 16

static size_t at_most(size_t n, size_t most) {
  return n < most ? n : most;
}

static void fill(double *v, double number) {
  size_t p;
  for (p = 0; p < BP_CHUNK; p++) {
    v[p] = number;
  }
}

void bp_chunk_put(const double *row, double *v, size_t p, size_t from, size_t to) {
  size_t i;
  for (i = from; i < to; i++) {
    v[BP_CHUNK * i + p] = row[i];
  }
}

static void row_peak(const double *v, double *peak) {
  size_t p;
  for (p = 0; p < BP_CHUNK; p++) {
    double magnitude = v[p] < 0.0 ? -v[p] : v[p];
    magnitude = magnitude <= BP_LIMIT ? magnitude : BP_BEYOND;
    peak[p] = magnitude > peak[p] ? magnitude : peak[p];
  }
}

void bp_chunk_peak(const double *v, size_t rows, double least, double *peak) {
  size_t i;
  fill(peak, least);
  for (i = 0; i < rows; i++) {
    row_peak(v, peak);
    v += BP_CHUNK;
  }
}

static void panel_net_input(const double *w, const double *y, double *x, size_t inputs,
                            size_t units) {
  size_t j, k, n;
  for (k = 0; k < units; k++) {
    fill(x + BP_CHUNK * k, w[k]);
  }
  w += units;
  for (j = 0; j < inputs; j += n) {
    n = at_most(inputs - j, ROWS);
    bp_tile_add(w, 1, units, y, n, x, units);
    w += n * units;
    y += BP_CHUNK * n;
  }
}

/* Few patterns: the units of a whole panel stand side by side in place of the patterns. */
static void few_net_input(const double *w, const double *y, double *x, size_t inputs,
                          size_t patterns) {
  double turned[FEW * BP_PANEL];
  size_t p, k;
  for (p = 0; p < patterns; p++) {
    for (k = 0; k < BP_PANEL; k++) {
      turned[BP_PANEL * p + k] = w[k];
    }
  }
  bp_tile_add(y, 1, BP_CHUNK, w + BP_PANEL, inputs, turned, patterns);
  for (p = 0; p < patterns; p++) {
    for (k = 0; k < BP_PANEL; k++) {
      x[BP_CHUNK * k + p] = turned[BP_PANEL * p + k];
    }
  }
}

void bp_chunk_net_input(const bp_layer *layer, const double *w, const double *y, double *x,
                        size_t patterns) {
  size_t k, n;
  for (k = 0; k < layer->units; k += n) {
    n = at_most(layer->units - k, BP_PANEL);
    if (patterns <= FEW && n == BP_PANEL) {
      few_net_input(w, y, x, layer->inputs, patterns);
    } else {
      panel_net_input(w, y, x, layer->inputs, n);
    }
    w += (layer->inputs + 1) * n;
    x += BP_CHUNK * n;
  }
}

static void row_output_delta(bp_activation f, const double *y, double *delta, int plain,
                             double *sum) {
  size_t p;
  for (p = 0; p < BP_CHUNK; p++) {
    const double e = delta[p] - y[p];
    sum[p] = sum[p] + e * e;
    delta[p] = plain ? e : e * bp_slope(f, y[p]);
  }
}

void bp_chunk_output_delta(const bp_layer *layer, const double *y, double *delta, int plain,
                           double *E) {
  size_t k, p;
  fill(E, 0.0);
  for (k = 0; k < layer->units; k++) {
    row_output_delta(layer->activation, y, delta, plain, E);
    y += BP_CHUNK;
    delta += BP_CHUNK;
  }
  for (p = 0; p < BP_CHUNK; p++) {
    E[p] = 0.5 * E[p];
  }
}

static void panel_hidden_sum(const double *w, const double *delta, double *sum, size_t inputs,
                             size_t units) {
  bp_tile_add(w + units, units, 1, delta, units, sum, inputs);
}

static void row_slope(bp_activation f, const double *y, double *delta) {
  size_t p;
  for (p = 0; p < BP_CHUNK; p++) {
    delta[p] = bp_slope(f, y[p]) * delta[p];
  }
}

void bp_chunk_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before) {
  size_t j, k, n;
  for (j = 0; j < layer->inputs; j++) {
    fill(before + BP_CHUNK * j, 0.0);
  }
  for (k = 0; k < layer->units; k += n) {
    n = at_most(layer->units - k, BP_PANEL);
    panel_hidden_sum(w, delta, before, layer->inputs, n);
    w += (layer->inputs + 1) * n;
    delta += BP_CHUNK * n;
  }
  for (j = 0; j < layer->inputs; j++) {
    row_slope(f, y, before);
    y += BP_CHUNK;
    before += BP_CHUNK;
  }
}
