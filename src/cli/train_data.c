#include <float.h>

#include "report.h"
#include "source.h"
#include "src/text/csv.h"
#include "train.h"

static int load(cli_train *train, bp_csv *csv) {
  const bp_model *model = &train->model;
  bp_csv_options options;
  options.header = cli_source_header(&train->value[TRAIN_HEADER]);
  options.targets = cli_source_targets(&train->value[TRAIN_LABEL]);
  options.inputs = model->net.inputs;
  options.outputs = model->net.outputs;
  options.bare = 0;
  options.labels = model->labels;
  options.label = (const char *const *)model->label;
  return cli_source_load(train->value[TRAIN_DATA].text, &options, csv);
}

/* The labels of the data become those of the network. */
static int name_outputs(cli_train *train, const bp_csv *csv) {
  bp_text_error error;
  train->labels = csv->labels;
  if (csv->labels == 0 || train->model.labels > 0) {
    return CLI_OK;
  }
  if (bp_model_set_labels(&train->model, csv->labels, (const char *const *)csv->label, &error) !=
      BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return CLI_OK;
}

static bp_scaling_kind kind_of(const cli_value *value, bp_scaling_kind fallback) {
  static const bp_scaling_kind kind[] = {BP_SCALING_NONE, BP_SCALING_MINMAX, BP_SCALING_STANDARD};
  return value->word < 0 ? fallback : kind[value->word];
}

/* Finds the scalings of a new network on its training part. */
static bp_text_status fit(cli_train *train, bp_text_error *error) {
  const cli_split *split = &train->split;
  bp_model *model = &train->model;
  bp_text_status status;
  if (train->value[TRAIN_FROM].text != NULL) {
    return BP_TEXT_OK;
  }
  status =
      bp_scaling_fit(&model->input_scaling, kind_of(&train->value[TRAIN_SCALE], BP_SCALING_MINMAX),
                     split->input, split->train.count, split->inputs, error);
  if (status != BP_TEXT_OK) {
    return status;
  }
  return bp_scaling_fit(&model->target_scaling,
                        kind_of(&train->value[TRAIN_SCALE_TARGETS], BP_SCALING_NONE), split->target,
                        split->train.count, split->outputs, error);
}

static int scale(cli_train *train) {
  cli_split *split = &train->split;
  const size_t rows = split->train.count + split->held.count;
  bp_text_error error;
  bp_text_status status;
  if (train->labels > 0 && kind_of(&train->value[TRAIN_SCALE_TARGETS], BP_SCALING_NONE) != 0) {
    cli_error("--scale-targets: the targets are labels; accepted for numeric targets only");
    return CLI_USAGE;
  }
  status = fit(train, &error);
  if (status == BP_TEXT_OK) {
    status = bp_scaling_apply(&train->model.input_scaling, split->input, rows, &error);
  }
  if (status == BP_TEXT_OK) {
    status = bp_scaling_apply(&train->model.target_scaling, split->target, rows, &error);
  }
  return status == BP_TEXT_OK ? CLI_OK : cli_text_error(&error);
}

/* Targets that the output units cannot reach are learned badly, which is worth a word. */
static void look_at_targets(const cli_train *train) {
  const bp_net *net = &train->model.net;
  const bp_activation f = net->layer[net->depth - 1].activation;
  const double low = f == BP_TANH ? -1.0 : 0.0, high = f == BP_RELU ? DBL_MAX : 1.0;
  const size_t n = train->split.train.count * net->outputs;
  size_t i;
  for (i = 0; f != BP_IDENTITY && f != BP_LEAKY_RELU && i < n; i++) {
    if (!bp_range_holds(train->split.target[i], low, high)) {
      cli_warn(
          "targets such as %g are beyond what %s outputs reach (%g to %s); take --scale-targets "
          "minmax, or identity for the last layer of --activation",
          train->split.target[i], bp_activation_name(f), low, f == BP_RELU ? "any" : "1");
      return;
    }
  }
}

int cli_train_data(cli_train *train) {
  const bp_net *net = &train->model.net;
  bp_csv csv;
  bp_data data;
  int code = load(train, &csv);
  if (code != CLI_OK) {
    return code;
  }
  code = name_outputs(train, &csv);
  if (code == CLI_OK) {
    data = bp_csv_data(&csv);
    code = cli_split_make(&data, net->inputs, net->outputs, train->value[TRAIN_HOLDOUT].real,
                          train->model.seed, &train->split);
  }
  bp_csv_free(&csv);
  if (code == CLI_OK) {
    code = scale(train);
  }
  if (code == CLI_OK) {
    look_at_targets(train);
    /* Both parts stand together in memory. */
    data = train->split.train;
    data.count += train->split.held.count;
    train->classes = cli_classes_find(&data, net->outputs);
  }
  return code;
}
