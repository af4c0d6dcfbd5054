#include <float.h>

#include "report.h"
#include "verify.h"

/* JSON has no infinity: a string then. */
static json_t *number(double v) {
  return v - v == 0.0 ? json_real(v) : json_string(v > 0.0 ? "inf" : v < 0.0 ? "-inf" : "nan");
}

static json_t *finding(const bp_entry *entry) {
  const bp_finding *first = &entry->judgement.first;
  const int update = first->q >= BP_Q_DE_DW || first->q == BP_Q_LOSS;
  json_t *object = json_pack(
      "{s:s, s:s, s:b, s:i, s:i, s:i}", "quantity", bp_quantity_name(first->q), "equation",
      bp_quantity_equation(first->q, first->place.layer + 1 == entry->c->depth), "local",
      first->local, update ? "update" : "pattern", (int)first->place.at + 1, "layer",
      (int)first->place.layer + 1, "unit", (int)first->place.unit + 1);
  if (object != NULL && first->q >= BP_Q_DE_DW) {
    json_object_set_new(object, "input", json_integer((json_int_t)first->place.input));
  }
  if (object != NULL) {
    json_object_set_new(object, "found", number(first->found));
    json_object_set_new(object, "lo", number(first->lo));
    json_object_set_new(object, "hi", number(first->hi));
    json_object_set_new(object, "ulps", number(first->ulps));
  }
  return object;
}

static void set_changes(json_t *object, const bp_extent *extent) {
  if (object != NULL && extent->measured > 0) {
    json_object_set_new(object, "changes",
                        json_pack("{s:I, s:o, s:o}", "measured", (json_int_t)extent->measured,
                                  "least", number(extent->least), "most", number(extent->most)));
  }
}

static json_t *case_object(const bp_entry *entry) {
  const bp_judgement *judgement = &entry->judgement;
  json_t *object = json_pack("{s:s, s:s, s:s}", "id", entry->c->id, "group", entry->c->group,
                             "verdict", bp_verdict_name(judgement->verdict));
  if (object != NULL && judgement->why[0] != '\0') {
    json_object_set_new(object, "why", cli_json_text(judgement->why));
  }
  if (object != NULL && judgement->wrong) {
    json_object_set_new(object, "first", finding(entry));
  }
  set_changes(object, &judgement->extent);
  return object;
}

static json_t *quantities(const bp_session *session) {
  json_t *object = json_object();
  int q;
  for (q = 0; q < BP_Q_COUNT; q++) {
    const bp_tally *tally = &session->tally[q];
    json_object_set_new(object, bp_quantity_name((bp_quantity)q),
                        json_pack("{s:i, s:i, s:i}", "reported", (int)tally->given, "outside",
                                  (int)tally->outside, "wrong", (int)tally->wrong));
  }
  return object;
}

static json_t *matches(const bp_session *session) {
  json_t *array = json_array();
  size_t i;
  for (i = 0; i < session->matches; i++) {
    const bp_match *match = &session->match[i];
    json_array_append_new(array, json_pack("{s:s, s:s, s:i, s:i}", "name", bp_bug_name(match->bug),
                                           "text", bp_bug_text(match->bug), "cases",
                                           (int)match->failed, "of", (int)match->of));
  }
  return array;
}

/* What was declared. */
static json_t *dialect(const bp_header *header) {
  static const char *const scales[] = {"asked", "fixed", "outputs", "half-outputs"};
  static const char *const reduces[] = {"asked", "sum", "mean"};
  static const char *const momenta[] = {"asked", "none", "average"};
  json_t *object = json_pack("{s:s, s:s, s:i, s:s, s:s, s:i, s:i}", "scale", scales[header->scale],
                             "reduce", reduces[header->reduce], "bias", header->bias, "momentum",
                             momenta[header->momentum], "order",
                             header->order == BP_ORDER_AFTER ? "after" : "before", "batch",
                             (int)header->batch, "ulps", (int)header->ulps);
  if (object != NULL && header->scale == BP_SCALE_FIXED) {
    json_object_set_new(object, "scale", json_real(header->scale_value));
  }
  return object;
}

int cli_verify_json(const cli_verify *verify) {
  const bp_session *session = &verify->session;
  json_t *counts = json_object(), *levels = json_array(), *cases = json_array(), *top;
  size_t i;
  for (i = 0; i < BP_VERDICT_COUNT; i++) {
    json_object_set_new(counts, bp_verdict_name((bp_verdict)i),
                        json_integer((json_int_t)session->count[i]));
  }
  for (i = 0; i <= (size_t)session->level; i++) {
    json_array_append_new(levels, json_integer((json_int_t)session->reported[i]));
  }
  for (i = 0; i < session->entries; i++) {
    json_array_append_new(cases, case_object(&session->entry[i]));
  }
  top = json_pack("{s:o, s:o, s:s, s:s, s:i, s:o, s:o, s:o, s:o}", "implementation",
                  cli_json_text(session->dialect.name), "dialect", dialect(&session->dialect),
                  "class", bp_precision_name(session->dialect.precision), "outcome",
                  cli_verify_outcome(verify), "level", session->level, "counts", counts, "reported",
                  levels, "quantities", quantities(session), "recognised", matches(session));
  if (top == NULL) {
    json_decref(cases);
    return cli_no_memory();
  }
  set_changes(top, &session->extent);
  if (session->first != NULL) {
    json_object_set_new(top, "first", case_object(session->first));
  }
  if (verify->broken[0] != '\0') {
    json_object_set_new(top, "broken", cli_json_text(verify->broken));
  }
  json_object_set_new(top, "cases", cases);
  return cli_print_json(top);
}
