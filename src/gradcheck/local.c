#include "local.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "local_value.h"

static void tally_add(bp_local_tally *tally, const bp_local_finding *finding) {
  const double off = fabs(finding->found - finding->expected);
  double share = off == 0.0 ? 0.0 : off / finding->bound;
  if (!(share <= DBL_MAX)) {
    share = DBL_MAX;
  }
  if (tally->checked == 0 || share > tally->share) {
    tally->share = share;
    tally->worst = *finding;
  }
  tally->checked++;
  /* Written so that a NaN falls on the side of failure. */
  if (!(off <= finding->bound)) {
    if (tally->failed == 0) {
      tally->first = *finding;
    }
    tally->failed++;
  }
}

/* Whether the quantity and all that it is computed from are reported. */
static int reported(const bp_local_step *step, bp_local_quantity quantity, size_t l) {
  const int gradient = step->gradient != NULL || (step->delta != NULL && step->y != NULL);
  switch (quantity) {
  case BP_LOCAL_X:
    return step->x != NULL && (l == 0 || step->y != NULL);
  case BP_LOCAL_Y:
    return step->y != NULL && step->x != NULL;
  case BP_LOCAL_ERROR:
    return step->e != NULL && step->y != NULL && l + 1 == step->net->depth;
  case BP_LOCAL_DELTA:
    return step->delta != NULL && step->y != NULL;
  case BP_LOCAL_GRADIENT:
    return step->gradient != NULL && step->delta != NULL && (l == 0 || step->y != NULL);
  case BP_LOCAL_CHANGE:
    return step->change != NULL && gradient;
  case BP_LOCAL_W_NEW:
    return step->w_new != NULL && (step->change != NULL || gradient);
  case BP_LOCAL_QUANTITY_COUNT:
  default:
    return 0;
  }
}

/* One unit of a layer, in one pattern. */
static void check_unit(const bp_local_step *step, bp_local_finding *finding,
                       bp_local_tally *tally) {
  const bp_net *net = step->net;
  const size_t p = finding->pattern, l = finding->layer, k = finding->unit;
  const size_t at = p * net->units + net->layer[l].unit_at + k;
  bp_local_value v;
  if (finding->quantity == BP_LOCAL_X) {
    v = bp_local_x(step, p, l, k);
    finding->found = step->x[at];
  } else if (finding->quantity == BP_LOCAL_Y) {
    v = bp_local_y(step, p, l, k);
    finding->found = step->y[at];
  } else if (finding->quantity == BP_LOCAL_ERROR) {
    v = bp_local_error(step, p, k);
    finding->found = step->e[p * net->outputs + k];
  } else {
    v = bp_local_delta(step, p, l, k);
    finding->found = step->delta[at];
  }
  finding->expected = v.expected;
  finding->bound = v.bound;
  tally_add(tally, finding);
}

/* One weight. */
static void check_weight(const bp_local_step *step, bp_local_finding *finding,
                         bp_local_tally *tally) {
  const size_t l = finding->layer, k = finding->unit, j = finding->input;
  const size_t at = bp_net_weight_index(step->net, l, k, j);
  bp_local_value v;
  if (finding->quantity == BP_LOCAL_GRADIENT) {
    v = bp_local_gradient(step, l, k, j);
    finding->found = step->gradient[at];
  } else if (finding->quantity == BP_LOCAL_CHANGE) {
    v = bp_local_change(step, l, k, j);
    finding->found = step->change[at];
  } else {
    v = bp_local_w_new(step, l, k, j);
    finding->found = step->w_new[at];
  }
  finding->expected = v.expected;
  finding->bound = v.bound;
  tally_add(tally, finding);
}

static void check_layer(const bp_local_step *step, bp_local_quantity quantity, size_t l,
                        bp_local_tally *tally) {
  const bp_layer *layer = &step->net->layer[l];
  bp_local_finding finding;
  memset(&finding, 0, sizeof finding);
  finding.quantity = quantity;
  finding.layer = l;
  if (!reported(step, quantity, l)) {
    return;
  }
  if (quantity < BP_LOCAL_GRADIENT) {
    for (finding.pattern = 0; finding.pattern < step->data.count; finding.pattern++) {
      for (finding.unit = 0; finding.unit < layer->units; finding.unit++) {
        check_unit(step, &finding, tally);
      }
    }
    return;
  }
  for (finding.unit = 0; finding.unit < layer->units; finding.unit++) {
    for (finding.input = 0; finding.input <= layer->inputs; finding.input++) {
      check_weight(step, &finding, tally);
    }
  }
}

void bp_local_check(const bp_local_step *step, bp_local_report *report) {
  const size_t depth = step->net->depth;
  size_t l;
  int q;
  memset(report, 0, sizeof *report);
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    report->of[q].share = 0.0;
    for (l = 0; l < depth; l++) {
      /* Deltas come into being from the last layer to the first. */
      check_layer(step, (bp_local_quantity)q, q == BP_LOCAL_DELTA ? depth - 1 - l : l,
                  &report->of[q]);
    }
  }
}

const bp_local_finding *bp_local_first(const bp_local_report *report) {
  int q;
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    if (report->of[q].failed > 0) {
      return &report->of[q].first;
    }
  }
  return NULL;
}

const char *bp_local_equation(bp_local_quantity quantity, int last) {
  static const char *const equations[BP_LOCAL_QUANTITY_COUNT][2] = {
      {"EQ-16", "EQ-5"}, {"EQ-18", "EQ-5"}, {"EQ-4", "EQ-4"},  {"EQ-19", "EQ-6"},
      {"EQ-20", "EQ-8"}, {"EQ-12", "EQ-9"}, {"EQ-22", "EQ-10"}};
  return quantity < BP_LOCAL_QUANTITY_COUNT ? equations[quantity][last ? 1 : 0] : "unknown";
}

const char *bp_local_text(bp_local_quantity quantity) {
  static const char *const text[BP_LOCAL_QUANTITY_COUNT] = {
      "net input x", "output y", "error e", "delta", "dE/dw", "weight change", "new weight"};
  return quantity < BP_LOCAL_QUANTITY_COUNT ? text[quantity] : "unknown quantity";
}
