/* What the equations come to, operation by operation, in the order of spec/arithmetic.md: the contracts say that the code computes
   just this, bit for bit. */
#ifndef BP_ACSL_EQUATIONS_H
#define BP_ACSL_EQUATIONS_H

#include "rounded.h"

/* start + a_0 b_0 + ... + a_3 b_3, in this order. */
/*@ logic double bp_four(double start, double a0, double b0, double a1, double b1, double a2, double b2, double a3,
                         double b3) =
      bp_add(bp_add(bp_add(bp_add(start, bp_mul(a0, b0)), bp_mul(a1, b1)), bp_mul(a2, b2)), bp_mul(a3, b3));
*/

/* The net input of unit k of a panel after j of its inputs (EQ-5, EQ-16): w_k0 + w_k1 y_1 + ... + w_kj y_j. */
/*@ logic double bp_net_input{L}(double *w, double *y, integer units, integer k, integer j) =
      j <= 0 ? w[k]
             : bp_add(bp_net_input(w, y, units, k, j - 1), bp_mul(w[j * units + k], y[j - 1]));
*/

/* start + delta_1 w_1 + ... + delta_n w_n, a row of a hidden sum (EQ-17). */
/*@ logic double bp_row_sum{L}(double start, double *delta, double *w, integer n) =
      n <= 0 ? start
             : bp_add(bp_row_sum(start, delta, w, n - 1), bp_mul(delta[n - 1], w[n - 1]));
*/

/* What a panel adds to the hidden sum of its input j, counted from 0. */
/*@ logic double bp_panel_sum{L}(double start, double *delta, double *w, integer units, integer j) =
      bp_row_sum(start, delta, w + (j + 1) * units, units);
*/

/* What a panel of `units` changes by at place i of its weights, counted over its rows (EQ-9, EQ-22), without momentum: g_k for a
   bias, g_k y_j for the weight of input j. */
/*@ logic double bp_panel_change{L}(double *g, double *y, integer units, integer i) =
      i < units ? g[i] : bp_mul(g[i % units], y[i / units - 1]);

    predicate bp_panel_added{Before, After}(double *a, double *g, double *y, integer units, integer i) =
      bp_same(\at(a[i], After), bp_add(\at(a[i], Before), bp_panel_change{Before}(g, y, units, i)));
*/

/* What a weight changes by with momentum: the plain change, and alpha times the change before. */
/*@ logic double bp_moved(double change, double alpha, double before) =
      bp_add(change, bp_mul(alpha, before));

    predicate bp_panel_moved{Before, After}(double *w, double *c, double *g, double alpha, double *y, integer units,
                                            integer i) =
      bp_same(\at(c[i], After), bp_moved(bp_panel_change{Before}(g, y, units, i), alpha, \at(c[i], Before))) &&
      bp_same(\at(w[i], After),
              bp_add(\at(w[i], Before), bp_moved(bp_panel_change{Before}(g, y, units, i), alpha, \at(c[i], Before))));
*/

/* The net input of unit k of a panel after j of its inputs s, of weights that change by that first (EQ-10 and EQ-22, then EQ-5 and
   EQ-16). */
/*@ logic double bp_changed_net_input{L}(double *w, double *g, double *y, double *s, integer units, integer k, integer j) =
      j <= 0 ? bp_add(w[k], g[k])
             : bp_add(bp_changed_net_input(w, g, y, s, units, k, j - 1),
                      bp_mul(bp_add(w[j * units + k], bp_mul(g[k], y[j - 1])), s[j - 1]));
*/

/* The same where they change with momentum. */
/*@ logic double bp_moved_net_input{L}(double *w, double *c, double *g, double alpha, double *y, double *s, integer units,
                                       integer k, integer j) =
      j <= 0 ? bp_add(w[k], bp_moved(g[k], alpha, c[k]))
             : bp_add(bp_moved_net_input(w, c, g, alpha, y, s, units, k, j - 1),
                      bp_mul(bp_add(w[j * units + k], bp_moved(bp_mul(g[k], y[j - 1]), alpha, c[j * units + k])),
                             s[j - 1]));
*/

/* e_1^2 + ... + e_n^2, e = t - y (EQ-3, EQ-4). */
/*@ logic double bp_square_sum{L}(double *t, double *y, integer n) =
      n <= 0 ? (double)0.0
             : bp_add(bp_square_sum(t, y, n - 1),
                      bp_mul(bp_sub(t[n - 1], y[n - 1]), bp_sub(t[n - 1], y[n - 1])));
*/

#endif
