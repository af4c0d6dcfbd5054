/* The true gradient beside a gradient check: what is at a kink is neither right nor wrong, what is not is
   certified. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "src/truth/truth.h"

static bp_layer layer[3];
static bp_net net;
static double memory[128], work[256], gradient[64];
static bp_gradcheck_counts counts[3];

/* What became of each weight, by its place. */
static bp_gradcheck_reason reason[3][4][4];

static void watch(void *watcher, const bp_gradcheck_report *report, const bp_gradcheck_weight *w) {
  (void)watcher;
  (void)report;
  reason[w->layer][w->unit][w->input] = w->reason;
}

/* 2-2-2-1, ReLU of both kinds before a logistic: all net inputs 1/2 or more, but x_2 of layer 2. */
static void run(bp_activation first, bp_activation second, double x, const bp_data *data,
                bp_gradcheck_report *report) {
  const size_t widths[] = {2, 2, 2, 1};
  bp_activation f[3];
  bp_gradcheck_subject subject;
  bp_gradcheck_options options;
  bp_gradcheck_net binding;
  bp_truth truth;
  size_t l, k, j;
  f[0] = first;
  f[1] = second;
  f[2] = BP_LOGISTIC;
  assert_int_equal(bp_net_init(&net, layer, 3, widths, f, memory, 128), BP_OK);
  for (l = 0; l < 3; l++) {
    for (k = 0; k < widths[l + 1]; k++) {
      for (j = 0; j <= widths[l]; j++) {
        assert_int_equal(bp_net_set_weight(&net, l, k, j, 0.5), BP_OK);
      }
    }
  }
  /* The outputs of layer 1 are 1.25, so x_2 of layer 2 is -1.25 + 1/2 1.25 + 1/2 1.25 + x. */
  assert_int_equal(bp_net_set_weight(&net, 1, 1, 0, -1.25 + x), BP_OK);
  assert_int_equal(bp_truth_open(&truth, &net, data, 1024), BP_ORACLE_OK);
  bp_gradcheck_defaults(&options);
  options.truth = bp_truth_tell;
  options.teller = &truth;
  options.watch = watch;
  assert_int_equal(
      bp_gradcheck_bind_net(&subject, &binding, &net, data, BP_GRADCHECK_ALL, work, 256), BP_OK);
  assert_int_equal(bp_gradcheck_run(&subject, &options, gradient, counts, report), BP_OK);
  bp_truth_close(&truth);
}

static const double inputs[] = {1.0, 0.5}, targets[] = {0.25};
static const bp_data data = {1, inputs, targets};

static void test_at_a_kink(void **state) {
  static const bp_activation bent[] = {BP_RELU, BP_LEAKY_RELU};
  bp_gradcheck_report report;
  size_t i, k, j;
  (void)state;
  for (i = 0; i < 2; i++) {
    run(bent[i], bent[1 - i], 0.0, &data, &report);
    for (j = 0; j < 3; j++) {
      /* Its own weights, and all those before; not its neighbour's, nor those after. */
      assert_int_equal(reason[1][1][j], BP_GRADCHECK_BEND);
      assert_int_equal(reason[1][0][j], BP_GRADCHECK_AGREES);
      assert_int_equal(reason[2][0][j], BP_GRADCHECK_AGREES);
      for (k = 0; k < 2; k++) {
        assert_int_equal(reason[0][k][j], BP_GRADCHECK_BEND);
      }
    }
    assert_int_equal(report.outcome, BP_GRADCHECK_INCONCLUSIVE);
    assert_int_equal(report.counts.failed, 0);
    assert_int_equal(report.known, 6);
  }
}

static void test_beside_a_kink(void **state) {
  bp_gradcheck_report report;
  (void)state;
  run(BP_RELU, BP_LEAKY_RELU, 1.0 / 1024, &data, &report);
  assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
  assert_int_equal(report.known, report.counts.checked);
  assert_int_equal(report.counts.passed, report.counts.checked);
  run(BP_LEAKY_RELU, BP_RELU, -1.0 / 1024, &data, &report);
  assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
  /* So near that no step is small enough: certified, but not seconded. */
  run(BP_RELU, BP_LEAKY_RELU, 1e-14, &data, &report);
  assert_int_equal(reason[1][1][0], BP_GRADCHECK_KINK);
  assert_int_equal(report.counts.failed, 0);
}

/* Smooth functions have no kink at 0. */
static void test_smooth(void **state) {
  bp_gradcheck_report report;
  (void)state;
  run(BP_IDENTITY, BP_TANH, 0.0, &data, &report);
  assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
  assert_int_equal(report.known, report.counts.checked);
}

static void test_refused(void **state) {
  static const double far[] = {1e300, 0.0};
  bp_data refused = {1, far, targets};
  bp_gradcheck_report report;
  bp_truth truth;
  (void)state;
  run(BP_IDENTITY, BP_TANH, 0.0, &data, &report);
  assert_int_equal(bp_truth_open(&truth, &net, &refused, 1024), BP_ORACLE_VALUE);
  assert_null(truth.oracle);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_at_a_kink),
      cmocka_unit_test(test_beside_a_kink),
      cmocka_unit_test(test_smooth),
      cmocka_unit_test(test_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
