#include "timing.h"

#include <stdlib.h>
#include <time.h>

double bench_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Between the two values around position q (n - 1). */
static double quantile(const double *value, size_t n, double q) {
  const double position = q * (double)(n - 1);
  const size_t i = (size_t)position;
  const double part = position - (double)i;
  return i + 1 < n ? value[i] + part * (value[i + 1] - value[i]) : value[i];
}

bench_summary bench_summarise(double *value, size_t n) {
  bench_summary s;
  qsort(value, n, sizeof *value, compare);
  s.low = quantile(value, n, 0.25);
  s.median = quantile(value, n, 0.5);
  s.high = quantile(value, n, 0.75);
  return s;
}
