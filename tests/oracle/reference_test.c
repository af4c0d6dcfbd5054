/* The trainer's own numbers lie within the bound on their rounding errors of the true ones, on random
   networks of all depths and activations, saturated and tiny ones among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "src/gradcheck/rounding.h"
#include "src/oracle/oracle.h"
#include "tests/naive/sample.h"

#define NETS 300

/* What the comparisons of one quantity came to. */
typedef struct tally {
  size_t numbers;
  size_t certain; /* the nearest double is proven to be it */
  size_t equal;   /* of these: the trainer's is that */
  double ulps;    /* the largest distance, where it was not cancellation that made it */
  double farther; /* the largest distance */
  double share;   /* the largest distance over its bound */
} tally;

static sample it;
static naive_net net;
static naive_weights wrong;
static double memory[SAMPLE_MEMORY], training[SAMPLE_MEMORY];
static double g[NAIVE_WEIGHTS], g_error[NAIVE_WEIGHTS], before[NAIVE_WEIGHTS],
    previous[NAIVE_WEIGHTS];

/* Adds the distance of v from number i of the quantity, which must be within bound. */
static void compare(const bp_oracle *oracle, bp_oracle_quantity q, size_t i, double v, double bound,
                    tally *seen) {
  bp_enclosure enclosure;
  bp_distance distance;
  assert_int_equal(bp_oracle_enclosure(oracle, q, i, &enclosure), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_distance(oracle, q, i, v, &distance), BP_ORACLE_OK);
  if (!(distance.hi <= bound)) {
    print_error("quantity %d, number %lu: %.17g is %.3g from the truth, bound %.3g\n", (int)q,
                (unsigned long)i, v, distance.hi, bound);
  }
  assert_true(distance.hi <= bound);
  assert_true(distance.lo <= distance.hi && distance.ulps_lo <= distance.ulps_hi);
  assert_true(enclosure.narrow);
  seen[q].numbers++;
  seen[q].certain += enclosure.certain ? 1 : 0;
  seen[q].equal += enclosure.certain && v == enclosure.nearest ? 1 : 0;
  seen[q].farther = distance.ulps_hi > seen[q].farther ? distance.ulps_hi : seen[q].farther;
  if (bound <= 64.0 * DBL_EPSILON * fabs(v)) {
    seen[q].ulps = distance.ulps_hi > seen[q].ulps ? distance.ulps_hi : seen[q].ulps;
  }
  if (bound > 0.0 && distance.hi / bound > seen[q].share) {
    seen[q].share = distance.hi / bound;
  }
}

static void print_tally(const tally *seen) {
  static const char *const name[] = {"x", "y",     "f'",       "e",        "sum", "delta",
                                     "E", "dE/dw", "sum of E", "gradient", "Dw",  "new w"};
  int q;
  for (q = 0; q < BP_ORACLE_QUANTITY_COUNT; q++) {
    if (seen[q].numbers > 0) {
      print_message("%-9s %7lu numbers, %7lu nearest doubles proven, %7lu the trainer's, at most "
                    "%.3g ulps off (%.3g where "
                    "nothing cancels), %.3f of the bound\n",
                    name[q], (unsigned long)seen[q].numbers, (unsigned long)seen[q].certain,
                    (unsigned long)seen[q].equal, seen[q].farther, seen[q].ulps, seen[q].share);
    }
  }
}

/* x, y, e, delta and the gradient of each pattern. */
static void compare_patterns(bp_oracle *oracle, const bp_rule *rule, tally *seen) {
  const size_t last = it.net.layer[it.net.depth - 1].unit_at;
  bp_rounding rounding;
  size_t p, i;
  bp_rounding_init(&rounding, &it.net, memory);
  for (p = 0; p < it.data.count; p++) {
    const double *t = it.targets + p * it.net.outputs;
    bp_data one = it.data;
    one.count = 1;
    one.inputs += p * it.net.inputs;
    one.targets = t;
    assert_int_equal(bp_oracle_select(oracle, p), BP_ORACLE_OK);
    assert_int_equal(bp_rounding_gradient(&rounding, &it.net, &one, rule->plain, g, g_error),
                     BP_OK);
    for (i = 0; i < it.net.units; i++) {
      compare(oracle, BP_ORACLE_X, i, it.net.x[i], rounding.x[i], seen);
      compare(oracle, BP_ORACLE_Y, i, it.net.y[i], rounding.y[i], seen);
      compare(oracle, BP_ORACLE_DELTA, i, it.net.delta[i], rounding.delta[i], seen);
    }
    for (i = 0; i < it.net.outputs; i++) {
      compare(oracle, BP_ORACLE_ERROR, i, t[i] - it.net.y[last + i],
              bp_rounding_error(&rounding, &it.net, t, i), seen);
    }
    for (i = 0; i < it.net.weights; i++) {
      compare(oracle, BP_ORACLE_DE_DW, i, g[i], g_error[i], seen);
    }
  }
  assert_int_equal(bp_rounding_gradient(&rounding, &it.net, &it.data, rule->plain, g, g_error),
                   BP_OK);
  for (i = 0; i < it.net.weights && rule->reduce == BP_SUM; i++) {
    compare(oracle, BP_ORACLE_GRADIENT, i, g[i], g_error[i], seen);
  }
}

/* The new weights of the trainer: eta rounded by the division, the products, their sum and the new
   weight by u each. */
static void compare_update(const bp_oracle *oracle, const bp_rule *rule, tally *seen) {
  const double u = BP_ROUNDING_U, n = rule->reduce == BP_MEAN ? (double)it.data.count : 1.0;
  const double eta = rule->eta / n;
  size_t i;
  for (i = 0; i < it.net.weights; i++) {
    const double moved = eta * fabs(g[i]) + rule->alpha * fabs(previous[i]);
    const double bound = BP_ROUNDING_INFLATE * (eta * g_error[i] + 4.0 * u * moved +
                                                u * fabs(it.net.w[i]) + 4.0 * BP_ROUNDING_TINY);
    compare(oracle, BP_ORACLE_W_NEW, i, it.net.w[i], bound, seen);
  }
}

/* A second step of learning, so that there is a previous change: patterns before and after it.
   Returns the seconds that the oracle took. */
static double compare_step(const bp_rule *rule, tally *seen) {
  bp_trainer trainer;
  bp_oracle_rule exact;
  bp_oracle_options options;
  bp_oracle *oracle;
  clock_t start;
  double seconds;
  size_t i;
  assert_int_equal(
      bp_trainer_init(&trainer, &it.net, rule, &it.data, training, SAMPLE_MEMORY, NULL), BP_OK);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  memcpy(before, it.net.w, it.net.weights * sizeof *before);
  for (i = 0; i < it.net.weights; i++) {
    previous[i] = rule->alpha > 0.0 ? trainer.change[i] : 0.0;
  }
  bp_oracle_defaults(&exact, &options);
  exact.eta = rule->eta;
  exact.alpha = rule->alpha;
  exact.previous = previous;
  exact.reduce = rule->reduce;
  exact.plain = rule->plain;
  start = clock();
  assert_int_equal(bp_oracle_create(&oracle, &it.net, &it.data, &exact, &options), BP_ORACLE_OK);
  assert_int_equal(bp_oracle_run(oracle), BP_ORACLE_OK);
  seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  compare_patterns(oracle, rule, seen);
  assert_memory_equal(before, it.net.w, it.net.weights * sizeof *before);
  assert_int_equal(bp_trainer_epoch(&trainer), BP_OK);
  compare_update(oracle, rule, seen);
  bp_oracle_free(oracle);
  return seconds;
}

static void draw_rule(bp_rule *rule, draw_state *draws) {
  memset(rule, 0, sizeof *rule);
  rule->eta = draw_real(draws, 0.0, 0.5);
  rule->alpha = draw_unit(draws) < 0.5 ? 0.0 : draw_real(draws, 0.1, 0.9);
  rule->batch = it.data.count == 1 && draw_unit(draws) < 0.5 ? 1 : 0;
  rule->reduce = draw_unit(draws) < 0.5 ? BP_SUM : BP_MEAN;
  rule->plain = it.net.depth == 1 && draw_unit(draws) < 0.3;
  rule->goal = -1.0;
  rule->steady = -1.0;
  rule->epochs = 2;
}

/* Multiplies all weights of a layer. */
static void scale_layer(size_t l, double factor) {
  const bp_layer *layer = &it.net.layer[l];
  size_t i;
  for (i = 0; i < layer->weights; i++) {
    it.net.w[layer->weight_at + i] *= factor;
  }
}

static void check(const char *what, double factor) {
  const sample_limits limits = {4, 10, 4, 0};
  tally seen[BP_ORACLE_QUANTITY_COUNT];
  draw_state draws = 4711ul;
  double seconds = 0.0;
  size_t n, l;
  memset(seen, 0, sizeof seen);
  for (n = 0; n < NETS; n++) {
    bp_rule rule;
    assert_int_equal(sample_draw(&it, &limits, &draws), BP_OK);
    for (l = 0; l < it.depth; l++) {
      if (it.f[l] != BP_IDENTITY || factor < 1.0) {
        scale_layer(l, factor);
      }
    }
    draw_rule(&rule, &draws);
    seconds += compare_step(&rule, seen);
  }
  print_message("%s weights, %d networks, the oracle took %.3g ms for each\n", what, NETS,
                1e3 * seconds / NETS);
  print_tally(seen);
  assert_true(seen[BP_ORACLE_X].numbers > 1000 && seen[BP_ORACLE_W_NEW].numbers > 10000);
  /* Where the truth is half-way between doubles, or next to that, nothing can be proven. */
  assert_true((double)seen[BP_ORACLE_GRADIENT].certain >
              0.95 * (double)seen[BP_ORACLE_GRADIENT].numbers);
  /* Bounds far too wide would say nothing. */
  assert_true(seen[BP_ORACLE_Y].share > 0.05 && seen[BP_ORACLE_GRADIENT].share > 0.05);
}

static void test_ordinary(void **state) {
  (void)state;
  check("ordinary", 1.0);
}

static void test_saturated(void **state) {
  (void)state;
  check("saturating", 50.0);
}

static void test_tiny(void **state) {
  (void)state;
  check("tiny", 1e-90);
}

/* Whether a unit may answer nothing with 0, so that no bug before it shows. */
static int may_be_dead(void) {
  size_t l;
  for (l = 0; l < it.depth; l++) {
    if (it.f[l] == BP_RELU) {
      return 1;
    }
  }
  return 0;
}

/* Wrong by as little as single precision, a gradient is farther from the truth than rounding
   explains. */
static void test_small_errors_show(void **state) {
  static const naive_bug bugs[] = {NAIVE_SINGLE, NAIVE_FEW_DIGITS, NAIVE_TABLE};
  const sample_limits limits = {3, 8, 4, 1};
  draw_state draws = 31ul;
  size_t n, b, l, k, j;
  (void)state;
  for (n = 0; n < 60; n++) {
    bp_oracle_rule rule;
    bp_oracle_options options;
    bp_oracle *oracle;
    bp_rounding rounding;
    do {
      assert_int_equal(sample_draw(&it, &limits, &draws), BP_OK);
    } while (!bp_activation_bounded(it.f[0]) || may_be_dead());
    bp_oracle_defaults(&rule, &options);
    assert_int_equal(bp_oracle_create(&oracle, &it.net, &it.data, &rule, &options), BP_ORACLE_OK);
    assert_int_equal(bp_oracle_run(oracle), BP_ORACLE_OK);
    bp_rounding_init(&rounding, &it.net, memory);
    assert_int_equal(bp_rounding_gradient(&rounding, &it.net, &it.data, 0, g, g_error), BP_OK);
    for (b = 0; b < sizeof bugs / sizeof bugs[0]; b++) {
      size_t beyond = 0;
      naive_init(&net, it.depth, it.width, it.f, bugs[b]);
      naive_copy_from(&net, &it.net);
      naive_set_gradient(&net, &it.data, wrong);
      for (l = 0; l < it.depth; l++) {
        for (k = 0; k < it.width[l + 1]; k++) {
          for (j = 0; j <= it.width[l]; j++) {
            const size_t at = bp_net_weight_index(&it.net, l, k, j);
            bp_distance distance;
            assert_int_equal(
                bp_oracle_distance(oracle, BP_ORACLE_GRADIENT, at, wrong[l][k][j], &distance),
                BP_ORACLE_OK);
            beyond += distance.lo > g_error[at] ? 1 : 0;
          }
        }
      }
      assert_true(beyond > 0);
    }
    bp_oracle_free(oracle);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ordinary),
      cmocka_unit_test(test_saturated),
      cmocka_unit_test(test_tiny),
      cmocka_unit_test(test_small_errors_show),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
