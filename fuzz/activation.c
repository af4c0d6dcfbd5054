/* The activation functions for any doubles: within the bounds that activation.h states of what MPFR
   says, monotone between neighbours, in range, odd, and the same one by one and in blocks. */
#include <float.h>
#include <math.h>
#include <string.h>

#include <mpfr.h>

#include "driver.h"
#include "src/bp/activation.h"

#define LOGISTIC_ULP 0.77
#define LOGISTIC_POSITIVE_ULP 0.57
#define TANH_ULP 0.59

#define NUMBERS 80

static mpfr_t argument, exact, difference;

#ifdef FUZZ_BUG
/* A bug for the harness to find: an ulp off where tanh is small. */
static double tested_tanh(double x) {
  const double y = bp_tanh(x);
  return y > 0.0009765625 && y < 0.25 ? y * (1.0 + DBL_EPSILON) : y;
}
#else
static double tested_tanh(double x) {
  return bp_tanh(x);
}
#endif

void fuzz_start(void) {
  mpfr_inits2(200, argument, exact, difference, (mpfr_ptr)0);
}

static void exact_logistic(double x) {
  mpfr_set_d(argument, -x, MPFR_RNDN);
  mpfr_exp(exact, argument, MPFR_RNDN);
  mpfr_add_ui(exact, exact, 1, MPFR_RNDN);
  mpfr_ui_div(exact, 1, exact, MPFR_RNDN);
}

/* |y - exact| in ulps of exact, an ulp being at least the smallest subnormal. */
static double error_in_ulps(double y) {
  mpfr_exp_t exponent;
  if (mpfr_zero_p(exact)) {
    return y == 0.0 ? 0.0 : HUGE_VAL;
  }
  exponent = mpfr_get_exp(exact);
  exponent = exponent < -1021 ? -1021 : exponent;
  mpfr_sub_d(difference, exact, y, MPFR_RNDN);
  mpfr_abs(difference, difference, MPFR_RNDN);
  mpfr_mul_2si(difference, difference, 53 - (long)exponent, MPFR_RNDN);
  return mpfr_get_d(difference, MPFR_RNDU);
}

/* The next double above x, which is finite and not the largest. */
static double above(double x) {
  double step = ldexp(1.0, -1074), next;
  int exponent;
  frexp(x, &exponent);
  if (fabs(x) >= DBL_MIN) {
    step = ldexp(1.0, exponent - 53);
  }
  /* Below a power of two numbers are twice as dense. */
  next = x + step / 2.0;
  return next > x ? next : x + step;
}

static void check_error(const char *name, double x, double y, double bound) {
  const double error = error_in_ulps(y);
  if (!(error <= bound)) {
    fuzz_fail("%s(%.17g) = %.17g is off by %.4f ulp; stated: %.2f", name, x, y, error, bound);
  }
}

static void check_logistic(double x) {
  const double y = bp_logistic(x);
  FUZZ_CHECK(y >= 0.0 && y <= 1.0);
  exact_logistic(x);
  check_error("logistic", x, y, x > 0.0 ? LOGISTIC_POSITIVE_ULP : LOGISTIC_ULP);
}

static void check_tanh(double x) {
  const double y = tested_tanh(x);
  FUZZ_CHECK(y >= -1.0 && y <= 1.0);
  FUZZ_CHECK(fuzz_same(bp_tanh(-x), -bp_tanh(x)));
  mpfr_set_d(argument, x, MPFR_RNDN);
  mpfr_tanh(exact, argument, MPFR_RNDN);
  check_error("tanh", x, y, TANH_ULP);
}

/* Neither function falls from x to its neighbour, and further on. */
static void check_rising(double x, double further) {
  const double next = above(x);
  FUZZ_CHECK(next > x);
  FUZZ_CHECK(bp_logistic(next) >= bp_logistic(x));
  FUZZ_CHECK(bp_tanh(next) >= bp_tanh(x));
  if (further > x) {
    FUZZ_CHECK(bp_logistic(further) >= bp_logistic(x));
    FUZZ_CHECK(bp_tanh(further) >= bp_tanh(x));
  }
}

/* The functions of straight pieces. */
static double bent(bp_activation f, double x) {
  if (f == BP_IDENTITY || !(x < 0.0)) {
    return x;
  }
  return f == BP_RELU ? 0.0 : 0.01 * x;
}

static void check_blocks(const double *x, size_t n) {
  double y[NUMBERS + 2];
  size_t i;
  bp_activation f;
  for (f = BP_LOGISTIC; f < BP_ACTIVATION_COUNT; f++) {
    for (i = 0; i < n + 2; i++) {
      y[i] = 7.0;
    }
    bp_activate(f, x, y + 1, n);
    FUZZ_CHECK(y[0] == 7.0 && y[n + 1] == 7.0);
    for (i = 0; i < n; i++) {
      const double one = f == BP_LOGISTIC ? bp_logistic(x[i])
                         : f == BP_TANH   ? bp_tanh(x[i])
                                          : bent(f, x[i]);
      FUZZ_CHECK(x[i] == x[i] ? fuzz_same(y[i + 1], one) : y[i + 1] != y[i + 1]);
    }
  }
}

static void check_slopes(double y) {
  if (y >= 0.0 && y <= 1.0) {
    FUZZ_CHECK(bp_slope(BP_LOGISTIC, y) == y * (1.0 - y));
    FUZZ_CHECK(bp_slope(BP_LOGISTIC, y) >= 0.0 && bp_slope(BP_LOGISTIC, y) <= 0.25);
  }
  if (y >= -1.0 && y <= 1.0) {
    FUZZ_CHECK(bp_slope(BP_TANH, y) == 1.0 - y * y);
  }
  FUZZ_CHECK(bp_slope(BP_IDENTITY, y) == 1.0);
  FUZZ_CHECK(bp_slope(BP_RELU, y) == (y > 0.0 ? 1.0 : 0.0));
  FUZZ_CHECK(bp_slope(BP_LEAKY_RELU, y) == (y > 0.0 ? 1.0 : 0.01));
}

void fuzz_one(const unsigned char *bytes, size_t size) {
  fuzz_input in;
  double x[NUMBERS];
  size_t n = 0, i;
  in.bytes = bytes;
  in.size = size;
  in.at = 0;
  while (in.at < in.size && n < NUMBERS) {
    x[n++] = fuzz_number(&in);
  }
  check_blocks(x, n);
  for (i = 0; i < n; i++) {
    if (x[i] != x[i]) {
      FUZZ_CHECK(bp_logistic(x[i]) != bp_logistic(x[i]) && bp_tanh(x[i]) != bp_tanh(x[i]));
      continue;
    }
    check_logistic(x[i]);
    check_tanh(x[i]);
    check_slopes(x[i]);
    if (fabs(x[i]) < DBL_MAX) {
      check_rising(x[i], i + 1 < n ? x[i + 1] : x[i]);
    }
  }
}
