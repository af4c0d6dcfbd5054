#include "measure.h"

#define MOST_REPEATS ((size_t)1 << 28)

/* As many repetitions as make one run long enough; the runs until then warm up. */
static int calibrate(bench_runner *runner, double ns) {
  runner->repeats = 1;
  for (;;) {
    const double t = runner->run(runner->state, runner->repeats);
    const double took = t * runner->unit * (double)runner->repeats;
    if (!(t > 0.0)) {
      return -1;
    }
    if (took >= ns || runner->repeats >= MOST_REPEATS) {
      return 0;
    }
    runner->repeats *= took < ns / 16.0 ? 8 : 2;
  }
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
      ns[i][r] = runner[i].run(runner[i].state, runner[i].repeats);
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
