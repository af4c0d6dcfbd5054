#include <stdio.h>
#include <string.h>

#include "report.h"
#include "verify.h"

#define FEW 5 /* failures shown unless all are asked for */

/* "EQ-5 EQ-16": of the output layer, and of those before it. */
static const char *equations(bp_quantity q, char room[24]) {
  const char *last = bp_quantity_equation(q, 1), *before = bp_quantity_equation(q, 0);
  sprintf(room, strcmp(last, before) == 0 ? "%.10s" : "%.10s %.10s", last, before);
  return room;
}

static void print_quantities(const bp_session *session) {
  char room[24];
  int q;
  printf("\n%-9s %-12s %9s %9s %9s\n", "quantity", "equation", "reported", "outside", "wrong");
  for (q = 0; q < BP_Q_COUNT; q++) {
    const bp_tally *tally = &session->tally[q];
    if (tally->given == 0) {
      printf("%-9s %-12s %9s\n", bp_quantity_name((bp_quantity)q), equations((bp_quantity)q, room),
             "-");
    } else {
      printf("%-9s %-12s %9lu %9lu %9lu\n", bp_quantity_name((bp_quantity)q),
             equations((bp_quantity)q, room), (unsigned long)tally->given,
             (unsigned long)tally->outside, (unsigned long)tally->wrong);
    }
  }
}

/* How far off what is learnt is. */
static void print_extent(const bp_session *session) {
  const bp_extent *extent = &session->extent;
  if (extent->measured > 0) {
    printf(
        "\nchanges of the first update, over the right ones: %.3g to %.3g (%lu of the largest)\n",
        extent->least, extent->most, (unsigned long)extent->measured);
  }
}

static void print_groups(const bp_session *session) {
  size_t i = 0;
  printf("\n%-12s %5s %5s %8s %8s %8s\n", "group", "pass", "fail", "skipped", "unjudged",
         "crashed");
  while (i < session->entries) {
    const char *group = session->entry[i].c->group;
    unsigned long count[BP_VERDICT_COUNT];
    memset(count, 0, sizeof count);
    for (; i < session->entries && strcmp(session->entry[i].c->group, group) == 0; i++) {
      count[session->entry[i].judgement.verdict]++;
    }
    printf("%-12s %5lu %5lu %8lu %8lu %8lu\n", group[0] == '\0' ? "-" : group,
           count[BP_VERDICT_PASS], count[BP_VERDICT_FAIL], count[BP_VERDICT_SKIPPED],
           count[BP_VERDICT_UNJUDGED], count[BP_VERDICT_CRASHED]);
  }
}

static void print_levels(const bp_session *session) {
  static const char *const names[] = {"outputs", "new weights", "gradients", "every quantity"};
  const unsigned long of =
      (unsigned long)(session->count[BP_VERDICT_PASS] + session->count[BP_VERDICT_FAIL]);
  int l;
  printf("\n");
  for (l = 0; l <= session->level; l++) {
    printf("level %d    %-15s reported whole in %lu of %lu cases\n", l, names[l],
           (unsigned long)session->reported[l], of);
  }
}

static void print_cases(const cli_verify *verify) {
  const bp_session *session = &verify->session;
  size_t shown = 0, i;
  for (i = 0; i < session->entries; i++) {
    const bp_entry *entry = &session->entry[i];
    const bp_verdict verdict = entry->judgement.verdict;
    char line[VERIFY_LINE];
    const int bad = verdict == BP_VERDICT_FAIL || verdict == BP_VERDICT_CRASHED;
    if (!verify->verbose && (!bad || shown == FEW)) {
      continue;
    }
    if (shown++ == 0) {
      printf("\n");
    }
    cli_verify_line(entry, line);
    printf("%-9s %-22s %s\n", bp_verdict_name(verdict), entry->c->id, line);
  }
}

static void print_first(const cli_verify *verify) {
  const bp_entry *entry = verify->session.first;
  const bp_finding *first;
  char place[128];
  size_t i;
  if (entry == NULL) {
    return;
  }
  first = &entry->judgement.first;
  printf("\nWhere to look\n");
  if (entry->judgement.wrong) {
    bp_place_text(entry->c, first->q, &first->place, place);
    printf("  %s: %s (%s)\n", first->local ? "first wrong equation" : "first unexpected number",
           bp_quantity_equation(first->q, first->place.layer + 1 == entry->c->depth),
           bp_quantity_name(first->q));
    printf("  case        %s, %s\n", entry->c->id, place);
    printf("  found       %.17g\n", first->found);
    printf("  expected    %.17g to %.17g%s\n", first->lo, first->hi,
           first->local ? ", from the values reported before it" : "");
    printf("  outside by  %.3g ulps\n", first->ulps);
  } else {
    printf("  case %s: %s\n", entry->c->id, entry->judgement.why);
  }
  for (i = 0; i < verify->session.matches; i++) {
    char line[VERIFY_LINE];
    cli_verify_known(verify, i, line);
    printf("  %s  %s\n", i == 0 ? "looks like" : "        or", line);
  }
  if (verify->session.matches == 0) {
    printf("  no known bug or dialect gives these numbers\n");
  }
}

int cli_verify_print(const cli_verify *verify) {
  const bp_session *session = &verify->session;
  const size_t *count = session->count;
  printf("%s, %s, on %lu cases\n",
         session->dialect.name[0] == '\0' ? "the implementation" : session->dialect.name,
         bp_precision_name(session->dialect.precision), (unsigned long)session->entries);
  print_quantities(session);
  print_extent(session);
  print_groups(session);
  print_levels(session);
  print_cases(verify);
  print_first(verify);
  if (verify->broken[0] != '\0') {
    printf("\nIt broke down\n  %s\n", verify->broken);
    if (verify->said[0] != '\0') {
      char quote[BP_QUOTE_SIZE];
      const size_t n = strlen(verify->said);
      const size_t from = n > 36 ? n - 36 : 0;
      printf("  the end of what it said: %s\n",
             bp_text_quote(verify->said + from, n - from, quote));
    }
  }
  printf("\n%s: %lu passed, %lu failed, %lu skipped, %lu unjudged, %lu crashed\n",
         cli_verify_outcome(verify), (unsigned long)count[BP_VERDICT_PASS],
         (unsigned long)count[BP_VERDICT_FAIL], (unsigned long)count[BP_VERDICT_SKIPPED],
         (unsigned long)count[BP_VERDICT_UNJUDGED], (unsigned long)count[BP_VERDICT_CRASHED]);
  return cli_finish(CLI_OK);
}
