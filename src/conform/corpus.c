#include "corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "src/text/grow.h"

void bp_cases_free(bp_cases *cases) {
  size_t i;
  for (i = 0; i < cases->count; i++) {
    bp_case_free(&cases->c[i]);
  }
  free(cases->c);
  memset(cases, 0, sizeof *cases);
}

bp_case *bp_cases_next(bp_cases *cases) {
  bp_case *grown = bp_grow(cases->c, &cases->room, cases->count + 1, sizeof *cases->c);
  bp_case *c;
  if (grown == NULL) {
    return NULL;
  }
  cases->c = grown;
  c = &cases->c[cases->count];
  memset(c, 0, sizeof *c);
  c->scale = 0.5;
  c->batch = c->patterns = 1;
  return c;
}

static int all_hold(bp_precision p, const double *v, size_t n) {
  size_t i;
  for (i = 0; v != NULL && i < n; i++) {
    if (v[i] == v[i] && !bp_precision_holds(p, v[i])) {
      return 0;
    }
  }
  return 1;
}

/* Whether every number of the case is of the class. */
static int fits(const bp_case *c, bp_precision p) {
  return all_hold(p, &c->scale, 1) && all_hold(p, &c->eta, 1) && all_hold(p, &c->alpha, 1) &&
         all_hold(p, c->s, c->patterns * bp_case_inputs(c)) &&
         all_hold(p, c->t, c->patterns * bp_case_outputs(c)) && all_hold(p, c->w, c->weights) &&
         all_hold(p, c->previous, c->weights);
}

/* Whether every expected value is finite. */
static int is_bounded(const bp_case *c, const bp_intervals *expected) {
  int q;
  for (q = 0; q < BP_Q_COUNT; q++) {
    size_t i;
    for (i = 0; i < bp_case_count(c, (bp_quantity)q); i++) {
      if (!(expected->hi[q][i] - expected->lo.v[q][i] < HUGE_VAL)) {
        return 0;
      }
    }
  }
  return 1;
}

static int expect_all(bp_case *c) {
  const unsigned given = c->classes;
  int p;
  c->classes = 0;
  for (p = 0; p < BP_PRECISION_COUNT; p++) {
    bp_header dialect;
    bp_header_default(&dialect);
    dialect.precision = (bp_precision)p;
    if ((given != 0 && (given >> p & 1) == 0) || !fits(c, (bp_precision)p)) {
      continue;
    }
    if (!c->refuse) {
      if (!bp_expect(c, &dialect, BP_BUG_NONE, NULL, &c->expect[p])) {
        return 0;
      }
      if (!is_bounded(c, &c->expect[p])) {
        bp_intervals_free(&c->expect[p]);
        continue;
      }
    }
    c->classes |= 1U << p;
  }
  return 1;
}

/* Whether an interval of new weights of the bug lies apart from the right one. */
static int is_apart(const bp_case *c, const bp_intervals *right, const bp_intervals *wrong) {
  size_t i;
  for (i = 0; i < bp_case_count(c, BP_Q_W_NEW); i++) {
    if (wrong->lo.v[BP_Q_W_NEW][i] > right->hi[BP_Q_W_NEW][i] ||
        wrong->hi[BP_Q_W_NEW][i] < right->lo.v[BP_Q_W_NEW][i]) {
      return 1;
    }
  }
  return 0;
}

/* Those that are not recomputed: whether there is anything to see. */
static int shows(const bp_case *c, bp_bug bug) {
  size_t l;
  int curved = 0;
  for (l = 0; l < c->depth; l++) {
    curved |= c->f[l] < BP_IDENTITY;
  }
  switch ((int)bug) {
  case BP_BUG_HISTORY:
    return !c->refuse && c->alpha != 0.0 && c->previous == NULL;
  case BP_BUG_SINGLE:
  case BP_BUG_FEW_DIGITS:
    return !c->refuse && !fits(c, BP_F32);
  case BP_BUG_TABLE:
    return !c->refuse && curved && strcmp(c->group, "exact") != 0;
  case BP_BUG_NOT_FINITE:
    return c->refuse;
  default:
    return 0;
  }
}

int bp_corpus_tells(const bp_case *c, bp_bug bug) {
  bp_intervals wrong;
  bp_header dialect;
  int p = 0, apart = -1;
  if (bug > BP_BUG_RECOMPUTED || c->refuse) {
    return shows(c, bug);
  }
  while (p < BP_PRECISION_COUNT && (c->classes >> p & 1) == 0) {
    p++;
  }
  if (p == BP_PRECISION_COUNT) {
    return 0;
  }
  bp_header_default(&dialect);
  dialect.precision = (bp_precision)p;
  memset(&wrong, 0, sizeof wrong);
  if (bp_expect(c, &dialect, bug, NULL, &wrong)) {
    apart = is_apart(c, &c->expect[p], &wrong);
  }
  bp_intervals_free(&wrong);
  return apart;
}

/* 0: memory. */
static int flag_all(bp_case *c) {
  int bug;
  for (bug = BP_BUG_NONE + 1; bug < BP_BUG_COUNT; bug++) {
    const char *name = bp_bug_name((bp_bug)bug);
    const size_t used = strlen(c->flags);
    int tells = 0;
    if (bug != BP_BUG_RECOMPUTED && used + strlen(name) + 2 < sizeof c->flags) {
      tells = bp_corpus_tells(c, (bp_bug)bug);
    }
    if (tells < 0) {
      return 0;
    }
    if (tells) {
      sprintf(c->flags + used, "%s%s", used > 0 ? " " : "", name);
    }
  }
  return 1;
}

int bp_cases_keep(bp_cases *cases) {
  bp_case *c = &cases->c[cases->count];
  if (!expect_all(c) || (!cases->plain && !flag_all(c))) {
    bp_case_free(c);
    return 0;
  }
  cases->count++;
  return 1;
}
