#include <float.h>
#include <math.h>

#include "check.h"

static json_t *number(double v) {
  if (fabs(v) <= DBL_MAX) {
    return json_real(v);
  }
  return json_string(v > 0.0 ? "inf" : v < 0.0 ? "-inf" : "nan");
}

/* Null where nothing is known. */
static json_t *truth_json(const bp_gradcheck_truth *t) {
  if (!t->known) {
    return json_null();
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "lo", number(t->lo), "hi", number(t->hi),
                   "off_lo", number(t->off_lo), "off_hi", number(t->off_hi), "ulps_lo",
                   number(t->ulps_lo), "ulps_hi", number(t->ulps_hi), "bound", number(t->bound));
}

json_t *cli_check_weight_json(const bp_gradcheck_weight *w) {
  return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:s, s:s}",
                   "layer", (json_int_t)w->layer + 1, "unit", (json_int_t)w->unit + 1, "input",
                   (json_int_t)w->input, "w", number(w->w), "analytic", number(w->analytic),
                   "numeric", number(w->numeric), "abserr", number(w->abserr), "rounding",
                   number(w->rounding), "tolerance", number(w->tolerance), "ratio",
                   number(w->ratio), "step", number(w->step), "attempts", (json_int_t)w->attempts,
                   "truth", truth_json(&w->truth), "outcome", bp_gradcheck_outcome_text(w->outcome),
                   "reason", bp_gradcheck_reason_text(w->reason));
}

/* What enclosed the true gradient, and the weights farthest from it; null if nothing did. */
static json_t *oracle_json(const cli_check *check) {
  const bp_gradcheck_report *r = &check->report;
  if (!check->exact) {
    return json_null();
  }
  return json_pack("{s:I, s:b, s:I, s:o, s:o}", "precision",
                   (json_int_t)bp_oracle_precision(check->oracle), "resolved", check->resolved,
                   "known", (json_int_t)r->known, "most_ulps",
                   r->known > 0 ? cli_check_weight_json(&r->most_ulps) : json_null(), "farthest",
                   r->known > 0 ? cli_check_weight_json(&r->farthest) : json_null());
}

static json_t *counts_json(const bp_gradcheck_counts *c) {
  return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o}", "checked", (json_int_t)c->checked,
                   "passed", (json_int_t)c->passed, "failed", (json_int_t)c->failed, "inconclusive",
                   (json_int_t)c->inconclusive, "zero", (json_int_t)c->zero, "retried",
                   (json_int_t)c->retried, "largest", number(c->largest), "worst_ratio",
                   number(c->worst_ratio));
}

/* The effective options. */
static json_t *options_json(const cli_check *check) {
  const bp_gradcheck_options *o = &check->options;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:b}", "step", number(o->h),
                   "factor", number(o->S), "threshold", number(o->threshold), "floor",
                   number(o->floor), "sparse", number(o->sparse), "shard", (json_int_t)o->shard + 1,
                   "shards", (json_int_t)o->shards, "pattern", (json_int_t)check->pattern,
                   "patterns", (json_int_t)check->patterns, "sampled", check->sampled);
}

json_t *cli_check_json(cli_check *check) {
  const bp_gradcheck_report *r = &check->report;
  json_t *layers = json_array(), *weights = check->weight;
  json_t *worst = r->counts.checked > 0 ? cli_check_weight_json(&r->worst) : json_null();
  size_t l;
  for (l = 0; l < check->use->model.net.depth; l++) {
    json_array_append_new(layers, counts_json(&check->layer[l]));
  }
  if (weights != NULL && json_array_size(weights) != r->counts.checked) {
    return NULL;
  }
  check->weight = NULL;
  return json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o*}", "outcome",
                   bp_gradcheck_outcome_text(r->outcome), "reason",
                   bp_gradcheck_reason_text(r->reason), "net", check->use->net_path, "data",
                   check->use->data_name, "patterns_in_set", (json_int_t)check->use->csv.rows,
                   "options", options_json(check), "E", number(r->E), "E_bound", number(r->E_bound),
                   "counts", counts_json(&r->counts), "layers", layers, "worst", worst, "oracle",
                   oracle_json(check), "weights", weights);
}
