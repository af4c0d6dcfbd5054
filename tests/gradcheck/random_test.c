/* The check passes what is right: gradients of src/bp on 200 random networks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "src/gradcheck/gradcheck.h"
#include "tests/naive/sample.h"

#define NETS 200

static sample it;
static double before[SAMPLE_MEMORY];
static double gradient[NAIVE_WEIGHTS];
static double memory[(3 + 3 * SAMPLE_PATTERNS) * NAIVE_DEPTH * NAIVE_WIDTH];

/* Weights watched, and whether each came with the report as far as it was. */
typedef struct watched {
  size_t calls;
  size_t reasons[BP_GRADCHECK_REASON_COUNT];
} watched;

static void watch(void *watcher, const bp_gradcheck_report *report,
                  const bp_gradcheck_weight *weight) {
  watched *seen = (watched *)watcher;
  seen->calls++;
  seen->reasons[weight->reason]++;
  assert_true(report->counts.checked <= report->weights);
  assert_true(weight->layer < it.depth);
  if (weight->outcome == BP_GRADCHECK_FAIL) {
    print_error("layer %lu unit %lu input %lu: w %.17g analytic %.17g numeric %.17g tolerance %.3g "
                "reason %s\n",
                (unsigned long)weight->layer, (unsigned long)weight->unit,
                (unsigned long)weight->input, weight->w, weight->analytic, weight->numeric,
                weight->tolerance, bp_gradcheck_reason_text(weight->reason));
  }
}

static void counts_sum(bp_gradcheck_counts *total, const bp_gradcheck_counts *counts) {
  total->checked += counts->checked;
  total->passed += counts->passed;
  total->failed += counts->failed;
  total->inconclusive += counts->inconclusive;
  total->zero += counts->zero;
  total->retried += counts->retried;
  if (counts->worst_ratio > total->worst_ratio) {
    total->worst_ratio = counts->worst_ratio;
  }
}

static void check_sets(size_t pattern) {
  const sample_limits limits = {4, 12, 5, 0};
  bp_gradcheck_counts total;
  size_t net, l, outcomes[BP_GRADCHECK_OUTCOME_COUNT] = {0, 0, 0};
  draw_state state = 20240611ul;
  watched seen;
  memset(&total, 0, sizeof total);
  memset(&seen, 0, sizeof seen);
  for (net = 0; net < NETS; net++) {
    bp_gradcheck_subject subject;
    bp_gradcheck_net binding;
    bp_gradcheck_options options;
    bp_gradcheck_counts layer[NAIVE_DEPTH], layers;
    bp_gradcheck_report report;
    assert_int_equal(sample_draw(&it, &limits, &state), BP_OK);
    memcpy(before, it.net.w, it.net.weights * sizeof *before);
    assert_int_equal(
        bp_gradcheck_bind_net(&subject, &binding, &it.net, &it.data,
                              pattern == BP_GRADCHECK_ALL ? pattern : it.data.count - 1, memory,
                              bp_gradcheck_net_memory(&it.net, it.data.count)),
        BP_OK);
    bp_gradcheck_defaults(&options);
    options.watch = watch;
    options.watcher = &seen;
    assert_int_equal(bp_gradcheck_run(&subject, &options, gradient, layer, &report), BP_OK);
    assert_memory_equal(before, it.net.w, it.net.weights * sizeof *before);
    assert_int_equal(report.counts.checked, it.net.weights);
    assert_int_equal(report.weights, it.net.weights);
    memset(&layers, 0, sizeof layers);
    for (l = 0; l < it.depth; l++) {
      assert_int_equal(layer[l].checked, it.layer[l].weights);
      counts_sum(&layers, &layer[l]);
    }
    assert_int_equal(layers.passed, report.counts.passed);
    assert_int_equal(layers.inconclusive, report.counts.inconclusive);
    outcomes[report.outcome]++;
    counts_sum(&total, &report.counts);
  }
  assert_int_equal(seen.calls, total.checked);
  assert_int_equal(total.passed + total.failed + total.inconclusive, total.checked);
  print_message("%lu weights: %lu passed, %lu failed, %lu inconclusive; %lu zero, %lu retried; "
                "worst ratio of a pass %.3f; nets: %lu pass, %lu fail, %lu inconclusive\n",
                (unsigned long)total.checked, (unsigned long)total.passed,
                (unsigned long)total.failed, (unsigned long)total.inconclusive,
                (unsigned long)total.zero, (unsigned long)total.retried, total.worst_ratio,
                (unsigned long)outcomes[BP_GRADCHECK_PASS],
                (unsigned long)outcomes[BP_GRADCHECK_FAIL],
                (unsigned long)outcomes[BP_GRADCHECK_INCONCLUSIVE]);
  for (l = 0; l < BP_GRADCHECK_REASON_COUNT; l++) {
    print_message("  %lu %s\n", (unsigned long)seen.reasons[l],
                  bp_gradcheck_reason_text((bp_gradcheck_reason)l));
  }
  assert_int_equal(total.failed, 0);
  assert_true(total.worst_ratio <= 1.0);
  assert_true((double)total.inconclusive <= 0.03 * (double)total.checked);
  assert_true(outcomes[BP_GRADCHECK_INCONCLUSIVE] <= NETS / 20);
}

static void test_whole_sets_pass(void **state) {
  (void)state;
  check_sets(BP_GRADCHECK_ALL);
}

static void test_single_patterns_pass(void **state) {
  (void)state;
  check_sets(0);
}

/* A moved weight: E and its bound to the last bit as if everything were fed forward again. */
static void test_moved_is_loss(void **state) {
  const sample_limits limits = {NAIVE_DEPTH, 40, 5, 0};
  draw_state draws = 5501ul;
  size_t net, l, k, j;
  (void)state;
  for (net = 0; net < NETS; net++) {
    bp_gradcheck_subject subject;
    bp_gradcheck_net binding;
    double E, bound, fresh_E, fresh_bound;
    assert_int_equal(sample_draw(&it, &limits, &draws), BP_OK);
    assert_int_equal(bp_gradcheck_bind_net(&subject, &binding, &it.net, &it.data, BP_GRADCHECK_ALL,
                                           memory, sizeof memory / sizeof *memory),
                     BP_OK);
    l = draw_size(&draws, 0, it.depth - 1);
    k = draw_size(&draws, 0, it.width[l + 1] - 1);
    j = draw_size(&draws, 0, it.width[l]);
    assert_int_equal(subject.loss(&binding, it.net.w, &E, &bound), BP_OK);
    it.net.w[bp_net_weight_index(&it.net, l, k, j)] += draw_real(&draws, -0.5, 0.5);
    assert_int_equal(subject.moved(&binding, l, k, j, &E, &bound), BP_OK);
    assert_int_equal(subject.loss(&binding, it.net.w, &fresh_E, &fresh_bound), BP_OK);
    assert_memory_equal(&E, &fresh_E, sizeof E);
    assert_memory_equal(&bound, &fresh_bound, sizeof bound);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_moved_is_loss),
      cmocka_unit_test(test_whole_sets_pass),
      cmocka_unit_test(test_single_patterns_pass),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
