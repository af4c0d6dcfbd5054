#include "bug.h"

#include <string.h>

typedef struct entry {
  const char *name;
  const char *text;
} entry;

static const entry bugs[BP_BUG_COUNT] = {
    {"none", "no known bug"},
    {"output-clipped", "outputs are held in [0.01, 0.99] or [-0.98, 0.98]"},
    {"slope-of-input", "y (1 - y) or 1 - y^2 is applied to the net input x"},
    {"slope-of-output", "f'(x) is applied to the output y"},
    {"output-slope", "f' is missing at the output"},
    {"logistic-slope", "y (1 - y) is taken for the slope of tanh"},
    {"tanh-slope", "1 - y is taken for the slope of tanh"},
    {"slope-clipped", "f' is formed of outputs held in [0.01, 0.99] or [-0.98, 0.98]"},
    {"sign", "e is y - t"},
    {"atanh-error", "log((1 + e) / (1 - e)) stands for e"},
    {"error-halved", "e is halved for tanh outputs"},
    {"factor-two", "deltas are twice too large: E without its factor 1/2"},
    {"factor-half", "deltas are half as large as they should be"},
    {"factor-outputs", "deltas are too large by the number of outputs"},
    {"factor-per-output", "deltas are divided by the number of outputs"},
    {"updated-weights", "hidden deltas are formed with weights already updated"},
    {"transposed", "the hidden sum takes w_jk for w_kj"},
    {"bias-row", "the hidden sum takes the weight before, the bias first"},
    {"last-skipped", "the hidden sum leaves out the last unit"},
    {"aliased", "hidden deltas are written over deltas still to be read"},
    {"not-reset", "hidden sums go on from one pattern to the next"},
    {"stale-y", "gradients take the signals of the pattern before"},
    {"bias-as-gradient", "the bias itself stands in for its signal 1"},
    {"reduce", "the sum over the batch is taken for the mean, or the mean for the sum"},
    {"bias-fixed", "biases are not updated"},
    {"eta-twice", "eta is applied twice"},
    {"eta-per-example", "a batch updates with eta times its patterns"},
    {"momentum-missing", "alpha is ignored"},
    {"momentum-stale", "momentum takes the change before the last one"},
    {"momentum-eta", "alpha is multiplied by eta"},
    {"momentum-average", "the new change is multiplied by 1 - alpha"},
    {"bias-signal", "the bias signal is -1"},
    {"recomputed", ""},
    {"history", "the change before the first update is not 0"},
    {"table", "the activation function is approximated"},
    {"single", "numbers have single precision only"},
    {"few-digits", "weights are kept with a few decimal digits"},
    {"not-finite", "a NaN or an infinity is reported"},
};

const char *bp_bug_name(bp_bug bug) {
  return (int)bug >= 0 && bug < BP_BUG_COUNT ? bugs[bug].name : "unknown";
}

const char *bp_bug_text(bp_bug bug) {
  return (int)bug >= 0 && bug < BP_BUG_COUNT ? bugs[bug].text : "unknown";
}

int bp_bug_find(const char *name, unsigned long length, bp_bug *bug) {
  int i;
  for (i = 0; i < BP_BUG_COUNT; i++) {
    if (i != BP_BUG_RECOMPUTED && strlen(bugs[i].name) == length &&
        memcmp(name, bugs[i].name, length) == 0) {
      *bug = (bp_bug)i;
      return 1;
    }
  }
  return 0;
}
