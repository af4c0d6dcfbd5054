/* The kernels: one panel is a block of up to BP_PANEL units of a layer with all their weights,
   input-major: w[j * units + k] is the weight from input j to unit k, row j = 0 the biases. Walked
   in the order of memory, element-wise over the units, so each sum keeps the order of the equations
   and still vectorises. */
#ifndef BP_PANEL_H
#define BP_PANEL_H

#include <stddef.h>

#define BP_PANEL 32

#ifdef __FRAMAC__
#include "spec/acsl/equations.h"
#endif

/* C90 has no word for "nothing else points here". Where the compiler has one, loops need no check
   for overlap; the contracts require the separation anyway. */
#if defined(__GNUC__) && !defined(__FRAMAC__)
#define BP_RESTRICT __restrict__
#else
#define BP_RESTRICT
#endif

/* Net inputs (EQ-5, EQ-16): x_k = w_k0 + w_k1 y_1 + ... + w_kJ y_J, added in this order.
   w: (inputs + 1) units; y: inputs numbers, y[0] being y_1; x: units. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w: \valid_read(w + (0 .. (inputs + 1) * units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_w: \separated(x + (0 .. units - 1), w + (0 .. (inputs + 1) * units - 1));
    requires sep_y: \separated(x + (0 .. units - 1), y + (0 .. inputs - 1));
    assigns x[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_net_input{Pre}(w, y, units, i, inputs));
*/
void bp_panel_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units);

/* Adds the panel's part of the hidden sums (EQ-17): sum_j = sum_j + delta_1 w_1j + ..., in this
   order. w: (inputs + 1) units, of which the bias row takes no part; delta: units; sum: inputs. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w: \valid_read(w + (0 .. (inputs + 1) * units - 1));
    requires valid_delta: \valid_read(delta + (0 .. units - 1));
    requires valid_sum: \valid(sum + (0 .. inputs - 1));
    requires sep_w: \separated(sum + (0 .. inputs - 1), w + (0 .. (inputs + 1) * units - 1));
    requires sep_delta: \separated(sum + (0 .. inputs - 1), delta + (0 .. units - 1));
    assigns sum[0 .. inputs - 1];
    ensures exact: \forall integer i; 0 <= i < inputs ==>
      bp_same(sum[i], bp_panel_sum{Pre}(\old(sum[i]), delta, w, units, i));
*/
void bp_panel_hidden_sum(const double *w, const double *delta, double *sum, size_t inputs,
                         size_t units);

/* Adds an outer product (EQ-10, EQ-22, and the sums over a batch): a_kj = a_kj + g_k y_j, and a_k0 =
   a_k0 + g_k. a: (inputs + 1) units; g: units; y: inputs, y[0] being y_1. */
/*@ requires units: 1 <= units <= BP_PANEL;
    requires valid_a: \valid(a + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires sep_g: \separated(a + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_y: \separated(a + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    assigns a[0 .. (inputs + 1) * units - 1];
    ensures exact: \forall integer i; 0 <= i < (inputs + 1) * units ==>
      bp_panel_added{Pre, Here}(a, g, y, units, i);
*/
void bp_panel_add(double *a, const double *g, const double *y, size_t inputs, size_t units);

/* The same with momentum: c_kj = g_k y_j + alpha c_kj, or g_k + alpha c_k0, then w_kj = w_kj + c_kj.
   c: as w. */
/*@ requires units: 1 <= units <= BP_PANEL;
    requires valid_w: \valid(w + (0 .. (inputs + 1) * units - 1));
    requires valid_c: \valid(c + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires sep_wc: \separated(w + (0 .. (inputs + 1) * units - 1),
                                c + (0 .. (inputs + 1) * units - 1));
    requires sep_g: \separated(w + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1)) &&
                    \separated(c + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_y: \separated(w + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1)) &&
                    \separated(c + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    assigns w[0 .. (inputs + 1) * units - 1], c[0 .. (inputs + 1) * units - 1];
    ensures exact: \forall integer i; 0 <= i < (inputs + 1) * units ==>
      bp_panel_moved{Pre, Here}(w, c, g, alpha, y, units, i);
*/
void bp_panel_move(double *w, double *c, const double *g, const double *y, double alpha,
                   size_t inputs, size_t units);

#endif
