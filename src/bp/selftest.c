#include "selftest.h"

#include <float.h>

#include "initial.h"
#include "panel.h"
#include "pass.h"
#include "random.h"
#include "train.h"

/* Read through volatile, a constant is a number that the compiler cannot compute with beforehand.
 */
/*@ assigns \nothing; */
static double opaque(double v) {
  volatile double seen = v;
  return seen;
}

/* 2^-53, half the distance from 1 to the next double. */
#define HALF_ULP 1.1102230246251565e-16

/*@ assigns \nothing; */
static int format_holds(void) {
  return FLT_RADIX == 2 && DBL_MANT_DIG == 53 && DBL_MIN_EXP == -1021 && DBL_MAX_EXP == 1024;
}

/* Ties go to even, up and down, for either sign; what is past a tie goes on. */
/*@ assigns \nothing; */
static int rounding_holds(void) {
  const double one = opaque(1.0), next = opaque(1.0 + DBL_EPSILON), half = opaque(HALF_ULP);
  const double even_down = one + half, even_up = next + half, past = one + half * opaque(1.5);
  const double minus_down = -one - half, minus_up = -next - half, below = one - half * opaque(0.5);
  return even_down == 1.0 && even_up == 1.0 + 2.0 * DBL_EPSILON && past == 1.0 + DBL_EPSILON &&
         minus_down == -1.0 && minus_up == -1.0 - 2.0 * DBL_EPSILON && below == 1.0;
}

/* What the compiler says of itself; C90 has no name for it, but some compilers have. 1, which s390x
   has, is about float alone; -1 is unknown. */
/*@ assigns \nothing; */
static int method_holds(void) {
#if defined(__FLT_EVAL_METHOD__)
  return (unsigned)__FLT_EVAL_METHOD__ <= 1;
#elif defined(FLT_EVAL_METHOD)
  return (unsigned)FLT_EVAL_METHOD <= 1;
#else
  return 1;
#endif
}

/* A sum and a product used at once, with no store between, are still doubles. */
/*@ assigns \nothing; */
static int precision_holds(void) {
  const double one = opaque(1.0), tiny = opaque(HALF_ULP * 0.0078125), large = opaque(DBL_MAX);
  return (one + tiny) - one == 0.0 && !(large * 2.0 * 0.25 <= large);
}

/* In every position of a panel: (1 + 2^-27)^2 = 1 + 2^-26 + 2^-54, of which one rounding of the
   product drops the last term and a fused operation keeps it. */
/*@ assigns \nothing; */
static int contract_holds(void) {
  double w[2 * BP_PANEL], x[BP_PANEL], y[1];
  size_t k;
  y[0] = opaque(1.0 + 7.450580596923828e-09);
  /*@ loop invariant range: 0 <= k <= BP_PANEL;
      loop assigns k, w[0 .. 2 * BP_PANEL - 1];
      loop variant BP_PANEL - k;
  */
  for (k = 0; k < BP_PANEL; k++) {
    w[k] = opaque(-1.0 - 1.4901161193847656e-08);
    w[BP_PANEL + k] = y[0];
  }
  bp_panel_net_input(w, y, x, 1, BP_PANEL);
  /*@ loop invariant range: 0 <= k <= BP_PANEL;
      loop assigns k;
      loop variant BP_PANEL - k;
  */
  for (k = 0; k < BP_PANEL; k++) {
    if (x[k] != 0.0) {
      return 0;
    }
  }
  return 1;
}

/* Subnormal numbers come out of operations and go into them. */
/*@ assigns \nothing; */
static int underflow_holds(void) {
  const double least_normal = opaque(DBL_MIN), subnormal = opaque(DBL_MIN) * opaque(HALF_ULP * 2.0);
  return least_normal * 0.5 > 0.0 && subnormal > 0.0 && subnormal * 0.5 == 0.0 &&
         opaque(subnormal) * 4503599627370496.0 == DBL_MIN;
}

/* The known answers that the authors of Philox published for a counter and key of ones. */
/*@ assigns \nothing; */
static int random_holds(void) {
  static const unsigned long ones[4] = {0xFFFFFFFFUL, 0xFFFFFFFFUL, 0xFFFFFFFFUL, 0xFFFFFFFFUL};
  static const unsigned long key[2] = {0xFFFFFFFFUL, 0xFFFFFFFFUL};
  unsigned long out[4];
  bp_philox(ones, key, out);
  return out[0] == 0x408F276DUL && out[1] == 0x41C83B0EUL && out[2] == 0xA20BC7C6UL &&
         out[3] == 0x6D5451FDUL;
}

/* x, and the bits of the functions there; tests/bp/activation_test.c holds the functions against
   MPFR. */
static const double known[][3] = {
    {-700.5, 5.9801961186397915e-305, -1.0},
    {-19.741062184103271, 2.6703342455405481e-09, -1.0},
    {30.0, 0.99999999999990641, 1.0},
    {-17.300000000000001, 3.0669412005022688e-08, -0.99999999999999811},
    {-9.5999999999999996, 6.7724149619770231e-05, -0.99999999082563651},
    {-3.25, 0.037326887344129457, -0.99699763548652598},
    {-0.69999999999999996, 0.33181222783183389, -0.6043677771171635},
    {-0.040000000000000001, 0.49000133312003452, -0.03997868031116357},
    {0.0, 0.5, 0.0},
    {1.0000000000000001e-09, 0.50000000025000002, 1.0000000000000001e-09},
    {0.11, 0.52747230434459369, 0.10955847021442953},
    {0.40000000000000002, 0.598687660112452, 0.3799489622552249},
    {0.94999999999999996, 0.72111517802286307, 0.73978305127400423},
    {1.7, 0.84553473491646525, 0.93540907060309897},
    {2.75, 0.93991334982599239, 0.9918597245682077},
    {14.199999999999999, 0.9999993192023291, 0.99999999999907307},
};

/* The first of them are beyond the rows of a function: an array with one of them is computed one by
   one. The others are enough for a block. */
#define BP_KNOWN_BEYOND 3

/* One by one and as an array, which the compiler may have made two different codes of. */
/*@ assigns \nothing; */
static int function_holds(void) {
  double x[sizeof known / sizeof known[0]], y[sizeof known / sizeof known[0]];
  const size_t n = sizeof known / sizeof known[0];
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, x[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    x[i] = opaque(known[i][0]);
    if (bp_logistic(x[i]) != known[i][1] || bp_tanh(x[i]) != known[i][2]) {
      return 0;
    }
  }
  bp_activate(BP_LOGISTIC, x + BP_KNOWN_BEYOND, y + BP_KNOWN_BEYOND, n - BP_KNOWN_BEYOND);
  /*@ loop invariant range: BP_KNOWN_BEYOND <= i <= n;
      loop assigns i;
      loop variant n - i;
  */
  for (i = BP_KNOWN_BEYOND; i < n; i++) {
    if (y[i] != known[i][1]) {
      return 0;
    }
  }
  bp_activate(BP_TANH, x + BP_KNOWN_BEYOND, y + BP_KNOWN_BEYOND, n - BP_KNOWN_BEYOND);
  /*@ loop invariant range: BP_KNOWN_BEYOND <= i <= n;
      loop assigns i;
      loop variant n - i;
  */
  for (i = BP_KNOWN_BEYOND; i < n; i++) {
    if (y[i] != known[i][2]) {
      return 0;
    }
  }
  return 1;
}

/* The step of spec/worked-xor.md: two inputs, two hidden units, one output unit. */
/*@ assigns \nothing; */
static int training_holds(void) {
  static const size_t widths[3] = {2, 2, 1};
  static const bp_activation functions[2] = {BP_LOGISTIC, BP_LOGISTIC};
  static const double signals[2] = {1.0, 1.0}, target[1] = {0.0};
  static const double first[9] = {-0.25, 0.125, 0.5, 1.0, -0.75, -0.375, -0.5, 1.5, -0.75};
  static const double after[9] = {-0.26641044389755092, 0.13260786614216982,  0.48358955610244908,
                                  1.0076078661421699,   -0.76641044389755097, -0.36739213385783021,
                                  -0.54655371538265596, 1.4824240791593937,   -0.78161829185537379};
  const bp_seed seed = {0, 0};
  double memory[22], workspace[6];
  bp_layer layer[2];
  bp_net net;
  bp_rule rule;
  bp_data data;
  bp_trainer trainer;
  size_t i;
  rule.eta = opaque(0.5);
  rule.alpha = 0.0;
  rule.batch = 1;
  rule.reduce = BP_SUM;
  rule.order = BP_FIXED;
  rule.seed = seed;
  rule.plain = 0;
  rule.goal = -1.0;
  rule.patience = 0;
  rule.steady = -1.0;
  rule.epochs = 1;
  data.count = 1;
  data.inputs = signals;
  data.targets = target;
  /*@ assert widths: widths[0] == 2 && widths[1] == 2 && widths[2] == 1; */
  /*@ assert none: bp_weight_sum(&widths[0], 0) == 0; */
  /*@ assert first: bp_weight_sum(&widths[0], 1) == 6; */
  /*@ assert all: bp_weight_sum(&widths[0], 2) == 9; */
  if (bp_net_init(&net, layer, 2, widths, functions, memory, 22) != BP_OK) {
    return 0;
  }
  /*@ assert weights: net.weights == 9; */
  /*@ loop invariant range: 0 <= i <= 9;
      loop assigns i, net.w[0 .. 8];
      loop variant 9 - i;
  */
  for (i = 0; i < 9; i++) {
    net.w[i] = opaque(first[i]);
  }
  /*@ assert shape: net.inputs == 2 && net.outputs == 1 && net.depth == 2; */
  /*@ assert patterns: data.count == 1 && data.inputs == &signals[0] && data.targets == &target[0]; */
  /*@ assert sizes: data.count * net.inputs == 2 && data.count * net.outputs == 1; */
  /*@ assert places: net.w == &memory[0] && net.x == &memory[0] + net.weights &&
        net.y == &memory[0] + (net.weights + net.units) &&
        net.delta == &memory[0] + (net.weights + 2 * net.units) &&
        net.y_peak == &memory[0] + (net.weights + 3 * net.units) &&
        net.delta_peak == &memory[0] + (net.weights + 3 * net.units + 2); */
  /*@ assert inputs_apart: bp_net_apart(&net, &signals[0], 2); */
  /*@ assert targets_apart: bp_net_apart(&net, &target[0], 1); */
  /*@ assert inputs: bp_data_rows(&net, &signals[0], 2); */
  /*@ assert targets: bp_data_rows(&net, &target[0], 1); */
  /*@ assert small: bp_data_sizes(data.count, net.inputs) && bp_data_sizes(data.count, net.outputs); */
  /*@ assert rows: bp_data_rows(&net, data.inputs, data.count * net.inputs); */
  /*@ assert target_rows: bp_data_rows(&net, data.targets, data.count * net.outputs); */
  /*@ ghost bp_ghost_set(&net, &data); */
  /*@ assert data: bp_data_valid(&net, &data); */
  if (bp_trainer_init(&trainer, &net, &rule, &data, workspace, 6, NULL) != BP_OK ||
      bp_train(&trainer) != BP_OK) {
    return 0;
  }
  /*@ loop invariant range: 0 <= i <= 9;
      loop assigns i;
      loop variant 9 - i;
  */
  for (i = 0; i < 9; i++) {
    if (net.w[i] != after[i]) {
      return 0;
    }
  }
  return 1;
}

int bp_selftest_passes(bp_selftest_result check) {
  switch (check) {
  case BP_SELFTEST_OK:
    return 1;
  case BP_SELFTEST_FORMAT:
    return format_holds();
  case BP_SELFTEST_METHOD:
    return method_holds();
  case BP_SELFTEST_ROUNDING:
    return rounding_holds();
  case BP_SELFTEST_PRECISION:
    return precision_holds();
  case BP_SELFTEST_CONTRACT:
    return contract_holds();
  case BP_SELFTEST_UNDERFLOW:
    return underflow_holds();
  case BP_SELFTEST_RANDOM:
    return random_holds();
  case BP_SELFTEST_FUNCTION:
    return function_holds();
  case BP_SELFTEST_TRAINING:
    return training_holds();
  case BP_SELFTEST_COUNT:
  default:
    return 0;
  }
}

bp_selftest_result bp_selftest(void) {
  int i;
  /*@ loop invariant range: 1 <= i <= BP_SELFTEST_COUNT;
      loop assigns i;
      loop variant BP_SELFTEST_COUNT - i;
  */
  for (i = 1; i < BP_SELFTEST_COUNT; i++) {
    if (!bp_selftest_passes((bp_selftest_result)i)) {
      return (bp_selftest_result)i;
    }
  }
  return BP_SELFTEST_OK;
}

const char *bp_selftest_name(bp_selftest_result check) {
  switch (check) {
  case BP_SELFTEST_OK:
    return "none";
  case BP_SELFTEST_FORMAT:
    return "format";
  case BP_SELFTEST_METHOD:
    return "method";
  case BP_SELFTEST_ROUNDING:
    return "rounding";
  case BP_SELFTEST_PRECISION:
    return "precision";
  case BP_SELFTEST_CONTRACT:
    return "contraction";
  case BP_SELFTEST_UNDERFLOW:
    return "underflow";
  case BP_SELFTEST_RANDOM:
    return "random";
  case BP_SELFTEST_FUNCTION:
    return "function";
  case BP_SELFTEST_TRAINING:
    return "training";
  case BP_SELFTEST_COUNT:
  default:
    return "unknown";
  }
}

const char *bp_selftest_text(bp_selftest_result check) {
  switch (check) {
  case BP_SELFTEST_OK:
    return "nothing to show";
  case BP_SELFTEST_FORMAT:
    return "double is IEEE-754 binary64";
  case BP_SELFTEST_METHOD:
    return "the compiler evaluates in double (FLT_EVAL_METHOD is 0 or 1)";
  case BP_SELFTEST_ROUNDING:
    return "results are rounded to nearest, ties to even";
  case BP_SELFTEST_PRECISION:
    return "intermediate results carry no more precision than double";
  case BP_SELFTEST_CONTRACT:
    return "a product and a sum are two roundings";
  case BP_SELFTEST_UNDERFLOW:
    return "underflow is gradual";
  case BP_SELFTEST_RANDOM:
    return "Philox4x32-10 gives its published known answers";
  case BP_SELFTEST_FUNCTION:
    return "the activation functions give their known bits";
  case BP_SELFTEST_TRAINING:
    return "a training step gives its known bits";
  case BP_SELFTEST_COUNT:
  default:
    return "unknown check";
  }
}
