#include <stdio.h>

#include "ours.h"
#include "run.h"

#define PATTERNS 256
#define STATES 3

/* Weights so large that logistic units of wide layers are at 0 or 1, or at numbers next to 0. */
#define LARGE 1000.0

static const char *const shapes[] = {"4-8-3", "64-32-10", "784-100-10"};
static const char *const modes[] = {"online", "batch-32"};
static const char *const states[STATES] = {"fresh", "saturated", "subnormal"};

/* The three states of one network in turn. */
static int measure(bench_report *report, const bench_job *job, const bench_job *small) {
  bench_runner runner[STATES];
  bench_result result[STATES];
  size_t n, i;
  int failed = 0;
  for (n = 0; n < STATES && failed == 0; n += failed == 0) {
    failed = bench_ours_runner_scaled(n == 2 ? small : job, n == 1 ? LARGE : 1.0, &runner[n]);
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
  bench_print_long(report);
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
  printf("\nLong runs: ns per pattern from the first weights, from saturated units, with subnormal "
         "inputs\n");
  for (i = 0; i < sizeof shapes / sizeof shapes[0] && code == 0; i++) {
    code = measure_shape(report, shapes[i]);
  }
  return code;
}
