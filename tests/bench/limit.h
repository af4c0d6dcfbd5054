/* What the core itself can do: bandwidth of its memories and rate of its arithmetic. */
#ifndef BENCH_LIMIT_H
#define BENCH_LIMIT_H

#include "measure.h"

/* Smaller first layers are bound by latency, not by bandwidth: no limit is stated for them. */
#define BENCH_LIMIT_BYTES 8192

/* The instructions that the limits are measured with: "AVX-512", "AVX2" or "baseline". */
const char *bench_limit_isa(void);

/* In the faster quarter of the rounds, bytes per nanosecond (GB/s) of reading, or of reading and
   writing back, `bytes` bytes again and again. -1 if memory has run out. */
double bench_limit_bandwidth(size_t bytes, int modify, const bench_effort *effort);

/* The same: multiplications and additions per nanosecond (GFLOP/s), without fused multiply-add. */
double bench_limit_arithmetic(const bench_effort *effort);

/* As a runner, the least time that a pattern can take: for per-pattern training one pass that reads
   and writes back the first layer's weights, for prediction one that reads them, for batches all
   multiplications and additions at the peak. 1 if there is no limit to state, -1 on failure. */
int bench_limit_runner(const bench_job *job, bench_runner *runner);

#endif
