#include "split.h"

#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "report.h"

static size_t class_at(const cli_classes *classes, const bp_data *data, size_t p) {
  return classes->count == 0 ? 0 : cli_class_of(classes, data->targets + p * classes->outputs);
}

/* How many patterns of each class are to be held out: left[class], of `count` classes. */
static void quotas(const bp_data *data, const cli_classes *classes, double holdout, size_t *left,
                   size_t count) {
  size_t c, p;
  for (c = 0; c < count; c++) {
    left[c] = 0;
  }
  for (p = 0; p < data->count; p++) {
    left[class_at(classes, data, p)]++;
  }
  for (c = 0; c < count; c++) {
    const size_t n = left[c];
    left[c] = (size_t)(holdout * (double)n + 0.5);
    if (n > 0 && left[c] >= n) {
      left[c] = n - 1;
    }
  }
}

/* Sets chosen[p] for the patterns to be held out; returns how many. */
static size_t choose(const bp_data *data, const cli_classes *classes, const size_t *order,
                     size_t *left, char *chosen) {
  size_t i, n = 0;
  memset(chosen, 0, data->count);
  for (i = 0; i < data->count; i++) {
    const size_t c = class_at(classes, data, order[i]);
    if (left[c] > 0) {
      left[c]--;
      chosen[order[i]] = 1;
      n++;
    }
  }
  return n;
}

/* Copies the patterns whose choice is `wanted` from position `at` on. */
static void copy(const bp_data *data, const char *chosen, char wanted, size_t at,
                 cli_split *split) {
  size_t p;
  for (p = 0; p < data->count; p++) {
    if (chosen[p] == wanted) {
      memcpy(split->input + at * split->inputs, data->inputs + p * split->inputs,
             split->inputs * sizeof(double));
      memcpy(split->target + at * split->outputs, data->targets + p * split->outputs,
             split->outputs * sizeof(double));
      at++;
    }
  }
}

static void fill(const bp_data *data, const char *chosen, size_t held, cli_split *split) {
  const size_t n = data->count - held;
  copy(data, chosen, 0, 0, split);
  copy(data, chosen, 1, n, split);
  split->train.count = n;
  split->train.inputs = split->input;
  split->train.targets = split->target;
  split->held.count = held;
  split->held.inputs = split->input + n * split->inputs;
  split->held.targets = split->target + n * split->outputs;
}

static int check(double holdout, size_t held, size_t count) {
  if (count > 0xFFFFFFFFUL) {
    cli_error("%lu patterns; accepted: up to 4294967295", (unsigned long)count);
    return CLI_USAGE;
  }
  if (holdout > 0.0 && held == 0) {
    cli_error("--holdout %g holds nothing out of %lu patterns; take a larger share, or none",
              holdout, (unsigned long)count);
    return CLI_USAGE;
  }
  return CLI_OK;
}

int cli_split_make(const bp_data *data, size_t inputs, size_t outputs, double holdout, bp_seed seed,
                   cli_split *split) {
  const cli_classes classes = cli_classes_find(data, outputs);
  const size_t count = classes.count > 0 ? classes.count : 1;
  size_t *order = malloc(data->count * sizeof *order);
  size_t *left = malloc(count * sizeof *left);
  char *chosen = malloc(data->count);
  int code;
  split->inputs = inputs;
  split->outputs = outputs;
  split->input = malloc(data->count * inputs * sizeof(double));
  split->target = malloc(data->count * outputs * sizeof(double));
  if (order == NULL || left == NULL || chosen == NULL || split->input == NULL ||
      split->target == NULL) {
    code = cli_no_memory();
  } else {
    size_t held;
    quotas(data, &classes, holdout, left, count);
    bp_random_order(seed, CLI_SPLIT_EPOCH, order, data->count);
    held = choose(data, &classes, order, left, chosen);
    fill(data, chosen, held, split);
    code = check(holdout, held, data->count);
  }
  free(order);
  free(left);
  free(chosen);
  if (code != CLI_OK) {
    cli_split_free(split);
  }
  return code;
}

void cli_split_free(cli_split *split) {
  free(split->input);
  free(split->target);
  memset(split, 0, sizeof *split);
}
