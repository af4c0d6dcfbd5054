/* src/text/model.c, note.c and label.c for Eva, where they are not what is analysed: what the callers may see of them. No
   name or note is kept, only how many there are; of the network, its depth and any other numbers. */
#include "src/text/model.h"

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"
#include "proofs/eva/model/fail.h"

static bp_layer layers[BP_MODEL_DEPTH_MAX];
static double numbers[6][64];

static bp_text_status any_failure(bp_text_error *error) {
  return model_fail(error, (bp_text_status)Frama_C_interval(BP_TEXT_ERR_READ, BP_TEXT_ERR_MEMORY),
                    NULL, 0, 0);
}

bp_text_status bp_model_check_shape(size_t depth, const size_t *widths, bp_text_error *error) {
  /*@ assert readable: \initialized(widths + (0 .. depth)); */
  return Frama_C_nondet(0, 1) ? any_failure(error) : BP_TEXT_OK;
}

bp_text_status bp_model_create(bp_model *model, size_t depth, const size_t *widths,
                               const bp_activation *activation, bp_text_error *error) {
  const bp_text_status status = bp_model_check_shape(depth, widths, error);
  memset(model, 0, sizeof *model);
  if (status == BP_TEXT_OK) {
    /*@ assert activations: \initialized(activation + (0 .. depth - 1)); */
    any_bytes(&model->net, sizeof model->net);
    any_bytes(layers, sizeof layers);
    model->net.depth = depth;
    model->net.layer = layers;
    model->net.w = numbers[0];
    model->net.x = numbers[1];
    model->net.y = numbers[2];
    model->net.delta = numbers[3];
    model->net.y_peak = numbers[4];
    model->net.delta_peak = numbers[5];
  }
  return status;
}

bp_text_status bp_model_set_labels(bp_model *model, size_t count, const char *const *label,
                                   bp_text_error *error) {
  if (Frama_C_nondet(0, 1)) {
    return any_failure(error);
  }
  model->labels = count;
  return BP_TEXT_OK;
}

bp_text_status bp_model_set_note(bp_model *model, const char *key, const char *value,
                                 bp_text_error *error) {
  const size_t length = strlen(key) + strlen(value);
  if (model->notes >= BP_MODEL_NOTES_MAX || Frama_C_nondet(0, 1)) {
    return any_failure(error);
  }
  model->notes += (size_t)Frama_C_interval(0, 1);
  return BP_TEXT_OK;
}

const char *bp_model_note(const bp_model *model, const char *key) {
  static char value[BP_NOTE_VALUE_MAX + 1];
  const size_t length = strlen(key);
  any_text(value, sizeof value);
  return Frama_C_nondet(0, 1) ? NULL : value;
}

void bp_model_free(bp_model *model) {
  memset(model, 0, sizeof *model);
}

size_t bp_labels_find(const bp_labels *labels, const char *name) {
  const size_t length = strlen(name);
  const size_t found = (size_t)Frama_C_unsigned_long_interval(0, BP_LABELS_MAX);
  return found < labels->count ? found : labels->count;
}

int bp_labels_add(bp_labels *labels, const char *name) {
  const size_t length = strlen(name);
  if (labels->count >= BP_LABELS_MAX || Frama_C_nondet(0, 1)) {
    return 0;
  }
  labels->count++;
  return 1;
}

void bp_labels_free(bp_labels *labels) {
  memset(labels, 0, sizeof *labels);
}
