#include <stdio.h>

#include "ours.h"
#include "run.h"

#define PATTERNS 256
#define STATES 4

/* Weights so much larger that most outputs are within a thousandth of 0 or 1; and so much that most
   are 1 or less than 1e-18. */
#define LARGE 30.0
#define HUGE_FACTOR 1000.0

static const char *const shapes[] = {"4-8-3", "64-32-10", "784-100-10"};
static const char *const modes[] = {"online", "batch-32"};
static const char *const states[STATES] = {"fresh", "saturated", "far", "subnormal"};
static const double factors[STATES] = {1.0, LARGE, HUGE_FACTOR, 1.0};

/* The states of one network in turn. */
static int measure(bench_report *report, const bench_job *job, const bench_job *small) {
  bench_runner runner[STATES];
  bench_result result[STATES];
  size_t n, i;
  int failed = 0;
  for (n = 0; n < STATES && failed == 0; n += failed == 0) {
    failed = bench_ours_runner_scaled(n == STATES - 1 ? small : job, factors[n], &runner[n]);
    runner[n].peer = states[n];
  }
  if (failed == 0) {
    failed = bench_measure(runner, n, &report->effort, result);
  }
  for (i = 0; i < n; i++) {
    runner[i].close(runner[i].state);
  }
  if (failed != 0) {
    return 2;
  }
  bench_report_add(report, "long", job, runner, result, n);
  bench_print_long(report, n);
  return 0;
}

static int measure_shape(bench_report *report, const char *name) {
  bench_shape shape;
  bench_data data, small;
  bench_job job, tiny;
  size_t m;
  int code = 0;
  if (bench_shape_read(name, &shape) != 0 || bench_data_make(&data, &shape, PATTERNS) != 0) {
    return 2;
  }
  if (bench_data_make(&small, &shape, PATTERNS) != 0) {
    bench_data_free(&data);
    return 2;
  }
  bench_data_shrink(&small, shape.width[0]);
  job.shape = tiny.shape = &shape;
  job.data = &data;
  tiny.data = &small;
  for (m = 0; m < sizeof modes / sizeof modes[0] && code == 0; m++) {
    job.mode = tiny.mode = bench_mode_find(modes[m]);
    code = measure(report, &job, &tiny);
  }
  bench_data_free(&data);
  bench_data_free(&small);
  return code;
}

int bench_run_long(bench_report *report) {
  size_t i;
  int code = 0;
  printf("\nLong runs: ns per pattern, and how many times that of the first weights\n");
  for (i = 0; i < sizeof shapes / sizeof shapes[0] && code == 0; i++) {
    code = measure_shape(report, shapes[i]);
  }
  return code;
}
