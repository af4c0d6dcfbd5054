#include "fused.h"

#include "narrow.h"

#ifdef __FRAMAC__
#include "spec/acsl/product.h"
#endif

/* Four rows at a time: a unit's number is read and written once for all of them. */
#define ROWS 4

/* Four rows: w_k = w_k + g_k y for each, then x_k = (((x_k + w_k s_1) + w_k s_2) + ...). */
/*@ requires units: units <= BP_PANEL;
    requires rows: w1 == w0 + units && w2 == w0 + 2 * units && w3 == w0 + 3 * units;
    requires valid_w: \valid(w0 + (0 .. 4 * units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_y: \valid_read(y + (0 .. 3));
    requires valid_s: \valid_read(s + (0 .. 3));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w0 + (0 .. 4 * units - 1), g + (0 .. units - 1));
    requires sep_wx: \separated(w0 + (0 .. 4 * units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    assigns w0[0 .. 4 * units - 1], x[0 .. units - 1];
*/
static void advance_rows(double *BP_RESTRICT w0, double *BP_RESTRICT w1, double *BP_RESTRICT w2,
                         double *BP_RESTRICT w3, const double *g, const double *y, const double *s,
                         double *BP_RESTRICT x, size_t units) {
  const double y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
  const double s0 = s[0], s1 = s[1], s2 = s[2], s3 = s[3];
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w0[0 .. 4 * units - 1], x[0 .. units - 1];
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

/* One row. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep_wg: \separated(w + (0 .. units - 1), g + (0 .. units - 1));
    requires sep_wx: \separated(w + (0 .. units - 1), x + (0 .. units - 1));
    requires sep_xg: \separated(x + (0 .. units - 1), g + (0 .. units - 1));
    assigns w[0 .. units - 1], x[0 .. units - 1];
*/
static void advance_row(double *BP_RESTRICT w, const double *g, double y, double s,
                        double *BP_RESTRICT x, size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    w[k] = w[k] + g[k] * y;
    x[k] = x[k] + w[k] * s;
  }
}

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
*/
static void advance_wide(double *w, const double *g, const double *y, const double *s, double *x,
                         size_t inputs, size_t units) {
  size_t j, k;
  /*@ ghost double *first = w; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    w[k] = w[k] + g[k];
    x[k] = w[k];
  }
  w += units;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + (j + 1) * units;
      loop assigns j, w, first[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (j = 0; inputs - j >= ROWS; j += ROWS) {
    /*@ ghost bp_ghost_rows(j, inputs, units); */
    advance_rows(w, w + units, w + 2 * units, w + 3 * units, g, y + j, s + j, x, units);
    w += ROWS * units;
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row: w == first + (j + 1) * units;
      loop assigns j, w, first[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    advance_row(w, g, y[j], s[j], x, units);
    w += units;
  }
}

void bp_fused_advance(double *w, const double *g, const double *y, const double *s, double *x,
                      size_t inputs, size_t units) {
  if (units < BP_NARROW) {
    bp_narrow_advance(w, g, y, s, x, inputs, units);
  } else if (units == BP_PANEL) {
    advance_wide(w, g, y, s, x, inputs, BP_PANEL);
  } else {
    advance_wide(w, g, y, s, x, inputs, units);
  }
}

/* One row with momentum: c_k = g_k y + alpha c_k, w_k = w_k + c_k, x_k = x_k + w_k s. */
/*@ requires valid_w: \valid(w + (0 .. units - 1));
    requires valid_c: \valid(c + (0 .. units - 1));
    requires valid_g: \valid_read(g + (0 .. units - 1));
    requires valid_x: \valid(x + (0 .. units - 1));
    requires sep: \separated(w + (0 .. units - 1), c + (0 .. units - 1), g + (0 .. units - 1),
                             x + (0 .. units - 1));
    assigns w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
*/
static void advance_move_row(double *BP_RESTRICT w, double *BP_RESTRICT c, const double *g,
                             double alpha, double y, double s, double *BP_RESTRICT x,
                             size_t units) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] * y + alpha * c[k];
    w[k] = w[k] + c[k];
    x[k] = x[k] + w[k] * s;
  }
}

void bp_fused_advance_move(double *w, double *c, const double *g, double alpha, const double *y,
                           const double *s, double *x, size_t inputs, size_t units) {
  size_t j, k;
  /*@ ghost double *first_w = w; */
  /*@ ghost double *first_c = c; */
  /*@ ghost bp_ghost_first_row(inputs, units); */
  /*@ loop invariant range: 0 <= k <= units;
      loop assigns k, w[0 .. units - 1], c[0 .. units - 1], x[0 .. units - 1];
      loop variant units - k;
  */
  for (k = 0; k < units; k++) {
    c[k] = g[k] + alpha * c[k];
    w[k] = w[k] + c[k];
    x[k] = w[k];
  }
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant row_w: w == first_w + j * units;
      loop invariant row_c: c == first_c + j * units;
      loop assigns j, w, c, first_w[0 .. (inputs + 1) * units - 1],
                   first_c[0 .. (inputs + 1) * units - 1], x[0 .. units - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j++) {
    /*@ ghost bp_ghost_row(j, inputs, units); */
    w += units;
    c += units;
    advance_move_row(w, c, g, alpha, y[j], s[j], x, units);
  }
}
