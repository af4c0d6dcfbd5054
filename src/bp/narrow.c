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

/* One unit: w_j = w_j + g y_j, then the sum of w_j s_j. */
/*@ requires valid_w: \valid(w + (0 .. inputs * stride));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_s: \valid_read(s + (0 .. inputs - 1));
    requires sep_y: \separated(w + (0 .. inputs * stride), y + (0 .. inputs - 1));
    requires sep_s: \separated(w + (0 .. inputs * stride), s + (0 .. inputs - 1));
    assigns w[0 .. inputs * stride];
*/
static double unit_advance(double *BP_RESTRICT w, size_t stride, double g, const double *y,
                           const double *s, size_t inputs) {
  double x = w[0] + g;
  size_t j;
  /*@ ghost double *first = w; */
  /*@ ghost bp_ghost_last_row(inputs, stride); */
  w[0] = x;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + j * stride;
      loop assigns j, w, x, first[0 .. inputs * stride];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, stride); */
    w += stride;
    w[0] = w[0] + g * y[j];
    x = x + w[0] * s[j];
  }
  return x;
}

/* One row of four units. */
/*@ requires valid_w: \valid(w + (0 .. 3));
    requires valid_g: \valid_read(g + (0 .. 3));
    requires valid_sum: \valid(sum + (0 .. 3));
    requires sep: \separated(w + (0 .. 3), g + (0 .. 3), sum + (0 .. 3));
    assigns w[0 .. 3], sum[0 .. 3];
*/
static void few_row_advance(double *BP_RESTRICT w, const double *BP_RESTRICT g, double y, double s,
                            double *BP_RESTRICT sum) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= FEW;
      loop assigns k, w[0 .. 3], sum[0 .. 3];
      loop variant FEW - k;
  */
  for (k = 0; k < FEW; k++) {
    w[k] = w[k] + g[k] * y;
    sum[k] = sum[k] + w[k] * s;
  }
}

/*@ requires valid_w: \valid(w + (0 .. inputs * stride + 3));
    requires valid_g: \valid_read(g + (0 .. 3));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires valid_s: \valid_read(s + (0 .. inputs - 1));
    requires valid_x: \valid(x + (0 .. 3));
    requires sep_g: \separated(w + (0 .. inputs * stride + 3), g + (0 .. 3));
    requires sep_y: \separated(w + (0 .. inputs * stride + 3), y + (0 .. inputs - 1));
    requires sep_s: \separated(w + (0 .. inputs * stride + 3), s + (0 .. inputs - 1));
    assigns w[0 .. inputs * stride + 3], x[0 .. 3];
*/
static void few_advance(double *BP_RESTRICT w, size_t stride, const double *g, const double *y,
                        const double *s, double *BP_RESTRICT x, size_t inputs) {
  double sum[FEW], few[FEW];
  size_t j, k;
  /*@ ghost double *first = w; */
  /*@ ghost bp_ghost_last_row(inputs, stride); */
  /*@ loop invariant range: 0 <= k <= FEW;
      loop assigns k, few[0 .. FEW - 1], sum[0 .. FEW - 1], w[0 .. 3];
      loop variant FEW - k;
  */
  for (k = 0; k < FEW; k++) {
    few[k] = g[k];
    sum[k] = w[k] + few[k];
    w[k] = sum[k];
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + j * stride;
      loop assigns j, w, sum[0 .. FEW - 1], first[0 .. inputs * stride + 3];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, stride); */
    w += stride;
    few_row_advance(w, few, y[j], s[j], sum);
  }
  /*@ loop invariant range: 0 <= k <= FEW;
      loop assigns k, x[0 .. 3];
      loop variant FEW - k;
  */
  for (k = 0; k < FEW; k++) {
    x[k] = sum[k];
  }
}

void bp_narrow_advance(double *w, const double *g, const double *y, const double *s, double *x,
                       size_t inputs, size_t units) {
  size_t k;
  /*@ ghost bp_ghost_last_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; units - k >= FEW; k += FEW) {
    few_advance(w + k, units, g + k, y, s, x + k, inputs);
  }
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (; k < units; k++) {
    x[k] = unit_advance(w + k, units, g[k], y, s, inputs);
  }
}
