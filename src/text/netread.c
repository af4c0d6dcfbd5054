#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "netdraft.h"
#include "netfile.h"

/* Reads the line of the weight from input j to unit k of layer l, all counted as in the file. */
static bp_text_status read_weight(bp_netline *in, size_t l, size_t k, size_t j, double *w) {
  const char *name[3] = {"layer", "unit", "input"};
  size_t expected[3], n, i;
  bp_text_status status = bp_netline_begin(in, "w");
  expected[0] = l;
  expected[1] = k;
  expected[2] = j;
  for (i = 0; status == BP_TEXT_OK && i < 3; i++) {
    status = bp_netline_count(in, name[i], expected[i], expected[i], &n);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_number(in, "a weight", -BP_LIMIT, BP_LIMIT, w);
  }
  return status == BP_TEXT_OK ? bp_netline_end(in) : status;
}

/* Reads the weights of one unit, which come after `done` others. */
static bp_text_status read_unit(bp_draft *d, size_t l, size_t k, size_t *done, size_t *room) {
  size_t j;
  for (j = 0; j <= d->widths[l]; j++) {
    bp_text_status status;
    if (*done >= *room) {
      double *w = bp_grow(d->w, room, *done + 1, sizeof *w);
      if (w == NULL) {
        return bp_draft_no_memory(&d->in);
      }
      d->w = w;
    }
    status = read_weight(&d->in, l + 1, k + 1, j, &d->w[*done]);
    if (status != BP_TEXT_OK) {
      return status;
    }
    ++*done;
  }
  return BP_TEXT_OK;
}

static bp_text_status read_weights(bp_draft *d) {
  size_t done = 0, room = 0, count, l, k;
  bp_text_status status = bp_draft_size(&d->in, "weights", d->weights, d->weights, &count);
  if (status != BP_TEXT_OK) {
    return status;
  }
  d->w = bp_grow(NULL, &room, 1, sizeof *d->w);
  if (d->w == NULL) {
    return bp_draft_no_memory(&d->in);
  }
  for (l = 0; l < d->depth; l++) {
    for (k = 0; k < d->widths[l + 1]; k++) {
      status = read_unit(d, l, k, &done, &room);
      if (status != BP_TEXT_OK) {
        return status;
      }
    }
  }
  return BP_TEXT_OK;
}

/* Reads the last line, and sees that it is. */
static bp_text_status read_end(bp_draft *d) {
  bp_netline *in = &d->in;
  char crc[16];
  size_t count;
  int more = 0;
  bp_text_status status = bp_netline_begin(in, "end");
  if (status == BP_TEXT_OK) {
    status = bp_netline_count(in, "the number of weights", d->weights, d->weights, &count);
  }
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(in, "the checksum of the file");
  }
  if (status != BP_TEXT_OK) {
    return status;
  }
  sprintf(crc, "%08lx", in->crc_before);
  if (strcmp(in->word, crc) != 0) {
    char accepted[96];
    sprintf(accepted, "%s, the checksum of the lines before: the file has been changed", crc);
    return bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, accepted);
  }
  status = bp_netline_end(in);
  if (status == BP_TEXT_OK) {
    status = bp_lines_next(&in->lines, &more, in->error);
  }
  if (status == BP_TEXT_OK && more) {
    status = bp_netline_refuse_line(in, BP_TEXT_ERR_CONTENT,
                                    "the end of the file after the line that begins with end");
  }
  return status;
}

/* Makes the model of everything read. */
static bp_text_status assemble(bp_draft *d, bp_model *model) {
  size_t l, k, j, done = 0;
  bp_text_status status = bp_model_create(model, d->depth, d->widths, d->activation, d->in.error);
  if (status == BP_TEXT_OK) {
    status = bp_model_set_labels(model, d->labels.count, (const char *const *)d->labels.name,
                                 d->in.error);
  }
  if (status != BP_TEXT_OK) {
    bp_model_free(model);
    return bp_draft_placed(&d->in, status);
  }
  for (l = 0; l < d->depth; l++) {
    for (k = 0; k < d->widths[l + 1]; k++) {
      for (j = 0; j <= d->widths[l]; j++) {
        bp_net_set_weight(&model->net, l, k, j, d->w[done]);
        done++;
      }
    }
  }
  model->seed = d->parts.seed;
  model->input_scaling = d->parts.input_scaling;
  model->target_scaling = d->parts.target_scaling;
  model->notes = d->parts.notes;
  memcpy(model->note, d->parts.note, sizeof model->note);
  memset(&d->parts, 0, sizeof d->parts);
  return BP_TEXT_OK;
}

bp_text_status bp_model_read(const char *path, bp_model *model, bp_text_error *error) {
  bp_draft d;
  bp_text_status status;
  memset(model, 0, sizeof *model);
  memset(&d, 0, sizeof d);
  d.in.error = error;
  status = bp_lines_open(&d.in.lines, path, error);
  if (status == BP_TEXT_OK) {
    status = bp_draft_head(&d);
  }
  if (status == BP_TEXT_OK) {
    status = read_weights(&d);
  }
  if (status == BP_TEXT_OK) {
    status = read_end(&d);
  }
  if (status == BP_TEXT_OK) {
    status = assemble(&d, model);
  }
  bp_lines_close(&d.in.lines);
  bp_labels_free(&d.labels);
  bp_model_free(&d.parts);
  free(d.w);
  return status;
}
