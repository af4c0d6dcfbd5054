/* The range that numbers keep within. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>

#include "src/bp/bp.h"
#include "src/bp/range.h"

#define ABOVE (BP_LIMIT * (1.0 + 2.3e-16)) /* the next double after the limit */

static void test_limits(void **state) {
  (void)state;
  assert_true(BP_LIMIT == ldexp(1.0, 200));
  assert_true(BP_BEYOND == ldexp(1.0, 201));
}

static void test_peak(void **state) {
  const double v[] = {0.5, -3.0, 2.0}, zeros[] = {-0.0, 0.0}, tiny[] = {-4.9406564584124654e-324};
  (void)state;
  assert_true(bp_range_peak(v, 0) == 0.0);
  assert_true(bp_range_peak(v, 1) == 0.5);
  assert_true(bp_range_peak(v, 3) == 3.0);
  assert_true(bp_range_peak(zeros, 2) == 0.0);
  assert_true(bp_range_peak(tiny, 1) > 0.0);
}

/* One bad number at any place among good ones, also after one nearly as bad. */
static void test_peak_beyond(void **state) {
  double bad[6], v[4];
  size_t i, at;
  (void)state;
  bad[0] = sqrt(-1.0);
  bad[1] = -bad[0];
  bad[2] = HUGE_VAL;
  bad[3] = -HUGE_VAL;
  bad[4] = ABOVE;
  bad[5] = -DBL_MAX;
  for (i = 0; i < 6; i++) {
    for (at = 0; at < 4; at++) {
      v[0] = BP_LIMIT;
      v[1] = -BP_LIMIT;
      v[2] = 1.0;
      v[3] = 0.0;
      assert_true(bp_range_peak(v, 4) == BP_LIMIT);
      v[at] = bad[i];
      assert_true(bp_range_peak(v, 4) == BP_BEYOND);
      v[(at + 1) % 4] = bad[(i + 1) % 6];
      assert_true(bp_range_peak(v, 4) == BP_BEYOND);
    }
  }
}

/* Of more numbers than are looked at one by one: the largest, and a bad one, at any place; none beyond the end counts. */
static void test_peak_of_many(void **state) {
  double v[41];
  size_t n, at, i;
  (void)state;
  for (n = 5; n <= 40; n++) {
    for (at = 0; at < n; at++) {
      for (i = 0; i < n; i++) {
        v[i] = 0.25;
      }
      v[n] = 9.0;
      assert_true(bp_range_peak(v, n) == 0.25);
      v[at] = -3.0;
      assert_true(bp_range_peak(v, n) == 3.0);
      v[at] = sqrt(-1.0);
      assert_true(bp_range_peak(v, n) == BP_BEYOND);
    }
  }
}

static void test_holds(void **state) {
  (void)state;
  assert_true(bp_range_holds(0.5, 0.0, 1.0));
  assert_true(bp_range_holds(0.0, 0.0, 1.0));
  assert_true(bp_range_holds(1.0, 0.0, 1.0));
  assert_false(bp_range_holds(-DBL_MIN, 0.0, 1.0));
  assert_false(bp_range_holds(1.0 + DBL_EPSILON, 0.0, 1.0));
  assert_false(bp_range_holds(sqrt(-1.0), -DBL_MAX, DBL_MAX));
  assert_false(bp_range_holds(HUGE_VAL, -BP_LIMIT, BP_LIMIT));
  assert_false(bp_range_holds(-HUGE_VAL, -BP_LIMIT, BP_LIMIT));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_limits),      cmocka_unit_test(test_peak),
      cmocka_unit_test(test_peak_beyond), cmocka_unit_test(test_peak_of_many),
      cmocka_unit_test(test_holds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
