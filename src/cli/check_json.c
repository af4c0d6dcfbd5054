#include <float.h>
#include <math.h>

#include "check.h"
#include "report.h"
#include "src/text/number.h"

json_t *cli_check_number(double v) {
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
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "lo", cli_check_number(t->lo), "hi",
                   cli_check_number(t->hi), "off_lo", cli_check_number(t->off_lo), "off_hi",
                   cli_check_number(t->off_hi), "ulps_lo", cli_check_number(t->ulps_lo), "ulps_hi",
                   cli_check_number(t->ulps_hi), "bound", cli_check_number(t->bound), "kink",
                   t->kink);
}

static json_t *weight_json(const bp_gradcheck_weight *w) {
  return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:s, s:s}",
                   "layer", (json_int_t)w->layer + 1, "unit", (json_int_t)w->unit + 1, "input",
                   (json_int_t)w->input, "w", cli_check_number(w->w), "analytic",
                   cli_check_number(w->analytic), "numeric", cli_check_number(w->numeric), "abserr",
                   cli_check_number(w->abserr), "rounding", cli_check_number(w->rounding),
                   "tolerance", cli_check_number(w->tolerance), "ratio", cli_check_number(w->ratio),
                   "step", cli_check_number(w->step), "attempts", (json_int_t)w->attempts, "truth",
                   truth_json(&w->truth), "outcome", bp_gradcheck_outcome_text(w->outcome),
                   "reason", bp_gradcheck_reason_text(w->reason));
}

/* What enclosed the true gradient, and the weights farthest from it; null if nothing did. */
static json_t *oracle_json(const cli_check *check) {
  const bp_gradcheck_report *r = &check->report;
  if (!check->exact) {
    return json_null();
  }
  return json_pack("{s:I, s:b, s:I, s:o, s:o}", "precision", (json_int_t)check->precision,
                   "resolved", check->resolved, "known", (json_int_t)r->known, "most_ulps",
                   r->known > 0 ? weight_json(&r->most_ulps) : json_null(), "farthest",
                   r->known > 0 ? weight_json(&r->farthest) : json_null());
}

static json_t *counts_json(const bp_gradcheck_counts *c) {
  return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o}", "checked", (json_int_t)c->checked,
                   "passed", (json_int_t)c->passed, "failed", (json_int_t)c->failed, "inconclusive",
                   (json_int_t)c->inconclusive, "zero", (json_int_t)c->zero, "retried",
                   (json_int_t)c->retried, "largest", cli_check_number(c->largest), "worst_ratio",
                   cli_check_number(c->worst_ratio));
}

/* As text: it may have 64 bits. */
static json_t *seed_json(bp_seed seed) {
  char text[BP_SEED_SIZE];
  bp_seed_write(seed, text);
  return json_string(text);
}

/* The effective options. */
static json_t *options_json(const cli_check *check) {
  const bp_gradcheck_options *o = &check->options;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:b, s:I, s:o, s:o}", "step",
                   cli_check_number(o->h), "factor", cli_check_number(o->S), "threshold",
                   cli_check_number(o->threshold), "floor", cli_check_number(o->floor), "sparse",
                   cli_check_number(o->sparse), "shard", (json_int_t)o->shard + 1, "shards",
                   (json_int_t)o->shards, "pattern", (json_int_t)check->pattern, "patterns",
                   (json_int_t)check->patterns, "sampled", check->sampled, "directions",
                   (json_int_t)check->directions, "seed", seed_json(check->seed), "noise",
                   cli_check_number(check->noise));
}

static json_t *weights_json(const cli_check *check) {
  json_t *weights = json_array();
  size_t i;
  for (i = 0; i < check->kept; i++) {
    json_array_append_new(weights, weight_json(&check->weight[i]));
  }
  if (json_array_size(weights) != check->kept) {
    json_decref(weights);
    return NULL;
  }
  return weights;
}

json_t *cli_check_json(const cli_check *check, int every) {
  const bp_gradcheck_report *r = &check->report;
  json_t *layers = json_array(), *weights = NULL;
  size_t l;
  for (l = 0; l < check->depth; l++) {
    json_array_append_new(layers, counts_json(&check->layer[l]));
  }
  if (check->weight != NULL && every) {
    weights = weights_json(check);
    if (weights == NULL) {
      json_decref(layers);
      return NULL;
    }
  }
  return json_pack(
      "{s:s, s:s, s:o, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o*}",
      "outcome", bp_gradcheck_outcome_text(r->outcome), "reason",
      bp_gradcheck_reason_text(r->reason), "net", cli_json_text(check->net), "data",
      cli_json_text(check->data), "patterns_in_set", (json_int_t)check->set, "weights_in_net",
      (json_int_t)check->total, "options", options_json(check), "E", cli_check_number(r->E),
      "E_bound", cli_check_number(r->E_bound), "counts", counts_json(&r->counts), "layers", layers,
      "worst", r->counts.checked > 0 ? weight_json(&r->worst) : json_null(), "oracle",
      oracle_json(check), "equations", cli_check_equations_json(check), "sweep",
      cli_check_sweep_json(check), "weights", weights);
}
