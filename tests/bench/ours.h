/* The trainer of src/bp at work. */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include "measure.h"
#include "src/bp/bp.h"

/* The learning rate; a float holds it exactly, as FANN needs. */
#define BENCH_ETA 0.0078125

typedef struct bench_ours {
  bench_job job;
  bp_net net;
  bp_layer layer[BENCH_DEPTH];
  bp_trainer trainer;
  double *memory;
  double *workspace;
} bench_ours;

/* A network with its first weights, each times `factor`, and a trainer. Null if memory has run out or
   the shape is refused. */
bench_ours *bench_ours_open_scaled(const bench_job *job, double factor);

/* The same with the weights as drawn. */
bench_ours *bench_ours_open(const bench_job *job);

void bench_ours_close(void *ours);

/* Once through all patterns, `repeats` times. Nanoseconds per pattern, -1 if it failed. */
double bench_ours_run(void *ours, size_t repeats);

/* The same as a runner. 0 or -1. */
int bench_ours_runner_scaled(const bench_job *job, double factor, bench_runner *runner);
int bench_ours_runner(const bench_job *job, bench_runner *runner);

#endif
