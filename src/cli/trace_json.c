#include <stdio.h>

#include "src/text/bits.h"
#include "src/text/model.h"
#include "trace_exact.h"

/* n numbers as JSON numbers and as bits, in the order of `at`. */
typedef struct numbers {
  json_t *value;
  json_t *bits;
} numbers;

static numbers begin(void) {
  numbers n;
  n.value = json_array();
  n.bits = json_array();
  return n;
}

static void add(const numbers *n, double v) {
  char text[BP_BITS_SIZE];
  bp_bits_write(v, text);
  json_array_append_new(n->value, json_real(v));
  json_array_append_new(n->bits, json_string(text));
}

/* Null if memory ran out on the way, so that count numbers or rows are not there. */
static json_t *end(const numbers *n, size_t count) {
  const int whole = json_array_size(n->value) == count && json_array_size(n->bits) == count;
  json_t *object = json_pack("{s:o, s:o}", "value", n->value, "bits", n->bits);
  if (!whole) {
    json_decref(object);
    return NULL;
  }
  return object;
}

/* Adds count numbers as one row; nothing if they are not all there. */
static void add_row(const numbers *n, const numbers *row, size_t count) {
  json_t *object = end(row, count);
  json_array_append(n->value, json_object_get(object, "value"));
  json_array_append(n->bits, json_object_get(object, "bits"));
  json_decref(object);
}

static json_t *vector(const double *v, size_t count) {
  const numbers n = begin();
  size_t i;
  for (i = 0; i < count; i++) {
    add(&n, v[i]);
  }
  return end(&n, count);
}

/* The numbers v of the layer's weights, a row for each unit, the bias first. */
static json_t *matrix(const bp_net *net, size_t l, const double *v) {
  const numbers n = begin();
  const bp_layer *layer = &net->layer[l];
  size_t k, j;
  for (k = 0; k < layer->units; k++) {
    const numbers row = begin();
    for (j = 0; j <= layer->inputs; j++) {
      add(&row, v[bp_net_weight_index(net, l, k, j)]);
    }
    add_row(&n, &row, layer->inputs + 1);
  }
  return end(&n, layer->units);
}

static json_t *number(double v) {
  char text[BP_BITS_SIZE];
  bp_bits_write(v, text);
  return json_pack("{s:f, s:s}", "value", v, "bits", text);
}

static void set_output(json_t *object, const cli_step *step) {
  json_object_set_new(object, "t", vector(step->t, step->net->outputs));
  json_object_set_new(object, "e", vector(step->e, step->net->outputs));
}

/* sum is -dE/dy; the sign of a number is no rounding. */
static void set_hidden(json_t *object, const cli_step *step, const bp_layer *layer) {
  const numbers n = begin();
  size_t j;
  for (j = 0; j < layer->units; j++) {
    add(&n, -step->sum[layer->unit_at + j]);
  }
  json_object_set_new(object, "sum", vector(step->sum + layer->unit_at, layer->units));
  json_object_set_new(object, "dE_dy", end(&n, layer->units));
}

#define LAYER_FIELDS 17 /* of layer_json, whether a hidden or the output layer */

static json_t *layer_json(const cli_trace *trace, size_t l) {
  const cli_step *step = trace->step;
  const bp_net *net = step->net;
  const bp_layer *layer = &net->layer[l];
  json_t *object =
      json_pack("{s:I, s:I, s:I, s:s, s:b}", "layer", (json_int_t)l + 1, "inputs",
                (json_int_t)layer->inputs, "units", (json_int_t)layer->units, "activation",
                bp_activation_name(layer->activation), "output", l + 1 == net->depth);
  json_object_set_new(object, "w", matrix(net, l, net->w));
  json_object_set_new(object, "s", vector(bp_net_signals(net, l, step->s), layer->inputs));
  json_object_set_new(object, "x", vector(net->x + layer->unit_at, layer->units));
  json_object_set_new(object, "y", vector(net->y + layer->unit_at, layer->units));
  if (l + 1 == net->depth) {
    set_output(object, step);
  } else {
    set_hidden(object, step, layer);
  }
  json_object_set_new(object, "slope", vector(step->slope + layer->unit_at, layer->units));
  json_object_set_new(object, "delta", vector(net->delta + layer->unit_at, layer->units));
  json_object_set_new(object, "dE_dw", matrix(net, l, step->dE_dw));
  json_object_set_new(object, "change", matrix(net, l, step->change));
  json_object_set_new(object, "w_new", matrix(net, l, step->w_new));
  json_object_set_new(object, "exact", trace_exact_layer(trace, l));
  if (json_object_size(object) != LAYER_FIELDS) {
    json_decref(object);
    return NULL;
  }
  return object;
}

json_t *cli_trace_json(const cli_trace *trace) {
  const cli_step *step = trace->step;
  json_t *layers = json_array();
  size_t l;
  for (l = 0; l < step->net->depth; l++) {
    json_array_append_new(layers, layer_json(trace, l));
  }
  if (json_array_size(layers) != step->net->depth) {
    json_decref(layers);
    return NULL;
  }
  return json_pack("{s:s, s:s, s:I, s:I, s:f, s:f, s:b, s:b, s:o, s:o, s:o}", "net",
                   trace->net_path, "data", trace->data_path, "pattern", (json_int_t)trace->pattern,
                   "patterns", (json_int_t)trace->patterns, "eta", step->rule.eta, "momentum",
                   step->rule.alpha, "plain", step->rule.plain != 0, "trainer_agrees",
                   cli_step_agrees(step), "E", number(step->E), "exact", trace_exact_step(trace),
                   "layers", layers);
}
