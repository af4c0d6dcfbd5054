/* Holding out: every pattern once, each class by its share, the same again for the same seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "src/cli/report.h"
#include "src/cli/split.h"

#define ROWS 100
#define CLASSES 3

/* Pattern p has input p and one of three classes: 60, 30 and 10 patterns, mixed. */
static double input[ROWS];
static double target[ROWS * CLASSES];

static size_t class_of(size_t p) {
  return p % 10 < 6 ? 0 : p % 10 < 9 ? 1 : 2;
}

static bp_data make_data(void) {
  bp_data data;
  size_t p, k;
  for (p = 0; p < ROWS; p++) {
    input[p] = (double)p;
    for (k = 0; k < CLASSES; k++) {
      target[p * CLASSES + k] = class_of(p) == k ? 1.0 : 0.0;
    }
  }
  data.count = ROWS;
  data.inputs = input;
  data.targets = target;
  return data;
}

static bp_seed seed_of(unsigned long low) {
  bp_seed seed;
  seed.low = low;
  seed.high = 0;
  return seed;
}

/* Counts how often each pattern stands in a part, whose patterns must be in order, targets with
   inputs. */
static void count_part(const bp_data *part, size_t *times, size_t *classes) {
  size_t i, k;
  for (i = 0; i < part->count; i++) {
    const size_t p = (size_t)part->inputs[i];
    assert_true(i == 0 || part->inputs[i] > part->inputs[i - 1]);
    for (k = 0; k < CLASSES; k++) {
      assert_true(part->targets[i * CLASSES + k] == (class_of(p) == k ? 1.0 : 0.0));
    }
    times[p]++;
    classes[class_of(p)]++;
  }
}

static void check_split(double holdout, unsigned long seed, size_t a, size_t b, size_t c) {
  const bp_data data = make_data();
  size_t times[ROWS], held[CLASSES], rest[CLASSES], p;
  cli_split split;
  memset(times, 0, sizeof times);
  memset(held, 0, sizeof held);
  memset(rest, 0, sizeof rest);
  assert_int_equal(cli_split_make(&data, 1, CLASSES, holdout, seed_of(seed), &split), CLI_OK);
  count_part(&split.train, times, rest);
  count_part(&split.held, times, held);
  for (p = 0; p < ROWS; p++) {
    assert_int_equal(times[p], 1);
  }
  assert_int_equal(held[0], a);
  assert_int_equal(held[1], b);
  assert_int_equal(held[2], c);
  cli_split_free(&split);
  assert_null(split.input);
}

static void test_shares(void **state) {
  (void)state;
  check_split(0.0, 1, 0, 0, 0);
  check_split(0.2, 1, 12, 6, 2);
  check_split(0.2, 2, 12, 6, 2);
  check_split(0.25, 1, 15, 8, 3);
  check_split(0.01, 1, 1, 0, 0);
  /* One of each class remains. */
  check_split(0.999, 1, 59, 29, 9);
}

static void test_seed(void **state) {
  const bp_data data = make_data();
  cli_split first, again, other;
  (void)state;
  assert_int_equal(cli_split_make(&data, 1, CLASSES, 0.2, seed_of(7), &first), CLI_OK);
  assert_int_equal(cli_split_make(&data, 1, CLASSES, 0.2, seed_of(7), &again), CLI_OK);
  assert_int_equal(cli_split_make(&data, 1, CLASSES, 0.2, seed_of(8), &other), CLI_OK);
  assert_memory_equal(first.input, again.input, sizeof input);
  assert_true(memcmp(first.input, other.input, sizeof input) != 0);
  cli_split_free(&first);
  cli_split_free(&again);
  cli_split_free(&other);
}

/* The choice is that of the documented order: for one class, the patterns that it names first. */
static void test_order(void **state) {
  bp_data data = make_data();
  size_t order[ROWS], i, j;
  cli_split split;
  (void)state;
  target[0] = 0.5;
  assert_int_equal(cli_split_make(&data, 1, CLASSES, 0.2, seed_of(7), &split), CLI_OK);
  bp_random_order(seed_of(7), CLI_SPLIT_EPOCH, order, ROWS);
  assert_int_equal(split.held.count, 20);
  for (i = 0; i < 20; i++) {
    int found = 0;
    for (j = 0; j < 20; j++) {
      found += split.held.inputs[j] == (double)order[i];
    }
    assert_int_equal(found, 1);
  }
  cli_split_free(&split);
}

static void test_nothing_held(void **state) {
  bp_data data = make_data();
  cli_split split;
  (void)state;
  data.count = 4;
  assert_int_equal(cli_split_make(&data, 1, CLASSES, 0.1, seed_of(1), &split), CLI_USAGE);
  assert_null(split.input);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shares),
      cmocka_unit_test(test_seed),
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_nothing_held),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
