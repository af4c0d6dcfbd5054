#include "tally.h"

#include <float.h>
#include <math.h>

static void counts_add(bp_gradcheck_counts *counts, const bp_gradcheck_weight *weight) {
  counts->checked++;
  counts->passed += weight->outcome == BP_GRADCHECK_PASS;
  counts->failed += weight->outcome == BP_GRADCHECK_FAIL;
  counts->inconclusive += weight->outcome == BP_GRADCHECK_INCONCLUSIVE;
  counts->zero += weight->analytic == 0.0;
  counts->retried += weight->attempts > 1;
  if (fabs(weight->analytic) <= DBL_MAX && fabs(weight->analytic) > counts->largest) {
    counts->largest = fabs(weight->analytic);
  }
  if (weight->outcome == BP_GRADCHECK_PASS && weight->ratio > counts->worst_ratio) {
    counts->worst_ratio = weight->ratio;
  }
}

/* A failure is worse than an inconclusive weight, and that than a pass. */
static int severity(bp_gradcheck_outcome outcome) {
  if (outcome == BP_GRADCHECK_FAIL) {
    return 2;
  }
  return outcome == BP_GRADCHECK_INCONCLUSIVE ? 1 : 0;
}

/* Whether a is visited before b. */
static int before(const bp_gradcheck_weight *a, const bp_gradcheck_weight *b) {
  if (a->layer != b->layer) {
    return a->layer < b->layer;
  }
  return a->unit != b->unit ? a->unit < b->unit : a->input < b->input;
}

/* Of two that are as bad the one visited first. */
static int worse(const bp_gradcheck_weight *a, const bp_gradcheck_weight *b) {
  const int by = severity(a->outcome) - severity(b->outcome);
  if (by != 0) {
    return by > 0;
  }
  return a->ratio > b->ratio || (a->ratio == b->ratio && before(a, b));
}

/* How much of its bound the distance from the truth takes, at most. */
static double truth_share(const bp_gradcheck_truth *truth) {
  if (truth->off_hi <= 0.0) {
    return 0.0;
  }
  return truth->bound > 0.0 ? truth->off_hi / truth->bound : DBL_MAX;
}

static int farther(const bp_gradcheck_weight *a, const bp_gradcheck_weight *b) {
  const double share = truth_share(&a->truth), other = truth_share(&b->truth);
  return share > other || (share == other && before(a, b));
}

static int more_ulps(const bp_gradcheck_weight *a, const bp_gradcheck_weight *b) {
  return a->truth.ulps_hi > b->truth.ulps_hi ||
         (a->truth.ulps_hi == b->truth.ulps_hi && before(a, b));
}

void bp_gradcheck_report_add(bp_gradcheck_report *report, const bp_gradcheck_weight *weight) {
  if (report->counts.checked == 0 || worse(weight, &report->worst)) {
    report->worst = *weight;
  }
  counts_add(&report->counts, weight);
  counts_add(&report->layer[weight->layer], weight);
  if (!weight->truth.known || weight->truth.kink) {
    return;
  }
  if (report->known == 0 || farther(weight, &report->farthest)) {
    report->farthest = *weight;
  }
  if (report->known == 0 || more_ulps(weight, &report->most_ulps)) {
    report->most_ulps = *weight;
  }
  report->known++;
}

static void counts_join(bp_gradcheck_counts *counts, const bp_gradcheck_counts *other) {
  counts->checked += other->checked;
  counts->passed += other->passed;
  counts->failed += other->failed;
  counts->inconclusive += other->inconclusive;
  counts->zero += other->zero;
  counts->retried += other->retried;
  counts->largest = other->largest > counts->largest ? other->largest : counts->largest;
  if (other->worst_ratio > counts->worst_ratio) {
    counts->worst_ratio = other->worst_ratio;
  }
}

void bp_gradcheck_merge(bp_gradcheck_report *report, const bp_gradcheck_report *other,
                        size_t depth) {
  size_t l;
  if (other->counts.checked > 0 &&
      (report->counts.checked == 0 || worse(&other->worst, &report->worst))) {
    report->worst = other->worst;
  }
  if (other->known > 0 && (report->known == 0 || farther(&other->farthest, &report->farthest))) {
    report->farthest = other->farthest;
  }
  if (other->known > 0 &&
      (report->known == 0 || more_ulps(&other->most_ulps, &report->most_ulps))) {
    report->most_ulps = other->most_ulps;
  }
  report->known += other->known;
  report->weights += other->weights;
  counts_join(&report->counts, &other->counts);
  for (l = 0; l < depth; l++) {
    counts_join(&report->layer[l], &other->layer[l]);
  }
}

void bp_gradcheck_conclude(bp_gradcheck_report *report, double sparse, int equations_hold) {
  const bp_gradcheck_counts *counts = &report->counts;
  report->outcome = BP_GRADCHECK_INCONCLUSIVE;
  if (counts->failed > 0) {
    report->outcome = BP_GRADCHECK_FAIL;
    report->reason = report->worst.reason;
  } else if (!equations_hold) {
    report->outcome = BP_GRADCHECK_FAIL;
    report->reason = BP_GRADCHECK_EQUATION;
  } else if (counts->zero == counts->checked) {
    report->reason = BP_GRADCHECK_VACUOUS;
  } else if (counts->passed == 0 ||
             (double)counts->inconclusive > sparse * (double)counts->checked) {
    report->reason = BP_GRADCHECK_SPARSE;
  } else {
    report->outcome = BP_GRADCHECK_PASS;
    report->reason = BP_GRADCHECK_AGREES;
  }
}
