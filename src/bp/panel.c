#include "panel.h"

#include "narrow.h"

#ifdef __FRAMAC__
#include "spec/acsl/product.h"
#endif

/* Four rows at a time: a unit's number is read and written once for all of them. */
#define ROWS 4

/* Four rows: x_k = (((x_k + w_k y_1) + w_k y_2) + w_k y_3) + w_k y_4, with the w_k of each row. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w0: \valid_read(w0 + (0 .. units - 1));
    requires valid_w1: \valid_read(w1 + (0 .. units - 1));
    requires valid_w2: \valid_read(w2 + (0 .. units - 1));
    requires valid_w3: \valid_read(w3 + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep0: \separated(x + (0 .. units - 1), w0 + (0 .. units - 1));
    requires sep1: \separated(x + (0 .. units - 1), w1 + (0 .. units - 1));
    requires sep2: \separated(x + (0 .. units - 1), w2 + (0 .. units - 1));
    requires sep3: \separated(x + (0 .. units - 1), w3 + (0 .. units - 1));
    assigns x[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_four(\old(x[i]), \old(w0[i]), \old(y[0]), \old(w1[i]), \old(y[1]),
                            \old(w2[i]), \old(y[2]), \old(w3[i]), \old(y[3])));
*/
static void net_input_rows(const double *w0, const double *w1, const double *w2, const double *w3,
                           const double *y, double *BP_RESTRICT x, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant row0: \forall integer i; 0 <= i < units ==> bp_same(w0[i], \at(w0[i], Pre));
      loop invariant row1: \forall integer i; 0 <= i < units ==> bp_same(w1[i], \at(w1[i], Pre));
      loop invariant row2: \forall integer i; 0 <= i < units ==> bp_same(w2[i], \at(w2[i], Pre));
      loop invariant row3: \forall integer i; 0 <= i < units ==> bp_same(w3[i], \at(w3[i], Pre));
      loop invariant done: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_four(\at(x[i], Pre), \at(w0[i], Pre), y0, \at(w1[i], Pre), y1,
                              \at(w2[i], Pre), y2, \at(w3[i], Pre), y3));
      loop invariant rest: \forall integer i; k <= i < units ==> bp_same(x[i], \at(x[i], Pre));
      loop assigns k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    x[k] = x[k] + w0[k] * y0 + w1[k] * y1 + w2[k] * y2 + w3[k] * y3;
  }
}

/* One row: x_k = x_k + w_k y. */
/*@ requires valid_w: \valid_read(w + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep: \separated(x + (0 .. units - 1), w + (0 .. units - 1));
    assigns x[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < units ==>
      bp_same(x[i], bp_add(\old(x[i]), bp_mul(\old(w[i]), y)));
*/
static void net_input_row(const double *w, double y, double *BP_RESTRICT x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant weights: \forall integer i; 0 <= i < units ==> bp_same(w[i], \at(w[i], Pre));
      loop invariant done: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_add(\at(x[i], Pre), bp_mul(\at(w[i], Pre), y)));
      loop invariant rest: \forall integer i; k <= i < units ==> bp_same(x[i], \at(x[i], Pre));
      loop assigns k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    x[k] = x[k] + w[k] * y;
  }
}

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
static void net_input_wide(const double *w, const double *y, double *x, size_t inputs,
                           size_t units) {
  size_t j, k;
  /*@ ghost bp_ghost_first_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(w[i], \at(w[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==> bp_same(y[i], \at(y[i], Pre));
      loop invariant done: \forall integer i; 0 <= i < k ==> bp_same(x[i], \at(w[i], Pre));
      loop assigns k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    x[k] = w[k];
  }
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + (j + 1) * units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(\at(w, Pre)[i], \at(\at(w, Pre)[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==> bp_same(y[i], \at(y[i], Pre));
      loop invariant done: \forall integer i; 0 <= i < units ==>
        bp_same(x[i], bp_net_input{Pre}(\at(w, Pre), y, units, i, j));
      loop assigns j, w, x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    net_input_rows(w, w + units, w + 2 * units, w + 3 * units, y + j, x, units);
    w += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + (j + 1) * units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(\at(w, Pre)[i], \at(\at(w, Pre)[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==> bp_same(y[i], \at(y[i], Pre));
      loop invariant done: \forall integer i; 0 <= i < units ==>
        bp_same(x[i], bp_net_input{Pre}(\at(w, Pre), y, units, i, j));
      loop assigns j, w, x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    net_input_row(w, y[j], x, units);
    w += units;
  }
}

void bp_panel_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  if (units < BP_NARROW) {
    bp_narrow_net_input(w, y, x, inputs, units);
  } else if (units == BP_PANEL) {
    net_input_wide(w, y, x, inputs, BP_PANEL);
  } else {
    net_input_wide(w, y, x, inputs, units);
  }
}

/* Four rows: sum + delta_1 w_1 + delta_2 w_2 + ... for each. The second bound says that the sums
   are short: compilers then leave them as they stand, which is fastest. */
/*@ requires units: units <= BP_PANEL;
    requires valid_w0: \valid_read(w0 + (0 .. units - 1));
    requires valid_w1: \valid_read(w1 + (0 .. units - 1));
    requires valid_w2: \valid_read(w2 + (0 .. units - 1));
    requires valid_w3: \valid_read(w3 + (0 .. units - 1));
    requires valid_delta: \valid_read(delta + (0 .. units - 1));
    requires valid_sum: \valid(sum + (0 .. 3));
    assigns sum[0 .. 3];
    ensures exact0: bp_same(sum[0], bp_row_sum{Pre}(\old(sum[0]), delta, w0, units));
    ensures exact1: bp_same(sum[1], bp_row_sum{Pre}(\old(sum[1]), delta, w1, units));
    ensures exact2: bp_same(sum[2], bp_row_sum{Pre}(\old(sum[2]), delta, w2, units));
    ensures exact3: bp_same(sum[3], bp_row_sum{Pre}(\old(sum[3]), delta, w3, units));
*/
static void hidden_sum_rows(const double *w0, const double *w1, const double *w2, const double *w3,
                            const double *delta, double *BP_RESTRICT sum, size_t units) {
  double a = sum[0], b = sum[1], c = sum[2], d = sum[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant exact0: bp_same(a, bp_row_sum{Pre}(\at(sum[0], Pre), delta, w0, k));
      loop invariant exact1: bp_same(b, bp_row_sum{Pre}(\at(sum[1], Pre), delta, w1, k));
      loop invariant exact2: bp_same(c, bp_row_sum{Pre}(\at(sum[2], Pre), delta, w2, k));
      loop invariant exact3: bp_same(d, bp_row_sum{Pre}(\at(sum[3], Pre), delta, w3, k));
      loop assigns k, a, b, c, d;
      loop variant units - k;
  */
  for (k = 0; k < units && k < BP_PANEL; k++) {
    a = a + delta[k] * w0[k];
    b = b + delta[k] * w1[k];
    c = c + delta[k] * w2[k];
    d = d + delta[k] * w3[k];
  }
  sum[0] = a;
  sum[1] = b;
  sum[2] = c;
  sum[3] = d;
}

/* One row. */
/*@ requires valid_w: \valid_read(w + (0 .. units - 1));
    requires valid_delta: \valid_read(delta + (0 .. units - 1));
    assigns \result \from w[0 .. units - 1], delta[0 .. units - 1], sum;
    ensures exact: bp_same(\result, bp_row_sum{Pre}(sum, delta, w, units));
*/
static double hidden_sum_row(const double *w, const double *delta, double sum, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant exact: bp_same(sum, bp_row_sum{Pre}(\at(sum, Pre), delta, w, k));
      loop assigns k, sum;
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    sum = sum + delta[k] * w[k];
  }
  return sum;
}

void bp_panel_hidden_sum(const double *w, const double *delta, double *sum, size_t inputs,
                         size_t units) {
  size_t j;
  /*@ ghost const double *first = w; */
  /*@ ghost size_t k; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + (j + 1) * units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(w[i], Pre));
      loop invariant deltas: \forall integer i; 0 <= i < units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < j ==>
        bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i));
      loop invariant rest: \forall integer i; j <= i < inputs ==> bp_same(sum[i], \at(sum[i], Pre));
      loop assigns j, k, w, sum[0 .. inputs - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    /*@ ghost
        /@ loop invariant count: 0 <= k <= units;
           loop invariant same0: bp_same(bp_row_sum(sum[j], delta, w, k),
                                         bp_row_sum{Pre}(sum[j], delta, w, k));
           loop invariant same1: bp_same(bp_row_sum(sum[j + 1], delta, w + units, k),
                                         bp_row_sum{Pre}(sum[j + 1], delta, w + units, k));
           loop invariant same2: bp_same(bp_row_sum(sum[j + 2], delta, w + 2 * units, k),
                                         bp_row_sum{Pre}(sum[j + 2], delta, w + 2 * units, k));
           loop invariant same3: bp_same(bp_row_sum(sum[j + 3], delta, w + 3 * units, k),
                                         bp_row_sum{Pre}(sum[j + 3], delta, w + 3 * units, k));
           loop assigns k;
           loop variant units - k;
        @/
        for (k = 0; k < units; k++) {}
    */
    /*@ assert end: k == units; */
    hidden_sum_rows(w, w + units, w + 2 * units, w + 3 * units, delta, sum + j, units);
    /*@ assert exact0: \forall integer i; i == j ==>
          bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i)); */
    /*@ assert exact1: \forall integer i; i == j + 1 ==>
          bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i)); */
    /*@ assert exact2: \forall integer i; i == j + 2 ==>
          bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i)); */
    /*@ assert exact3: \forall integer i; i == j + 3 ==>
          bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i)); */
    w += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + (j + 1) * units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(w[i], Pre));
      loop invariant deltas: \forall integer i; 0 <= i < units ==>
        bp_same(delta[i], \at(delta[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < j ==>
        bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i));
      loop invariant rest: \forall integer i; j <= i < inputs ==> bp_same(sum[i], \at(sum[i], Pre));
      loop assigns j, k, w, sum[0 .. inputs - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    /*@ ghost
        /@ loop invariant count: 0 <= k <= units;
           loop invariant same: bp_same(bp_row_sum(sum[j], delta, w, k),
                                        bp_row_sum{Pre}(sum[j], delta, w, k));
           loop assigns k;
           loop variant units - k;
        @/
        for (k = 0; k < units; k++) {}
    */
    /*@ assert end: k == units; */
    sum[j] = hidden_sum_row(w, delta, sum[j], units);
    /*@ assert exact: \forall integer i; i == j ==>
          bp_same(sum[i], bp_panel_sum{Pre}(\at(sum[i], Pre), delta, first, units, i)); */
    w += units;
  }
}

/* Four rows: a_k = a_k + g_k y, with the y of each. */
/*@ requires units: units <= BP_PANEL;
    requires valid_a0: \valid(a0 + (0 .. units - 1));
    requires valid_a1: \valid(a1 + (0 .. units - 1));
    requires valid_a2: \valid(a2 + (0 .. units - 1));
    requires valid_a3: \valid(a3 + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires apart: \separated(a0 + (0 .. units - 1), a1 + (0 .. units - 1),
                               a2 + (0 .. units - 1), a3 + (0 .. units - 1));
    requires sep_g0: \separated(a0 + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_g1: \separated(a1 + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_g2: \separated(a2 + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_g3: \separated(a3 + (0 .. units - 1), g + (0 .. units - 1));
    assigns a0[0 .. units - 1], a1[0 .. units - 1], a2[0 .. units - 1], a3[0 .. units - 1];
    ensures exact0: \forall integer k; 0 <= k < units ==>
      bp_same(a0[k], bp_add(\old(a0[k]), bp_mul(\old(g[k]), \old(y[0]))));
    ensures exact1: \forall integer k; 0 <= k < units ==>
      bp_same(a1[k], bp_add(\old(a1[k]), bp_mul(\old(g[k]), \old(y[1]))));
    ensures exact2: \forall integer k; 0 <= k < units ==>
      bp_same(a2[k], bp_add(\old(a2[k]), bp_mul(\old(g[k]), \old(y[2]))));
    ensures exact3: \forall integer k; 0 <= k < units ==>
      bp_same(a3[k], bp_add(\old(a3[k]), bp_mul(\old(g[k]), \old(y[3]))));
*/
static void add_rows(double *BP_RESTRICT a0, double *BP_RESTRICT a1, double *BP_RESTRICT a2,
                     double *BP_RESTRICT a3, const double *g, const double *y, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact0: \forall integer i; 0 <= i < k ==>
        bp_same(a0[i], bp_add(\at(a0[i], Pre), bp_mul(\at(g[i], Pre), y0)));
      loop invariant exact1: \forall integer i; 0 <= i < k ==>
        bp_same(a1[i], bp_add(\at(a1[i], Pre), bp_mul(\at(g[i], Pre), y1)));
      loop invariant exact2: \forall integer i; 0 <= i < k ==>
        bp_same(a2[i], bp_add(\at(a2[i], Pre), bp_mul(\at(g[i], Pre), y2)));
      loop invariant exact3: \forall integer i; 0 <= i < k ==>
        bp_same(a3[i], bp_add(\at(a3[i], Pre), bp_mul(\at(g[i], Pre), y3)));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(a0[i], \at(a0[i], Pre)) && bp_same(a1[i], \at(a1[i], Pre)) &&
        bp_same(a2[i], \at(a2[i], Pre)) && bp_same(a3[i], \at(a3[i], Pre));
      loop assigns k, a0[0 .. units - 1], a1[0 .. units - 1], a2[0 .. units - 1],
                   a3[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    a0[k] = a0[k] + g[k] * y0;
    a1[k] = a1[k] + g[k] * y1;
    a2[k] = a2[k] + g[k] * y2;
    a3[k] = a3[k] + g[k] * y3;
  }
}

/* Four rows that follow on each other. */
/*@ requires units: units <= BP_PANEL;
    requires valid_a: \valid(a + (0 .. 4 * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires sep_g: \separated(a + (0 .. 4 * units - 1), g + (0 .. units - 1));
    assigns a[0 .. 4 * units - 1];
    ensures exact: \forall integer i; 0 <= i < 4 * units ==>
      bp_same(a[i], bp_add(\old(a[i]), bp_mul(\old(g[i % units]), \old(y[i / units]))));
*/
static void add_block(double *a, const double *g, const double *y, size_t units) {
  /*@ ghost size_t q; */
  add_rows(a, a + units, a + 2 * units, a + 3 * units, g, y, units);
  /*@ ghost
      /@ loop invariant count: 0 <= q <= units;
         loop invariant row0: \forall integer i; 0 <= i < q ==>
           bp_same(a[i], bp_add(\at(a[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop invariant row1: \forall integer i; units <= i < units + q ==>
           bp_same(a[i], bp_add(\at(a[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop invariant row2: \forall integer i; 2 * units <= i < 2 * units + q ==>
           bp_same(a[i], bp_add(\at(a[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
         loop invariant row3: \forall integer i; 3 * units <= i < 3 * units + q ==>
           bp_same(a[i], bp_add(\at(a[i], Pre), bp_mul(\at(g[i % units], Pre), \at(y[i / units], Pre))));
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
/*@ requires valid_a: \valid(a + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires sep: \separated(a + (0 .. units - 1), g + (0 .. units - 1));
    assigns a[0 .. units - 1];
    ensures exact: \forall integer k; 0 <= k < units ==>
      bp_same(a[k], bp_add(\old(a[k]), bp_mul(\old(g[k]), y)));
*/
static void add_row(double *BP_RESTRICT a, const double *g, double y, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(a[i], bp_add(\at(a[i], Pre), bp_mul(\at(g[i], Pre), y)));
      loop invariant rest: \forall integer i; k <= i < units ==> bp_same(a[i], \at(a[i], Pre));
      loop assigns k, a[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    a[k] = a[k] + g[k] * y;
  }
}

/* The biases: a_k = a_k + g_k. */
/*@ requires valid_a: \valid(a + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires sep: \separated(a + (0 .. units - 1), g + (0 .. units - 1));
    assigns a[0 .. units - 1];
    ensures exact: \forall integer i; 0 <= i < units ==>
      bp_same(a[i], bp_add(\old(a[i]), \old(g[i])));
*/
static void add_bias(double *BP_RESTRICT a, const double *g, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(a[i], bp_add(\at(a[i], Pre), \at(g[i], Pre)));
      loop invariant rest: \forall integer i; k <= i < units ==> bp_same(a[i], \at(a[i], Pre));
      loop assigns k, a[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    a[k] = a[k] + g[k];
  }
}

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
static void add_panel(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first = a; */
  /*@ ghost size_t q; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  add_bias(a, g, units);
  a += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: a == first + (j + 1) * units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < (j + 1) * units ==>
        bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(a[i], Pre));
      loop assigns j, q, a, first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    /*@ assert apart_y: \separated(y + (0 .. inputs - 1), a + (0 .. 4 * units - 1)); */
    /*@ assert apart_g: \separated(g + (0 .. units - 1), a + (0 .. 4 * units - 1)); */
    add_block(a, g, y + j, units);
    /*@ assert rest: \forall integer i; (j + 5) * units <= i < (inputs + 1) * units ==>
          bp_same(first[i], \at(a[i], Pre)); */
    /*@ ghost
        /@ loop invariant count: 0 <= q <= 4 * units;
           loop invariant exact: \forall integer i; (j + 1) * units <= i < (j + 1) * units + q ==>
             bp_panel_added{Pre, Here}(first, g, y, units, i);
           loop assigns q;
           loop variant 4 * units - q;
        @/
        for (q = 0; q < 4 * units; q++) {
          bp_ghost_place((size_t)(j + 1), q, 4, units);
          /@ assert exact: bp_panel_added{Pre, Here}(first, g, y, units, (j + 1) * units + q); @/
          /@ assert there: \forall integer i; i == (j + 1) * units + q ==>
               bp_panel_added{Pre, Here}(first, g, y, units, i); @/
        }
    */
    /*@ assert end: q == 4 * units; */
    a += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: a == first + (j + 1) * units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < (j + 1) * units ==>
        bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(a[i], Pre));
      loop assigns j, q, a, first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    /*@ assert apart_y: \separated(y + (0 .. inputs - 1), a + (0 .. units - 1)); */
    /*@ assert apart_g: \separated(g + (0 .. units - 1), a + (0 .. units - 1)); */
    add_row(a, g, y[j], units);
    /*@ assert rest: \forall integer i; (j + 2) * units <= i < (inputs + 1) * units ==>
          bp_same(first[i], \at(a[i], Pre)); */
    /*@ assert done: \forall integer i; 0 <= i < (j + 1) * units ==>
          bp_panel_added{Pre, Here}(first, g, y, units, i); */
    /*@ ghost
        /@ loop invariant count: 0 <= q <= units;
           loop invariant exact: \forall integer i; (j + 1) * units <= i < (j + 1) * units + q ==>
             bp_panel_added{Pre, Here}(first, g, y, units, i);
           loop assigns q;
           loop variant units - q;
        @/
        for (q = 0; q < units; q++) {
          bp_ghost_place((size_t)(j + 1), q, 1, units);
          /@ assert place: q / units == 0 && q % units == q; @/
          /@ assert exact: bp_panel_added{Pre, Here}(first, g, y, units, (j + 1) * units + q); @/
          /@ assert there: \forall integer i; i == (j + 1) * units + q ==>
               bp_panel_added{Pre, Here}(first, g, y, units, i); @/
        }
    */
    /*@ assert end: q == units; */
    /*@ assert last: \forall integer i; (j + 1) * units <= i < (j + 1) * units + units ==>
          bp_panel_added{Pre, Here}(first, g, y, units, i); */
    a += units;
  }
}

void bp_panel_add(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  if (units == BP_PANEL) {
    add_panel(a, g, y, inputs, BP_PANEL);
  } else {
    add_panel(a, g, y, inputs, units);
  }
}

/* One row: c_k = g_k y + alpha c_k, then w_k = w_k + c_k. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_c: \valid(c + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires sep_wc: \separated(w + (0 .. units - 1), c + (0 .. units - 1));
    requires sep_g: \separated(g + (0 .. units - 1), w + (0 .. units - 1)) &&
                    \separated(g + (0 .. units - 1), c + (0 .. units - 1));
    assigns w[0 .. units - 1], c[0 .. units - 1];
    ensures exact_c: \forall integer i; 0 <= i < units ==>
      bp_same(c[i], bp_moved(bp_mul(\old(g[i]), y), alpha, \old(c[i])));
    ensures exact_w: \forall integer i; 0 <= i < units ==>
      bp_same(w[i], bp_add(\old(w[i]), bp_moved(bp_mul(\old(g[i]), y), alpha, \old(c[i]))));
*/
static void move_row(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g, double y,
                     double alpha, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact_c: \forall integer i; 0 <= i < k ==>
        bp_same(c[i], bp_moved(bp_mul(\at(g[i], Pre), y), alpha, \at(c[i], Pre)));
      loop invariant exact_w: \forall integer i; 0 <= i < k ==>
        bp_same(w[i], bp_add(\at(w[i], Pre),
                             bp_moved(bp_mul(\at(g[i], Pre), y), alpha, \at(c[i], Pre))));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(w[i], \at(w[i], Pre)) && bp_same(c[i], \at(c[i], Pre));
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
  }
}

/* The biases: c_k = g_k + alpha c_k, then w_k = w_k + c_k. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_c: \valid(c + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires sep_wc: \separated(w + (0 .. units - 1), c + (0 .. units - 1));
    requires sep_g: \separated(g + (0 .. units - 1), w + (0 .. units - 1)) &&
                    \separated(g + (0 .. units - 1), c + (0 .. units - 1));
    assigns w[0 .. units - 1], c[0 .. units - 1];
    ensures exact_c: \forall integer i; 0 <= i < units ==>
      bp_same(c[i], bp_moved(\old(g[i]), alpha, \old(c[i])));
    ensures exact_w: \forall integer i; 0 <= i < units ==>
      bp_same(w[i], bp_add(\old(w[i]), bp_moved(\old(g[i]), alpha, \old(c[i]))));
*/
static void move_bias(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g, double alpha,
                      size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact_c: \forall integer i; 0 <= i < k ==>
        bp_same(c[i], bp_moved(\at(g[i], Pre), alpha, \at(c[i], Pre)));
      loop invariant exact_w: \forall integer i; 0 <= i < k ==>
        bp_same(w[i], bp_add(\at(w[i], Pre), bp_moved(\at(g[i], Pre), alpha, \at(c[i], Pre))));
      loop invariant rest: \forall integer i; k <= i < units ==>
        bp_same(w[i], \at(w[i], Pre)) && bp_same(c[i], \at(c[i], Pre));
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] + alpha * c[k];
    w[k] = w[k] + c[k];
  }
}

void bp_panel_move(double *w, double *c, const double *g, const double *y, double alpha,
                   size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first_w = w; */
  /*@ ghost double *first_c = c; */
  /*@ ghost size_t q; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  move_bias(w, c, g, alpha, units);
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row_w: w == first_w + j * units;
      loop invariant row_c: c == first_c + j * units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==> bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < (j + 1) * units ==>
        bp_panel_moved{Pre, Here}(first_w, first_c, g, alpha, y, units, i);
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first_w[i], \at(w[i], Pre)) && bp_same(first_c[i], \at(c[i], Pre));
      loop assigns j, q, w, c, first_w[0 .. (inputs + 1) * units - 1],
                   first_c[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    w += units;
    c += units;
    /*@ assert apart_y: \separated(y + (0 .. inputs - 1), w + (0 .. units - 1)) &&
                        \separated(y + (0 .. inputs - 1), c + (0 .. units - 1)); */
    /*@ assert apart_g: \separated(g + (0 .. units - 1), w + (0 .. units - 1)) &&
                        \separated(g + (0 .. units - 1), c + (0 .. units - 1)); */
    /*@ assert apart_w: \separated(first_w + (0 .. (inputs + 1) * units - 1), c + (0 .. units - 1)); */
    /*@ assert apart_c: \separated(first_c + (0 .. (inputs + 1) * units - 1), w + (0 .. units - 1)); */
    move_row(w, c, g, y[j], alpha, units);
    /*@ assert rest: \forall integer i; (j + 2) * units <= i < (inputs + 1) * units ==>
          bp_same(first_w[i], \at(w[i], Pre)) && bp_same(first_c[i], \at(c[i], Pre)); */
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
}
