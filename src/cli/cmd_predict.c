#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "report.h"
#include "src/text/save.h"
#include "use.h"

enum { OPT_OUT = USE_COUNT, OPT_JSON, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    CLI_USE_NET,
    CLI_USE_DATA("the patterns, with or without targets"),
    CLI_USE_HEADER,
    CLI_USE_LABEL,
    {"out", "FILE", CLI_TEXT, 0, 0, 0, NULL, "-", "where to; - is the standard output"},
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "write JSON in place of CSV"},
};

static const char *const about[] = {
    "Writes the outputs of a network for each pattern of a data set, in the order of the set, as "
    "CSV: a line of names, then a line for each pattern. Outputs are in the units of the targets "
    "that the network was trained on.",
    "If the outputs have names, each line begins with the name of the largest output (the first of "
    "equal ones) and its score, which is that output.",
    "A file is replaced as a whole, or on an error not at all.", NULL};

static const char *const examples[] = {
    "bpref predict --net iris.net --data iris",
    "bpref predict --net iris.net --data new.csv --out new.out.csv",
    "echo 5.1,3.5,1.4,0.2 | bpref predict --net iris.net --data - --json", NULL};

static const char *const exits[] = {"0  the outputs are written", "1  a net input is beyond 2^200",
                                    "2  wrong usage, bad input, or the file cannot be written",
                                    NULL};

static const cli_usage usage = {"predict", about, NULL, 0, 0, options, OPT_COUNT, examples, exits};

/* The outputs of all patterns. */
typedef struct predictions {
  const cli_use *use;
  double *y;    /* [rows * outputs] in the units of the targets */
  size_t *best; /* [rows] the largest output, before it is scaled back */
} predictions;

static size_t largest(const double *y, size_t n) {
  size_t best = 0, k;
  for (k = 1; k < n; k++) {
    if (y[k] > y[best]) {
      best = k;
    }
  }
  return best;
}

/* Feeds every pattern forward and scales the outputs back. */
static int compute(cli_use *use, double *y, size_t *best) {
  bp_net *net = &use->model.net;
  bp_text_error error;
  size_t p;
  for (p = 0; p < use->csv.rows; p++) {
    const bp_status status = bp_net_forward(net, use->csv.input + p * net->inputs);
    if (status != BP_OK) {
      cli_error("%s, pattern %lu: %s", use->data_name, (unsigned long)p + 1,
                bp_status_text(status));
      return status == BP_ERR_DIVERGED ? CLI_FAILED : CLI_USAGE;
    }
    memcpy(y + p * net->outputs, bp_net_output(net), net->outputs * sizeof(double));
    best[p] = largest(bp_net_output(net), net->outputs);
  }
  if (bp_scaling_invert(&use->model.target_scaling, y, use->csv.rows, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return CLI_OK;
}

static void put_names(FILE *file, const cli_use *use) {
  char room[CLI_NAME_SIZE];
  size_t k;
  fputs(use->model.labels > 0 ? "label,score," : "", file);
  for (k = 0; k < use->model.net.outputs; k++) {
    fputs(k == 0 ? "" : ",", file);
    bp_csv_put_text(file, cli_use_output(use, k, room));
  }
  fputc('\n', file);
}

static int put_csv(FILE *file, void *context) {
  const predictions *all = context;
  const bp_model *model = &all->use->model;
  const size_t n = model->net.outputs;
  size_t p, k;
  put_names(file, all->use);
  for (p = 0; p < all->use->csv.rows; p++) {
    const double *y = all->y + p * n;
    if (model->labels > 0) {
      bp_csv_put_text(file, model->label[all->best[p]]);
      fputc(',', file);
      bp_csv_put_number(file, y[all->best[p]]);
      fputc(',', file);
    }
    for (k = 0; k < n; k++) {
      fputs(k == 0 ? "" : ",", file);
      bp_csv_put_number(file, y[k]);
    }
    fputc('\n', file);
  }
  return 0;
}

static json_t *row_json(const predictions *all, size_t p) {
  const bp_model *model = &all->use->model;
  const size_t n = model->net.outputs;
  const double *y = all->y + p * n;
  json_t *list = json_array();
  size_t k;
  for (k = 0; k < n; k++) {
    json_array_append_new(list, json_real(y[k]));
  }
  if (model->labels > 0) {
    k = all->best[p];
    return json_pack("{s:I, s:s, s:f, s:o}", "pattern", (json_int_t)p + 1, "label", model->label[k],
                     "score", y[k], "y", list);
  }
  return json_pack("{s:I, s:o}", "pattern", (json_int_t)p + 1, "y", list);
}

static json_t *all_json(const predictions *all) {
  const cli_use *use = all->use;
  json_t *names = json_array(), *rows = json_array();
  char room[CLI_NAME_SIZE];
  size_t p, k;
  for (k = 0; k < use->model.net.outputs; k++) {
    json_array_append_new(names, json_string(cli_use_output(use, k, room)));
  }
  for (p = 0; p < use->csv.rows; p++) {
    json_array_append_new(rows, row_json(all, p));
  }
  return json_pack("{s:s, s:s, s:I, s:o, s:o}", "net", use->net_path, "data", use->data_name,
                   "patterns", (json_int_t)use->csv.rows, "outputs", names, "predictions", rows);
}

static int put_json(FILE *file, void *context) {
  json_t *object = all_json(context);
  const int result = json_dumpf(object, file, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  json_decref(object);
  fputc('\n', file);
  return result;
}

static int run(cli_use *use, const cli_value *value) {
  predictions all;
  bp_text_error error;
  int code;
  all.use = use;
  all.y = calloc(use->csv.rows * use->model.net.outputs, sizeof(double));
  all.best = calloc(use->csv.rows, sizeof(size_t));
  code = all.y == NULL || all.best == NULL ? cli_no_memory() : compute(use, all.y, all.best);
  if (code == CLI_OK && bp_save(value[OPT_OUT].text, value[OPT_JSON].given ? put_json : put_csv,
                                &all, &error) != BP_TEXT_OK) {
    code = cli_text_error(&error);
  }
  free(all.y);
  free(all.best);
  return code;
}

int cmd_predict(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  return cli_use_run(&usage, argc, argv, value, 1, run);
}
