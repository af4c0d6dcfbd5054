#include "narrow.h"

#include "panel.h"

#ifdef __FRAMAC__
#include "spec/acsl/product.h"
#endif

/* Units whose numbers are kept at hand together. */
#define FEW 4

/* One unit, its weights `stride` apart. */
/*@ requires valid_w: \valid_read(w + (0 .. inputs * stride));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    assigns \result \from w[0 .. inputs * stride], y[0 .. inputs - 1];
    ensures exact: bp_same(\result, bp_net_input{Pre}(w, y, stride, 0, inputs));
*/
static double unit_net_input(const double *w, size_t stride, const double *y, size_t inputs) {
  double x = w[0];
  size_t j;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + j * stride;
      loop invariant exact: bp_same(x, bp_net_input{Pre}(\at(w, Pre), y, stride, 0, j));
      loop assigns j, w, x;
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, stride); */
    w += stride;
    x = x + w[0] * y[j];
  }
  return x;
}

/* Four units side by side. */
/*@ requires valid_w: \valid_read(w + (0 .. inputs * stride + 3));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. 3));
    assigns x[0 .. 3];
    ensures exact: \forall integer i; 0 <= i < 4 ==>
      bp_same(x[i], bp_net_input{Pre}(w, y, stride, i, inputs));
*/
static void few_net_input(const double *w, size_t stride, const double *y, double *BP_RESTRICT x,
                          size_t inputs) {
  double sum[FEW];
  size_t j, k;
  /*@ ghost bp_ghost_last_row(inputs, stride); */
  /*@ loop invariant range: 0 <= k <= FEW;
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(sum[i], bp_net_input{Pre}(w, y, stride, i, 0));
      loop assigns k, sum[0 .. FEW - 1];
      loop variant FEW - k;
  */
  for (k = 0; k < FEW; k++) {
    sum[k] = w[k];
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + j * stride;
      loop invariant exact: \forall integer i; 0 <= i < FEW ==>
        bp_same(sum[i], bp_net_input{Pre}(\at(w, Pre), y, stride, i, j));
      loop assigns j, k, w, sum[0 .. FEW - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    const double signal = y[j];
    /*@ ghost bp_ghost_row(j, inputs, stride); */
    w += stride;
    /*@ loop invariant range: 0 <= k <= FEW;
        loop invariant exact: \forall integer i; 0 <= i < k ==>
          bp_same(sum[i], bp_net_input{Pre}(\at(w, Pre), y, stride, i, j + 1));
        loop invariant rest: \forall integer i; k <= i < FEW ==>
          bp_same(sum[i], bp_net_input{Pre}(\at(w, Pre), y, stride, i, j));
        loop assigns k, sum[0 .. FEW - 1];
        loop variant FEW - k;
    */
    for (k = 0; k < FEW; k++) {
      sum[k] = sum[k] + w[k] * signal;
    }
  }
  /*@ loop invariant range: 0 <= k <= FEW;
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_net_input{Pre}(\at(w, Pre), y, stride, i, inputs));
      loop assigns k, x[0 .. 3];
      loop variant FEW - k;
  */
  for (k = 0; k < FEW; k++) {
    x[k] = sum[k];
  }
}

void bp_narrow_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  size_t k;
  /*@ ghost size_t j; */
  /*@ ghost bp_ghost_last_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(w[i], \at(w[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==> bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_net_input{Pre}(w, y, units, i, inputs));
      loop assigns j, k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; units - k >= FEW; k += FEW) {
    /*@ ghost
        /@ loop invariant count: 0 <= j <= inputs;
           loop invariant same: \forall integer i; k <= i < k + FEW ==>
             bp_same(bp_net_input(w + k, y, units, i - k, j), bp_net_input{Pre}(w, y, units, i, j));
           loop assigns j;
           loop variant inputs - j;
        @/
        for (j = 0; j < inputs; j++) {
          bp_ghost_row(j, inputs, units);
        }
    */
    /*@ assert same: \forall integer i; k <= i < k + FEW ==>
          bp_same(bp_net_input(w + k, y, units, i - k, inputs),
                  bp_net_input{Pre}(w, y, units, i, inputs)); */
    few_net_input(w + k, units, y, x + k, inputs);
  }
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant weights: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        bp_same(w[i], \at(w[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==> bp_same(y[i], \at(y[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_net_input{Pre}(w, y, units, i, inputs));
      loop assigns j, k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (; k < units; k++) {
    /*@ ghost
        /@ loop invariant count: 0 <= j <= inputs;
           loop invariant same: bp_same(bp_net_input(w + k, y, units, 0, j),
                                        bp_net_input{Pre}(w, y, units, k, j));
           loop assigns j;
           loop variant inputs - j;
        @/
        for (j = 0; j < inputs; j++) {
          bp_ghost_row(j, inputs, units);
        }
    */
    x[k] = unit_net_input(w + k, units, y, inputs);
  }
}

/* Column k of a panel: w_kj = w_kj + g_k y_j, then the sum of w_kj s_j. */
/*@ requires column: k < units <= BP_NARROW;
    requires valid_w: \valid(w + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_s: \valid_read(s + (0 .. inputs - 1));
    requires sep_g: \separated(w + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_y: \separated(w + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    requires sep_s: \separated(w + (0 .. (inputs + 1) * units - 1), s + (0 .. inputs - 1));
    assigns w[0 .. (inputs + 1) * units - 1];
    ensures exact_w: \forall integer i; 0 <= i < (inputs + 1) * units ==> i % units == k ==>
      bp_panel_added{Pre, Here}(w, g, y, units, i);
    ensures rest: \forall integer i; 0 <= i < (inputs + 1) * units ==> i % units != k ==>
      bp_same(w[i], \old(w[i]));
    ensures exact: bp_same(\result, bp_changed_net_input{Pre}(w, g, y, s, units, k, inputs));
*/
static double unit_advance(double *BP_RESTRICT w, size_t k, const double *g, const double *y,
                           const double *s, size_t inputs, size_t units) {
  const double factor = g[k];
  double x = w[k] + factor;
  size_t j;
  /*@ ghost double *first = w; */
  /*@ ghost bp_ghost_last_row(inputs, units); */
  /*@ ghost bp_ghost_columns(0, units); */
  w[k] = x;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + j * units;
      loop invariant exact_w: \forall integer i; 0 <= i < (j + 1) * units ==> i % units == k ==>
        bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant other: \forall integer i; 0 <= i < (j + 1) * units ==> i % units != k ==>
        bp_same(first[i], \at(w[i], Pre));
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(w[i], Pre));
      loop invariant exact: bp_same(x, bp_changed_net_input{Pre}(first, g, y, s, units, k, j));
      loop assigns j, w, x, first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    /*@ ghost bp_ghost_columns((size_t)(j + 1), units); */
    w += units;
    w[k] = w[k] + factor * y[j];
    x = x + w[k] * s[j];
  }
  return x;
}

/* Four columns of one row. */
/*@ requires valid_w: \valid(w + (0 .. 3));
    requires valid_g: \valid_read(g + (0 .. 3));
    requires valid_sum: \valid(sum + (0 .. 3));
    requires sep: \separated(w + (0 .. 3), g + (0 .. 3), sum + (0 .. 3));
    assigns w[0 .. 3], sum[0 .. 3];
    ensures exact_w: \forall integer c; 0 <= c < 4 ==>
      bp_same(w[c], bp_add(\old(w[c]), bp_mul(\old(g[c]), y)));
    ensures exact_sum: \forall integer c; 0 <= c < 4 ==>
      bp_same(sum[c], bp_add(\old(sum[c]),
                             bp_mul(bp_add(\old(w[c]), bp_mul(\old(g[c]), y)), s)));
*/
static void few_row_advance(double *BP_RESTRICT w, const double *BP_RESTRICT g, double y, double s,
                            double *BP_RESTRICT sum) {
  size_t c;
  /*@ loop invariant range: 0 <= c <= FEW;
      loop invariant factors: \forall integer i; 0 <= i < 4 ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant exact_w: \forall integer i; 0 <= i < c ==>
        bp_same(w[i], bp_add(\at(w[i], Pre), bp_mul(\at(g[i], Pre), y)));
      loop invariant exact_sum: \forall integer i; 0 <= i < c ==>
        bp_same(sum[i], bp_add(\at(sum[i], Pre),
                               bp_mul(bp_add(\at(w[i], Pre), bp_mul(\at(g[i], Pre), y)), s)));
      loop invariant rest: \forall integer i; c <= i < 4 ==>
        bp_same(w[i], \at(w[i], Pre)) && bp_same(sum[i], \at(sum[i], Pre));
      loop assigns c, w[0 .. 3], sum[0 .. 3];
      loop variant FEW - c;
  */
  for (c = 0; c < FEW; c++) {
    w[c] = w[c] + g[c] * y;
    sum[c] = sum[c] + w[c] * s;
  }
}

/* The four columns from k. */
/*@ requires columns: k + 4 <= units <= BP_NARROW;
    requires valid_w: \valid(w + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_s: \valid_read(s + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. 3));
    requires sep_g: \separated(w + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_y: \separated(w + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    requires sep_s: \separated(w + (0 .. (inputs + 1) * units - 1), s + (0 .. inputs - 1));
    requires sep_x: \separated(w + (0 .. (inputs + 1) * units - 1), x + (0 .. 3));
    assigns w[0 .. (inputs + 1) * units - 1], x[0 .. 3];
    ensures exact_w: \forall integer i; 0 <= i < (inputs + 1) * units ==>
      k <= i % units < k + 4 ==> bp_panel_added{Pre, Here}(w, g, y, units, i);
    ensures rest: \forall integer i; 0 <= i < (inputs + 1) * units ==>
      !(k <= i % units < k + 4) ==> bp_same(w[i], \old(w[i]));
    ensures exact: \forall integer i; k <= i < k + 4 ==>
      bp_same(x[i - k], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs));
*/
static void few_advance(double *BP_RESTRICT w, size_t k, const double *g, const double *y,
                        const double *s, double *BP_RESTRICT x, size_t inputs, size_t units) {
  double sum[FEW], few[FEW];
  size_t j, c;
  /*@ ghost double *first = w; */
  /*@ ghost bp_ghost_last_row(inputs, units); */
  /*@ ghost bp_ghost_columns(0, units); */
  /*@ loop invariant range: 0 <= c <= FEW;
      loop invariant factors: \forall integer i; 0 <= i < c ==> bp_same(few[i], \at(g[k + i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < c ==>
        bp_same(sum[i], bp_changed_net_input{Pre}(first, g, y, s, units, k + i, 0));
      loop invariant exact_w: \forall integer i; k <= i < k + c ==>
        bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant before: \forall integer i; 0 <= i < k ==> bp_same(w[i], \at(w[i], Pre));
      loop invariant rest: \forall integer i; k + c <= i < (inputs + 1) * units ==>
        bp_same(w[i], \at(w[i], Pre));
      loop assigns c, few[0 .. FEW - 1], sum[0 .. FEW - 1], w[0 .. units - 1];
      loop variant FEW - c;
  */
  for (c = 0; c < FEW; c++) {
    few[c] = g[k + c];
    sum[c] = w[k + c] + few[c];
    w[k + c] = sum[c];
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + j * units;
      loop invariant exact_w: \forall integer i; 0 <= i < (j + 1) * units ==>
        k <= i % units < k + 4 ==> bp_panel_added{Pre, Here}(first, g, y, units, i);
      loop invariant other: \forall integer i; 0 <= i < (j + 1) * units ==>
        !(k <= i % units < k + 4) ==> bp_same(first[i], \at(w[i], Pre));
      loop invariant rest: \forall integer i; (j + 1) * units <= i < (inputs + 1) * units ==>
        bp_same(first[i], \at(w[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < 4 ==>
        bp_same(sum[i], bp_changed_net_input{Pre}(first, g, y, s, units, k + i, j));
      loop assigns j, w, sum[0 .. FEW - 1], first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    /*@ ghost bp_ghost_columns((size_t)(j + 1), units); */
    w += units;
    few_row_advance(w + k, few, y[j], s[j], sum);
    /*@ assert done: \forall integer i; 0 <= i < (j + 1) * units ==>
          k <= i % units < k + 4 ==> bp_panel_added{Pre, Here}(first, g, y, units, i); */
    /*@ assert fresh: \forall integer i; (j + 1) * units + k <= i < (j + 1) * units + k + 4 ==>
          bp_same(first[i], bp_add(\at(w[i], Pre),
                                   bp_mul(few[i - (j + 1) * units - k], y[j]))); */
    /*@ assert last: \forall integer i; (j + 1) * units + k <= i < (j + 1) * units + k + 4 ==>
          bp_panel_added{Pre, Here}(first, g, y, units, i); */
  }
  /*@ loop invariant range: 0 <= c <= FEW;
      loop invariant exact: \forall integer i; 0 <= i < c ==>
        bp_same(x[i], bp_changed_net_input{Pre}(first, g, y, s, units, k + i, inputs));
      loop assigns c, x[0 .. 3];
      loop variant FEW - c;
  */
  for (c = 0; c < FEW; c++) {
    x[c] = sum[c];
  }
}

void bp_narrow_advance(double *w, const double *g, const double *y, const double *s, double *x,
                       size_t inputs, size_t units) {
  size_t k;
  /*@ ghost size_t j; */
  /*@ ghost bp_ghost_last_row(inputs, units); */
  /*@ ghost bp_ghost_inside(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact_w: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        i % units < k ==> bp_panel_added{Pre, Here}(w, g, y, units, i);
      loop invariant rest: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        i % units >= k ==> bp_same(w[i], \at(w[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs));
      loop assigns j, k, w[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; units - k >= FEW; k += FEW) {
    /*@ ghost
        /@ loop invariant count: 0 <= j <= inputs;
           loop invariant same: \forall integer i; k <= i < k + FEW ==>
             bp_same(bp_changed_net_input(w, g, y, s, units, i, j),
                     bp_changed_net_input{Pre}(w, g, y, s, units, i, j));
           loop assigns j;
           loop variant inputs - j;
        @/
        for (j = 0; j < inputs; j++) {
          bp_ghost_row(j, inputs, units);
          bp_ghost_columns((size_t)(j + 1), units);
        }
    */
    /*@ assert end: j == inputs; */
    /*@ assert fed: \forall integer i; k <= i < k + 4 ==>
          bp_same(bp_changed_net_input(w, g, y, s, units, i, inputs),
                  bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs)); */
    /*@ assert change: \forall integer i; 0 <= i < (inputs + 1) * units ==>
          bp_same(bp_panel_change(g, y, units, i), bp_panel_change{Pre}(g, y, units, i)); */
    few_advance(w, k, g, y, s, x + k, inputs, units);
    /*@ assert done: \forall integer i; 0 <= i < k ==>
          bp_same(x[i], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs)); */
    /*@ assert last: \forall integer i; k <= i < k + 4 ==>
          bp_same(x[i], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs)); */
  }
  /*@ loop invariant range: 0 <= k <= units;
      loop invariant factors: \forall integer i; 0 <= i < units ==> bp_same(g[i], \at(g[i], Pre));
      loop invariant signals: \forall integer i; 0 <= i < inputs ==>
        bp_same(y[i], \at(y[i], Pre)) && bp_same(s[i], \at(s[i], Pre));
      loop invariant exact_w: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        i % units < k ==> bp_panel_added{Pre, Here}(w, g, y, units, i);
      loop invariant rest: \forall integer i; 0 <= i < (inputs + 1) * units ==>
        i % units >= k ==> bp_same(w[i], \at(w[i], Pre));
      loop invariant exact: \forall integer i; 0 <= i < k ==>
        bp_same(x[i], bp_changed_net_input{Pre}(w, g, y, s, units, i, inputs));
      loop assigns j, k, w[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (; k < units; k++) {
    /*@ ghost
        /@ loop invariant count: 0 <= j <= inputs;
           loop invariant same: bp_same(bp_changed_net_input(w, g, y, s, units, k, j),
                                        bp_changed_net_input{Pre}(w, g, y, s, units, k, j));
           loop assigns j;
           loop variant inputs - j;
        @/
        for (j = 0; j < inputs; j++) {
          bp_ghost_row(j, inputs, units);
          bp_ghost_columns((size_t)(j + 1), units);
        }
    */
    /*@ assert end: j == inputs; */
    /*@ assert change: \forall integer i; 0 <= i < (inputs + 1) * units ==>
          bp_same(bp_panel_change(g, y, units, i), bp_panel_change{Pre}(g, y, units, i)); */
    x[k] = unit_advance(w, k, g, y, s, inputs, units);
  }
}
