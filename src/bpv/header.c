#include <string.h>

#include "stages.h"

enum { NAME, CLASS, ULPS, SCALE, REDUCE, BIAS, MOMENTUM, ORDER, BATCH, CORPUS, SHA256, END };

const char *const bp_header_lines[] = {"name",   "class",    "ulps",  "scale", "reduce",
                                       "bias",   "momentum", "order", "batch", "corpus",
                                       "sha256", "end",      NULL};
const char *const bp_dialect_reduce_words[] = {"asked", "sum", "mean", NULL};
const char *const bp_momentum_words[] = {"asked", "none", "average", NULL};
const char *const bp_order_words[] = {"before", "after", NULL};
const char *const bp_bias_words[] = {"1", "-1", NULL};

void bp_header_default(bp_header *header) {
  memset(header, 0, sizeof *header);
  header->ulps = 4;
  header->bias = 1;
}

void bp_answer_free(bp_answer *answer) {
  bp_values_free(&answer->values);
  memset(answer, 0, sizeof *answer);
}

static bp_text_status read_class(bp_words *words, bp_precision *p) {
  static const char *const list[] = {"f64", "f32", "f16", "bf16", NULL};
  int choice = 0;
  const bp_text_status status = bp_words_choice(words, list, &choice);
  *p = (bp_precision)choice;
  return status;
}

/* "asked", "outputs", "half-outputs" or the bits of a number above 0. */
static bp_text_status read_scale(bp_words *words, bp_header *header) {
  static const char *const names[] = {"asked", "outputs", "half-outputs", NULL};
  static const bp_scale_kind kinds[] = {BP_SCALE_ASKED, BP_SCALE_OUTPUTS, BP_SCALE_HALF_OUTPUTS};
  const size_t start = words->at;
  const char *word = "";
  size_t length = 0;
  int i;
  const bp_text_status status = bp_words_next(words, "the scale of E", &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  for (i = 0; names[i] != NULL; i++) {
    if (strlen(names[i]) == length && memcmp(names[i], word, length) == 0) {
      header->scale = kinds[i];
      return BP_TEXT_OK;
    }
  }
  if (bp_precision_read(BP_F64, word, length, &header->scale_value) &&
      bp_range_holds(header->scale_value, 1.0 / BP_LIMIT, BP_LIMIT)) {
    header->scale = BP_SCALE_FIXED;
    return BP_TEXT_OK;
  }
  return bp_words_refuse(words, start + 1, word, length,
                         "asked, outputs, half-outputs or the bits of a double from 2^-200 to "
                         "2^200");
}

static bp_text_status read_sha256(bp_words *words, char out[65]) {
  const size_t start = words->at;
  const bp_text_status status = bp_words_name(words, out, 65);
  if (status == BP_TEXT_OK && strspn(out, "0123456789abcdef") != 64) {
    return bp_words_refuse(words, start + 1, out, strlen(out), "64 hexadecimal digits");
  }
  return status;
}

static bp_text_status read_value(bp_header *header, bp_words *words, int kind) {
  int choice = 0;
  bp_text_status status = BP_TEXT_OK;
  switch (kind) {
  case NAME:
    return bp_words_rest(words, header->name, sizeof header->name);
  case CLASS:
    return read_class(words, &header->precision);
  case ULPS:
    return bp_words_count(words, "ulps", 1, 1048576, &header->ulps);
  case SCALE:
    return read_scale(words, header);
  case REDUCE:
    status = bp_words_choice(words, bp_dialect_reduce_words, &choice);
    header->reduce = (bp_reduce_kind)choice;
    return status;
  case BIAS:
    status = bp_words_choice(words, bp_bias_words, &choice);
    header->bias = choice == 0 ? 1 : -1;
    return status;
  case MOMENTUM:
    status = bp_words_choice(words, bp_momentum_words, &choice);
    header->momentum = (bp_momentum_kind)choice;
    return status;
  case ORDER:
    status = bp_words_choice(words, bp_order_words, &choice);
    header->order = (bp_order_kind)choice;
    return status;
  case BATCH:
    return bp_words_count(words, "patterns of a batch, 0 for any", 0, BP_CASE_PATTERNS_MAX,
                          &header->batch);
  case CORPUS:
    return bp_words_count(words, "version of the corpus", 1, 1000000, &header->corpus);
  case SHA256:
    return read_sha256(words, header->sha256);
  default:
    return BP_TEXT_OK;
  }
}

bp_text_status bp_header_line(bp_reader *reader, bp_words *words, int *ended) {
  int kind = 0;
  bp_text_status status = bp_words_choice(words, bp_header_lines, &kind);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if ((reader->seen >> kind & 1) != 0) {
    return bp_words_refuse(words, 1, words->text, words->length, "each line of a header once");
  }
  reader->seen |= (size_t)1 << kind;
  *ended = kind == END;
  return read_value(&reader->header, words, kind);
}
