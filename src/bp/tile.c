#include "tile.h"

/* Four rows at a time share what is read of v. Their sums fill 16 of the 32 registers of AVX-512;
   with 16 registers one row is faster. The proof covers both. */
#if defined __AVX512F__ || defined __FRAMAC__
#define FOUR 1
#else
#define FOUR 0
#endif

/* One row: c + a_1 v_1 + a_2 v_2 + ... The first product is added where c is read: a plain copy of c
   to the sums becomes one in small pieces, which the vectors read after it have to wait for. */
/*@ requires few: 1 <= count <= BP_ACSL_COUNT_MAX;
    requires size: count * step <= BP_ACSL_COUNT_MAX;
    requires valid_a: \valid_read(a + (0 .. (count - 1) * step));
    requires valid_v: \valid_read(v + (0 .. count * BP_CHUNK - 1));
    requires valid_c: \valid(c + (0 .. BP_CHUNK - 1));
    assigns c[0 .. BP_CHUNK - 1];
*/
static void row(const double *a, size_t step, const double *v, size_t count, double *c) {
  double sum[BP_CHUNK];
  double factor = a[0];
  size_t i, k, at = 0;
  /*@ loop invariant range: 0 <= k <= BP_CHUNK;
      loop assigns k, sum[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - k;
  */
  for (k = 0; k < BP_CHUNK; k++) {
    sum[k] = c[k] + factor * v[k];
  }
  /*@ loop invariant range: 1 <= i <= count;
      loop invariant place: at == (i - 1) * step;
      loop invariant row: v == \at(v, Pre) + (i - 1) * BP_CHUNK;
      loop assigns i, k, at, v, factor, sum[0 .. BP_CHUNK - 1];
      loop variant count - i;
  */
  for (i = 1; i < count; i++) {
    /*@ ghost bp_ghost_step((size_t)(i - 1), count, step); */
    /*@ ghost bp_ghost_step(i, count, step); */
    at += step;
    v += BP_CHUNK;
    factor = a[at];
    /*@ loop invariant range: 0 <= k <= BP_CHUNK;
        loop assigns k, sum[0 .. BP_CHUNK - 1];
        loop variant BP_CHUNK - k;
    */
    for (k = 0; k < BP_CHUNK; k++) {
      sum[k] = sum[k] + factor * v[k];
    }
  }
  /*@ loop invariant range: 0 <= k <= BP_CHUNK;
      loop assigns k, c[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - k;
  */
  for (k = 0; k < BP_CHUNK; k++) {
    c[k] = sum[k];
  }
}

/* Four rows of c. In four arrays, not in one: only so do compilers keep the sums in registers. */
/*@ requires few: 1 <= count <= BP_ACSL_COUNT_MAX;
    requires size: count * step <= BP_ACSL_COUNT_MAX;
    requires valid_a: \valid_read(a + (0 .. 3 * row_step + (count - 1) * step));
    requires valid_v: \valid_read(v + (0 .. count * BP_CHUNK - 1));
    requires valid_c: \valid(c + (0 .. 4 * BP_CHUNK - 1));
    assigns c[0 .. 4 * BP_CHUNK - 1];
*/
static void four_rows(const double *a, size_t row_step, size_t step, const double *v, size_t count,
                      double *c) {
  double sum0[BP_CHUNK], sum1[BP_CHUNK], sum2[BP_CHUNK], sum3[BP_CHUNK];
  const double *a1 = a + row_step, *a2 = a1 + row_step, *a3 = a2 + row_step;
  double factor0 = a[0], factor1 = a1[0], factor2 = a2[0], factor3 = a3[0];
  size_t i, k, at = 0;
  /*@ loop invariant range: 0 <= k <= BP_CHUNK;
      loop assigns k, sum0[0 .. BP_CHUNK - 1], sum1[0 .. BP_CHUNK - 1], sum2[0 .. BP_CHUNK - 1],
                   sum3[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - k;
  */
  for (k = 0; k < BP_CHUNK; k++) {
    sum0[k] = c[k] + factor0 * v[k];
    sum1[k] = c[BP_CHUNK + k] + factor1 * v[k];
    sum2[k] = c[(size_t)2 * BP_CHUNK + k] + factor2 * v[k];
    sum3[k] = c[(size_t)3 * BP_CHUNK + k] + factor3 * v[k];
  }
  /*@ loop invariant range: 1 <= i <= count;
      loop invariant place: at == (i - 1) * step;
      loop invariant row: v == \at(v, Pre) + (i - 1) * BP_CHUNK;
      loop assigns i, k, at, v, factor0, factor1, factor2, factor3, sum0[0 .. BP_CHUNK - 1], sum1[0 .. BP_CHUNK - 1],
                   sum2[0 .. BP_CHUNK - 1], sum3[0 .. BP_CHUNK - 1];
      loop variant count - i;
  */
  for (i = 1; i < count; i++) {
    /*@ ghost bp_ghost_step((size_t)(i - 1), count, step); */
    /*@ ghost bp_ghost_step(i, count, step); */
    at += step;
    v += BP_CHUNK;
    factor0 = a[at];
    factor1 = a1[at];
    factor2 = a2[at];
    factor3 = a3[at];
    /*@ loop invariant range: 0 <= k <= BP_CHUNK;
        loop assigns k, sum0[0 .. BP_CHUNK - 1], sum1[0 .. BP_CHUNK - 1], sum2[0 .. BP_CHUNK - 1],
                     sum3[0 .. BP_CHUNK - 1];
        loop variant BP_CHUNK - k;
    */
    for (k = 0; k < BP_CHUNK; k++) {
      sum0[k] = sum0[k] + factor0 * v[k];
      sum1[k] = sum1[k] + factor1 * v[k];
      sum2[k] = sum2[k] + factor2 * v[k];
      sum3[k] = sum3[k] + factor3 * v[k];
    }
  }
  /*@ loop invariant range: 0 <= k <= BP_CHUNK;
      loop assigns k, c[0 .. 4 * BP_CHUNK - 1];
      loop variant BP_CHUNK - k;
  */
  for (k = 0; k < BP_CHUNK; k++) {
    c[k] = sum0[k];
    c[BP_CHUNK + k] = sum1[k];
    c[(size_t)2 * BP_CHUNK + k] = sum2[k];
    c[(size_t)3 * BP_CHUNK + k] = sum3[k];
  }
}

void bp_tile_add(const double *a, size_t row_step, size_t step, const double *v, size_t count,
                 double *c, size_t rows) {
  size_t i, n;
  /*@ ghost double *first = c; */
  if (count == 0) {
    return;
  }
  /*@ loop invariant range: 0 <= i <= rows;
      loop invariant row_a: a == \at(a, Pre) + i * row_step;
      loop invariant row_c: c == \at(c, Pre) + i * BP_CHUNK;
      loop assigns i, n, a, c, first[0 .. rows * BP_CHUNK - 1];
      loop variant rows - i;
  */
  for (i = 0; i < rows; i += n) {
    n = FOUR && rows - i >= 4 ? 4 : 1;
    /*@ ghost bp_ghost_step((size_t)(i + n - 1), rows, row_step); */
    /*@ ghost bp_ghost_span(i, n, rows, row_step); */
    if (n == 4) {
      four_rows(a, row_step, step, v, count, c);
    } else {
      row(a, step, v, count, c);
    }
    a += n * row_step;
    c += n * BP_CHUNK;
  }
}
