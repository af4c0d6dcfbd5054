/* Classes, accuracy and confusion, on targets and outputs that are known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "src/cli/metrics.h"

static cli_classes find(const double *targets, size_t count, size_t outputs) {
  bp_data data;
  data.count = count;
  data.inputs = NULL;
  data.targets = targets;
  return cli_classes_find(&data, outputs);
}

static void test_classes(void **state) {
  static const double bits[] = {0, 1, 1, 0}, signs[] = {-1, 1, 1, -1}, mixed[] = {-1, 0, 1, 1};
  static const double three[] = {1, 0, 0, 0, 0, 1}, two_high[] = {1, 1, 0, 0, 1, 0};
  static const double soft[] = {0.9, 0.1, 0.1, 0.9};
  (void)state;
  assert_int_equal(find(bits, 4, 1).count, 2);
  assert_true(find(bits, 4, 1).middle == 0.5);
  assert_int_equal(find(signs, 4, 1).count, 2);
  assert_true(find(signs, 4, 1).middle == 0.0);
  assert_int_equal(find(mixed, 4, 1).count, 0);
  assert_int_equal(find(three, 2, 3).count, 3);
  assert_int_equal(find(two_high, 2, 3).count, 0);
  assert_int_equal(find(bits, 2, 2).count, 2);
  assert_int_equal(find(signs, 2, 2).count, 2);
  assert_int_equal(find(soft, 2, 2).count, 0);
}

static void test_class_of(void **state) {
  static const double outputs[] = {0.2, 0.7, 0.7};
  cli_classes classes;
  (void)state;
  classes.count = 3;
  classes.outputs = 3;
  classes.middle = 0.5;
  assert_int_equal(cli_class_of(&classes, outputs), 1);
  classes.count = 2;
  classes.outputs = 1;
  assert_int_equal(cli_class_of(&classes, outputs), 0);
  assert_int_equal(cli_class_of(&classes, outputs + 1), 1);
  classes.middle = 0.2;
  assert_int_equal(cli_class_of(&classes, outputs), 0);
}

/* A network that hands its two inputs on, y = s. */
static void make_identity(bp_net *net, bp_layer *layer, double *memory, size_t count) {
  static const size_t widths[] = {2, 2};
  static const bp_activation activation[] = {BP_IDENTITY};
  assert_int_equal(bp_net_init(net, layer, 1, widths, activation, memory, count), BP_OK);
  assert_int_equal(bp_net_set_weight(net, 0, 0, 1, 1.0), BP_OK);
  assert_int_equal(bp_net_set_weight(net, 0, 1, 2, 1.0), BP_OK);
}

static void test_measure(void **state) {
  static const double inputs[] = {1, 0, 0, 1, 1, 0, 0.5, 0.5}, targets[] = {1, 0, 0, 1, 0, 1, 1, 0};
  static const size_t wanted[] = {2, 0, 1, 1};
  double memory[64];
  size_t confusion[4];
  bp_layer layer;
  bp_net net;
  bp_data data;
  cli_classes classes;
  cli_metrics metrics;
  (void)state;
  make_identity(&net, &layer, memory, 64);
  data.count = 4;
  data.inputs = inputs;
  data.targets = targets;
  classes = cli_classes_find(&data, 2);
  assert_int_equal(cli_measure(&net, &data, &classes, &metrics, confusion), BP_OK);
  assert_int_equal(metrics.patterns, 4);
  assert_int_equal(metrics.correct, 3);
  assert_true(metrics.E == 0.0 + 0.0 + 1.0 + 0.25);
  assert_true(cli_accuracy(&metrics) == 0.75);
  assert_memory_equal(confusion, wanted, sizeof wanted);
}

static void test_nothing(void **state) {
  cli_metrics metrics;
  (void)state;
  memset(&metrics, 0, sizeof metrics);
  assert_true(cli_accuracy(&metrics) == 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_classes),
      cmocka_unit_test(test_class_of),
      cmocka_unit_test(test_measure),
      cmocka_unit_test(test_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
