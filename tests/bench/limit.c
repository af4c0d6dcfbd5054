#include "limit.h"

#include <stdlib.h>

#include "kernel.h"

#define LINE 64

/* Multiplications and additions of one repetition, enough for its start not to count. */
#define FLOPS 1e6

typedef struct memory_state {
  double *a;
  size_t blocks;
  double part; /* what was asked for of what the blocks hold */
  int modify;
} memory_state;

/* What is computed goes here, so that it is computed. */
static volatile double sink;

const char *bench_limit_isa(void) {
  return bench_kernels_here()->isa;
}

static void memory_close(void *context) {
  memory_state *state = context;
  free(state->a);
  free(state);
}

static memory_state *memory_open(size_t bytes, int modify) {
  const size_t block = BENCH_BLOCK * sizeof(double);
  memory_state *state = malloc(sizeof *state);
  void *memory;
  size_t i;
  if (state == NULL) {
    return NULL;
  }
  state->modify = modify;
  state->blocks = bytes < block ? 1 : (bytes + block / 2) / block;
  state->part = (double)bytes / (double)(state->blocks * block);
  if (posix_memalign(&memory, LINE, state->blocks * block) != 0) {
    free(state);
    return NULL;
  }
  state->a = memory;
  for (i = 0; i < state->blocks * BENCH_BLOCK; i++) {
    state->a[i] = 0.5;
  }
  return state;
}

/* Nanoseconds of one pass. */
static double memory_run(void *context, size_t repeats) {
  const memory_state *state = context;
  const bench_kernels *kernels = bench_kernels_here();
  const double start = bench_now();
  double sum = 0.0;
  size_t i;
  for (i = 0; i < repeats; i++) {
    if (state->modify) {
      kernels->modify(state->a, state->blocks);
    } else {
      sum += kernels->read(state->a, state->blocks);
    }
  }
  sink = sum + state->a[0];
  return (bench_now() - start) / (double)repeats * state->part;
}

/* Nanoseconds of as many multiplications and additions as the state says, from more of them. */
static double arithmetic_run(void *context, size_t repeats) {
  const double *flops = context;
  const bench_kernels *kernels = bench_kernels_here();
  const size_t inner = (size_t)(FLOPS / BENCH_FLOPS(kernels));
  const double start = bench_now();
  size_t i;
  for (i = 0; i < repeats; i++) {
    sink = kernels->arithmetic(inner);
  }
  return (bench_now() - start) / (double)repeats * *flops / ((double)inner * BENCH_FLOPS(kernels));
}

double bench_limit_bandwidth(size_t bytes, int modify, const bench_effort *effort) {
  bench_runner runner;
  bench_result result;
  memory_state *state = memory_open(bytes, modify);
  if (state == NULL) {
    return -1.0;
  }
  runner.state = state;
  runner.unit = 1.0;
  runner.run = memory_run;
  bench_measure(&runner, 1, effort, &result);
  memory_close(state);
  return (double)bytes / result.ns.low;
}

double bench_limit_arithmetic(const bench_effort *effort) {
  bench_runner runner;
  bench_result result;
  double flops = FLOPS;
  runner.state = &flops;
  runner.unit = 1.0;
  runner.run = arithmetic_run;
  bench_measure(&runner, 1, effort, &result);
  return flops / result.ns.low;
}

int bench_limit_runner(const bench_job *job, bench_runner *runner) {
  const size_t bytes = bench_shape_first_bytes(job->shape);
  runner->peer = "limit";
  runner->unit = 1.0;
  if (bytes < BENCH_LIMIT_BYTES) {
    return 1;
  }
  if (job->mode->batch == 1) {
    runner->state = memory_open(bytes, !job->mode->predict);
    runner->run = memory_run;
    runner->close = memory_close;
  } else {
    double *flops = malloc(sizeof *flops);
    if (flops != NULL) {
      *flops = bench_shape_flops(job->shape, job->mode);
      runner->unit = FLOPS / *flops;
    }
    runner->state = flops;
    runner->run = arithmetic_run;
    runner->close = free;
  }
  return runner->state == NULL ? -1 : 0;
}
