/* bp_check_gradient: the measured traps of gradient checks, each with the verdict that it deserves; random
   directions; the law that a sweep over the steps follows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "src/gradcheck/function.h"
#include "src/gradcheck/sweep.h"

#define N 6

/* What is done wrong. */
static enum trap {
  NONE,
  FLOAT_LOSS,
  FLOAT_GRADIENT,
  TABLE,
  AT_KINK,
  NEAR_KINK,
  NAN_ENTRY,
  NAN_LOSS,
  NAN_NEARBY,
  ZERO,
  FACTOR,
  LAST_WRONG,
  CLIPPED
} trap;

/* tanh as tables have it, lines between points 1/8 apart. */
static double table(double x) {
  const double left = floor(8.0 * x) / 8.0;
  return tanh(left) + (x - left) * 8.0 * (tanh(left + 0.125) - tanh(left));
}

/* A sum of one bend a variable, and a product that couples them. */
static double value(const double *x, size_t n, void *context) {
  double sum = 0.0, product = 1.0;
  size_t i;
  assert_ptr_equal(context, &trap);
  for (i = 0; i < n; i++) {
    if (trap == AT_KINK || trap == NEAR_KINK) {
      sum += fabs(x[i] - (trap == NEAR_KINK ? 0.3 : 0.0));
    } else {
      sum += trap == TABLE ? table(x[i]) : tanh(x[i]);
    }
    product *= 1.0 + 0.125 * x[i];
    if (trap == NAN_NEARBY && i == 2) {
      sum += sqrt(x[i]);
    }
  }
  if (trap == ZERO) {
    return 3.0;
  }
  if (trap == FLOAT_LOSS) {
    float f = 0.0f;
    for (i = 0; i < n; i++) {
      f += (float)tanh((double)(float)x[i]);
    }
    return (double)(f + (float)product);
  }
  return trap == NAN_LOSS ? sqrt(-1.0) : sum + product;
}

static void slopes(const double *x, size_t n, double *g, void *context) {
  size_t i, j;
  assert_ptr_equal(context, &trap);
  for (i = 0; i < n; i++) {
    const double y = tanh(x[i]);
    double product = 0.125;
    for (j = 0; j < n; j++) {
      product *= j == i ? 1.0 : 1.0 + 0.125 * x[j];
    }
    g[i] = 1.0 - y * y + product;
    if (trap == AT_KINK || trap == NEAR_KINK) {
      g[i] = (x[i] > (trap == NEAR_KINK ? 0.3 : 0.0) ? 1.0 : -1.0) + product;
    } else if (trap == FLOAT_GRADIENT) {
      g[i] = (double)(float)g[i];
    } else if (trap == NAN_NEARBY && i == 2) {
      g[i] += 0.5 / sqrt(x[i]);
    } else if (trap == ZERO) {
      g[i] = 0.0;
    } else if (trap == CLIPPED && g[i] > 1.0) {
      g[i] = 1.0;
    }
  }
  if (trap == NAN_ENTRY) {
    g[3] = sqrt(-1.0);
  } else if (trap == FACTOR) {
    for (i = 0; i < n; i++) {
      g[i] *= 1.0 + 1e-6;
    }
  } else if (trap == LAST_WRONG) {
    g[n - 1] += 1e-3;
  }
}

static const double places[N] = {0.3, -0.7, 0.04, 1.25, -2.0, 0.5};

static bp_gradcheck_reason run(enum trap which, const double *x, size_t directions,
                               bp_function_report *report) {
  bp_function_options options;
  double before[N];
  trap = which;
  memcpy(before, x, sizeof before);
  bp_function_defaults(&options);
  options.context = &trap;
  options.directions = directions;
  assert_int_equal(bp_check_gradient(value, slopes, N, x, &options, report), BP_OK);
  assert_memory_equal(before, x, sizeof before);
  assert_ptr_equal(report->check.layer, &report->all);
  return report->check.reason;
}

static void test_right_passes(void **state) {
  bp_function_report report;
  (void)state;
  assert_int_equal(run(NONE, places, 0, &report), BP_GRADCHECK_AGREES);
  assert_int_equal(report.check.counts.passed, N);
  assert_true(report.noise < 1e-14);
  assert_int_equal(run(NONE, places, 3, &report), BP_GRADCHECK_AGREES);
  assert_int_equal(report.check.counts.passed, 3);
}

/* The gradient is right, the values are of single precision: no false failure, and the noise is seen. */
static void test_float_loss(void **state) {
  bp_function_report report;
  (void)state;
  (void)run(FLOAT_LOSS, places, 0, &report);
  assert_int_equal(report.check.counts.failed, 0);
  assert_true(report.noise > 1e-8);
  assert_true(report.check.counts.passed == N || report.check.outcome == BP_GRADCHECK_INCONCLUSIVE);
}

/* The function is right, the gradient is rounded to single precision: 1e-8 of each entry. */
static void test_float_gradient(void **state) {
  bp_function_report report;
  (void)state;
  assert_int_equal(run(FLOAT_GRADIENT, places, 0, &report), BP_GRADCHECK_DIFFERS);
}

/* The gradient of the smooth function does not belong to that of the table. */
static void test_table(void **state) {
  bp_function_report report;
  (void)state;
  (void)run(TABLE, places, 0, &report);
  assert_int_equal(report.check.outcome, BP_GRADCHECK_FAIL);
}

static void test_kinks(void **state) {
  const double zero[N] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  const double near[N] = {0.3 + 1e-3, 0.3 - 2e-3, 0.3 + 4e-3, 0.3 + 7e-3, 0.3 - 9e-3, 0.3 - 3e-4};
  bp_function_report report;
  (void)state;
  (void)run(AT_KINK, zero, 0, &report);
  assert_int_equal(report.check.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(report.check.counts.inconclusive, N);
  assert_int_equal(report.check.worst.reason, BP_GRADCHECK_KINK);
  /* A kink beside is got away from. */
  (void)run(NEAR_KINK, near, 0, &report);
  assert_int_equal(report.check.counts.failed, 0);
  assert_int_equal(report.check.counts.passed, N);
}

static void test_not_finite(void **state) {
  bp_function_report report;
  (void)state;
  assert_int_equal(run(NAN_ENTRY, places, 0, &report), BP_GRADCHECK_GRADIENT_NOT_FINITE);
  assert_int_equal(report.check.worst.unit, 3);
  assert_int_equal(report.check.outcome, BP_GRADCHECK_FAIL);
  assert_int_equal(run(NAN_LOSS, places, 0, &report), BP_GRADCHECK_LOSS_NOT_FINITE);
  assert_int_equal(report.check.outcome, BP_GRADCHECK_FAIL);
  (void)run(NAN_NEARBY, places, 0, &report);
  assert_int_equal(report.check.counts.failed, 0);
  assert_int_equal(run(NAN_ENTRY, places, 4, &report), BP_GRADCHECK_GRADIENT_NOT_FINITE);
}

static void test_vacuous(void **state) {
  bp_function_report report;
  (void)state;
  assert_int_equal(run(ZERO, places, 0, &report), BP_GRADCHECK_VACUOUS);
  assert_int_equal(report.check.outcome, BP_GRADCHECK_INCONCLUSIVE);
  assert_int_equal(run(ZERO, places, 3, &report), BP_GRADCHECK_VACUOUS);
}

static void test_wrong_fails(void **state) {
  bp_function_report report;
  (void)state;
  assert_int_equal(run(FACTOR, places, 0, &report), BP_GRADCHECK_DIFFERS);
  assert_int_equal(report.check.counts.failed, N);
  assert_int_equal(run(CLIPPED, places, 0, &report), BP_GRADCHECK_DIFFERS);
  assert_int_equal(run(LAST_WRONG, places, 0, &report), BP_GRADCHECK_DIFFERS);
  assert_int_equal(report.check.counts.failed, 1);
  assert_int_equal(report.check.worst.unit, N - 1);
  assert_int_equal(run(LAST_WRONG, places, 2, &report), BP_GRADCHECK_DIFFERS);
  assert_int_equal(report.check.counts.failed, 2);
}

static void test_refusals(void **state) {
  bp_function_options options;
  bp_function_report report;
  (void)state;
  bp_function_defaults(&options);
  options.context = &trap;
  assert_int_equal(bp_check_gradient(value, slopes, 0, places, &options, &report), BP_ERR_OPTION);
  options.check.h = 0.0;
  assert_int_equal(bp_check_gradient(value, slopes, N, places, &options, &report), BP_ERR_OPTION);
  bp_function_defaults(&options);
  options.noise = sqrt(-1.0);
  assert_int_equal(bp_check_gradient(value, slopes, N, places, &options, &report), BP_ERR_OPTION);
}

/* One variable, for the sweep. */
static double curve_bend;

static bp_status curve(void *context, const double *w, double *E, double *bound) {
  (void)context;
  *E = exp(curve_bend * *w);
  *bound = 4.0 * DBL_EPSILON * *E;
  return BP_OK;
}

static size_t first(const void *context, size_t l, size_t k, size_t j) {
  (void)context;
  (void)l;
  (void)k;
  (void)j;
  return 0;
}

static bp_sweep_law sweep(double bend, double factor, bp_sweep *it) {
  static double w;
  static bp_layer layer;
  bp_gradcheck_subject subject;
  memset(&subject, 0, sizeof subject);
  w = 0.5;
  layer.units = 1;
  curve_bend = bend;
  subject.depth = 1;
  subject.layer = &layer;
  subject.weights = 1;
  subject.w = &w;
  subject.index = first;
  subject.loss = curve;
  assert_int_equal(bp_sweep_run(&subject, factor * bend * exp(0.5 * bend), 0, 0, 0, it), BP_OK);
  assert_true(w == 0.5);
  return it->law;
}

static void test_sweep(void **state) {
  bp_sweep it;
  (void)state;
  assert_int_equal(sweep(1.0, 1.0, &it), BP_SWEEP_RIGHT);
  assert_true(fabs(it.order - 2.0) < 0.05);
  assert_true(fabs(it.noise - 1.0) < 0.25);
  assert_true(it.flat == 0.0 && it.least < 1e-9);
  assert_int_equal(sweep(1.0, 1.0 + 1e-4, &it), BP_SWEEP_WRONG);
  assert_true(fabs(it.flat / (1e-4 * exp(0.5)) - 1.0) < 0.2);
  assert_int_equal(sweep(1.0, 2.0, &it), BP_SWEEP_WRONG);
  /* Sharp beside the first steps: they say nothing against the gradient. */
  assert_int_equal(sweep(-30.0, 1.0, &it), BP_SWEEP_RIGHT);
  assert_int_equal(sweep(-30.0, 1.01, &it), BP_SWEEP_WRONG);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_right_passes),   cmocka_unit_test(test_float_loss),
      cmocka_unit_test(test_float_gradient), cmocka_unit_test(test_table),
      cmocka_unit_test(test_kinks),          cmocka_unit_test(test_not_finite),
      cmocka_unit_test(test_vacuous),        cmocka_unit_test(test_wrong_fails),
      cmocka_unit_test(test_refusals),       cmocka_unit_test(test_sweep),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
