#include <stdio.h>

#include "ours.h"
#include "run.h"

#define WIDEST 512
#define MOST_PATTERNS 16384
#define MOST_PATTERNS_QUICK 2048

/* One line: this shape, this many patterns. */
static int grow(bench_report *report, const char *table, const char *name, const bench_mode *mode,
                size_t patterns) {
  bench_shape shape;
  bench_data data;
  bench_job job;
  bench_runner runner;
  bench_result result;
  int failed;
  if (bench_shape_read(name, &shape) != 0 || bench_data_make(&data, &shape, patterns) != 0) {
    return 2;
  }
  job.shape = &shape;
  job.mode = mode;
  job.data = &data;
  failed = bench_ours_runner(&job, &runner);
  if (failed == 0) {
    failed = bench_measure(&runner, 1, &report->effort, &result);
    runner.close(runner.state);
  }
  bench_data_free(&data);
  if (failed != 0) {
    return 2;
  }
  bench_report_add(report, table, &job, &runner, &result, 1);
  bench_print_growth(report);
  return 0;
}

int bench_run_growth(bench_report *report, int quick) {
  const size_t most = quick ? MOST_PATTERNS_QUICK : MOST_PATTERNS;
  const bench_mode *online = bench_mode_find("online"), *batch = bench_mode_find("batch-32");
  char name[64];
  size_t n;
  int code = 0;
  printf("\nGrowth with the width\n%-12s %-9s %9s %9s\n", "shape", "mode", "patterns",
         "ns/pattern");
  for (n = 8; n <= WIDEST && code == 0; n *= 2) {
    sprintf(name, "%lu-%lu-%lu", (unsigned long)n, (unsigned long)n, (unsigned long)n);
    code = grow(report, "width", name, online, 128) | grow(report, "width", name, batch, 128);
  }
  printf("\nGrowth with the number of patterns\n");
  for (n = 64; n <= most && code == 0; n *= 4) {
    code = grow(report, "patterns", "64-32-10", online, n) |
           grow(report, "patterns", "64-32-10", batch, n);
  }
  return code;
}
