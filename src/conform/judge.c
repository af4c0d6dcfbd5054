#include "judge.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

const char *bp_verdict_name(bp_verdict verdict) {
  static const char *const names[] = {"pass", "fail", "skipped", "unjudged", "crashed"};
  return (int)verdict >= 0 && verdict < BP_VERDICT_COUNT ? names[verdict] : "unknown";
}

int bp_quantity_level(const bp_case *c, bp_quantity q, size_t layer) {
  if (q == BP_Q_Y && layer + 1 == c->depth) {
    return 0;
  }
  return q == BP_Q_W_NEW ? 1 : q == BP_Q_DE_DW ? 2 : 3;
}

int bp_judge_applies(const bp_case *c, const bp_header *dialect, const char **why) {
  if (c->classes != 0 && (c->classes >> dialect->precision & 1) == 0) {
    *why = "its numbers are not of this class";
  } else if (dialect->momentum == BP_MOMENTUM_NONE && (c->alpha != 0.0 || c->previous != NULL)) {
    *why = "it has momentum";
  } else if (dialect->batch != 0 && dialect->batch != c->batch) {
    *why = "its batch is of another size";
  } else {
    return 1;
  }
  return 0;
}

/* Whether the case's own expected values are those of the dialect. */
static int is_plain(const bp_case *c, const bp_header *dialect) {
  return bp_dialect_scale(dialect, c) == c->scale && bp_dialect_reduce(dialect, c) == c->reduce &&
         dialect->bias == 1 && dialect->order == BP_ORDER_BEFORE && dialect->ulps <= 4 &&
         (dialect->momentum != BP_MOMENTUM_AVERAGE || (c->alpha == 0.0 && c->previous == NULL));
}

/* The distance outside [lo, hi] in ulps of the class; infinite for what is not finite. */
static double distance(bp_precision p, double v, double lo, double hi) {
  const double end = v > hi ? hi : lo, gap = v > hi ? v - hi : lo - v;
  double spacing;
  if (v - v != 0.0) {
    return HUGE_VAL;
  }
  spacing = 2.0 * bp_precision_unit(p) * fabs(end);
  spacing = spacing < bp_precision_tiny(p) ? bp_precision_tiny(p) : spacing;
  return gap / spacing;
}

/* The update that a number belongs to, and whether it is of the update and not of a pattern. */
static size_t update_of(const bp_case *c, const bp_finding *a, int *whole) {
  *whole = a->q >= BP_Q_DE_DW || a->q == BP_Q_LOSS;
  return *whole ? a->place.at : a->place.at / c->batch;
}

/* Whether both are of layers that are gone through together: forwards up to the slope, backwards
   for sum and delta. */
static int goes_with(bp_quantity a, bp_quantity b) {
  return (a <= BP_Q_SLOPE && b <= BP_Q_SLOPE) ||
         ((a == BP_Q_SUM || a == BP_Q_DELTA) && (b == BP_Q_SUM || b == BP_Q_DELTA));
}

/* Whether a comes before b in the order of the equations; what holds by itself comes last. */
static int comes_before(const bp_case *c, const bp_finding *a, const bp_finding *b) {
  int whole_a, whole_b;
  const size_t ua = update_of(c, a, &whole_a), ub = update_of(c, b, &whole_b);
  if (a->local != b->local) {
    return a->local;
  }
  if (ua != ub) {
    return ua < ub;
  }
  if (whole_a != whole_b) {
    return whole_b;
  }
  if (a->place.at != b->place.at) {
    return a->place.at < b->place.at;
  }
  if (a->place.layer != b->place.layer && goes_with(a->q, b->q)) {
    return a->q <= BP_Q_SLOPE ? a->place.layer < b->place.layer : a->place.layer > b->place.layer;
  }
  return a->q < b->q; /* numbers of one quantity come in their order */
}

static void note(const bp_case *c, bp_precision p, bp_judgement *judgement, bp_finding *finding) {
  finding->ulps = distance(p, finding->found, finding->lo, finding->hi);
  if (!judgement->wrong || comes_before(c, finding, &judgement->first)) {
    judgement->first = *finding;
    judgement->wrong = 1;
  }
}

static int within(double v, double lo, double hi) {
  return v >= lo && v <= hi && v - v == 0.0;
}

static void judge_number(const bp_case *c, bp_precision p, const bp_answer *answer,
                         const bp_intervals *expected, const bp_intervals *local, bp_quantity q,
                         size_t i, bp_judgement *judgement) {
  bp_finding finding;
  finding.q = q;
  finding.found = answer->values.v[q][i];
  bp_case_place(c, q, i, &finding.place);
  judgement->tally[q].given++;
  if (!within(finding.found, local->lo.v[q][i], local->hi[q][i])) {
    judgement->tally[q].wrong++;
    finding.local = 1;
    finding.lo = local->lo.v[q][i];
    finding.hi = local->hi[q][i];
    note(c, p, judgement, &finding);
  }
  if (!within(finding.found, expected->lo.v[q][i], expected->hi[q][i])) {
    judgement->tally[q].outside++;
    finding.local = 0;
    finding.lo = expected->lo.v[q][i];
    finding.hi = expected->hi[q][i];
    note(c, p, judgement, &finding);
  }
}

/* The published intervals take the place of the computed ones. */
static void publish(const bp_case *c, bp_precision p, bp_intervals *expected) {
  const bp_intervals *from = &c->expect[p];
  int q;
  for (q = 0; q < BP_Q_COUNT; q++) {
    const size_t n = from->lo.v[q] == NULL ? 0 : bp_case_count(c, (bp_quantity)q);
    size_t i;
    for (i = 0; i < n; i++) {
      if (from->lo.given[q][i]) {
        expected->lo.v[q][i] = from->lo.v[q][i];
        expected->hi[q][i] = from->hi[q][i];
      }
    }
  }
}

static void judge_all(const bp_case *c, const bp_header *dialect, int level,
                      const bp_answer *answer, const bp_intervals *expected,
                      const bp_intervals *local, bp_judgement *judgement) {
  size_t missing[BP_LEVEL_MAX + 1] = {0, 0, 0, 0};
  size_t judged = 0;
  int q, l;
  for (q = 0; q < BP_Q_COUNT; q++) {
    const size_t n = bp_case_count(c, (bp_quantity)q);
    size_t i;
    for (i = 0; i < n; i++) {
      bp_place place;
      int of;
      bp_case_place(c, (bp_quantity)q, i, &place);
      of = bp_quantity_level(c, (bp_quantity)q, place.layer);
      if (of > level || !local->lo.given[q][i]) {
        continue;
      }
      if (answer->values.v[q] == NULL || !answer->values.given[q][i]) {
        missing[of]++;
        continue;
      }
      judge_number(c, dialect->precision, answer, expected, local, (bp_quantity)q, i, judgement);
      judged++;
    }
  }
  for (l = 0; l <= level; l++) {
    judgement->levels |= missing[l] == 0 ? 1 << l : 0;
  }
  judgement->verdict = judgement->wrong ? BP_VERDICT_FAIL : BP_VERDICT_PASS;
  if (judged == 0) {
    judgement->verdict = BP_VERDICT_UNJUDGED;
    strcpy(judgement->why, "no number was reported that is asked for");
  }
}

int bp_judge(const bp_case *c, const bp_header *dialect, int level, const bp_answer *answer,
             bp_judgement *judgement) {
  bp_intervals expected, local;
  int done;
  memset(judgement, 0, sizeof *judgement);
  if (answer->reply == BP_REPLY_SKIPPED) {
    judgement->verdict = BP_VERDICT_SKIPPED;
    sprintf(judgement->why, "%s", answer->why);
    return 1;
  }
  if (c->refuse || answer->reply == BP_REPLY_REFUSED) {
    const int right = c->refuse && answer->reply == BP_REPLY_REFUSED;
    judgement->verdict = right ? BP_VERDICT_PASS : BP_VERDICT_FAIL;
    judgement->levels = right ? (1 << (BP_LEVEL_MAX + 1)) - 1 : 0;
    if (!right) {
      sprintf(judgement->why, "%s",
              c->refuse ? "it has to be refused: a number is not finite"
                        : "it is valid, and was refused");
    }
    return 1;
  }
  memset(&expected, 0, sizeof expected);
  memset(&local, 0, sizeof local);
  done = bp_expect(c, dialect, BP_BUG_NONE, NULL, &expected) &&
         bp_expect(c, dialect, BP_BUG_NONE, &answer->values, &local);
  if (done) {
    if (is_plain(c, dialect)) {
      publish(c, dialect->precision, &expected);
    }
    judge_all(c, dialect, level, answer, &expected, &local, judgement);
    if (level > 0) {
      bp_extent_add(&judgement->extent, c, dialect->precision, answer, &expected);
    }
  }
  bp_intervals_free(&expected);
  bp_intervals_free(&local);
  return done;
}

const char *bp_quantity_equation(bp_quantity q, int output) {
  switch (q) {
  case BP_Q_X:
    return output ? "EQ-5" : "EQ-16";
  case BP_Q_Y:
  case BP_Q_SLOPE:
    return output ? "EQ-5" : "EQ-18";
  case BP_Q_ERROR:
    return "EQ-4";
  case BP_Q_LOSS:
    return "EQ-3";
  case BP_Q_SUM:
    return "EQ-17";
  case BP_Q_DELTA:
    return output ? "EQ-6" : "EQ-19";
  case BP_Q_DE_DW:
    return output ? "EQ-8" : "EQ-20";
  case BP_Q_CHANGE:
    return output ? "EQ-9" : "EQ-12";
  case BP_Q_W_NEW:
    return output ? "EQ-10" : "EQ-22";
  case BP_Q_COUNT:
  default:
    return "no equation";
  }
}

void bp_place_text(const bp_case *c, bp_quantity q, const bp_place *place, char out[128]) {
  const int weights = q >= BP_Q_DE_DW, update = weights || q == BP_Q_LOSS;
  int n = sprintf(out, "%s %lu", update ? "update" : "pattern", (unsigned long)place->at + 1);
  if (q == BP_Q_ERROR) {
    sprintf(out + n, ", output %lu", (unsigned long)place->unit + 1);
  } else if (q != BP_Q_LOSS) {
    n += sprintf(out + n, ", layer %lu%s, unit %lu", (unsigned long)place->layer + 1,
                 place->layer + 1 == c->depth ? " (output)" : "", (unsigned long)place->unit + 1);
    if (weights) {
      sprintf(out + n, ", input %lu%s", (unsigned long)place->input,
              place->input == 0 ? " (bias)" : "");
    }
  }
}
