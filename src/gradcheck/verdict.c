#include "verdict.h"

#include <float.h>
#include <math.h>

/* The step sizes tried, as multiples of the first. Smaller ones get away from a neighbouring kink
   or sharp bend, larger ones out of the rounding noise. */
static const double factors[] = {1.0,  0.1,  10.0, 0.01, 100.0, 0.001,
                                 1e-4, 1e-5, 1e-6, 1e-7, 1e-8,  1e-9};
#define STEPS (sizeof factors / sizeof factors[0])

/* The first of those that are tried only while none has been decisive: E bends on a scale far below
   1 where large signals meet small weights. */
#define FURTHER 6

/* So many of the estimates with the smallest tolerances vote. */
#define VOTERS 3

/* What an estimate says of the analytic gradient. */
typedef enum opinion { NOTHING = 0, COARSE, AGREES, DIFFERS } opinion;

static double larger(double a, double b) {
  return a > b ? a : b;
}

/* Whether the two formulas agree on the derivative so far that neither steps over whatever E does
   between them. If they do not, GSL's estimate of its error is worth nothing, however the gradient
   compares. */
static int resolved(const bp_gradcheck_options *options, const bp_gradcheck_weight *estimate) {
  const double truncation = options->S * estimate->truncation;
  return truncation <= 0.5 * estimate->tolerance || truncation <= 0.5 * fabs(estimate->numeric);
}

/* The opinion of an estimate; its ratio is filled in. To differ beyond the tolerance always counts;
   to agree counts only where a wrong gradient would not have agreed as well. */
static opinion opinion_of(const bp_gradcheck_options *options, double largest,
                          bp_gradcheck_weight *estimate) {
  const double difference = fabs(estimate->analytic - estimate->numeric);
  const double size =
      larger(larger(fabs(estimate->analytic), fabs(estimate->numeric)), options->floor * largest);
  if (estimate->reason != BP_GRADCHECK_AGREES) {
    return NOTHING;
  }
  estimate->ratio = difference / estimate->tolerance;
  if (!(estimate->ratio <= DBL_MAX)) {
    estimate->ratio = difference > 0.0 ? DBL_MAX : 0.0;
  }
  if (!(difference <= estimate->tolerance) && !resolved(options, estimate)) {
    estimate->reason = BP_GRADCHECK_COARSE;
    estimate->outcome = BP_GRADCHECK_INCONCLUSIVE;
    return COARSE;
  }
  if (!(difference <= estimate->tolerance)) {
    estimate->reason = BP_GRADCHECK_DIFFERS;
    estimate->outcome = BP_GRADCHECK_FAIL;
    return DIFFERS;
  }
  if (!(estimate->tolerance <= options->threshold * size)) {
    estimate->reason = BP_GRADCHECK_COARSE;
    estimate->outcome = BP_GRADCHECK_INCONCLUSIVE;
    return COARSE;
  }
  return AGREES;
}

/* The estimate of this opinion with the smallest tolerance, or null. */
static const bp_gradcheck_weight *tightest(const bp_gradcheck_weight *estimate, size_t tried,
                                           const opinion *opinions, opinion wanted) {
  const bp_gradcheck_weight *best = NULL;
  size_t i;
  for (i = 0; i < tried; i++) {
    if (opinions[i] == wanted && (best == NULL || estimate[i].tolerance < best->tolerance)) {
      best = &estimate[i];
    }
  }
  return best;
}

/* How many decisive estimates have a smaller tolerance than number i. */
static size_t rank(const bp_gradcheck_weight *estimate, size_t tried, const opinion *opinions,
                   size_t i) {
  size_t n = 0, other;
  for (other = 0; other < tried; other++) {
    const int decisive = opinions[other] == AGREES || opinions[other] == DIFFERS;
    const int before = estimate[other].tolerance < estimate[i].tolerance ||
                       (other < i && estimate[other].tolerance == estimate[i].tolerance);
    n += decisive && before ? 1 : 0;
  }
  return n;
}

/* Decides between the estimates of all step sizes: the tightest VOTERS vote, and a lone vote to
   differ is not enough where another estimate, however coarse, does not second it. */
static void decide(const bp_gradcheck_weight *estimate, size_t tried, const opinion *opinions,
                   bp_gradcheck_weight *weight) {
  const bp_gradcheck_weight *chosen;
  size_t agree = 0, differ = 0, coarse = 0, i;
  for (i = 0; i < tried; i++) {
    const int votes = rank(estimate, tried, opinions, i) < VOTERS;
    agree += opinions[i] == AGREES && votes ? 1 : 0;
    differ += opinions[i] == DIFFERS && votes ? 1 : 0;
    coarse += opinions[i] == COARSE ? 1 : 0;
  }
  if (agree > differ) {
    chosen = tightest(estimate, tried, opinions, AGREES);
  } else if (differ > agree && (differ > 1 || coarse == 0)) {
    chosen = tightest(estimate, tried, opinions, DIFFERS);
  } else if (differ > 0) {
    *weight = *tightest(estimate, tried, opinions, DIFFERS);
    weight->outcome = BP_GRADCHECK_INCONCLUSIVE;
    weight->reason = BP_GRADCHECK_SPLIT;
    return;
  } else if (coarse > 0) {
    chosen = tightest(estimate, tried, opinions, COARSE);
  } else {
    chosen = &estimate[0];
  }
  *weight = *chosen;
}

/* Tries the steps until the matter is settled: by the first if it agrees, by any up to it where E is
   not finite. Returns how many were tried; *settled: the last settles it. */
static size_t sweep(const bp_gradcheck_subject *subject, const bp_gradcheck_options *options,
                    const bp_gradcheck_base *base, double largest,
                    const bp_gradcheck_weight *weight, bp_gradcheck_weight *estimate,
                    opinion *opinions, int *settled) {
  const double h = options->h * larger(1.0, fabs(weight->w));
  size_t i, decisive = 0;
  *settled = 0;
  for (i = 0; i < STEPS && (i < FURTHER || decisive == 0 || (i > FURTHER && decisive < 2)); i++) {
    estimate[i] = *weight;
    bp_gradcheck_estimate_at(subject, base, options->S, h * factors[i], &estimate[i]);
    if (factors[i] > 1.0 && estimate[i].reason == BP_GRADCHECK_LOSS_NOT_FINITE &&
        bp_gradcheck_finite(base->E)) {
      /* So far out E need not be defined. */
      estimate[i].reason = BP_GRADCHECK_UNUSABLE;
      estimate[i].outcome = BP_GRADCHECK_INCONCLUSIVE;
    }
    opinions[i] = opinion_of(options, largest, &estimate[i]);
    *settled = (estimate[i].outcome == BP_GRADCHECK_FAIL && opinions[i] == NOTHING) ||
               (i == 0 && opinions[i] == AGREES);
    if (*settled) {
      return i + 1;
    }
    decisive += opinions[i] == AGREES || opinions[i] == DIFFERS ? 1 : 0;
  }
  return i;
}

void bp_gradcheck_judge(const bp_gradcheck_subject *subject, const bp_gradcheck_options *options,
                        const bp_gradcheck_base *base, double largest,
                        bp_gradcheck_weight *weight) {
  bp_gradcheck_weight estimate[STEPS];
  opinion opinions[STEPS];
  size_t tried;
  int settled;
  if (!bp_gradcheck_finite(weight->analytic)) {
    weight->ratio = DBL_MAX;
    weight->outcome = BP_GRADCHECK_FAIL;
    weight->reason = BP_GRADCHECK_GRADIENT_NOT_FINITE;
    return;
  }
  tried = sweep(subject, options, base, largest, weight, estimate, opinions, &settled);
  if (settled) {
    *weight = estimate[tried - 1];
  } else {
    decide(estimate, tried, opinions, weight);
  }
  if (weight->reason == BP_GRADCHECK_LOSS_NOT_FINITE) {
    weight->ratio = DBL_MAX;
  }
  weight->attempts = tried;
}
