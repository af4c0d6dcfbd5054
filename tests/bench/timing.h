/* Time, and what many measurements of it say. */
#ifndef BENCH_TIMING_H
#define BENCH_TIMING_H

#include <stddef.h>

/* Measurements in short. */
typedef struct bench_summary {
  double low;    /* first quartile */
  double median; /* the middle */
  double high;   /* third quartile */
} bench_summary;

/* Nanoseconds that the processor has spent on this process: what others do meanwhile on the same
   core does not count. */
double bench_now(void);

/* Quartiles of n values, n >= 1, which are put in order. */
bench_summary bench_summarise(double *value, size_t n);

#endif
