#include <stdio.h>
#include <string.h>

#include "bits.h"
#include "crc.h"
#include "netfile.h"
#include "number.h"
#include "save.h"

/* A file being written, and the CRC-32 of what has been. */
typedef struct sink {
  FILE *file;
  unsigned long crc;
} sink;

static void put(sink *out, const char *text) {
  const size_t length = strlen(text);
  out->crc = bp_crc(out->crc, text, length);
  fwrite(text, 1, length, out->file);
}

/* Writes a space and a count. */
static void put_count(sink *out, size_t n) {
  char text[32];
  sprintf(text, " %lu", (unsigned long)n);
  put(out, text);
}

/* Writes a space, the bits of v, a space and v in decimal. */
static void put_number(sink *out, double v) {
  char bits[BP_BITS_SIZE], decimal[BP_NUMBER_SIZE];
  bp_bits_write(v, bits);
  bp_number_write(v, decimal);
  put(out, " ");
  put(out, bits);
  put(out, " ");
  put(out, decimal);
}

/* Writes a space and text in quotes. */
static void put_quoted(sink *out, const char *text) {
  size_t i;
  put(out, " \"");
  for (i = 0; text[i] != '\0'; i++) {
    const unsigned char c = (unsigned char)text[i];
    char piece[8];
    if (c < 0x20 || c > 0x7e) {
      sprintf(piece, "\\x%02x", (unsigned)c);
    } else {
      sprintf(piece, c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
    put(out, piece);
  }
  put(out, "\"");
}

static void put_shape(sink *out, const bp_model *model) {
  char seed[BP_SEED_SIZE];
  size_t l;
  put(out, "depth");
  put_count(out, model->net.depth);
  put(out, "\nwidths");
  for (l = 0; l <= model->net.depth; l++) {
    put_count(out, model->widths[l]);
  }
  put(out, "\nactivations");
  for (l = 0; l < model->net.depth; l++) {
    put(out, " ");
    put(out, bp_activation_name(model->activation[l]));
  }
  put(out, "\nseed ");
  bp_seed_write(model->seed, seed);
  put(out, seed);
  put(out, "\n");
}

/* Writes a scaling: its kind, then offset and factor of each column. */
static void put_scaling(sink *out, const char *all, const char *one, const bp_scaling *scaling) {
  size_t i;
  put(out, all);
  put(out, " ");
  put(out, bp_scaling_name(scaling->kind));
  put(out, "\n");
  for (i = 0; i < scaling->columns; i++) {
    put(out, one);
    put_count(out, i + 1);
    put_number(out, scaling->offset[i]);
    put_number(out, scaling->factor[i]);
    put(out, "\n");
  }
}

static void put_labels(sink *out, const bp_model *model) {
  size_t i;
  put(out, "labels");
  put_count(out, model->labels);
  put(out, "\n");
  for (i = 0; i < model->labels; i++) {
    put(out, "label");
    put_count(out, i + 1);
    put_quoted(out, model->label[i]);
    put(out, "\n");
  }
}

static void put_notes(sink *out, const bp_model *model) {
  size_t i;
  put(out, "notes");
  put_count(out, model->notes);
  put(out, "\n");
  for (i = 0; i < model->notes; i++) {
    put(out, "note ");
    put(out, model->note[i].key);
    put_quoted(out, model->note[i].value);
    put(out, "\n");
  }
}

static void put_weights(sink *out, const bp_net *net) {
  size_t l, k, j;
  put(out, "weights");
  put_count(out, net->weights);
  put(out, "\n");
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->layer[l].units; k++) {
      for (j = 0; j <= net->layer[l].inputs; j++) {
        put(out, "w");
        put_count(out, l + 1);
        put_count(out, k + 1);
        put_count(out, j);
        put_number(out, net->w[bp_net_weight_index(net, l, k, j)]);
        put(out, "\n");
      }
    }
  }
}

int bp_model_put(FILE *file, const bp_model *model) {
  char line[64];
  sink out;
  out.file = file;
  out.crc = 0;
  sprintf(line, "bpref-network %d\n", BP_NETFILE_VERSION);
  put(&out, line);
  put_shape(&out, model);
  put_scaling(&out, "inputs", "input", &model->input_scaling);
  put_scaling(&out, "targets", "target", &model->target_scaling);
  put_labels(&out, model);
  put_notes(&out, model);
  put_weights(&out, &model->net);
  sprintf(line, "end %lu %08lx\n", (unsigned long)model->net.weights, out.crc);
  put(&out, line);
  return ferror(file) ? -1 : 0;
}

static int put_model(FILE *file, void *context) {
  return bp_model_put(file, (const bp_model *)context);
}

/* Refuses weights that would not read back. */
static bp_text_status check_weights(const char *path, const bp_net *net, bp_text_error *error) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->layer[l].units; k++) {
      for (j = 0; j <= net->layer[l].inputs; j++) {
        const double w = net->w[bp_net_weight_index(net, l, k, j)];
        if (!bp_range_holds(w, -BP_LIMIT, BP_LIMIT)) {
          return bp_text_fail(error, BP_TEXT_ERR_VALUE, path, 0, 0,
                              "not saved: the weight of layer %lu, unit %lu, input %lu is %g; "
                              "accepted: a number of magnitude up to 2^200",
                              (unsigned long)l + 1, (unsigned long)k + 1, (unsigned long)j, w);
        }
      }
    }
  }
  return BP_TEXT_OK;
}

/* Refuses a scaling that would not read back. */
static bp_text_status check_scaling(const char *path, const char *name, const bp_scaling *scaling,
                                    size_t columns, bp_text_error *error) {
  const size_t needed = scaling->kind == BP_SCALING_NONE ? 0 : columns;
  size_t i;
  if ((size_t)scaling->kind >= BP_SCALING_COUNT || scaling->columns != needed) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, path, 0, 0,
                        "not saved: the scaling of the %s is of %lu columns; accepted: %lu", name,
                        (unsigned long)scaling->columns, (unsigned long)needed);
  }
  for (i = 0; i < needed; i++) {
    if (!bp_range_holds(scaling->offset[i], -BP_LIMIT, BP_LIMIT) ||
        !bp_range_holds(scaling->factor[i], BP_FACTOR_MIN, BP_LIMIT)) {
      return bp_text_fail(error, BP_TEXT_ERR_VALUE, path, 0, 0,
                          "not saved: the scaling of the %s has offset %g and factor %g in column "
                          "%lu; accepted: an offset of magnitude up to 2^200, a factor from 2^-201 "
                          "to 2^200",
                          name, scaling->offset[i], scaling->factor[i], (unsigned long)i + 1);
    }
  }
  return BP_TEXT_OK;
}

bp_text_status bp_model_write(const char *path, const bp_model *model, bp_text_error *error) {
  bp_text_status status = check_weights(path, &model->net, error);
  if (status == BP_TEXT_OK) {
    status = check_scaling(path, "inputs", &model->input_scaling, model->net.inputs, error);
  }
  if (status == BP_TEXT_OK) {
    status = check_scaling(path, "targets", &model->target_scaling, model->net.outputs, error);
  }
  if (status == BP_TEXT_OK) {
    bp_model copy = *model; /* the saver's context is not const; the copy owns nothing */
    status = bp_save(path, put_model, &copy, error);
  }
  return status;
}
