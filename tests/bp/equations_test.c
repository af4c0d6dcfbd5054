/* Each equation on numbers worked by hand. All of them are small multiples of powers of two, so
   every operation is exact and results are compared for equality.

   A network of two inputs, two logistic hidden units and two identity outputs:

     s = (1, 2, -1)                       s_0 = 1 is the bias signal
     w_1 = (1, -1, -1)    x_1 =  1 - 2 + 1 = 0      y_1 = f(0) = 1/2    f' = 1/2 (1 - 1/2) = 1/4
     w_2 = (-3, 2, 1)     x_2 = -3 + 4 - 1 = 0      y_2 = 1/2           f' = 1/4
     v_1 = (1/4, 1, -2)   x_1 = 1/4 + 1/2 - 1 = -1/4     y_1 = -1/4     f' = 1
     v_2 = (1, 4, 3)      x_2 = 1 + 2 + 3/2 = 9/2        y_2 = 9/2      f' = 1
     t = (1/4, 7/2)       e = (1/2, -1)    E = 1/2 (1/4 + 1) = 5/8
     output deltas        (1/2, -1)
     hidden sums          1/2 1 - 1 4 = -7/2        1/2 (-2) - 1 3 = -4
     hidden deltas        -7/2 1/4 = -7/8           -4 1/4 = -1
     eta = 1/2: g         1/4, -1/2 at the outputs; -7/16, -1/2 at the hidden units */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "src/bp/bp.h"
#include "src/bp/layer.h"
#include "src/bp/panel.h"

#define HIDDEN 0
#define OUTPUT 1

static const double s[] = {2.0, -1.0};
static const double t[] = {0.25, 3.5};
static const double w[2][2][3] = {{{1.0, -1.0, -1.0}, {-3.0, 2.0, 1.0}},
                                  {{0.25, 1.0, -2.0}, {1.0, 4.0, 3.0}}};
/* -delta_k y_j, worked by hand. */
static const double gradient[2][2][3] = {{{0.875, 1.75, -0.875}, {1.0, 2.0, -1.0}},
                                         {{-0.5, -0.25, -0.25}, {1.0, 0.5, 0.5}}};
/* eta delta_k y_j, worked by hand. */
static const double change[2][2][3] = {{{-0.4375, -0.875, 0.4375}, {-0.5, -1.0, 0.5}},
                                       {{0.25, 0.125, 0.125}, {-0.5, -0.25, -0.25}}};

static double memory[64], training[16];
static bp_layer layer[2];
static bp_net net;

/* The network above, fed forward and propagated back. */
static int setup(void **state) {
  const size_t widths[] = {2, 2, 2};
  const bp_activation f[] = {BP_LOGISTIC, BP_IDENTITY};
  size_t l, k, j;
  (void)state;
  assert_int_equal(bp_net_init(&net, layer, 2, widths, f, memory, 64), BP_OK);
  for (l = 0; l < 2; l++) {
    for (k = 0; k < 2; k++) {
      for (j = 0; j < 3; j++) {
        assert_int_equal(bp_net_set_weight(&net, l, k, j, w[l][k][j]), BP_OK);
      }
    }
  }
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  assert_int_equal(bp_net_backward(&net, t, 0), BP_OK);
  return 0;
}

static const double *output_x(void) {
  return net.x + layer[OUTPUT].unit_at;
}

static const double *output_delta(void) {
  return net.delta + layer[OUTPUT].unit_at;
}

/* The gradient of layer l by the code under test. */
static double gradient_of(size_t l, size_t k, size_t j) {
  double a[12] = {0.0};
  bp_net_add_gradient(&net, s, 1.0, a);
  return a[bp_net_weight_index(&net, l, k, j)];
}

/* E after the weight moves by `by`; net and weight are as before afterwards. */
static double error_beside(size_t l, size_t k, size_t j, double by) {
  double E;
  net.w[bp_net_weight_index(&net, l, k, j)] += by;
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  E = bp_net_error(&net, t);
  net.w[bp_net_weight_index(&net, l, k, j)] -= by;
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  return E;
}

/* Net inputs of the outputs, and E, where hidden unit j answers more by `by`. */
static double error_beside_output(size_t j, double by, double *x) {
  double y[2], sum = 0.0;
  size_t k;
  memcpy(y, net.y, sizeof y);
  y[j] += by;
  bp_layer_net_input(&layer[OUTPUT], net.w + layer[OUTPUT].weight_at, y, x);
  for (k = 0; k < 2; k++) {
    sum += (t[k] - x[k]) * (t[k] - x[k]);
  }
  return 0.5 * sum;
}

/* One step of training with eta = 1/2 on the one pattern. */
static void step(void) {
  bp_trainer trainer;
  bp_data data;
  bp_rule rule;
  memset(&rule, 0, sizeof rule);
  rule.eta = 0.5;
  rule.batch = 1;
  rule.goal = -1.0;
  rule.steady = -1.0;
  rule.epochs = 1;
  data.count = 1;
  data.inputs = s;
  data.targets = t;
  assert_int_equal(bp_trainer_init(&trainer, &net, &rule, &data, training, 16, NULL), BP_OK);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  assert_true(trainer.E == 0.625);
}

static void assert_new_weights(size_t l) {
  size_t k, j;
  step();
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      assert_true(net.w[bp_net_weight_index(&net, l, k, j)] == w[l][k][j] + change[l][k][j]);
    }
  }
}

/* EQ-1: v(m+1) = v(m) - eta dE/dv. E is quadratic in an output weight, so the central difference
   with step 1 is dE/dv exactly. */
static void test_eq_1(void **state) {
  double slopes[2][3];
  size_t k, j;
  (void)state;
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      slopes[k][j] = 0.5 * (error_beside(OUTPUT, k, j, 1.0) - error_beside(OUTPUT, k, j, -1.0));
    }
  }
  step();
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      assert_true(net.w[bp_net_weight_index(&net, OUTPUT, k, j)] ==
                  w[OUTPUT][k][j] - 0.5 * slopes[k][j]);
    }
  }
}

/* EQ-2: the chain rule, dE/dv_kj = e_k (-1) f'(x_k) y_j: for v_21 it is -1 (-1) 1 1/2 = 1/2. */
static void test_eq_2(void **state) {
  (void)state;
  assert_true(gradient_of(OUTPUT, 1, 1) == -1.0 * -1.0 * 1.0 * 0.5);
  assert_true(gradient_of(OUTPUT, 0, 2) == 0.5 * -1.0 * 1.0 * 0.5);
}

/* EQ-3: E = 1/2 (1/4 + 1) = 5/8. */
static void test_eq_3(void **state) {
  (void)state;
  assert_true(bp_net_error(&net, t) == 0.625);
}

/* EQ-4: e = (1/4 + 1/4, 7/2 - 9/2) = (1/2, -1), which the plain rule takes for delta. */
static void test_eq_4(void **state) {
  double delta[2];
  (void)state;
  bp_layer_output_delta(&layer[OUTPUT], t, bp_net_output(&net), delta, 1);
  assert_true(delta[0] == 0.5 && delta[1] == -1.0);
}

/* EQ-5: x = v_0 + v_1 y_1 + v_2 y_2, in this order; y = f(x); f' = 1 of the identity, 1 - y y =
   3/4 of tanh at y = 1/2, y (1 - y) = 3/16 of the logistic at y = 1/4. */
static void test_eq_5(void **state) {
  const double half_ulp = 1.1102230246251565e-16, ones[] = {1.0, 1.0};
  const double ordered[] = {1.0, half_ulp, half_ulp}; /* 1 + u is 1, twice; u + u + 1 is not */
  double x[1];
  (void)state;
  assert_true(output_x()[0] == -0.25 && output_x()[1] == 4.5);
  assert_true(bp_net_output(&net)[0] == -0.25 && bp_net_output(&net)[1] == 4.5);
  assert_true(bp_slope(BP_IDENTITY, 4.5) == 1.0);
  assert_true(bp_slope(BP_TANH, 0.5) == 0.75);
  assert_true(bp_slope(BP_LOGISTIC, 0.25) == 0.1875);
  bp_panel_net_input(ordered, ones, x, 2, 1);
  assert_true(x[0] == 1.0);
}

/* EQ-6: delta_k = e_k f'(x_k): (1/2, -1) for identity units; for logistic ones with t = (1, 0) and
   y = (1/2, 1/4) it is 1/2 1/4 = 1/8 and -1/4 3/16 = -3/64. */
static void test_eq_6(void **state) {
  const double targets[] = {1.0, 0.0}, y[] = {0.5, 0.25};
  double delta[2];
  bp_layer logistic = layer[OUTPUT];
  (void)state;
  assert_true(output_delta()[0] == 0.5 && output_delta()[1] == -1.0);
  logistic.activation = BP_LOGISTIC;
  bp_layer_output_delta(&logistic, targets, y, delta, 0);
  assert_true(delta[0] == 0.125 && delta[1] == -0.046875);
}

/* EQ-7: dx_k/dv_kj = y_j: v_11 up by 1 moves x_1 by y_1 = 1/2, the bias up by 1 by 1, and no other
   unit's net input at all. */
static void test_eq_7(void **state) {
  (void)state;
  net.w[bp_net_weight_index(&net, OUTPUT, 0, 1)] += 1.0;
  net.w[bp_net_weight_index(&net, OUTPUT, 1, 0)] += 1.0;
  assert_int_equal(bp_net_forward(&net, s), BP_OK);
  assert_true(output_x()[0] == -0.25 + 0.5);
  assert_true(output_x()[1] == 4.5 + 1.0);
}

/* EQ-8: dE/dv_kj = -delta_k y_j: (-1/2, -1/4, -1/4) and (1, 1/2, 1/2). */
static void test_eq_8(void **state) {
  size_t k, j;
  (void)state;
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      assert_true(gradient_of(OUTPUT, k, j) == gradient[OUTPUT][k][j]);
      assert_true(0.5 * (error_beside(OUTPUT, k, j, 1.0) - error_beside(OUTPUT, k, j, -1.0)) ==
                  gradient[OUTPUT][k][j]);
    }
  }
}

/* EQ-9: Delta v_kj = eta delta_k y_j: 1/4 (1, 1/2, 1/2) and -1/2 (1, 1/2, 1/2). */
static void test_eq_9(void **state) {
  double a[6] = {0.0};
  size_t k, j;
  (void)state;
  bp_layer_add(&layer[OUTPUT], a, 0.5, output_delta(), net.y);
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      assert_true(a[bp_layer_index(&layer[OUTPUT], k, j)] == change[OUTPUT][k][j]);
    }
  }
}

/* EQ-10: v_1 = (1/2, 9/8, -15/8), v_2 = (1/2, 15/4, 11/4). */
static void test_eq_10(void **state) {
  (void)state;
  assert_new_weights(OUTPUT);
  assert_true(net.w[bp_net_weight_index(&net, OUTPUT, 0, 2)] == -1.875);
  assert_true(net.w[bp_net_weight_index(&net, OUTPUT, 1, 1)] == 3.75);
}

/* EQ-11: w(m+1) = w(m) - eta dE/dw with dE/dw = 7/8 (1, 2, -1) and 1 (1, 2, -1). */
static void test_eq_11(void **state) {
  double before[2][3];
  size_t k, j;
  (void)state;
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      before[k][j] = gradient_of(HIDDEN, k, j);
      assert_true(before[k][j] == gradient[HIDDEN][k][j]);
    }
  }
  step();
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      assert_true(net.w[bp_net_weight_index(&net, HIDDEN, k, j)] ==
                  w[HIDDEN][k][j] - 0.5 * before[k][j]);
    }
  }
}

/* EQ-12: Delta w_ji = eta delta_j s_i: -7/16 (1, 2, -1) and -1/2 (1, 2, -1). */
static void test_eq_12(void **state) {
  double a[6] = {0.0};
  size_t k, j;
  (void)state;
  bp_layer_add(&layer[HIDDEN], a, 0.5, net.delta, s);
  for (k = 0; k < 2; k++) {
    for (j = 0; j < 3; j++) {
      assert_true(a[bp_layer_index(&layer[HIDDEN], k, j)] == change[HIDDEN][k][j]);
    }
  }
}

/* EQ-13: delta_j = -dE/dy_j f'(x_j). E is quadratic in y_j, so its central difference with step 1
   is dE/dy_j exactly: 7/2 and 4. */
static void test_eq_13(void **state) {
  double x[2];
  size_t j;
  (void)state;
  for (j = 0; j < 2; j++) {
    const double dE_dy = 0.5 * (error_beside_output(j, 1.0, x) - error_beside_output(j, -1.0, x));
    assert_true(dE_dy == (j == 0 ? 3.5 : 4.0));
    assert_true(net.delta[j] == -dE_dy * 0.25);
  }
}

/* EQ-14: dE/dy_j = sum_k e_k de_k/dy_j with de_k/dy_j = -v_kj here: 1/2 (-1) - 1 (-4) = 7/2. */
static void test_eq_14(void **state) {
  double x[2], sum = 0.0;
  size_t k;
  (void)state;
  for (k = 0; k < 2; k++) {
    const double e = t[k] - bp_net_output(&net)[k];
    double e_beside;
    (void)error_beside_output(0, 1.0, x);
    e_beside = t[k] - x[k];
    sum += e * (e_beside - e);
  }
  assert_true(sum == 3.5);
  assert_true(net.delta[0] == -sum * 0.25);
}

/* EQ-15: de_k/dy_j = de_k/dx_k dx_k/dy_j = -1 v_kj: for k = 1, j = 2 it is 2, for k = 2 it is -3.
 */
static void test_eq_15(void **state) {
  double x[2];
  (void)state;
  (void)error_beside_output(1, 1.0, x);
  assert_true((t[0] - x[0]) - (t[0] - output_x()[0]) == 2.0);
  assert_true((t[1] - x[1]) - (t[1] - output_x()[1]) == -3.0);
}

/* EQ-16: dx_k/dy_j = v_kj. */
static void test_eq_16(void **state) {
  double x[2];
  size_t k, j;
  (void)state;
  for (j = 0; j < 2; j++) {
    (void)error_beside_output(j, 1.0, x);
    for (k = 0; k < 2; k++) {
      assert_true(x[k] - output_x()[k] == w[OUTPUT][k][j + 1]);
    }
  }
}

/* EQ-17: dE/dy_j = -sum_k delta_k v_kj: -7/2 and -4 are the sums, from 0 and for ascending k: 1 and
   two halves of its last place are 1, in any other order they are not. */
static void test_eq_17(void **state) {
  const double u = 1.1102230246251565e-16;
  const double ones[] = {0.0, 0.0, 0.0, 1.0, 1.0, 1.0};
  double delta[3], sum[2] = {0.0, 0.0};
  (void)state;
  bp_panel_hidden_sum(net.w + layer[OUTPUT].weight_at, output_delta(), sum, 2, 2);
  assert_true(sum[0] == -3.5 && sum[1] == -4.0);
  delta[0] = 1.0;
  delta[1] = u;
  delta[2] = u;
  sum[0] = 0.0;
  bp_panel_hidden_sum(ones, delta, sum, 1, 3);
  assert_true(sum[0] == 1.0);
}

/* EQ-18: f' of the hidden units, 1/2 (1 - 1/2) = 1/4 from their outputs of 1/2; tanh at 0 has 1. */
static void test_eq_18(void **state) {
  (void)state;
  assert_true(net.x[0] == 0.0 && net.x[1] == 0.0);
  assert_true(net.y[0] == 0.5 && net.y[1] == 0.5);
  assert_true(bp_slope(BP_LOGISTIC, net.y[0]) == 0.25);
  assert_true(bp_tanh(0.0) == 0.0 && bp_slope(BP_TANH, 0.0) == 1.0);
}

/* EQ-19: delta_j = f'(x_j) sum_k delta_k v_kj: 1/4 (-7/2) = -7/8 and 1/4 (-4) = -1; were the hidden
   units tanh with outputs 1/2, 3/4 (-7/2) = -21/8 and -3. */
static void test_eq_19(void **state) {
  double before[2];
  (void)state;
  assert_true(net.delta[0] == -0.875 && net.delta[1] == -1.0);
  bp_layer_hidden_delta(&layer[OUTPUT], net.w + layer[OUTPUT].weight_at, output_delta(), BP_TANH,
                        net.y, before);
  assert_true(before[0] == -2.625 && before[1] == -3.0);
}

/* EQ-20: dx_j/dw_ji = s_i: w_21 up by 1 moves x_2 by 2, w_22 by -1, the bias by 1. */
static void test_eq_20(void **state) {
  const double signals[] = {1.0, 2.0, -1.0};
  size_t j;
  (void)state;
  for (j = 0; j < 3; j++) {
    const size_t at = bp_net_weight_index(&net, HIDDEN, 1, j);
    net.w[at] += 1.0;
    assert_int_equal(bp_net_forward(&net, s), BP_OK);
    assert_true(net.x[1] == signals[j]);
    assert_true(net.x[0] == 0.0);
    net.w[at] -= 1.0;
  }
}

/* EQ-21: Delta w_ji = eta s_i f'(x_j) sum_k delta_k v_kj: for w_11 it is 1/2 2 1/4 (-7/2) = -7/8.
 */
static void test_eq_21(void **state) {
  size_t j, i;
  const double sums[] = {-3.5, -4.0}, signals[] = {1.0, 2.0, -1.0};
  (void)state;
  step();
  for (j = 0; j < 2; j++) {
    for (i = 0; i < 3; i++) {
      assert_true(net.w[bp_net_weight_index(&net, HIDDEN, j, i)] - w[HIDDEN][j][i] ==
                  0.5 * signals[i] * 0.25 * sums[j]);
    }
  }
}

/* EQ-22: w_1 = (9/16, -15/8, -9/16), w_2 = (-7/2, 1, 3/2): with the output weights from before
   their update, or the hidden deltas would be others. */
static void test_eq_22(void **state) {
  (void)state;
  assert_new_weights(HIDDEN);
  assert_true(net.w[bp_net_weight_index(&net, HIDDEN, 0, 0)] == 0.5625);
  assert_true(net.w[bp_net_weight_index(&net, HIDDEN, 1, 2)] == 1.5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_eq_1, setup),  cmocka_unit_test_setup(test_eq_2, setup),
      cmocka_unit_test_setup(test_eq_3, setup),  cmocka_unit_test_setup(test_eq_4, setup),
      cmocka_unit_test_setup(test_eq_5, setup),  cmocka_unit_test_setup(test_eq_6, setup),
      cmocka_unit_test_setup(test_eq_7, setup),  cmocka_unit_test_setup(test_eq_8, setup),
      cmocka_unit_test_setup(test_eq_9, setup),  cmocka_unit_test_setup(test_eq_10, setup),
      cmocka_unit_test_setup(test_eq_11, setup), cmocka_unit_test_setup(test_eq_12, setup),
      cmocka_unit_test_setup(test_eq_13, setup), cmocka_unit_test_setup(test_eq_14, setup),
      cmocka_unit_test_setup(test_eq_15, setup), cmocka_unit_test_setup(test_eq_16, setup),
      cmocka_unit_test_setup(test_eq_17, setup), cmocka_unit_test_setup(test_eq_18, setup),
      cmocka_unit_test_setup(test_eq_19, setup), cmocka_unit_test_setup(test_eq_20, setup),
      cmocka_unit_test_setup(test_eq_21, setup), cmocka_unit_test_setup(test_eq_22, setup),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
