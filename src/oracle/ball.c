#include "ball.h"

/* q = exp(-|x|), the sign taken from the middle of x: the formulas below hold for either. */
static void exp_down(arb_t q, const arb_t x, slong prec) {
  if (arf_sgn(arb_midref(x)) < 0) {
    arb_exp(q, x, prec);
  } else {
    arb_neg(q, x);
    arb_exp(q, q, prec);
  }
}

/* small = q / (1 + q), large = 1 / (1 + q): of the logistic, f(-|x|) and f(|x|). */
static void halves(const arb_t q, arb_t small, arb_t large, slong prec) {
  arb_add_ui(large, q, 1, prec);
  arb_inv(large, large, prec);
  arb_mul(small, q, large, prec);
}

/* y = f(x) = near - gap with near = 0 or 1 so that gap has no cancellation; slope = q / (1 + q)^2.
   Returns near. */
static int logistic(const arb_t x, arb_t y, arb_t gap, arb_t slope, slong prec) {
  arb_t q;
  int near = 0;
  arb_init(q);
  exp_down(q, x, prec);
  halves(q, gap, y, prec);
  arb_mul(slope, gap, y, prec);
  if (arf_sgn(arb_midref(x)) < 0) {
    arb_set(y, gap);
    arb_neg(gap, y);
  } else {
    near = 1;
  }
  arb_clear(q);
  return near;
}

/* tanh |x| = (1 - q) / (1 + q) = 1 - 2 q / (1 + q) and slope = 4 q / (1 + q)^2, q = exp(-2 |x|).
 */
static int tanh_far(const arb_t x, arb_t y, arb_t gap, arb_t slope, slong prec) {
  const int negative = arf_sgn(arb_midref(x)) < 0;
  arb_t q;
  arb_init(q);
  arb_mul_2exp_si(q, x, 1);
  exp_down(q, q, prec);
  halves(q, gap, slope, prec);
  arb_sub_ui(y, q, 1, prec);
  arb_neg(y, y);
  arb_mul(y, y, slope, prec);
  arb_mul(slope, slope, gap, prec);
  arb_mul_2exp_si(slope, slope, 2);
  arb_mul_2exp_si(gap, gap, 1);
  if (negative) {
    arb_neg(y, y);
    arb_neg(gap, gap);
  }
  arb_clear(q);
  return negative ? -1 : 1;
}

/* The same for |x| where 1 - y^2 does not cancel. */
static int tanh_near(const arb_t x, arb_t y, arb_t gap, arb_t slope, slong prec) {
  arb_tanh(y, x, prec);
  arb_neg(gap, y);
  arb_mul(slope, y, y, prec);
  arb_sub_ui(slope, slope, 1, prec);
  arb_neg(slope, slope);
  return 0;
}

/* The functions of straight pieces. Where the ball of x has 0 within, y and slope are those of both
   sides; at 0 itself the slope is that of the side below, as everywhere in this project. */
static void linear(bp_activation f, const arb_t x, arb_t y, arb_t slope, slong prec) {
  const int bent = f == BP_RELU || f == BP_LEAKY_RELU;
  arb_set(y, x);
  arb_one(slope);
  if (bent && arb_is_nonpositive(x)) {
    arb_set_d(slope, f == BP_RELU ? 0.0 : BP_LEAK);
    arb_mul(y, x, slope, prec);
  } else if (bent && !arb_is_positive(x)) {
    arb_set_d(slope, f == BP_RELU ? 0.0 : BP_LEAK);
    arb_mul(y, x, slope, prec);
    arb_union(y, y, x, prec);
    arb_set_d(slope, f == BP_RELU ? 0.5 : 0.5 * (1.0 + BP_LEAK));
    arb_add_error_2exp_si(slope, -1);
  }
}

/* y = near - gap, slope; returns near, which is -1, 0 or 1. */
static int activate(bp_activation f, const arb_t x, arb_t y, arb_t gap, arb_t slope, slong prec) {
  if (f == BP_LOGISTIC) {
    return logistic(x, y, gap, slope, prec);
  }
  if (f == BP_TANH && arf_cmpabs_2exp_si(arb_midref(x), -1) < 0) {
    return tanh_near(x, y, gap, slope, prec);
  }
  if (f == BP_TANH) {
    return tanh_far(x, y, gap, slope, prec);
  }
  linear(f, x, y, slope, prec);
  arb_neg(gap, y);
  return 0;
}

void bp_ball_activate(bp_activation f, const arb_t x, arb_t y, arb_t slope, slong prec) {
  arb_t gap;
  arb_init(gap);
  (void)activate(f, x, y, gap, slope, prec);
  arb_clear(gap);
}

void bp_ball_error(bp_activation f, const arb_t x, double t, arb_t e, slong prec) {
  arb_t y, gap, slope;
  int near;
  arb_init(y);
  arb_init(gap);
  arb_init(slope);
  near = activate(f, x, y, gap, slope, prec);
  arb_set_d(e, t);
  arb_sub_si(e, e, near, prec);
  arb_add(e, e, gap, prec);
  arb_clear(y);
  arb_clear(gap);
  arb_clear(slope);
}

int bp_ball_narrow(const arb_t v, slong bits) {
  mag_t least, width;
  int narrow;
  if (arb_is_exact(v)) {
    return arb_is_finite(v);
  }
  mag_init(least);
  mag_init(width);
  arb_get_mag_lower(least, v);
  mag_mul_2exp_si(width, arb_radref(v), bits + 1);
  narrow = mag_cmp(width, least) <= 0;
  mag_clear(least);
  mag_clear(width);
  return narrow;
}
