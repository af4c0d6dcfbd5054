#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "doubles.h"
#include "grow.h"

const char *const bp_activation_words[BP_ACTIVATION_COUNT + 1] = {
    "logistic", "tanh", "identity", "relu", "leaky-relu", NULL};

const char *bp_activation_name(bp_activation f) {
  const size_t i = (size_t)f;
  return i < BP_ACTIVATION_COUNT ? bp_activation_words[i] : "unknown";
}

int bp_activation_find(const char *name, bp_activation *f) {
  size_t i;
  for (i = 0; i < BP_ACTIVATION_COUNT; i++) {
    if (strcmp(name, bp_activation_words[i]) == 0) {
      *f = (bp_activation)i;
      return 1;
    }
  }
  return 0;
}

/* Frees count strings and their array. */
static void free_strings(char **strings, size_t count) {
  size_t i;
  for (i = 0; i < count; i++) {
    free(strings[i]);
  }
  free(strings);
}

void bp_model_free(bp_model *model) {
  size_t i;
  for (i = 0; i < model->notes; i++) {
    free(model->note[i].key);
    free(model->note[i].value);
  }
  free_strings(model->label, model->labels);
  bp_scaling_free(&model->input_scaling);
  bp_scaling_free(&model->target_scaling);
  free(model->widths);
  free(model->activation);
  free(model->net.layer);
  free(model->net.w);
  memset(model, 0, sizeof *model);
}

bp_text_status bp_model_check_shape(size_t depth, const size_t *widths, bp_text_error *error) {
  size_t weights = 0, l;
  if (depth < 1 || depth > BP_MODEL_DEPTH_MAX) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                        "the number of layers is %lu; accepted: 1 to %lu", (unsigned long)depth,
                        (unsigned long)BP_MODEL_DEPTH_MAX);
  }
  for (l = 0; l <= depth; l++) {
    if (widths[l] < 1 || widths[l] > BP_MODEL_WIDTH_MAX) {
      return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                          "width %lu is %lu; accepted: 1 to %lu", (unsigned long)l + 1,
                          (unsigned long)widths[l], (unsigned long)BP_MODEL_WIDTH_MAX);
    }
  }
  for (l = 0; l < depth; l++) {
    if (widths[l + 1] > (BP_MODEL_WEIGHTS_MAX - weights) / (widths[l] + 1)) {
      return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                          "there are too many weights; accepted: widths that make at most %lu",
                          (unsigned long)BP_MODEL_WEIGHTS_MAX);
    }
    weights += (widths[l] + 1) * widths[l + 1];
  }
  return BP_TEXT_OK;
}

bp_text_status bp_model_create(bp_model *model, size_t depth, const size_t *widths,
                               const bp_activation *activation, bp_text_error *error) {
  bp_layer *layer;
  double *memory;
  size_t count;
  bp_status laid_out;
  bp_text_status status = bp_model_check_shape(depth, widths, error);
  memset(model, 0, sizeof *model);
  if (status != BP_TEXT_OK) {
    return status;
  }
  count = bp_net_memory(depth, widths);
  layer = calloc(depth, sizeof *layer);
  memory = bp_doubles_new(count);
  model->widths = calloc(depth + 1, sizeof *model->widths);
  model->activation = calloc(depth, sizeof *model->activation);
  if (layer == NULL || memory == NULL || model->widths == NULL || model->activation == NULL) {
    free(layer);
    free(memory);
    bp_model_free(model);
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, NULL, 0, 0,
                        "there is not enough memory for the network");
  }
  laid_out = bp_net_init(&model->net, layer, depth, widths, activation, memory, count);
  if (laid_out != BP_OK) {
    free(layer);
    free(memory);
    bp_model_free(model);
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, NULL, 0, 0, "%s", bp_status_text(laid_out));
  }
  memcpy(model->widths, widths, (depth + 1) * sizeof *widths);
  memcpy(model->activation, activation, depth * sizeof *activation);
  return BP_TEXT_OK;
}

/* Adds a copy of a label to a set. */
static bp_text_status add_label(bp_labels *set, const char *label, size_t number,
                                bp_text_error *error) {
  const size_t length = strlen(label);
  char found[BP_QUOTE_SIZE];
  if (length < 1 || length > BP_LABEL_MAX) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                        "label %lu has %lu bytes; accepted: 1 to %lu", (unsigned long)number,
                        (unsigned long)length, (unsigned long)BP_LABEL_MAX);
  }
  if (bp_labels_find(set, label) < set->count) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, NULL, 0, 0,
                        "label %lu is %s, which another output has; accepted: different labels",
                        (unsigned long)number, bp_text_quote(label, length, found));
  }
  if (!bp_labels_add(set, label)) {
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, NULL, 0, 0,
                        "there is not enough memory for the labels");
  }
  return BP_TEXT_OK;
}

bp_text_status bp_model_set_labels(bp_model *model, size_t count, const char *const *label,
                                   bp_text_error *error) {
  bp_labels set;
  size_t i;
  bp_text_status status = BP_TEXT_OK;
  memset(&set, 0, sizeof set);
  if (count != 0 && (count != model->net.outputs || count > BP_LABELS_MAX)) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                        "the number of labels is %lu; accepted: 0, or %lu, one for each output, "
                        "but at most %lu",
                        (unsigned long)count, (unsigned long)model->net.outputs,
                        (unsigned long)BP_LABELS_MAX);
  }
  for (i = 0; status == BP_TEXT_OK && i < count; i++) {
    status = add_label(&set, label[i], i + 1, error);
  }
  if (status != BP_TEXT_OK) {
    bp_labels_free(&set);
    return status;
  }
  free_strings(model->label, model->labels);
  model->label = set.name;
  model->labels = count;
  free(set.order);
  return BP_TEXT_OK;
}
