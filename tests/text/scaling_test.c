/* Scaling of columns, there and back, and its limits. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/bp/range.h"
#include "src/text/scaling.h"

static void minmax(void **state) {
  const double data[] = {1, 5, -3, 3, 5, 7, 2, 5, 17};
  double v[9];
  bp_scaling scaling;
  bp_text_error error;
  size_t i;
  (void)state;
  memcpy(v, data, sizeof v);
  assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_MINMAX, data, 3, 3, &error), BP_TEXT_OK);
  assert_int_equal(scaling.columns, 3);
  assert_int_equal(bp_scaling_apply(&scaling, v, 3, &error), BP_TEXT_OK);
  assert_true(v[0] == 0.0 && v[3] == 1.0 && v[6] == 0.5);
  assert_true(v[1] == 0.0 && v[4] == 0.0 && v[7] == 0.0);
  assert_true(v[2] == 0.0 && v[5] == 0.5 && v[8] == 1.0);
  assert_int_equal(bp_scaling_invert(&scaling, v, 3, &error), BP_TEXT_OK);
  for (i = 0; i < 9; i++) {
    assert_true(v[i] == data[i]);
  }
  bp_scaling_free(&scaling);
  assert_null(scaling.offset);
  /* Of two zeros the first one counts. */
  for (i = 0; i < 2; i++) {
    v[i] = -0.0;
    v[1 - i] = 0.0;
    assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_MINMAX, v, 2, 1, &error), BP_TEXT_OK);
    assert_memory_equal(scaling.offset, v, sizeof *v);
    bp_scaling_free(&scaling);
  }
}

static void standard(void **state) {
  double v[] = {2, 1e-3, 4, 1e-3, 4, 1e-3, 4, 1e-3, 5, 1e-3, 5, 1e-3, 7, 1e-3, 9, 1e-3};
  bp_scaling scaling;
  bp_text_error error;
  size_t i;
  (void)state;
  assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_STANDARD, v, 8, 2, &error), BP_TEXT_OK);
  assert_true(fabs(scaling.offset[0] - 5.0) < 1e-15 && fabs(scaling.factor[0] - 0.5) < 1e-15);
  assert_true(scaling.offset[1] == 1e-3 && scaling.factor[1] == 1.0);
  assert_int_equal(bp_scaling_apply(&scaling, v, 8, &error), BP_TEXT_OK);
  assert_true(fabs(v[0] + 1.5) < 1e-15);
  for (i = 0; i < 8; i++) {
    assert_true(v[2 * i + 1] == 0.0);
  }
  bp_scaling_free(&scaling);
}

/* Of columns beside each other, each by itself; in memory of their size. */
static void columns(void **state) {
  enum { ROWS = 7, COLUMNS = 3 };
  double *v = malloc(ROWS * COLUMNS * sizeof *v);
  bp_scaling minmax, standard;
  bp_text_error error;
  size_t i, j;
  (void)state;
  assert_non_null(v);
  for (i = 0; i < ROWS; i++) {
    for (j = 0; j < COLUMNS; j++) {
      v[i * COLUMNS + j] =
          (double)((i * i * 5 + i * j + 3) % 11) * (j == 1 ? -0.125 : 4.0) + 100.0 * (double)j;
    }
  }
  assert_int_equal(bp_scaling_fit(&minmax, BP_SCALING_MINMAX, v, ROWS, COLUMNS, &error),
                   BP_TEXT_OK);
  assert_int_equal(bp_scaling_fit(&standard, BP_SCALING_STANDARD, v, ROWS, COLUMNS, &error),
                   BP_TEXT_OK);
  assert_true(minmax.columns == COLUMNS && standard.columns == COLUMNS);
  assert_true(minmax.kind == BP_SCALING_MINMAX && standard.kind == BP_SCALING_STANDARD);
  for (j = 0; j < COLUMNS; j++) {
    double low = 1e9, high = -1e9, mean = 0.0, squares = 0.0;
    for (i = 0; i < ROWS; i++) {
      const double value = v[i * COLUMNS + j];
      low = value < low ? value : low;
      high = value > high ? value : high;
      mean += value / ROWS;
    }
    for (i = 0; i < ROWS; i++) {
      squares += (v[i * COLUMNS + j] - mean) * (v[i * COLUMNS + j] - mean);
    }
    assert_true(minmax.offset[j] == low && minmax.factor[j] == 1.0 / (high - low));
    assert_true(fabs(standard.offset[j] - mean) < 1e-12);
    assert_true(fabs(standard.factor[j] * sqrt(squares / ROWS) - 1.0) < 1e-12);
  }
  bp_scaling_free(&minmax);
  bp_scaling_free(&standard);
  free(v);
}

static void assert_factor(bp_scaling_kind kind, double v, double offset, double factor) {
  double column[2] = {0.0, 0.0};
  bp_scaling scaling;
  bp_text_error error;
  column[1] = v;
  assert_int_equal(bp_scaling_fit(&scaling, kind, column, 2, 1, &error), BP_TEXT_OK);
  assert_true(scaling.offset[0] == offset && scaling.factor[0] == factor);
  bp_scaling_free(&scaling);
}

/* One number of five differs by v, wherever it is: its distance from the mean is 4/5 of the difference, the others' is 1/5, and
   the deviation 2/5. */
static void assert_outlier(double low, double v, double offset, double factor) {
  enum { ROWS = 5 };
  double column[2 * ROWS];
  bp_scaling scaling;
  bp_text_error error;
  size_t at, i;
  for (at = 0; at < ROWS; at++) {
    for (i = 0; i < ROWS; i++) {
      column[2 * i] = 1.0;
      column[2 * i + 1] = i == at ? low + v : low;
    }
    assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_STANDARD, column, ROWS, 2, &error),
                     BP_TEXT_OK);
    assert_true(scaling.offset[0] == 1.0 && scaling.factor[0] == 1.0);
    assert_true(fabs(scaling.offset[1] - offset) <= 1e-15 * offset);
    assert_true(fabs(scaling.factor[1] / factor - 1.0) < 1e-15);
    bp_scaling_free(&scaling);
  }
}

/* A spread of 2^-200 is scaled, one below it is not. The standard one is half of the distance. */
static void least_spread(void **state) {
  (void)state;
  assert_outlier(0.0, 2.75 / BP_LIMIT, 0.55 / BP_LIMIT, BP_LIMIT / 1.1);
  assert_outlier(0.0, 1.2 / BP_LIMIT, 0.0, 1.0);
  assert_outlier(1.0 / BP_LIMIT, 1.2 / BP_LIMIT, 1.0 / BP_LIMIT, 1.0);
  assert_factor(BP_SCALING_MINMAX, 1.0 / BP_LIMIT, 0.0, BP_LIMIT);
  assert_factor(BP_SCALING_MINMAX, 0.75 / BP_LIMIT, 0.0, 1.0);
  assert_factor(BP_SCALING_STANDARD, 2.0 / BP_LIMIT, 1.0 / BP_LIMIT, BP_LIMIT);
  assert_factor(BP_SCALING_STANDARD, 1.5 / BP_LIMIT, 0.0, 1.0);
}

/* The ends of the range of numbers: nothing overflows, and every factor is one a file may hold. */
static void extremes(void **state) {
  static const double pairs[][2] = {
      {-BP_LIMIT, BP_LIMIT},     {0.0, 5e-324},     {0.0, 1.0 / BP_LIMIT},
      {0.0, 0.9 / BP_LIMIT},     {1e60, 1e60},      {-0.0, 0.0},
      {1.0, 1.0000000000000002}, {-1e-300, 1e-300}, {BP_LIMIT, BP_LIMIT * (1.0 - 1e-16)}};
  const bp_scaling_kind kinds[] = {BP_SCALING_MINMAX, BP_SCALING_STANDARD};
  bp_text_error error;
  size_t i, k;
  (void)state;
  for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    for (k = 0; k < 2; k++) {
      double v[2];
      bp_scaling scaling;
      v[0] = pairs[i][0];
      v[1] = pairs[i][1];
      assert_int_equal(bp_scaling_fit(&scaling, kinds[k], v, 2, 1, &error), BP_TEXT_OK);
      assert_true(scaling.factor[0] >= BP_FACTOR_MIN && scaling.factor[0] <= BP_LIMIT);
      assert_true(fabs(scaling.offset[0]) <= BP_LIMIT);
      assert_int_equal(bp_scaling_apply(&scaling, v, 2, &error), BP_TEXT_OK);
      /* 2 where the mean of neighbouring numbers has to be one of them */
      assert_true(fabs(v[0]) <= 2.0 && fabs(v[1]) <= 2.0);
      assert_int_equal(bp_scaling_invert(&scaling, v, 2, &error), BP_TEXT_OK);
      assert_true(fabs(v[1] - pairs[i][1]) <=
                  4e-16 * fabs(pairs[i][1] - pairs[i][0]) + 4e-16 * fabs(pairs[i][1]));
      bp_scaling_free(&scaling);
    }
  }
}

/* A value that leads too far is refused and nothing is changed. */
static void refused(void **state) {
  const double fit[] = {0.0, 0.0, 1.0, 1e-10}, wide[] = {-BP_LIMIT, BP_LIMIT};
  double v[] = {0.5, 0.5, 0.25, 1e55}, before[4];
  bp_scaling scaling;
  bp_text_error error;
  (void)state;
  memcpy(before, v, sizeof v);
  assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_MINMAX, fit, 2, 2, &error), BP_TEXT_OK);
  assert_int_equal(bp_scaling_apply(&scaling, v, 2, &error), BP_TEXT_ERR_VALUE);
  assert_string_equal(error.message,
                      "row 2, column 2: scaling 1e+55 leads beyond 2^200 in magnitude");
  assert_true(error.path[0] == '\0' && error.line == 0 && error.column == 0);
  assert_memory_equal(v, before, sizeof v);
  v[3] = NAN;
  memcpy(before, v, sizeof v);
  assert_int_equal(bp_scaling_apply(&scaling, v, 2, &error), BP_TEXT_ERR_VALUE);
  assert_int_equal(bp_scaling_invert(&scaling, v, 2, &error), BP_TEXT_ERR_VALUE);
  assert_memory_equal(v, before, sizeof v);
  bp_scaling_free(&scaling);
  assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_MINMAX, wide, 2, 1, &error), BP_TEXT_OK);
  v[0] = 4.0 * BP_LIMIT; /* 2.5 when scaled, but no number to begin with */
  assert_int_equal(bp_scaling_apply(&scaling, v, 1, &error), BP_TEXT_ERR_VALUE);
  bp_scaling_free(&scaling);
}

static void none_and_copies(void **state) {
  const double fit[] = {5.0, 7.0};
  double v[] = {3.0, 4.0};
  bp_scaling scaling, copy;
  bp_text_error error;
  (void)state;
  assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_NONE, v, 2, 1, &error), BP_TEXT_OK);
  assert_int_equal(scaling.columns, 0);
  assert_int_equal(bp_scaling_apply(&scaling, v, 2, &error), BP_TEXT_OK);
  assert_int_equal(bp_scaling_invert(&scaling, v, 2, &error), BP_TEXT_OK);
  assert_true(v[0] == 3.0 && v[1] == 4.0);
  assert_int_equal(bp_scaling_copy(&copy, &scaling, &error), BP_TEXT_OK);
  assert_int_equal(copy.kind, BP_SCALING_NONE);
  assert_int_equal(bp_scaling_fit(&scaling, BP_SCALING_MINMAX, fit, 2, 1, &error), BP_TEXT_OK);
  assert_int_equal(bp_scaling_copy(&copy, &scaling, &error), BP_TEXT_OK);
  assert_true(copy.factor != scaling.factor && copy.factor[0] == 0.5 && copy.columns == 1);
  assert_true(copy.offset != scaling.offset && copy.offset[0] == 5.0);
  bp_scaling_free(&scaling);
  bp_scaling_free(&copy);
}

static void names(void **state) {
  bp_scaling_kind kind = BP_SCALING_COUNT;
  int i;
  (void)state;
  for (i = 0; i < BP_SCALING_COUNT; i++) {
    assert_int_equal(bp_scaling_find(bp_scaling_name((bp_scaling_kind)i), &kind), 1);
    assert_int_equal((int)kind, i);
  }
  assert_int_equal(bp_scaling_find("max", &kind), 0);
  assert_string_equal(bp_scaling_name(BP_SCALING_COUNT), "unknown");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(minmax),   cmocka_unit_test(standard),
                                     cmocka_unit_test(columns),  cmocka_unit_test(least_spread),
                                     cmocka_unit_test(extremes), cmocka_unit_test(refused),
                                     cmocka_unit_test(names),    cmocka_unit_test(none_and_copies)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
