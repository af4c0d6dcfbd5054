#include <stdio.h>
#include <unistd.h>

#include "limit.h"
#include "run.h"

#define MEBI 1048576.0
#define LARGEST (1024.0 * MEBI)

/* What the system says of a cache, or the usual size if it says nothing. */
static double cache_size(int name, double usual) {
  const long size = sysconf(name);
  return size > 0 ? (double)size : usual;
}

static double smaller(double a, double b) {
  return a < b ? a : b;
}

static void measure_level(bench_report *report, const char *level, double bytes) {
  bench_level *l = &report->level[report->levels++];
  l->level = level;
  l->bytes = bytes;
  l->read = bench_limit_bandwidth((size_t)bytes, 0, &report->effort);
  l->modify = bench_limit_bandwidth((size_t)bytes, 1, &report->effort);
  printf("  %-7s %10.0f KiB   read %6.1f GB/s   read and write back %6.1f GB/s\n", level,
         bytes / 1024.0, l->read, l->modify);
  fflush(stdout);
}

void bench_run_limits(bench_report *report) {
  const double l1 = cache_size(_SC_LEVEL1_DCACHE_SIZE, 32768.0);
  const double l2 = cache_size(_SC_LEVEL2_CACHE_SIZE, MEBI);
  const double l3 = cache_size(_SC_LEVEL3_CACHE_SIZE, 8.0 * MEBI);
  size_t i;
  report->isa = bench_limit_isa();
  report->gflops = bench_limit_arithmetic(&report->effort);
  printf("Limits of the core, %s: %.1f GFLOP/s in multiplications and additions\n", report->isa,
         report->gflops);
  measure_level(report, "L1", l1 / 2.0);
  measure_level(report, "L2", l2 / 2.0);
  measure_level(report, "L3", smaller(l3 / 2.0, 8.0 * l2));
  measure_level(report, "memory", smaller(2.0 * l3, LARGEST));
  for (i = 0; i < bench_shape_count; i++) {
    bench_shape shape;
    if (bench_shape_read(bench_shapes[i], &shape) == 0 &&
        bench_shape_first_bytes(&shape) >= BENCH_LIMIT_BYTES) {
      measure_level(report, "layer", (double)bench_shape_first_bytes(&shape));
    }
  }
}
