#include "gradcheck.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "verdict.h"

void bp_gradcheck_defaults(bp_gradcheck_options *options) {
  options->S = 4.0;
  options->h = 0.01;
  options->threshold = 0.1;
  options->floor = 1.0 / 1048576.0;
  options->sparse = 0.1;
  options->shard = 0;
  options->shards = 1;
  options->watch = NULL;
  options->watcher = NULL;
  options->truth = NULL;
  options->teller = NULL;
}

static int options_hold(const bp_gradcheck_options *options) {
  return bp_range_holds(options->S, DBL_MIN, BP_LIMIT) &&
         bp_range_holds(options->h, DBL_MIN, BP_LIMIT) &&
         bp_range_holds(options->threshold, 0.0, 1.0) && bp_range_holds(options->floor, 0.0, 1.0) &&
         bp_range_holds(options->sparse, 0.0, 1.0) && options->shard < options->shards;
}

static void counts_clear(bp_gradcheck_counts *counts) {
  memset(counts, 0, sizeof *counts);
  counts->largest = 0.0;
  counts->worst_ratio = 0.0;
}

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

static int worse(const bp_gradcheck_weight *a, const bp_gradcheck_weight *b) {
  const int by = severity(a->outcome) - severity(b->outcome);
  return by != 0 ? by > 0 : a->ratio > b->ratio;
}

/* How much of its bound the distance from the truth takes, at most. */
static double truth_share(const bp_gradcheck_truth *truth) {
  if (truth->off_hi <= 0.0) {
    return 0.0;
  }
  return truth->bound > 0.0 ? truth->off_hi / truth->bound : DBL_MAX;
}

static void report_truth(bp_gradcheck_report *report, const bp_gradcheck_weight *weight) {
  if (!weight->truth.known) {
    return;
  }
  if (report->known == 0 || truth_share(&weight->truth) > truth_share(&report->farthest.truth)) {
    report->farthest = *weight;
  }
  if (report->known == 0 || weight->truth.ulps_hi > report->most_ulps.truth.ulps_hi) {
    report->most_ulps = *weight;
  }
  report->known++;
}

/* Lays the truth, if it is known, beside the verdict. A weight that fails already keeps its reason.
 */
static void consult(const bp_gradcheck_options *options, size_t at, bp_gradcheck_weight *weight) {
  bp_gradcheck_truth *truth = &weight->truth;
  if (options->truth == NULL || weight->reason == BP_GRADCHECK_GRADIENT_NOT_FINITE) {
    return;
  }
  options->truth(options->teller, at, weight->analytic, truth);
  if (!truth->known || weight->outcome == BP_GRADCHECK_FAIL) {
    return;
  }
  if (truth->off_lo > truth->bound) {
    weight->outcome = BP_GRADCHECK_FAIL;
    weight->reason = BP_GRADCHECK_BEYOND;
  } else if (!(truth->off_hi <= truth->bound) && weight->outcome == BP_GRADCHECK_PASS) {
    weight->outcome = BP_GRADCHECK_INCONCLUSIVE;
    weight->reason = BP_GRADCHECK_UNKNOWN;
  }
}

static void report_add(bp_gradcheck_report *report, const bp_gradcheck_weight *weight) {
  if (report->counts.checked == 0 || worse(weight, &report->worst)) {
    report->worst = *weight;
  }
  report_truth(report, weight);
  counts_add(&report->counts, weight);
  counts_add(&report->layer[weight->layer], weight);
}

/* The outcome of the whole. */
static void conclude(bp_gradcheck_report *report, const bp_gradcheck_options *options) {
  const bp_gradcheck_counts *counts = &report->counts;
  report->outcome = BP_GRADCHECK_INCONCLUSIVE;
  if (counts->failed > 0) {
    report->outcome = BP_GRADCHECK_FAIL;
    report->reason = report->worst.reason;
  } else if (counts->zero == counts->checked) {
    report->reason = BP_GRADCHECK_VACUOUS;
  } else if (counts->passed == 0 ||
             (double)counts->inconclusive > options->sparse * (double)counts->checked) {
    report->reason = BP_GRADCHECK_SPARSE;
  } else {
    report->outcome = BP_GRADCHECK_PASS;
    report->reason = BP_GRADCHECK_AGREES;
  }
}

/* The largest finite magnitude of the gradient. */
static double largest_of(const double *gradient, size_t n) {
  double largest = 0.0;
  size_t i;
  for (i = 0; i < n; i++) {
    if (fabs(gradient[i]) <= DBL_MAX && fabs(gradient[i]) > largest) {
      largest = fabs(gradient[i]);
    }
  }
  return largest;
}

/* Clears the report and counts the weights of the shard. */
static void report_begin(bp_gradcheck_report *report, const bp_gradcheck_subject *subject,
                         const bp_gradcheck_options *options, bp_gradcheck_counts *layer) {
  size_t l;
  memset(report, 0, sizeof *report);
  counts_clear(&report->counts);
  for (l = 0; l < subject->depth; l++) {
    counts_clear(&layer[l]);
  }
  report->layer = layer;
  if (subject->weights > options->shard) {
    report->weights = (subject->weights - options->shard - 1) / options->shards + 1;
  }
}

/* Checks the weights of layer l. *number: of the next weight in the order of visits. */
static void layer_run(const bp_gradcheck_subject *subject, const bp_gradcheck_options *options,
                      const bp_gradcheck_base *base, const double *gradient, double largest,
                      size_t l, size_t *number, bp_gradcheck_report *report) {
  const bp_layer *layer = &subject->layer[l];
  size_t k, j;
  for (k = 0; k < layer->units; k++) {
    for (j = 0; j <= layer->inputs; j++, ++*number) {
      bp_gradcheck_weight weight;
      size_t at;
      if (*number % options->shards != options->shard) {
        continue;
      }
      at = bp_gradcheck_place(subject, l, k, j, &weight);
      weight.analytic = gradient[at];
      bp_gradcheck_judge(subject, options, base, largest, &weight);
      consult(options, at, &weight);
      report_add(report, &weight);
      if (options->watch != NULL) {
        options->watch(options->watcher, report, &weight);
      }
    }
  }
}

bp_status bp_gradcheck_run(const bp_gradcheck_subject *subject, const bp_gradcheck_options *options,
                           double *gradient, bp_gradcheck_counts *layer,
                           bp_gradcheck_report *report) {
  bp_gradcheck_base base;
  bp_status status;
  double largest;
  size_t l, number = 0;
  if (!options_hold(options)) {
    return BP_ERR_OPTION;
  }
  status = bp_gradcheck_base_at(subject, &base);
  if (status == BP_OK && subject->gradient != NULL) {
    status = subject->gradient(subject->context, subject->w, gradient);
  }
  if (status != BP_OK) {
    return status;
  }
  report_begin(report, subject, options, layer);
  report->E = base.E;
  report->E_bound = base.bound;
  largest = largest_of(gradient, subject->weights);
  for (l = 0; l < subject->depth; l++) {
    layer_run(subject, options, &base, gradient, largest, l, &number, report);
  }
  conclude(report, options);
  return BP_OK;
}
