/* Numbers of cases, drawn by counting; for src/conform alone. */
#ifndef BP_CONFORM_DRAW_H
#define BP_CONFORM_DRAW_H

#include "corpus.h"

/* A source of random words. */
typedef struct bp_draw {
  unsigned long key[2];
  unsigned long counter[4];
  unsigned long word[4];
  unsigned left;
} bp_draw;

void bp_draw_init(bp_draw *draw, bp_seed seed, unsigned long stream);

/* A whole number from 0 to n - 1, n up to 65536. */
size_t bp_draw_below(bp_draw *draw, size_t n);

/* m / 2^shift with m from -most to most: exact in every class for most up to 127. */
double bp_draw_short(bp_draw *draw, size_t most, int shift);

/* A double of 53 bits, in (-1, 1). */
double bp_draw_full(bp_draw *draw);

/* Shapes a case: widths as words "3 2 1", activations as letters l, t, i. */
void bp_draw_shape(bp_case *c, const char *widths, const char *activations);

/* Draws signals, targets and weights with bp_draw_short: |s| < 1, 0 <= t < 1 (|t| < 1 unless the
   output is logistic), |w| < 1/2. */
void bp_draw_numbers(bp_draw *draw, bp_case *c);

/* The same with bp_draw_full. */
void bp_draw_full_numbers(bp_draw *draw, bp_case *c);

/* Sets the biases so that every net input is 0 for the first pattern. */
void bp_draw_balance(bp_case *c);

#endif
