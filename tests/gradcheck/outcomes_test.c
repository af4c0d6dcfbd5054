/* The right outcome and reason for what is neither simply right nor simply wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "src/gradcheck/gradcheck.h"

#define WEIGHTS 3

/* An error function of three weights, the biases of a layer without inputs. */
typedef struct curve {
  double (*E)(const double *w);
  double bound;
  int refuse_beside; /* refuse any w but that of the array `home` */
  const double *home;
} curve;

static size_t curve_index(const void *context, size_t l, size_t k, size_t j) {
  (void)context;
  return l + k + j;
}

static bp_status curve_loss(void *context, const double *w, double *E, double *bound) {
  const curve *c = (const curve *)context;
  if (c->refuse_beside && memcmp(w, c->home, WEIGHTS * sizeof *w) != 0) {
    return BP_ERR_VALUE;
  }
  *E = c->E(w);
  *bound = c->bound;
  return BP_OK;
}

static double kink_at_0(const double *w) {
  return fabs(w[0]);
}
static double ramp_at_0(const double *w) {
  return w[0] > 0.0 ? w[0] : 0.0;
}
static double kink_and_smooth(const double *w) {
  return fabs(w[0]) + exp(w[1]);
}
static double kink_near(const double *w) {
  return fabs(w[0] - 1e-5);
}
static double kink_far(const double *w) {
  return fabs(w[0] - 1.0);
}
static double constant(const double *w) {
  return w[0] > 1e9 ? 0.0 : 0.75;
}
static double smooth(const double *w) {
  return 0.5 * w[0] * w[0] + exp(w[1]) + w[0] * sin(w[2]);
}
static double nan_everywhere(const double *w) {
  return w[0] * sqrt(-1.0);
}
static double root(const double *w) {
  return sqrt(w[0]);
}
static double infinite_above(const double *w) {
  return w[0] > 0.0 ? HUGE_VAL : w[0];
}
static double lost_in_noise(const double *w) {
  return 1e10 + 1e-9 * w[0];
}

static double gradient[WEIGHTS];
static double weights[WEIGHTS];
static bp_layer one_layer;
static bp_gradcheck_counts counts[1];
static bp_gradcheck_report report;
static bp_gradcheck_options options;
static bp_gradcheck_subject subject;
static curve shape;

/* Runs the check on E of `n` weights with the gradient in `gradient`. */
static bp_status run(double (*E)(const double *w), double bound, size_t n) {
  double before[WEIGHTS];
  bp_status status;
  shape.E = E;
  shape.bound = bound;
  memset(&one_layer, 0, sizeof one_layer);
  one_layer.units = n;
  subject.context = &shape;
  subject.depth = 1;
  subject.layer = &one_layer;
  subject.weights = n;
  subject.w = weights;
  subject.index = curve_index;
  subject.loss = curve_loss;
  subject.moved = NULL;
  subject.stride = NULL;
  subject.gradient = NULL;
  memcpy(before, weights, sizeof before);
  status = bp_gradcheck_run(&subject, &options, gradient, counts, &report);
  assert_memory_equal(before, weights, sizeof before);
  return status;
}

static int setup(void **state) {
  (void)state;
  memset(&shape, 0, sizeof shape);
  memset(weights, 0, sizeof weights);
  memset(gradient, 0, sizeof gradient);
  bp_gradcheck_defaults(&options);
  return 0;
}

static void assert_one(double (*E)(const double *w), double w, double analytic, double bound,
                       bp_gradcheck_outcome outcome, bp_gradcheck_reason reason) {
  weights[0] = w;
  gradient[0] = analytic;
  assert_int_equal(run(E, bound, 1), BP_OK);
  assert_int_equal(report.counts.checked, 1);
  assert_int_equal(report.worst.reason, reason);
  assert_int_equal(report.worst.outcome, outcome);
}

static void test_kinks(void **state) {
  (void)state;
  assert_one(kink_at_0, 0.0, 0.0, 0.0, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_KINK);
  assert_one(kink_at_0, 0.0, 1.0, 0.0, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_KINK);
  assert_one(ramp_at_0, 0.0, 0.5, 0.0, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_KINK);
  assert_one(ramp_at_0, 0.0, 1.0, 0.0, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_KINK);
  /* Smaller steps get clear of a kink nearby. */
  assert_one(kink_near, 0.0, -1.0, 0.0, BP_GRADCHECK_PASS, BP_GRADCHECK_AGREES);
  assert_true(report.worst.attempts > 1);
  assert_one(kink_near, 0.0, 1.0, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_DIFFERS);
  assert_one(kink_far, 0.0, -1.0, 0.0, BP_GRADCHECK_PASS, BP_GRADCHECK_AGREES);
  assert_int_equal(report.worst.attempts, 1);
  assert_one(kink_far, 0.0, 0.0, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_DIFFERS);
}

/* An inconclusive weight is worse than a pass, whatever the ratios; how many are allowed is an
   option. */
static void test_worst_and_sparse(void **state) {
  (void)state;
  weights[1] = 0.5;
  gradient[1] = exp(0.5);
  assert_int_equal(run(kink_and_smooth, 1e-15, 2), BP_OK);
  assert_int_equal(report.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(report.reason, BP_GRADCHECK_SPARSE);
  assert_int_equal(report.counts.inconclusive, 1);
  assert_int_equal(report.worst.unit, 0);
  assert_int_equal(report.worst.reason, BP_GRADCHECK_KINK);
  assert_true(report.counts.worst_ratio > report.worst.ratio);
  options.sparse = 0.5;
  assert_int_equal(run(kink_and_smooth, 1e-15, 2), BP_OK);
  assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
}

static void test_non_finite(void **state) {
  const double nan_value = sqrt(-1.0);
  (void)state;
  assert_one(smooth, 0.5, nan_value, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_GRADIENT_NOT_FINITE);
  assert_int_equal(report.outcome, BP_GRADCHECK_FAIL);
  assert_int_equal(report.reason, BP_GRADCHECK_GRADIENT_NOT_FINITE);
  assert_one(smooth, 0.5, HUGE_VAL, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_GRADIENT_NOT_FINITE);
  assert_one(smooth, 0.5, -HUGE_VAL, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_GRADIENT_NOT_FINITE);
  assert_one(nan_everywhere, 0.5, 0.0, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_LOSS_NOT_FINITE);
  assert_one(root, 0.001, 0.5 / sqrt(0.001), 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_LOSS_NOT_FINITE);
  assert_one(infinite_above, 0.0, 1.0, 0.0, BP_GRADCHECK_FAIL, BP_GRADCHECK_LOSS_NOT_FINITE);
  assert_int_equal(report.outcome, BP_GRADCHECK_FAIL);
  assert_int_equal(report.reason, BP_GRADCHECK_LOSS_NOT_FINITE);
}

/* One NaN among right gradients is found and named. */
static void test_one_nan(void **state) {
  (void)state;
  weights[0] = 1.0;
  gradient[0] = 1.0 + sin(0.0);
  gradient[1] = 1.0;
  gradient[2] = sqrt(-1.0);
  assert_int_equal(run(smooth, 1e-15, 3), BP_OK);
  assert_int_equal(report.outcome, BP_GRADCHECK_FAIL);
  assert_int_equal(report.counts.failed, 1);
  assert_int_equal(report.counts.passed, 2);
  assert_int_equal(report.worst.unit, 2);
  assert_int_equal(report.worst.reason, BP_GRADCHECK_GRADIENT_NOT_FINITE);
}

static void test_vacuous(void **state) {
  (void)state;
  assert_one(constant, 0.5, 0.0, 1e-16, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_COARSE);
  assert_int_equal(report.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(report.reason, BP_GRADCHECK_VACUOUS);
  assert_one(constant, 0.5, 1e-3, 1e-16, BP_GRADCHECK_FAIL, BP_GRADCHECK_DIFFERS);
  assert_one(smooth, 0.5, 0.0, 1e-16, BP_GRADCHECK_FAIL, BP_GRADCHECK_DIFFERS);
  assert_int_equal(report.outcome, BP_GRADCHECK_FAIL);
  /* A zero beside gradients that are not is a pass like any other: w[1] is not in E here. */
  weights[0] = 2.0;
  gradient[0] = 1.0;
  gradient[1] = 0.0;
  assert_int_equal(run(kink_far, 1e-16, 2), BP_OK);
  assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
  assert_int_equal(report.counts.zero, 1);
  assert_int_equal(report.counts.passed, 2);
}

static void test_coarse(void **state) {
  (void)state;
  assert_one(lost_in_noise, 0.5, 1e-9, 1e-6, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_COARSE);
  assert_int_equal(report.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(report.reason, BP_GRADCHECK_SPARSE);
  assert_one(lost_in_noise, 0.5, 1.0, 1e-6, BP_GRADCHECK_FAIL, BP_GRADCHECK_DIFFERS);
  /* A bound on the rounding that swamps the gradient. */
  assert_one(smooth, 0.5, 0.5, 1.0, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_COARSE);
  assert_one(smooth, 0.5, 0.5, HUGE_VAL, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_UNUSABLE);
  assert_one(smooth, 0.5, 0.5, sqrt(-1.0), BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_UNUSABLE);
}

static void test_refused(void **state) {
  double home[WEIGHTS] = {0.5, 0.0, 0.0};
  (void)state;
  shape.refuse_beside = 1;
  shape.home = home;
  assert_one(smooth, 0.5, 0.5, 1e-16, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_UNUSABLE);
  home[0] = 0.25;
  assert_int_equal(run(smooth, 1e-16, 1), BP_ERR_VALUE);
}

/* A relative error of 1e-6 is found, the right gradient passes, and the failure is named. */
static void test_sensitivity(void **state) {
  (void)state;
  weights[0] = 0.5;
  weights[1] = -0.25;
  weights[2] = 2.0;
  gradient[0] = 0.5 + sin(2.0);
  gradient[1] = exp(-0.25);
  gradient[2] = 0.5 * cos(2.0);
  assert_int_equal(run(smooth, 1e-15, 3), BP_OK);
  assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
  assert_int_equal(report.counts.passed, 3);
  gradient[1] *= 1.0 + 1e-6;
  assert_int_equal(run(smooth, 1e-15, 3), BP_OK);
  assert_int_equal(report.outcome, BP_GRADCHECK_FAIL);
  assert_int_equal(report.reason, BP_GRADCHECK_DIFFERS);
  assert_int_equal(report.worst.unit, 1);
  assert_int_equal(report.counts.failed, 1);
  assert_int_equal(report.layer[0].failed, 1);
  assert_true(report.worst.ratio > 1.0);
  assert_true(report.worst.analytic == gradient[1]);
}

/* Bits that a careless restoration loses: the sign of zero, subnormal numbers, the last place. */
static void test_weights_restored(void **state) {
  (void)state;
  weights[0] = -0.0;
  weights[1] = 4.9406564584124654e-324;
  weights[2] = 1.0 / 3.0;
  gradient[0] = sin(1.0 / 3.0);
  gradient[1] = 1.0;
  gradient[2] = 0.0;
  assert_int_equal(run(smooth, 1e-15, 3), BP_OK); /* compares the bits itself */
  assert_int_equal(report.counts.passed, 3);
}

static void test_shards(void **state) {
  size_t shard, checked = 0;
  (void)state;
  weights[0] = 0.5;
  gradient[0] = 0.5;
  gradient[1] = 1.0;
  gradient[2] = 0.5;
  options.shards = 2;
  for (shard = 0; shard < 2; shard++) {
    options.shard = shard;
    assert_int_equal(run(smooth, 1e-15, 3), BP_OK);
    assert_int_equal(report.weights, shard == 0 ? 2 : 1);
    assert_int_equal(report.counts.checked, report.weights);
    assert_int_equal(report.outcome, BP_GRADCHECK_PASS);
    checked += report.counts.checked;
  }
  assert_int_equal(checked, 3);
  options.shards = 5;
  options.shard = 4;
  assert_int_equal(run(smooth, 1e-15, 3), BP_OK);
  assert_int_equal(report.counts.checked, 0);
  assert_int_equal(report.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(report.reason, BP_GRADCHECK_VACUOUS);
  options.shard = 5;
  assert_int_equal(run(smooth, 1e-15, 3), BP_ERR_OPTION);
}

static void test_options_refused(void **state) {
  (void)state;
  options.S = 0.0;
  assert_int_equal(run(smooth, 0.0, 1), BP_ERR_OPTION);
  bp_gradcheck_defaults(&options);
  options.h = sqrt(-1.0);
  assert_int_equal(run(smooth, 0.0, 1), BP_ERR_OPTION);
  bp_gradcheck_defaults(&options);
  options.h = -0.01;
  assert_int_equal(run(smooth, 0.0, 1), BP_ERR_OPTION);
  bp_gradcheck_defaults(&options);
  options.threshold = 1.5;
  assert_int_equal(run(smooth, 0.0, 1), BP_ERR_OPTION);
  bp_gradcheck_defaults(&options);
  options.floor = -1.0;
  assert_int_equal(run(smooth, 0.0, 1), BP_ERR_OPTION);
  bp_gradcheck_defaults(&options);
  options.sparse = 2.0;
  assert_int_equal(run(smooth, 0.0, 1), BP_ERR_OPTION);
}

/* One estimate at a given step, as a curve over h wants it: truncation shrinks with h. */
static void test_estimate(void **state) {
  bp_gradcheck_weight wide, narrow;
  (void)state;
  weights[1] = 1.0;
  assert_int_equal(run(smooth, 1e-15, 3), BP_OK);
  assert_int_equal(bp_gradcheck_estimate(&subject, 4.0, 0.5, 0, 1, 0, &wide), BP_OK);
  assert_int_equal(bp_gradcheck_estimate(&subject, 4.0, 0.001, 0, 1, 0, &narrow), BP_OK);
  assert_true(weights[1] == 1.0);
  assert_int_equal(narrow.outcome, BP_GRADCHECK_PASS);
  assert_true(fabs(narrow.numeric - exp(1.0)) <= narrow.tolerance);
  assert_true(fabs(wide.numeric - exp(1.0)) <= wide.tolerance);
  assert_true(narrow.step == 0.001);
  assert_int_equal(bp_gradcheck_estimate(&subject, 4.0, 0.0, 0, 1, 0, &narrow), BP_ERR_OPTION);
}

/* A net whose units are all saturated has no gradient to check; its patterns can be bound one by
   one. */
static void test_saturated_net(void **state) {
  const size_t widths[] = {1, 2, 1};
  const bp_activation f[] = {BP_LOGISTIC, BP_LOGISTIC};
  const double inputs[] = {1.0, -1.0}, targets[] = {0.25, 0.5};
  bp_data data = {2, NULL, NULL};
  double memory[64], work[27], slopes[7];
  bp_gradcheck_counts both[2];
  bp_gradcheck_net binding;
  bp_layer layer[2];
  bp_net net;
  size_t k;
  (void)state;
  data.inputs = inputs;
  data.targets = targets;
  assert_int_equal(bp_net_init(&net, layer, 2, widths, f, memory, 64), BP_OK);
  for (k = 0; k < 2; k++) {
    assert_int_equal(bp_net_set_weight(&net, 0, k, 0, 1e6), BP_OK);
    assert_int_equal(bp_net_set_weight(&net, 1, 0, k, 1e6), BP_OK);
  }
  assert_int_equal(bp_gradcheck_net_memory(&net, 2), 27);
  assert_int_equal(bp_gradcheck_net_memory(&net, (size_t)-1 / 16), 0);
  assert_int_equal(bp_gradcheck_bind_net(&subject, &binding, &net, &data, 2, work, 27),
                   BP_ERR_OPTION);
  assert_int_equal(bp_gradcheck_bind_net(&subject, &binding, &net, &data, 0, work, 17),
                   BP_ERR_MEMORY);
  assert_int_equal(
      bp_gradcheck_bind_net(&subject, &binding, &net, &data, BP_GRADCHECK_ALL, work, 27), BP_OK);
  assert_int_equal(bp_gradcheck_run(&subject, &options, slopes, both, &report), BP_OK);
  assert_int_equal(report.counts.checked, 7);
  assert_int_equal(report.counts.zero, 7);
  assert_int_equal(report.counts.failed, 0);
  assert_int_equal(report.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(report.reason, BP_GRADCHECK_VACUOUS);
  assert_true(report.E == 0.5 * (0.75 * 0.75) + 0.5 * (0.5 * 0.5));
  assert_int_equal(bp_gradcheck_bind_net(&subject, &binding, &net, &data, 1, work, 27), BP_OK);
  assert_int_equal(bp_gradcheck_run(&subject, &options, slopes, both, &report), BP_OK);
  assert_true(report.E == 0.5 * (0.5 * 0.5));
  assert_int_equal(bp_gradcheck_bind_net(&subject, &binding, &net, &data, 0, work, 27), BP_OK);
  assert_int_equal(bp_gradcheck_run(&subject, &options, slopes, both, &report), BP_OK);
  assert_true(report.E == 0.5 * (0.75 * 0.75));
  data.count = 0;
  assert_int_equal(
      bp_gradcheck_bind_net(&subject, &binding, &net, &data, BP_GRADCHECK_ALL, work, 27),
      BP_ERR_OPTION);
}

/* A truth that the test makes up. */
static void tell(void *teller, size_t at, const bp_gradcheck_weight *weight,
                 bp_gradcheck_truth *truth) {
  assert_int_equal(at, 0);
  assert_true(weight->analytic == gradient[0]);
  *truth = *(const bp_gradcheck_truth *)teller;
}

/* A right and a wrong gradient of 0.5 w^2 at 2, by finite differences, with a truth that says
   otherwise or nothing. */
static void test_truth_is_consulted(void **state) {
  bp_gradcheck_truth truth;
  (void)state;
  memset(&truth, 0, sizeof truth);
  options.truth = tell;
  options.teller = &truth;
  truth.off_lo = truth.off_hi = 1.0;
  assert_one(smooth, 2.0, 2.0, 1e-15, BP_GRADCHECK_PASS, BP_GRADCHECK_AGREES);
  assert_int_equal(report.known, 0);
  truth.known = 1;
  assert_one(smooth, 2.0, 2.0, 1e-15, BP_GRADCHECK_FAIL, BP_GRADCHECK_BEYOND);
  assert_int_equal(report.known, 1);
  assert_int_equal(report.outcome, BP_GRADCHECK_FAIL);
  assert_int_equal(report.reason, BP_GRADCHECK_BEYOND);
  truth.bound = 0.5;
  truth.off_lo = 0.25;
  assert_one(smooth, 2.0, 2.0, 1e-15, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_UNKNOWN);
  truth.off_hi = HUGE_VAL - HUGE_VAL;
  assert_one(smooth, 2.0, 2.0, 1e-15, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_UNKNOWN);
  truth.off_hi = 0.5;
  assert_one(smooth, 2.0, 2.0, 1e-15, BP_GRADCHECK_PASS, BP_GRADCHECK_AGREES);
  assert_one(smooth, 2.0, 2.5, 1e-15, BP_GRADCHECK_FAIL, BP_GRADCHECK_DIFFERS);
  truth.bound = HUGE_VAL;
  assert_one(smooth, 2.0, 2.0, 1e-15, BP_GRADCHECK_INCONCLUSIVE, BP_GRADCHECK_UNKNOWN);
  truth.bound = 0.5;
  truth.off_lo = truth.off_hi = 1.0;
  assert_one(kink_at_0, 0.0, 0.0, 1e-15, BP_GRADCHECK_FAIL, BP_GRADCHECK_BEYOND);
}

static void test_texts(void **state) {
  int i, other;
  (void)state;
  for (i = 0; i < BP_GRADCHECK_REASON_COUNT; i++) {
    for (other = 0; other < i; other++) {
      assert_string_not_equal(bp_gradcheck_reason_text((bp_gradcheck_reason)i),
                              bp_gradcheck_reason_text((bp_gradcheck_reason)other));
    }
    assert_string_not_equal(bp_gradcheck_reason_text((bp_gradcheck_reason)i), "unknown reason");
  }
  assert_string_equal(bp_gradcheck_reason_text(BP_GRADCHECK_REASON_COUNT), "unknown reason");
  assert_string_equal(bp_gradcheck_outcome_text(BP_GRADCHECK_PASS), "pass");
  assert_string_equal(bp_gradcheck_outcome_text(BP_GRADCHECK_FAIL), "fail");
  assert_string_equal(bp_gradcheck_outcome_text(BP_GRADCHECK_INCONCLUSIVE), "inconclusive");
  assert_string_equal(bp_gradcheck_outcome_text(BP_GRADCHECK_OUTCOME_COUNT), "unknown outcome");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_kinks, setup),
      cmocka_unit_test_setup(test_worst_and_sparse, setup),
      cmocka_unit_test_setup(test_non_finite, setup),
      cmocka_unit_test_setup(test_one_nan, setup),
      cmocka_unit_test_setup(test_vacuous, setup),
      cmocka_unit_test_setup(test_coarse, setup),
      cmocka_unit_test_setup(test_refused, setup),
      cmocka_unit_test_setup(test_sensitivity, setup),
      cmocka_unit_test_setup(test_weights_restored, setup),
      cmocka_unit_test_setup(test_shards, setup),
      cmocka_unit_test_setup(test_options_refused, setup),
      cmocka_unit_test_setup(test_estimate, setup),
      cmocka_unit_test_setup(test_saturated_net, setup),
      cmocka_unit_test_setup(test_truth_is_consulted, setup),
      cmocka_unit_test_setup(test_texts, setup),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
