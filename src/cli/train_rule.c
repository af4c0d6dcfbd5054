#include "report.h"
#include "train.h"

/* As many epochs as show CLI_SHOWN patterns. */
static size_t enough(size_t patterns) {
  const size_t n = (CLI_SHOWN + patterns - 1) / patterns;
  return n < CLI_EPOCHS_MIN ? CLI_EPOCHS_MIN : n;
}

int cli_train_rule(cli_train *train) {
  const cli_value *value = train->value;
  const size_t patterns = train->split.train.count;
  bp_rule *rule = &train->rule;
  rule->eta = value[TRAIN_ETA].real;
  rule->alpha = value[TRAIN_MOMENTUM].real;
  rule->batch = value[TRAIN_BATCH].word >= 0 ? 0 : value[TRAIN_BATCH].count;
  rule->reduce = value[TRAIN_REDUCE].word == 0 ? BP_SUM : BP_MEAN;
  rule->order = value[TRAIN_ORDER].word == 0 ? BP_FIXED : BP_SHUFFLED;
  rule->seed = train->model.seed;
  rule->plain = value[TRAIN_RULE].word == 1;
  rule->goal = value[TRAIN_GOAL].word >= 0 ? -1.0 : value[TRAIN_GOAL].real;
  rule->patience = value[TRAIN_PATIENCE].count;
  rule->steady = value[TRAIN_STEADY].word >= 0 ? -1.0 : value[TRAIN_STEADY].real;
  rule->epochs = value[TRAIN_EPOCHS].word >= 0 ? enough(patterns) : value[TRAIN_EPOCHS].count;
  if (rule->plain && train->model.net.depth > 1) {
    cli_error("--rule plain: the network has %lu layers of weights; accepted: 1, as in --layers "
              "%lu,%lu",
              (unsigned long)train->model.net.depth, (unsigned long)train->model.net.inputs,
              (unsigned long)train->model.net.outputs);
    return CLI_USAGE;
  }
  return CLI_OK;
}
