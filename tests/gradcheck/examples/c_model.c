/* Checks the gradient of a function in the same program: Rosenbrock's. With an argument it is wrong. */
#include <stdio.h>

#include "src/gradcheck/function.h"

static double value(const double *x, size_t n, void *context) {
  double sum = 0.0;
  size_t i;
  (void)context;
  for (i = 0; i + 1 < n; i++) {
    const double a = x[i + 1] - x[i] * x[i], b = 1.0 - x[i];
    sum += 100.0 * a * a + b * b;
  }
  return sum;
}

static void gradient(const double *x, size_t n, double *g, void *context) {
  const int *wrong = context;
  size_t i;
  g[0] = 0.0;
  for (i = 0; i + 1 < n; i++) {
    const double a = x[i + 1] - x[i] * x[i];
    g[i] += -400.0 * a * x[i] - (*wrong ? 1.0 : 2.0) * (1.0 - x[i]);
    g[i + 1] = 200.0 * a;
  }
}

int main(int argc, char **argv) {
  const double x[4] = {-1.2, 1.0, 0.5, 2.0};
  bp_function_options options;
  bp_function_report report;
  int wrong = argc > 1;
  (void)argv;
  bp_function_defaults(&options);
  options.context = &wrong;
  if (bp_check_gradient(value, gradient, 4, x, &options, &report) != BP_OK) {
    return 2;
  }
  printf("%s: %s; %lu of %lu passed\n", bp_gradcheck_outcome_text(report.check.outcome),
         bp_gradcheck_reason_text(report.check.reason), (unsigned long)report.all.passed,
         (unsigned long)report.all.checked);
  return report.check.outcome == BP_GRADCHECK_PASS ? 0 : 1;
}
