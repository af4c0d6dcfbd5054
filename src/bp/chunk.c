#include "chunk.h"

#include "tile.h"

/* Inputs taken at a time, so that their block stays in the first cache beside the weights. */
#define ROWS 64

/* So many patterns are too few to fill the columns of a block. */
#define FEW 16

/*@ assigns \result \from n, most;
    ensures range: \result <= most && \result <= n;
    ensures largest: \result == most || \result == n;
*/
static size_t at_most(size_t n, size_t most) {
  return n < most ? n : most;
}

/* Each unit's row starts from its bias. */
/*@ requires few: units <= BP_PANEL;
    requires valid_w: \valid_read(w + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. BP_CHUNK * units - 1));
    assigns x[0 .. BP_CHUNK * units - 1];
*/
static void panel_bias(const double *w, double *x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, x[0 .. BP_CHUNK * units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    bp_block_fill(x + BP_CHUNK * k, w[k]);
  }
}

/*@ requires few: inputs <= BP_ACSL_COUNT_MAX && 1 <= units <= BP_PANEL;
    requires size: (inputs + 1) * units <= BP_ACSL_COUNT_MAX;
    requires valid_w: \valid_read(w + (0 .. (inputs + 1) * units - 1));
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * inputs - 1));
    requires valid_x: \valid(x + (0 .. BP_CHUNK * units - 1));
    assigns x[0 .. BP_CHUNK * units - 1];
*/
static void panel_net_input(const double *w, const double *y, double *x, size_t inputs,
                            size_t units) {
  size_t j, n;
  /*@ ghost bp_ghost_first_row(inputs, units); */
  panel_bias(w, x, units);
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + j * units + units;
      loop assigns j, n, w, x[0 .. BP_CHUNK * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j += n) {
    n = at_most(inputs - j, ROWS);
    /*@ ghost bp_ghost_span(j, n, inputs, units); */
    bp_tile_add(w, 1, units, y + BP_CHUNK * j, n, x, units);
    w += n * units;
  }
}

/*@ requires valid_from: \valid_read(from + (0 .. BP_PANEL - 1));
    requires valid_to: \valid(to + (0 .. BP_PANEL - 1));
    assigns to[0 .. BP_PANEL - 1];
*/
static void row_copy(const double *from, double *to) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= BP_PANEL;
      loop assigns k, to[0 .. BP_PANEL - 1];
      loop variant BP_PANEL - k;
  */
  for (k = 0; k < BP_PANEL; k++) {
    to[k] = from[k];
  }
}

/* A whole panel and few patterns: the units stand side by side in place of the patterns. */
/*@ requires few: inputs <= BP_ACSL_COUNT_MAX / BP_PANEL && patterns <= FEW;
    requires valid_w: \valid_read(w + (0 .. (inputs + 1) * BP_PANEL - 1));
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * inputs - 1));
    requires valid_x: \valid(x + (0 .. BP_CHUNK * BP_PANEL - 1));
    assigns x[0 .. BP_CHUNK * BP_PANEL - 1];
*/
static void few_net_input(const double *w, const double *y, double *x, size_t inputs,
                          size_t patterns) {
  double turned[FEW * BP_PANEL];
  size_t p;
  /*@ loop invariant range: 0 <= p <= patterns;
      loop assigns p, turned[0 .. FEW * BP_PANEL - 1];
      loop variant patterns - p;
  */
  for (p = 0; p < patterns; p++) {
    row_copy(w, turned + BP_PANEL * p);
  }
  bp_tile_add(y, 1, BP_CHUNK, w + BP_PANEL, inputs, turned, patterns);
  /*@ loop invariant range: 0 <= p <= patterns;
      loop assigns p, x[0 .. BP_CHUNK * BP_PANEL - 1];
      loop variant patterns - p;
  */
  for (p = 0; p < patterns; p++) {
    bp_block_put(turned + BP_PANEL * p, x, p, BP_PANEL);
  }
}

void bp_chunk_net_input(const bp_layer *layer, const double *w, const double *y, double *x,
                        size_t patterns) {
  size_t k, n;
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel: w == \at(w, Pre) + (layer->inputs + 1) * k;
      loop assigns k, n, w, x[0 .. BP_CHUNK * layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = at_most(layer->units - k, BP_PANEL);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    if (patterns <= FEW && n == BP_PANEL) {
      few_net_input(w, y, x + BP_CHUNK * k, layer->inputs, patterns);
    } else {
      panel_net_input(w, y, x + BP_CHUNK * k, layer->inputs, n);
    }
    w += (layer->inputs + 1) * n;
  }
}

/* One output unit. */
/*@ requires activation: bp_activation_known(f);
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK - 1));
    requires valid_delta: \valid(delta + (0 .. BP_CHUNK - 1));
    requires valid_sum: \valid(sum + (0 .. BP_CHUNK - 1));
    assigns delta[0 .. BP_CHUNK - 1], sum[0 .. BP_CHUNK - 1];
*/
static void row_output_delta(bp_activation f, const double *y, double *delta, int plain,
                             double *sum) {
  size_t p;
  /*@ loop invariant range: 0 <= p <= BP_CHUNK;
      loop assigns p, delta[0 .. BP_CHUNK - 1], sum[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - p;
  */
  for (p = 0; p < BP_CHUNK; p++) {
    const double e = delta[p] - y[p];
    sum[p] = sum[p] + e * e;
    delta[p] = plain ? e : e * bp_slope(f, y[p]);
  }
}

void bp_chunk_output_delta(const bp_layer *layer, const double *y, double *delta, int plain,
                           double *E) {
  size_t k, p;
  bp_block_fill(E, 0.0);
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop assigns k, delta[0 .. BP_CHUNK * layer->units - 1], E[0 .. BP_CHUNK - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k++) {
    row_output_delta(layer->activation, y + BP_CHUNK * k, delta + BP_CHUNK * k, plain, E);
  }
  /*@ loop invariant range: 0 <= p <= BP_CHUNK;
      loop assigns p, E[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - p;
  */
  for (p = 0; p < BP_CHUNK; p++) {
    E[p] = 0.5 * E[p];
  }
}

/* One hidden unit. */
/*@ requires activation: bp_activation_known(f);
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK - 1));
    requires valid_delta: \valid(delta + (0 .. BP_CHUNK - 1));
    assigns delta[0 .. BP_CHUNK - 1];
*/
static void row_slope(bp_activation f, const double *y, double *delta) {
  size_t p;
  /*@ loop invariant range: 0 <= p <= BP_CHUNK;
      loop assigns p, delta[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - p;
  */
  for (p = 0; p < BP_CHUNK; p++) {
    delta[p] = bp_slope(f, y[p]) * delta[p];
  }
}

void bp_chunk_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before) {
  size_t j, k, n;
  /*@ loop invariant range: 0 <= j <= layer->inputs;
      loop assigns j, before[0 .. BP_CHUNK * layer->inputs - 1];
      loop variant layer->inputs - j;
  */
  for (j = 0; j < layer->inputs; j++) {
    bp_block_fill(before + BP_CHUNK * j, 0.0);
  }
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel: w == \at(w, Pre) + (layer->inputs + 1) * k;
      loop assigns k, n, w, before[0 .. BP_CHUNK * layer->inputs - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = at_most(layer->units - k, BP_PANEL);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    bp_tile_add(w + n, n, 1, delta + BP_CHUNK * k, n, before, layer->inputs);
    w += (layer->inputs + 1) * n;
  }
  /*@ loop invariant range: 0 <= j <= layer->inputs;
      loop assigns j, before[0 .. BP_CHUNK * layer->inputs - 1];
      loop variant layer->inputs - j;
  */
  for (j = 0; j < layer->inputs; j++) {
    row_slope(f, y + BP_CHUNK * j, before + BP_CHUNK * j);
  }
}
