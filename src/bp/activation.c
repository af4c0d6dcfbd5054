/* Logistic and tanh of one unit, with few operations one after the other, and of blocks of units by
   the same operations in loops that vectorise under strict IEEE rules; nothing but double + - * /
   and comparisons.

   With t the step nearest to x, r = x - t, and a row of what f is at t (activation_rows.h):
     logistic(t + r) = y + s r / (1 + c + (y - 1/2) r), y = logistic(t), s = y (1 - y),
                       c = (r/2) coth(r/2) - 1;
     tanh(t + r) = T + w r / (1 + c + T r), T = tanh(t), w = 1 - T^2, c = r coth r - 1.
   r is exact. The quotient is small beside y and T, and so is what its roundings change; what y and
   T have beyond a double, the row's rest, joins its numerator. Near 0 the roundings of the quotient
   would not be small beside the rise of f from one double to the next, so r is split off there:
   tanh is (T + r) - r (T^2 + c + T r)/(1 + c + T r), T + r exact, and logistic is 1/2 + (x/4 +
   x^3 P(x^2)). That is what makes the results monotone. */
#include "activation.h"
#include "activation_linear.h"
#include "activation_rows.h"
#include "activation_tail.h"

/* Adding and subtracting 1.5 * 2^(52-b) rounds to a multiple of 2^-b: to a step. */
#define BP_LOGISTIC_SNAP 844424930131968.0 /* b = 3 */
#define BP_LOGISTIC_PER 8.0                /* steps in a unit of x */
#define BP_TANH_SNAP 422212465065984.0     /* b = 4 */
#define BP_TANH_PER 16.0

/* For t^2: up to one step. */
#define BP_LOGISTIC_NEAR 0.03

/* r coth r = 1 + r^2 (A0 + A1 r^2 + A2 r^4), |r| <= 1/32; logistic(x) = 1/2 + x/4 +
   x^3 (P0 + P1 x^2 + ...), |x| <= 3/16: minimax fits (spec/activation_fit.py). */
#define BP_A0 0.33333333333328397
#define BP_A1 (-0.022222221958603527)
#define BP_A2 0.0021159784727669685
#define BP_P0 (-0.020833333333333048)
#define BP_P1 0.0020833333332175106
#define BP_P2 (-0.0002108134768870507)
#define BP_P3 2.1356054195050415e-05
#define BP_P4 (-2.1413053475277627e-06)

#define BP_BLOCK 32u
#define BP_FEW 12u /* fewer units than this are as fast one by one */

/* The rows of a block's units, and what is in them. */
typedef struct bp_block {
  int at[BP_BLOCK];
  double value[BP_BLOCK];
  double rest[BP_BLOCK];
  double slope[BP_BLOCK];
  double split[BP_BLOCK];
} bp_block;

/* Row `at`. Apart from the blocks, these touch no other memory. */
/*@ requires range: 0 <= at < BP_LOGISTIC_ROWS;
    assigns \result \from at;
*/
static bp_logistic_row logistic_row(ptrdiff_t at) {
  return bp_logistic_rows[at];
}

/*@ requires range: 0 <= at < BP_TANH_ROWS;
    assigns \result \from at;
*/
static bp_tanh_row tanh_row(ptrdiff_t at) {
  return bp_tanh_rows[at];
}

/* y in [low, 1], or NaN. The results are within low and 1 before this makes it evident. */
/*@ requires low: \is_finite(low) && -1 <= low <= 0;
    assigns \nothing;
    ensures range: \is_NaN(\result) || low <= \result <= 1;
*/
static double bounded(double y, double low) {
  y = y > 1.0 ? 1.0 : y;
  return y < low ? low : y;
}

/* logistic(x) near 0. */
/*@ assigns \nothing; */
static double logistic_near(double x) {
  const double x2 = x * x, x4 = x2 * x2;
  const double p = (BP_P0 + x2 * BP_P1) + x4 * ((BP_P2 + x2 * BP_P3) + x4 * BP_P4);
  return 0.5 + (0.25 * x + (x * x2) * p);
}

/* logistic(t + r). */
/*@ assigns \nothing; */
static double logistic_step(double r, double value, double rest, double slope) {
  const double r2 = r * r, r4 = r2 * r2;
  const double less = (1.0 - 0.5 * r) + r2 * (BP_A0 / 4.0);
  const double c = less + r4 * (BP_A1 / 16.0 + r2 * (BP_A2 / 64.0));
  return value + (rest + slope * r) / (c + value * r);
}

/* tanh(t + r), of which T + split r is exact. */
/*@ assigns \nothing; */
static double tanh_step(double r, double value, double rest, double slope, double split) {
  const double r2 = r * r, r4 = r2 * r2, sr = split * r;
  const double a = r2 * BP_A0, b = r4 * (BP_A1 + r2 * BP_A2);
  const double less = ((split * r2) * value - (rest + slope * r)) + sr * (a + b);
  return (value + sr) - less / (((1.0 + a) + b) + value * r);
}

double bp_logistic(double x) {
  const double t = (x + BP_LOGISTIC_SNAP) - BP_LOGISTIC_SNAP, n = BP_LOGISTIC_PER * t;
  bp_logistic_row row;
  double y;
  if (!(n >= -BP_LOGISTIC_BEFORE && n <= BP_LOGISTIC_AFTER)) {
    return bp_logistic_tail(x);
  }
  if (t * t < BP_LOGISTIC_NEAR) {
    y = logistic_near(x);
  } else {
    row = logistic_row(BP_LOGISTIC_BEFORE + (ptrdiff_t)n);
    y = logistic_step(x - t, row.value, row.rest, row.slope);
  }
  return y >= 0.0 && y <= 1.0 ? y : bounded(y, 0.0);
}

double bp_tanh(double x) {
  const double t = (x + BP_TANH_SNAP) - BP_TANH_SNAP, n = BP_TANH_PER * t;
  bp_tanh_row row;
  double y;
  if (!(n >= -BP_TANH_SIDE && n <= BP_TANH_SIDE)) {
    return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : x;
  }
  row = tanh_row(BP_TANH_SIDE + (ptrdiff_t)n);
  y = tanh_step(x - t, row.value, row.rest, row.slope, row.split);
  return y >= -1.0 && y <= 1.0 ? y : bounded(y, -1.0);
}

/* The rows of n units, of those from `first` to `last` beside that of 0; how many of the units are
   beyond them. */
/*@ requires length: n <= BP_BLOCK;
    requires rows: -1000 <= first <= 0 <= last <= 1000;
    requires valid_b: \valid(b);
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires sep: \separated(b, x + (0 .. n - 1));
    assigns b->at[0 .. n - 1];
    ensures rows: \forall integer j; 0 <= j < n ==> 0 <= b->at[j] <= last - first;
*/
static int block_rows(bp_block *b, double snap, double per, int first, int last, const double *x,
                      size_t n) {
  const double low = first, high = last;
  size_t j;
  double step, held;
  int beyond = 0;
  /*@ loop invariant range: 0 <= j <= n && 0 <= beyond <= j;
      loop invariant rows: \forall integer i; 0 <= i < j ==> 0 <= b->at[i] <= last - first;
      loop assigns j, step, held, beyond, b->at[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    step = ((x[j] + snap) - snap) * per;
    held = step < high ? step : high;
    held = held > low ? held : low;
    beyond += step != held;
    b->at[j] = (int)held - first;
  }
  return beyond;
}

/* What the rows of logistic hold. */
/*@ requires length: n <= BP_BLOCK;
    requires valid_b: \valid(b);
    requires rows: \forall integer j; 0 <= j < n ==> 0 <= b->at[j] < BP_LOGISTIC_ROWS;
    assigns b->value[0 .. n - 1], b->rest[0 .. n - 1], b->slope[0 .. n - 1];
*/
static void logistic_look_up(bp_block *b, size_t n) {
  size_t j;
  bp_logistic_row row;
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, row, b->value[0 .. n - 1], b->rest[0 .. n - 1], b->slope[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    row = logistic_row(b->at[j]);
    b->value[j] = row.value;
    b->rest[j] = row.rest;
    b->slope[j] = row.slope;
  }
}

/* The same of tanh. */
/*@ requires length: n <= BP_BLOCK;
    requires valid_b: \valid(b);
    requires rows: \forall integer j; 0 <= j < n ==> 0 <= b->at[j] < BP_TANH_ROWS;
    assigns b->value[0 .. n - 1], b->rest[0 .. n - 1], b->slope[0 .. n - 1],
            b->split[0 .. n - 1];
*/
static void tanh_look_up(bp_block *b, size_t n) {
  size_t j;
  bp_tanh_row row;
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, row, b->value[0 .. n - 1], b->rest[0 .. n - 1], b->slope[0 .. n - 1],
                   b->split[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    row = tanh_row(b->at[j]);
    b->value[j] = row.value;
    b->rest[j] = row.rest;
    b->slope[j] = row.slope;
    b->split[j] = row.split;
  }
}

/* y[from] to y[to - 1] from the rows' contents. Both ways go to memory: a compiler that
   moved one into a branch could not vectorise the loop. */
/*@ requires length: from <= to <= from + BP_BLOCK;
    requires valid_b: \valid(b);
    requires valid_x: \valid_read(x + (from .. to - 1));
    requires valid_y: \valid(y + (from .. to - 1));
    requires sep: \separated(b, y + (from .. to - 1)) && \separated(b, x + (from .. to - 1)) &&
                  \separated(x + (from .. to - 1), y + (from .. to - 1));
    assigns y[from .. to - 1], b->rest[0 .. to - from - 1], b->slope[0 .. to - from - 1];
    ensures range: \forall integer i; from <= i < to ==> \is_NaN(y[i]) || 0 <= y[i] <= 1;
*/
static void logistic_block(bp_block *b, const double *x, double *y, size_t from, size_t to) {
  size_t i, j;
  double t, step, near;
  /*@ loop invariant range: from <= j <= to;
      loop invariant done: \forall integer i; from <= i < j ==> \is_NaN(y[i]) || 0 <= y[i] <= 1;
      loop assigns i, j, t, step, near, y[from .. to - 1], b->rest[0 .. to - from - 1],
                   b->slope[0 .. to - from - 1];
      loop variant to - j;
  */
  for (j = from; j < to; j++) {
    i = j - from;
    t = (x[j] + BP_LOGISTIC_SNAP) - BP_LOGISTIC_SNAP;
    step = logistic_step(x[j] - t, b->value[i], b->rest[i], b->slope[i]);
    near = logistic_near(x[j]);
    b->rest[i] = step;
    b->slope[i] = near;
    y[j] = bounded(t * t < BP_LOGISTIC_NEAR ? near : step, 0.0);
  }
  /*@ assert end: j == to; */
}

/* The same of tanh. */
/*@ requires length: from <= to <= from + BP_BLOCK;
    requires valid_b: \valid_read(b);
    requires valid_x: \valid_read(x + (from .. to - 1));
    requires valid_y: \valid(y + (from .. to - 1));
    requires sep: \separated(b, y + (from .. to - 1)) &&
                  \separated(x + (from .. to - 1), y + (from .. to - 1));
    assigns y[from .. to - 1];
    ensures range: \forall integer i; from <= i < to ==> \is_NaN(y[i]) || -1 <= y[i] <= 1;
*/
static void tanh_block(const bp_block *b, const double *x, double *y, size_t from, size_t to) {
  size_t i, j;
  double t;
  /*@ loop invariant range: from <= j <= to;
      loop invariant done: \forall integer i; from <= i < j ==> \is_NaN(y[i]) || -1 <= y[i] <= 1;
      loop assigns i, j, t, y[from .. to - 1];
      loop variant to - j;
  */
  for (j = from; j < to; j++) {
    i = j - from;
    t = (x[j] + BP_TANH_SNAP) - BP_TANH_SNAP;
    y[j] = bounded(tanh_step(x[j] - t, b->value[i], b->rest[i], b->slope[i], b->split[i]), -1.0);
  }
  /*@ assert end: j == to; */
}

/* f, logistic or tanh, of n units one by one. */
/*@ requires activation: f == BP_LOGISTIC || f == BP_TANH;
    requires valid_x: \valid_read(x + (from .. to - 1));
    requires valid_y: \valid(y + (from .. to - 1));
    requires sep: \separated(x + (from .. to - 1), y + (from .. to - 1));
    requires order: from <= to;
    assigns y[from .. to - 1];
    ensures range: \forall integer j; from <= j < to ==>
      \is_NaN(y[j]) || (f == BP_LOGISTIC ? 0 : -1) <= y[j] <= 1;
*/
static void activate_units(bp_activation f, const double *x, double *y, size_t from, size_t to) {
  size_t j;
  /*@ loop invariant range: from <= j <= to;
      loop invariant done: \forall integer i; from <= i < j ==>
        \is_NaN(y[i]) || (f == BP_LOGISTIC ? 0 : -1) <= y[i] <= 1;
      loop assigns j, y[from .. to - 1];
      loop variant to - j;
  */
  for (j = from; j < to; j++) {
    y[j] = f == BP_LOGISTIC ? bp_logistic(x[j]) : bp_tanh(x[j]);
  }
}

/* The same for at most BP_BLOCK units at once; if one is beyond the rows, one by one. */
/*@ requires activation: f == BP_LOGISTIC || f == BP_TANH;
    requires length: from <= to <= from + BP_BLOCK;
    requires valid_x: \valid_read(x + (from .. to - 1));
    requires valid_y: \valid(y + (from .. to - 1));
    requires sep: \separated(x + (from .. to - 1), y + (from .. to - 1));
    assigns y[from .. to - 1];
    ensures range: \forall integer j; from <= j < to ==>
      \is_NaN(y[j]) || (f == BP_LOGISTIC ? 0 : -1) <= y[j] <= 1;
*/
static void activate_block(bp_activation f, const double *x, double *y, size_t from, size_t to) {
  bp_block b;
  if (f == BP_LOGISTIC) {
    if (block_rows(&b, BP_LOGISTIC_SNAP, BP_LOGISTIC_PER, -BP_LOGISTIC_BEFORE, BP_LOGISTIC_AFTER,
                   x + from, to - from) == 0) {
      logistic_look_up(&b, to - from);
      logistic_block(&b, x, y, from, to);
      return;
    }
  } else if (block_rows(&b, BP_TANH_SNAP, BP_TANH_PER, -BP_TANH_SIDE, BP_TANH_SIDE, x + from,
                        to - from) == 0) {
    tanh_look_up(&b, to - from);
    tanh_block(&b, x, y, from, to);
    return;
  }
  activate_units(f, x, y, from, to);
}

/* f, logistic or tanh, of n units, block by block. */
/*@ requires activation: f == BP_LOGISTIC || f == BP_TANH;
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires valid_y: \valid(y + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
    ensures range: \forall integer j; 0 <= j < n ==>
      \is_NaN(y[j]) || (f == BP_LOGISTIC ? 0 : -1) <= y[j] <= 1;
*/
static void activate_blocks(bp_activation f, const double *x, double *y, size_t n) {
  size_t i, len;
  /*@ loop invariant range: 0 <= i <= n;
      loop invariant done: \forall integer j; 0 <= j < i ==>
        \is_NaN(y[j]) || (f == BP_LOGISTIC ? 0 : -1) <= y[j] <= 1;
      loop assigns i, len, y[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i += len) {
    len = n - i < BP_BLOCK ? n - i : BP_BLOCK;
    activate_block(f, x, y, i, i + len);
  }
}

void bp_activate(bp_activation f, const double *x, double *y, size_t n) {
  if (!bp_activation_bounded(f)) {
    bp_activate_linear(f, x, y, n);
  } else if (n < BP_FEW) {
    activate_units(f, x, y, 0, n);
  } else {
    activate_blocks(f, x, y, n);
  }
}

double bp_slope(bp_activation f, double y) {
  if (f == BP_LOGISTIC) {
    return y * (1.0 - y);
  }
  if (f == BP_TANH) {
    return 1.0 - y * y;
  }
  if (f == BP_IDENTITY || y > 0.0) {
    return 1.0;
  }
  return f == BP_RELU ? 0.0 : BP_LEAK;
}

int bp_activation_bounded(bp_activation f) {
  return f == BP_LOGISTIC || f == BP_TANH;
}
