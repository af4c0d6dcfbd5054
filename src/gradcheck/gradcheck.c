#include "gradcheck.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "tally.h"
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

/* Whether what the gradient is off by lies within the bound wherever the truth is. */
static int surely_within(const bp_gradcheck_truth *truth) {
  return truth->off_hi <= truth->bound && truth->bound <= DBL_MAX;
}

/* Lays the truth, if it is known, beside the verdict. A weight that fails already keeps its reason.
 */
static void consult(const bp_gradcheck_options *options, size_t at, bp_gradcheck_weight *weight) {
  bp_gradcheck_truth *truth = &weight->truth;
  if (options->truth == NULL || weight->reason == BP_GRADCHECK_GRADIENT_NOT_FINITE) {
    return;
  }
  options->truth(options->teller, at, weight, truth);
  if (truth->known && truth->kink && weight->reason != BP_GRADCHECK_LOSS_NOT_FINITE) {
    weight->outcome = BP_GRADCHECK_INCONCLUSIVE;
    weight->reason = BP_GRADCHECK_BEND;
    return;
  }
  if (!truth->known || weight->outcome == BP_GRADCHECK_FAIL) {
    return;
  }
  if (truth->off_lo > truth->bound) {
    weight->outcome = BP_GRADCHECK_FAIL;
    weight->reason = BP_GRADCHECK_BEYOND;
  } else if (!surely_within(truth) && weight->outcome == BP_GRADCHECK_PASS) {
    weight->outcome = BP_GRADCHECK_INCONCLUSIVE;
    weight->reason = BP_GRADCHECK_UNKNOWN;
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
      bp_gradcheck_report_add(report, &weight);
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
  bp_gradcheck_conclude(report, options->sparse, 1);
  return BP_OK;
}
