#include <stdio.h>

#include "command.h"
#include "options.h"
#include "report.h"
#include "src/text/netfile.h"
#include "src/text/number.h"

enum { OPT_JSON, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print everything as JSON"},
};

static const char *const about[] = {
    "Says what is in a network file: its shape, activations, number of weights, scaling of the "
    "data, names of the outputs, seed, notes on its origin, and statistics of the weights of each "
    "layer, biases included.",
    NULL};

static const char *const examples[] = {"bpref info iris.net",
                                       "bpref info iris.net --json | jq .weights", NULL};

static const char *const exits[] = {"0  the file is described", "2  wrong usage or bad input",
                                    NULL};

static const cli_usage usage = {"info", about, "FILE", 1, 1, options, OPT_COUNT, examples, exits};

/* Of the weights of one layer. */
typedef struct statistics {
  double low;
  double high;
  double mean;
  double largest; /* in magnitude */
} statistics;

static statistics measure(const bp_net *net, size_t l) {
  const bp_layer *layer = &net->layer[l];
  const double *w = net->w + layer->weight_at;
  statistics s;
  size_t i;
  s.low = w[0];
  s.high = w[0];
  s.mean = 0.0;
  s.largest = bp_range_peak(w, layer->weights);
  for (i = 0; i < layer->weights; i++) {
    s.low = w[i] < s.low ? w[i] : s.low;
    s.high = w[i] > s.high ? w[i] : s.high;
    s.mean += w[i] / (double)layer->weights;
  }
  return s;
}

/* What the network and its signals take in memory; training takes more. */
static size_t memory(const bp_model *model) {
  return bp_net_memory(model->net.depth, model->widths) * sizeof(double);
}

static void print_layers(const bp_net *net) {
  size_t l;
  printf("\n%5s %8s %8s %-10s %10s %12s %12s %12s %12s\n", "layer", "inputs", "units", "activation",
         "weights", "smallest", "largest", "mean", "magnitude");
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    const statistics s = measure(net, l);
    printf("%5lu %8lu %8lu %-10s %10lu %12.6g %12.6g %12.6g %12.6g\n", (unsigned long)l + 1,
           (unsigned long)layer->inputs, (unsigned long)layer->units,
           bp_activation_name(layer->activation), (unsigned long)layer->weights, s.low, s.high,
           s.mean, s.largest);
  }
}

static void print_scaling(const char *what, const bp_scaling *scaling) {
  size_t i;
  printf("%-12s %s%s\n", what, bp_scaling_name(scaling->kind),
         scaling->kind == BP_SCALING_NONE ? "" : ": scaled = (v - offset) factor");
  for (i = 0; i < scaling->columns && i < 8; i++) {
    printf("%-12s   column %lu: offset %.9g, factor %.9g\n", "", (unsigned long)i + 1,
           scaling->offset[i], scaling->factor[i]);
  }
  if (scaling->columns > 8) {
    printf("%-12s   ... %lu more columns (--json shows all)\n", "",
           (unsigned long)scaling->columns - 8);
  }
}

static void print_model(const char *path, const bp_model *model) {
  char seed[BP_SEED_SIZE], quote[BP_QUOTE_SIZE];
  size_t i;
  printf("%-12s %s\n%-12s %lu", "file", path, "shape", (unsigned long)model->widths[0]);
  for (i = 0; i < model->net.depth; i++) {
    printf("-%lu", (unsigned long)model->widths[i + 1]);
  }
  printf("\n%-12s %lu, biases included\n", "weights", (unsigned long)model->net.weights);
  printf("%-12s %lu bytes for the weights and the signals of one pattern\n", "memory",
         (unsigned long)memory(model));
  print_scaling("inputs", &model->input_scaling);
  print_scaling("targets", &model->target_scaling);
  printf("%-12s", "outputs");
  for (i = 0; i < model->labels; i++) {
    printf("%s %s", i == 0 ? "" : ",", bp_text_plain(model->label[i], quote));
  }
  printf("%s\n", model->labels == 0 ? " without names" : "");
  bp_seed_write(model->seed, seed);
  printf("%-12s %s\n", "seed", seed);
  for (i = 0; i < model->notes; i++) {
    printf("%-12s %s: %s\n", i == 0 ? "notes" : "", model->note[i].key,
           bp_text_plain(model->note[i].value, quote));
  }
  print_layers(&model->net);
}

static json_t *layers_json(const bp_net *net) {
  json_t *list = json_array();
  size_t l;
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    const statistics s = measure(net, l);
    json_array_append_new(list,
                          json_pack("{s:I, s:I, s:s, s:I, s:f, s:f, s:f, s:f}", "inputs",
                                    (json_int_t)layer->inputs, "units", (json_int_t)layer->units,
                                    "activation", bp_activation_name(layer->activation), "weights",
                                    (json_int_t)layer->weights, "min", s.low, "max", s.high, "mean",
                                    s.mean, "max_magnitude", s.largest));
  }
  return list;
}

static json_t *numbers_json(const double *v, size_t count) {
  json_t *list = json_array();
  size_t i;
  for (i = 0; i < count; i++) {
    json_array_append_new(list, json_real(v[i]));
  }
  return list;
}

static json_t *scaling_json(const bp_scaling *scaling) {
  return json_pack("{s:s, s:o, s:o}", "kind", bp_scaling_name(scaling->kind), "offset",
                   numbers_json(scaling->offset, scaling->columns), "factor",
                   numbers_json(scaling->factor, scaling->columns));
}

static json_t *model_json(const char *path, const bp_model *model) {
  json_t *shape = json_array(), *labels = json_array(), *notes = json_object();
  char seed[BP_SEED_SIZE];
  size_t i;
  for (i = 0; i <= model->net.depth; i++) {
    json_array_append_new(shape, json_integer((json_int_t)model->widths[i]));
  }
  for (i = 0; i < model->labels; i++) {
    json_array_append_new(labels, cli_json_text(model->label[i]));
  }
  for (i = 0; i < model->notes; i++) {
    json_object_set_new(notes, model->note[i].key, cli_json_text(model->note[i].value));
  }
  bp_seed_write(model->seed, seed);
  return json_pack("{s:s, s:o, s:I, s:I, s:o, s:o, s:o, s:s, s:o, s:o}", "file", path, "shape",
                   shape, "weights", (json_int_t)model->net.weights, "memory_bytes",
                   (json_int_t)memory(model), "input_scaling", scaling_json(&model->input_scaling),
                   "target_scaling", scaling_json(&model->target_scaling), "labels", labels, "seed",
                   seed, "notes", notes, "layers", layers_json(&model->net));
}

int cmd_info(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  bp_text_error error;
  bp_model model;
  int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  if (bp_model_read(argv[1], &model, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  code = CLI_OK;
  if (value[OPT_JSON].given) {
    code = cli_print_json(model_json(argv[1], &model));
  } else {
    print_model(argv[1], &model);
  }
  bp_model_free(&model);
  return code;
}
