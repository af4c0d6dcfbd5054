#include "draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void bp_draw_init(bp_draw *draw, bp_seed seed, unsigned long stream) {
  memset(draw, 0, sizeof *draw);
  draw->key[0] = seed.low;
  draw->key[1] = seed.high;
  draw->counter[1] = stream;
  draw->counter[3] = 2; /* apart from weights and orders, spec/arithmetic.md */
}

static unsigned long next(bp_draw *draw) {
  if (draw->left == 0) {
    bp_philox(draw->counter, draw->key, draw->word);
    draw->counter[0]++;
    draw->left = 4;
  }
  return draw->word[--draw->left];
}

size_t bp_draw_below(bp_draw *draw, size_t n) {
  return (size_t)((next(draw) >> 16 & 0xffff) * n >> 16);
}

double bp_draw_short(bp_draw *draw, size_t most, int shift) {
  return ldexp((double)bp_draw_below(draw, 2 * most + 1) - (double)most, -shift);
}

double bp_draw_full(bp_draw *draw) {
  const double high = (double)(next(draw) >> 5), low = (double)(next(draw) >> 6);
  return (67108864.0 * high + low) / 4503599627370496.0 - 1.0;
}

void bp_draw_shape(bp_case *c, const char *widths, const char *activations) {
  char *end = NULL;
  size_t n = 0, l;
  while (*widths != '\0') {
    c->width[n++] = (size_t)strtoul(widths, &end, 10);
    widths = *end == ' ' ? end + 1 : end;
  }
  c->depth = n - 1;
  for (l = 0; l < c->depth; l++) {
    c->f[l] = activations[l] == 'l' ? BP_LOGISTIC : activations[l] == 't' ? BP_TANH : BP_IDENTITY;
  }
}

static void draw_all(bp_draw *draw, bp_case *c, double (*number)(bp_draw *draw)) {
  const int positive = c->f[c->depth - 1] == BP_LOGISTIC;
  size_t i;
  for (i = 0; i < c->patterns * bp_case_inputs(c); i++) {
    c->s[i] = number(draw);
  }
  for (i = 0; i < c->patterns * bp_case_outputs(c); i++) {
    c->t[i] = number(draw);
    c->t[i] = positive ? fabs(c->t[i]) : c->t[i];
  }
  for (i = 0; i < c->weights; i++) {
    c->w[i] = 0.5 * number(draw);
  }
}

static double short_number(bp_draw *draw) {
  return bp_draw_short(draw, 63, 6);
}

void bp_draw_numbers(bp_draw *draw, bp_case *c) {
  draw_all(draw, c, short_number);
}

void bp_draw_full_numbers(bp_draw *draw, bp_case *c) {
  draw_all(draw, c, bp_draw_full);
}

void bp_draw_balance(bp_case *c) {
  size_t l, k, j;
  for (l = 0; l < c->depth; l++) {
    const double y = l > 0 && c->f[l - 1] == BP_LOGISTIC ? 0.5 : 0.0;
    for (k = 0; k < c->width[l + 1]; k++) {
      double *w = c->w + bp_case_weight_at(c, l, k, 0);
      w[0] = 0.0;
      for (j = 1; j <= c->width[l]; j++) {
        w[0] -= w[j] * (l == 0 ? c->s[j - 1] : y);
      }
    }
  }
}
