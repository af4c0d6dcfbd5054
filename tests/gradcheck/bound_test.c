/* The rounding bound that comes with E of src/bp: E in long double, where that is wider than
   double, is within it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "src/gradcheck/gradcheck.h"
#include "tests/naive/sample.h"

#define NETS 2000

static sample it;
static double memory[(3 + 3 * SAMPLE_PATTERNS) * NAIVE_DEPTH * NAIVE_WIDTH];

static long double wide_output(bp_activation f, long double x) {
  if (f == BP_LOGISTIC) {
    return 1.0L / (1.0L + expl(-x));
  }
  if (f == BP_TANH) {
    return tanhl(x);
  }
  return f == BP_IDENTITY || x > 0.0L ? x : f == BP_RELU ? 0.0L : (long double)BP_LEAK * x;
}

/* E of pattern p in long double. */
static long double wide_error(size_t p) {
  long double y[NAIVE_WIDTH], x[NAIVE_WIDTH], sum = 0.0L;
  size_t l, k, j;
  for (j = 0; j < it.width[0]; j++) {
    y[j] = it.inputs[p * it.width[0] + j];
  }
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      x[k] = it.net.w[bp_net_weight_index(&it.net, l, k, 0)];
      for (j = 1; j <= it.width[l]; j++) {
        x[k] += it.net.w[bp_net_weight_index(&it.net, l, k, j)] * y[j - 1];
      }
    }
    for (k = 0; k < it.width[l + 1]; k++) {
      y[k] = wide_output(it.f[l], x[k]);
    }
  }
  for (k = 0; k < it.width[it.depth]; k++) {
    const long double e = it.targets[p * it.width[it.depth] + k] - y[k];
    sum += e * e;
  }
  return 0.5L * sum;
}

/* The error of E as a share of its bound. cancel: targets next to the outputs, so that e is mostly
   rounding. */
static double share_of_bound(int cancel) {
  bp_gradcheck_subject subject;
  bp_gradcheck_net binding;
  long double wide = 0.0L;
  double E, bound;
  size_t p, k;
  for (p = 0; p < it.data.count && cancel; p++) {
    assert_int_equal(bp_net_forward(&it.net, it.inputs + p * it.net.inputs), BP_OK);
    for (k = 0; k < it.net.outputs; k++) {
      it.targets[p * it.net.outputs + k] = bp_net_output(&it.net)[k] * (1.0 + 1e-12);
    }
  }
  assert_int_equal(bp_gradcheck_bind_net(&subject, &binding, &it.net, &it.data, BP_GRADCHECK_ALL,
                                         memory, bp_gradcheck_net_memory(&it.net, it.data.count)),
                   BP_OK);
  assert_int_equal(subject.loss(subject.context, subject.w, &E, &bound), BP_OK);
  for (p = 0; p < it.data.count; p++) {
    wide += wide_error(p);
  }
  assert_true(bound > 0.0);
  return fabs((double)(E - wide)) / bound;
}

static void check_bound(int cancel) {
  const sample_limits limits = {NAIVE_DEPTH, 12, 5, 0};
  draw_state state = 555ul;
  double worst = 0.0, sum = 0.0;
  size_t net;
  if (LDBL_MANT_DIG <= DBL_MANT_DIG) {
    skip();
  }
  for (net = 0; net < NETS; net++) {
    double share;
    assert_int_equal(sample_draw(&it, &limits, &state), BP_OK);
    share = share_of_bound(cancel);
    assert_true(share <= 1.0);
    worst = share > worst ? share : worst;
    sum += share;
  }
  print_message("error of E over its bound: %.3f at most, %.4f in the mean\n", worst, sum / NETS);
  /* A bound far too wide would pass as well; then it would say nothing. */
  assert_true(worst > 0.05);
}

static void test_ordinary_errors(void **state) {
  (void)state;
  check_bound(0);
}

static void test_cancelling_errors(void **state) {
  (void)state;
  check_bound(1);
}

/* Large weights that cancel in the first layer: its outputs carry an error far above their own last
   place into the second layer, whose own rounding is nothing beside it. */
static void test_carried_errors(void **state) {
  draw_state draws = 99ul;
  double worst = 0.0;
  size_t i;
  (void)state;
  if (LDBL_MANT_DIG <= DBL_MANT_DIG) {
    skip();
  }
  it.depth = 2;
  it.width[0] = 2;
  it.width[1] = 1;
  it.width[2] = 1;
  it.f[0] = BP_IDENTITY;
  it.f[1] = BP_TANH;
  it.data.count = 1;
  it.data.inputs = it.inputs;
  it.data.targets = it.targets;
  it.targets[0] = 0.75;
  assert_int_equal(bp_net_init(&it.net, it.layer, 2, it.width, it.f, it.memory, SAMPLE_MEMORY),
                   BP_OK);
  for (i = 0; i < 200; i++) {
    const double w = draw_real(&draws, 1e7, 1e8);
    double share;
    it.inputs[0] = draw_real(&draws, 0.5, 1.5);
    it.inputs[1] = it.inputs[0] * (1.0 + draw_real(&draws, 0.0, 1e-9));
    assert_int_equal(bp_net_set_weight(&it.net, 0, 0, 1, w), BP_OK);
    assert_int_equal(bp_net_set_weight(&it.net, 0, 0, 2, -w), BP_OK);
    assert_int_equal(bp_net_set_weight(&it.net, 1, 0, 1, 1.0), BP_OK);
    share = share_of_bound(0);
    assert_true(share <= 1.0);
    worst = share > worst ? share : worst;
  }
  print_message("error of E over its bound: %.3f at most\n", worst);
  assert_true(worst > 0.05);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ordinary_errors),
      cmocka_unit_test(test_cancelling_errors),
      cmocka_unit_test(test_carried_errors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
