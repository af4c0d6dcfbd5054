/* The kernels for panels of few units, where a row is shorter than a vector: units in fours and one
   by one, each number kept at hand from row to row. The bits are those of the kernels for whole
   rows. */
#ifndef BP_NARROW_H
#define BP_NARROW_H

#include <stddef.h>

#ifdef __FRAMAC__
#include "spec/acsl/equations.h"
#endif

/* Panels of fewer units are narrow. */
#define BP_NARROW 8

/* As bp_panel_net_input (EQ-5, EQ-16). */
/*@ requires units: units <= BP_NARROW;
    requires valid_w: \valid_read(w + (0 .. (inputs + 1) * units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_w: \separated(x + (0 .. units - 1), w + (0 .. (inputs + 1) * units - 1));
    requires sep_y: \separated(x + (0 .. units - 1), y + (0 .. inputs - 1));
    assigns x[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_net_input{Pre}(w, y, units, i, inputs));
*/
void bp_narrow_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units);

/* As bp_fused_advance (EQ-10, EQ-22, then EQ-5, EQ-16). */
/*@ requires units: units <= BP_NARROW;
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
      bp_same(x[i], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs));
*/
void bp_narrow_advance(double *w, const double *g, const double *y, const double *s, double *x,
                       size_t inputs, size_t units);

#endif
