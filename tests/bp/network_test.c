/* Shapes, memory and the place of every weight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "src/bp/bp.h"

#define MOST ((size_t)-1)
#define DEPTH 3

static void test_shapes_refused(void **state) {
  const size_t halves = (size_t)1 << (4 * sizeof(size_t)); /* its square is one more than fits */
  size_t widths[DEPTH + 1], l;
  (void)state;
  for (l = 0; l <= DEPTH; l++) {
    widths[l] = 2;
  }
  assert_true(bp_net_memory(DEPTH, widths) > 0);
  assert_int_equal(bp_net_memory(0, widths), 0);
#ifndef BP_CONTRACTS
  /* No widths are read then, though the contract says that they are there. */
  assert_int_equal(bp_net_memory(MOST, widths), 0);
  assert_int_equal(bp_net_memory(MOST / 1024 / 8 + 1, widths), 0);
#endif
  for (l = 0; l <= DEPTH; l++) {
    const size_t bad[] = {0, MOST, MOST - 1, MOST / 2, MOST / 8, MOST / 64};
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
      widths[l] = bad[i];
      assert_int_equal(bp_net_memory(DEPTH, widths), 0);
    }
    widths[l] = 2;
  }
  for (l = 0; l < DEPTH; l++) {
    widths[l] = halves;
    widths[l + 1] = halves;
    assert_int_equal(bp_net_memory(DEPTH, widths), 0);
    widths[l] = halves - 1; /* (J + 1) K is 0 modulo 2^64 */
    assert_int_equal(bp_net_memory(DEPTH, widths), 0);
    widths[l] = 2;
    widths[l + 1] = 2;
  }
  /* The sum of layers, each of which alone would do. */
  for (l = 0; l <= DEPTH; l++) {
    widths[l] = halves / 64;
  }
  assert_true(bp_net_memory(1, widths) > 0);
  assert_true(bp_net_memory(1, widths) < MOST / sizeof(double));
  for (l = 0; l <= DEPTH; l++) {
    widths[l] = halves / 32 - 1;
  }
  assert_int_equal(bp_net_memory(DEPTH, widths), 0);
}

/* As many weights as there may be, MOST / 1024 = 2^2n - 1 = (2^n + 1) (2^n - 1), and one unit more. */
static void test_most_weights(void **state) {
  size_t widths[2];
  (void)state;
  widths[0] = (size_t)1 << (4 * sizeof(size_t) - 5);
  widths[1] = widths[0] - 1;
  assert_true(bp_net_memory(1, widths) == MOST / 1024 + 3 * widths[1] + 2);
  widths[1]++;
  assert_int_equal(bp_net_memory(1, widths), 0);
}

static void test_memory_count(void **state) {
  const size_t widths[] = {3, 5, 2};
  (void)state;
  /* 20 + 12 weights, x, y and delta of 7 units, two peaks for each layer. */
  assert_int_equal(bp_net_memory(2, widths), 32 + 21 + 4);
  assert_int_equal(bp_net_memory(1, widths), 20 + 15 + 2);
}

/* Calls bp_net_init; on an error everything handed over has to be as before. */
static bp_status init(size_t depth, const size_t *widths, const bp_activation *f, size_t count) {
  static double memory[64], memory_before[64];
  static bp_layer layer[DEPTH], layer_before[DEPTH];
  static bp_net net, net_before;
  bp_status status;
  memset(memory, 0x5a, sizeof memory);
  memset(layer, 0x5a, sizeof layer);
  memset(&net, 0x5a, sizeof net);
  memcpy(memory_before, memory, sizeof memory);
  memcpy(layer_before, layer, sizeof layer);
  memcpy(&net_before, &net, sizeof net);
  status = bp_net_init(&net, layer, depth, widths, f, memory, count);
  if (status != BP_OK) {
    assert_memory_equal(memory_before, memory, sizeof memory);
    assert_memory_equal(layer_before, layer, sizeof layer);
    assert_memory_equal(&net_before, &net, sizeof net);
  } else {
    size_t i;
    for (i = 0; i < bp_net_memory(depth, widths); i++) {
      assert_true(memory[i] == 0.0);
    }
    assert_memory_equal(memory_before + i, memory + i, (64 - i) * sizeof *memory);
    assert_true(net.depth == depth && net.inputs == widths[0] && net.outputs == widths[depth]);
    assert_int_equal(net.weights + 3 * net.units + 2 * depth, i);
  }
  return status;
}

static void test_init(void **state) {
  const size_t widths[] = {3, 5, 2}, zero[] = {3, 0, 2};
  bp_activation f[2] = {BP_LOGISTIC, BP_IDENTITY};
  (void)state;
  assert_int_equal(init(2, widths, f, 57), BP_OK);
  assert_int_equal(init(2, widths, f, 64), BP_OK);
  assert_int_equal(init(2, widths, f, 56), BP_ERR_MEMORY);
  assert_int_equal(init(2, widths, f, 0), BP_ERR_MEMORY);
  assert_int_equal(init(2, zero, f, 64), BP_ERR_SHAPE);
  assert_int_equal(init(0, widths, f, 64), BP_ERR_SHAPE);
  f[1] = BP_ACTIVATION_COUNT;
  assert_int_equal(init(2, widths, f, 64), BP_ERR_OPTION);
  f[1] = BP_TANH;
  f[0] = BP_ACTIVATION_COUNT;
  assert_int_equal(init(2, widths, f, 64), BP_ERR_OPTION);
}

/* Every place in w belongs to one weight. Widths about the size of a panel and beyond. */
static void assert_bijection(size_t depth, const size_t *widths) {
  static double memory[40000];
  static unsigned char seen[40000];
  const bp_activation f[] = {BP_TANH, BP_LOGISTIC, BP_IDENTITY};
  bp_layer layer[DEPTH];
  bp_net net;
  size_t l, k, j, n = 0;
  memset(seen, 0, sizeof seen);
  assert_int_equal(bp_net_init(&net, layer, depth, widths, f, memory, 40000), BP_OK);
  for (l = 0; l < depth; l++) {
    for (k = 0; k < widths[l + 1]; k++) {
      for (j = 0; j <= widths[l]; j++, n++) {
        const size_t at = bp_net_weight_index(&net, l, k, j);
        assert_true(at < net.weights);
        assert_true(at >= layer[l].weight_at && at - layer[l].weight_at < layer[l].weights);
        assert_int_equal(seen[at], 0);
        seen[at] = 1;
      }
    }
  }
  assert_int_equal(n, net.weights);
}

static void test_index_is_bijection(void **state) {
  size_t widths[DEPTH + 1], k;
  (void)state;
  for (k = 1; k <= 70; k++) {
    widths[0] = 71 - k;
    widths[1] = k;
    widths[2] = 3;
    widths[3] = k;
    assert_bijection(DEPTH, widths);
  }
}

/* What is set is what the unit computes with: x_k = w_k0 + w_kj for the j-th unit signal. */
static void test_set_weight(void **state) {
  const size_t widths[] = {3, 40};
  const bp_activation f[] = {BP_IDENTITY};
  const double nan_value = sqrt(-1.0);
  double memory[300], s[3];
  bp_layer layer[1];
  bp_net net;
  size_t k, j, i;
  (void)state;
  assert_int_equal(bp_net_init(&net, layer, 1, widths, f, memory, 300), BP_OK);
  for (k = 0; k < 40; k++) {
    for (j = 0; j <= 3; j++) {
      assert_int_equal(bp_net_set_weight(&net, 0, k, j, (double)(100 * k + 10 * j + 1)), BP_OK);
    }
  }
  for (j = 1; j <= 3; j++) {
    for (i = 0; i < 3; i++) {
      s[i] = i + 1 == j ? 1.0 : 0.0;
    }
    assert_int_equal(bp_net_forward(&net, s), BP_OK);
    for (k = 0; k < 40; k++) {
      assert_true(net.x[k] == (double)(200 * k + 10 * j + 2));
    }
  }
  assert_int_equal(bp_net_set_weight(&net, 0, 7, 2, nan_value), BP_ERR_VALUE);
  assert_int_equal(bp_net_set_weight(&net, 0, 7, 2, HUGE_VAL), BP_ERR_VALUE);
  assert_int_equal(bp_net_set_weight(&net, 0, 7, 2, BP_LIMIT * (1.0 + 2.3e-16)), BP_ERR_VALUE);
  assert_true(net.w[bp_net_weight_index(&net, 0, 7, 2)] == 721.0);
  assert_int_equal(bp_net_set_weight(&net, 0, 7, 2, -BP_LIMIT), BP_OK);
  assert_true(net.w[bp_net_weight_index(&net, 0, 7, 2)] == -BP_LIMIT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shapes_refused),     cmocka_unit_test(test_most_weights),
      cmocka_unit_test(test_memory_count),       cmocka_unit_test(test_init),
      cmocka_unit_test(test_index_is_bijection), cmocka_unit_test(test_set_weight),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
