/* The patterns that everyone trains on. */
#ifndef BENCH_DATA_H
#define BENCH_DATA_H

#include "shape.h"

typedef struct bench_data {
  size_t count;    /* patterns */
  double *inputs;  /* [count][width of the input], from [0, 1) */
  double *targets; /* [count][width of the output], one of them 0.9, the others 0.1 */
} bench_data;

/* The same numbers each time. 0, or -1 if memory has run out. */
int bench_data_make(bench_data *data, const bench_shape *shape, size_t count);

/* Inputs so small that they are subnormal, and so are their products with weights. */
void bench_data_shrink(bench_data *data, size_t inputs);

void bench_data_free(bench_data *data);

#endif
