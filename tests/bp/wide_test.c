/* Networks of more inputs than are put down at a time learn as the narrow one within does: all inputs but every fourth are
   0, so that the others meet the same operations in the same order, and only their weights move. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/bp/bp.h"
#include "tests/naive/draw.h"

enum { APART = 4, UNITS = 37, OUTPUTS = 3, PATTERNS = 45, MOST = 300 };

typedef struct learner {
  bp_layer layer[2];
  bp_net net;
  bp_trainer trainer;
  double *memory;
  double *workspace;
} learner;

static double narrow_inputs[PATTERNS * MOST / APART], wide_inputs[PATTERNS * MOST];
static double targets[PATTERNS * OUTPUTS];

static void lay_out(learner *it, size_t inputs) {
  size_t widths[] = {0, UNITS, OUTPUTS};
  const bp_activation f[] = {BP_TANH, BP_LOGISTIC};
  size_t count;
  widths[0] = inputs;
  count = bp_net_memory(2, widths);
  it->memory = malloc(count * sizeof(double));
  assert_non_null(it->memory);
  assert_int_equal(bp_net_init(&it->net, it->layer, 2, widths, f, it->memory, count), BP_OK);
}

static void start(learner *it, const double *inputs, size_t batch, double alpha) {
  bp_rule rule;
  bp_data data;
  size_t count;
  memset(&rule, 0, sizeof rule);
  rule.eta = 0.01;
  rule.alpha = alpha;
  rule.batch = batch;
  rule.goal = rule.steady = -1.0;
  rule.epochs = 10;
  data.count = PATTERNS;
  data.inputs = inputs;
  data.targets = targets;
  count = bp_trainer_memory(&it->net, &rule);
  it->workspace = malloc(count * sizeof(double));
  assert_non_null(it->workspace);
  assert_int_equal(
      bp_trainer_init(&it->trainer, &it->net, &rule, &data, it->workspace, count, NULL), BP_OK);
}

static void end(learner *it) {
  free(it->memory);
  free(it->workspace);
}

/* The place of an input of the narrow network, or of its bias, in the wide one. */
static size_t place(size_t j) {
  return j == 0 ? 0 : APART * j;
}

static double *weight(learner *it, size_t l, size_t k, size_t j) {
  return it->net.w + bp_net_weight_index(&it->net, l, k, j);
}

static void assert_same(const double *a, const double *b) {
  assert_memory_equal(a, b, sizeof *a);
}

static void learns_alike(size_t inputs, size_t batch, double alpha, draw_state *state) {
  const size_t few = inputs / APART;
  static double before[UNITS][MOST + 1];
  learner narrow, wide;
  size_t i, j, k;
  lay_out(&narrow, few);
  lay_out(&wide, inputs);
  for (i = 0; i < wide.net.weights; i++) {
    wide.net.w[i] = draw_real(state, -0.2, 0.2);
  }
  for (k = 0; k < UNITS; k++) {
    for (j = 0; j <= few; j++) {
      *weight(&narrow, 0, k, j) = *weight(&wide, 0, k, place(j));
    }
    for (j = 0; j <= inputs; j++) {
      before[k][j] = *weight(&wide, 0, k, j);
    }
  }
  for (k = 0; k < OUTPUTS; k++) {
    for (j = 0; j <= UNITS; j++) {
      *weight(&narrow, 1, k, j) = *weight(&wide, 1, k, j);
    }
  }
  memset(wide_inputs, 0, sizeof wide_inputs);
  for (i = 0; i < PATTERNS; i++) {
    for (j = 1; j <= few; j++) {
      const double v = draw_real(state, -1.0, 1.0);
      narrow_inputs[i * few + j - 1] = v;
      wide_inputs[i * inputs + place(j) - 1] = v;
    }
  }
  for (i = 0; i < PATTERNS * OUTPUTS; i++) {
    targets[i] = draw_unit(state);
  }
  start(&narrow, narrow_inputs, batch, alpha);
  start(&wide, wide_inputs, batch, alpha);
  for (i = 0; i < 3; i++) {
    assert_int_equal(bp_trainer_epoch(&narrow.trainer), BP_OK);
    assert_int_equal(bp_trainer_epoch(&wide.trainer), BP_OK);
    assert_same(&narrow.trainer.E, &wide.trainer.E);
  }
  for (k = 0; k < UNITS; k++) {
    for (j = 0; j <= few; j++) {
      assert_same(weight(&narrow, 0, k, j), weight(&wide, 0, k, place(j)));
      assert_true(*weight(&wide, 0, k, place(j)) != before[k][place(j)]);
    }
    for (j = 1; j <= inputs; j++) {
      if (j % APART != 0) {
        assert_same(weight(&wide, 0, k, j), &before[k][j]);
      }
    }
  }
  for (k = 0; k < OUTPUTS; k++) {
    for (j = 0; j <= UNITS; j++) {
      assert_same(weight(&narrow, 1, k, j), weight(&wide, 1, k, j));
    }
  }
  end(&narrow);
  end(&wide);
}

static void test_many_inputs(void **unused) {
  const size_t many[] = {100, 127, 128, 129, 130, 192, 255, 256, 257, 258, 300};
  draw_state state = 81ul;
  size_t i, variant;
  (void)unused;
  for (i = 0; i < sizeof many / sizeof many[0]; i++) {
    for (variant = 0; variant < 6; variant++) {
      const size_t batch[] = {1, 11, 40};
      learns_alike(many[i], batch[variant / 2], variant % 2 == 0 ? 0.0 : 0.5, &state);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_many_inputs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
