/* What the passes refuse: numbers that are none, or beyond the limit, or would come to be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "src/bp/bp.h"

#define ABOVE (BP_LIMIT * (1.0 + 2.3e-16)) /* the next double after the limit */
#define TWO_150 1427247692705959881058285969449495136382746624.0

static double memory[64];
static bp_layer layer[3];
static bp_net net;

/* A net 2-2-1-... of units of one kind, all weights w. */
static void make(size_t depth, bp_activation f, double w) {
  static const size_t widths[] = {2, 2, 1, 1};
  bp_activation each[3];
  size_t i;
  for (i = 0; i < depth; i++) {
    each[i] = f;
  }
  assert_int_equal(bp_net_init(&net, layer, depth, widths, each, memory, 64), BP_OK);
  for (i = 0; i < net.weights; i++) {
    net.w[i] = w;
  }
}

static void test_signals_refused(void **state) {
  double bad[6], s[2];
  size_t i, at;
  (void)state;
  bad[0] = sqrt(-1.0);
  bad[1] = -bad[0];
  bad[2] = HUGE_VAL;
  bad[3] = -HUGE_VAL;
  bad[4] = ABOVE;
  bad[5] = -ABOVE;
  make(2, BP_LOGISTIC, 0.5);
  for (i = 0; i < 6; i++) {
    for (at = 0; at < 2; at++) {
      s[at] = bad[i];
      s[1 - at] = 1.0;
      assert_int_equal(bp_net_forward(&net, s), BP_ERR_VALUE);
    }
  }
  s[0] = BP_LIMIT;
  s[1] = -BP_LIMIT;
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  assert_true(net.y_peak[0] == BP_LIMIT);
  assert_true(net.y_peak[1] == 1.0);
}

static void test_targets_refused(void **state) {
  const double s[] = {1.0, -1.0};
  double bad[5];
  size_t i;
  (void)state;
  bad[0] = sqrt(-1.0);
  bad[1] = HUGE_VAL;
  bad[2] = -HUGE_VAL;
  bad[3] = ABOVE;
  bad[4] = -ABOVE;
  make(2, BP_TANH, 0.25);
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  for (i = 0; i < 5; i++) {
    assert_int_equal(bp_net_backward(&net, &bad[i], 0), BP_ERR_VALUE);
    assert_int_equal(bp_net_backward(&net, &bad[i], 1), BP_ERR_VALUE);
  }
  bad[0] = BP_LIMIT / 2.0;
  assert_int_equal(bp_net_backward(&net, bad, 0), BP_OK);
}

/* Net inputs of identity units beyond the limit are refused; saturating units take anything. */
static void test_forward_diverges(void **state) {
  const double s[] = {1.0, 1.0}, huge[] = {TWO_150, TWO_150};
  (void)state;
  make(2, BP_IDENTITY, TWO_150);
  assert_int_equal(bp_net_forward(&net, s), BP_ERR_DIVERGED);
  make(1, BP_IDENTITY, TWO_150);
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  assert_int_equal(bp_net_forward(&net, huge), BP_ERR_DIVERGED);
  make(2, BP_LOGISTIC, BP_LIMIT);
  assert_int_equal(bp_net_forward(&net, huge), BP_OK);
  assert_true(net.y[0] == 1.0 && bp_net_output(&net)[0] == 1.0);
  make(2, BP_TANH, -BP_LIMIT);
  assert_int_equal(bp_net_forward(&net, huge), BP_OK);
  assert_true(net.y[0] == -1.0 && bp_net_output(&net)[0] == 1.0);
}

/* Deltas beyond the limit are refused, in the last layer, in a middle one and in the first. */
static void test_backward_diverges(void **state) {
  const double s[] = {0.0, 0.0};
  double t = BP_LIMIT;
  (void)state;
  make(1, BP_IDENTITY, 0.0);
  net.w[0] = -BP_LIMIT / 2.0; /* the bias of the first unit: e = 1.5 times the limit */
  {
    const double both[] = {BP_LIMIT, 0.0};
    assert_int_equal(bp_net_forward(&net, s), BP_OK);
    assert_int_equal(bp_net_backward(&net, both, 0), BP_ERR_DIVERGED);
  }
  make(2, BP_IDENTITY, TWO_150);
  net.w[bp_net_weight_index(&net, 0, 0, 0)] = 0.0;
  net.w[bp_net_weight_index(&net, 0, 1, 0)] = 0.0;
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  assert_int_equal(bp_net_backward(&net, &t, 0), BP_ERR_DIVERGED);
  t = 0.0;
  make(3, BP_IDENTITY, 0.0);
  net.w[bp_net_weight_index(&net, 2, 0, 0)] = TWO_150;
  net.w[bp_net_weight_index(&net, 2, 0, 1)] = TWO_150; /* delta of layer 1: 2^300 */
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  assert_int_equal(bp_net_backward(&net, &t, 0), BP_ERR_DIVERGED);
  net.w[bp_net_weight_index(&net, 2, 0, 1)] = 1.0;
  assert_int_equal(bp_net_backward(&net, &t, 0), BP_OK);
  assert_true(net.delta_peak[1] == TWO_150 && net.delta_peak[0] == 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_signals_refused),
      cmocka_unit_test(test_targets_refused),
      cmocka_unit_test(test_forward_diverges),
      cmocka_unit_test(test_backward_diverges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
