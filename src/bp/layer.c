#include "layer.h"

#include "panel.h"

static size_t panel_units(size_t left) {
  return left < BP_PANEL ? left : BP_PANEL;
}

size_t bp_layer_index(const bp_layer *layer, size_t k, size_t j) {
  const size_t first = k - k % BP_PANEL;
  return first * (layer->inputs + 1) + j * panel_units(layer->units - first) + (k - first);
}

void bp_layer_net_input(const bp_layer *layer, const double *w, const double *y, double *x) {
  size_t k, n;
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    bp_panel_net_input(w, y, x + k, layer->inputs, n);
    w += (layer->inputs + 1) * n;
  }
}

void bp_layer_output_delta(const bp_layer *layer, const double *t, const double *y, double *delta,
                           int plain) {
  size_t k;
  for (k = 0; k < layer->units; k++) {
    const double e = t[k] - y[k];
    delta[k] = plain ? e : e * bp_slope(layer->activation, y[k]);
  }
}

void bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before) {
  size_t j, k, n;
  for (j = 0; j < layer->inputs; j++) {
    before[j] = 0.0;
  }
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    bp_panel_hidden_sum(w, delta + k, before, layer->inputs, n);
    w += (layer->inputs + 1) * n;
  }
  for (j = 0; j < layer->inputs; j++) {
    before[j] = bp_slope(f, y[j]) * before[j];
  }
}

/* g_k = scale delta_k for one panel. */
static void panel_scale(double scale, const double *delta, double *g, size_t units) {
  size_t k;
  for (k = 0; k < units; k++) {
    g[k] = scale * delta[k];
  }
}

void bp_layer_add(const bp_layer *layer, double *a, double scale, const double *delta,
                  const double *y) {
  double g[BP_PANEL];
  size_t k, n;
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    panel_scale(scale, delta + k, g, n);
    bp_panel_add(a, g, y, layer->inputs, n);
    a += (layer->inputs + 1) * n;
  }
}

void bp_layer_move(const bp_layer *layer, double *w, double *c, double eta, double alpha,
                   const double *delta, const double *y) {
  double g[BP_PANEL];
  size_t k, n;
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    panel_scale(eta, delta + k, g, n);
    bp_panel_move(w, c, g, y, alpha, layer->inputs, n);
    w += (layer->inputs + 1) * n;
    c += (layer->inputs + 1) * n;
  }
}
