#include "layer.h"

#include "fused.h"
#include "panel.h"

/*@ assigns \result \from left;
    ensures range: \result <= BP_PANEL && \result <= left;
    ensures largest: \result == BP_PANEL || \result == left;
*/
static size_t panel_units(size_t left) {
  return left < BP_PANEL ? left : BP_PANEL;
}

/* The weights of a panel of n units, n (J + 1). */
/*@ requires layer: bp_layer_valid(layer);
    requires units: n <= layer->units;
    assigns \result \from *layer, n;
    ensures size: \result == (layer->inputs + 1) * n;
*/
static size_t panel_weights(const bp_layer *layer, size_t n) {
  /*@ ghost bp_ghost_panel(layer->inputs, 0, n, layer->units); */
  return (layer->inputs + 1) * n;
}

size_t bp_layer_index(const bp_layer *layer, size_t k, size_t j) {
  const size_t first = k - k % BP_PANEL;
  const size_t n = panel_units(layer->units - first);
  /*@ ghost bp_ghost_panel(layer->inputs, first, n, layer->units); */
  /*@ ghost bp_ghost_row(j, (size_t)(layer->inputs + 1), n); */
  /*@ assert rest: 0 <= k % BP_PANEL < BP_PANEL && first <= k; */
  /*@ assert unit: k - first < n; */
  /*@ assert row: j * n + (k - first) < (layer->inputs + 1) * n; */
  /*@ assert end: (layer->inputs + 1) * first + (layer->inputs + 1) * n <= layer->weights; */
  return first * (layer->inputs + 1) + j * n + (k - first);
}

void bp_layer_net_input(const bp_layer *layer, const double *w, const double *y, double *x) {
  size_t k, n;
  /*@ ghost const double *first = w; */
  /*@ ghost size_t j; */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel: w == first + (layer->inputs + 1) * k;
      loop invariant start: k % BP_PANEL == 0 || k == layer->units;
      loop invariant weights: \forall integer i; 0 <= i < layer->weights ==>
        bp_same(first[i], \at(w[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < layer->inputs ==>
        bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_unit_net_input{Pre}(first, y, layer->inputs, layer->units, i));
      loop assigns j, k, n, w, x[0 .. layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    /*@ ghost bp_ghost_panel_of(layer->units, k, n); */
    /*@ ghost
        /@ loop invariant count: 0 <= j <= layer->inputs;
           loop invariant same: \forall integer i; 0 <= i < n ==>
             bp_same(bp_net_input(w, y, n, i, j), bp_net_input{Pre}(w, y, n, i, j));
           loop assigns j;
           loop variant layer->inputs - j;
        @/
        for (j = 0; j < layer->inputs; j++) {
          bp_ghost_row(j, layer->inputs, n);
        }
    */
    /*@ assert placed: \forall integer i; k <= i < k + n ==>
          bp_same(bp_net_input(w, y, n, i - k, layer->inputs),
                  bp_placed_net_input{Pre}(first, y, layer->inputs, k, n, i)); */
    /*@ assert unit: \forall integer i; k <= i < k + n ==>
          bp_same(bp_net_input(w, y, n, i - k, layer->inputs),
                  bp_unit_net_input{Pre}(first, y, layer->inputs, layer->units, i)); */
    bp_panel_net_input(w, y, x + k, layer->inputs, n);
    w += panel_weights(layer, n);
  }
}

/* delta_j = f'(x_j) delta_j for n units with outputs y (EQ-6, EQ-19). */
/*@ requires activation: bp_activation_known(f);
    requires valid_y: \valid_read(y + (0 .. n - 1));
    requires valid_delta: \valid(delta + (0 .. n - 1));
    requires sep: \separated(delta + (0 .. n - 1), y + (0 .. n - 1));
    assigns delta[0 .. n - 1];
    ensures exact: \forall integer i; 0 <= i < n ==>
      bp_by_slope(delta[i], f, \old(y[i]), \old(delta[i]));
*/
static void scale_by_slope(bp_activation f, const double *y, double *BP_RESTRICT delta, size_t n) {
  size_t j;
  if (f == BP_LOGISTIC) {
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant signals: \forall integer i; 0 <= i < n ==> bp_same(y[i], \at(y[i], Pre));
        loop invariant exact: \forall integer i; 0 <= i < j ==>
          bp_by_slope(delta[i], f, \at(y[i], Pre), \at(delta[i], Pre));
        loop invariant rest: \forall integer i; j <= i < n ==>
          bp_same(delta[i], \at(delta[i], Pre));
        loop assigns j, delta[0 .. n - 1];
        loop variant n - j;
    */
    for (j = 0; j < n; j++) {
      delta[j] = y[j] * (1.0 - y[j]) * delta[j];
    }
  } else if (f == BP_TANH) {
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant signals: \forall integer i; 0 <= i < n ==> bp_same(y[i], \at(y[i], Pre));
        loop invariant exact: \forall integer i; 0 <= i < j ==>
          bp_by_slope(delta[i], f, \at(y[i], Pre), \at(delta[i], Pre));
        loop invariant rest: \forall integer i; j <= i < n ==>
          bp_same(delta[i], \at(delta[i], Pre));
        loop assigns j, delta[0 .. n - 1];
        loop variant n - j;
    */
    for (j = 0; j < n; j++) {
      delta[j] = (1.0 - y[j] * y[j]) * delta[j];
    }
  } else if (f != BP_IDENTITY) {
    const double low = f == BP_RELU ? 0.0 : BP_LEAK;
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant signals: \forall integer i; 0 <= i < n ==> bp_same(y[i], \at(y[i], Pre));
        loop invariant exact: \forall integer i; 0 <= i < j ==>
          bp_by_slope(delta[i], f, \at(y[i], Pre), \at(delta[i], Pre));
        loop invariant rest: \forall integer i; j <= i < n ==>
          bp_same(delta[i], \at(delta[i], Pre));
        loop assigns j, delta[0 .. n - 1];
        loop variant n - j;
    */
    for (j = 0; j < n; j++) {
      delta[j] = (y[j] > 0.0 ? 1.0 : low) * delta[j];
    }
  }
}

void bp_layer_output_delta(const bp_layer *layer, const double *t, const double *y, double *delta,
                           int plain) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant signals: \forall integer i; 0 <= i < layer->units ==>
        bp_same(y[i], \at(y[i], Pre));
      loop invariant targets: \forall integer i; 0 <= i < layer->units ==>
        bp_same(t[i], \at(t[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(delta[i], bp_sub(\at(t[i], Pre), \at(y[i], Pre)));
      loop assigns k, delta[0 .. layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k++) {
    delta[k] = t[k] - y[k];
  }
  if (!plain) {
    scale_by_slope(layer->activation, y, delta, layer->units);
  }
}

void bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before) {
  size_t j, k, n;
  /*@ ghost const double *first = w; */
  /*@ ghost size_t i, m; */
  /*@ loop invariant range: 0 <= j <= layer->inputs;
      loop invariant weights: \forall integer q; 0 <= q < layer->weights ==>
        bp_same(w[q], \at(w[q], Pre));
      loop invariant deltas: \forall integer q; 0 <= q < layer->units ==>
        bp_same(delta[q], \at(delta[q], Pre));
      loop invariant signals: \forall integer q; 0 <= q < layer->inputs ==>
        bp_same(y[q], \at(y[q], Pre));
      loop invariant zero: \forall integer q; 0 <= q < j ==> bp_same(before[q], (double)0.0);
      loop assigns j, before[0 .. layer->inputs - 1];
      loop variant layer->inputs - j;
  */
  for (j = 0; j < layer->inputs; j++) {
    before[j] = 0.0;
  }
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel: w == first + (layer->inputs + 1) * k;
      loop invariant start: k % BP_PANEL == 0 || k == layer->units;
      loop invariant weights: \forall integer q; 0 <= q < layer->weights ==>
        bp_same(first[q], \at(w[q], Pre));
      loop invariant deltas: \forall integer q; 0 <= q < layer->units ==>
        bp_same(delta[q], \at(delta[q], Pre));
      loop invariant signals: \forall integer q; 0 <= q < layer->inputs ==>
        bp_same(y[q], \at(y[q], Pre));
      loop invariant exact: \forall integer q; 0 <= q < layer->inputs ==>
        bp_same(before[q], bp_hidden_sum{Pre}(first, delta, layer->inputs, layer->units, q, k));
      loop assigns i, m, k, n, w, before[0 .. layer->inputs - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    /*@ ghost bp_ghost_panel_of(layer->units, k, n); */
    /*@ ghost
        /@ loop invariant input: 0 <= i <= layer->inputs;
           loop invariant part: \forall integer q; 0 <= q < i ==>
             bp_same(bp_panel_sum(before[q], delta + k, w, n, q),
                     bp_hidden_sum{Pre}(first, delta, layer->inputs, layer->units, q, k + n));
           loop assigns i, m;
           loop variant layer->inputs - i;
        @/
        for (i = 0; i < layer->inputs; i++) {
          bp_ghost_row(i, layer->inputs, n);
          /@ loop invariant unit: 0 <= m <= n;
             loop invariant part:
               bp_same(bp_row_sum(before[i], delta + k, w + (i + 1) * n, m),
                       bp_hidden_sum{Pre}(first, delta, layer->inputs, layer->units, i, k + m));
             loop assigns m;
             loop variant n - m;
          @/
          for (m = 0; m < n; m++) {
            /@ assert place: bp_panel_first(k + m) == k && bp_panel_width(layer->units, k + m) == n; @/
            /@ assert inside: 0 <= (layer->inputs + 1) * k + (i + 1) * n + m < layer->weights; @/
            /@ assert kept: \forall integer q; q == (layer->inputs + 1) * k + (i + 1) * n + m ==>
                 bp_same(first[q], \at(w[q], Pre)); @/
            /@ assert placed: bp_same(w[(i + 1) * n + m],
                 bp_placed_weight{Pre}(first, layer->inputs, k, n, k + m, i + 1)); @/
            /@ assert weight: bp_same(w[(i + 1) * n + m],
                 bp_weight{Pre}(first, layer->inputs, layer->units, k + m, i + 1)); @/
          }
          /@ assert end: m == n; @/
          /@ assert whole: bp_same(bp_panel_sum(before[i], delta + k, w, n, i),
               bp_hidden_sum{Pre}(first, delta, layer->inputs, layer->units, i, k + n)); @/
        }
    */
    /*@ assert all: i == layer->inputs; */
    bp_panel_hidden_sum(w, delta + k, before, layer->inputs, n);
    w += panel_weights(layer, n);
  }
  scale_by_slope(f, y, before, layer->inputs);
}

/* g_k = scale delta_k for one panel. */
/*@ requires valid_delta: \valid_read(delta + (0 .. units - 1));
    requires valid_g: \valid(g + (0 .. units - 1));
    requires sep: \separated(g + (0 .. units - 1), delta + (0 .. units - 1));
    assigns g[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < units ==>
      bp_same(g[i], bp_mul(scale, \old(delta[i])));
*/
static void panel_scale(double scale, const double *delta, double *g, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant deltas: \forall integer i; 0 <= i < units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(g[i], bp_mul(scale, \at(delta[i], Pre)));
      loop assigns k, g[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    g[k] = scale * delta[k];
  }
}

void bp_layer_add(const bp_layer *layer, double *a, double scale, const double *delta,
                  const double *y) {
  double g[BP_PANEL];
  size_t k, n;
  /*@ ghost double *first = a; */
  /*@ ghost size_t m, j; */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel: a == first + (layer->inputs + 1) * k;
      loop invariant start: k % BP_PANEL == 0 || k == layer->units;
      loop invariant deltas: \forall integer i; 0 <= i < layer->units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < layer->inputs ==>
        bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
        bp_layer_added{Pre, Here}(first, scale, delta, y, layer->inputs, layer->units, u, i);
      loop invariant rest: \forall integer i; (layer->inputs + 1) * k <= i < layer->weights ==>
        bp_same(first[i], \at(a[i], Pre));
      loop assigns j, k, m, n, a, g[0 .. BP_PANEL - 1], first[0 .. layer->weights - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    /*@ ghost bp_ghost_panel_of(layer->units, k, n); */
    /*@ ghost bp_ghost_before_panels(layer->inputs, layer->units, k); */
    /*@ assert fits: (layer->inputs + 1) * k + (layer->inputs + 1) * n <= layer->weights; */
    panel_scale(scale, delta + k, g, n);
    /*@ ghost scaled: ; */
    bp_panel_add(a, g, y, layer->inputs, n);
    /*@ assert before: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
          bp_layer_added{Pre, Here}(first, scale, delta, y, layer->inputs, layer->units, u, i); */
    /*@ ghost
        /@ loop invariant unit: 0 <= m <= n;
           loop invariant exact: \forall integer u, integer i;
             k <= u < k + m && 0 <= i <= layer->inputs ==>
             bp_layer_added{Pre, Here}(first, scale, delta, y, layer->inputs, layer->units, u, i);
           loop assigns j, m;
           loop variant n - m;
        @/
        for (m = 0; m < n; m++) {
          /@ assert panel: bp_panel_first(k + m) == k && bp_panel_width(layer->units, k + m) == n; @/
          /@ assert factor: \forall integer u; u == k + m ==>
               bp_same(\at(g[u - k], scaled), bp_mul(scale, \at(delta[u], Pre))); @/
          /@ loop invariant input: 0 <= j <= layer->inputs + 1;
             loop invariant exact: \forall integer i; 0 <= i < j ==>
               bp_layer_added{Pre, Here}(first, scale, delta, y, layer->inputs, layer->units, k + m, i);
             loop assigns j;
             loop variant layer->inputs + 1 - j;
          @/
          for (j = 0; j <= layer->inputs; j++) {
            bp_ghost_row(j, (size_t)(layer->inputs + 1), n);
            bp_ghost_place(j, m, 1, n);
            /@ assert placed: bp_place(layer->inputs, layer->units, k + m, j) ==
                              bp_place_in(layer->inputs, k, n, k + m, j); @/
            /@ assert change: bp_same(bp_panel_change{scaled}(&g[0], y, n, j * n + m),
                                      bp_change{Pre}(scale, delta, y, k + m, j)); @/
            /@ assert place: bp_place(layer->inputs, layer->units, k + m, j) ==
                             (layer->inputs + 1) * k + (j * n + m); @/
            /@ assert by_panel: bp_panel_added{scaled, Here}(a, &g[0], y, n, j * n + m); @/
            /@ assert kept: \forall integer i; i == (layer->inputs + 1) * k + (j * n + m) ==>
                 bp_same(\at(first[i], scaled), \at(a[i], Pre)); @/
            /@ assert added: bp_layer_added{Pre, Here}(first, scale, delta, y, layer->inputs, layer->units,
                                                       k + m, j); @/
          }
        }
    */
    a += panel_weights(layer, n);
  }
}

void bp_layer_move(const bp_layer *layer, double *w, double *c, double eta, double alpha,
                   const double *delta, const double *y) {
  double g[BP_PANEL];
  size_t k, n;
  /*@ ghost double *first_w = w; */
  /*@ ghost double *first_c = c; */
  /*@ ghost size_t m, j; */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel_w: w == first_w + (layer->inputs + 1) * k;
      loop invariant panel_c: c == first_c + (layer->inputs + 1) * k;
      loop invariant start: k % BP_PANEL == 0 || k == layer->units;
      loop invariant deltas: \forall integer i; 0 <= i < layer->units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < layer->inputs ==>
        bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
        bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs, layer->units, u, i);
      loop invariant rest: \forall integer i; (layer->inputs + 1) * k <= i < layer->weights ==>
        bp_same(first_w[i], \at(w[i], Pre)) && bp_same(first_c[i], \at(c[i], Pre));
      loop assigns j, k, m, n, w, c, g[0 .. BP_PANEL - 1], first_w[0 .. layer->weights - 1],
                   first_c[0 .. layer->weights - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    /*@ ghost bp_ghost_panel_of(layer->units, k, n); */
    /*@ ghost bp_ghost_before_panels(layer->inputs, layer->units, k); */
    /*@ assert fits: (layer->inputs + 1) * k + (layer->inputs + 1) * n <= layer->weights; */
    panel_scale(eta, delta + k, g, n);
    /*@ ghost scaled: ; */
    bp_panel_move(w, c, g, y, alpha, layer->inputs, n);
    /*@ assert before: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
          bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs, layer->units, u, i); */
    /*@ ghost
        /@ loop invariant unit: 0 <= m <= n;
           loop invariant exact: \forall integer u, integer i;
             k <= u < k + m && 0 <= i <= layer->inputs ==>
             bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs,
                                       layer->units, u, i);
           loop assigns j, m;
           loop variant n - m;
        @/
        for (m = 0; m < n; m++) {
          /@ assert panel: bp_panel_first(k + m) == k && bp_panel_width(layer->units, k + m) == n; @/
          /@ assert factor: \forall integer u; u == k + m ==>
               bp_same(\at(g[u - k], scaled), bp_mul(eta, \at(delta[u], Pre))); @/
          /@ loop invariant input: 0 <= j <= layer->inputs + 1;
             loop invariant exact: \forall integer i; 0 <= i < j ==>
               bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs,
                                         layer->units, k + m, i);
             loop assigns j;
             loop variant layer->inputs + 1 - j;
          @/
          for (j = 0; j <= layer->inputs; j++) {
            bp_ghost_row(j, (size_t)(layer->inputs + 1), n);
            bp_ghost_place(j, m, 1, n);
            /@ assert placed: bp_place(layer->inputs, layer->units, k + m, j) ==
                              bp_place_in(layer->inputs, k, n, k + m, j); @/
            /@ assert change: bp_same(bp_panel_change{scaled}(&g[0], y, n, j * n + m),
                                      bp_change{Pre}(eta, delta, y, k + m, j)); @/
            /@ assert place: bp_place(layer->inputs, layer->units, k + m, j) ==
                             (layer->inputs + 1) * k + (j * n + m); @/
            /@ assert by_panel: bp_panel_moved{scaled, Here}(w, c, &g[0], alpha, y, n, j * n + m); @/
            /@ assert kept: \forall integer i; i == (layer->inputs + 1) * k + (j * n + m) ==>
                 bp_same(\at(first_w[i], scaled), \at(w[i], Pre)) &&
                 bp_same(\at(first_c[i], scaled), \at(c[i], Pre)); @/
            /@ assert moved: bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y,
                                                       layer->inputs, layer->units, k + m, j); @/
          }
        }
    */
    w += panel_weights(layer, n);
    c += panel_weights(layer, n);
  }
}

void bp_layer_advance(const bp_layer *layer, double *w, double eta, const double *delta,
                      const double *y, const double *s, double *x) {
  double g[BP_PANEL];
  size_t k, n;
  /*@ ghost double *first = w; */
  /*@ ghost size_t m, j; */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel: w == first + (layer->inputs + 1) * k;
      loop invariant start: k % BP_PANEL == 0 || k == layer->units;
      loop invariant deltas: \forall integer i; 0 <= i < layer->units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < layer->inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact_w: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
        bp_layer_added{Pre, Here}(first, eta, delta, y, layer->inputs, layer->units, u, i);
      loop invariant exact_x: \forall integer u; 0 <= u < k ==>
        bp_same(x[u], bp_unit_net_input(first, s, layer->inputs, layer->units, u));
      loop invariant rest: \forall integer i; (layer->inputs + 1) * k <= i < layer->weights ==>
        bp_same(first[i], \at(w[i], Pre));
      loop assigns j, k, m, n, w, g[0 .. BP_PANEL - 1], first[0 .. layer->weights - 1],
                   x[0 .. layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    /*@ ghost bp_ghost_panel_of(layer->units, k, n); */
    /*@ ghost bp_ghost_before_panels(layer->inputs, layer->units, k); */
    /*@ assert fits: (layer->inputs + 1) * k + (layer->inputs + 1) * n <= layer->weights; */
    /*@ ghost before: ; */
    panel_scale(eta, delta + k, g, n);
    /*@ ghost scaled: ; */
    bp_fused_advance(w, g, y, s, x + k, layer->inputs, n);
    /*@ assert done: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
          bp_layer_added{Pre, Here}(first, eta, delta, y, layer->inputs, layer->units, u, i); */
    /*@ assert weights: \forall integer i; 0 <= i < (layer->inputs + 1) * k ==>
          bp_same(first[i], \at(first[i], before)); */
    /*@ assert signals: \forall integer i; 0 <= i < layer->inputs ==> bp_same(s[i], \at(s[i], before)); */
    /*@ ghost
        /@ loop invariant unit: 0 <= m <= k;
           loop invariant same: \forall integer u; 0 <= u < m ==>
             bp_same(bp_unit_net_input(first, s, layer->inputs, layer->units, u),
                     bp_unit_net_input{before}(first, s, layer->inputs, layer->units, u));
           loop assigns j, m;
           loop variant k - m;
        @/
        for (m = 0; m < k; m++) {
          /@ assert bias: 0 <= bp_place(layer->inputs, layer->units, m, 0) < (layer->inputs + 1) * k; @/
          /@ assert kept: bp_same(bp_weight(first, layer->inputs, layer->units, m, 0),
                                  bp_weight{before}(first, layer->inputs, layer->units, m, 0)); @/
          /@ loop invariant input: 0 <= j <= layer->inputs;
             loop invariant same:
               bp_same(bp_net_input(first + (layer->inputs + 1) * bp_panel_first(m), s,
                                    bp_panel_width(layer->units, m), m - bp_panel_first(m), j),
                       bp_net_input{before}(first + (layer->inputs + 1) * bp_panel_first(m), s,
                                    bp_panel_width(layer->units, m), m - bp_panel_first(m), j));
             loop assigns j;
             loop variant layer->inputs - j;
          @/
          for (j = 0; j < layer->inputs; j++) {
            /@ assert inside: 0 <= bp_place(layer->inputs, layer->units, m, j + 1) < (layer->inputs + 1) * k; @/
          }
          /@ assert end: j == layer->inputs; @/
          /@ assert placed: \forall integer u; u == m ==>
               bp_same(bp_placed_net_input(first, s, layer->inputs, bp_panel_first(u),
                                           bp_panel_width(layer->units, u), u),
                       bp_placed_net_input{before}(first, s, layer->inputs, bp_panel_first(u),
                                           bp_panel_width(layer->units, u), u)); @/
          /@ assert unit: \forall integer u; u == m ==>
               bp_same(bp_unit_net_input(first, s, layer->inputs, layer->units, u),
                       bp_unit_net_input{before}(first, s, layer->inputs, layer->units, u)); @/
        }
    */
    /*@ assert end: m == k; */
    /*@ assert kept_x: \forall integer u; 0 <= u < k ==> bp_same(x[u], \at(x[u], before)); */
    /*@ assert exact_before: \forall integer u; 0 <= u < k ==>
          bp_same(x[u], bp_unit_net_input(first, s, layer->inputs, layer->units, u)); */
    /*@ assert exact_panel: \forall integer u; k <= u < k + n ==>
          bp_same(x[u], bp_placed_net_input(first, s, layer->inputs, k, n, u)); */
    /*@ assert exact_last: \forall integer u; k <= u < k + n ==>
          bp_same(x[u], bp_unit_net_input(first, s, layer->inputs, layer->units, u)); */
    /*@ ghost
        /@ loop invariant unit: 0 <= m <= n;
           loop invariant exact: \forall integer u, integer i;
             k <= u < k + m && 0 <= i <= layer->inputs ==>
             bp_layer_added{Pre, Here}(first, eta, delta, y, layer->inputs, layer->units, u, i);
           loop assigns j, m;
           loop variant n - m;
        @/
        for (m = 0; m < n; m++) {
          /@ assert panel: bp_panel_first(k + m) == k && bp_panel_width(layer->units, k + m) == n; @/
          /@ assert factor: \forall integer u; u == k + m ==>
               bp_same(\at(g[u - k], scaled), bp_mul(eta, \at(delta[u], Pre))); @/
          /@ loop invariant input: 0 <= j <= layer->inputs + 1;
             loop invariant exact: \forall integer i; 0 <= i < j ==>
               bp_layer_added{Pre, Here}(first, eta, delta, y, layer->inputs, layer->units, k + m, i);
             loop assigns j;
             loop variant layer->inputs + 1 - j;
          @/
          for (j = 0; j <= layer->inputs; j++) {
            bp_ghost_row(j, (size_t)(layer->inputs + 1), n);
            bp_ghost_place(j, m, 1, n);
            /@ assert placed: bp_place(layer->inputs, layer->units, k + m, j) ==
                              bp_place_in(layer->inputs, k, n, k + m, j); @/
            /@ assert change: bp_same(bp_panel_change{scaled}(&g[0], y, n, j * n + m),
                                      bp_change{Pre}(eta, delta, y, k + m, j)); @/
            /@ assert place: bp_place(layer->inputs, layer->units, k + m, j) ==
                             (layer->inputs + 1) * k + (j * n + m); @/
            /@ assert by_panel: bp_panel_added{scaled, Here}(w, &g[0], y, n, j * n + m); @/
            /@ assert kept: \forall integer i; i == (layer->inputs + 1) * k + (j * n + m) ==>
                 bp_same(\at(first[i], scaled), \at(w[i], Pre)); @/
            /@ assert added: bp_layer_added{Pre, Here}(first, eta, delta, y, layer->inputs, layer->units,
                                                       k + m, j); @/
          }
        }
    */
    w += panel_weights(layer, n);
  }
}

void bp_layer_advance_move(const bp_layer *layer, double *w, double *c, double eta, double alpha,
                           const double *delta, const double *y, const double *s, double *x) {
  double g[BP_PANEL];
  size_t k, n;
  /*@ ghost double *first_w = w; */
  /*@ ghost double *first_c = c; */
  /*@ ghost size_t m, j; */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant panel_w: w == first_w + (layer->inputs + 1) * k;
      loop invariant panel_c: c == first_c + (layer->inputs + 1) * k;
      loop invariant start: k % BP_PANEL == 0 || k == layer->units;
      loop invariant deltas: \forall integer i; 0 <= i < layer->units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < layer->inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
        bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs, layer->units, u, i);
      loop invariant exact_x: \forall integer u; 0 <= u < k ==>
        bp_same(x[u], bp_unit_net_input(first_w, s, layer->inputs, layer->units, u));
      loop invariant rest: \forall integer i; (layer->inputs + 1) * k <= i < layer->weights ==>
        bp_same(first_w[i], \at(w[i], Pre)) && bp_same(first_c[i], \at(c[i], Pre));
      loop assigns j, k, m, n, w, c, g[0 .. BP_PANEL - 1], first_w[0 .. layer->weights - 1],
                   first_c[0 .. layer->weights - 1], x[0 .. layer->units - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = panel_units(layer->units - k);
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    /*@ ghost bp_ghost_panel_of(layer->units, k, n); */
    /*@ ghost bp_ghost_before_panels(layer->inputs, layer->units, k); */
    /*@ assert fits: (layer->inputs + 1) * k + (layer->inputs + 1) * n <= layer->weights; */
    /*@ ghost before: ; */
    panel_scale(eta, delta + k, g, n);
    /*@ ghost scaled: ; */
    bp_fused_advance_move(w, c, g, alpha, y, s, x + k, layer->inputs, n);
    /*@ assert done: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
          bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs, layer->units, u, i); */
    /*@ assert weights: \forall integer i; 0 <= i < (layer->inputs + 1) * k ==>
          bp_same(first_w[i], \at(first_w[i], before)); */
    /*@ assert signals: \forall integer i; 0 <= i < layer->inputs ==> bp_same(s[i], \at(s[i], before)); */
    /*@ ghost
        /@ loop invariant unit: 0 <= m <= k;
           loop invariant same: \forall integer u; 0 <= u < m ==>
             bp_same(bp_unit_net_input(first_w, s, layer->inputs, layer->units, u),
                     bp_unit_net_input{before}(first_w, s, layer->inputs, layer->units, u));
           loop assigns j, m;
           loop variant k - m;
        @/
        for (m = 0; m < k; m++) {
          /@ assert bias: 0 <= bp_place(layer->inputs, layer->units, m, 0) < (layer->inputs + 1) * k; @/
          /@ assert kept: bp_same(bp_weight(first_w, layer->inputs, layer->units, m, 0),
                                  bp_weight{before}(first_w, layer->inputs, layer->units, m, 0)); @/
          /@ loop invariant input: 0 <= j <= layer->inputs;
             loop invariant same:
               bp_same(bp_net_input(first_w + (layer->inputs + 1) * bp_panel_first(m), s,
                                    bp_panel_width(layer->units, m), m - bp_panel_first(m), j),
                       bp_net_input{before}(first_w + (layer->inputs + 1) * bp_panel_first(m), s,
                                    bp_panel_width(layer->units, m), m - bp_panel_first(m), j));
             loop assigns j;
             loop variant layer->inputs - j;
          @/
          for (j = 0; j < layer->inputs; j++) {
            /@ assert inside: 0 <= bp_place(layer->inputs, layer->units, m, j + 1) < (layer->inputs + 1) * k; @/
            /@ assert kept: bp_same(bp_weight(first_w, layer->inputs, layer->units, m, j + 1),
                                    bp_weight{before}(first_w, layer->inputs, layer->units, m, j + 1)); @/
          }
          /@ assert end: j == layer->inputs; @/
          /@ assert placed: \forall integer u; u == m ==>
               bp_same(bp_placed_net_input(first_w, s, layer->inputs, bp_panel_first(u),
                                           bp_panel_width(layer->units, u), u),
                       bp_placed_net_input{before}(first_w, s, layer->inputs, bp_panel_first(u),
                                           bp_panel_width(layer->units, u), u)); @/
          /@ assert unit: \forall integer u; u == m ==>
               bp_same(bp_unit_net_input(first_w, s, layer->inputs, layer->units, u),
                       bp_unit_net_input{before}(first_w, s, layer->inputs, layer->units, u)); @/
        }
    */
    /*@ assert end: m == k; */
    /*@ assert kept_x: \forall integer u; 0 <= u < k ==> bp_same(x[u], \at(x[u], before)); */
    /*@ assert exact_before: \forall integer u; 0 <= u < k ==>
          bp_same(x[u], bp_unit_net_input(first_w, s, layer->inputs, layer->units, u)); */
    /*@ assert exact_panel: \forall integer u; k <= u < k + n ==>
          bp_same(x[u], bp_placed_net_input(first_w, s, layer->inputs, k, n, u)); */
    /*@ assert exact_last: \forall integer u; k <= u < k + n ==>
          bp_same(x[u], bp_unit_net_input(first_w, s, layer->inputs, layer->units, u)); */
    /*@ ghost
        /@ loop invariant unit: 0 <= m <= n;
           loop invariant exact: \forall integer u, integer i;
             k <= u < k + m && 0 <= i <= layer->inputs ==>
             bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs,
                                       layer->units, u, i);
           loop assigns j, m;
           loop variant n - m;
        @/
        for (m = 0; m < n; m++) {
          /@ assert panel: bp_panel_first(k + m) == k && bp_panel_width(layer->units, k + m) == n; @/
          /@ assert factor: \forall integer u; u == k + m ==>
               bp_same(\at(g[u - k], scaled), bp_mul(eta, \at(delta[u], Pre))); @/
          /@ loop invariant input: 0 <= j <= layer->inputs + 1;
             loop invariant exact: \forall integer i; 0 <= i < j ==>
               bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y, layer->inputs,
                                         layer->units, k + m, i);
             loop assigns j;
             loop variant layer->inputs + 1 - j;
          @/
          for (j = 0; j <= layer->inputs; j++) {
            bp_ghost_row(j, (size_t)(layer->inputs + 1), n);
            bp_ghost_place(j, m, 1, n);
            /@ assert placed: bp_place(layer->inputs, layer->units, k + m, j) ==
                              bp_place_in(layer->inputs, k, n, k + m, j); @/
            /@ assert change: bp_same(bp_panel_change{scaled}(&g[0], y, n, j * n + m),
                                      bp_change{Pre}(eta, delta, y, k + m, j)); @/
            /@ assert place: bp_place(layer->inputs, layer->units, k + m, j) ==
                             (layer->inputs + 1) * k + (j * n + m); @/
            /@ assert by_panel: bp_panel_moved{scaled, Here}(w, c, &g[0], alpha, y, n, j * n + m); @/
            /@ assert kept: \forall integer i; i == (layer->inputs + 1) * k + (j * n + m) ==>
                 bp_same(\at(first_w[i], scaled), \at(w[i], Pre)) &&
                 bp_same(\at(first_c[i], scaled), \at(c[i], Pre)); @/
            /@ assert change_before:
                 bp_same(bp_weight(first_c, layer->inputs, layer->units, k + m, j),
                         bp_moved(bp_change{Pre}(eta, delta, y, k + m, j), alpha,
                                  bp_weight{Pre}(first_c, layer->inputs, layer->units, k + m, j))); @/
            /@ assert weight:
                 bp_same(bp_weight(first_w, layer->inputs, layer->units, k + m, j),
                         bp_add(bp_weight{Pre}(first_w, layer->inputs, layer->units, k + m, j),
                                bp_moved(bp_change{Pre}(eta, delta, y, k + m, j), alpha,
                                         bp_weight{Pre}(first_c, layer->inputs, layer->units, k + m, j)))); @/
            /@ assert moved: bp_layer_moved{Pre, Here}(first_w, first_c, eta, alpha, delta, y,
                                                       layer->inputs, layer->units, k + m, j); @/
          }
        }
    */
    w += panel_weights(layer, n);
    c += panel_weights(layer, n);
  }
}
