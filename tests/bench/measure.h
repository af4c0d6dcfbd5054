/* Several ways to do the same work, run in turn, round after round. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "data.h"
#include "timing.h"

#define BENCH_RUNNERS 8
#define BENCH_ROUNDS 101

/* The work: this network on these patterns in this way. */
typedef struct bench_job {
  const bench_shape *shape;
  const bench_mode *mode;
  const bench_data *data;
} bench_job;

/* One way to do it. */
typedef struct bench_runner {
  const char *peer; /* whose it is */
  void *state;
  double unit;                                /* patterns of one repetition */
  double (*run)(void *state, size_t repeats); /* nanoseconds per pattern; not positive: failed */
  void (*close)(void *state);
  size_t repeats; /* set by bench_measure, as took is: nanoseconds of so many */
  double took;
} bench_runner;

/* How long and how often. */
typedef struct bench_effort {
  size_t rounds; /* at most BENCH_ROUNDS */
  double ns;     /* of one run, at least */
} bench_effort;

/* What came out for one runner. */
typedef struct bench_result {
  bench_summary ns;    /* per pattern */
  bench_summary ratio; /* to the first runner, round by round */
} bench_result;

/* Runs all n runners in turn in each round. 0, or -1 - i if runner i failed. */
int bench_measure(bench_runner *runner, size_t n, const bench_effort *effort, bench_result *result);

#endif
