#include <stdio.h>

#include "output.h"
#include "report.h"
#include "src/text/number.h"
#include "train.h"

const char *cli_train_reason(const cli_train *train) {
  static const char *const reason[] = {
      "interrupted", "E is at most the goal", "E has stopped falling (--patience)",
      "the weights have settled (--steady)", "the limit of epochs is reached"};
  return train->status != BP_OK ? "diverged" : reason[train->trainer.outcome];
}

static int report_divergence(const cli_train *train) {
  cli_error(
      "training diverged in epoch %lu: a weight or a signal would pass the limit of 2^200; no "
      "network is written. Try a smaller --eta (it is %s)%s%s",
      (unsigned long)train->trainer.epoch + 1, train->value[TRAIN_ETA].text,
      train->rule.batch != 1 && train->rule.reduce == BP_SUM ? ", or --reduce mean" : "",
      train->model.input_scaling.kind == BP_SCALING_NONE ? ", or --scale" : "");
  return CLI_FAILED;
}

/* "E 0.00993, 116 of 120 right (96.67 %)" */
static void print_metrics(FILE *file, const char *name, const cli_metrics *m, size_t classes) {
  fprintf(file, "%-9s %lu patterns: E %.6g", name, (unsigned long)m->patterns, m->E);
  if (classes > 0) {
    fprintf(file, ", %lu right (%.4g %%)", (unsigned long)m->correct, 100.0 * cli_accuracy(m));
  }
  fputc('\n', file);
}

static void print_text(const cli_train *train, FILE *file) {
  const unsigned long epochs = (unsigned long)train->trainer.epoch;
  fprintf(file, "stopped   after %lu epoch%s: %s (%.2f s)\n", epochs, epochs == 1 ? "" : "s",
          cli_train_reason(train), train->seconds);
  print_metrics(file, "training", &train->fit, train->classes.count);
  if (train->held.patterns > 0) {
    print_metrics(file, "held out", &train->held, train->classes.count);
  }
}

static void print_file(const char *what, int saved, const cli_value *value, FILE *file) {
  if (saved && !cli_output_is_stdout(value->text)) {
    fprintf(file, "%-9s %s\n", what, value->text);
  }
}

/* Accuracy, or null where the targets are not classes. */
static json_t *accuracy_json(const cli_train *train, const cli_metrics *m) {
  return train->classes.count > 0 ? json_real(cli_accuracy(m)) : json_null();
}

static json_t *held_json(const cli_train *train) {
  if (train->held.patterns == 0 || train->status != BP_OK) {
    return json_null();
  }
  return json_pack("{s:f, s:o, s:I}", "E", train->held.E, "accuracy",
                   accuracy_json(train, &train->held), "patterns",
                   (json_int_t)train->held.patterns);
}

static json_t *limit_json(double v) {
  return v < 0.0 ? json_null() : json_real(v);
}

static json_t *layers_json(const cli_train *train, int activations) {
  const bp_model *model = &train->model;
  json_t *list = json_array();
  size_t l;
  for (l = 0; !activations && l <= model->net.depth; l++) {
    json_array_append_new(list, json_integer((json_int_t)model->widths[l]));
  }
  for (l = 0; activations && l < model->net.depth; l++) {
    json_array_append_new(list, json_string(bp_activation_name(model->activation[l])));
  }
  return list;
}

/* What was applied, whether given, a default, or from the file of --from. */
static json_t *options_json(const cli_train *train) {
  const bp_model *model = &train->model;
  const bp_rule *rule = &train->rule;
  json_t *options = json_pack(
      "{s:o, s:o, s:o, s:o, s:f, s:f, s:o, s:s, s:s, s:s}", "data",
      cli_json_text(train->value[TRAIN_DATA].text), "from",
      cli_json_text(train->value[TRAIN_FROM].text), "layers", layers_json(train, 0), "activation",
      layers_json(train, 1), "eta", rule->eta, "momentum", rule->alpha, "batch",
      rule->batch == 0 ? json_string("all") : json_integer((json_int_t)rule->batch), "reduce",
      train->value[TRAIN_REDUCE].text, "order", train->value[TRAIN_ORDER].text, "rule",
      train->value[TRAIN_RULE].text);
  json_t *more = json_pack(
      "{s:I, s:o, s:o, s:o, s:o, s:s, s:s, s:f}", "epochs", (json_int_t)rule->epochs, "goal",
      limit_json(rule->goal), "patience",
      rule->patience == 0 ? json_null() : json_integer((json_int_t)rule->patience), "steady",
      limit_json(rule->steady), "init_range",
      train->value[TRAIN_RANGE].word >= 0 ? json_null() : json_real(train->value[TRAIN_RANGE].real),
      "scale", bp_scaling_name(model->input_scaling.kind), "scale_targets",
      bp_scaling_name(model->target_scaling.kind), "holdout", train->value[TRAIN_HOLDOUT].real);
  json_object_update(options, more);
  json_decref(more);
  return options;
}

static json_t *report_json(const cli_train *train) {
  const int good = train->status == BP_OK;
  char seed[BP_SEED_SIZE];
  bp_seed_write(train->model.seed, seed);
  return json_pack(
      "{s:s, s:I, s:o, s:o, s:I, s:o, s:f, s:o, s:s, s:o}", "outcome", train->outcome, "epochs",
      (json_int_t)train->trainer.epoch, "E", good ? json_real(train->fit.E) : json_null(),
      "accuracy", good ? accuracy_json(train, &train->fit) : json_null(), "patterns",
      (json_int_t)train->split.train.count, "holdout", held_json(train), "seconds", train->seconds,
      "net", cli_json_text(train->net_saved ? train->value[TRAIN_OUT].text : NULL), "seed", seed,
      "options", options_json(train));
}

/* Whether the standard output is taken by a file. */
static int stdout_taken(const cli_train *train) {
  const char *log = train->value[TRAIN_LOG].text;
  return cli_output_is_stdout(train->value[TRAIN_OUT].text) ||
         (log != NULL && cli_output_is_stdout(log));
}

int cli_train_report(const cli_train *train) {
  int code = CLI_OK;
  if (train->value[TRAIN_JSON].given) {
    code = cli_print_json(report_json(train));
  } else if (train->status == BP_OK && !train->value[TRAIN_QUIET].given) {
    FILE *file = stdout_taken(train) ? stderr : stdout;
    print_text(train, file);
    print_file("network", train->net_saved, &train->value[TRAIN_OUT], file);
    print_file("log", train->log_saved, &train->value[TRAIN_LOG], file);
    print_file("plot", train->plot_saved, &train->value[TRAIN_PLOT], file);
  }
  return train->status == BP_OK ? code : report_divergence(train);
}
