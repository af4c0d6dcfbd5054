#include "panel.h"

#include "narrow.h"

#ifdef __FRAMAC__
#include "spec/acsl/product.h"
#endif

/* Four rows at a time: a unit's number is read and written once for all of them. */
#define ROWS 4

/* Four rows: x_k = (((x_k + w_k y_1) + w_k y_2) + w_k y_3) + w_k y_4, with the w_k of each row. */
/*@ requires units: units <= BP_PANEL;
    requires rows: w1 == w0 + units && w2 == w0 + 2 * units && w3 == w0 + 3 * units;
    requires valid_w: \valid_read(w0 + (0 .. 4 * units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep: \separated(x + (0 .. units - 1), w0 + (0 .. 4 * units - 1));
    assigns x[0 .. units - 1];
*/
static void net_input_rows(const double *w0, const double *w1, const double *w2, const double *w3,
                           const double *y, double *BP_RESTRICT x, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
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
*/
static void net_input_row(const double *w, double y, double *BP_RESTRICT x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
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
*/
static void net_input_wide(const double *w, const double *y, double *x, size_t inputs,
                           size_t units) {
  size_t j, k;
  /*@ ghost bp_ghost_first_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    x[k] = w[k];
  }
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + (j + 1) * units;
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
    requires rows: w1 == w0 + units && w2 == w0 + 2 * units && w3 == w0 + 3 * units;
    requires valid_w: \valid_read(w0 + (0 .. 4 * units - 1));
    requires valid_delta: \valid_read(delta + (0 .. units - 1));
    requires valid_sum: \valid(sum + (0 .. 3));
    assigns sum[0 .. 3];
*/
static void hidden_sum_rows(const double *w0, const double *w1, const double *w2, const double *w3,
                            const double *delta, double *BP_RESTRICT sum, size_t units) {
  double a = sum[0], b = sum[1], c = sum[2], d = sum[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
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
*/
static double hidden_sum_row(const double *w, const double *delta, double sum, size_t units) {
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
  /*@ ghost bp_ghost_first_row(inputs, units); */
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + (j + 1) * units;
      loop assigns j, w, sum[0 .. inputs - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    hidden_sum_rows(w, w + units, w + 2 * units, w + 3 * units, delta, sum + j, units);
    w += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == \at(w, Pre) + (j + 1) * units;
      loop assigns j, w, sum[0 .. inputs - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    sum[j] = hidden_sum_row(w, delta, sum[j], units);
    w += units;
  }
}

/* Four rows: a_k = a_k + g_k y, with the y of each. */
/*@ requires units: units <= BP_PANEL;
    requires rows: a1 == a0 + units && a2 == a0 + 2 * units && a3 == a0 + 3 * units;
    requires valid_a: \valid(a0 + (0 .. 4 * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires sep_g: \separated(a0 + (0 .. 4 * units - 1), g + (0 .. units - 1));
    requires sep_y: \separated(a0 + (0 .. 4 * units - 1), y + (0 .. 3));
    assigns a0[0 .. 4 * units - 1];
*/
static void add_rows(double *BP_RESTRICT a0, double *BP_RESTRICT a1, double *BP_RESTRICT a2,
                     double *BP_RESTRICT a3, const double *g, const double *y, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, a0[0 .. 4 * units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    a0[k] = a0[k] + g[k] * y0;
    a1[k] = a1[k] + g[k] * y1;
    a2[k] = a2[k] + g[k] * y2;
    a3[k] = a3[k] + g[k] * y3;
  }
}

/* One row. */
/*@ requires valid_a: \valid(a + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires sep: \separated(a + (0 .. units - 1), g + (0 .. units - 1));
    assigns a[0 .. units - 1];
*/
static void add_row(double *BP_RESTRICT a, const double *g, double y, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, a[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    a[k] = a[k] + g[k] * y;
  }
}

/*@ requires units: units <= BP_PANEL;
    requires valid_a: \valid(a + (0 .. (inputs + 1) * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. inputs - 1));
    requires sep_g: \separated(a + (0 .. (inputs + 1) * units - 1), g + (0 .. units - 1));
    requires sep_y: \separated(a + (0 .. (inputs + 1) * units - 1), y + (0 .. inputs - 1));
    assigns a[0 .. (inputs + 1) * units - 1];
*/
static void add_panel(double *a, const double *g, const double *y, size_t inputs, size_t units) {
  size_t j;
  /*@ ghost double *first = a; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  add_row(a, g, 1.0, units);
  a += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: a == first + (j + 1) * units;
      loop assigns j, a, first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    add_rows(a, a + units, a + 2 * units, a + 3 * units, g, y + j, units);
    a += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: a == first + (j + 1) * units;
      loop assigns j, a, first[0 .. (inputs + 1) * units - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    add_row(a, g, y[j], units);
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
*/
static void move_row(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g, double y,
                     double alpha, size_t units) {
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
  move_row(w, c, g, 1.0, alpha, units);
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
    move_row(w, c, g, y[j], alpha, units);
  }
}
