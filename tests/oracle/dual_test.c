/* The oracle against forward-mode differentiation in MPFR: every quantity of every pattern of random
   networks lies in its enclosure, and within 2^-200 of one that is asked to be that narrow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <mpfr.h>

#include "dual.h"
#include "src/oracle/state.h"

#define NETS 200
#define CLOSE 220 /* bits asked of the narrow oracle */
#define NEAR 200  /* bits in which the two must agree */

static sample it;
static dual_pass pass;
static dual gradient[NAIVE_WEIGHTS];
static double previous[NAIVE_WEIGHTS];

/* Of the comparisons. */
typedef struct tally {
  size_t numbers;
  long worst; /* the fewest bits in which the two agree */
} tally;

/* value against number i of the quantity, both in the usual oracle and in the narrow one. */
static void compare(const bp_oracle *usual, const bp_oracle *narrow, bp_oracle_quantity q, size_t i,
                    const mpfr_t value, tally *seen) {
  arb_t v, slack, difference;
  arb_init(v);
  arb_init(slack);
  arb_init(difference);
  arf_set_mpfr(arb_midref(v), value);
  arb_mul_2exp_si(slack, v, -NEAR);
  arb_add_error(v, slack);
  assert_true(arb_overlaps(v, usual->of[q] + i));
  assert_true(arb_overlaps(v, narrow->of[q] + i));
  arb_sub(difference, v, narrow->of[q] + i, 400);
  if (mpfr_zero_p(value)) {
    assert_true(arb_is_zero(usual->of[q] + i));
  } else {
    arb_t bound;
    arb_init(bound);
    arf_set(arb_midref(bound), arb_midref(v));
    arf_sub(arb_midref(difference), arb_midref(v), arb_midref(narrow->of[q] + i), 400,
            ARF_RND_NEAR);
    if (!arf_is_zero(arb_midref(difference))) {
      const long bits = arf_abs_bound_lt_2exp_si(arb_midref(bound)) -
                        arf_abs_bound_lt_2exp_si(arb_midref(difference));
      seen->worst = bits < seen->worst ? bits : seen->worst;
    }
    arb_clear(bound);
  }
  seen->numbers++;
  arb_clear(v);
  arb_clear(slack);
  arb_clear(difference);
}

/* -derivative of E. */
static void compare_negated(const bp_oracle *usual, const bp_oracle *narrow, bp_oracle_quantity q,
                            size_t i, tally *seen) {
  mpfr_neg(pass.a.v, pass.E.d, MPFR_RNDN);
  compare(usual, narrow, q, i, pass.a.v, seen);
}

/* All quantities of pattern p; its E and gradient are added to the sums. */
static void compare_pattern(bp_oracle *usual, bp_oracle *narrow, size_t p, double scale, dual *E,
                            tally *seen) {
  const size_t last = it.net.layer[it.net.depth - 1].unit_at;
  size_t i;
  assert_int_equal(bp_oracle_select(usual, p), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_select(narrow, p), BP_ORACLE_OK);
  for (i = 0; i < it.net.units; i++) {
    dual_evaluate(&pass, &it, p, scale, DUAL_NET_INPUT, i);
    compare(usual, narrow, BP_ORACLE_X, i, pass.x[i].v, seen);
    compare(usual, narrow, BP_ORACLE_Y, i, pass.y[i].v, seen);
    compare(usual, narrow, BP_ORACLE_SLOPE, i, pass.y[i].d, seen);
    compare_negated(usual, narrow, BP_ORACLE_DELTA, i, seen);
    if (i < last) {
      dual_evaluate(&pass, &it, p, scale, DUAL_OUTPUT, i);
      compare_negated(usual, narrow, BP_ORACLE_SUM, i, seen);
    } else {
      compare(usual, narrow, BP_ORACLE_ERROR, i - last, pass.e[i - last].v, seen);
    }
  }
  compare(usual, narrow, BP_ORACLE_E, 0, pass.E.v, seen);
  mpfr_add(E->v, E->v, pass.E.v, MPFR_RNDN);
  for (i = 0; i < it.net.weights; i++) {
    dual_evaluate(&pass, &it, p, scale, DUAL_WEIGHT, i);
    compare(usual, narrow, BP_ORACLE_DE_DW, i, pass.E.d, seen);
    mpfr_add(gradient[i].v, gradient[i].v, pass.E.d, MPFR_RNDN);
  }
}

/* Delta w = -eta g + alpha previous, and w + Delta w, of weight i. */
static void compare_update(const bp_oracle *usual, const bp_oracle *narrow,
                           const bp_oracle_rule *rule, size_t i, tally *seen) {
  mpfr_mul_d(pass.a.v, gradient[i].v, -rule->eta, MPFR_RNDN);
  mpfr_set_d(pass.a.d, previous[i], MPFR_RNDN);
  mpfr_mul_d(pass.a.d, pass.a.d, rule->alpha, MPFR_RNDN);
  mpfr_add(pass.a.v, pass.a.v, pass.a.d, MPFR_RNDN);
  compare(usual, narrow, BP_ORACLE_CHANGE, i, pass.a.v, seen);
  mpfr_add_d(pass.a.v, pass.a.v, it.net.w[i], MPFR_RNDN);
  compare(usual, narrow, BP_ORACLE_W_NEW, i, pass.a.v, seen);
}

static void compare_set(bp_oracle *usual, bp_oracle *narrow, const bp_oracle_rule *rule,
                        tally *seen) {
  const unsigned long n = rule->reduce == BP_MEAN ? (unsigned long)it.data.count : 1;
  dual E;
  size_t p, i;
  mpfr_init2(E.v, DUAL_BITS);
  mpfr_set_zero(E.v, 1);
  for (i = 0; i < it.net.weights; i++) {
    mpfr_set_zero(gradient[i].v, 1);
  }
  for (p = 0; p < it.data.count; p++) {
    compare_pattern(usual, narrow, p, rule->scale, &E, seen);
  }
  mpfr_div_ui(E.v, E.v, n, MPFR_RNDN);
  compare(usual, narrow, BP_ORACLE_SET_E, 0, E.v, seen);
  for (i = 0; i < it.net.weights; i++) {
    mpfr_div_ui(gradient[i].v, gradient[i].v, n, MPFR_RNDN);
    compare(usual, narrow, BP_ORACLE_GRADIENT, i, gradient[i].v, seen);
    compare_update(usual, narrow, rule, i, seen);
  }
  mpfr_clear(E.v);
}

static bp_oracle *run(const bp_oracle_rule *rule, const bp_oracle_options *options) {
  bp_oracle *oracle;
  assert_int_equal(bp_oracle_create(&oracle, &it.net, &it.data, rule, options), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_run(oracle), BP_ORACLE_OK);
  return oracle;
}

static void test_random_networks(void **state) {
  const sample_limits limits = {4, 4, 3, 0};
  static const double scales[] = {0.5, 1.0, 0.3};
  draw_state draws = 77ul;
  tally seen;
  size_t net, i;
  (void)state;
  seen.numbers = 0;
  seen.worst = DUAL_BITS;
  dual_init(&pass);
  for (i = 0; i < NAIVE_WEIGHTS; i++) {
    mpfr_init2(gradient[i].v, DUAL_BITS);
  }
  for (net = 0; net < NETS; net++) {
    bp_oracle_rule rule;
    bp_oracle_options options;
    bp_oracle *usual, *narrow;
    assert_int_equal(sample_draw(&it, &limits, &draws), BP_OK);
    bp_oracle_defaults(&rule, &options);
    for (i = 0; i < it.net.weights; i++) {
      previous[i] = draw_real(&draws, -0.1, 0.1);
    }
    rule.eta = draw_real(&draws, 0.0, 2.0);
    rule.alpha = draw_real(&draws, 0.0, 0.9);
    rule.previous = previous;
    rule.reduce = net % 2 == 0 ? BP_SUM : BP_MEAN;
    rule.scale = scales[net % 3];
    usual = run(&rule, &options);
    options.bits = CLOSE;
    narrow = run(&rule, &options);
    compare_set(usual, narrow, &rule, &seen);
    bp_oracle_free(usual);
    bp_oracle_free(narrow);
  }
  for (i = 0; i < NAIVE_WEIGHTS; i++) {
    mpfr_clear(gradient[i].v);
  }
  dual_clear(&pass);
  print_message("%lu numbers of %d networks, equal in %ld bits or more\n",
                (unsigned long)seen.numbers, NETS, seen.worst);
  assert_true(seen.numbers > 10000);
  assert_true(seen.worst >= NEAR);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_networks)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
