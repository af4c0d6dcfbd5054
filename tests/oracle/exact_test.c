/* Where arithmetic is exact the enclosures are single numbers, zeros included; where a zero cannot be
   shown the cap says so; what is not a number, or out of range, is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "src/oracle/oracle.h"

/* A 2-2-1 network with one pattern. */
typedef struct small {
  bp_layer layer[2];
  bp_net net;
  bp_data data;
  bp_oracle_rule rule;
  bp_oracle_options options;
  double s[2];
  double t[1];
  double previous[9];
  double memory[64];
} small;

static const size_t widths[] = {2, 2, 1};
static const double dyadic[] = {0.25, -0.5, 1.5, 0.75, 2.0, -0.125, 0.5, 1.0, -3.0};

/* w holds the weights by layer, unit and input. */
static void set_up(small *it, bp_activation f, bp_activation g, const double *w) {
  bp_activation activation[2];
  size_t l, k, j, i = 0;
  memset(it, 0, sizeof *it);
  activation[0] = f;
  activation[1] = g;
  assert_int_equal(bp_net_init(&it->net, it->layer, 2, widths, activation, it->memory, 64), BP_OK);
  for (l = 0; l < 2; l++) {
    for (k = 0; k < it->layer[l].units; k++) {
      for (j = 0; j <= it->layer[l].inputs; j++) {
        assert_int_equal(bp_net_set_weight(&it->net, l, k, j, w[i++]), BP_OK);
      }
    }
  }
  it->s[0] = 0.5;
  it->s[1] = -1.25;
  it->t[0] = 2.0;
  it->data.count = 1;
  it->data.inputs = it->s;
  it->data.targets = it->t;
  bp_oracle_defaults(&it->rule, &it->options);
}

static bp_oracle *run(const small *it, bp_oracle_status expected) {
  bp_oracle *oracle;
  assert_int_equal(bp_oracle_create(&oracle, &it->net, &it->data, &it->rule, &it->options),
                   BP_ORACLE_OK);
  assert_int_equal(bp_oracle_run(oracle), expected);
  return oracle;
}

static void assert_exact(const bp_oracle *oracle, bp_oracle_quantity q, size_t i, double v) {
  bp_enclosure enclosure;
  bp_distance distance;
  assert_int_equal(bp_oracle_enclosure(oracle, q, i, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.exact && enclosure.narrow && enclosure.certain);
  assert_true(enclosure.lo == v && enclosure.hi == v && enclosure.nearest == v);
  assert_int_equal(bp_oracle_distance(oracle, q, i, v, &distance), BP_ORACLE_OK);
  assert_true(distance.lo == 0.0 && distance.hi == 0.0);
  assert_true(distance.ulps_lo == 0.0 && distance.ulps_hi == 0.0);
}

static size_t at(const small *it, size_t l, size_t k, size_t j) {
  return bp_net_weight_index(&it->net, l, k, j);
}

/* By hand: x_1 = 1/4 - 1/4 - 15/8, x_2 = 3/4 + 1 + 5/32; x = 1/2 + x_1 - 3 x_2; e = t - x. */
static void test_identity_is_exact(void **state) {
  const double x1 = -1.875, x2 = 1.90625, x = -7.09375, e = 9.09375;
  bp_oracle *oracle;
  small it;
  size_t i;
  (void)state;
  set_up(&it, BP_IDENTITY, BP_IDENTITY, dyadic);
  for (i = 0; i < 9; i++) {
    it.previous[i] = 0.25;
  }
  it.rule.eta = 0.5;
  it.rule.alpha = 0.5;
  it.rule.previous = it.previous;
  oracle = run(&it, BP_ORACLE_OK);
  assert_exact(oracle, BP_ORACLE_X, 0, x1);
  assert_exact(oracle, BP_ORACLE_Y, 1, x2);
  assert_exact(oracle, BP_ORACLE_X, 2, x);
  assert_exact(oracle, BP_ORACLE_SLOPE, 2, 1.0);
  assert_exact(oracle, BP_ORACLE_ERROR, 0, e);
  assert_exact(oracle, BP_ORACLE_E, 0, 0.5 * e * e);
  assert_exact(oracle, BP_ORACLE_SUM, 1, -3.0 * e);
  assert_exact(oracle, BP_ORACLE_DELTA, 0, e);
  assert_exact(oracle, BP_ORACLE_DE_DW, at(&it, 0, 1, 2), 3.0 * e * -1.25);
  assert_exact(oracle, BP_ORACLE_GRADIENT, at(&it, 1, 0, 2), -e * x2);
  assert_exact(oracle, BP_ORACLE_CHANGE, at(&it, 1, 0, 0), 0.5 * e + 0.125);
  assert_exact(oracle, BP_ORACLE_W_NEW, at(&it, 1, 0, 0), 0.5 * e + 0.625);
  bp_oracle_free(oracle);
}

/* Net inputs 0: f(0) and f'(0) are dyadic for every activation. */
static void test_zero_net_inputs_are_exact(void **state) {
  static const double w[] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, 1.0, 1.0};
  bp_oracle *oracle;
  small it;
  (void)state;
  set_up(&it, BP_LOGISTIC, BP_TANH, w);
  it.t[0] = 0.75;
  oracle = run(&it, BP_ORACLE_OK);
  assert_exact(oracle, BP_ORACLE_Y, 0, 0.5);
  assert_exact(oracle, BP_ORACLE_SLOPE, 0, 0.25);
  assert_exact(oracle, BP_ORACLE_X, 2, 0.0);
  assert_exact(oracle, BP_ORACLE_Y, 2, 0.0);
  assert_exact(oracle, BP_ORACLE_SLOPE, 2, 1.0);
  assert_exact(oracle, BP_ORACLE_DELTA, 2, 0.75);
  assert_exact(oracle, BP_ORACLE_DELTA, 1, 0.1875);
  assert_exact(oracle, BP_ORACLE_GRADIENT, at(&it, 0, 0, 2), 0.1875 * 1.25);
  assert_true(bp_oracle_precision(oracle) == it.options.start);
  bp_oracle_free(oracle);
}

/* 2^200 + 2^-1074 - 2^200 needs more than 1,274 bits, and then it is a certain number; with a target
   that is the output, the error and all that follows is certainly 0. */
static void test_cancellation_is_resolved(void **state) {
  const double tiny = DBL_MIN * DBL_EPSILON;
  static const double w[] = {0.0, 1.0, 0.0, 0.0, 0.0, 0.0, BP_LIMIT, 1.0, 0.0};
  bp_oracle *oracle;
  small it;
  (void)state;
  set_up(&it, BP_IDENTITY, BP_IDENTITY, w);
  it.s[0] = tiny;
  it.t[0] = BP_LIMIT;
  oracle = run(&it, BP_ORACLE_OK);
  assert_exact(oracle, BP_ORACLE_ERROR, 0, -tiny);
  assert_exact(oracle, BP_ORACLE_DELTA, 0, -tiny);
  assert_true(bp_oracle_precision(oracle) == 2048);
  bp_oracle_free(oracle);
  it.s[0] = 0.0;
  oracle = run(&it, BP_ORACLE_OK);
  assert_exact(oracle, BP_ORACLE_ERROR, 0, 0.0);
  assert_exact(oracle, BP_ORACLE_GRADIENT, at(&it, 0, 0, 0), 0.0);
  assert_exact(oracle, BP_ORACLE_SET_E, 0, 0.0);
  bp_oracle_free(oracle);
}

/* Two equal logistic units that the output subtracts: 0, but no number of bits shows it. */
static void test_cap_is_reported(void **state) {
  static const double w[] = {0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.0, 1.0, -1.0};
  bp_enclosure enclosure;
  bp_oracle *oracle;
  small it;
  (void)state;
  set_up(&it, BP_LOGISTIC, BP_IDENTITY, w);
  it.t[0] = 0.0;
  it.options.cap = 1000;
  oracle = run(&it, BP_ORACLE_UNRESOLVED);
  assert_true(bp_oracle_precision(oracle) == 512);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_X, 2, &enclosure), BP_ORACLE_OK);
  assert_true(!enclosure.exact && !enclosure.narrow);
  assert_true(enclosure.lo < 0.0 && enclosure.hi > 0.0 && enclosure.hi < 1e-100);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_X, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.narrow);
  bp_oracle_free(oracle);
}

/* Saturated beyond anything: 1 - f and f' keep their relative accuracy. */
static void test_deep_saturation(void **state) {
  static const double w[] = {BP_LIMIT, BP_LIMIT, 0.0, -1e5, 0.0, 0.0, 800.0, 0.0, 0.0};
  bp_enclosure enclosure;
  bp_oracle *oracle;
  small it;
  char middle[BP_ORACLE_TEXT_SIZE], radius[BP_ORACLE_TEXT_SIZE];
  (void)state;
  set_up(&it, BP_TANH, BP_LOGISTIC, w);
  it.s[0] = BP_LIMIT;
  it.t[0] = 1.0;
  oracle = run(&it, BP_ORACLE_OK);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_SLOPE, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.lo == 0.0 && enclosure.hi == DBL_MIN * DBL_EPSILON && !enclosure.exact);
  assert_true(enclosure.narrow && enclosure.certain && enclosure.nearest == 0.0);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_ERROR, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.narrow && enclosure.lo == 0.0 && enclosure.hi == DBL_MIN * DBL_EPSILON);
  /* exp(-800) = 3.66787...e-348 */
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_ERROR, 0, 5, middle, radius), BP_ORACLE_OK);
  assert_string_equal(middle, "3.6679e-348");
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_SLOPE, 0, 5, middle, radius), BP_ORACLE_OK);
  assert_true(strlen(middle) > 120 && strchr(middle, 'e') != NULL);
  bp_oracle_free(oracle);
}

/* The plain delta rule has no slope in delta. */
static void test_plain_rule(void **state) {
  static const size_t flat[] = {1, 1};
  static const bp_activation f[] = {BP_LOGISTIC};
  bp_layer layer[1];
  bp_net net;
  bp_data data;
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_oracle *oracle;
  double memory[16];
  const double s = 2.0, t = 0.75;
  (void)state;
  assert_int_equal(bp_net_init(&net, layer, 1, flat, f, memory, 16), BP_OK);
  data.count = 1;
  data.inputs = &s;
  data.targets = &t;
  bp_oracle_defaults(&rule, &options);
  rule.eta = 2.0;
  rule.plain = 1;
  assert_int_equal(bp_oracle_create(&oracle, &net, &data, &rule, &options), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_run(oracle), BP_ORACLE_OK);
  assert_exact(oracle, BP_ORACLE_DELTA, 0, 0.25);
  assert_exact(oracle, BP_ORACLE_W_NEW, bp_net_weight_index(&net, 0, 0, 1), 1.0);
  bp_oracle_free(oracle);
}

static void assert_refused(const small *it, bp_oracle_status status) {
  bp_oracle *oracle = (bp_oracle *)&status;
  assert_int_equal(bp_oracle_create(&oracle, &it->net, &it->data, &it->rule, &it->options), status);
  assert_null(oracle);
}

static void test_bad_numbers_are_refused(void **state) {
  const double bad[] = {HUGE_VAL, -HUGE_VAL, BP_LIMIT * 1.0000001, 0.0};
  small it;
  size_t i;
  (void)state;
  set_up(&it, BP_TANH, BP_TANH, dyadic);
  for (i = 0; i < 4; i++) {
    const double v = i == 3 ? HUGE_VAL - HUGE_VAL : bad[i];
    double *place[4];
    size_t p;
    place[0] = &it.net.w[4];
    place[1] = &it.s[1];
    place[2] = &it.t[0];
    place[3] = &it.previous[8];
    it.rule.previous = it.previous;
    for (p = 0; p < 4; p++) {
      const double kept = *place[p];
      *place[p] = v;
      assert_refused(&it, BP_ORACLE_VALUE);
      *place[p] = kept;
    }
    it.rule.eta = v;
    assert_refused(&it, BP_ORACLE_OPTION);
    it.rule.eta = 0.0;
    it.rule.scale = v;
    assert_refused(&it, BP_ORACLE_OPTION);
    it.rule.scale = 0.5;
  }
}

static void test_bad_options_are_refused(void **state) {
  small it;
  (void)state;
  set_up(&it, BP_TANH, BP_TANH, dyadic);
  it.rule.alpha = 1.0;
  assert_refused(&it, BP_ORACLE_OPTION);
  it.rule.alpha = 0.0;
  it.rule.plain = 1;
  assert_refused(&it, BP_ORACLE_OPTION);
  it.rule.plain = 0;
  it.rule.scale = 0.0;
  assert_refused(&it, BP_ORACLE_OPTION);
  it.rule.scale = 0.5;
  it.options.start = it.options.cap + 1;
  assert_refused(&it, BP_ORACLE_OPTION);
  it.options.start = 128;
  it.options.bits = 0;
  assert_refused(&it, BP_ORACLE_OPTION);
  it.options.bits = 70;
  it.data.count = 0;
  assert_refused(&it, BP_ORACLE_OPTION);
  bp_oracle_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_identity_is_exact),
      cmocka_unit_test(test_zero_net_inputs_are_exact),
      cmocka_unit_test(test_cancellation_is_resolved),
      cmocka_unit_test(test_cap_is_reported),
      cmocka_unit_test(test_deep_saturation),
      cmocka_unit_test(test_plain_rule),
      cmocka_unit_test(test_bad_numbers_are_refused),
      cmocka_unit_test(test_bad_options_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
