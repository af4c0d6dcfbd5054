/* What holds of every layer that bp_net_init has written. */
#ifndef BP_ACSL_LAYER_H
#define BP_ACSL_LAYER_H

#include "equations.h"
#include "product.h"
#include "src/bp/panel.h"

/* The most doubles that a network may hold. */
#define BP_ACSL_COUNT_MAX ((size_t)-1 / sizeof(double) / 128)

/*@ predicate bp_activation_known(integer f) =
      BP_LOGISTIC <= f < BP_ACTIVATION_COUNT;

    logic integer bp_weight_count(integer inputs, integer units) = (inputs + 1) * units;

    predicate bp_layer_sizes(integer inputs, integer units, integer weights) =
      1 <= inputs < BP_ACSL_COUNT_MAX && 1 <= units <= BP_ACSL_COUNT_MAX &&
      weights == bp_weight_count(inputs, units) && weights <= BP_ACSL_COUNT_MAX;

    predicate bp_layer_shape{L}(bp_layer *layer) =
      bp_layer_sizes(layer->inputs, layer->units, layer->weights) &&
      bp_activation_known(layer->activation);

    predicate bp_layer_valid{L}(bp_layer *layer) =
      \valid_read(layer) && bp_layer_shape(layer);
*/

/* The panel that unit k of a layer stands in: its first unit, and how many it has. */
/*@ logic integer bp_panel_first(integer k) = k - k % BP_PANEL;

    logic integer bp_panel_width(integer units, integer k) =
      units - bp_panel_first(k) < BP_PANEL ? units - bp_panel_first(k) : BP_PANEL;
*/

/* The net input of unit k of a layer with weights w (EQ-5, EQ-16): it stands in the panel of `width` units from `first`. */
/*@ logic double bp_placed_net_input{L}(double *w, double *y, integer inputs, integer first, integer width,
                                        integer k) =
      bp_net_input(w + (inputs + 1) * first, y, width, k - first, inputs);

    logic double bp_unit_net_input{L}(double *w, double *y, integer inputs, integer units, integer k) =
      bp_placed_net_input(w, y, inputs, bp_panel_first(k), bp_panel_width(units, k), k);
*/

/* Where the weight w_kj of unit k, input j (0 the bias), stands among the layer's: in the panel of `width` units from `first`. */
/*@ logic integer bp_place_in(integer inputs, integer first, integer width, integer k, integer j) =
      (inputs + 1) * first + j * width + (k - first);

    logic integer bp_place(integer inputs, integer units, integer k, integer j) =
      bp_place_in(inputs, bp_panel_first(k), bp_panel_width(units, k), k, j);

    logic double bp_placed_weight{L}(double *w, integer inputs, integer first, integer width, integer k, integer j) =
      w[bp_place_in(inputs, first, width, k, j)];

    logic double bp_weight{L}(double *w, integer inputs, integer units, integer k, integer j) =
      w[bp_place(inputs, units, k, j)];
*/

/* What w_kj changes by without momentum (EQ-9, EQ-22): scale delta_k for a bias, (scale delta_k) y_j for input j. */
/*@ logic double bp_change{L}(double scale, double *delta, double *y, integer k, integer j) =
      j <= 0 ? bp_mul(scale, delta[k]) : bp_mul(bp_mul(scale, delta[k]), y[j - 1]);

    predicate bp_layer_added{Before, After}(double *a, double scale, double *delta, double *y, integer inputs, integer units,
                                            integer k, integer j) =
      bp_same(bp_weight{After}(a, inputs, units, k, j),
              bp_add(bp_weight{Before}(a, inputs, units, k, j), bp_change{Before}(scale, delta, y, k, j)));
*/

/* The same with momentum alpha, c being the changes before. */
/*@ predicate bp_layer_moved{Before, After}(double *w, double *c, double eta, double alpha, double *delta, double *y,
                                            integer inputs, integer units, integer k, integer j) =
      bp_same(bp_weight{After}(c, inputs, units, k, j),
              bp_moved(bp_change{Before}(eta, delta, y, k, j), alpha, bp_weight{Before}(c, inputs, units, k, j))) &&
      bp_same(bp_weight{After}(w, inputs, units, k, j),
              bp_add(bp_weight{Before}(w, inputs, units, k, j),
                     bp_moved(bp_change{Before}(eta, delta, y, k, j), alpha,
                              bp_weight{Before}(c, inputs, units, k, j))));
*/

/* The hidden sum of input j, counted from 0, after k of the units (EQ-17): delta_1 w_1j + ... + delta_k w_kj. */
/*@ logic double bp_hidden_sum{L}(double *w, double *delta, integer inputs, integer units, integer j, integer k) =
      k <= 0 ? (double)0.0
             : bp_add(bp_hidden_sum(w, delta, inputs, units, j, k - 1),
                      bp_mul(delta[k - 1], bp_weight(w, inputs, units, k - 1, j + 1)));
*/

/* v = f'(x) d, with f' from the output y = f(x) (EQ-5, EQ-6, EQ-18, EQ-19). Where f' is 1 everywhere nothing is multiplied. */
/*@ predicate bp_by_slope(double v, integer f, double y, double d) =
      (f == BP_LOGISTIC ==> bp_same(v, bp_mul(bp_mul(y, bp_sub((double)1.0, y)), d))) &&
      (f == BP_TANH ==> bp_same(v, bp_mul(bp_sub((double)1.0, bp_mul(y, y)), d))) &&
      (f == BP_IDENTITY ==> bp_same(v, d)) &&
      (f == BP_RELU ==> (\gt_double(y, (double)0.0) ==> bp_same(v, bp_mul((double)1.0, d))) &&
                        (!\gt_double(y, (double)0.0) ==> bp_same(v, bp_mul((double)0.0, d)))) &&
      (f == BP_LEAKY_RELU ==> (\gt_double(y, (double)0.0) ==> bp_same(v, bp_mul((double)1.0, d))) &&
                              (!\gt_double(y, (double)0.0) ==> bp_same(v, bp_mul((double)BP_LEAK, d))));

    predicate bp_output_delta(double v, integer f, integer plain, double t, double y) =
      plain != 0 ? bp_same(v, bp_sub(t, y)) : bp_by_slope(v, f, y, bp_sub(t, y));
*/

/*@ ghost
  /@ requires start: k % BP_PANEL == 0 && k <= units;
     requires width: n == (units - k < BP_PANEL ? units - k : BP_PANEL);
     assigns \nothing;
     ensures first: \forall integer i; k <= i < k + n ==> bp_panel_first(i) == k;
     ensures width: \forall integer i; k <= i < k + n ==> bp_panel_width(units, i) == n;
     ensures next: (k + n) % BP_PANEL == 0 || k + n == units;
  @/
  void bp_ghost_panel_of(size_t units, size_t k, size_t n);
*/

/* The weights of the units before a panel stand before it. */
/*@ ghost
  /@ requires start: k % BP_PANEL == 0 || k == units;
     requires part: k <= units;
     requires unit: u < k;
     requires input: j <= inputs;
     assigns \nothing;
     ensures below: 0 <= bp_place(inputs, units, u, j) < (inputs + 1) * k;
  @/
  void bp_ghost_before_panel(size_t inputs, size_t units, size_t k, size_t u, size_t j);
*/

/*@ ghost
  /@ requires start: k % BP_PANEL == 0 || k == units;
     requires part: k <= units;
     requires inputs: inputs < BP_ACSL_COUNT_MAX;
     assigns \nothing;
     ensures below: \forall integer u, integer j; 0 <= u < k && 0 <= j <= inputs ==>
       0 <= bp_place(inputs, units, u, j) < (inputs + 1) * k;
  @/
  void bp_ghost_before_panels(size_t inputs, size_t units, size_t k);
*/

#endif
