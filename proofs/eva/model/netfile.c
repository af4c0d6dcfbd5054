/* The readers and the writer of network files for Eva, where they are not what is analysed: what they promise. The network has
   the shape of model_shape, any weights, and, if model_whole, scaling, names of the outputs and a note. */
#include "src/text/netfile.h"

#include <stdlib.h>
#include <string.h>

#include "proofs/eva/model/any.h"
#include "proofs/eva/model/netfile.h"

size_t model_shape;
int model_whole;

static const size_t depths[MODEL_SHAPES] = {1, 2, 2};
static const size_t widths[MODEL_SHAPES][3] = {{1, 1, 0}, {2, 2, 1}, {2, 3, 3}};

static double number(double low, double high) {
  return Frama_C_double_interval(low, high);
}

/* A scaling of any numbers. */
static int scale(bp_scaling *scaling, size_t columns) {
  size_t i;
  scaling->offset = calloc(columns, sizeof(double));
  scaling->factor = calloc(columns, sizeof(double));
  if (scaling->offset == NULL || scaling->factor == NULL) {
    bp_scaling_free(scaling);
    return 0;
  }
  for (i = 0; i < columns; i++) {
    scaling->offset[i] = number(-BP_LIMIT, BP_LIMIT);
    scaling->factor[i] = number(BP_FACTOR_MIN, BP_LIMIT);
  }
  scaling->kind = Frama_C_nondet(BP_SCALING_MINMAX, BP_SCALING_STANDARD);
  scaling->columns = columns;
  return 1;
}

/* Names the outputs. */
static int name(bp_model *model) {
  size_t i;
  model->label = calloc(model->net.outputs, sizeof *model->label);
  for (i = 0; model->label != NULL && i < model->net.outputs; i++) {
    model->label[i] = malloc(8);
    if (model->label[i] == NULL) {
      return 0;
    }
    any_text(model->label[i], 8);
    model->labels++;
  }
  return model->label != NULL;
}

static int note(bp_model *model) {
  model->note[0].key = malloc(8);
  model->note[0].value = malloc(64);
  if (model->note[0].key == NULL || model->note[0].value == NULL) {
    free(model->note[0].key);
    free(model->note[0].value);
    return 0;
  }
  any_text(model->note[0].key, 8);
  any_text(model->note[0].value, 64);
  model->notes = 1;
  return 1;
}

static bp_text_status fail(bp_model *model, const char *path, bp_text_error *error) {
  bp_model_free(model);
  return bp_text_fail(error, Frama_C_interval(BP_TEXT_ERR_READ, BP_TEXT_ERR_MEMORY), path, 1, 1,
                      "fault");
}

bp_text_status bp_model_read(const char *path, bp_model *model, bp_text_error *error) {
  const size_t s = model_shape;
  bp_activation f[2];
  size_t i;
  f[0] = (bp_activation)Frama_C_interval(0, BP_ACTIVATION_COUNT - 1);
  f[1] = (bp_activation)Frama_C_interval(0, BP_ACTIVATION_COUNT - 1);
  memset(model, 0, sizeof *model);
  if (Frama_C_nondet(0, 1) ||
      bp_model_create(model, depths[s], widths[s], f, error) != BP_TEXT_OK) {
    return fail(model, path, error);
  }
  for (i = 0; i < model->net.weights; i++) {
    model->net.w[i] = number(-BP_LIMIT, BP_LIMIT);
  }
  if (model_whole &&
      (!scale(&model->input_scaling, model->net.inputs) ||
       !scale(&model->target_scaling, model->net.outputs) || !name(model) || !note(model))) {
    return fail(model, path, error);
  }
  model->seed.low = Frama_C_unsigned_long_interval(0, 0xFFFFFFFF);
  model->seed.high = Frama_C_unsigned_long_interval(0, 0xFFFFFFFF);
  return BP_TEXT_OK;
}
