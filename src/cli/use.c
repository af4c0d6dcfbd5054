#include "use.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "src/text/netfile.h"

static void unload(cli_use *use) {
  free(use->target);
  bp_csv_free(&use->csv);
  bp_model_free(&use->model);
}

static int load_data(cli_use *use, const cli_value *value, int bare) {
  const bp_model *model = &use->model;
  bp_csv_options options;
  memset(&options, 0, sizeof options);
  options.header = cli_source_header(&value[USE_HEADER]);
  options.targets = cli_source_targets(&value[USE_LABEL]);
  options.inputs = model->net.inputs;
  options.outputs = model->net.outputs;
  options.bare = bare;
  options.labels = model->labels;
  options.label = (const char *const *)model->label;
  /* The order in which the outputs stand for names is the network's to say. */
  if (model->labels == 0 && options.targets == BP_TARGETS_AUTO) {
    options.targets = BP_TARGETS_NUMBERS;
  }
  if (model->labels == 0 && options.targets == BP_TARGETS_LABEL) {
    cli_error("--label yes: the outputs of %s have no names; its targets are %lu number%s",
              use->net_path, (unsigned long)model->net.outputs, model->net.outputs == 1 ? "" : "s");
    return CLI_USAGE;
  }
  return cli_source_load(use->data_name, &options, &use->csv);
}

/* Scales the data as the network's were; the targets as read are kept. */
static int scale(cli_use *use) {
  bp_csv *csv = &use->csv;
  const size_t count = csv->rows * csv->outputs;
  bp_text_error error;
  bp_text_status status;
  if (count > 0) {
    use->target = malloc(count * sizeof(double));
    if (use->target == NULL) {
      return cli_no_memory();
    }
    memcpy(use->target, csv->target, count * sizeof(double));
  }
  status = bp_scaling_apply(&use->model.input_scaling, csv->input, csv->rows, &error);
  if (status == BP_TEXT_OK && count > 0) {
    status = bp_scaling_apply(&use->model.target_scaling, csv->target, csv->rows, &error);
  }
  return status == BP_TEXT_OK ? CLI_OK : cli_text_error(&error);
}

/* Both; nothing has to be unloaded after an error. */
static int load(cli_use *use, const cli_value *value, int bare) {
  bp_text_error error;
  int code;
  memset(use, 0, sizeof *use);
  use->net_path = value[USE_NET].text;
  use->data_name = value[USE_DATA].text;
  if (strcmp(use->net_path, "-") == 0 && strcmp(use->data_name, "-") == 0) {
    cli_error("--net and --data cannot both be the standard input");
    return CLI_USAGE;
  }
  if (bp_model_read(use->net_path, &use->model, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  code = load_data(use, value, bare);
  if (code == CLI_OK) {
    code = scale(use);
  }
  if (code != CLI_OK) {
    unload(use);
    return code;
  }
  use->data = bp_csv_data(&use->csv);
  return CLI_OK;
}

int cli_use_with(const cli_value *value, int bare,
                 int (*work)(cli_use *use, const cli_value *value)) {
  cli_use use;
  int code = load(&use, value, bare);
  if (code == CLI_OK) {
    code = work(&use, value);
    unload(&use);
  }
  return code;
}

int cli_use_run(const cli_usage *usage, int argc, char **argv, cli_value *value, int bare,
                int (*work)(cli_use *use, const cli_value *value)) {
  const int code = cli_parse(usage, argc, argv, value);
  return code == CLI_PROCEED ? cli_use_with(value, bare, work) : code;
}

int cli_use_pattern(const cli_use *use, size_t pattern) {
  if (pattern < 1 || pattern > use->csv.rows) {
    cli_error("--pattern: found %lu; %s has patterns 1 to %lu", (unsigned long)pattern,
              use->data_name, (unsigned long)use->csv.rows);
    return CLI_USAGE;
  }
  return CLI_OK;
}

const char *cli_use_output(const cli_use *use, size_t k, char room[CLI_NAME_SIZE]) {
  const bp_csv *csv = &use->csv;
  const bp_model *model = &use->model;
  if (k < model->labels) {
    return model->label[k];
  }
  if (csv->labels == 0 && csv->names == model->net.inputs + model->net.outputs) {
    return csv->name[model->net.inputs + k];
  }
  snprintf(room, CLI_NAME_SIZE, "y_%lu", (unsigned long)k + 1);
  return room;
}
