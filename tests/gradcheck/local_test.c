/* The local check names the equation of each known bug: planted in the naive implementation, on many
   random networks; and finds nothing where there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "naive_step.h"

#define NETS 60

/* A bug, and where the first equation that does not hold has to be. */
typedef struct expectation {
  naive_bug bug;
  const char *equations; /* any of these */
} expectation;

static const expectation expected[] = {
    {NAIVE_BIAS_FIXED, "EQ-8 EQ-20"},
    {NAIVE_BIAS_AS_GRADIENT, "EQ-8 EQ-20"},
    {NAIVE_UPDATED_WEIGHTS, "EQ-19"},
    {NAIVE_SLOPE_OF_INPUT, "EQ-6 EQ-19"},
    {NAIVE_SLOPE_OF_OUTPUT, "EQ-6 EQ-19"},
    {NAIVE_NO_OUTPUT_SLOPE, "EQ-6"},
    {NAIVE_LOGISTIC_SLOPE, "EQ-6 EQ-19"},
    {NAIVE_TANH_SLOPE, "EQ-6 EQ-19"},
    {NAIVE_FACTOR_TWO, "EQ-4"},
    {NAIVE_FACTOR_HALF, "EQ-4"},
    {NAIVE_FACTOR_OUTPUTS, "EQ-4"},
    {NAIVE_MEAN_FOR_SUM, "EQ-8 EQ-20"},
    {NAIVE_DELTA_NOT_RESET, "EQ-19"},
    {NAIVE_TABLE, "EQ-5 EQ-18"},
    {NAIVE_SLOPE_CLIPPED, "EQ-6 EQ-19"},
    {NAIVE_OUTPUT_CLIPPED, "EQ-5 EQ-18"},
    {NAIVE_ATANH_ERROR, "EQ-4"},
    {NAIVE_SYMMETRIC_HALVED, "EQ-4"},
    {NAIVE_SIGN, "EQ-4"},
    {NAIVE_TRANSPOSED, "EQ-19"},
    {NAIVE_BIAS_ROW, "EQ-19"},
    {NAIVE_LAST_SKIPPED, "EQ-19"},
    {NAIVE_STALE_Y, "EQ-8 EQ-20"},
    {NAIVE_ALIASED, "EQ-19"},
    {NAIVE_SINGLE, "EQ-8 EQ-20"},
    {NAIVE_FEW_DIGITS, "EQ-5 EQ-16"},
    {NAIVE_NAN, "EQ-8"},
    {NAIVE_ETA_TWICE, "EQ-9 EQ-12 EQ-10 EQ-22"},
    {NAIVE_ETA_PER_EXAMPLE, "EQ-9 EQ-12 EQ-10 EQ-22"},
    {NAIVE_REDUCE_SWAPPED, "EQ-9 EQ-12 EQ-10 EQ-22"},
    {NAIVE_UPDATE_IN_BATCH, "EQ-5 EQ-16"},
    {NAIVE_MOMENTUM_MISSING, "EQ-9 EQ-12"},
    {NAIVE_MOMENTUM_STALE, "EQ-9 EQ-12"},
    {NAIVE_MOMENTUM_ETA, "EQ-9 EQ-12"},
    {NAIVE_MOMENTUM_ONE_MINUS, "EQ-9 EQ-12"},
    {NAIVE_HISTORY, "EQ-9 EQ-12"},
    {NAIVE_BIAS_NOT_UPDATED, "EQ-9 EQ-12 EQ-10 EQ-22"},
};

static sample it;
static naive_net naive;
static naive_step room;
static double before[SAMPLE_MEMORY];

static size_t wrongly_named;

/* Whether the equation is one of those listed, separated by spaces. */
static int lists(const char *equations, const char *equation) {
  const size_t n = strlen(equation);
  const char *at = equations;
  while ((at = strstr(at, equation)) != NULL) {
    if (at[n] == '\0' || at[n] == ' ') {
      return 1;
    }
    at += n;
  }
  return 0;
}

/* Whether the check finds the step at fault; that the equation is the bug's. */
static int judge(const bp_local_step *step, const expectation *e) {
  bp_local_report report;
  const bp_local_finding *first;
  const char *equation;
  bp_local_check(step, &report);
  first = bp_local_first(&report);
  if (first == NULL) {
    return 0;
  }
  equation = bp_local_equation(first->quantity, first->layer + 1 == it.depth);
  if (e == NULL || !lists(e->equations, equation)) {
    print_error(
        "%s: %s of layer %lu of %lu, unit %lu, input %lu, pattern %lu: found %.17g, expected "
        "%.17g within %.3g\n",
        e == NULL ? "no bug" : naive_bug_text(e->bug), equation, (unsigned long)first->layer + 1,
        (unsigned long)it.depth, (unsigned long)first->unit, (unsigned long)first->input,
        (unsigned long)first->pattern, first->found, first->expected, first->bound);
    wrongly_named++;
  }
  return 1;
}

static int try_gradient(naive_bug bug, const expectation *e) {
  bp_local_step step;
  naive_init(&naive, it.depth, it.width, it.f, bug);
  naive_copy_from(&naive, &it.net);
  naive_step_gradient(&step, &room, &naive, &it.net, &it.data);
  return judge(&step, e);
}

/* Three steps, of which the first and the last are looked at. */
static int try_update(naive_bug bug, const expectation *e, const bp_data *data, double alpha) {
  bp_local_step step;
  bp_rule rule;
  int found, n;
  memset(&rule, 0, sizeof rule);
  rule.eta = 0.125;
  rule.alpha = alpha;
  rule.batch = data->count == 1 ? 1 : 0;
  rule.reduce = data->count == 3 ? BP_MEAN : BP_SUM;
  naive_init(&naive, it.depth, it.width, it.f, bug);
  naive_copy_from(&naive, &it.net);
  naive_step_update(&step, &room, &naive, &it.net, data, &rule, 1);
  found = judge(&step, e);
  for (n = 2; n <= 3 && !found; n++) {
    naive_copy_to(&naive, &it.net);
    naive_step_update(&step, &room, &naive, &it.net, data, &rule, 0);
    found = n == 3 && judge(&step, e);
  }
  return found;
}

static int try_updates(naive_bug bug, const expectation *e) {
  bp_data one = it.data;
  int found;
  one.count = 1;
  memcpy(before, it.net.w, it.net.weights * sizeof(double));
  found = try_update(bug, e, &one, 0.0);
  memcpy(it.net.w, before, it.net.weights * sizeof(double));
  found |= try_update(bug, e, &one, 0.5);
  memcpy(it.net.w, before, it.net.weights * sizeof(double));
  found |= try_update(bug, e, &it.data, 0.5);
  memcpy(it.net.w, before, it.net.weights * sizeof(double));
  return found;
}

static void test_nothing_where_nothing_is(void **state) {
  const sample_limits limits = {NAIVE_DEPTH, 12, 5, 0}, tame = {3, 6, 3, 1};
  draw_state draws = 9021ul;
  size_t net;
  (void)state;
  wrongly_named = 0;
  for (net = 0; net < 5 * NETS; net++) {
    assert_int_equal(sample_draw(&it, &limits, &draws), BP_OK);
    assert_false(try_gradient(NAIVE_CORRECT, NULL));
    /* Steps that diverge have nothing to say. */
    assert_int_equal(sample_draw(&it, &tame, &draws), BP_OK);
    assert_false(try_updates(NAIVE_CORRECT, NULL));
  }
}

static void test_each_bug_is_named(void **state) {
  const sample_limits limits = {4, 8, 5, 1};
  size_t i, listed = 0;
  int bug;
  (void)state;
  wrongly_named = 0;
  for (i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    const expectation *e = &expected[i];
    draw_state draws = 4410ul;
    size_t net, found = 0;
    for (net = 0; net < NETS; net++) {
      assert_int_equal(sample_draw(&it, &limits, &draws), BP_OK);
      found +=
          (size_t)(e->bug < NAIVE_GRADIENT_BUGS ? try_gradient(e->bug, e) : try_updates(e->bug, e));
    }
    print_message("%-45s found on %2lu of %d: %s\n", naive_bug_text(e->bug), (unsigned long)found,
                  NETS, e->equations);
    /* The rarest show in tanh outputs alone. */
    assert_true(found >= NETS / 8);
  }
  for (bug = NAIVE_CORRECT + 1; bug < NAIVE_BUG_COUNT; bug++) {
    for (i = 0; i < sizeof expected / sizeof expected[0]; i++) {
      listed += expected[i].bug == (naive_bug)bug ? 1 : 0;
    }
  }
  assert_int_equal(listed, NAIVE_BUG_COUNT - 2);
  assert_int_equal(wrongly_named, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nothing_where_nothing_is),
      cmocka_unit_test(test_each_bug_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
