/* How enclosures are handed out: doubles rounded outwards, the nearest double, distances in ulps, and
   decimal text. An identity unit with a bias makes any double the true value; a logistic one makes
   numbers that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/oracle/state.h"

#define TINY (DBL_MIN * DBL_EPSILON)

/* One unit with one input. */
typedef struct unit {
  bp_layer layer[1];
  bp_net net;
  bp_data data;
  double s, t;
  double memory[16];
} unit;

static bp_oracle *run(unit *it, bp_activation f, double bias, double w, double s) {
  static const size_t widths[] = {1, 1};
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_oracle *oracle;
  assert_int_equal(bp_net_init(&it->net, it->layer, 1, widths, &f, it->memory, 16), BP_OK);
  assert_int_equal(bp_net_set_weight(&it->net, 0, 0, 0, bias), BP_OK);
  assert_int_equal(bp_net_set_weight(&it->net, 0, 0, 1, w), BP_OK);
  it->s = s;
  it->t = 0.0;
  it->data.count = 1;
  it->data.inputs = &it->s;
  it->data.targets = &it->t;
  bp_oracle_defaults(&rule, &options);
  assert_int_equal(bp_oracle_create(&oracle, &it->net, &it->data, &rule, &options), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_run(oracle), BP_ORACLE_OK);
  return oracle;
}

/* A distance of y, whose bounds from both sides are as given. */
static void assert_distance(const bp_oracle *oracle, double v, double ulps_lo, double ulps_hi) {
  bp_distance distance;
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 0, v, &distance), BP_ORACLE_OK);
  assert_true(distance.ulps_lo == ulps_lo && distance.ulps_hi == ulps_hi);
}

/* 1 + 2^-60: between two doubles, nearer to the lower. */
static void test_between_doubles(void **state) {
  bp_enclosure enclosure;
  bp_distance distance;
  bp_oracle *oracle;
  unit it;
  (void)state;
  oracle = run(&it, BP_IDENTITY, 1.0, ldexp(1.0, -30), ldexp(1.0, -30));
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.exact && enclosure.certain && enclosure.nearest == 1.0);
  assert_true(enclosure.lo == 1.0 && enclosure.hi == 1.0 + DBL_EPSILON);
  assert_distance(oracle, 1.0, ldexp(1.0, -8), ldexp(1.0, -8));
  assert_distance(oracle, 1.0 + DBL_EPSILON, 1.0 - ldexp(1.0, -8), 1.0 - ldexp(1.0, -8));
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 0, 1.0, &distance), BP_ORACLE_OK);
  assert_true(distance.lo == ldexp(1.0, -60) && distance.hi == ldexp(1.0, -60));
  bp_oracle_free(oracle);
}

/* Below 1 the doubles are half as far apart as above. */
static void test_ulps_at_a_power_of_two(void **state) {
  bp_oracle *oracle;
  unit it;
  (void)state;
  oracle = run(&it, BP_IDENTITY, 1.0, 0.0, 0.0);
  assert_distance(oracle, 1.0 + DBL_EPSILON, 1.0, 1.0);
  bp_oracle_free(oracle);
  oracle = run(&it, BP_IDENTITY, 1.0 - 0.5 * DBL_EPSILON, 0.0, 0.0);
  assert_distance(oracle, 1.0, 1.0, 1.0);
  bp_oracle_free(oracle);
}

/* Subnormals are 2^-1074 apart, and so is 0 from its neighbours. */
static void test_subnormals(void **state) {
  bp_enclosure enclosure;
  bp_oracle *oracle;
  unit it;
  (void)state;
  /* 5/2 2^-1074: half-way, and exactly known, so the nearest double is too. */
  oracle = run(&it, BP_IDENTITY, 0.0, 2.5, TINY);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.lo == 2.0 * TINY && enclosure.hi == 3.0 * TINY);
  assert_true(enclosure.certain && enclosure.nearest == 2.0 * TINY);
  assert_distance(oracle, 2.0 * TINY, 0.5, 0.5);
  bp_oracle_free(oracle);
  oracle = run(&it, BP_IDENTITY, 0.0, -0.25, TINY);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.lo == -TINY && enclosure.hi == 0.0 && enclosure.nearest == 0.0);
  assert_distance(oracle, 0.0, 0.25, 0.25);
  assert_distance(oracle, TINY, 1.25, 1.25);
  bp_oracle_free(oracle);
  oracle = run(&it, BP_IDENTITY, 0.0, 0.0, 1.0);
  assert_distance(oracle, 3.0 * TINY, 3.0, 3.0);
  bp_oracle_free(oracle);
}

/* The logistic of 1, to 40 digits by other means. */
static void test_text(void **state) {
  char middle[BP_ORACLE_TEXT_SIZE], radius[BP_ORACLE_TEXT_SIZE];
  bp_enclosure_bits bits;
  bp_enclosure enclosure;
  bp_oracle *oracle;
  unit it;
  (void)state;
  oracle = run(&it, BP_LOGISTIC, 1.0, 0.0, 0.0);
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_Y, 0, 30, middle, radius), BP_ORACLE_OK);
  assert_string_equal(middle, "0.731058578630004879251159241822");
  assert_true(strtod(radius, NULL) > 0.0 && strtod(radius, NULL) < 1e-29);
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_X, 0, 20, middle, radius), BP_ORACLE_OK);
  assert_string_equal(middle, "1.0000000000000000000");
  assert_string_equal(radius, "0");
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.certain && !enclosure.exact && enclosure.narrow);
  assert_true(enclosure.nearest == 0.73105857863000487925);
  bp_enclosure_write(&enclosure, &bits);
  assert_string_equal(bits.nearest, "3fe764d4f5d5a2bd");
  assert_string_equal(bits.lo, "3fe764d4f5d5a2bc");
  assert_string_equal(bits.hi, "3fe764d4f5d5a2bd");
  assert_true(enclosure.lo < enclosure.hi);
  assert_true(enclosure.nearest == enclosure.lo || enclosure.nearest == enclosure.hi);
  bp_oracle_free(oracle);
}

/* A zero that is only near: text and distances from a ball with 0 inside. */
static void test_wide_enclosures(void **state) {
  char middle[BP_ORACLE_TEXT_SIZE], radius[BP_ORACLE_TEXT_SIZE];
  bp_enclosure enclosure;
  bp_distance distance;
  bp_oracle *oracle;
  unit it;
  (void)state;
  oracle = run(&it, BP_LOGISTIC, 1.0, 0.0, 0.0);
  /* Widens the ball by hand: y in 0 +- 2^-20. */
  arb_zero(oracle->of[BP_ORACLE_Y]);
  mag_set_ui_2exp_si(arb_radref(oracle->of[BP_ORACLE_Y]), 1, -20);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 0, &enclosure), BP_ORACLE_OK);
  assert_true(enclosure.lo == -ldexp(1.0, -20) && enclosure.hi == ldexp(1.0, -20));
  assert_true(!enclosure.certain && !enclosure.narrow && !enclosure.exact);
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 0, 1.0, &distance), BP_ORACLE_OK);
  assert_true(distance.lo == 1.0 - ldexp(1.0, -20) && distance.hi == 1.0 + ldexp(1.0, -20));
  assert_true(distance.ulps_lo == distance.lo * ldexp(1.0, 72));
  assert_true(distance.ulps_hi > DBL_MAX);
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 0, 0.0, &distance), BP_ORACLE_OK);
  assert_true(distance.lo == 0.0 && distance.hi == ldexp(1.0, -20));
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_Y, 0, 17, middle, radius), BP_ORACLE_OK);
  assert_string_equal(middle, "0");
  assert_true(strtod(radius, NULL) >= ldexp(1.0, -20) && strtod(radius, NULL) < 1e-6);
  bp_oracle_free(oracle);
}

static void test_refusals(void **state) {
  char middle[BP_ORACLE_TEXT_SIZE], radius[BP_ORACLE_TEXT_SIZE];
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_enclosure enclosure;
  bp_distance distance;
  bp_oracle *oracle;
  unit it;
  int status;
  (void)state;
  oracle = run(&it, BP_TANH, 1.0, 0.5, 0.0);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 1, &enclosure), BP_ORACLE_OPTION);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_QUANTITY_COUNT, 0, &enclosure),
                   BP_ORACLE_OPTION);
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 1, 0.0, &distance), BP_ORACLE_OPTION);
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 0, HUGE_VAL, &distance),
                   BP_ORACLE_VALUE);
  assert_int_equal(bp_oracle_distance(oracle, BP_ORACLE_Y, 0, HUGE_VAL - HUGE_VAL, &distance),
                   BP_ORACLE_VALUE);
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_Y, 0, 0, middle, radius), BP_ORACLE_OPTION);
  assert_int_equal(bp_oracle_text(oracle, BP_ORACLE_Y, 0, 101, middle, radius), BP_ORACLE_OPTION);
  assert_int_equal(bp_oracle_select(oracle, 1), BP_ORACLE_OPTION);
  bp_oracle_free(oracle);
  bp_oracle_defaults(&rule, &options);
  assert_int_equal(bp_oracle_create(&oracle, &it.net, &it.data, &rule, &options), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_select(oracle, 0), BP_ORACLE_OPTION);
  assert_int_equal(bp_oracle_enclosure(oracle, BP_ORACLE_Y, 0, &enclosure), BP_ORACLE_OPTION);
  assert_true(bp_oracle_precision(oracle) == 0);
  bp_oracle_free(oracle);
  for (status = 0; status < BP_ORACLE_STATUS_COUNT; status++) {
    assert_string_not_equal(bp_oracle_status_text((bp_oracle_status)status), "unknown status");
  }
  assert_string_equal(bp_oracle_status_text(BP_ORACLE_STATUS_COUNT), "unknown status");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_between_doubles), cmocka_unit_test(test_ulps_at_a_power_of_two),
      cmocka_unit_test(test_subnormals),      cmocka_unit_test(test_text),
      cmocka_unit_test(test_wide_enclosures), cmocka_unit_test(test_refusals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
