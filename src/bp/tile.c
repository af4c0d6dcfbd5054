#include "tile.h"

/* Four rows at a time share what is read of v. Their sums fill 16 of the 32 registers of AVX-512;
   with 16 registers one row is faster. */
#ifdef __AVX512F__
#define FOUR 1
#else
#define FOUR 0
#endif

static void row(const double *a, size_t step, const double *v, size_t count, double *c) {
  double sum[BP_CHUNK];
  size_t i, k, at = 0;
  for (k = 0; k < BP_CHUNK; k++) {
    sum[k] = c[k];
  }
  for (i = 0; i < count; i++) {
    const double factor = a[at];
    for (k = 0; k < BP_CHUNK; k++) {
      sum[k] = sum[k] + factor * v[k];
    }
    at += step;
    v += BP_CHUNK;
  }
  for (k = 0; k < BP_CHUNK; k++) {
    c[k] = sum[k];
  }
}

static void four_rows(const double *a, size_t row_step, size_t step, const double *v, size_t count,
                      double *c) {
  double sum0[BP_CHUNK], sum1[BP_CHUNK], sum2[BP_CHUNK], sum3[BP_CHUNK];
  const double *a1 = a + row_step, *a2 = a1 + row_step, *a3 = a2 + row_step;
  size_t i, k, at = 0;
  for (k = 0; k < BP_CHUNK; k++) {
    sum0[k] = c[k];
    sum1[k] = c[BP_CHUNK + k];
    sum2[k] = c[2 * BP_CHUNK + k];
    sum3[k] = c[3 * BP_CHUNK + k];
  }
  for (i = 0; i < count; i++) {
    const double factor0 = a[at], factor1 = a1[at], factor2 = a2[at], factor3 = a3[at];
    for (k = 0; k < BP_CHUNK; k++) {
      sum0[k] = sum0[k] + factor0 * v[k];
      sum1[k] = sum1[k] + factor1 * v[k];
      sum2[k] = sum2[k] + factor2 * v[k];
      sum3[k] = sum3[k] + factor3 * v[k];
    }
    at += step;
    v += BP_CHUNK;
  }
  for (k = 0; k < BP_CHUNK; k++) {
    c[k] = sum0[k];
    c[BP_CHUNK + k] = sum1[k];
    c[2 * BP_CHUNK + k] = sum2[k];
    c[3 * BP_CHUNK + k] = sum3[k];
  }
}

void bp_tile_add(const double *a, size_t row_step, size_t step, const double *v, size_t count,
                 double *c, size_t rows) {
  size_t i = 0;
  for (; FOUR && rows - i >= 4; i += 4) {
    four_rows(a, row_step, step, v, count, c);
    a += 4 * row_step;
    c += 4 * BP_CHUNK;
  }
  for (; i < rows; i++) {
    row(a, step, v, count, c);
    a += row_step;
    c += BP_CHUNK;
  }
}
