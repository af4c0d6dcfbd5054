#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "report.h"
#include "src/text/number.h"

int cli_check_real(const json_t *json, const char *name, double *v) {
  const json_t *field = json_object_get(json, name);
  const char *text = json_string_value(field);
  if (json_is_number(field)) {
    *v = json_number_value(field);
    return 1;
  }
  if (text == NULL) {
    return 0;
  }
  *v = strcmp(text, "inf") == 0 ? HUGE_VAL : strcmp(text, "-inf") == 0 ? -HUGE_VAL : NAN;
  return strcmp(text, "nan") == 0 || *v == *v;
}

int cli_check_count(const json_t *json, const char *name, size_t *n) {
  const json_t *field = json_object_get(json, name);
  const json_int_t value = json_integer_value(field);
  *n = (size_t)value;
  return json_is_integer(field) && value >= 0;
}

/* A number that counts from 1 outside. */
static int read_place(const json_t *json, const char *name, size_t *n) {
  const int good = cli_check_count(json, name, n) && *n >= 1;
  *n -= good ? 1 : 0;
  return good;
}

static int read_bool(const json_t *json, const char *name, int *truth) {
  const json_t *field = json_object_get(json, name);
  *truth = json_is_true(field);
  return json_is_boolean(field);
}

static int read_text(const json_t *json, const char *name, char **text) {
  const char *value = json_string_value(json_object_get(json, name));
  *text = value == NULL ? NULL : cli_check_copy(value);
  return *text != NULL;
}

static int read_verdict(const json_t *json, bp_gradcheck_outcome *outcome,
                        bp_gradcheck_reason *reason) {
  const char *o = json_string_value(json_object_get(json, "outcome"));
  const char *r = json_string_value(json_object_get(json, "reason"));
  int i, found = 0;
  for (i = 0; o != NULL && i < BP_GRADCHECK_OUTCOME_COUNT; i++) {
    if (strcmp(o, bp_gradcheck_outcome_text((bp_gradcheck_outcome)i)) == 0) {
      *outcome = (bp_gradcheck_outcome)i;
      found++;
    }
  }
  for (i = 0; r != NULL && i < BP_GRADCHECK_REASON_COUNT; i++) {
    if (strcmp(r, bp_gradcheck_reason_text((bp_gradcheck_reason)i)) == 0) {
      *reason = (bp_gradcheck_reason)i;
      found++;
    }
  }
  return found == 2;
}

static int read_truth(const json_t *json, bp_gradcheck_truth *t) {
  if (json_is_null(json)) {
    return 1;
  }
  t->known = 1;
  return cli_check_real(json, "lo", &t->lo) && cli_check_real(json, "hi", &t->hi) &&
         cli_check_real(json, "off_lo", &t->off_lo) && cli_check_real(json, "off_hi", &t->off_hi) &&
         cli_check_real(json, "ulps_lo", &t->ulps_lo) &&
         cli_check_real(json, "ulps_hi", &t->ulps_hi) && cli_check_real(json, "bound", &t->bound) &&
         read_bool(json, "kink", &t->kink);
}

static int read_weight(const json_t *json, size_t depth, bp_gradcheck_weight *w) {
  return read_place(json, "layer", &w->layer) && w->layer < depth &&
         read_place(json, "unit", &w->unit) && cli_check_count(json, "input", &w->input) &&
         cli_check_real(json, "w", &w->w) && cli_check_real(json, "analytic", &w->analytic) &&
         cli_check_real(json, "numeric", &w->numeric) &&
         cli_check_real(json, "abserr", &w->abserr) &&
         cli_check_real(json, "rounding", &w->rounding) &&
         cli_check_real(json, "tolerance", &w->tolerance) &&
         cli_check_real(json, "ratio", &w->ratio) && cli_check_real(json, "step", &w->step) &&
         cli_check_count(json, "attempts", &w->attempts) &&
         read_truth(json_object_get(json, "truth"), &w->truth) &&
         read_verdict(json, &w->outcome, &w->reason);
}

static int read_counts(const json_t *json, bp_gradcheck_counts *c) {
  return cli_check_count(json, "checked", &c->checked) &&
         cli_check_count(json, "passed", &c->passed) &&
         cli_check_count(json, "failed", &c->failed) &&
         cli_check_count(json, "inconclusive", &c->inconclusive) &&
         cli_check_count(json, "zero", &c->zero) && cli_check_count(json, "retried", &c->retried) &&
         cli_check_real(json, "largest", &c->largest) &&
         cli_check_real(json, "worst_ratio", &c->worst_ratio);
}

static int read_options(cli_check *check, const json_t *json) {
  bp_gradcheck_options *o = &check->options;
  const char *seed = json_string_value(json_object_get(json, "seed"));
  return cli_check_real(json, "step", &o->h) && cli_check_real(json, "factor", &o->S) &&
         cli_check_real(json, "threshold", &o->threshold) &&
         cli_check_real(json, "floor", &o->floor) && cli_check_real(json, "sparse", &o->sparse) &&
         read_place(json, "shard", &o->shard) && cli_check_count(json, "shards", &o->shards) &&
         o->shard < o->shards && cli_check_count(json, "pattern", &check->pattern) &&
         cli_check_count(json, "patterns", &check->patterns) &&
         read_bool(json, "sampled", &check->sampled) &&
         cli_check_count(json, "directions", &check->directions) && seed != NULL &&
         bp_seed_read(seed, strlen(seed), &check->seed) == NULL &&
         cli_check_real(json, "noise", &check->noise);
}

static int read_oracle(cli_check *check, const json_t *json) {
  bp_gradcheck_report *r = &check->report;
  size_t precision;
  check->exact = !json_is_null(json);
  if (!check->exact) {
    return 1;
  }
  if (!cli_check_count(json, "precision", &precision) ||
      !read_bool(json, "resolved", &check->resolved) ||
      !cli_check_count(json, "known", &r->known)) {
    return 0;
  }
  check->precision = (long)precision;
  return r->known == 0 ||
         (read_weight(json_object_get(json, "most_ulps"), check->depth, &r->most_ulps) &&
          read_weight(json_object_get(json, "farthest"), check->depth, &r->farthest));
}

static int read_layers(cli_check *check, const json_t *json, const json_t *weights) {
  size_t l;
  if (json_array_size(json) < 1 ||
      cli_check_allocate(check, json_array_size(json), json_array_size(weights), weights != NULL) !=
          CLI_OK) {
    return 0;
  }
  for (l = 0; l < check->depth; l++) {
    if (!read_counts(json_array_get(json, l), &check->layer[l])) {
      return 0;
    }
  }
  for (l = 0; l < json_array_size(weights); l++, check->kept++) {
    if (!read_weight(json_array_get(weights, l), check->depth, &check->weight[l])) {
      return 0;
    }
  }
  return 1;
}

int cli_check_read(cli_check *check, const json_t *json) {
  bp_gradcheck_report *r = &check->report;
  const json_t *worst = json_object_get(json, "worst");
  if (!read_layers(check, json_object_get(json, "layers"), json_object_get(json, "weights")) ||
      !read_verdict(json, &r->outcome, &r->reason) || !read_text(json, "net", &check->net) ||
      !read_text(json, "data", &check->data) ||
      !cli_check_count(json, "patterns_in_set", &check->set) ||
      !cli_check_count(json, "weights_in_net", &check->total) ||
      !read_options(check, json_object_get(json, "options")) || !cli_check_real(json, "E", &r->E) ||
      !cli_check_real(json, "E_bound", &r->E_bound) ||
      !read_counts(json_object_get(json, "counts"), &r->counts)) {
    return 0;
  }
  r->weights = r->counts.checked;
  return (r->counts.checked == 0 || read_weight(worst, check->depth, &r->worst)) &&
         read_oracle(check, json_object_get(json, "oracle")) &&
         cli_check_read_equations(check, json_object_get(json, "equations"));
}
