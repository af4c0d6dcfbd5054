/* bp/activation against MPFR at 200 bits: error, monotonicity, exact values, slopes, blocks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <mpfr.h>

#include "src/bp/activation.h"

/* Claimed in activation.h, in ulps of the exact result. */
#define LOGISTIC_ULP 0.77
#define LOGISTIC_POSITIVE_ULP 0.57
#define TANH_ULP 0.59

#define LOGISTIC_HASH 0x643c83a9b7905cf4u
#define TANH_HASH 0xa82908f44b4f7731u

#define LN2 0.69314718055994531
#define SMALLEST_NORMAL 2.2250738585072014e-308
#define SMALLEST 4.9406564584124654e-324

typedef double (*unit_function)(double);

typedef struct worst_case {
  double error;
  double x;
} worst_case;

static uint64_t state;

/* A 64-bit linear congruential generator; the high bits are used. */
static uint64_t next_bits(void) {
  state = state * (uint64_t)6364136223846793005u + (uint64_t)1442695040888963407u;
  return state >> 11;
}

static double uniform(double low, double high) {
  return low + (high - low) * ((double)next_bits() / 9007199254740992.0);
}

static uint64_t bits_of(double x) {
  uint64_t u;
  memcpy(&u, &x, sizeof u);
  return u;
}

static double from_bits(uint64_t u) {
  double x;
  memcpy(&x, &u, sizeof x);
  return x;
}

/* Any sign, any fraction, an exponent field in [low, high]. */
static double any_double(unsigned low, unsigned high) {
  uint64_t u = next_bits() & (((uint64_t)1 << 52) - 1);
  u |= (uint64_t)(low + (unsigned)(next_bits() % (high - low + 1))) << 52;
  return next_bits() & 4096 ? -from_bits(u) : from_bits(u);
}

/* The next double above x; x is not NaN and not the largest. */
static double above(double x) {
  if (x == 0.0) {
    return SMALLEST;
  }
  return from_bits(x > 0.0 ? bits_of(x) + 1 : bits_of(x) - 1);
}

static double below(double x) {
  return -above(-x);
}

static mpfr_t argument, exact, difference;

static int setup(void **unused) {
  (void)unused;
  mpfr_inits2(200, argument, exact, difference, (mpfr_ptr)0);
  state = 1;
  return 0;
}

static int teardown(void **unused) {
  (void)unused;
  mpfr_clears(argument, exact, difference, (mpfr_ptr)0);
  mpfr_free_cache();
  return 0;
}

static void exact_logistic(double x) {
  mpfr_set_d(argument, -x, MPFR_RNDN);
  mpfr_exp(exact, argument, MPFR_RNDN);
  mpfr_add_ui(exact, exact, 1, MPFR_RNDN);
  mpfr_ui_div(exact, 1, exact, MPFR_RNDN);
}

static void exact_tanh(double x) {
  mpfr_set_d(argument, x, MPFR_RNDN);
  mpfr_tanh(exact, argument, MPFR_RNDN);
}

/* |y - exact| in ulps of exact, an ulp being at least the smallest subnormal. */
static double error_in_ulps(double y) {
  mpfr_exp_t exponent;
  if (mpfr_zero_p(exact)) {
    return y == 0.0 ? 0.0 : HUGE_VAL;
  }
  exponent = mpfr_get_exp(exact);
  if (exponent < -1021) {
    exponent = -1021;
  }
  mpfr_sub_d(difference, exact, y, MPFR_RNDN);
  mpfr_abs(difference, difference, MPFR_RNDN);
  mpfr_mul_2si(difference, difference, 53 - (long)exponent, MPFR_RNDN);
  return mpfr_get_d(difference, MPFR_RNDU);
}

static void note(worst_case *worst, double error, double x) {
  if (!(error <= worst->error)) {
    worst->error = error;
    worst->x = x;
  }
}

static void report(const char *name, const worst_case *worst, double bound) {
  print_message("%s: worst error %.4f ulp at x = %.17g (claimed: %.2f)\n", name, worst->error,
                worst->x, bound);
  assert_true(worst->error > 0.4);
  assert_true(worst->error <= bound);
}

typedef struct logistic_errors {
  worst_case negative;
  worst_case positive;
} logistic_errors;

static void check_logistic(logistic_errors *worst, double x) {
  double y = bp_logistic(x);
  assert_true(y >= 0.0 && y <= 1.0);
  exact_logistic(x);
  note(x < 0.0 ? &worst->negative : &worst->positive, error_in_ulps(y), x);
}

static void check_logistic_around(logistic_errors *worst, double x) {
  int i;
  for (i = 0; i < 16; i++) {
    x = below(x);
  }
  for (i = 0; i < 32; i++) {
    check_logistic(worst, x);
    x = above(x);
  }
}

static void logistic_is_accurate(void **unused) {
  static const double ends[][2] = {{-745.2, -0.0}, {-745.2, -708.3}, {-40.0, 40.0}, {-2.0, 2.0},
                                   {-0.4, 0.4},    {0.3, 1.2},       {16.0, 38.0},  {-37.0, -16.0}};
  logistic_errors worst = {{0.0, 0.0}, {0.0, 0.0}};
  size_t i;
  long j;
  (void)unused;
  for (i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    for (j = 0; j < 100000; j++) {
      check_logistic(&worst, uniform(ends[i][0], ends[i][1]));
    }
  }
  for (j = 0; j < 200000; j++) {
    check_logistic(&worst, any_double(0, 1023 + 9));
    check_logistic(&worst, any_double(1023 - 60, 1023 + 9));
  }
  for (j = -1100; j < 60; j++) { /* both sides of each step of the range reduction of the tail */
    check_logistic_around(&worst, ((double)j + 0.5) * LN2);
  }
  for (j = -330; j < 298; j++) { /* and of each step between two rows */
    check_logistic_around(&worst, ((double)j + 0.5) / 8.0);
  }
  report("logistic", &worst.negative, LOGISTIC_ULP);
  report("logistic, x >= 0", &worst.positive, LOGISTIC_POSITIVE_ULP);
}

static void check_tanh(worst_case *worst, double x) {
  double y = bp_tanh(x);
  assert_true(y >= -1.0 && y <= 1.0);
  assert_true(bits_of(bp_tanh(-x)) == bits_of(-y));
  exact_tanh(x);
  note(worst, error_in_ulps(y), x);
}

static void tanh_is_accurate(void **unused) {
  static const double ends[][2] = {{-20.0, 20.0},   {-2.0, 2.0}, {-0.4, 0.4}, {0.17, 0.19},
                                   {-0.18, -0.165}, {0.4, 0.6},  {8.0, 19.5}};
  worst_case worst = {0.0, 0.0};
  size_t i;
  long j;
  double x;
  (void)unused;
  for (i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    for (j = 0; j < 100000; j++) {
      check_tanh(&worst, uniform(ends[i][0], ends[i][1]));
    }
  }
  for (j = 0; j < 200000; j++) {
    check_tanh(&worst, any_double(0, 1023 + 5));
    check_tanh(&worst, any_double(1023 - 60, 1023 + 5));
    check_tanh(&worst, any_double(1023 - 34, 1023 - 20));
  }
  for (j = -307; j < 307; j++) {
    x = ((double)j + 0.5) / 16.0;
    for (i = 0; i < 16; i++) {
      x = below(x);
    }
    for (i = 0; i < 32; i++) {
      check_tanh(&worst, x);
      x = above(x);
    }
  }
  report("tanh", &worst, TANH_ULP);
}

/* f does not fall over `count` neighbours from `count / 2` before x. */
static void check_rising(unit_function f, double x, int count) {
  double y, next;
  int i;
  for (i = 0; i < count / 2; i++) {
    x = below(x);
  }
  y = f(x);
  for (i = 0; i < count; i++) {
    x = above(x);
    next = f(x);
    if (!(next >= y)) {
      fail_msg("falls from %.17g to %.17g just below x = %.17g", y, next, x);
    }
    y = next;
  }
}

static void check_monotone(unit_function f, double step) {
  static const double edges[] = {0.0,  SMALLEST, SMALLEST_NORMAL, 746.0,  373.0, 745.13321910194122,
                                 37.5, 37.4299,  19.0615,         18.715, 16.0,  32.0};
  size_t i;
  long j;
  for (i = 0; i < sizeof edges / sizeof edges[0]; i++) {
    check_rising(f, edges[i], 2000);
    check_rising(f, -edges[i], 2000);
  }
  for (j = -330; j <= 330; j++) { /* from one row to the next, and where r = 0 */
    check_rising(f, ((double)j + 0.5) * step, 4000);
    check_rising(f, (double)j * step, 200);
  }
  for (j = 0; j < 50000; j++) {
    check_rising(f, any_double(1023 - 40, 1023 + 5), 40);
    check_rising(f, any_double(1023 - 30, 1023 - 20), 40);
    check_rising(f, uniform(-746.0, 40.0), 40);
    check_rising(f, uniform(-40.0, 40.0), 40);
  }
}

static void functions_are_monotone(void **unused) {
  double y, previous = 0.0;
  long j;
  (void)unused;
  check_monotone(bp_logistic, 1.0 / 8.0);
  check_monotone(bp_tanh, 1.0 / 16.0);
  for (j = -1100; j < -58; j++) { /* where the tail's n changes */
    check_rising(bp_logistic, ((double)j + 0.5) * LN2, 200);
  }
  for (j = -746L * 1024; j <= 40L * 1024; j++) {
    y = bp_logistic((double)j / 1024.0);
    assert_true(y >= previous);
    previous = y;
  }
}

static void exact_values_hold(void **unused) {
  double nan = HUGE_VAL - HUGE_VAL, big = 1.7976931348623157e308, x;
  int i;
  (void)unused;
  assert_true(bp_logistic(0.0) == 0.5);
  assert_true(bp_logistic(-0.0) == 0.5);
  assert_true(bp_logistic(SMALLEST) == 0.5 && bp_logistic(-SMALLEST) == 0.5);
  assert_true(bp_logistic(37.5) == 1.0 && bp_logistic(37.4) < 1.0);
  assert_true(bp_logistic(746.0) == 1.0 && bp_logistic(big) == 1.0);
  assert_true(bp_logistic(HUGE_VAL) == 1.0);
  assert_true(bp_logistic(-745.2) == 0.0 && bp_logistic(-745.1) == SMALLEST);
  assert_true(bp_logistic(-746.0) == 0.0 && bp_logistic(-big) == 0.0);
  assert_true(bits_of(bp_logistic(-HUGE_VAL)) == 0);
  assert_true(bp_logistic(nan) != bp_logistic(nan));

  assert_true(bits_of(bp_tanh(0.0)) == 0);
  assert_true(bits_of(bp_tanh(-0.0)) == bits_of(-0.0));
  assert_true(bp_tanh(19.1) == 1.0 && bp_tanh(-19.1) == -1.0 && bp_tanh(19.0) < 1.0);
  assert_true(bp_tanh(373.0) == 1.0 && bp_tanh(big) == 1.0 && bp_tanh(-big) == -1.0);
  assert_true(bp_tanh(HUGE_VAL) == 1.0 && bp_tanh(-HUGE_VAL) == -1.0);
  assert_true(bp_tanh(nan) != bp_tanh(nan));
  for (x = SMALLEST, i = 0; i < 1074 - 27; x *= 2.0, i++) {
    assert_true(bp_tanh(x) == x && bp_tanh(3.0 * x) == 3.0 * x && bp_tanh(-x) == -x);
  }
}

static void slopes_follow_the_formulas(void **unused) {
  double y;
  long j;
  (void)unused;
  for (j = 0; j < 100000; j++) {
    y = uniform(0.0, 1.0);
    assert_true(bp_slope(BP_LOGISTIC, y) == y * (1.0 - y));
    y = uniform(-1.0, 1.0);
    assert_true(bp_slope(BP_TANH, y) == 1.0 - y * y);
    assert_true(bp_slope(BP_IDENTITY, y) == 1.0);
  }
  assert_true(bp_slope(BP_RELU, 0.25) == 1.0 && bp_slope(BP_LEAKY_RELU, 0.25) == 1.0);
  assert_true(bp_slope(BP_RELU, 0.0) == 0.0 && bp_slope(BP_RELU, -0.0) == 0.0);
  assert_true(bp_slope(BP_LEAKY_RELU, 0.0) == 0.01 && bp_slope(BP_LEAKY_RELU, -0.0) == 0.01);
  assert_true(bp_slope(BP_LEAKY_RELU, -4.0) == 0.01);
  assert_true(bp_slope(BP_LOGISTIC, 0.25) == 0.1875);
  assert_true(bp_slope(BP_TANH, 0.25) == 0.9375);
}

static void blocks_equal_single_units(void **unused) {
  double x[72], y[72], expected;
  size_t n, j;
  int round;
  bp_activation f;
  (void)unused;
  for (round = 0; round < 100; round++) {
    for (n = 0; n <= 70; n++) {
      for (j = 0; j < 72; j++) {
        x[j] = round % 3 == 0   ? uniform(-0.4, 0.4)
               : round % 3 == 1 ? uniform(-19.0, 19.0)
                                : any_double(0, 2046);
        if (j % 7 == 3) {
          x[j] = round % 2 == 0 ? 0.0 : -0.0;
        }
      }
      for (f = BP_LOGISTIC; f < BP_ACTIVATION_COUNT; f++) {
        for (j = 0; j < 72; j++) {
          y[j] = 7.0;
        }
        bp_activate(f, x + 1, y + 1, n);
        assert_true(y[0] == 7.0 && y[n + 1] == 7.0);
        for (j = 1; j <= n; j++) {
          expected = f == BP_LOGISTIC                    ? bp_logistic(x[j])
                     : f == BP_TANH                      ? bp_tanh(x[j])
                     : f == BP_IDENTITY || !(x[j] < 0.0) ? x[j]
                     : f == BP_RELU                      ? 0.0
                                                         : 0.01 * x[j];
          assert_true(bits_of(y[j]) == bits_of(expected));
        }
      }
    }
  }
}

/* The functions' bits are part of the specification of arithmetic; this pins them over compilers
   and machines. */
static void bits_are_pinned(void **unused) {
  static const double pinned[][2] = {{-160.49615677267954, 1.9833745990241718e-70},
                                     {-202.52904363790068, 1.1034532113347152e-88},
                                     {-566.23963450125166, 1.2168899410524283e-246},
                                     {-553.86059905747754, 2.8933307700822007e-241}};
  uint64_t logistic_hash = 0, tanh_hash = 0;
  double x;
  long j;
  (void)unused;
  state = 12345;
  for (j = 0; j < 400000; j++) {
    x = j % 2 == 0 ? any_double(1023 - 30, 1023 + 9) : uniform(-8.0, 8.0);
    logistic_hash = (logistic_hash ^ bits_of(bp_logistic(x))) * (uint64_t)1099511628211u;
    tanh_hash = (tanh_hash ^ bits_of(bp_tanh(x))) * (uint64_t)1099511628211u;
  }
  /* Where a little less precision on the way would give other bits. */
  for (j = 0; j < (long)(sizeof pinned / sizeof pinned[0]); j++) {
    assert_true(bp_logistic(pinned[j][0]) == pinned[j][1]);
  }
  print_message("logistic %016lx tanh %016lx\n", (unsigned long)logistic_hash,
                (unsigned long)tanh_hash);
  assert_true(logistic_hash == (uint64_t)LOGISTIC_HASH);
  assert_true(tanh_hash == (uint64_t)TANH_HASH);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(logistic_is_accurate),
      cmocka_unit_test(tanh_is_accurate),
      cmocka_unit_test(functions_are_monotone),
      cmocka_unit_test(exact_values_hold),
      cmocka_unit_test(slopes_follow_the_formulas),
      cmocka_unit_test(blocks_equal_single_units),
      cmocka_unit_test(bits_are_pinned),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
