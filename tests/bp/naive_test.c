/* src/bp gives the bits of the naive implementation, for every instruction set: signals, deltas,
   gradients, and the weights after training by every rule; and those bits are not what a wrong
   update would give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "src/isa/isa.h"
#include "tests/naive/sample.h"

static sample it;
static naive_net naive;
static double gradient[NAIVE_WEIGHTS];
static double
    training[2 * NAIVE_WEIGHTS + 3 * NAIVE_DEPTH +
             BP_CHUNK * (NAIVE_WIDTH + 2 * NAIVE_DEPTH * NAIVE_WIDTH + 2 * NAIVE_DEPTH + 3)];

static void assert_same(double a, double b) {
  assert_memory_equal(&a, &b, sizeof a);
}

static void prepare(const sample_limits *limits, draw_state *state, naive_bug bug) {
  assert_int_equal(sample_draw(&it, limits, state), BP_OK);
  naive_init(&naive, it.depth, it.width, it.f, bug);
  naive_copy_from(&naive, &it.net);
}

/* How many weights differ in any bit. */
static size_t weights_differ(void) {
  size_t l, k, j, n = 0;
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      for (j = 0; j <= it.width[l]; j++) {
        const double *w = &it.net.w[bp_net_weight_index(&it.net, l, k, j)];
        n += memcmp(w, &naive.w[l][k][j], sizeof *w) != 0 ? 1 : 0;
      }
    }
  }
  return n;
}

static void assert_same_signals(void) {
  size_t l, k;
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      const size_t at = it.layer[l].unit_at + k;
      assert_same(it.net.x[at], naive.x[l][k]);
      assert_same(it.net.y[at], naive.s[l + 1][k + 1]);
      assert_same(it.net.delta[at], naive.delta[l][k]);
    }
  }
}

static void test_passes_and_gradient(void **unused) {
  const sample_limits limits = {NAIVE_DEPTH, NAIVE_WIDTH, SAMPLE_PATTERNS, 0};
  static naive_weights sums;
  draw_state state = 4711ul;
  size_t net, p, i, l, k, j;
  (void)unused;
  for (net = 0; net < 150; net++) {
    prepare(&limits, &state, NAIVE_CORRECT);
    for (i = 0; i < it.net.weights; i++) {
      gradient[i] = 0.0;
    }
    for (p = 0; p < it.data.count; p++) {
      const double *s = it.inputs + p * it.net.inputs, *t = it.targets + p * it.net.outputs;
      assert_int_equal(bp_net_forward(&it.net, s), BP_OK);
      assert_int_equal(bp_net_backward(&it.net, t, 0), BP_OK);
      bp_net_add_gradient(&it.net, s, 1.0, gradient);
      naive_forward(&naive, s);
      naive_backward(&naive, t, 0);
      assert_same_signals();
      assert_same(bp_net_error(&it.net, t), naive_error(&naive, t));
    }
    naive_set_gradient(&naive, &it.data, sums);
    for (l = 0; l < it.depth; l++) {
      for (k = 0; k < it.width[l + 1]; k++) {
        for (j = 0; j <= it.width[l]; j++) {
          assert_same(gradient[bp_net_weight_index(&it.net, l, k, j)], sums[l][k][j]);
        }
      }
    }
  }
}

/* A rule that never ends by itself. */
static bp_rule rule_of(double eta, double alpha, size_t batch, bp_reduce reduce, bp_order order) {
  bp_rule rule;
  memset(&rule, 0, sizeof rule);
  rule.eta = eta;
  rule.alpha = alpha;
  rule.batch = batch;
  rule.reduce = reduce;
  rule.order = order;
  rule.seed.low = 99ul;
  rule.goal = -1.0;
  rule.steady = -1.0;
  rule.epochs = (size_t)-1;
  return rule;
}

/* Trains both for so many epochs or until the reference refuses a step. Returns the epochs done. */
static size_t train_both(const bp_rule *rule, size_t epochs) {
  bp_trainer trainer;
  size_t order[SAMPLE_PATTERNS];
  size_t m;
  assert_int_equal(bp_trainer_init(&trainer, &it.net, rule, &it.data, training,
                                   bp_trainer_memory(&it.net, rule), order),
                   BP_OK);
  for (m = 0; m < epochs; m++) {
    const size_t *taken = rule->order == BP_SHUFFLED ? order : NULL;
    double E;
    if (bp_trainer_epoch(&trainer) != BP_OK) {
      return m;
    }
    E = naive_epoch(&naive, rule, &it.data, taken);
    assert_true(naive.bug != NAIVE_CORRECT || memcmp(&E, &trainer.E, sizeof E) == 0);
  }
  return m;
}

/* Where each epoch evaluates the clauses of all contracts, fewer do. */
#ifdef BP_CONTRACTS
#define EPOCHS(n) ((n) / 100 + 5)
#else
#define EPOCHS(n) (n)
#endif

/* So many epochs by the rule on nets of these limits: the same bits all the way. */
static void assert_trains_alike(const bp_rule *rule, const sample_limits *limits, size_t nets,
                                size_t epochs, unsigned long seed) {
  draw_state state = seed;
  size_t net;
  for (net = 0; net < nets; net++) {
    prepare(limits, &state, NAIVE_CORRECT);
    assert_int_equal(train_both(rule, EPOCHS(epochs)), EPOCHS(epochs));
    assert_int_equal(weights_differ(), 0);
  }
}

static const sample_limits wide = {NAIVE_DEPTH, NAIVE_WIDTH, SAMPLE_PATTERNS, 1};
static const sample_limits narrow = {4, 9, SAMPLE_PATTERNS, 1};

static void test_per_pattern(void **unused) {
  const bp_rule rule = rule_of(0.01, 0.0, 1, BP_SUM, BP_FIXED);
  const bp_rule shuffled = rule_of(0.01, 0.0, 1, BP_SUM, BP_SHUFFLED);
  (void)unused;
  assert_trains_alike(&rule, &narrow, 30, 3000, 11ul);
  assert_trains_alike(&rule, &wide, 6, 40, 12ul);
  assert_trains_alike(&shuffled, &narrow, 10, 300, 13ul);
}

static void test_momentum(void **unused) {
  const bp_rule rule = rule_of(0.003, 0.8, 1, BP_SUM, BP_FIXED);
  (void)unused;
  assert_trains_alike(&rule, &narrow, 30, 3000, 21ul);
  assert_trains_alike(&rule, &wide, 6, 40, 22ul);
}

static void test_batch(void **unused) {
  size_t batch;
  (void)unused;
  for (batch = 0; batch <= 3; batch += batch == 0 ? 2 : 1) {
    const bp_rule sum = rule_of(0.005, 0.0, batch, BP_SUM, BP_FIXED);
    const bp_rule mean = rule_of(0.01, 0.0, batch, BP_MEAN, BP_SHUFFLED);
    const bp_rule momentum = rule_of(0.005, 0.7, batch, BP_MEAN, BP_FIXED);
    assert_trains_alike(&sum, &narrow, 5, 2000, 31ul);
    assert_trains_alike(&mean, &narrow, 5, 2000, 32ul);
    assert_trains_alike(&momentum, &narrow, 5, 2000, 33ul);
    assert_trains_alike(&sum, &wide, 3, 20, 34ul);
    assert_trains_alike(&momentum, &wide, 3, 20, 35ul);
  }
}

static void test_plain(void **unused) {
  const sample_limits single = {1, NAIVE_WIDTH, SAMPLE_PATTERNS, 1};
  bp_rule rule = rule_of(0.001, 0.0, 1, BP_SUM, BP_FIXED);
  (void)unused;
  rule.plain = 1;
  assert_trains_alike(&rule, &single, 20, 1000, 41ul);
  rule.alpha = 0.5;
  assert_trains_alike(&rule, &single, 10, 500, 42ul);
}

/* A net of this depth whose widths are all near `width`, its activations in turn from `f` on. */
static void prepare_near(size_t depth, size_t width, size_t f, draw_state *state) {
  const sample_limits limits = {NAIVE_DEPTH, NAIVE_WIDTH, SAMPLE_PATTERNS, 1};
  size_t l;
  it.depth = depth;
  for (l = 0; l <= depth; l++) {
    it.width[l] = draw_size(state, width > 3 ? width - 3 : 1, width);
  }
  it.width[f % (depth + 1)] = width;
  for (l = 0; l < depth; l++) {
    it.f[l] = (bp_activation)((f + l) % BP_ACTIVATION_COUNT);
  }
  assert_int_equal(sample_fill(&it, &limits, state), BP_OK);
  naive_init(&naive, it.depth, it.width, it.f, NAIVE_CORRECT);
  naive_copy_from(&naive, &it.net);
}

/* Every width that a panel, a part of one or some rows at a time may have, in nets of 1 to 4
   layers; all activations, with and without momentum, in a fixed and in a shuffled order. */
static void test_every_width(void **unused) {
  draw_state state = 61ul;
  size_t width, depth, f;
  (void)unused;
  for (width = 1; width <= NAIVE_WIDTH; width++) {
    for (depth = 1; depth <= 4; depth++) {
      for (f = 0; f < 6; f++) {
        const bp_rule rule = rule_of(0.002, f % 2 == 0 ? 0.0 : 0.6, 1, BP_SUM,
                                     (width + f) % 3 == 0 ? BP_SHUFFLED : BP_FIXED);
        prepare_near(depth, width, f, &state);
        assert_int_equal(train_both(&rule, 5), 5);
        assert_int_equal(weights_differ(), 0);
      }
    }
  }
}

/* An epoch in which pattern p cannot be learned leaves the weights as the patterns before it made
   them. Spoiled: a signal, then a target, made a NaN since the trainer was prepared; then a target
   that would move the weights too far. */
static void assert_stops_at(size_t p, int spoiled, const bp_rule *rule) {
  const double nan_value = HUGE_VAL - HUGE_VAL;
  const bp_data whole = it.data;
  bp_trainer trainer;
  if (spoiled == 2) {
    it.targets[p * it.net.outputs] = BP_LIMIT;
  }
  assert_int_equal(bp_trainer_init(&trainer, &it.net, rule, &it.data, training,
                                   bp_trainer_memory(&it.net, rule), NULL),
                   BP_OK);
  if (spoiled == 0) {
    it.inputs[p * it.net.inputs + it.net.inputs - 1] = nan_value;
  } else if (spoiled == 1) {
    it.targets[p * it.net.outputs] = nan_value;
  }
  assert_int_equal(bp_trainer_epoch(&trainer), spoiled == 2 ? BP_ERR_DIVERGED : BP_ERR_VALUE);
  it.data.count = p;
  (void)naive_epoch(&naive, rule, &it.data, NULL);
  it.data = whole;
  assert_int_equal(weights_differ(), 0);
  assert_int_equal(trainer.epoch, 0);
}

static void test_errors_within_an_epoch(void **unused) {
  const size_t widths[] = {1, 3, 8, 9, 31, 40, 70};
  draw_state state = 71ul;
  size_t i, depth, p;
  int spoiled;
  (void)unused;
  for (i = 0; i < sizeof widths / sizeof widths[0]; i++) {
    for (depth = 1; depth <= 3; depth++) {
      for (spoiled = 0; spoiled < 3; spoiled++) {
        const bp_rule rule =
            rule_of(spoiled == 2 ? 4.0 : 0.01, i % 2 == 0 ? 0.0 : 0.5, 1, BP_SUM, BP_FIXED);
        /* The last layer, the third in turn or its only one, is of identity units. */
        do {
          prepare_near(depth, widths[i], 3 - depth, &state);
        } while (it.data.count < 4);
        p = draw_size(&state, 0, it.data.count - 1);
        assert_stops_at(p, spoiled, &rule);
      }
    }
  }
}

/* The comparison itself can fail: with each bug of the update planted, the weights come out
   different under some rule, and under the rules that do not touch the bug's place they may not. */
static void test_update_bugs_differ(void **unused) {
  bp_rule rules[4];
  int bug;
  (void)unused;
  rules[0] = rule_of(0.05, 0.0, 1, BP_SUM, BP_FIXED);
  rules[1] = rule_of(0.05, 0.5, 1, BP_SUM, BP_FIXED);
  rules[2] = rule_of(0.05, 0.0, 0, BP_SUM, BP_FIXED);
  rules[3] = rule_of(0.05, 0.5, 0, BP_MEAN, BP_FIXED);
  for (bug = NAIVE_GRADIENT_BUGS + 1; bug < NAIVE_BUG_COUNT; bug++) {
    size_t caught = 0, tried = 0, r, net;
    for (r = 0; r < 4; r++) {
      draw_state state = 51ul;
      for (net = 0; net < 10; net++) {
        prepare(&narrow, &state, (naive_bug)bug);
        tried += train_both(&rules[r], 5) == 5 ? 1 : 0;
        caught += weights_differ() > 0 ? 1 : 0;
      }
    }
    print_message("%-40s differs in %2lu of %lu trainings\n", naive_bug_text((naive_bug)bug),
                  (unsigned long)caught, (unsigned long)tried);
    assert_int_equal(tried, 40);
    assert_true(caught >= 10);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_passes_and_gradient),
      cmocka_unit_test(test_per_pattern),
      cmocka_unit_test(test_momentum),
      cmocka_unit_test(test_batch),
      cmocka_unit_test(test_plain),
      cmocka_unit_test(test_every_width),
      cmocka_unit_test(test_errors_within_an_epoch),
      cmocka_unit_test(test_update_bugs_differ),
  };
  size_t isa;
  int failed = 0;
  for (isa = 0; bp_isa_name(isa) != NULL; isa++) {
    print_message("%s\n", bp_isa_name(isa));
    failed += bp_isa_use(bp_isa_name(isa)) != 0;
    failed += cmocka_run_group_tests(tests, NULL, NULL);
  }
  return failed;
}
