#include "case.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[BP_Q_COUNT] = {"x",   "y",     "slope", "e",      "E",
                                              "sum", "delta", "dE_dw", "change", "w_new"};

const char *bp_quantity_name(bp_quantity q) {
  return (int)q >= 0 && q < BP_Q_COUNT ? names[q] : "unknown";
}

int bp_quantity_find(const char *name, size_t length, bp_quantity *q) {
  int i;
  for (i = 0; i < BP_Q_COUNT; i++) {
    if (strlen(names[i]) == length && memcmp(name, names[i], length) == 0) {
      *q = (bp_quantity)i;
      return 1;
    }
  }
  return 0;
}

/* Whether the quantity has a row for each unit of an update. */
static int is_weights(bp_quantity q) {
  return q >= BP_Q_DE_DW;
}

size_t bp_case_updates(const bp_case *c) {
  return c->patterns / c->batch;
}

size_t bp_case_inputs(const bp_case *c) {
  return c->width[0];
}

size_t bp_case_outputs(const bp_case *c) {
  return c->width[c->depth];
}

size_t bp_case_unit_at(const bp_case *c, size_t l) {
  size_t at = 0, i;
  for (i = 0; i < l; i++) {
    at += c->width[i + 1];
  }
  return at;
}

size_t bp_case_weight_at(const bp_case *c, size_t l, size_t k, size_t j) {
  size_t at = 0, i;
  for (i = 0; i < l; i++) {
    at += (c->width[i] + 1) * c->width[i + 1];
  }
  return at + k * (c->width[l] + 1) + j;
}

size_t bp_case_count(const bp_case *c, bp_quantity q) {
  if (is_weights(q)) {
    return bp_case_updates(c) * c->weights;
  }
  if (q == BP_Q_LOSS) {
    return bp_case_updates(c);
  }
  return c->patterns * (q == BP_Q_ERROR ? bp_case_outputs(c) : c->units);
}

/* The layer of unit number i of all, which becomes its number in the layer. */
static size_t layer_of(const bp_case *c, size_t *i) {
  size_t l = 0;
  while (*i >= c->width[l + 1]) {
    *i -= c->width[l + 1];
    l++;
  }
  return l;
}

void bp_case_place(const bp_case *c, bp_quantity q, size_t i, bp_place *place) {
  const size_t each =
      bp_case_count(c, q) / (is_weights(q) || q == BP_Q_LOSS ? bp_case_updates(c) : c->patterns);
  place->at = i / each;
  place->layer = place->unit = place->input = 0;
  i %= each;
  if (q == BP_Q_ERROR) {
    place->layer = c->depth - 1;
    place->unit = i;
  } else if (is_weights(q)) {
    size_t l = 0;
    while (i >= (c->width[l] + 1) * c->width[l + 1]) {
      i -= (c->width[l] + 1) * c->width[l + 1];
      l++;
    }
    place->layer = l;
    place->unit = i / (c->width[l] + 1);
    place->input = i % (c->width[l] + 1);
  } else if (q != BP_Q_LOSS) {
    place->layer = layer_of(c, &i);
    place->unit = i;
  }
}

size_t bp_case_rows(const bp_case *c, bp_quantity q) {
  if (is_weights(q)) {
    return bp_case_updates(c) * c->units;
  }
  if (q == BP_Q_LOSS) {
    return bp_case_updates(c);
  }
  return c->patterns * (q == BP_Q_ERROR ? 1 : c->depth);
}

size_t bp_case_row(const bp_case *c, bp_quantity q, size_t r, size_t *first) {
  size_t l;
  if (is_weights(q)) {
    size_t unit = r % c->units;
    l = layer_of(c, &unit);
    *first = r / c->units * c->weights + bp_case_weight_at(c, l, unit, 0);
    return c->width[l] + 1;
  }
  if (q == BP_Q_LOSS) {
    *first = r;
    return 1;
  }
  if (q == BP_Q_ERROR) {
    *first = r * bp_case_outputs(c);
    return bp_case_outputs(c);
  }
  l = r % c->depth;
  *first = r / c->depth * c->units + bp_case_unit_at(c, l);
  return c->width[l + 1];
}

/* Whether a b is beyond the limit. */
static int beyond(size_t a, size_t b) {
  return b != 0 && a > BP_CASE_NUMBERS_MAX / b;
}

static bp_text_status too_large(bp_text_error *error, const char *what) {
  return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                      "the case is too large: %s; accepted: at most %lu numbers", what,
                      (unsigned long)BP_CASE_NUMBERS_MAX);
}

/* n zeros, room for one at least. */
static double *zeros(size_t n) {
  return calloc(n == 0 ? 1 : n, sizeof(double));
}

bp_text_status bp_case_shape(bp_case *c, bp_text_error *error) {
  size_t l;
  c->weights = c->units = 0;
  for (l = 0; l < c->depth; l++) {
    if (beyond(c->width[l] + 1, c->width[l + 1])) {
      return too_large(error, "its weights");
    }
    c->weights += (c->width[l] + 1) * c->width[l + 1];
    c->units += c->width[l + 1];
  }
  if (beyond(c->weights, bp_case_updates(c))) {
    return too_large(error, "updates times weights");
  }
  if (beyond(c->units, c->patterns) || beyond(c->width[0], c->patterns)) {
    return too_large(error, "patterns times units or inputs");
  }
  c->s = zeros(c->patterns * bp_case_inputs(c));
  c->t = zeros(c->patterns * bp_case_outputs(c));
  c->w = zeros(c->weights);
  if (c->s == NULL || c->t == NULL || c->w == NULL) {
    free(c->s);
    free(c->t);
    free(c->w);
    c->s = c->t = c->w = NULL;
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, NULL, 0, 0, "out of memory");
  }
  return BP_TEXT_OK;
}

int bp_values_open(bp_values *values, const bp_case *c, bp_quantity q) {
  const size_t n = bp_case_count(c, q);
  if (values->v[q] == NULL) {
    values->v[q] = zeros(n);
    values->given[q] = calloc(n == 0 ? 1 : n, 1);
  }
  if (values->v[q] == NULL || values->given[q] == NULL) {
    free(values->v[q]);
    free(values->given[q]);
    values->v[q] = NULL;
    values->given[q] = NULL;
    return 0;
  }
  return 1;
}

int bp_intervals_open(bp_intervals *intervals, const bp_case *c, bp_quantity q) {
  if (!bp_values_open(&intervals->lo, c, q)) {
    return 0;
  }
  if (intervals->hi[q] == NULL) {
    intervals->hi[q] = zeros(bp_case_count(c, q));
  }
  return intervals->hi[q] != NULL;
}

void bp_values_free(bp_values *values) {
  int q;
  for (q = 0; q < BP_Q_COUNT; q++) {
    free(values->v[q]);
    free(values->given[q]);
  }
  memset(values, 0, sizeof *values);
}

void bp_intervals_free(bp_intervals *intervals) {
  int q;
  bp_values_free(&intervals->lo);
  for (q = 0; q < BP_Q_COUNT; q++) {
    free(intervals->hi[q]);
    intervals->hi[q] = NULL;
  }
}

void bp_case_free(bp_case *c) {
  int p;
  free(c->s);
  free(c->t);
  free(c->w);
  free(c->previous);
  for (p = 0; p < BP_PRECISION_COUNT; p++) {
    bp_intervals_free(&c->expect[p]);
  }
  memset(c, 0, sizeof *c);
}
