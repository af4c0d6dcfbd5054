#include "kernel.h"

#if defined(__GNUC__)

#include <string.h>

/* The chains are independent; twelve of them hide the latency and fit 16 registers. */
#define CHAINS 12

#define JOIN(a, b) a##b

#define NAME(x) JOIN(baseline_, x)
#define TARGET
#define LANES 2
#include "kernel_body.h"

static const bench_kernels baseline = {"baseline",    LANES,           CHAINS,
                                       baseline_read, baseline_modify, baseline_arithmetic};
#undef NAME
#undef TARGET
#undef LANES

#if defined(__x86_64__)
#define NAME(x) JOIN(avx2_, x)
#define TARGET __attribute__((target("avx2")))
#define LANES 4
#include "kernel_body.h"

static const bench_kernels avx2 = {"AVX2", LANES, CHAINS, avx2_read, avx2_modify, avx2_arithmetic};
#undef NAME
#undef TARGET
#undef LANES

#define NAME(x) JOIN(avx512_, x)
#define TARGET __attribute__((target("avx512f")))
#define LANES 8
#include "kernel_body.h"

static const bench_kernels avx512 = {"AVX-512",   LANES,         CHAINS,
                                     avx512_read, avx512_modify, avx512_arithmetic};
#endif

const bench_kernels *bench_kernels_here(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) {
    return &avx512;
  }
  if (__builtin_cpu_supports("avx2")) {
    return &avx2;
  }
#endif
  return &baseline;
}

#else

/* A compiler without vectors: plain loops. */
static double plain_read(const double *a, size_t blocks) {
  double sum = 0.0;
  size_t i;
  for (i = 0; i < blocks * BENCH_BLOCK; i++) {
    sum += a[i];
  }
  return sum;
}

static void plain_modify(double *a, size_t blocks) {
  size_t i;
  for (i = 0; i < blocks * BENCH_BLOCK; i++) {
    a[i] += 1e-9;
  }
}

static double plain_arithmetic(size_t repeats) {
  double x0 = 0.0, x1 = 1.0, x2 = 2.0, x3 = 3.0;
  const double a = 0.5, b = 0.25;
  size_t r;
  for (r = 0; r < repeats; r++) {
    x0 = x0 * a + b;
    x1 = x1 * a + b;
    x2 = x2 * a + b;
    x3 = x3 * a + b;
  }
  return x0 + x1 + x2 + x3;
}

static const bench_kernels plain = {"plain", 1, 4, plain_read, plain_modify, plain_arithmetic};

const bench_kernels *bench_kernels_here(void) {
  return &plain;
}
#endif
