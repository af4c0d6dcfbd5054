#include "block.h"

#include "range.h"

void bp_block_fill(double *v, double number) {
  size_t p;
  /*@ loop invariant range: 0 <= p <= BP_CHUNK;
      loop assigns p, v[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - p;
  */
  for (p = 0; p < BP_CHUNK; p++) {
    v[p] = number;
  }
}

void bp_block_put(const double *numbers, double *v, size_t p, size_t n) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, v[0 .. BP_CHUNK * n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    v[BP_CHUNK * i + p] = numbers[i];
  }
}

void bp_block_take(const double *v, double *numbers, size_t p, size_t n) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, numbers[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    numbers[i] = v[BP_CHUNK * i + p];
  }
}

/* Raises the peaks by one row. */
/*@ requires valid_v: \valid_read(v + (0 .. BP_CHUNK - 1));
    requires valid_peak: \valid(peak + (0 .. BP_CHUNK - 1));
    assigns peak[0 .. BP_CHUNK - 1];
*/
static void row_peak(const double *v, double *peak) {
  size_t p;
  double magnitude;
  /*@ loop invariant range: 0 <= p <= BP_CHUNK;
      loop assigns p, magnitude, peak[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - p;
  */
  for (p = 0; p < BP_CHUNK; p++) {
    magnitude = v[p] < 0.0 ? -v[p] : v[p];
    magnitude = magnitude <= BP_LIMIT ? magnitude : BP_BEYOND;
    peak[p] = magnitude > peak[p] ? magnitude : peak[p];
  }
}

void bp_block_peak(const double *v, size_t rows, double least, double *peak) {
  size_t i;
  bp_block_fill(peak, least);
  /*@ loop invariant range: 0 <= i <= rows;
      loop invariant row: v == \at(v, Pre) + BP_CHUNK * i;
      loop assigns i, v, peak[0 .. BP_CHUNK - 1];
      loop variant rows - i;
  */
  for (i = 0; i < rows; i++) {
    row_peak(v, peak);
    v += BP_CHUNK;
  }
}
