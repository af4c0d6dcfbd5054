#include <stdio.h>
#include <string.h>

#include "grow.h"
#include "netdraft.h"
#include "netfile.h"
#include "number.h"

bp_text_status bp_draft_no_memory(bp_netline *in) {
  return bp_text_fail(in->error, BP_TEXT_ERR_MEMORY, in->lines.path, in->lines.line, 0,
                      "there is not enough memory for the network");
}

bp_text_status bp_draft_placed(bp_netline *in, bp_text_status status) {
  return bp_text_fail(in->error, status, in->lines.path, in->lines.line, 0, "%s",
                      in->error->message);
}

static bp_text_status read_version(bp_netline *in) {
  const char first[] = "the first line of a network file, bpref-network 1";
  const char version[] = "version 1 of network files";
  bp_text_status status = bp_netline_next(in, first);
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(in, first);
  }
  if (status == BP_TEXT_OK && strcmp(in->word, "bpref-network") != 0) {
    status = bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, first);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(in, version);
  }
  if (status == BP_TEXT_OK && (in->length != 1 || in->word[0] != '0' + BP_NETFILE_VERSION)) {
    status = bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, version);
  }
  return status == BP_TEXT_OK ? bp_netline_end(in) : status;
}

bp_text_status bp_draft_size(bp_netline *in, const char *word, size_t low, size_t high, size_t *n) {
  bp_text_status status = bp_netline_begin(in, word);
  if (status == BP_TEXT_OK) {
    status = bp_netline_count(in, word, low, high, n);
  }
  return status == BP_TEXT_OK ? bp_netline_end(in) : status;
}

/* Checks the shape that the widths make, and counts its weights. */
static bp_text_status check_widths(bp_draft *d) {
  bp_text_status status;
  size_t l;
  status = bp_model_check_shape(d->depth, d->widths, d->in.error);
  if (status != BP_TEXT_OK) {
    return bp_draft_placed(&d->in, status);
  }
  for (l = 0; l < d->depth; l++) {
    d->weights += (d->widths[l] + 1) * d->widths[l + 1];
  }
  return BP_TEXT_OK;
}

static bp_text_status read_widths(bp_draft *d) {
  size_t l;
  bp_text_status status = bp_netline_begin(&d->in, "widths");
  for (l = 0; status == BP_TEXT_OK && l <= d->depth; l++) {
    status = bp_netline_count(&d->in, "a width", 1, BP_MODEL_WIDTH_MAX, &d->widths[l]);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_end(&d->in);
  }
  return status == BP_TEXT_OK ? check_widths(d) : status;
}

static bp_text_status read_activations(bp_draft *d) {
  const char accepted[] = "an activation: logistic, tanh, identity, relu or leaky-relu";
  size_t l;
  bp_text_status status = bp_netline_begin(&d->in, "activations");
  for (l = 0; status == BP_TEXT_OK && l < d->depth; l++) {
    status = bp_netline_word(&d->in, accepted);
    if (status == BP_TEXT_OK && !bp_activation_find(d->in.word, &d->activation[l])) {
      status = bp_netline_refuse_word(&d->in, BP_TEXT_ERR_CONTENT, accepted);
    }
  }
  return status == BP_TEXT_OK ? bp_netline_end(&d->in) : status;
}

static bp_text_status read_seed(bp_draft *d) {
  const char accepted[] = "a seed from 0 to 18446744073709551615";
  bp_text_status status = bp_netline_begin(&d->in, "seed");
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(&d->in, accepted);
  }
  if (status == BP_TEXT_OK && bp_seed_read(d->in.word, d->in.length, &d->parts.seed) != NULL) {
    status = bp_netline_refuse_word(&d->in, BP_TEXT_ERR_CONTENT, accepted);
  }
  return status == BP_TEXT_OK ? bp_netline_end(&d->in) : status;
}

/* Reads the numbers of column i of a scaling. */
static bp_text_status read_column(bp_netline *in, const char *word, size_t i, bp_scaling *scaling) {
  size_t number;
  bp_text_status status = bp_netline_begin(in, word);
  if (status == BP_TEXT_OK) {
    status = bp_netline_count(in, "the column", i + 1, i + 1, &number);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_number(in, "an offset", -BP_LIMIT, BP_LIMIT, &scaling->offset[i]);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_number(in, "a factor", BP_FACTOR_MIN, BP_LIMIT, &scaling->factor[i]);
  }
  return status == BP_TEXT_OK ? bp_netline_end(in) : status;
}

/* Makes room for more columns of a scaling than *room. Returns 0 if there is no memory. */
static int grow_scaling(bp_scaling *scaling, size_t *room) {
  size_t offsets = *room, factors = *room;
  double *grown = bp_grow(scaling->offset, &offsets, *room + 1, sizeof *grown);
  if (grown == NULL) {
    return 0;
  }
  scaling->offset = grown;
  grown = bp_grow(scaling->factor, &factors, *room + 1, sizeof *grown);
  if (grown == NULL) {
    return 0;
  }
  scaling->factor = grown;
  *room = factors;
  return 1;
}

/* Reads the columns of a scaling. */
static bp_text_status read_columns(bp_netline *in, const char *one, size_t columns,
                                   bp_scaling *scaling) {
  size_t room = 0, i;
  for (i = 0; i < columns; i++) {
    bp_text_status status;
    if (i >= room && !grow_scaling(scaling, &room)) {
      return bp_draft_no_memory(in);
    }
    status = read_column(in, one, i, scaling);
    if (status != BP_TEXT_OK) {
      return status;
    }
  }
  scaling->columns = columns;
  return BP_TEXT_OK;
}

static bp_text_status read_scaling(bp_netline *in, const char *all, const char *one, size_t columns,
                                   bp_scaling *scaling) {
  const char accepted[] = "a kind of scaling: none, minmax or standard";
  bp_text_status status = bp_netline_begin(in, all);
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(in, accepted);
  }
  if (status == BP_TEXT_OK && !bp_scaling_find(in->word, &scaling->kind)) {
    status = bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, accepted);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_end(in);
  }
  if (status == BP_TEXT_OK && scaling->kind != BP_SCALING_NONE) {
    status = read_columns(in, one, columns, scaling);
  }
  return status;
}

/* Reads the label of output i. */
static bp_text_status read_label(bp_draft *d, size_t i) {
  char label[BP_LABEL_MAX + 1] = "";
  size_t number;
  bp_text_status status = bp_netline_begin(&d->in, "label");
  if (status == BP_TEXT_OK) {
    status = bp_netline_count(&d->in, "the label", i + 1, i + 1, &number);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_quoted(&d->in, label, sizeof label);
  }
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (label[0] == '\0' || bp_labels_find(&d->labels, label) < d->labels.count) {
    return bp_netline_refuse_line(&d->in, BP_TEXT_ERR_CONTENT,
                                  "labels that are not empty and all different");
  }
  return bp_labels_add(&d->labels, label) ? BP_TEXT_OK : bp_draft_no_memory(&d->in);
}

static bp_text_status read_labels(bp_draft *d) {
  const size_t outputs = d->widths[d->depth];
  const size_t most = outputs < BP_LABELS_MAX ? outputs : BP_LABELS_MAX;
  size_t count = 0, i;
  bp_text_status status = bp_draft_size(&d->in, "labels", 0, most, &count);
  if (status == BP_TEXT_OK && count != 0 && count != outputs) {
    char accepted[96];
    sprintf(accepted, "labels 0 or labels %lu, one for each output", (unsigned long)outputs);
    return bp_netline_refuse_line(&d->in, BP_TEXT_ERR_SIZE, accepted);
  }
  /*@ loop invariant labels: d->labels.count <= BP_LABELS_MAX; */
  for (i = 0; status == BP_TEXT_OK && i < count; i++) {
    status = read_label(d, i);
  }
  return status;
}

static bp_text_status read_note(bp_draft *d) {
  char key[BP_WORD_MAX + 1], value[BP_NOTE_VALUE_MAX + 1] = "";
  bp_text_status status = bp_netline_begin(&d->in, "note");
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(&d->in, "the key of a note");
  }
  memcpy(key, d->in.word, sizeof key);
  if (status == BP_TEXT_OK && bp_model_note(&d->parts, key) != NULL) {
    status = bp_netline_refuse_word(&d->in, BP_TEXT_ERR_CONTENT, "a key that no note before has");
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_quoted(&d->in, value, sizeof value);
  }
  if (status != BP_TEXT_OK) {
    return status;
  }
  status = bp_model_set_note(&d->parts, key, value, d->in.error);
  return status == BP_TEXT_OK ? BP_TEXT_OK : bp_draft_placed(&d->in, status);
}

static bp_text_status read_notes(bp_draft *d) {
  size_t count = 0, i;
  bp_text_status status = bp_draft_size(&d->in, "notes", 0, BP_MODEL_NOTES_MAX, &count);
  /*@ loop invariant notes: d->parts.notes <= BP_MODEL_NOTES_MAX; */
  for (i = 0; status == BP_TEXT_OK && i < count; i++) {
    status = read_note(d);
  }
  return status;
}

bp_text_status bp_draft_head(bp_draft *d) {
  bp_text_status status = read_version(&d->in);
  if (status == BP_TEXT_OK) {
    status = bp_draft_size(&d->in, "depth", 1, BP_MODEL_DEPTH_MAX, &d->depth);
  }
  if (status == BP_TEXT_OK) {
    status = read_widths(d);
  }
  if (status == BP_TEXT_OK) {
    status = read_activations(d);
  }
  if (status == BP_TEXT_OK) {
    status = read_seed(d);
  }
  if (status == BP_TEXT_OK) {
    status = read_scaling(&d->in, "inputs", "input", d->widths[0], &d->parts.input_scaling);
  }
  if (status == BP_TEXT_OK) {
    status =
        read_scaling(&d->in, "targets", "target", d->widths[d->depth], &d->parts.target_scaling);
  }
  if (status == BP_TEXT_OK) {
    status = read_labels(d);
  }
  return status == BP_TEXT_OK ? read_notes(d) : status;
}
