#include "fused.h"

#include "narrow.h"

#ifdef __FRAMAC__
#include "spec/acsl/product.h"
#endif

/* Four rows at a time: a unit's number is read and written once for all of them. */
#define ROWS 4

/* Four rows: w_k = w_k + g_k y for each, then x_k = (((x_k + w_k s_1) + w_k s_2) + ...). */
/*@ requires units: units <= BP_PANEL;
    requires valid_w0: \valid(w0 + (0 .. units - 1));
    requires valid_w1: \valid(w1 + (0 .. units - 1));
    requires valid_w2: \valid(w2 + (0 .. units - 1));
    requires valid_w3: \valid(w3 + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires valid_s: \valid_read(s + (0 .. 3));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires apart: \separated(w0 + (0 .. units - 1), w1 + (0 .. units - 1),
                               w2 + (0 .. units - 1), w3 + (0 .. units - 1));
    requires sep_g: \separated(w0 + (0 .. units - 1), g + (0 .. units - 1)) &&
                    \separated(w1 + (0 .. units - 1), g + (0 .. units - 1)) &&
                    \separated(w2 + (0 .. units - 1), g + (0 .. units - 1)) &&
                    \separated(w3 + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_x: \separated(w0 + (0 .. units - 1), x + (0 .. units - 1)) &&
                    \separated(w1 + (0 .. units - 1), x + (0 .. units - 1)) &&
                    \separated(w2 + (0 .. units - 1), x + (0 .. units - 1)) &&
                    \separated(w3 + (0 .. units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    assigns w0[0 .. units - 1], w1[0 .. units - 1], w2[0 .. units - 1], w3[0 .. units - 1],
            x[0 .. units - 1];
    ensures exact0: \forall integer i; 0 <= i < units ==>
      bp_same(w0[i], bp_add(\old(w0[i]), bp_mul(\old(g[i]), \old(y[0]))));
    ensures exact1: \forall integer i; 0 <= i < units ==>
      bp_same(w1[i], bp_add(\old(w1[i]), bp_mul(\old(g[i]), \old(y[1]))));
    ensures exact2: \forall integer i; 0 <= i < units ==>
      bp_same(w2[i], bp_add(\old(w2[i]), bp_mul(\old(g[i]), \old(y[2]))));
    ensures exact3: \forall integer i; 0 <= i < units ==>
      bp_same(w3[i], bp_add(\old(w3[i]), bp_mul(\old(g[i]), \old(y[3]))));
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_four(\old(x[i]), bp_add(\old(w0[i]), bp_mul(\old(g[i]), \old(y[0]))), \old(s[0]),
                            bp_add(\old(w1[i]), bp_mul(\old(g[i]), \old(y[1]))), \old(s[1]),
                            bp_add(\old(w2[i]), bp_mul(\old(g[i]), \old(y[2]))), \old(s[2]),
                            bp_add(\old(w3[i]), bp_mul(\old(g[i]), \old(y[3]))), \old(s[3])));
*/
static void advance_rows(double *BP_RESTRICT w0, double *BP_RESTRICT w1, double *BP_RESTRICT w2,
                         double *BP_RESTRICT w3, const double *g, const double *y, const double *s,
                         double *BP_RESTRICT x, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  const double s0 = s[0], s1 = s[1], s2 = s[2], s3 = s[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact0: \forall integer i; 0 <= i < k ==>
        bp_same(w0[i], bp_add(\at(w0[i], Pre), bp_mul(\at(g[i], Pre), y0)));
      loop invariant exact1: \forall integer i; 0 <= i < k ==>
        bp_same(w1[i], bp_add(\at(w1[i], Pre), bp_mul(\at(g[i], Pre), y1)));
      loop invariant exact2: \forall integer i; 0 <= i < k ==>
        bp_same(w2[i], bp_add(\at(w2[i], Pre), bp_mul(\at(g[i], Pre), y2)));
      loop invariant exact3: \forall integer i; 0 <= i < k ==>
        bp_same(w3[i], bp_add(\at(w3[i], Pre), bp_mul(\at(g[i], Pre), y3)));
      loop invariant exact_x: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_four(\at(x[i], Pre), bp_add(\at(w0[i], Pre), bp_mul(\at(g[i], Pre), y0)), s0,
                              bp_add(\at(w1[i], Pre), bp_mul(\at(g[i], Pre), y1)), s1,
                              bp_add(\at(w2[i], Pre), bp_mul(\at(g[i], Pre), y2)), s2,
                              bp_add(\at(w3[i], Pre), bp_mul(\at(g[i], Pre), y3)), s3));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(w0[i], \at(w0[i], Pre)) && bp_same(w1[i], \at(w1[i], Pre)) &&
        bp_same(w2[i], \at(w2[i], Pre)) && bp_same(w3[i], \at(w3[i], Pre)) &&
        bp_same(x[i], \at(x[i], Pre));
      loop assigns k, w0[0 .. units - 1], w1[0 .. units - 1], w2[0 .. units - 1],
                   w3[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    const double a = w0[k] + g[k] * y0, b = w1[k] + g[k] * y1;
    const double c = w2[k] + g[k] * y2, d = w3[k] + g[k] * y3;
    w0[k] = a;
    w1[k] = b;
    w2[k] = c;
    w3[k] = d;
    x[k] = x[k] + a * s0 + b * s1 + c * s2 + d * s3;
  }
}

/* Four rows that follow on each other. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w: \valid(w + (0 .. 4 * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires valid_s: \valid_read(s + (0 .. 3));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w + (0 .. 4 * units - 1), g + (0 .. units - 1));
    requires sep_wx: \separated(w + (0 .. 4 * units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    assigns w[0 .. 4 * units - 1], x[0 .. units - 1];
    ensures exact_w: \forall integer i; 0 <= i < 4 * units ==>
      bp_same(w[i], bp_add(\old(w[i]), bp_mul(\old(g[i % units]), \old(y[i / units]))));
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_four(\old(x[i]), bp_add(\old(w[i]), bp_mul(\old(g[i]), \old(y[0]))), \old(s[0]),
                            bp_add(\old(w[units + i]), bp_mul(\old(g[i]), \old(y[1]))), \old(s[1]),
                            bp_add(\old(w[2 * units + i]), bp_mul(\old(g[i]), \old(y[2]))), \old(s[2]),
                            bp_add(\old(w[3 * units + i]), bp_mul(\old(g[i]), \old(y[3]))), \old(s[3])));
*/
static void advance_block(double *w, const double *g, const double *y, const double *s, double *x,
                          size_t units) {
  /*@ ghost size_t q; */
  advance_rows(w, w + units, w + 2 * units, w + 3 * units, g, y, s, x, units);
  /*@ ghost
      /@ loop invariant count: 0 <= q <= units;
         loop invariant row0: \forall integer i; 0 <= i < q ==>
           bp_same(w[i], bp_add(\at(w[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop invariant row1: \forall integer i; units <= i < units + q ==>
           bp_same(w[i], bp_add(\at(w[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop invariant row2: \forall integer i; 2 * units <= i < 2 * units + q ==>
           bp_same(w[i], bp_add(\at(w[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop invariant row3: \forall integer i; 3 * units <= i < 3 * units + q ==>
           bp_same(w[i], bp_add(\at(w[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop assigns q;
         loop variant units - q;
      @/
      for (q = 0; q < units; q++) {
        bp_ghost_place(1, q, 1, units);
        bp_ghost_place(2, q, 1, units);
        bp_ghost_place(3, q, 1, units);
        /@ assert place: q / units == 0 && q % units == q; @/
      }
  */
  /*@ assert end: q == units; */
}

/* One row. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_wx: \separated(w + (0 .. units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    assigns w[0 .. units - 1], x[0 .. units - 1];
    ensures exact_w: \forall integer i; 0 <= i < units ==>
      bp_same(w[i], bp_add(\old(w[i]), bp_mul(\old(g[i]), y)));
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_add(\old(x[i]), bp_mul(bp_add(\old(w[i]), bp_mul(\old(g[i]), y)), s)));
*/
static void advance_row(double *BP_RESTRICT w, const double *g, double y, double s,
                        double *BP_RESTRICT x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact_w: \forall integer i; 0 <= i < k ==>
        bp_same(w[i], bp_add(\at(w[i], Pre), bp_mul(\at(g[i], Pre), y)));
      loop invariant exact_x: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_add(\at(x[i], Pre),
                             bp_mul(bp_add(\at(w[i], Pre), bp_mul(\at(g[i], Pre), y)), s)));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(w[i], \at(w[i], Pre)) && bp_same(x[i], \at(x[i], Pre));
      loop assigns k, w[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    w[k] = w[k] + g[k] * y;
    x[k] = x[k] + w[k] * s;
  }
}

/* The biases: w_k = w_k + g_k, x_k = w_k. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_wx: \separated(w + (0 .. units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    assigns w[0 .. units - 1], x[0 .. units - 1];
    ensures exact_w: \forall integer i; 0 <= i < units ==>
      bp_same(w[i], bp_add(\old(w[i]), \old(g[i])));
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_add(\old(w[i]), \old(g[i])));
*/
static void advance_bias(double *BP_RESTRICT w, const double *g, double *BP_RESTRICT x,
                         size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(w[i], bp_add(\at(w[i], Pre), \at(g[i], Pre))) &&
        bp_same(x[i], bp_add(\at(w[i], Pre), \at(g[i], Pre)));
      loop invariant rest: \forall integer i; k <= i < units ==> bp_same(w[i], \at(w[i], Pre));
      loop assigns k, w[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    w[k] = w[k] + g[k];
    x[k] = w[k];
  }
}

/*@ requires units: 1 <= units <= BP_PANEL;
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
static void advance_wide(double *w, const double *g, const double *y, const double *s, double *x,
                         size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first = w; */
  /*@ ghost size_t q; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  advance_bias(w, g, x, units);
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + (j + 1) * units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact_w: \forall integer i; 0 <= i < (j + 1) * units ==>
        bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant exact_x: \forall integer i; 0 <= i < units ==>
        bp_same(x[i], bp_changed_net_input{Pre}(first, g, y, s, units, i, j));
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(w[i], Pre));
      loop assigns j, q, w, first[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    /*@ assert apart_y: \separated(y + (0 .. inputs - 1), w + (0 .. 4 * units - 1)); */
    /*@ assert apart_s: \separated(s + (0 .. inputs - 1), w + (0 .. 4 * units - 1)); */
    /*@ assert apart_g: \separated(g + (0 .. units - 1), w + (0 .. 4 * units - 1)); */
    /*@ assert apart_x: \separated(x + (0 .. units - 1), w + (0 .. 4 * units - 1)); */
    /*@ assert apart_done: \separated(x + (0 .. units - 1), first + (0 .. (j + 1) * units - 1)); */
    /*@ assert apart_rest:
          \separated(x + (0 .. units - 1), first + ((j + 5) * units .. (inputs + 1) * units - 1)); */
    /*@ ghost
        /@ loop invariant count: 0 <= q <= units;
           loop invariant fed: \forall integer i; 0 <= i < q ==>
             bp_same(bp_four(bp_changed_net_input{Pre}(first, g, y, s, units, i, j), bp_add(w[i], bp_mul(g[i], y[j])), s[j],
                            bp_add(w[units + i], bp_mul(g[i], y[j + 1])), s[j + 1],
                            bp_add(w[2 * units + i], bp_mul(g[i], y[j + 2])), s[j + 2],
                            bp_add(w[3 * units + i], bp_mul(g[i], y[j + 3])), s[j + 3]),
                     bp_changed_net_input{Pre}(first, g, y, s, units, i, j + 4));
           loop assigns q;
           loop variant units - q;
        @/
        for (q = 0; q < units; q++) {
          /@ assert row1: bp_same(
               bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j),
                      bp_mul(bp_add(w[q], bp_mul(g[q], y[j])), s[j])),
               bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 1)); @/
          /@ assert row2: bp_same(
               bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 1),
                      bp_mul(bp_add(w[units + q], bp_mul(g[q], y[j + 1])), s[j + 1])),
               bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 2)); @/
          /@ assert row3: bp_same(
               bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 2),
                      bp_mul(bp_add(w[2 * units + q], bp_mul(g[q], y[j + 2])), s[j + 2])),
               bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 3)); @/
          /@ assert row4: bp_same(
               bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 3),
                      bp_mul(bp_add(w[3 * units + q], bp_mul(g[q], y[j + 3])), s[j + 3])),
               bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 4)); @/
          /@ assert sum2: bp_same(bp_add(bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j), bp_mul(bp_add(w[q], bp_mul(g[q], y[j])), s[j])), bp_mul(bp_add(w[units + q], bp_mul(g[q], y[j + 1])), s[j + 1])), bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 2)); @/
          /@ assert sum3: bp_same(bp_add(bp_add(bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j), bp_mul(bp_add(w[q], bp_mul(g[q], y[j])), s[j])), bp_mul(bp_add(w[units + q], bp_mul(g[q], y[j + 1])), s[j + 1])), bp_mul(bp_add(w[2 * units + q], bp_mul(g[q], y[j + 2])), s[j + 2])), bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 3)); @/
          /@ assert sum4: bp_same(bp_add(bp_add(bp_add(bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, q, j), bp_mul(bp_add(w[q], bp_mul(g[q], y[j])), s[j])), bp_mul(bp_add(w[units + q], bp_mul(g[q], y[j + 1])), s[j + 1])), bp_mul(bp_add(w[2 * units + q], bp_mul(g[q], y[j + 2])), s[j + 2])), bp_mul(bp_add(w[3 * units + q], bp_mul(g[q], y[j + 3])), s[j + 3])), bp_changed_net_input{Pre}(first, g, y, s, units, q, j + 4)); @/
        }
    */
    /*@ assert fed: q == units; */
    advance_block(w, g, y + j, s + j, x, units);
    /*@ assert rest: \forall integer i; (j + 5) * units <= i < (inputs + 1) * units ==>
          bp_same(first[i], \at(w[i], Pre)); */
    /*@ ghost
        /@ loop invariant count: 0 <= q <= 4 * units;
           loop invariant exact_w: \forall integer i; (j + 1) * units <= i < (j + 1) * units + q ==>
             bp_panel_added{Pre, Here}(first, g, y, units, i);
           loop assigns q;
           loop variant 4 * units - q;
        @/
        for (q = 0; q < 4 * units; q++) {
          bp_ghost_place((size_t)(j + 1), q, 4, units);
          /@ assert exact_w: bp_panel_added{Pre, Here}(first, g, y, units, (j + 1) * units + q); @/
          /@ assert there: \forall integer i; i == (j + 1) * units + q ==>
               bp_panel_added{Pre, Here}(first, g, y, units, i); @/
        }
    */
    /*@ assert end: q == 4 * units; */
    w += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + (j + 1) * units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact_w: \forall integer i; 0 <= i < (j + 1) * units ==>
        bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant exact_x: \forall integer i; 0 <= i < units ==>
        bp_same(x[i], bp_changed_net_input{Pre}(first, g, y, s, units, i, j));
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(w[i], Pre));
      loop assigns j, q, w, first[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    /*@ assert apart_y: \separated(y + (0 .. inputs - 1), w + (0 .. units - 1)); */
    /*@ assert apart_s: \separated(s + (0 .. inputs - 1), w + (0 .. units - 1)); */
    /*@ assert apart_g: \separated(g + (0 .. units - 1), w + (0 .. units - 1)); */
    /*@ assert apart_x: \separated(x + (0 .. units - 1), w + (0 .. units - 1)); */
    /*@ assert apart_done: \separated(x + (0 .. units - 1), first + (0 .. (j + 1) * units - 1)); */
    /*@ assert apart_rest:
          \separated(x + (0 .. units - 1), first + ((j + 2) * units .. (inputs + 1) * units - 1)); */
    /*@ assert fed: \forall integer i; 0 <= i < units ==>
          bp_same(bp_add(bp_changed_net_input{Pre}(first, g, y, s, units, i, j),
                         bp_mul(bp_add(w[i], bp_mul(g[i], y[j])), s[j])),
                  bp_changed_net_input{Pre}(first, g, y, s, units, i, j + 1)); */
    advance_row(w, g, y[j], s[j], x, units);
    /*@ assert rest: \forall integer i; (j + 2) * units <= i < (inputs + 1) * units ==>
          bp_same(first[i], \at(w[i], Pre)); */
    /*@ assert exact_x: \forall integer i; 0 <= i < units ==>
          bp_same(x[i], bp_changed_net_input{Pre}(first, g, y, s, units, i, j + 1)); */
    /*@ assert done: \forall integer i; 0 <= i < (j + 1) * units ==>
          bp_panel_added{Pre, Here}(first, g, y, units, i); */
    /*@ ghost
        /@ loop invariant count: 0 <= q <= units;
           loop invariant exact_w: \forall integer i; (j + 1) * units <= i < (j + 1) * units + q ==>
             bp_panel_added{Pre, Here}(first, g, y, units, i);
           loop assigns q;
           loop variant units - q;
        @/
        for (q = 0; q < units; q++) {
          bp_ghost_place((size_t)(j + 1), q, 1, units);
          /@ assert place: q / units == 0 && q % units == q; @/
          /@ assert exact_w: bp_panel_added{Pre, Here}(first, g, y, units, (j + 1) * units + q); @/
          /@ assert there: \forall integer i; i == (j + 1) * units + q ==>
               bp_panel_added{Pre, Here}(first, g, y, units, i); @/
        }
    */
    /*@ assert end: q == units; */
    /*@ assert last: \forall integer i; (j + 1) * units <= i < (j + 1) * units + units ==>
          bp_panel_added{Pre, Here}(first, g, y, units, i); */
    w += units;
  }
}

void bp_fused_advance(double *w, const double *g, const double *y, const double *s, double *x,
                      size_t inputs, size_t units) {
  /*@ ghost size_t j = 0; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  if (units < BP_NARROW) {
    bp_narrow_advance(w, g, y, s, x, inputs, units);
  } else if (units == BP_PANEL) {
    advance_wide(w, g, y, s, x, inputs, BP_PANEL);
  } else {
    advance_wide(w, g, y, s, x, inputs, units);
  }
  /*@ assert exact_w: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_panel_added{Pre, Here}(w, g, y, units, i); */
  /*@ assert first: units <= (inputs + 1) * units; */
  /*@ assert inside: \forall integer i; 0 <= i < units ==> bp_panel_added{Pre, Here}(w, g, y, units, i); */
  /*@ assert change: \forall integer i; 0 <= i < units ==>
        bp_same(bp_panel_change{Pre}(g, y, units, i), \at(g[i], Pre)); */
  /*@ assert biases: \forall integer i; 0 <= i < units ==>
        bp_same(w[i], bp_add(\at(w[i], Pre), \at(g[i], Pre))); */
  /*@ assert exact_x: \forall integer i; 0 <= i < units ==>
        bp_same(x[i], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs)); */
  /*@ assert signals: \forall integer i; 0 <= i < inputs ==> bp_same(s[i], \at(s[i], Pre)); */
  /*@ ghost
      /@ loop invariant count: 0 <= j <= inputs;
         loop invariant same: \forall integer i; 0 <= i < units ==>
           bp_same(bp_changed_net_input{Pre}(w, g, y, s, units, i, j), bp_net_input(w, s, units, i, j));
         loop assigns j;
         loop variant inputs - j;
      @/
      for (j = 0; j < inputs; j++) {
        bp_ghost_row(j, inputs, units);
        bp_ghost_columns((size_t)(j + 1), units);
        /@ assert change: \forall integer i; (j + 1) * units <= i < (j + 2) * units ==>
             bp_same(bp_panel_change{Pre}(g, y, units, i),
                     bp_mul(\at(g[i - (\at(j, Here) + 1) * units], Pre), \at(y[\at(j, Here)], Pre))); @/
        /@ assert inside: \forall integer i; (j + 1) * units <= i < (j + 2) * units ==>
             bp_panel_added{Pre, Here}(w, g, y, units, i); @/
        /@ assert row: \forall integer i; (j + 1) * units <= i < (j + 2) * units ==>
             bp_same(w[i], bp_add(\at(w[i], Pre),
                                  bp_mul(\at(g[i - (\at(j, Here) + 1) * units], Pre), \at(y[\at(j, Here)], Pre)))); @/
        /@ assert added: \forall integer i; 0 <= i < units ==>
             bp_same(w[(j + 1) * units + i],
                     bp_add(\at(w[(\at(j, Here) + 1) * units + i], Pre), bp_mul(\at(g[i], Pre), \at(y[\at(j, Here)], Pre)))); @/
      }
  */
}

/* One row with momentum: c_k = g_k y + alpha c_k, w_k = w_k + c_k, x_k = x_k + w_k s. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_c: \valid(c + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep: \separated(w + (0 .. units - 1), c + (0 .. units - 1), g + (0 .. units - 1),
                             x + (0 .. units - 1));
    assigns w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
    ensures exact_c: \forall integer i; 0 <= i < units ==>
      bp_same(c[i], bp_moved(bp_mul(\old(g[i]), y), alpha, \old(c[i])));
    ensures exact_w: \forall integer i; 0 <= i < units ==>
      bp_same(w[i], bp_add(\old(w[i]), bp_moved(bp_mul(\old(g[i]), y), alpha, \old(c[i]))));
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_add(\old(x[i]), bp_mul(bp_add(\old(w[i]),
        bp_moved(bp_mul(\old(g[i]), y), alpha, \old(c[i]))), s)));
*/
static void advance_move_row(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g,
                             double alpha, double y, double s, double *BP_RESTRICT x,
                             size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact_c: \forall integer i; 0 <= i < k ==>
        bp_same(c[i], bp_moved(bp_mul(\at(g[i], Pre), y), alpha, \at(c[i], Pre)));
      loop invariant exact_w: \forall integer i; 0 <= i < k ==>
        bp_same(w[i], bp_add(\at(w[i], Pre),
                             bp_moved(bp_mul(\at(g[i], Pre), y), alpha, \at(c[i], Pre))));
      loop invariant exact_x: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_add(\at(x[i], Pre), bp_mul(bp_add(\at(w[i], Pre),
          bp_moved(bp_mul(\at(g[i], Pre), y), alpha, \at(c[i], Pre))), s)));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(w[i], \at(w[i], Pre)) && bp_same(c[i], \at(c[i], Pre)) &&
        bp_same(x[i], \at(x[i], Pre));
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
    x[k] = x[k] + w[k] * s;
  }
}

/* The biases with momentum: c_k = g_k + alpha c_k, w_k = w_k + c_k, x_k = w_k. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_c: \valid(c + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep: \separated(w + (0 .. units - 1), c + (0 .. units - 1), g + (0 .. units - 1),
                             x + (0 .. units - 1));
    assigns w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
    ensures exact_c: \forall integer i; 0 <= i < units ==>
      bp_same(c[i], bp_moved(\old(g[i]), alpha, \old(c[i])));
    ensures exact_w: \forall integer i; 0 <= i < units ==>
      bp_same(w[i], bp_add(\old(w[i]), bp_moved(\old(g[i]), alpha, \old(c[i]))));
    ensures exact_x: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_add(\old(w[i]), bp_moved(\old(g[i]), alpha, \old(c[i]))));
*/
static void advance_move_bias(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g,
                              double alpha, double *BP_RESTRICT x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact_c: \forall integer i; 0 <= i < k ==>
        bp_same(c[i], bp_moved(\at(g[i], Pre), alpha, \at(c[i], Pre)));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(w[i], bp_add(\at(w[i], Pre), bp_moved(\at(g[i], Pre), alpha, \at(c[i], Pre)))) &&
        bp_same(x[i], bp_add(\at(w[i], Pre), bp_moved(\at(g[i], Pre), alpha, \at(c[i], Pre))));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(w[i], \at(w[i], Pre)) && bp_same(c[i], \at(c[i], Pre));
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] + alpha * c[k];
    w[k] = w[k] + c[k];
    x[k] = w[k];
  }
}

void bp_fused_advance_move(double *w, double *c, const double *g, double alpha, const double *y,
                           const double *s, double *x, size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first_w = w; */
  /*@ ghost double *first_c = c; */
  /*@ ghost size_t q; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  advance_move_bias(w, c, g, alpha, x, units);
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row_w: w == first_w + j * units;
      loop invariant row_c: c == first_c + j * units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < (j + 1) * units ==>
        bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i);
      loop invariant exact_x: \forall integer i; 0 <= i < units ==>
        bp_same(x[i], bp_moved_net_input{Pre}(first_w, first_c, g, alpha, y, s, units, i, j));
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first_w[i], \at(w[i], Pre)) && bp_same(first_c[i], \at(c[i], Pre));
      loop assigns j, q, w, c, first_w[0 .. (inputs + 1) * units - 1],
                   first_c[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    w += units;
    c += units;
    /*@ assert apart_y: \separated(y + (0 .. inputs - 1), w + (0 .. units - 1)) &&
                        \separated(y + (0 .. inputs - 1), c + (0 .. units - 1)); */
    /*@ assert apart_s: \separated(s + (0 .. inputs - 1), w + (0 .. units - 1)) &&
                        \separated(s + (0 .. inputs - 1), c + (0 .. units - 1)); */
    /*@ assert apart_g: \separated(g + (0 .. units - 1), w + (0 .. units - 1)) &&
                        \separated(g + (0 .. units - 1), c + (0 .. units - 1)); */
    /*@ assert apart_w: \separated(first_w + (0 .. (inputs + 1) * units - 1), c + (0 .. units - 1)); */
    /*@ assert apart_c: \separated(first_c + (0 .. (inputs + 1) * units - 1), w + (0 .. units - 1)); */
    /*@ assert apart_x: \separated(x + (0 .. units - 1), w + (0 .. units - 1)) &&
                        \separated(x + (0 .. units - 1), c + (0 .. units - 1)); */
    /*@ assert done_w: \separated(first_w + (0 .. (j + 1) * units - 1), x + (0 .. units - 1)) &&
                       \separated(first_w + (0 .. (j + 1) * units - 1), c + (0 .. units - 1)) &&
                       \separated(first_w + (0 .. (j + 1) * units - 1), w + (0 .. units - 1)); */
    /*@ assert done_c: \separated(first_c + (0 .. (j + 1) * units - 1), x + (0 .. units - 1)) &&
                       \separated(first_c + (0 .. (j + 1) * units - 1), w + (0 .. units - 1)) &&
                       \separated(first_c + (0 .. (j + 1) * units - 1), c + (0 .. units - 1)); */
    /*@ ghost here: ; */
    /*@ assert fed: \forall integer i; 0 <= i < units ==>
          bp_same(bp_add(bp_moved_net_input{Pre}(first_w, first_c, g, alpha, y, s, units, i, j),
                         bp_mul(bp_add(w[i], bp_moved(bp_mul(g[i], y[j]), alpha, c[i])), s[j])),
                  bp_moved_net_input{Pre}(first_w, first_c, g, alpha, y, s, units, i, j + 1)); */
    advance_move_row(w, c, g, alpha, y[j], s[j], x, units);
    /*@ assert rest: \forall integer i; (j + 2) * units <= i < (inputs + 1) * units ==>
          bp_same(first_w[i], \at(w[i], Pre)) && bp_same(first_c[i], \at(c[i], Pre)); */
    /*@ assert exact_x: \forall integer i; 0 <= i < units ==>
          bp_same(x[i], bp_moved_net_input{Pre}(first_w, first_c, g, alpha, y, s, units, i, j + 1)); */
    /*@ assert kept: \forall integer i; 0 <= i < (j + 1) * units ==>
          bp_same(first_w[i], \at(first_w[i], here)) && bp_same(first_c[i], \at(first_c[i], here)); */
    /*@ assert done: \forall integer i; 0 <= i < (j + 1) * units ==>
          bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i); */
    /*@ ghost
        /@ loop invariant count: 0 <= q <= units;
           loop invariant exact: \forall integer i; (j + 1) * units <= i < (j + 1) * units + q ==>
             bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i);
           loop assigns q;
           loop variant units - q;
        @/
        for (q = 0; q < units; q++) {
          bp_ghost_place((size_t)(j + 1), q, 1, units);
          /@ assert place: q / units == 0 && q % units == q; @/
          /@ assert exact: bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units,
                                                     (j + 1) * units + q); @/
          /@ assert there: \forall integer i; i == (j + 1) * units + q ==>
               bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i); @/
        }
    */
    /*@ assert end: q == units; */
    /*@ assert last: \forall integer i; (j + 1) * units <= i < (j + 1) * units + units ==>
          bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i); */
  }
  /*@ assert all: j == inputs; */
  /*@ assert first: units <= (inputs + 1) * units; */
  /*@ assert inside: \forall integer i; 0 <= i < units ==>
        bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i); */
  /*@ assert change: \forall integer i; 0 <= i < units ==>
        bp_same(bp_panel_change{Pre}(g, y, units, i), \at(g[i], Pre)); */
  /*@ ghost
      /@ loop invariant count: 0 <= q <= inputs;
         loop invariant same: \forall integer i; 0 <= i < units ==>
           bp_same(bp_moved_net_input{Pre}(first_w, first_c, g, alpha, y, s, units, i, q),
                   bp_net_input(first_w, s, units, i, q));
         loop assigns q;
         loop variant inputs - q;
      @/
      for (q = 0; q < inputs; q++) {
        bp_ghost_row(q, inputs, units);
        bp_ghost_columns((size_t)(q + 1), units);
        /@ assert inside: \forall integer i; (q + 1) * units <= i < (q + 2) * units ==>
             bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i); @/
        /@ assert change: \forall integer i; (q + 1) * units <= i < (q + 2) * units ==>
             bp_same(bp_panel_change{Pre}(g, y, units, i),
                     bp_mul(\at(g[i - (\at(q, Here) + 1) * units], Pre), \at(y[\at(q, Here)], Pre))); @/
        /@ assert row: \forall integer i; (q + 1) * units <= i < (q + 2) * units ==>
             bp_same(first_w[i], bp_add(\at(w[i], Pre),
               bp_moved(bp_mul(\at(g[i - (\at(q, Here) + 1) * units], Pre), \at(y[\at(q, Here)], Pre)), alpha,
                        \at(c[i], Pre)))); @/
        /@ assert moved: \forall integer i; 0 <= i < units ==>
             bp_same(first_w[(q + 1) * units + i],
                     bp_add(\at(w[(\at(q, Here) + 1) * units + i], Pre),
                            bp_moved(bp_mul(\at(g[i], Pre), \at(y[\at(q, Here)], Pre)), alpha,
                                     \at(c[(\at(q, Here) + 1) * units + i], Pre)))); @/
      }
  */
}
