#include "measure.h"

#define MOST_REPEATS ((size_t)1 << 28)

/* Nanoseconds. */
#define LONG_RUN 2e8

/* As many repetitions as make one run long enough; the runs until then warm up. */
static int calibrate(bench_runner *runner, double ns) {
  runner->repeats = 1;
  for (;;) {
    const double t = runner->run(runner->state, runner->repeats);
    runner->took = t * runner->unit * (double)runner->repeats;
    if (!(t > 0.0)) {
      return -1;
    }
    if (runner->took >= ns || runner->repeats >= MOST_REPEATS) {
      return 0;
    }
    runner->repeats *= runner->took < ns / 16.0 ? 8 : 2;
  }
}

/* One repetition that is not counted comes before: the runner before has filled the caches with
   what is its own. In a long run the milliseconds of that do not show. */
static double run_warm(bench_runner *runner) {
  if (runner->took < LONG_RUN && !(runner->run(runner->state, 1) > 0.0)) {
    return -1.0;
  }
  return runner->run(runner->state, runner->repeats);
}

int bench_measure(bench_runner *runner, size_t n, const bench_effort *effort,
                  bench_result *result) {
  static double ns[BENCH_RUNNERS][BENCH_ROUNDS], ratio[BENCH_RUNNERS][BENCH_ROUNDS];
  size_t i, r;
  for (i = 0; i < n; i++) {
    if (calibrate(&runner[i], effort->ns) != 0) {
      return -1 - (int)i;
    }
  }
  for (r = 0; r < effort->rounds; r++) {
    for (i = 0; i < n; i++) {
      ns[i][r] = run_warm(&runner[i]);
      if (!(ns[i][r] > 0.0)) {
        return -1 - (int)i;
      }
      ratio[i][r] = ns[i][r] / ns[0][r];
    }
  }
  for (i = 0; i < n; i++) {
    result[i].ns = bench_summarise(ns[i], effort->rounds);
    result[i].ratio = bench_summarise(ratio[i], effort->rounds);
  }
  return 0;
}
