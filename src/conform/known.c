#include "known.h"

#include <string.h>

#define LOOKED_AT 48 /* cases that fail, and as many that pass, are enough */
#define SPARED 3     /* so many failures unexplained end the search early if none is explained */

/* Whether the weights are in the range of single precision. */
static int is_of_single(const bp_case *c) {
  const double normal = 1.2e-38;
  size_t i;
  for (i = 0; i < c->weights; i++) {
    if (c->w[i] != 0.0 && c->w[i] < normal && c->w[i] > -normal) {
      return 0;
    }
  }
  return 1;
}

/* Whether every number of the answer is as expected of one with the bug: 1, 0, or -1 if memory has
   run out. */
static int explains(const bp_session *session, const bp_entry *entry, bp_bug bug) {
  bp_header dialect = session->dialect;
  bp_intervals expected;
  int q, right = 1;
  if (bug > BP_BUG_RECOMPUTED && bug != BP_BUG_SINGLE) {
    return bp_known_shows(entry, bug);
  }
  if (entry->answer.reply != BP_REPLY_VALUES || entry->c->refuse) {
    return entry->judgement.verdict == BP_VERDICT_PASS;
  }
  if (bug == BP_BUG_SINGLE) {
    if (dialect.precision != BP_F64 || !is_of_single(entry->c)) {
      return 0;
    }
    dialect.precision = BP_F32;
    bug = BP_BUG_NONE;
  }
  memset(&expected, 0, sizeof expected);
  if (!bp_expect(entry->c, &dialect, bug, NULL, &expected)) {
    bp_intervals_free(&expected);
    return -1;
  }
  for (q = 0; q < BP_Q_COUNT && right; q++) {
    const size_t n =
        entry->answer.values.v[q] == NULL ? 0 : bp_case_count(entry->c, (bp_quantity)q);
    size_t i;
    for (i = 0; i < n && right; i++) {
      const double v = entry->answer.values.v[q][i];
      if (entry->answer.values.given[q][i] && expected.lo.given[q][i]) {
        right = v >= expected.lo.v[q][i] && v <= expected.hi[q][i];
      }
    }
  }
  bp_intervals_free(&expected);
  return right;
}

/* Fills *match for a bug: failures first, passes only if it explains enough of those. 0: memory. */
static int weigh(const bp_session *session, bp_bug bug, bp_match *match) {
  size_t i, looked = 0;
  memset(match, 0, sizeof *match);
  match->bug = bug;
  for (i = 0; i < session->entries && looked < LOOKED_AT; i++) {
    const bp_entry *entry = &session->entry[i];
    if (entry->judgement.verdict == BP_VERDICT_FAIL) {
      const int result = explains(session, entry, bug);
      if (result < 0) {
        return 0;
      }
      match->failed += (size_t)result;
      match->of++;
      looked++;
      if (looked == SPARED && match->failed == 0) {
        return 1;
      }
    }
  }
  if (2 * match->failed <= match->of || bug > BP_BUG_RECOMPUTED) {
    return 1;
  }
  for (i = 0, looked = 0; i < session->entries && looked < LOOKED_AT; i++) {
    const bp_entry *entry = &session->entry[i];
    if (entry->judgement.verdict == BP_VERDICT_PASS) {
      const int result = explains(session, entry, bug);
      if (result < 0) {
        return 0;
      }
      match->against += (size_t)!result;
      looked++;
    }
  }
  return 1;
}

/* Whether a explains more than b. */
static int is_better(const bp_match *a, const bp_match *b) {
  return a->failed > b->failed;
}

static void insert(bp_session *session, const bp_match *match) {
  size_t at = session->matches, i;
  while (at > 0 && is_better(match, &session->match[at - 1])) {
    at--;
  }
  if (at == BP_MATCHES) {
    return;
  }
  if (session->matches < BP_MATCHES) {
    session->matches++;
  }
  for (i = session->matches - 1; i > at; i--) {
    session->match[i] = session->match[i - 1];
  }
  session->match[at] = *match;
}

/* Those that explain less than the best say nothing. */
static void trim(bp_session *session) {
  size_t n = 0;
  while (n < session->matches && !is_better(&session->match[0], &session->match[n])) {
    n++;
  }
  session->matches = n;
}

/* The case that shows best what is wrong is one that the bug explains. */
static int show_explained(bp_session *session) {
  const bp_entry *first = NULL;
  size_t i;
  for (i = 0; i < session->entries; i++) {
    const bp_entry *entry = &session->entry[i];
    if (entry->judgement.verdict == BP_VERDICT_FAIL && bp_session_clearer(entry, first)) {
      const int result = explains(session, entry, session->match[0].bug);
      if (result < 0) {
        return 0;
      }
      first = result ? entry : first;
    }
  }
  session->first = first;
  return 1;
}

int bp_known_find(bp_session *session) {
  int bug;
  session->matches = 0;
  if (session->count[BP_VERDICT_FAIL] == 0) {
    return 1;
  }
  for (bug = BP_BUG_NONE + 1; bug < BP_BUG_COUNT; bug++) {
    bp_match match;
    if (bug == BP_BUG_RECOMPUTED) {
      if (session->matches > 0 && session->match[0].failed == session->match[0].of) {
        break;
      }
      continue;
    }
    if (!weigh(session, (bp_bug)bug, &match)) {
      return 0;
    }
    if (2 * match.failed > match.of && match.against == 0) {
      insert(session, &match);
    }
  }
  trim(session);
  return session->matches == 0 || show_explained(session);
}
