#include "curve.h"

#include "src/oracle/ball.h"

/* v and the ends of x are exact. */
static void ends(const arb_t x, arb_t lo, arb_t hi, slong prec) {
  arb_get_lbound_arf(arb_midref(lo), x, prec);
  arb_get_ubound_arf(arb_midref(hi), x, prec);
  mag_zero(arb_radref(lo));
  mag_zero(arb_radref(hi));
}

/* y = f and slope = f' over x: f rises; f' is largest at 0 and falls on both sides. */
static void range(const bp_noise *noise, bp_activation f, const arb_t x, arb_t y, arb_t slope) {
  arb_t lo, hi, y_hi, slope_hi, zero;
  if (arb_is_exact(x)) {
    bp_ball_activate(f, x, y, slope, noise->prec);
    return;
  }
  arb_init(lo);
  arb_init(hi);
  arb_init(y_hi);
  arb_init(slope_hi);
  arb_init(zero);
  ends(x, lo, hi, noise->prec);
  bp_ball_activate(f, hi, y_hi, slope_hi, noise->prec);
  bp_ball_activate(f, lo, y, slope, noise->prec);
  arb_union(slope, slope, slope_hi, noise->prec);
  if (arb_contains_zero(x)) {
    bp_ball_activate(f, zero, lo, slope_hi, noise->prec);
    arb_union(slope, slope, slope_hi, noise->prec);
  }
  arb_union(y, y, y_hi, noise->prec);
  arb_clear(lo);
  arb_clear(hi);
  arb_clear(y_hi);
  arb_clear(slope_hi);
  arb_clear(zero);
}

/* Holds y within [low, high]. */
static void hold(arb_t y, double low, double high, slong prec) {
  arf_t lo, hi, bound;
  arf_init(lo);
  arf_init(hi);
  arf_init(bound);
  arb_get_lbound_arf(lo, y, prec);
  arb_get_ubound_arf(hi, y, prec);
  arf_set_d(bound, low);
  arf_max(lo, lo, bound);
  arf_max(hi, hi, bound);
  arf_set_d(bound, high);
  arf_min(lo, lo, bound);
  arf_min(hi, hi, bound);
  arb_set_interval_arf(y, lo, hi, prec);
  arf_clear(lo);
  arf_clear(hi);
  arf_clear(bound);
}

/* Widens v by n relative roundings and the least normal number: exp overflows before its inverse
   underflows. */
static void blur(const bp_noise *noise, arb_t v, size_t n) {
  mag_t normal;
  mag_init(normal);
  mag_set_d(normal, noise->normal);
  bp_noise_round(noise, v, n);
  arb_add_error_mag(v, normal);
  mag_clear(normal);
}

void bp_curve_output(const bp_noise *noise, bp_activation f, size_t ulps, const arb_t x, arb_t y) {
  arb_t slope;
  arb_init(slope);
  range(noise, f, x, y, slope);
  if (f >= BP_IDENTITY) { /* a product at most */
    bp_noise_round(noise, y, f == BP_LEAKY_RELU ? 2 : 0);
    arb_clear(slope);
    return;
  }
  if (!arb_is_zero(x)) {
    blur(noise, y, 2 * ulps);
    hold(y, f == BP_TANH ? -1.0 : 0.0, 1.0, noise->prec);
  }
  arb_clear(slope);
}

/* y (1 - y), or 1 - y^2, at one y. */
static void of_output(const bp_noise *noise, bp_activation f, const arb_t y, arb_t slope) {
  arb_t part;
  arb_init(part);
  if (f == BP_LOGISTIC) {
    arb_sub_ui(part, y, 1, noise->prec);
    arb_neg(part, part);
    arb_mul(slope, part, y, noise->prec);
    bp_noise_round(noise, slope, 3);
  } else {
    arb_mul(part, y, y, noise->prec);
    arb_sub_ui(slope, part, 1, noise->prec);
    arb_neg(slope, slope);
    if (!bp_noise_exact(noise, part) || !bp_noise_exact(noise, slope)) {
      arb_add_ui(part, part, 1, noise->prec);
      bp_noise_widen(noise, slope, part, 3);
    }
  }
  arb_clear(part);
}

/* The same over an interval: the extremes are at the ends and in the middle of the range. */
static void over_output(const bp_noise *noise, bp_activation f, const arb_t y, arb_t slope) {
  arb_t lo, hi, at, other;
  arb_init(lo);
  arb_init(hi);
  arb_init(at);
  arb_init(other);
  ends(y, lo, hi, noise->prec);
  of_output(noise, f, lo, slope);
  of_output(noise, f, hi, other);
  if (!arb_equal(lo, hi)) {
    arb_union(slope, slope, other, noise->prec);
    arb_set_d(at, f == BP_LOGISTIC ? 0.5 : 0.0);
    if (arb_overlaps(y, at)) {
      of_output(noise, f, at, other);
      arb_union(slope, slope, other, noise->prec);
    }
  }
  arb_clear(lo);
  arb_clear(hi);
  arb_clear(at);
  arb_clear(other);
}

void bp_curve_slope(const bp_noise *noise, bp_activation f, size_t ulps, const arb_t x,
                    const arb_t y, arb_t slope) {
  arb_t unused, of_y;
  arb_init(unused);
  arb_init(of_y);
  range(noise, f, x, unused, slope);
  if (f >= BP_IDENTITY) {
    bp_noise_round(noise, slope, f == BP_LEAKY_RELU ? 1 : 0);
    arb_clear(unused);
    arb_clear(of_y);
    return;
  }
  over_output(noise, f, y, of_y);
  if (!arb_is_zero(x)) {
    blur(noise, slope, 2 * ulps + 4);
  }
  if (!arb_equal(slope, of_y)) {
    arb_union(slope, slope, of_y, noise->prec);
  }
  arb_clear(unused);
  arb_clear(of_y);
}

void bp_curve_clip(const bp_noise *noise, bp_activation f, arb_t y) {
  arb_t before;
  if (f >= BP_IDENTITY) {
    return;
  }
  arb_init(before);
  arb_set(before, y);
  hold(y, f == BP_TANH ? -0.98 : 0.01, f == BP_TANH ? 0.98 : 0.99, noise->prec);
  if (!arb_equal(before, y)) {
    arb_add_error_2exp_si(y, -24); /* the limits may be of single precision */
  }
  arb_clear(before);
}

void bp_curve_wrong_slope(const bp_noise *noise, bp_bug bug, bp_activation f, const arb_t x,
                          const arb_t y, arb_t slope) {
  arb_t held;
  arb_init(held);
  arb_set(held, y);
  if (bug == BP_BUG_SLOPE_OF_INPUT) {
    over_output(noise, f, x, slope);
  } else if (bug == BP_BUG_SLOPE_OF_OUTPUT) {
    range(noise, f, y, held, slope);
    blur(noise, slope, 16);
  } else if (bug == BP_BUG_LOGISTIC_SLOPE) {
    over_output(noise, BP_LOGISTIC, y, slope);
  } else if (bug == BP_BUG_TANH_SLOPE) {
    arb_sub_ui(slope, y, 1, noise->prec);
    arb_neg(slope, slope);
    bp_noise_round(noise, slope, 1);
  } else {
    bp_curve_clip(noise, f, held);
    over_output(noise, f, held, slope);
  }
  arb_clear(held);
}
