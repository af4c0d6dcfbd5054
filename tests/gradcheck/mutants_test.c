/* The check fails what is wrong: each known bug of a gradient, planted in the naive implementation,
   on many random networks; and the naive implementation itself passes on them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "naive_subject.h"
#include "tests/naive/sample.h"

#define NETS 40

static sample it;
static naive_net naive, right;
static double gradient[NAIVE_WEIGHTS];
static naive_weights right_gradient;

/* What became of one bug. */
typedef struct tally {
  size_t wrong;    /* networks where it changes the gradient by more than 1e-6 of the largest */
  size_t caught;   /* of those, where the check fails */
  size_t failures; /* networks where the check fails */
} tally;

/* Whether the gradient of the bug is wrong enough that no tolerance should hide it. A bug that also
   changes E, as a table does, counts as wrong if E's own gradient is not what it gives. */
static int gradient_is_wrong(const bp_data *data) {
  const double *a = gradient, *b = (const double *)right_gradient;
  double largest = 0.0, difference = 0.0;
  size_t i;
  naive_set_gradient(&right, data, right_gradient);
  for (i = 0; i < NAIVE_WEIGHTS; i++) {
    largest = fabs(b[i]) > largest ? fabs(b[i]) : largest;
    if (!(fabs(a[i]) <= DBL_MAX)) {
      return 1;
    }
    if (fabs(a[i] - b[i]) > difference) {
      difference = fabs(a[i] - b[i]);
    }
  }
  return difference > 1e-6 * largest;
}

static bp_gradcheck_outcome check(bp_gradcheck_report *report) {
  bp_gradcheck_subject subject;
  naive_subject context;
  bp_gradcheck_options options;
  bp_gradcheck_counts layer[NAIVE_DEPTH];
  bp_gradcheck_defaults(&options);
  naive_subject_bind(&subject, &context, &naive, it.layer, &it.data);
  assert_int_equal(bp_gradcheck_run(&subject, &options, gradient, layer, report), BP_OK);
  return report->outcome;
}

/* The bug on every sample network. */
static tally try_bug(naive_bug bug, const sample_limits *limits) {
  tally result = {0, 0, 0};
  draw_state state = 77310ul;
  size_t net;
  for (net = 0; net < NETS; net++) {
    bp_gradcheck_report report;
    int failed;
    assert_int_equal(sample_draw(&it, limits, &state), BP_OK);
    naive_init(&naive, it.depth, it.width, it.f, bug);
    naive_init(&right, it.depth, it.width, it.f, NAIVE_CORRECT);
    naive_copy_from(&naive, &it.net);
    naive_copy_from(&right, &it.net);
    failed = check(&report) == BP_GRADCHECK_FAIL;
    if (failed && bug == NAIVE_CORRECT) {
      const bp_gradcheck_weight *w = &report.worst;
      print_error(
          "net %lu layer %lu unit %lu input %lu: w %.17g analytic %.17g numeric %.17g abserr "
          "%.3g rounding %.3g step %.3g: %s\n",
          (unsigned long)net, (unsigned long)w->layer, (unsigned long)w->unit,
          (unsigned long)w->input, w->w, w->analytic, w->numeric, w->abserr, w->rounding, w->step,
          bp_gradcheck_reason_text(w->reason));
    }
    result.failures += failed ? 1 : 0;
    if (gradient_is_wrong(&it.data)) {
      result.wrong++;
      result.caught += failed ? 1 : 0;
    }
  }
  return result;
}

static void test_naive_passes(void **state) {
  const sample_limits limits = {4, 12, 5, 0}, shallow = {2, 4, 5, 0};
  (void)state;
  assert_int_equal(try_bug(NAIVE_CORRECT, &limits).failures, 0);
  assert_int_equal(try_bug(NAIVE_CORRECT, &shallow).failures, 0);
}

static void test_bugs_fail(void **state) {
  const sample_limits limits = {4, 8, 5, 0};
  int bug;
  (void)state;
  for (bug = NAIVE_CORRECT + 1; bug < NAIVE_GRADIENT_BUGS; bug++) {
    const tally result = try_bug((naive_bug)bug, &limits);
    print_message("%-45s wrong on %2lu of %d, caught %2lu, failed %2lu\n",
                  naive_bug_text((naive_bug)bug), (unsigned long)result.wrong, NETS,
                  (unsigned long)result.caught, (unsigned long)result.failures);
    /* A third of the networks is what a bug of tanh outputs alone can show in. */
    assert_true(result.failures >= NETS / 4);
    assert_true(10 * result.caught >= 9 * result.wrong);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_naive_passes),
      cmocka_unit_test(test_bugs_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
