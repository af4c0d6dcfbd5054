#include "kernel.h"

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
