#include <float.h>
#include <string.h>

#include "ball.h"
#include "state.h"

#define END_BITS 256 /* of the ends of an enclosure, rounded outwards */

/* Number i of the quantity, or null. */
static arb_srcptr ball_of(const bp_oracle *oracle, bp_oracle_quantity q, size_t i) {
  if (oracle->prec == 0 || i >= bp_oracle_count(oracle, q)) {
    return NULL;
  }
  return oracle->of[q] + i;
}

static void ends(arf_t lo, arf_t hi, arb_srcptr v) {
  arb_get_lbound_arf(lo, v, END_BITS);
  arb_get_ubound_arf(hi, v, END_BITS);
}

bp_oracle_status bp_oracle_enclosure(const bp_oracle *oracle, bp_oracle_quantity q, size_t i,
                                     bp_enclosure *enclosure) {
  arb_srcptr v = ball_of(oracle, q, i);
  arf_t lo, hi;
  if (v == NULL) {
    return BP_ORACLE_OPTION;
  }
  arf_init(lo);
  arf_init(hi);
  ends(lo, hi, v);
  enclosure->lo = arf_get_d(lo, ARF_RND_FLOOR);
  enclosure->hi = arf_get_d(hi, ARF_RND_CEIL);
  enclosure->nearest = arf_get_d(arb_midref(v), ARF_RND_NEAR);
  /* Rounding is monotone: what both ends round to, everything between does. An end that is itself
     rounded is further out. */
  enclosure->certain = arf_get_d(lo, ARF_RND_NEAR) == enclosure->nearest &&
                       arf_get_d(hi, ARF_RND_NEAR) == enclosure->nearest;
  enclosure->exact = arb_is_exact(v) != 0;
  enclosure->narrow = bp_ball_narrow(v, oracle->options.bits);
  arf_clear(lo);
  arf_clear(hi);
  return BP_ORACLE_OK;
}

void bp_enclosure_write(const bp_enclosure *enclosure, bp_enclosure_bits *bits) {
  bp_bits_write(enclosure->lo, bits->lo);
  bp_bits_write(enclosure->hi, bits->hi);
  bp_bits_write(enclosure->nearest, bits->nearest);
}

/* The exponent of the spacing of the doubles at |v|. */
static slong spacing(const arf_t v) {
  const slong at = arf_is_zero(v) ? -1074 : arf_abs_bound_lt_2exp_si(v) - DBL_MANT_DIG;
  return at < -1074 ? -1074 : at;
}

/* lo and hi bound |v - true value| for the ball between the ends `from` and `to`, and the exponents
   the spacing there. */
static void bound_distance(const arf_t v, const arf_t from, const arf_t to, arf_t lo, arf_t hi) {
  arf_t below, above;
  arf_init(below);
  arf_init(above);
  arf_sub(below, from, v, END_BITS, ARF_RND_FLOOR);
  arf_sub(above, v, to, END_BITS, ARF_RND_FLOOR);
  arf_max(lo, below, above);
  if (arf_sgn(lo) < 0) {
    arf_zero(lo);
  }
  arf_sub(below, v, from, END_BITS, ARF_RND_CEIL);
  arf_sub(above, to, v, END_BITS, ARF_RND_CEIL);
  arf_max(hi, below, above);
  arf_clear(below);
  arf_clear(above);
}

bp_oracle_status bp_oracle_distance(const bp_oracle *oracle, bp_oracle_quantity q, size_t i,
                                    double v, bp_distance *distance) {
  arb_srcptr ball = ball_of(oracle, q, i);
  arf_t at, from, to, lo, hi;
  if (ball == NULL) {
    return BP_ORACLE_OPTION;
  }
  if (!(v - v == 0.0)) {
    return BP_ORACLE_VALUE;
  }
  arf_init(at);
  arf_init(from);
  arf_init(to);
  arf_init(lo);
  arf_init(hi);
  arf_set_d(at, v);
  ends(from, to, ball);
  bound_distance(at, from, to, lo, hi);
  distance->lo = arf_get_d(lo, ARF_RND_FLOOR);
  distance->hi = arf_get_d(hi, ARF_RND_CEIL);
  /* The largest and the smallest magnitude between the ends. */
  if (arf_sgn(from) < 0 && arf_sgn(to) > 0) {
    arf_zero(at);
  } else {
    arf_set(at, arf_cmpabs(from, to) < 0 ? from : to);
  }
  arf_mul_2exp_si(hi, hi, -spacing(at));
  arf_mul_2exp_si(lo, lo, -spacing(arf_cmpabs(from, to) < 0 ? to : from));
  distance->ulps_lo = arf_get_d(lo, ARF_RND_FLOOR);
  distance->ulps_hi = arf_get_d(hi, ARF_RND_CEIL);
  arf_clear(at);
  arf_clear(from);
  arf_clear(to);
  arf_clear(lo);
  arf_clear(hi);
  return BP_ORACLE_OK;
}

/* Copies n characters and ends the string; what is empty is 0. */
static void put(char *out, const char *text, size_t n) {
  if (n == 0) {
    text = "0";
    n = 1;
  }
  memcpy(out, text, n);
  out[n] = '\0';
}

/* Splits "[middle +/- radius]", "[+/- radius]" or "middle". */
static bp_oracle_status split(const char *text, char *middle, char *radius) {
  const size_t length = strlen(text);
  const char *mark = strstr(text, "+/- ");
  size_t at;
  if (length >= BP_ORACLE_TEXT_SIZE) {
    return BP_ORACLE_MEMORY;
  }
  if (mark == NULL) {
    put(middle, text, length);
    put(radius, text, 0);
    return BP_ORACLE_OK;
  }
  at = (size_t)(mark - text);
  put(middle, text + 1, at > 1 ? at - 2 : 0);
  put(radius, mark + 4, length - at - 5);
  return BP_ORACLE_OK;
}

bp_oracle_status bp_oracle_text(const bp_oracle *oracle, bp_oracle_quantity q, size_t i, int digits,
                                char middle[BP_ORACLE_TEXT_SIZE],
                                char radius[BP_ORACLE_TEXT_SIZE]) {
  arb_srcptr v = ball_of(oracle, q, i);
  bp_oracle_status status;
  char *text;
  if (v == NULL || digits < 1 || digits > 100) {
    return BP_ORACLE_OPTION;
  }
  text = arb_get_str(v, digits, 0);
  status = split(text, middle, radius);
  flint_free(text);
  return status;
}

const char *bp_oracle_status_text(bp_oracle_status status) {
  switch (status) {
  case BP_ORACLE_OK:
    return "done";
  case BP_ORACLE_UNRESOLVED:
    return "the cap on the precision is reached before every enclosure is narrow";
  case BP_ORACLE_VALUE:
    return "a number is NaN or larger than 2^200 in magnitude";
  case BP_ORACLE_OPTION:
    return "a parameter is outside its range";
  case BP_ORACLE_MEMORY:
    return "memory has run out";
  case BP_ORACLE_STATUS_COUNT:
  default:
    return "unknown status";
  }
}
