/* Training: why it ends, what a rule does, and that an error leaves everything as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "src/bp/bp.h"

#define TWO_195 50216813883093446110686315385661331328818856355712276103168.0

/* A network with room for training, and its set of patterns. */
static double memory[1024], training[4096];
static bp_layer layer[2];
static bp_net net;
static bp_trainer trainer;
static bp_rule rule;
static bp_data data;
static size_t order[16];

static const double xor_inputs[] = {0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0};
static const double xor_targets[] = {0.0, 1.0, 1.0, 0.0};

/* A rule that ends nothing. */
static int setup(void **state) {
  (void)state;
  memset(&rule, 0, sizeof rule);
  rule.eta = 0.5;
  rule.batch = 1;
  rule.goal = -1.0;
  rule.steady = -1.0;
  rule.epochs = (size_t)-1;
  return 0;
}

/* One identity unit with one input, weights 0. */
static void make_line(const double *inputs, const double *targets, size_t count) {
  const size_t widths[] = {1, 1};
  const bp_activation f[] = {BP_IDENTITY};
  assert_int_equal(bp_net_init(&net, layer, 1, widths, f, memory, 1024), BP_OK);
  data.count = count;
  data.inputs = inputs;
  data.targets = targets;
}

/* Two inputs, three hidden units, one output, on XOR. */
static void make_xor(void) {
  const size_t widths[] = {2, 3, 1};
  const bp_activation f[] = {BP_TANH, BP_LOGISTIC};
  const bp_seed seed = {3ul, 0ul};
  assert_int_equal(bp_net_init(&net, layer, 2, widths, f, memory, 1024), BP_OK);
  assert_int_equal(bp_net_initialise(&net, seed, 0.0), BP_OK);
  data.count = 4;
  data.inputs = xor_inputs;
  data.targets = xor_targets;
}

/* With the last of the memory, so that the sanitizer sees what lies beyond it; nothing there or in the trainer is 0. */
static bp_status begin(void) {
  const size_t count = bp_trainer_memory(&net, &rule);
  assert_in_range(count, 1, 4096);
  memset(training, 0x5a, sizeof training);
  memset(&trainer, 0x5a, sizeof trainer);
  return bp_trainer_init(&trainer, &net, &rule, &data, training + 4096 - count, count, order);
}

static void assert_line(double bias, double w) {
  assert_true(net.w[bp_net_weight_index(&net, 0, 0, 0)] == bias);
  assert_true(net.w[bp_net_weight_index(&net, 0, 0, 1)] == w);
}

static void test_goal(void **state) {
  double E = -1.0;
  (void)state;
  make_xor();
  rule.goal = 0.01;
  rule.epochs = 20000;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(trainer.outcome, BP_LEARNING);
  assert_int_equal(bp_train(&trainer), BP_OK);
  assert_int_equal(trainer.outcome, BP_GOAL);
  assert_true(trainer.epoch > 1 && trainer.epoch < 20000);
  assert_int_equal(bp_data_error(&net, &data, &E), BP_OK);
  assert_true(E == trainer.E && E <= 0.01);
}

/* The goal has to hold for the weights as they are, not for the E summed while they moved. With
   eta = 1 and x = w_0 + w_1 s: the first pattern has e = 0; the second e = 1, so the sum is 1/2,
   below the goal, and w becomes (1, 1). The set then has E = 1/2 4 + 1/2 1 = 5/2. */
static void test_goal_is_of_final_weights(void **state) {
  const double inputs[] = {1.0, 1.0}, targets[] = {0.0, 1.0}, goals[] = {0.75, 0.5};
  double E;
  size_t i;
  (void)state;
  for (i = 0; i < 2; i++) {
    make_line(inputs, targets, 2);
    rule.eta = 1.0;
    rule.goal = goals[i];
    rule.epochs = 1;
    assert_int_equal(begin(), BP_OK);
    assert_int_equal(bp_train(&trainer), BP_OK);
    assert_line(1.0, 1.0);
    assert_int_equal(trainer.outcome, BP_EPOCHS);
    assert_true(trainer.E == 2.5);
    assert_int_equal(bp_data_error(&net, &data, &E), BP_OK);
    assert_true(E == 2.5);
  }
}

/* A goal that is just met is met: t = 1, weights and eta 0, so E = 1/2. */
static void test_goal_just_met(void **state) {
  const double inputs[] = {1.0}, targets[] = {1.0};
  (void)state;
  make_line(inputs, targets, 1);
  rule.eta = 0.0;
  rule.goal = 0.5;
  rule.epochs = 2;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_train(&trainer), BP_OK);
  assert_int_equal(trainer.outcome, BP_GOAL);
  assert_int_equal(trainer.epoch, 1);
}

/* Without learning E stays as it is: the first epoch is the best, and as many more as the patience see no better; of an E of
   0, too. */
static void test_stalled(void **state) {
  const double inputs[] = {1.0}, targets[] = {0.0};
  size_t patience, perfect;
  (void)state;
  for (patience = 1; patience <= 3; patience++) {
    for (perfect = 0; perfect < 2; perfect++) {
      make_xor();
      if (perfect) {
        make_line(inputs, targets, 1);
      }
      rule.eta = 0.0;
      rule.patience = patience;
      rule.epochs = 100;
      assert_int_equal(begin(), BP_OK);
      assert_int_equal(bp_train(&trainer), BP_OK);
      assert_int_equal(trainer.outcome, BP_STALLED);
      assert_int_equal(trainer.epoch, patience + 1);
      assert_int_equal(trainer.since_best, patience);
      assert_true(trainer.best == trainer.E && (trainer.E == 0.0) == perfect);
    }
  }
}

/* The epochs since the best are counted anew with each better one. */
static void test_epochs_since_best(void **state) {
  const double inputs[] = {1.0}, targets[] = {1.0};
  double best = HUGE_VAL;
  size_t m, since = 0, longest = 0, anew = 0;
  (void)state;
  make_line(inputs, targets, 1);
  rule.eta = 0.0625;
  rule.alpha = 0.875;
  assert_int_equal(begin(), BP_OK);
  for (m = 0; m < 60; m++) {
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    anew += trainer.E < best && since > 0 ? 1 : 0;
    since = trainer.E < best ? 0 : since + 1;
    best = trainer.E < best ? trainer.E : best;
    longest = since > longest ? since : longest;
    assert_int_equal(trainer.since_best, since);
    assert_true(trainer.best == best);
  }
  assert_true(longest > 1 && anew > 1);
}

/* x = w_0 + w_1, t = 1, eta = 1/4: e halves with each step, and the step is 1/4 e. It is at most
   1/64 for e = 1/16, in the fifth epoch. */
static void test_steady(void **state) {
  const double inputs[] = {1.0}, targets[] = {1.0};
  (void)state;
  make_line(inputs, targets, 1);
  rule.eta = 0.25;
  rule.steady = 0.015625;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_train(&trainer), BP_OK);
  assert_int_equal(trainer.outcome, BP_STEADY);
  assert_int_equal(trainer.epoch, 5);
  assert_true(trainer.step == 0.015625);
  assert_true(trainer.E == 0.5 * 0.0625 * 0.0625);
}

static void test_epochs(void **state) {
  (void)state;
  make_xor();
  rule.epochs = 7;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_train(&trainer), BP_OK);
  assert_int_equal(trainer.outcome, BP_EPOCHS);
  assert_int_equal(trainer.epoch, 7);
}

/* eta = alpha = 1/2, s = t = 1: e = 1, change 1/2; e = 0, change 1/4; e = -1/2, change -1/4 + 1/8.
 */
static void test_momentum(void **state) {
  const double inputs[] = {1.0}, targets[] = {1.0};
  size_t batch;
  (void)state;
  for (batch = 0; batch < 2; batch++) {
    make_line(inputs, targets, 1);
    rule.alpha = 0.5;
    rule.batch = batch;
    assert_int_equal(begin(), BP_OK);
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    assert_line(0.5, 0.5);
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    assert_line(0.75, 0.75);
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    assert_line(0.625, 0.625);
    assert_true(trainer.change[0] == -0.125 && trainer.change[1] == -0.125);
  }
}

/* Signals 1, 3, -2 with targets 1, 1, 2 and weights 0: e = 1, 1, 2; the sums of delta are 4 for
   the bias and 1 + 3 - 4 = 0 for the weight; of the first two alone 2 and 4. */
static void test_batch(void **state) {
  const double inputs[] = {1.0, 3.0, -2.0}, targets[] = {1.0, 1.0, 2.0};
  (void)state;
  rule.eta = 0.25;
  rule.batch = 0;
  make_line(inputs, targets, 3);
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  assert_line(1.0, 0.0);
  assert_true(trainer.E == 3.0);
  rule.reduce = BP_MEAN;
  rule.eta = 0.75;
  make_line(inputs, targets, 3);
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  assert_line(1.0, 0.0);
  /* Batches of two: (2, 4) eta / 2 = (1/4, 1/2), then the third alone: x = 1/4 - 1 = -3/4, e =
     11/4, eta e (1, -2) = (11/16, -11/8). */
  rule.eta = 0.25;
  rule.batch = 2;
  make_line(inputs, targets, 3);
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  assert_line(0.25 + 0.6875, 0.5 - 1.375);
}

/* A step that would pass the limit leaves every bit of weights and history, and does not count. */
static void test_divergence(void **state) {
  const double inputs[] = {1.0, 2.0}, targets[] = {1.0, -1.0};
  size_t batch, momentum;
  (void)state;
  for (batch = 0; batch < 3; batch++) {
    for (momentum = 0; momentum < 2; momentum++) {
      double weights_before[2], change_before[2] = {0.0, 0.0};
      size_t epoch = 0;
      bp_status status = BP_OK;
      make_line(inputs, targets, 1 + batch / 2);
      rule.eta = 1000.0;
      rule.batch = batch;
      rule.alpha = momentum == 0 ? 0.0 : 0.9;
      assert_int_equal(begin(), BP_OK);
      while (status == BP_OK && epoch < 1000) {
        memcpy(weights_before, net.w, sizeof weights_before);
        if (momentum != 0) {
          memcpy(change_before, trainer.change, sizeof change_before);
        }
        epoch = trainer.epoch;
        status = bp_trainer_epoch(&trainer);
      }
      assert_int_equal(status, BP_ERR_DIVERGED);
      assert_memory_equal(weights_before, net.w, sizeof weights_before);
      if (momentum != 0) {
        assert_memory_equal(change_before, trainer.change, sizeof change_before);
      }
      assert_true(fabs(net.w[0]) > 1e50 && fabs(net.w[0]) <= BP_LIMIT);
      assert_int_equal(trainer.epoch, epoch);
      assert_int_equal(trainer.outcome, BP_LEARNING);
      /* Asked again, it refuses again. */
      assert_int_equal(bp_train(&trainer), BP_ERR_DIVERGED);
      assert_memory_equal(weights_before, net.w, sizeof weights_before);
    }
  }
}

/* So does one whose signals, or whose deltas, pass it on the way, or whose second layer alone has no room: identity units
   after each other, of which the first and the last have the biases and weights w, any others beside the first none, with
   patterns of input s and target t. */
static void assert_step(const double *w, double s, double t, bp_status expected) {
  static double inputs[12], targets[12];
  const size_t counts[] = {1, 12};
  const bp_activation f[] = {BP_IDENTITY, BP_IDENTITY};
  size_t widths[] = {1, 1, 1}, batch, i;
  for (i = 0; i < 12; i++) {
    inputs[i] = s;
    targets[i] = t;
  }
  data.inputs = inputs;
  data.targets = targets;
  for (batch = 0; batch < 2; batch++) {
    for (i = 0; i < 4; i++) {
      double before[64];
      widths[1] = i % 2 == 0 ? 1 : 12;
      assert_int_equal(bp_net_init(&net, layer, 2, widths, f, memory, 1024), BP_OK);
      assert_int_equal(bp_net_set_weight(&net, 0, 0, 0, w[0]), BP_OK);
      assert_int_equal(bp_net_set_weight(&net, 0, 0, 1, w[1]), BP_OK);
      assert_int_equal(bp_net_set_weight(&net, 1, 0, 0, w[2]), BP_OK);
      assert_int_equal(bp_net_set_weight(&net, 1, 0, 1, w[3]), BP_OK);
      memcpy(before, net.w, net.weights * sizeof *before);
      data.count = counts[i / 2];
      rule.batch = batch;
      assert_int_equal(begin(), BP_OK);
      assert_int_equal(bp_trainer_epoch(&trainer), expected);
      assert_memory_equal(net.w, before, net.weights * sizeof *before);
      assert_int_equal(trainer.epoch, expected == BP_OK ? 1 : 0);
    }
  }
}

static void test_signals_and_deltas_diverge(void **state) {
  const double signal[] = {0.0, TWO_195, 0.0, 0.0}, last_delta[] = {0.0, 0.0, BP_LIMIT, 0.0};
  const double hidden_delta[] = {0.0, 0.0, 0.0, TWO_195}, bias[] = {0.0, 0.0, 0.5 * BP_LIMIT, 0.0};
  (void)state;
  assert_step(signal, 1e10, 1.0, BP_ERR_DIVERGED);
  assert_step(last_delta, 1.0, -BP_LIMIT, BP_ERR_DIVERGED);
  assert_step(hidden_delta, 1.0, 1e10, BP_ERR_DIVERGED);
  rule.eta = 2.0;
  assert_step(bias, 1.0, BP_LIMIT, BP_ERR_DIVERGED);
}

/* At the limit nothing has passed it: inputs, signals of either layer, targets, deltas of either layer. */
static void test_signals_and_deltas_at_the_limit(void **state) {
  const double none[] = {0.0, 0.0, 0.0, 0.0}, first[] = {0.0, BP_LIMIT, 0.0, 0.0};
  const double last[] = {0.0, 1.0, 0.0, BP_LIMIT};
  (void)state;
  rule.eta = 0.0;
  assert_step(none, -BP_LIMIT, 0.0, BP_OK);
  assert_step(first, -1.0, 0.0, BP_OK);
  assert_step(last, 1.0, BP_LIMIT, BP_OK);
  assert_step(none, 1.0, -BP_LIMIT, BP_OK);
  assert_step(last, 0.0, -1.0, BP_OK);
}

static void assert_bounds(void) {
  size_t l, i;
  for (l = 0; l < net.depth; l++) {
    for (i = 0; i < layer[l].weights; i++) {
      assert_true(fabs(net.w[layer[l].weight_at + i]) <= trainer.bound[l]);
    }
    assert_true(trainer.bound[l] <= BP_LIMIT);
  }
}

/* No weight is ever beyond its layer's bound. */
static void test_bounds_hold(void **state) {
  size_t batch, momentum, m;
  (void)state;
  for (batch = 0; batch < 3; batch++) {
    for (momentum = 0; momentum < 2; momentum++) {
      make_xor();
      rule.batch = batch;
      rule.alpha = momentum == 0 ? 0.0 : 0.9;
      assert_int_equal(begin(), BP_OK);
      for (m = 0; m < 5000; m++) {
        assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
        assert_bounds();
        assert_true(trainer.step >= trainer.moved[0] && trainer.step >= trainer.moved[1]);
      }
    }
  }
}

/* How far the weights of layer l are from those in before, at most. */
static double furthest(size_t l, const double *before) {
  double peak = 0.0;
  size_t i;
  for (i = layer[l].weight_at; i < layer[l].weight_at + layer[l].weights; i++) {
    peak = fabs(net.w[i] - before[i]) > peak ? fabs(net.w[i] - before[i]) : peak;
  }
  return peak;
}

/* What an update is foretold to move is what it moves, where all its patterns are the same and there is no momentum:
   the unit with the largest delta has a weight from the largest signal. With momentum it is never
   less. The signals of both layers are larger than the bias signal, or all smaller. */
static void assert_foretold(double scale, size_t units, size_t count, size_t batch, double alpha,
                            bp_activation hidden) {
  static double inputs[2 * 40], targets[2 * 40], before[128];
  size_t widths[] = {2, 0, 2};
  bp_activation f[] = {BP_IDENTITY, BP_IDENTITY};
  size_t m, l, i;
  f[0] = hidden;
  widths[1] = units;
  for (i = 0; i < count; i++) {
    inputs[2 * i] = 0.5 * scale;
    inputs[2 * i + 1] = -scale;
    targets[2 * i] = 0.75;
    targets[2 * i + 1] = -0.5;
  }
  assert_int_equal(bp_net_init(&net, layer, 2, widths, f, memory, 1024), BP_OK);
  for (i = 0; i < net.weights; i++) {
    net.w[i] = 0.0625 * (double)(1 + i * 7 % 5);
  }
  data.count = count;
  data.inputs = inputs;
  data.targets = targets;
  rule.eta = 0.015625;
  rule.batch = batch;
  rule.reduce = BP_MEAN;
  rule.alpha = alpha;
  assert_int_equal(begin(), BP_OK);
  for (m = 0; m < 40; m++) {
    memcpy(before, net.w, net.weights * sizeof *before);
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    for (l = 0; l < 2; l++) {
      const double moved = furthest(l, before);
      assert_true(moved <= trainer.moved[l] + 1e-14);
      assert_true(alpha > 0.0 || moved >= trainer.moved[l] - 1e-14);
      assert_true(trainer.step >= trainer.moved[l]);
    }
  }
}

static void test_moves_as_foretold(void **state) {
  const double scale[] = {0.25, 1.0, 1.5, 6.0};
  const size_t units[] = {3, 12};
  size_t i, u, way;
  (void)state;
  for (i = 0; i < 4; i++) {
    for (u = 0; u < 2; u++) {
      for (way = 0; way < 3; way++) {
        const size_t count = way == 2 ? 40 : 1, batch = way == 1 ? 1 : 0;
        assert_foretold(scale[i], units[u], count, batch, 0.0, BP_IDENTITY);
        assert_foretold(scale[i], units[u], count, batch, 0.0, BP_TANH);
        assert_foretold(scale[i], units[u], count, batch, 0.9, BP_IDENTITY);
        assert_foretold(scale[i], units[u], count, batch, 0.9, BP_LOGISTIC);
      }
    }
  }
}

/* Weights that go up and down by about 2^193 stay far within the limit, but the bound on them, only
   ever raised, would pass it after some hundred steps: it is taken anew, and training goes on. */
static void test_bound_taken_anew(void **state) {
  const double inputs[] = {1.0, 1.0};
  double targets[2], largest = 0.0;
  size_t m, anew = 0;
  (void)state;
  targets[0] = TWO_195;
  targets[1] = -TWO_195;
  make_line(inputs, targets, 2);
  rule.eta = 0.25;
  assert_int_equal(begin(), BP_OK);
  for (m = 0; m < 3000; m++) {
    const double before = trainer.bound[0];
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    assert_bounds();
    anew += trainer.bound[0] < before ? 1 : 0;
    largest = fabs(net.w[0]) > largest ? fabs(net.w[0]) : largest;
  }
  assert_true(largest < 2.0 * TWO_195);
  assert_true(anew > 10 && anew < 3000);
}

/* A step that reaches the limit and does not pass it is made, also where the bound on the weights was too large: w = (2^199,
   0), s = 1, t = 2^200, eta = 1, so the bias moves by 2^199. The next that moves is refused. */
static void test_step_to_the_limit(void **state) {
  const double inputs[] = {1.0}, targets[] = {BP_LIMIT};
  size_t batch, stale;
  (void)state;
  for (batch = 0; batch < 3; batch++) {
    for (stale = 0; stale < 2; stale++) {
      make_line(inputs, targets, 1);
      net.w[bp_net_weight_index(&net, 0, 0, 0)] = 0.5 * BP_LIMIT;
      rule.eta = 1.0;
      rule.batch = batch;
      assert_int_equal(begin(), BP_OK);
      assert_true(trainer.bound[0] == 0.5 * BP_LIMIT);
      if (stale != 0) {
        trainer.bound[0] = BP_LIMIT;
      }
      assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
      assert_line(BP_LIMIT, 0.5 * BP_LIMIT);
      assert_true(trainer.bound[0] == BP_LIMIT && trainer.moved[0] == 0.5 * BP_LIMIT);
      assert_int_equal(bp_trainer_epoch(&trainer), BP_ERR_DIVERGED);
      assert_line(BP_LIMIT, 0.5 * BP_LIMIT);
    }
  }
}

/* Calls bp_trainer_init, which has to refuse and leave everything as it was. */
static void assert_refused(bp_status expected, size_t count) {
  static double training_before[4096], memory_before[1024];
  bp_trainer before;
  memset(training, 0x5a, sizeof training);
  memset(&trainer, 0x5a, sizeof trainer);
  memcpy(training_before, training, sizeof training);
  memcpy(memory_before, memory, sizeof memory);
  memcpy(&before, &trainer, sizeof before);
  assert_int_equal(bp_trainer_init(&trainer, &net, &rule, &data, training, count, order), expected);
  assert_memory_equal(training_before, training, sizeof training);
  assert_memory_equal(memory_before, memory, sizeof memory);
  assert_memory_equal(&before, &trainer, sizeof before);
}

static void test_rules_refused(void **state) {
  const double bad[] = {-1.0, 2.0 * BP_LIMIT, HUGE_VAL};
  const double nan_value = sqrt(-1.0);
  const double bad_alpha[] = {1.0, 1.5, -0.5, -HUGE_VAL};
  size_t i;
  (void)state;
  make_xor();
  for (i = 0; i < 4; i++) {
    rule.eta = i < 3 ? bad[i] : nan_value;
    assert_refused(BP_ERR_OPTION, 1024);
  }
  (void)setup(NULL);
  for (i = 0; i < 5; i++) {
    rule.alpha = i < 4 ? bad_alpha[i] : nan_value;
    assert_refused(BP_ERR_OPTION, 1024);
  }
  (void)setup(NULL);
  rule.goal = nan_value;
  assert_refused(BP_ERR_OPTION, 1024);
  (void)setup(NULL);
  rule.steady = nan_value;
  assert_refused(BP_ERR_OPTION, 1024);
  (void)setup(NULL);
  rule.reduce = (bp_reduce)2;
  assert_refused(BP_ERR_OPTION, 1024);
  (void)setup(NULL);
  rule.order = (bp_order)2;
  assert_refused(BP_ERR_OPTION, 1024);
  (void)setup(NULL);
  rule.plain = 1;
  assert_refused(BP_ERR_OPTION, 1024);
  (void)setup(NULL);
  data.count = 0;
  assert_refused(BP_ERR_OPTION, 1024);
#if SIZE_MAX > 0xFFFFFFFF && !defined(BP_CONTRACTS)
  /* So many patterns cannot be numbered for shuffling. Nothing of them is read, though the contract says that they are there. */
  data.count = (size_t)0xFFFFFFFFul + 1;
  rule.order = BP_SHUFFLED;
  assert_refused(BP_ERR_OPTION, 1024);
#endif
}

/* What is at the limit is accepted, of the rule and of the data. */
static void test_limits_accepted(void **state) {
  double inputs[8], targets[4];
  size_t i;
  (void)state;
  make_xor();
  rule.eta = BP_LIMIT;
  rule.goal = BP_LIMIT;
  rule.steady = BP_LIMIT;
  rule.alpha = 1.0 - 1e-16;
  rule.batch = (size_t)-1;
  rule.patience = (size_t)-1;
  assert_int_equal(begin(), BP_OK);
  assert_true(trainer.rule.eta == BP_LIMIT && trainer.rule.goal == BP_LIMIT &&
              trainer.rule.steady == BP_LIMIT);
  assert_true(trainer.rule.alpha == rule.alpha && trainer.rule.batch == rule.batch);
  assert_true(trainer.rule.patience == rule.patience && trainer.rule.epochs == rule.epochs);
  assert_true(trainer.epoch == 0 && trainer.E == 0.0 && trainer.best < 0.0 &&
              trainer.since_best == 0);
  assert_true(trainer.step == 0.0 && trainer.outcome == BP_LEARNING);
  for (i = 0; i < net.weights; i++) {
    assert_true(trainer.change[i] == 0.0);
  }
  rule.goal = -BP_LIMIT;
  rule.steady = -BP_LIMIT;
  rule.eta = 0.0;
  rule.reduce = BP_MEAN;
  rule.order = BP_SHUFFLED;
  rule.seed.low = 5ul;
  rule.seed.high = 6ul;
  assert_int_equal(begin(), BP_OK);
  assert_true(trainer.rule.reduce == BP_MEAN && trainer.rule.order == BP_SHUFFLED);
  assert_true(trainer.rule.seed.low == 5ul && trainer.rule.seed.high == 6ul);
  data.inputs = inputs;
  data.targets = targets;
  for (i = 0; i < 8; i++) {
    inputs[i] = i % 3 == 0 ? BP_LIMIT : -BP_LIMIT;
  }
  for (i = 0; i < 4; i++) {
    targets[i] = i % 2 == 0 ? BP_LIMIT : -BP_LIMIT;
  }
  for (i = 0; i < net.weights; i++) {
    net.w[i] = i % 2 == 0 ? BP_LIMIT : -BP_LIMIT;
  }
  assert_int_equal(begin(), BP_OK);
  assert_true(trainer.bound[0] == BP_LIMIT && trainer.bound[1] == BP_LIMIT);
}

/* 13 weights, 2 inputs, 4 units, 2 layers: changes if there is momentum, 16 for the sums and 32 (2 + 2 4 + 2 2 + 3) for the chunk if
   there are batches, three numbers a layer. */
static void test_memory(void **state) {
  (void)state;
  make_xor();
  assert_int_equal(bp_trainer_memory(&net, &rule), 6);
  assert_refused(BP_ERR_MEMORY, 5);
  rule.alpha = 0.5;
  assert_int_equal(bp_trainer_memory(&net, &rule), 19);
  rule.batch = 2;
  assert_int_equal(bp_trainer_memory(&net, &rule), 579);
  assert_refused(BP_ERR_MEMORY, 578);
  rule.alpha = 0.0;
  rule.batch = 0;
  assert_int_equal(bp_trainer_memory(&net, &rule), 566);
  assert_refused(BP_ERR_MEMORY, 565);
  assert_int_equal(bp_trainer_init(&trainer, &net, &rule, &data, training, 566, NULL), BP_OK);
}

/* One bad number at any place of the set or among the weights. */
static void test_values_refused(void **state) {
  const size_t widths[] = {1, 2};
  const bp_activation f[] = {BP_IDENTITY};
  double bad[4], inputs[8], targets[4];
  size_t i, at;
  (void)state;
  bad[0] = sqrt(-1.0);
  bad[1] = HUGE_VAL;
  bad[2] = -HUGE_VAL;
  bad[3] = -BP_LIMIT * (1.0 + 2.3e-16);
  make_xor();
  data.inputs = inputs;
  data.targets = targets;
  memcpy(inputs, xor_inputs, sizeof inputs);
  memcpy(targets, xor_targets, sizeof targets);
  for (i = 0; i < 4; i++) {
    for (at = 0; at < 8; at++) {
      inputs[at] = bad[i];
      assert_refused(BP_ERR_VALUE, 1024);
      inputs[at] = xor_inputs[at];
    }
    for (at = 0; at < 4; at++) {
      targets[at] = bad[i];
      assert_refused(BP_ERR_VALUE, 1024);
      targets[at] = xor_targets[at];
    }
    for (at = 0; at < net.weights; at++) {
      const double w = net.w[at];
      net.w[at] = bad[i];
      assert_refused(BP_ERR_VALUE, 1024);
      net.w[at] = w;
    }
  }
  assert_int_equal(begin(), BP_OK);
  /* Two patterns of one input and two outputs. */
  assert_int_equal(bp_net_init(&net, layer, 1, widths, f, memory, 1024), BP_OK);
  data.count = 2;
  for (at = 0; at < 4; at++) {
    targets[at] = bad[0];
    assert_refused(BP_ERR_VALUE, 1024);
    targets[at] = 0.0;
  }
  assert_int_equal(begin(), BP_OK);
}

/* The delta rule, delta = e without f'. One tanh unit, s = 2, t = 1, weights 0: y = 0, e = 1,
   eta = 1/2 gives (1/2, 1). With y = tanh(5/2) the next delta is e, not e f'. */
static void test_plain(void **state) {
  const size_t widths[] = {1, 1};
  const bp_activation f[] = {BP_TANH};
  const double inputs[] = {2.0}, targets[] = {1.0};
  (void)state;
  assert_int_equal(bp_net_init(&net, layer, 1, widths, f, memory, 1024), BP_OK);
  data.count = 1;
  data.inputs = inputs;
  data.targets = targets;
  rule.plain = 1;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  assert_line(0.5, 1.0);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  assert_true(net.delta[0] == 1.0 - bp_tanh(2.5));
  assert_true(net.delta[0] > 0.0);
  assert_line(0.5 + 0.5 * net.delta[0], 1.0 + 0.5 * net.delta[0] * 2.0);
}

static void train_shuffled(unsigned long seed, double *w) {
  make_xor();
  rule.order = BP_SHUFFLED;
  rule.seed.low = seed;
  rule.epochs = 50;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_train(&trainer), BP_OK);
  memcpy(w, net.w, 13 * sizeof *w);
}

/* The same seed gives the same weights, another gives others, and so does the fixed order. */
static void test_shuffled_order(void **state) {
  double a[13], b[13];
  (void)state;
  train_shuffled(1ul, a);
  train_shuffled(1ul, b);
  assert_memory_equal(a, b, sizeof a);
  train_shuffled(2ul, b);
  assert_memory_not_equal(a, b, sizeof a);
  (void)setup(NULL);
  make_xor();
  rule.epochs = 50;
  assert_int_equal(begin(), BP_OK);
  assert_int_equal(bp_train(&trainer), BP_OK);
  assert_memory_not_equal(a, net.w, sizeof a);
}

/* E of a set needs patterns that can be fed forward. */
static void test_data_error(void **state) {
  const size_t widths[] = {1, 2};
  const bp_activation f[] = {BP_IDENTITY};
  const double inputs[] = {1.0, 3.0}, targets[] = {1.0, -1.0}, two[] = {2.0, 4.0, 4.0, 9.0};
  double huge[2], E = 7.0;
  (void)state;
  make_line(inputs, targets, 2);
  assert_int_equal(bp_data_error(&net, &data, &E), BP_OK);
  assert_true(E == 1.0);
  /* Two outputs with the weights 1 and 2, and without biases. */
  assert_int_equal(bp_net_init(&net, layer, 1, widths, f, memory, 1024), BP_OK);
  assert_int_equal(bp_net_set_weight(&net, 0, 0, 1, 1.0), BP_OK);
  assert_int_equal(bp_net_set_weight(&net, 0, 1, 1, 2.0), BP_OK);
  data.count = 2;
  data.inputs = inputs;
  data.targets = two;
  assert_int_equal(bp_data_error(&net, &data, &E), BP_OK);
  assert_true(E == 0.5 * (1.0 + 4.0) + 0.5 * (1.0 + 9.0));
  huge[0] = 1.0;
  huge[1] = HUGE_VAL;
  make_line(huge, targets, 2);
  E = 7.0;
  assert_int_equal(bp_data_error(&net, &data, &E), BP_ERR_VALUE);
  assert_true(E == 7.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_goal, setup),
      cmocka_unit_test_setup(test_goal_is_of_final_weights, setup),
      cmocka_unit_test_setup(test_goal_just_met, setup),
      cmocka_unit_test_setup(test_stalled, setup),
      cmocka_unit_test_setup(test_epochs_since_best, setup),
      cmocka_unit_test_setup(test_steady, setup),
      cmocka_unit_test_setup(test_epochs, setup),
      cmocka_unit_test_setup(test_momentum, setup),
      cmocka_unit_test_setup(test_batch, setup),
      cmocka_unit_test_setup(test_divergence, setup),
      cmocka_unit_test_setup(test_signals_and_deltas_diverge, setup),
      cmocka_unit_test_setup(test_signals_and_deltas_at_the_limit, setup),
      cmocka_unit_test_setup(test_bounds_hold, setup),
      cmocka_unit_test_setup(test_moves_as_foretold, setup),
      cmocka_unit_test_setup(test_bound_taken_anew, setup),
      cmocka_unit_test_setup(test_step_to_the_limit, setup),
      cmocka_unit_test_setup(test_rules_refused, setup),
      cmocka_unit_test_setup(test_limits_accepted, setup),
      cmocka_unit_test_setup(test_memory, setup),
      cmocka_unit_test_setup(test_values_refused, setup),
      cmocka_unit_test_setup(test_plain, setup),
      cmocka_unit_test_setup(test_shuffled_order, setup),
      cmocka_unit_test_setup(test_data_error, setup),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
