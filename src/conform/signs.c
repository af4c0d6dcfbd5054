#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "known.h"

#define NEAR 0.25 /* an approximation of f is no farther off than this */

/* Whether a number is one that was kept with so many decimals, or significant digits. */
static int has_digits(double v, int digits, int fixed) {
  char text[400];
  if (!(fabs(v) <= 1e6)) {
    return 0;
  }
  sprintf(text, fixed ? "%.*f" : "%.*e", digits, v);
  return strtod(text, NULL) == v;
}

/* Whether all new weights have few digits. */
static int few_digits(const bp_entry *entry) {
  const double *v = entry->answer.values.v[BP_Q_W_NEW];
  const size_t n = v == NULL ? 0 : bp_case_count(entry->c, BP_Q_W_NEW);
  int digits, fixed;
  for (fixed = 0; fixed < 2 && n > 0; fixed++) {
    for (digits = 1; digits <= 9; digits++) {
      size_t i, right = 0;
      for (i = 0; i < n; i++) {
        right +=
            (size_t)(!entry->answer.values.given[BP_Q_W_NEW][i] || has_digits(v[i], digits, fixed));
      }
      if (right == n) {
        return entry->judgement.first.q == BP_Q_W_NEW;
      }
    }
  }
  return 0;
}

static int not_finite(const bp_entry *entry) {
  int q;
  for (q = 0; q < BP_Q_COUNT; q++) {
    const size_t n =
        entry->answer.values.v[q] == NULL ? 0 : bp_case_count(entry->c, (bp_quantity)q);
    size_t i;
    for (i = 0; i < n; i++) {
      if (entry->answer.values.given[q][i] &&
          entry->answer.values.v[q][i] - entry->answer.values.v[q][i] != 0.0) {
        return 1;
      }
    }
  }
  return entry->c->refuse;
}

/* Outputs are off first, and not far. */
static int approximated(const bp_entry *entry) {
  const bp_finding *first = &entry->judgement.first;
  return entry->judgement.wrong && first->q == BP_Q_Y &&
         (fabs(first->found - first->lo) <= NEAR || fabs(first->found - first->hi) <= NEAR);
}

/* The first update with momentum is off though nothing came before it. */
static int history(const bp_entry *entry) {
  const bp_finding *first = &entry->judgement.first;
  return entry->judgement.wrong && entry->c->alpha != 0.0 && first->place.at == 0 &&
         (first->q == BP_Q_CHANGE || first->q == BP_Q_W_NEW);
}

int bp_known_shows(const bp_entry *entry, bp_bug bug) {

  switch ((int)bug) {
  case BP_BUG_HISTORY:
    return history(entry);
  case BP_BUG_TABLE:
    return approximated(entry);
  case BP_BUG_FEW_DIGITS:
    return few_digits(entry);
  case BP_BUG_NOT_FINITE:
    return not_finite(entry);
  default:
    return 0;
  }
}
