/* A network with everything that belongs to it beside the weights: how its data are scaled, what
   its outputs are called, where it comes from. */
#ifndef BP_MODEL_H
#define BP_MODEL_H

#include "label.h"
#include "scaling.h"
#include "src/bp/bp.h"

#define BP_MODEL_DEPTH_MAX ((size_t)1024)      /* layers */
#define BP_MODEL_WIDTH_MAX ((size_t)1 << 20)   /* inputs, or units of a layer */
#define BP_MODEL_WEIGHTS_MAX ((size_t)1 << 24) /* weights of all layers, biases included */
#define BP_MODEL_NOTES_MAX ((size_t)64)
#define BP_NOTE_KEY_MAX ((size_t)31)
#define BP_NOTE_VALUE_MAX ((size_t)1023)

/* A note on the network's origin: a key of a-z, 0-9, '_', '-', '.', starting with a letter, and any
   text. */
typedef struct bp_note {
  char *key;
  char *value;
} bp_note;

/* A network file in memory. All memory is owned by the model; net may be trained in place. The
   struct may be moved. */
typedef struct bp_model {
  bp_net net;
  size_t *widths;            /* [net.depth + 1] */
  bp_activation *activation; /* [net.depth] */
  bp_scaling input_scaling;  /* of net.inputs columns, or of kind none */
  bp_scaling target_scaling; /* of net.outputs columns, or of kind none */
  size_t labels;             /* net.outputs if the outputs have names, else 0 */
  char **label;              /* [labels] */
  bp_seed seed;              /* of the first weights and of the shuffled order */
  size_t notes;
  bp_note note[BP_MODEL_NOTES_MAX]; /* in the order they were first set */
} bp_model;

/* The names of the activations in their order, null-ended: "logistic", "tanh", "identity", "relu",
   "leaky-relu". */
extern const char *const bp_activation_words[BP_ACTIVATION_COUNT + 1];

/* The name of an activation; "unknown" for anything else. */
const char *bp_activation_name(bp_activation f);

/* The activation of a name. Returns 0 if there is none; *f is unchanged then. */
int bp_activation_find(const char *name, bp_activation *f);

/* Refuses a shape outside the limits above. widths: depth + 1 numbers (not read if depth is). */
bp_text_status bp_model_check_shape(size_t depth, const size_t *widths, bp_text_error *error);

/* Makes a network of depth layers, all weights 0, no scaling, labels or notes. widths: depth + 1
   numbers, the inputs first; activation: depth entries. Sizes outside their limits are refused
   before anything is allocated. On an error *model is empty. */
bp_text_status bp_model_create(bp_model *model, size_t depth, const size_t *widths,
                               const bp_activation *activation, bp_text_error *error);

/* Names the outputs: copies of count labels, count being net.outputs, or 0 to name none. All
   different, of 1 to BP_LABEL_MAX bytes. On an error the model
   is as before. */
bp_text_status bp_model_set_labels(bp_model *model, size_t count, const char *const *label,
                                   bp_text_error *error);

/* Sets the note of a key, a new one at the end. On an error the model is as before. */
bp_text_status bp_model_set_note(bp_model *model, const char *key, const char *value,
                                 bp_text_error *error);

/* The note of a key, or null. */
const char *bp_model_note(const bp_model *model, const char *key);

/* Frees everything and makes the model empty. An empty (all 0) model is accepted. */
void bp_model_free(bp_model *model);

#endif
