/* One layer of the network: the equations of its J inputs and K units, panel by panel. Weights are
   those of the layer alone, (J + 1) K numbers in panels. */
#ifndef BP_LAYER_H
#define BP_LAYER_H

#include <stddef.h>

#include "activation.h"

/* One layer: J inputs to K units. Written by bp_net_init, read by everyone. */
typedef struct bp_layer {
  size_t inputs;            /* J, the bias not counted */
  size_t units;             /* K */
  bp_activation activation; /* f */
  size_t weights;           /* (J + 1) K */
  size_t weight_at;         /* the layer's first weight in bp_net.w */
  size_t unit_at;           /* the layer's first unit in bp_net.x, y, delta */
} bp_layer;

#ifdef __FRAMAC__
#include "spec/acsl/layer.h"
#endif

/* Where the weight w_kj stands among the layer's: unit k from 0, input j from 0 (the bias) to J. */
/*@ requires layer: bp_layer_valid(layer);
    requires unit: k < layer->units;
    requires input: j <= layer->inputs;
    assigns \result \from *layer, k, j;
    ensures range: \result < layer->weights;
*/
size_t bp_layer_index(const bp_layer *layer, size_t k, size_t j);

/* Net inputs x of all units (EQ-5, EQ-16) from the signals y of the layer before, y[0] being y_1.
 */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_w: \valid_read(w + (0 .. layer->weights - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires valid_x: \valid(x + (0 .. layer->units - 1));
    requires sep_w: \separated(x + (0 .. layer->units - 1), w + (0 .. layer->weights - 1));
    requires sep_y: \separated(x + (0 .. layer->units - 1), y + (0 .. layer->inputs - 1));
    assigns x[0 .. layer->units - 1];
    ensures exact: \forall integer i; 0 <= i < layer->units ==>
      bp_same(x[i], bp_unit_net_input{Pre}(w, y, layer->inputs, layer->units, i));
*/
void bp_layer_net_input(const bp_layer *layer, const double *w, const double *y, double *x);

/* Error and delta of output units (EQ-4, EQ-6): delta_k = (t_k - y_k) f'(x_k); without f' if plain.
 */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_t: \valid_read(t + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->units - 1));
    requires valid_delta: \valid(delta + (0 .. layer->units - 1));
    requires sep_t: \separated(delta + (0 .. layer->units - 1), t + (0 .. layer->units - 1));
    requires sep_y: \separated(delta + (0 .. layer->units - 1), y + (0 .. layer->units - 1));
    assigns delta[0 .. layer->units - 1];
    ensures exact: \forall integer i; 0 <= i < layer->units ==>
      bp_output_delta(delta[i], layer->activation, plain, \old(t[i]), \old(y[i]));
*/
void bp_layer_output_delta(const bp_layer *layer, const double *t, const double *y, double *delta,
                           int plain);

/* Delta of the units before this layer (EQ-17, EQ-19): delta_j = f'(x_j) sum_k delta_k w_kj, with f
   the activation of the layer before, y its outputs, delta and w of this layer. */
/*@ requires layer: bp_layer_valid(layer);
    requires activation: bp_activation_known(f);
    requires valid_w: \valid_read(w + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires valid_before: \valid(before + (0 .. layer->inputs - 1));
    requires sep_w: \separated(before + (0 .. layer->inputs - 1), w + (0 .. layer->weights - 1));
    requires sep_delta:
      \separated(before + (0 .. layer->inputs - 1), delta + (0 .. layer->units - 1));
    requires sep_y: \separated(before + (0 .. layer->inputs - 1), y + (0 .. layer->inputs - 1));
    assigns before[0 .. layer->inputs - 1];
    ensures exact: \forall integer i; 0 <= i < layer->inputs ==>
      bp_by_slope(before[i], f, \old(y[i]),
                  bp_hidden_sum{Pre}(w, delta, layer->inputs, layer->units, i, layer->units));
*/
void bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before);

/* Adds scale delta_k y_j to each a_kj, the product scale delta_k formed once per unit and added as it is to a_k0: with scale =
   eta and a = w the update (EQ-9, EQ-10, EQ-12, EQ-22), with scale = 1 the sums over a batch, with
   scale = -1 the gradient (EQ-8, EQ-21). */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_a: \valid(a + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires sep_delta: \separated(a + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1));
    requires sep_y: \separated(a + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1));
    assigns a[0 .. layer->weights - 1];
    ensures exact: \forall integer k, integer j; 0 <= k < layer->units && 0 <= j <= layer->inputs ==>
      bp_layer_added{Pre, Here}(a, scale, delta, y, layer->inputs, layer->units, k, j);
*/
void bp_layer_add(const bp_layer *layer, double *a, double scale, const double *delta,
                  const double *y);

/* The update with momentum: c_kj = (eta delta_k) y_j + alpha c_kj, then w_kj = w_kj + c_kj. */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_w: \valid(w + (0 .. layer->weights - 1));
    requires valid_c: \valid(c + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires sep_wc: \separated(w + (0 .. layer->weights - 1), c + (0 .. layer->weights - 1));
    requires sep_delta: \separated(w + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1)) &&
                        \separated(c + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1));
    requires sep_y: \separated(w + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1)) &&
                    \separated(c + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1));
    assigns w[0 .. layer->weights - 1], c[0 .. layer->weights - 1];
    ensures exact: \forall integer k, integer j; 0 <= k < layer->units && 0 <= j <= layer->inputs ==>
      bp_layer_moved{Pre, Here}(w, c, eta, alpha, delta, y, layer->inputs, layer->units, k, j);
*/
void bp_layer_move(const bp_layer *layer, double *w, double *c, double eta, double alpha,
                   const double *delta, const double *y);

/* The update as of bp_layer_add with one pattern's signals y, then the net inputs x for the next
   one's signals s (EQ-10 and EQ-22, then EQ-5 and EQ-16), in one walk over the weights. */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_w: \valid(w + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires valid_s: \valid_read(s + (0 .. layer->inputs - 1));
    requires valid_x: \valid(x + (0 .. layer->units - 1));
    requires sep_wd:
      \separated(w + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1));
    requires sep_wy:
      \separated(w + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1));
    requires sep_ws:
      \separated(w + (0 .. layer->weights - 1), s + (0 .. layer->inputs - 1));
    requires sep_wx:
      \separated(w + (0 .. layer->weights - 1), x + (0 .. layer->units - 1));
    requires sep_xd:
      \separated(x + (0 .. layer->units - 1), delta + (0 .. layer->units - 1));
    requires sep_xy:
      \separated(x + (0 .. layer->units - 1), y + (0 .. layer->inputs - 1));
    requires sep_xs:
      \separated(x + (0 .. layer->units - 1), s + (0 .. layer->inputs - 1));
    assigns w[0 .. layer->weights - 1], x[0 .. layer->units - 1];
    ensures exact_w: \forall integer k, integer j; 0 <= k < layer->units && 0 <= j <= layer->inputs ==>
      bp_layer_added{Pre, Here}(w, eta, delta, y, layer->inputs, layer->units, k, j);
    ensures exact_x: \forall integer k; 0 <= k < layer->units ==>
      bp_same(x[k], bp_unit_net_input(w, s, layer->inputs, layer->units, k));
*/
void bp_layer_advance(const bp_layer *layer, double *w, double eta, const double *delta,
                      const double *y, const double *s, double *x);

/* The same with momentum, as of bp_layer_move. */
/*@ requires layer: bp_layer_valid(layer);
    requires valid_w: \valid(w + (0 .. layer->weights - 1));
    requires valid_c: \valid(c + (0 .. layer->weights - 1));
    requires valid_delta: \valid_read(delta + (0 .. layer->units - 1));
    requires valid_y: \valid_read(y + (0 .. layer->inputs - 1));
    requires valid_s: \valid_read(s + (0 .. layer->inputs - 1));
    requires valid_x: \valid(x + (0 .. layer->units - 1));
    requires sep_wd:
      \separated(w + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1));
    requires sep_wy:
      \separated(w + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1));
    requires sep_ws:
      \separated(w + (0 .. layer->weights - 1), s + (0 .. layer->inputs - 1));
    requires sep_wx:
      \separated(w + (0 .. layer->weights - 1), x + (0 .. layer->units - 1));
    requires sep_xd:
      \separated(x + (0 .. layer->units - 1), delta + (0 .. layer->units - 1));
    requires sep_xy:
      \separated(x + (0 .. layer->units - 1), y + (0 .. layer->inputs - 1));
    requires sep_xs:
      \separated(x + (0 .. layer->units - 1), s + (0 .. layer->inputs - 1));
    requires sep_wc:
      \separated(w + (0 .. layer->weights - 1), c + (0 .. layer->weights - 1));
    requires sep_cd:
      \separated(c + (0 .. layer->weights - 1), delta + (0 .. layer->units - 1));
    requires sep_cy:
      \separated(c + (0 .. layer->weights - 1), y + (0 .. layer->inputs - 1));
    requires sep_cs:
      \separated(c + (0 .. layer->weights - 1), s + (0 .. layer->inputs - 1));
    requires sep_cx:
      \separated(c + (0 .. layer->weights - 1), x + (0 .. layer->units - 1));
    assigns w[0 .. layer->weights - 1], c[0 .. layer->weights - 1], x[0 .. layer->units - 1];
    ensures exact: \forall integer k, integer j; 0 <= k < layer->units && 0 <= j <= layer->inputs ==>
      bp_layer_moved{Pre, Here}(w, c, eta, alpha, delta, y, layer->inputs, layer->units, k, j);
    ensures exact_x: \forall integer k; 0 <= k < layer->units ==>
      bp_same(x[k], bp_unit_net_input(w, s, layer->inputs, layer->units, k));
*/
void bp_layer_advance_move(const bp_layer *layer, double *w, double *c, double eta, double alpha,
                           const double *delta, const double *y, const double *s, double *x);

#endif
