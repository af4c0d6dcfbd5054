/* The corpus is adequate: every known bug fails it, at the equation where it is, and is named; no
   right implementation fails a single case; and no group could be left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "src/conform/corpus.h"
#include "src/conform/reference.h"
#include "tests/plain/subject.h"

#define GROUPS 32

static bp_cases cases;

/* Where each bug shows first, in the order of the equations. */
typedef struct place {
  const char *bug;
  bp_quantity q;
} place;

static const place places[] = {
    {"output-clipped", BP_Q_Y},
    {"slope-of-input", BP_Q_SLOPE},
    {"slope-of-output", BP_Q_SLOPE},
    {"output-slope", BP_Q_DELTA},
    {"logistic-slope", BP_Q_SLOPE},
    {"tanh-slope", BP_Q_SLOPE},
    {"slope-clipped", BP_Q_SLOPE},
    {"sign", BP_Q_ERROR},
    {"atanh-error", BP_Q_ERROR},
    {"error-halved", BP_Q_ERROR},
    {"factor-two", BP_Q_DELTA},
    {"factor-half", BP_Q_DELTA},
    {"factor-outputs", BP_Q_DELTA},
    {"factor-per-output", BP_Q_DELTA},
    {"updated-weights", BP_Q_SUM},
    {"transposed", BP_Q_SUM},
    {"bias-row", BP_Q_SUM},
    {"last-skipped", BP_Q_SUM},
    {"aliased", BP_Q_SUM},
    {"not-reset", BP_Q_SUM},
    {"stale-y", BP_Q_DE_DW},
    {"bias-as-gradient", BP_Q_DE_DW},
    {"reduce", BP_Q_DE_DW},
    {"bias-fixed", BP_Q_CHANGE},
    {"eta-twice", BP_Q_CHANGE},
    {"eta-per-example", BP_Q_CHANGE},
    {"momentum-missing", BP_Q_CHANGE},
    {"momentum-stale", BP_Q_CHANGE},
    {"momentum-eta", BP_Q_CHANGE},
    {"momentum-average", BP_Q_CHANGE},
    {"bias-signal", BP_Q_X},
    {"history", BP_Q_CHANGE},
    {"table", BP_Q_Y},
    {"single", BP_Q_DE_DW},
    {"few-digits", BP_Q_W_NEW},
    {"not-finite", BP_Q_DE_DW},
};

static void judge(bp_session *session, const char *bug, int order, int fused, int single,
                  unsigned report) {
  plain_subject subject;
  memset(&subject, 0, sizeof subject);
  subject.way.bug = bug;
  subject.way.order = order;
  subject.way.fused = fused;
  subject.single = single;
  subject.report = report;
  assert_true(bp_session_begin(session, cases.c, cases.count));
  session->dialect.precision = single ? BP_F32 : BP_F64;
  assert_true(bp_session_call(session, plain_answer, &subject));
}

static const bp_entry *first_failure(const bp_session *session) {
  size_t i;
  for (i = 0; i < session->entries; i++) {
    if (session->entry[i].judgement.verdict == BP_VERDICT_FAIL) {
      return &session->entry[i];
    }
  }
  return NULL;
}

static void expect_no_failure(const bp_session *session, const char *name) {
  const bp_entry *entry = first_failure(session);
  if (entry != NULL) {
    const bp_finding *found = &entry->judgement.first;
    fail_msg("%s fails %s: %s %s, %.17g is not in [%.17g, %.17g]", name, entry->c->id,
             entry->judgement.why, bp_quantity_name(found->q), found->found, found->lo, found->hi);
  }
  assert_true(session->count[BP_VERDICT_PASS] > session->entries / 2);
}

static void test_right(void **state) {
  int order, fused, single;
  (void)state;
  for (single = 0; single < 2; single++) {
    for (order = 0; order < 3; order++) {
      for (fused = 0; fused < 2; fused++) {
        bp_session session;
        char name[64];
        judge(&session, "", order, fused, single, 0);
        sprintf(name, "plain %s, order %d, fused %d", single ? "single" : "double", order, fused);
        expect_no_failure(&session, name);
        bp_session_free(&session);
      }
    }
  }
}

static void test_reference(void **state) {
  bp_session session;
  (void)state;
  assert_true(bp_session_begin(&session, cases.c, cases.count));
  assert_true(bp_session_call(&session, bp_reference_answer, NULL));
  expect_no_failure(&session, "the reference");
  assert_int_equal(session.count[BP_VERDICT_SKIPPED], 4 + 2); /* other scales, single precision */
  assert_int_equal(session.count[BP_VERDICT_UNJUDGED], 0);
  bp_session_free(&session);
}

/* All bugs: every number reported, then new weights alone. */
static void test_bugs(void **state) {
  size_t i, n = 0;
  (void)state;
  for (i = 0; plain_bugs[i] != NULL; i++) {
    bp_session all, weights;
    const place *p = &places[i];
    size_t m, named = 0;
    assert_string_equal(plain_bugs[i], p->bug);
    judge(&all, p->bug, 0, 0, 0, 0);
    if (all.first == NULL) {
      fail_msg("%s survives", p->bug);
    }
    if (strcmp(p->bug, "not-finite") != 0) {
      assert_true(all.first->judgement.first.local);
    }
    if (all.first->judgement.first.q != p->q) {
      fail_msg("%s shows first at %s", p->bug, bp_quantity_name(all.first->judgement.first.q));
    }
    if (all.matches != 1 || strcmp(bp_bug_name(all.match[0].bug), p->bug) != 0) {
      fail_msg("%s is taken for %s and %lu others", p->bug,
               all.matches == 0 ? "nothing" : bp_bug_name(all.match[0].bug),
               (unsigned long)all.matches);
    }
    assert_int_equal(all.match[0].failed, all.match[0].of);
    judge(&weights, p->bug, 0, 0, 0, 1U << BP_Q_W_NEW);
    if (p->bug[0] != 'n' || strcmp(p->bug, "not-finite") != 0) {
      assert_non_null(weights.first);
    }
    for (m = 0; m < weights.matches; m++) {
      named += strcmp(bp_bug_name(weights.match[m].bug), p->bug) == 0;
    }
    print_message("%-18s fails %3lu cases, first at %-6s; from new weights alone %lu, %s\n", p->bug,
                  (unsigned long)all.count[BP_VERDICT_FAIL], bp_quantity_name(p->q),
                  (unsigned long)weights.count[BP_VERDICT_FAIL], named ? "named" : "not named");
    n += named;
    bp_session_free(&all);
    bp_session_free(&weights);
  }
  assert_int_equal(i, sizeof places / sizeof places[0]);
  assert_true(n >= 31); /* what is recomputed can be told from new weights */
}

/* Every group has a bug, or a gap, that no other group shows: were it left out, that would survive.
 */
static void test_groups(void **state) {
  size_t needed[GROUPS], g, i, round;
  (void)state;
  memset(needed, 0, sizeof needed);
  for (round = 0; round < 2; round++) {
    const char *const *bug = round == 0 ? plain_bugs : plain_gaps;
    for (; *bug != NULL; bug++) {
      size_t only = GROUPS, groups = 0;
      bp_session session;
      judge(&session, *bug, 0, 0, 0, 0);
      for (g = 0; bp_corpus_groups[g] != NULL; g++) {
        size_t failed = 0;
        for (i = 0; i < session.entries; i++) {
          failed += strcmp(session.entry[i].c->group, bp_corpus_groups[g]) == 0 &&
                    session.entry[i].judgement.verdict == BP_VERDICT_FAIL;
        }
        if (failed > 0) {
          groups++;
          only = g;
        }
      }
      if (groups == 0) {
        fail_msg("%s survives", *bug);
      }
      if (groups == 1) {
        print_message("%-16s shows in %s alone\n", *bug, bp_corpus_groups[only]);
        needed[only]++;
      }
      bp_session_free(&session);
    }
  }
  for (g = 0; bp_corpus_groups[g] != NULL; g++) {
    if (needed[g] == 0) {
      fail_msg("nothing would be missed without the group %s", bp_corpus_groups[g]);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_right),
      cmocka_unit_test(test_reference),
      cmocka_unit_test(test_bugs),
      cmocka_unit_test(test_groups),
  };
  size_t g;
  int failed;
  for (g = 0; bp_corpus_groups[g] != NULL; g++) {
    if (!bp_corpus_make(&cases, g)) {
      return 1;
    }
  }
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  bp_cases_free(&cases);
  return failed;
}
