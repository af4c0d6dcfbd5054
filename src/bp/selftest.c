#include "selftest.h"

#include <float.h>

#include "initial.h"
#include "panel.h"
#include "pass.h"
#include "random.h"
#include "train.h"

/* Read through volatile, a constant is a number that the compiler cannot compute with beforehand.
 */
static double opaque(double v) {
  volatile double seen = v;
  return seen;
}

/* 2^-53, half the distance from 1 to the next double. */
#define HALF_ULP 1.1102230246251565e-16

static int format_holds(void) {
  return FLT_RADIX == 2 && DBL_MANT_DIG == 53 && DBL_MIN_EXP == -1021 && DBL_MAX_EXP == 1024;
}

/* Ties go to even, up and down, for either sign; what is past a tie goes on. */
static int rounding_holds(void) {
  const double one = opaque(1.0), next = opaque(1.0 + DBL_EPSILON), half = opaque(HALF_ULP);
  const double even_down = one + half, even_up = next + half, past = one + half * opaque(1.5);
  const double minus_down = -one - half, minus_up = -next - half, below = one - half * opaque(0.5);
  return even_down == 1.0 && even_up == 1.0 + 2.0 * DBL_EPSILON && past == 1.0 + DBL_EPSILON &&
         minus_down == -1.0 && minus_up == -1.0 - 2.0 * DBL_EPSILON && below == 1.0;
}

/* A sum and a product used at once, with no store between, are still doubles. */
static int precision_holds(void) {
  const double one = opaque(1.0), tiny = opaque(HALF_ULP * 0.0078125), large = opaque(DBL_MAX);
#ifdef FLT_EVAL_METHOD
  if (FLT_EVAL_METHOD != 0) {
    return 0;
  }
#endif
  return (one + tiny) - one == 0.0 && !(large * 2.0 * 0.25 <= large);
}

/* In every position of a panel: (1 + 2^-27)^2 = 1 + 2^-26 + 2^-54, of which one rounding of the
   product drops the last term and a fused operation keeps it. */
static int contract_holds(void) {
  double w[2 * BP_PANEL], x[BP_PANEL], y[1];
  size_t k;
  y[0] = opaque(1.0 + 7.450580596923828e-09);
  for (k = 0; k < BP_PANEL; k++) {
    w[k] = opaque(-1.0 - 1.4901161193847656e-08);
    w[BP_PANEL + k] = y[0];
  }
  bp_panel_net_input(w, y, x, 1, BP_PANEL);
  for (k = 0; k < BP_PANEL; k++) {
    if (x[k] != 0.0) {
      return 0;
    }
  }
  return 1;
}

/* Subnormal numbers come out of operations and go into them. */
static int underflow_holds(void) {
  const double least_normal = opaque(DBL_MIN), subnormal = opaque(DBL_MIN) * opaque(HALF_ULP * 2.0);
  return least_normal * 0.5 > 0.0 && subnormal > 0.0 && subnormal * 0.5 == 0.0 &&
         opaque(subnormal) * 4503599627370496.0 == DBL_MIN;
}

/* The known answers that the authors of Philox published for a counter and key of ones. */
static int random_holds(void) {
  static const unsigned long ones[4] = {0xFFFFFFFFul, 0xFFFFFFFFul, 0xFFFFFFFFul, 0xFFFFFFFFul};
  unsigned long out[4];
  bp_philox(ones, ones, out);
  return out[0] == 0x408F276Dul && out[1] == 0x41C83B0Eul && out[2] == 0xA20BC7C6ul &&
         out[3] == 0x6D5451FDul;
}
