/* Batches give the bits of the naive implementation whatever their size; an error within a batch is
   that of the first pattern that has one, and leaves the weights as they were before the batch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/bp/pass.h"
#include "src/bp/tile.h"
#include "tests/naive/sample.h"

#define PATTERNS 150

static sample it;
static naive_net naive;
static double inputs[PATTERNS * NAIVE_WIDTH];
static double targets[PATTERNS * NAIVE_WIDTH];
static size_t order[PATTERNS];

static bp_rule rule_of(size_t batch, double alpha, bp_reduce reduce, bp_order taken) {
  bp_rule rule;
  memset(&rule, 0, sizeof rule);
  rule.eta = reduce == BP_MEAN ? 0.01 : 0.0001;
  rule.alpha = alpha;
  rule.batch = batch;
  rule.reduce = reduce;
  rule.order = taken;
  rule.seed.low = 5ul;
  rule.goal = -1.0;
  rule.steady = -1.0;
  rule.epochs = (size_t)-1;
  return rule;
}

/* A network within the limits, with `count` patterns. */
static void prepare(const sample_limits *limits, size_t count, draw_state *state) {
  size_t i;
  assert_int_equal(sample_draw(&it, limits, state), BP_OK);
  it.data.count = count;
  it.data.inputs = inputs;
  it.data.targets = targets;
  for (i = 0; i < count * it.net.inputs; i++) {
    inputs[i] = draw_real(state, -1.5, 1.5);
  }
  for (i = 0; i < count * it.net.outputs; i++) {
    targets[i] = draw_real(state, 0.0, 1.0);
  }
  naive_init(&naive, it.depth, it.width, it.f, NAIVE_CORRECT);
  naive_copy_from(&naive, &it.net);
}

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

/* Memory of exactly the size asked for, so that the sanitizer sees what lies beyond it. */
static double *start(bp_trainer *trainer, const bp_rule *rule) {
  const size_t count = bp_trainer_memory(&it.net, rule);
  double *memory = malloc(count * sizeof *memory);
  assert_non_null(memory);
  assert_int_equal(bp_trainer_init(trainer, &it.net, rule, &it.data, memory, count, order), BP_OK);
  return memory;
}

static void assert_learns_alike(const bp_rule *rule, size_t epochs) {
  bp_trainer trainer;
  double *memory = start(&trainer, rule);
  size_t m;
  for (m = 0; m < epochs; m++) {
    double E;
    assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
    E = naive_epoch(&naive, rule, &it.data, rule->order == BP_SHUFFLED ? order : NULL);
    assert_memory_equal(&E, &trainer.E, sizeof E);
    assert_int_equal(weights_differ(), 0);
  }
  free(memory);
}

static const sample_limits wide = {NAIVE_DEPTH, NAIVE_WIDTH, 1, 1};

static void test_every_size(void **unused) {
  draw_state state = 71ul;
  size_t batch;
  (void)unused;
  for (batch = 0; batch <= 70; batch++) {
    size_t variant;
    for (variant = 0; variant < 4; variant++) {
      const bp_rule rule =
          rule_of(batch, variant % 2 == 0 ? 0.0 : 0.6, variant / 2 == 0 ? BP_SUM : BP_MEAN,
                  draw_unit(&state) < 0.5 ? BP_FIXED : BP_SHUFFLED);
      prepare(&wide, draw_size(&state, 1, PATTERNS), &state);
      assert_learns_alike(&rule, 3);
    }
  }
}

/* Panels just whole, just not, and more than one; all activations. */
static void test_every_width(void **unused) {
  const size_t widths[] = {1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 36, 63, 64, 65, 70};
  const size_t n = sizeof widths / sizeof widths[0];
  draw_state state = 72ul;
  size_t a, b, f;
  (void)unused;
  for (a = 0; a < n; a++) {
    for (b = 0; b < n; b++) {
      for (f = 0; f < BP_ACTIVATION_COUNT; f++) {
        const bp_rule rule = rule_of(a % 2 == 0 ? 33 : 11, 0.0, BP_SUM, BP_FIXED);
        size_t i;
        it.depth = 2;
        it.width[0] = widths[a];
        it.width[1] = widths[b];
        it.width[2] = 3;
        it.f[0] = (bp_activation)f;
        it.f[1] = BP_LOGISTIC;
        assert_int_equal(
            bp_net_init(&it.net, it.layer, it.depth, it.width, it.f, it.memory, SAMPLE_MEMORY),
            BP_OK);
        for (i = 0; i < it.net.weights; i++) {
          it.net.w[i] = draw_real(&state, -0.2, 0.2);
        }
        it.data.count = 45;
        it.data.inputs = inputs;
        it.data.targets = targets;
        for (i = 0; i < 45 * widths[a]; i++) {
          inputs[i] = draw_real(&state, -1.0, 1.0);
        }
        for (i = 0; i < 45 * it.width[2]; i++) {
          targets[i] = draw_unit(&state);
        }
        naive_init(&naive, it.depth, it.width, it.f, NAIVE_CORRECT);
        naive_copy_from(&naive, &it.net);
        assert_learns_alike(&rule, 1);
      }
    }
  }
}

static void test_plain(void **unused) {
  const sample_limits single = {1, NAIVE_WIDTH, 1, 1};
  draw_state state = 73ul;
  size_t net;
  (void)unused;
  for (net = 0; net < 30; net++) {
    bp_rule rule = rule_of(40, 0.0, BP_MEAN, BP_FIXED);
    rule.plain = 1;
    prepare(&single, 100, &state);
    assert_learns_alike(&rule, 3);
  }
}

/* The comparison sees a wrong update. */
static void test_bug_differs(void **unused) {
  draw_state state = 74ul;
  const bp_rule rule = rule_of(40, 0.0, BP_SUM, BP_FIXED);
  bp_trainer trainer;
  double *memory;
  (void)unused;
  prepare(&wide, 100, &state);
  naive.bug = NAIVE_UPDATE_IN_BATCH;
  memory = start(&trainer, &rule);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  (void)naive_epoch(&naive, &rule, &it.data, NULL);
  assert_true(weights_differ() > 0);
  free(memory);
}

/* What is wrong with a pattern. */
typedef enum fault { NONE, BAD_INPUT, NAN_INPUT, LARGE_INPUT, BAD_TARGET, LARGE_ERROR } fault;

/* Two identity layers whose net inputs exceed the limit where the inputs are at it. */
static void prepare_faults(void) {
  size_t i;
  it.depth = 2;
  it.width[0] = it.width[1] = it.width[2] = 2;
  it.f[0] = it.f[1] = BP_IDENTITY;
  assert_int_equal(
      bp_net_init(&it.net, it.layer, it.depth, it.width, it.f, it.memory, SAMPLE_MEMORY), BP_OK);
  for (i = 0; i < it.net.weights; i++) {
    it.net.w[i] = 0.75;
  }
  it.data.count = PATTERNS;
  it.data.inputs = inputs;
  it.data.targets = targets;
  for (i = 0; i < 2 * PATTERNS; i++) {
    inputs[i] = 0.25;
    targets[i] = 0.5;
  }
}

static void spoil(size_t p, fault what) {
  double *s = inputs + 2 * p, *t = targets + 2 * p;
  switch (what) {
  case BAD_INPUT:
    s[1] = -2.0 * BP_LIMIT;
    break;
  case NAN_INPUT:
    s[0] = sqrt(-1.0);
    break;
  case LARGE_INPUT:
    s[0] = s[1] = BP_LIMIT;
    break;
  case BAD_TARGET:
    t[0] = HUGE_VAL;
    break;
  case LARGE_ERROR:
    s[0] = s[1] = 0.25 * BP_LIMIT;
    t[0] = t[1] = -BP_LIMIT;
    break;
  default:
    break;
  }
}

/* What one pattern alone gives. */
static bp_status status_of(size_t p) {
  const bp_status status = bp_net_forward(&it.net, inputs + 2 * p);
  return status == BP_OK ? bp_net_backward(&it.net, targets + 2 * p, 0) : status;
}

static void test_errors(void **unused) {
  draw_state state = 75ul;
  size_t round, found[3] = {0, 0, 0};
  (void)unused;
  for (round = 0; round < 3000; round++) {
    const size_t faults = draw_size(&state, 0, 3);
    bp_rule rule = rule_of(0, draw_unit(&state) < 0.5 ? 0.5 : 0.0, BP_SUM, BP_FIXED);
    bp_status expected = BP_OK, status;
    bp_trainer trainer;
    double before[12], *memory;
    size_t i;
    prepare_faults();
    it.data.count = draw_size(&state, 1, PATTERNS);
    memory = start(&trainer, &rule);
    for (i = 0; i < faults; i++) {
      spoil(draw_size(&state, 0, it.data.count - 1),
            (fault)draw_size(&state, BAD_INPUT, LARGE_ERROR));
    }
    for (i = 0; i < it.data.count && expected == BP_OK; i++) {
      expected = status_of(i);
    }
    memcpy(before, it.net.w, sizeof before);
    assert_int_equal(it.net.weights, 12);
    status = bp_trainer_epoch(&trainer);
    assert_int_equal(status, expected);
    found[expected == BP_OK ? 0 : expected == BP_ERR_VALUE ? 1 : 2]++;
    assert_int_equal(memcmp(before, it.net.w, sizeof before) == 0, expected != BP_OK);
    free(memory);
  }
  assert_true(found[0] > 300 && found[1] > 300 && found[2] > 300);
}

/* The batches before the one that is refused have been learnt. */
static void test_earlier_batches(void **unused) {
  const bp_rule rule = rule_of(40, 0.0, BP_SUM, BP_FIXED);
  bp_trainer trainer;
  double *memory;
  (void)unused;
  prepare_faults();
  memory = start(&trainer, &rule);
  naive_init(&naive, it.depth, it.width, it.f, NAIVE_CORRECT);
  naive_copy_from(&naive, &it.net);
  spoil(100, BAD_INPUT);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_ERR_VALUE);
  it.data.count = 80;
  (void)naive_epoch(&naive, &rule, &it.data, NULL);
  assert_int_equal(weights_differ(), 0);
  assert_int_equal(trainer.epoch, 0);
  free(memory);
}

/* Patterns, all the same, of a network of one input and one hidden identity unit; weights 0. */
static void prepare_same(size_t outputs, bp_activation f, double s, double t) {
  size_t i;
  it.depth = 2;
  it.width[0] = it.width[1] = 1;
  it.width[2] = outputs;
  it.f[0] = BP_IDENTITY;
  it.f[1] = f;
  assert_int_equal(
      bp_net_init(&it.net, it.layer, it.depth, it.width, it.f, it.memory, SAMPLE_MEMORY), BP_OK);
  it.data.inputs = inputs;
  it.data.targets = targets;
  for (i = 0; i < 2 * BP_CHUNK; i++) {
    inputs[i] = s;
  }
  for (i = 0; i < 2 * BP_CHUNK * outputs; i++) {
    targets[i] = t;
  }
}

/* One epoch of a batch of so many patterns. */
static bp_status epoch_of(size_t count, double eta, double *E) {
  bp_rule rule = rule_of(0, 0.0, BP_SUM, BP_FIXED);
  bp_trainer trainer;
  double *memory;
  bp_status status;
  rule.eta = eta;
  it.data.count = count;
  memory = start(&trainer, &rule);
  status = bp_trainer_epoch(&trainer);
  *E = trainer.E;
  free(memory);
  return status;
}

/* Only the patterns of the batch count. These here have outputs of 1, as they should; with an input of 0 they would be 1/2,
   and with those weights the deltas of the hidden unit far beyond the limit. */
static void test_fewer_than_a_chunk(void **unused) {
  size_t n, k;
  double E;
  (void)unused;
  prepare_same(10, BP_LOGISTIC, 1.0, 1.0);
  assert_int_equal(bp_net_set_weight(&it.net, 0, 0, 1, 1.0), BP_OK);
  for (k = 0; k < 10; k++) {
    assert_int_equal(bp_net_set_weight(&it.net, 1, k, 1, BP_LIMIT), BP_OK);
  }
  for (n = 1; n <= 2 * BP_CHUNK; n++) {
    assert_int_equal(epoch_of(n, 0.5, &E), BP_OK);
    assert_true(E == 0.0);
  }
  inputs[BP_CHUNK] = 0.0;
  assert_int_equal(epoch_of(BP_CHUNK, 0.5, &E), BP_OK);
  assert_int_equal(epoch_of(BP_CHUNK + 1, 0.5, &E), BP_ERR_DIVERGED);
}

/* An error of the set may be larger than any number in it. */
static void test_large_error(void **unused) {
  const double t = ldexp(1.0, 110);
  size_t n;
  double E;
  (void)unused;
  prepare_same(1, BP_IDENTITY, 0.0, t);
  for (n = 1; n <= 2 * BP_CHUNK; n++) {
    assert_int_equal(epoch_of(n, 0.0, &E), BP_OK);
    assert_true(E == (double)n * 0.5 * t * t);
  }
}

/* A move too small for any number is none, and the sign of a zero stays. */
static void test_least_move(void **unused) {
  const double zero = -0.0;
  double E, *bias;
  size_t n;
  (void)unused;
  prepare_same(1, BP_IDENTITY, 1.0, 0.0);
  bias = &it.net.w[bp_net_weight_index(&it.net, 1, 0, 0)];
  targets[0] = -4.9406564584124654e-324;
  for (n = 1; n <= BP_CHUNK; n++) {
    *bias = zero;
    assert_int_equal(epoch_of(n, 0.25, &E), BP_OK);
    assert_memory_equal(bias, &zero, sizeof zero);
  }
}

/* A sum of no products changes nothing. */
static void test_no_products(void **unused) {
  const double a[1] = {1.0}, v[1] = {1.0};
  double c[BP_CHUNK];
  size_t k;
  (void)unused;
  for (k = 0; k < BP_CHUNK; k++) {
    c[k] = (double)k;
  }
  bp_tile_add(a, 0, 0, v, 0, c, 1);
  for (k = 0; k < BP_CHUNK; k++) {
    assert_true(c[k] == (double)k);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_size),
      cmocka_unit_test(test_every_width),
      cmocka_unit_test(test_plain),
      cmocka_unit_test(test_bug_differs),
      cmocka_unit_test(test_errors),
      cmocka_unit_test(test_earlier_batches),
      cmocka_unit_test(test_fewer_than_a_chunk),
      cmocka_unit_test(test_large_error),
      cmocka_unit_test(test_least_move),
      cmocka_unit_test(test_no_products),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
