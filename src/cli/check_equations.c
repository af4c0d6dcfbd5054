#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

/* "EQ-16, EQ-5": of a layer before the last, and of the last. */
static void name_equations(bp_local_quantity q, char room[16]) {
  const char *hidden = bp_local_equation(q, 0), *last = bp_local_equation(q, 1);
  snprintf(room, 16, strcmp(hidden, last) == 0 ? "%s" : "%s, %s", last, hidden);
}

static const char *equation_of(const cli_check *check, const bp_local_finding *f) {
  return bp_local_equation(f->quantity, f->layer + 1 == check->depth);
}

void cli_check_print_equations(const cli_check *check) {
  const bp_local_finding *first = bp_local_first(&check->local);
  char name[16];
  int q;
  if (check->local.of[BP_LOCAL_X].checked == 0) {
    return;
  }
  printf("\n%-14s %-12s %10s %8s %16s\n", "equations", "", "checked", "failed", "of the bound");
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    const bp_local_tally *tally = &check->local.of[q];
    if (tally->checked > 0) {
      name_equations((bp_local_quantity)q, name);
      printf("%-14s %-12s %10lu %8lu %16.4g\n", bp_local_text((bp_local_quantity)q), name,
             (unsigned long)tally->checked, (unsigned long)tally->failed, tally->share);
    }
  }
  if (first != NULL) {
    printf("\nThe first that does not hold: %s, %s of layer %lu, unit %lu",
           equation_of(check, first), bp_local_text(first->quantity),
           (unsigned long)first->layer + 1, (unsigned long)first->unit + 1);
    if (first->quantity < BP_LOCAL_GRADIENT) {
      printf(", pattern %lu of those taken\n", (unsigned long)first->pattern + 1);
    } else {
      printf(", input %lu\n", (unsigned long)first->input);
    }
    printf("  %-11s %.17g\n  %-11s %.17g, from the numbers before it, within %.3g\n", "reported",
           first->found, "expected", first->expected, first->bound);
  }
}

/* Null if there is none. */
static json_t *finding_json(const cli_check *check, const bp_local_finding *f, int any) {
  if (!any) {
    return json_null();
  }
  return json_pack("{s:s, s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "equation", equation_of(check, f),
                   "pattern", (json_int_t)f->pattern + 1, "layer", (json_int_t)f->layer + 1, "unit",
                   (json_int_t)f->unit + 1, "input", (json_int_t)f->input, "found",
                   cli_check_number(f->found), "expected", cli_check_number(f->expected), "allowed",
                   cli_check_number(f->bound));
}

json_t *cli_check_equations_json(const cli_check *check) {
  json_t *list = json_array();
  int q;
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    const bp_local_tally *t = &check->local.of[q];
    json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:o, s:o, s:o}", "quantity",
                                          bp_local_text((bp_local_quantity)q), "checked",
                                          (json_int_t)t->checked, "failed", (json_int_t)t->failed,
                                          "share", cli_check_number(t->share), "first",
                                          finding_json(check, &t->first, t->failed > 0), "nearest",
                                          finding_json(check, &t->worst, t->checked > 0)));
  }
  return list;
}

static int read_finding(const json_t *json, bp_local_quantity q, bp_local_finding *f) {
  const int good =
      cli_check_count(json, "pattern", &f->pattern) && cli_check_count(json, "layer", &f->layer) &&
      cli_check_count(json, "unit", &f->unit) && cli_check_count(json, "input", &f->input) &&
      cli_check_real(json, "found", &f->found) && cli_check_real(json, "expected", &f->expected) &&
      cli_check_real(json, "allowed", &f->bound) && f->pattern > 0 && f->layer > 0 && f->unit > 0;
  f->quantity = q;
  f->pattern -= good ? 1 : 0;
  f->layer -= good ? 1 : 0;
  f->unit -= good ? 1 : 0;
  return good;
}

int cli_check_read_equations(cli_check *check, const json_t *json) {
  int q;
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    bp_local_tally *t = &check->local.of[q];
    const json_t *of = json_array_get(json, (size_t)q);
    if (!cli_check_count(of, "checked", &t->checked) ||
        !cli_check_count(of, "failed", &t->failed) || !cli_check_real(of, "share", &t->share) ||
        (t->failed > 0 &&
         !read_finding(json_object_get(of, "first"), (bp_local_quantity)q, &t->first)) ||
        (t->checked > 0 &&
         !read_finding(json_object_get(of, "nearest"), (bp_local_quantity)q, &t->worst))) {
      return 0;
    }
  }
  return 1;
}
