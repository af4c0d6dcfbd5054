/* The inner loops behind the limits. Vectors are those of the instruction set named. */
#ifndef BENCH_KERNEL_H
#define BENCH_KERNEL_H

#include <stddef.h>

/* Numbers in a block: every buffer is a whole number of blocks, and starts a cache line. */
#define BENCH_BLOCK 64

/* Multiplications and additions of one repetition of `arithmetic`. */
#define BENCH_FLOPS(kernels) (2.0 * (double)(kernels)->chains * (double)(kernels)->lanes)

typedef struct bench_kernels {
  const char *isa;
  size_t lanes;                                   /* numbers in a vector */
  size_t chains;                                  /* vectors that `arithmetic` works on */
  double (*read)(const double *a, size_t blocks); /* the sum of all numbers */
  void (*modify)(double *a, size_t blocks);       /* adds a little to every number */
  double (*arithmetic)(size_t repeats);           /* chains of x = x a + b, two roundings */
} bench_kernels;

/* The best that this processor has. */
const bench_kernels *bench_kernels_here(void);

#endif
