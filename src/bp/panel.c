#include "panel.h"

#ifdef __FRAMAC__
#include "spec/acsl/product.h"
#endif

/* One row: x_k = x_k + w_k y. */
/*@ requires valid_w: \valid_read(w + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep: \separated(x + (0 .. units - 1), w + (0 .. units - 1));
    assigns x[0 .. units - 1];
*/
static void row_net_input(const double *w, double y, double *x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    x[k] = x[k] + w[k] * y;
  }
}

void bp_panel_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units) {
  size_t j, k;
  /*@ ghost bp_ghost_first_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    x[k] = w[k];
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + j * units;
      loop assigns j, w, x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    w += units;
    row_net_input(w, y[j], x, units);
  }
}

/* One row: sum + delta_1 w_1 + delta_2 w_2 + ... */
/*@ requires valid_w: \valid_read(w + (0 .. units - 1));
    requires valid_delta: \valid_read(delta + (0 .. units - 1));
    assigns \result \from w[0 .. units - 1], delta[0 .. units - 1], sum;
*/
static double row_hidden_sum(const double *w, const double *delta, double sum, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
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
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + j * units;
      loop assigns j, w, sum[0 .. inputs - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    w += units;
    sum[j] = row_hidden_sum(w, delta, sum[j], units);
  }
}

/* One row: a_k = a_k + g_k y. */
/*@ requires valid_a: \valid(a + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires sep: \separated(a + (0 .. units - 1), g + (0 .. units - 1));
    assigns a[0 .. units - 1];
*/
static void row_add(double *a, const double *g, double y, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, a[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    a[k] = a[k] + g[k] * y;
  }
}

void bp_panel_add(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first = a; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  row_add(a, g, 1.0, units);
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: a == \at(a, Pre) + j * units;
      loop assigns j, a, first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    a += units;
    row_add(a, g, y[j], units);
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
*/
static void row_move(double *w, double *c, const double *g, double y, double alpha, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
  }
}

void bp_panel_move(double *w, double *c, const double *g, const double *y, double alpha,
                   size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first_w = w; */
  /*@ ghost double *first_c = c; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  row_move(w, c, g, 1.0, alpha, units);
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row_w: w == \at(w, Pre) + j * units;
      loop invariant row_c: c == \at(c, Pre) + j * units;
      loop assigns j, w, c, first_w[0 .. (inputs + 1) * units - 1],
                   first_c[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    w += units;
    c += units;
    row_move(w, c, g, y[j], alpha, units);
  }
}
