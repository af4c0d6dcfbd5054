/* Kernels that do two things in one walk over a panel, so that each weight is read and written once
   a pattern: update it with one pattern, and feed the next one forward. The bits are those of one
   after the other. */
#ifndef BP_FUSED_H
#define BP_FUSED_H

#include "panel.h"

/* w_kj = w_kj + g_k y_j, with y_0 = 1 (EQ-10, EQ-22); then x_k = w_k0 + w_k1 s_1 + ... + w_kJ s_J
   (EQ-5, EQ-16). w: (inputs + 1) units; g, x: units; y, s: inputs, y[0] being y_1. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w: \valid(w + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_s: \valid_read(s + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_wy: \separated(w + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    requires sep_ws: \separated(w + (0 .. (inputs + 1) * units - 1), s + (0 .. inputs - 1));
    requires sep_wx: \separated(w + (0 .. (inputs + 1) * units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_xy: \separated(x + (0 .. units - 1), y + (0 .. inputs - 1));
    requires sep_xs: \separated(x + (0 .. units - 1), s + (0 .. inputs - 1));
    assigns w[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
    ensures exact_w: \forall integer i; 0 <= i < (inputs + 1) * units ==>
      bp_panel_added{Pre, Here}(w, g, y, units, i);
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_net_input(w, s, units, i, inputs));
*/
void bp_fused_advance(double *w, const double *g, const double *y, const double *s, double *x,
                      size_t inputs, size_t units);

/* The same with momentum: c_kj = g_k y_j + alpha c_kj, then w_kj = w_kj + c_kj. c: as w. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w: \valid(w + (0 .. (inputs + 1) * units - 1));
    requires valid_c: \valid(c + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_s: \valid_read(s + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_wy: \separated(w + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    requires sep_ws: \separated(w + (0 .. (inputs + 1) * units - 1), s + (0 .. inputs - 1));
    requires sep_wx: \separated(w + (0 .. (inputs + 1) * units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_xy: \separated(x + (0 .. units - 1), y + (0 .. inputs - 1));
    requires sep_xs: \separated(x + (0 .. units - 1), s + (0 .. inputs - 1));
    requires sep_wc: \separated(w + (0 .. (inputs + 1) * units - 1), c + (0 .. (inputs + 1) * units - 1));
    requires sep_cg: \separated(c + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_cy: \separated(c + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    requires sep_cs: \separated(c + (0 .. (inputs + 1) * units - 1), s + (0 .. inputs - 1));
    requires sep_cx: \separated(c + (0 .. (inputs + 1) * units - 1), x + (0 .. units - 1));
    assigns w[0 .. (inputs + 1) * units - 1], c[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < (inputs + 1) * units ==>
      bp_panel_moved{Pre, Here}(w, c, g, alpha, y, units, i);
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_net_input(w, s, units, i, inputs));
*/
void bp_fused_advance_move(double *w, double *c, const double *g, double alpha, const double *y,
                           const double *s, double *x, size_t inputs, size_t units);

#endif
