/* Expected intervals: they hold the true values of the oracle, they are narrow, right answers to
   random cases are within them in every order of sums, and wrong dialects are recognised. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/conform/corpus.h"
#include "src/conform/reference.h"
#include "src/oracle/oracle.h"
#include "tests/plain/subject.h"

#define RANDOM 150
#define STRAIGHT 300

static bp_cases cases;

/* The network of a case, in memory from malloc. */
static double *build(const bp_case *c, bp_net *net, bp_layer *layer) {
  const size_t count = bp_net_memory(c->depth, c->width);
  double *memory = malloc(count * sizeof *memory);
  size_t l, k, j;
  assert_int_equal(bp_net_init(net, layer, c->depth, c->width, c->f, memory, count), BP_OK);
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      for (j = 0; j <= c->width[l]; j++) {
        assert_int_equal(bp_net_set_weight(net, l, k, j, c->w[bp_case_weight_at(c, l, k, j)]),
                         BP_OK);
      }
    }
  }
  return memory;
}

/* Number i of the oracle's quantity is where the expected interval of a number is. */
static void holds(const bp_case *c, const bp_oracle *oracle, bp_oracle_quantity from, size_t i,
                  const bp_intervals *expected, bp_quantity q, size_t at, double *widest) {
  bp_enclosure true_value;
  const double lo = expected->lo.v[q][at], hi = expected->hi[q][at];
  assert_int_equal(bp_oracle_enclosure(oracle, from, i, &true_value), BP_ORACLE_OK);
  if (!(lo <= true_value.hi && true_value.lo <= hi)) {
    fail_msg("%s %s: [%.17g, %.17g] has not %.17g", c->id, bp_quantity_name(q), lo, hi,
             true_value.nearest);
  }
  if (fabs(true_value.nearest) > 1e-3 && hi - lo > *widest * fabs(true_value.nearest)) {
    *widest = (hi - lo) / fabs(true_value.nearest);
  }
}

static void compare(const bp_case *c, double *widest) {
  bp_layer layer[BP_CASE_DEPTH_MAX];
  bp_net net;
  bp_oracle *oracle = NULL;
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_data data;
  double *memory = build(c, &net, layer);
  const bp_intervals *expected = &c->expect[BP_F64];
  size_t l, k, j, p;
  bp_oracle_defaults(&rule, &options);
  rule.eta = c->eta;
  rule.reduce = c->reduce;
  rule.scale = c->scale;
  data.count = c->patterns;
  data.inputs = c->s;
  data.targets = c->t;
  assert_int_equal(bp_oracle_create(&oracle, &net, &data, &rule, &options), BP_ORACLE_OK);
  (void)bp_oracle_run(oracle);
  for (p = 0; p < c->patterns; p++) {
    assert_int_equal(bp_oracle_select(oracle, p), BP_ORACLE_OK);
    for (l = 0; l < c->depth; l++) {
      for (k = 0; k < c->width[l + 1]; k++) {
        const size_t i = layer[l].unit_at + k, at = p * c->units + bp_case_unit_at(c, l) + k;
        holds(c, oracle, BP_ORACLE_X, i, expected, BP_Q_X, at, widest);
        holds(c, oracle, BP_ORACLE_Y, i, expected, BP_Q_Y, at, widest);
        holds(c, oracle, BP_ORACLE_SLOPE, i, expected, BP_Q_SLOPE, at, widest);
        holds(c, oracle, BP_ORACLE_DELTA, i, expected, BP_Q_DELTA, at, widest);
        if (l + 1 < c->depth) {
          holds(c, oracle, BP_ORACLE_SUM, i, expected, BP_Q_SUM, at, widest);
        }
      }
    }
    for (k = 0; k < bp_case_outputs(c); k++) {
      holds(c, oracle, BP_ORACLE_ERROR, k, expected, BP_Q_ERROR, p * bp_case_outputs(c) + k,
            widest);
    }
  }
  holds(c, oracle, BP_ORACLE_SET_E, 0, expected, BP_Q_LOSS, 0, widest);
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      for (j = 0; j <= c->width[l]; j++) {
        const size_t i = bp_net_weight_index(&net, l, k, j), at = bp_case_weight_at(c, l, k, j);
        holds(c, oracle, BP_ORACLE_GRADIENT, i, expected, BP_Q_DE_DW, at, widest);
        holds(c, oracle, BP_ORACLE_CHANGE, i, expected, BP_Q_CHANGE, at, widest);
        holds(c, oracle, BP_ORACLE_W_NEW, i, expected, BP_Q_W_NEW, at, widest);
      }
    }
  }
  bp_oracle_free(oracle);
  free(memory);
}

static void test_oracle(void **state) {
  double widest = 0.0;
  size_t i, compared = 0;
  (void)state;
  for (i = 0; i < cases.count; i++) {
    const bp_case *c = &cases.c[i];
    if (!c->refuse && bp_case_updates(c) == 1 && c->previous == NULL && (c->classes & 1) != 0) {
      compare(c, &widest);
      compared++;
    }
  }
  print_message("%lu cases, intervals of numbers above 0.001 at most %.3g wide, relatively\n",
                (unsigned long)compared, widest);
  assert_true(compared > 60 && widest < 1e-9);
}

static void none_fails(const bp_session *session, const char *name) {
  size_t i;
  for (i = 0; i < session->entries; i++) {
    const bp_judgement *judgement = &session->entry[i].judgement;
    if (judgement->verdict == BP_VERDICT_FAIL) {
      fail_msg("%s fails %s: %s %.17g not in [%.17g, %.17g]", name, session->entry[i].c->id,
               bp_quantity_name(judgement->first.q), judgement->first.found, judgement->first.lo,
               judgement->first.hi);
    }
  }
}

/* The independent implementation, every way to compute, on random cases. */
static void every_way(const bp_random_cases *what) {
  bp_cases random;
  int way;
  memset(&random, 0, sizeof random);
  random.plain = 1;
  assert_true(bp_corpus_random(&random, what));
  for (way = 0; way < 24; way++) {
    bp_session session;
    plain_subject subject;
    memset(&subject, 0, sizeof subject);
    subject.way.bug = "";
    subject.way.order = way % 3;
    subject.way.fused = way / 3 % 2;
    subject.way.early = way / 6 % 2;
    subject.single = way / 12;
    assert_true(bp_session_begin(&session, random.c, random.count));
    session.dialect.precision = subject.single ? BP_F32 : BP_F64;
    assert_true(bp_session_call(&session, plain_answer, &subject));
    none_fails(&session, "plain");
    assert_true(session.count[BP_VERDICT_PASS] >= (subject.single ? what->count / 3 : what->count));
    bp_session_free(&session);
  }
  bp_cases_free(&random);
}

static void test_random(void **state) {
  bp_random_cases what;
  (void)state;
  memset(&what, 0, sizeof what);
  what.seed.low = 7;
  what.count = RANDOM;
  every_way(&what);
  /* Linear units keep few bits, so that sums are exact often, and means of three by chance. */
  what.count = 2 * RANDOM;
  what.depth = 2;
  what.width[0] = what.width[1] = 3;
  what.width[2] = 2;
  what.f[0] = what.f[1] = BP_IDENTITY;
  every_way(&what);
}

/* Units of straight pieces, which the corpus does not have, against the reference. */
static void test_straight(void **state) {
  bp_cases random;
  bp_random_cases what;
  bp_session session;
  (void)state;
  memset(&random, 0, sizeof random);
  memset(&what, 0, sizeof what);
  what.seed.low = 9;
  what.count = STRAIGHT;
  what.depth = 3;
  what.width[0] = 3;
  what.width[1] = what.width[2] = 4;
  what.width[3] = 2;
  what.f[0] = BP_RELU;
  what.f[1] = BP_LEAKY_RELU;
  what.f[2] = BP_IDENTITY;
  random.plain = 1;
  assert_true(bp_corpus_random(&random, &what));
  assert_true(bp_session_begin(&session, random.c, random.count));
  assert_true(bp_session_call(&session, bp_reference_answer, NULL));
  none_fails(&session, "the reference");
  assert_true(session.count[BP_VERDICT_PASS] == STRAIGHT);
  bp_session_free(&session);
  bp_cases_free(&random);
}

/* A dialect that is declared is no bug. */
static void test_dialects(void **state) {
  static const char *const bugs[] = {"factor-two", "reduce", "bias-signal", "momentum-average",
                                     "updated-weights"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bugs / sizeof bugs[0]; i++) {
    bp_session session;
    plain_subject subject;
    memset(&subject, 0, sizeof subject);
    subject.way.bug = bugs[i];
    subject.report = 1U << BP_Q_W_NEW | 1U << BP_Q_DE_DW;
    assert_true(bp_session_begin(&session, cases.c, cases.count));
    if (i == 0) {
      session.dialect.scale = BP_SCALE_FIXED;
      session.dialect.scale_value = 1.0;
    } else if (i == 1) {
      session.dialect.reduce = BP_REDUCE_SUM; /* wrong for those asked for the sum */
    } else if (i == 2) {
      session.dialect.bias = -1;
    } else if (i == 3) {
      session.dialect.momentum = BP_MOMENTUM_AVERAGE;
    } else {
      session.dialect.order = BP_ORDER_AFTER;
    }
    assert_true(bp_session_call(&session, plain_answer, &subject));
    if (i == 0 || i == 1) { /* the plain implementation scales and joins as it is asked */
      assert_true(session.count[BP_VERDICT_FAIL] > 0);
      assert_true(session.count[BP_VERDICT_PASS] > 50);
    } else {
      none_fails(&session, bugs[i]);
    }
    bp_session_free(&session);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_oracle),
      cmocka_unit_test(test_random),
      cmocka_unit_test(test_straight),
      cmocka_unit_test(test_dialects),
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
