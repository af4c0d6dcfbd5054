#include <stdlib.h>
#include <string.h>

#include "src/text/model.h"
#include "stages.h"

enum {
  GROUP,
  FLAGS,
  NOTE,
  CLASSES,
  WIDTHS,
  ACTIVATIONS,
  SCALE,
  REDUCE,
  ETA,
  ALPHA,
  BATCH,
  PATTERNS,
  S,
  T,
  W,
  PREVIOUS,
  WANT,
  REFUSE,
  F64,
  F32,
  F16,
  BF16,
  END
};

const char *const bp_case_lines[] = {"group", "flags",  "note", "classes",  "widths", "activations",
                                     "scale", "reduce", "eta",  "alpha",    "batch",  "patterns",
                                     "s",     "t",      "w",    "previous", "want",   "refuse",
                                     "f64",   "f32",    "f16",  "bf16",     "end",    NULL};
const char *const bp_reduce_words[] = {"sum", "mean", NULL};

static bp_text_status read_widths(bp_case *c, bp_words *words) {
  size_t n = 0;
  bp_text_status status = BP_TEXT_OK;
  while (status == BP_TEXT_OK && n <= BP_CASE_DEPTH_MAX && (bp_words_more(words) || n < 2)) {
    status = bp_words_count(words, "width", 1, BP_CASE_WIDTH_MAX, &c->width[n]);
    n++;
  }
  c->depth = n - 1;
  return status;
}

static bp_text_status read_activations(bp_case *c, bp_words *words) {
  bp_text_status status = BP_TEXT_OK;
  size_t l;
  for (l = 0; l < c->depth && status == BP_TEXT_OK; l++) {
    int choice = 0;
    status = bp_words_choice(words, bp_activation_words, &choice);
    c->f[l] = (bp_activation)choice;
  }
  return status;
}

/* One number, not negative unless it may be anything. */
static bp_text_status read_number(bp_words *words, double *v) {
  bp_text_status status = bp_words_real(words, BP_F64, v);
  return status == BP_TEXT_OK ? bp_words_comment(words, v, 1) : status;
}

/* A set of classes or quantities, as bits. */
static bp_text_status read_set(bp_words *words, int quantities, unsigned *set) {
  while (bp_words_more(words) || *set == 0) {
    const size_t start = words->at;
    const char *word = "";
    size_t length = 0;
    unsigned bit = 0;
    bp_precision p = BP_F64;
    bp_quantity q = BP_Q_X;
    const bp_text_status status = bp_words_next(words, "a name", &word, &length);
    if (status != BP_TEXT_OK) {
      return status;
    }
    if (quantities ? bp_quantity_find(word, length, &q) : bp_precision_find(word, length, &p)) {
      bit = 1U << (quantities ? (unsigned)q : (unsigned)p);
    }
    if (bit == 0 || (*set & bit) != 0) {
      return bp_words_refuse(words, start + 1, word, length,
                             quantities ? "names of different quantities"
                                        : "different ones of f64, f32, f16 and bf16");
    }
    *set |= bit;
  }
  return BP_TEXT_OK;
}

static bp_text_status read_patterns(bp_case *c, bp_words *words) {
  const size_t start = words->at;
  const char *word = words->text + start;
  const size_t length = words->length - start;
  bp_text_status status =
      bp_words_count(words, "number of patterns", 1, BP_CASE_PATTERNS_MAX, &c->patterns);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (c->patterns % c->batch != 0) {
    return bp_words_refuse(words, start + 1, word, length, "a multiple of the batch");
  }
  status = bp_case_shape(c, words->error);
  if (status != BP_TEXT_OK) {
    words->error->line = words->line;
  }
  return status;
}

static int within(const double *v, size_t n) {
  return v == NULL || bp_range_peak(v, n) <= BP_LIMIT;
}

/* What is not to be refused is within the range of the trainer. */
static bp_text_status check(const bp_case *c, const bp_words *words) {
  if (c->refuse || (bp_range_holds(c->eta, 0.0, BP_LIMIT) && bp_range_holds(c->alpha, 0.0, 1.0) &&
                    c->alpha < 1.0 && bp_range_holds(c->scale, 1.0 / BP_LIMIT, BP_LIMIT) &&
                    within(c->w, c->weights) && within(c->previous, c->weights) &&
                    within(c->s, c->patterns * bp_case_inputs(c)) &&
                    within(c->t, c->patterns * bp_case_outputs(c)))) {
    return BP_TEXT_OK;
  }
  return bp_text_fail(
      words->error, BP_TEXT_ERR_VALUE, words->path, words->line, 0,
      "case %s has a number out of range; accepted: eta from 0, alpha from 0 to less "
      "than 1, scale above 0, all within 2^200, or a line refuse",
      c->id);
}

static bp_text_status read_value(bp_reader *reader, bp_words *words, int kind) {
  bp_case *c = &reader->c;
  int choice = 0;
  bp_text_status status;
  switch (kind) {
  case GROUP:
    return bp_words_name(words, c->group, sizeof c->group);
  case FLAGS:
    return bp_words_rest(words, c->flags, sizeof c->flags);
  case NOTE:
    return bp_words_rest(words, c->note, sizeof c->note);
  case CLASSES:
    return read_set(words, 0, &c->classes);
  case WIDTHS:
    return read_widths(c, words);
  case ACTIVATIONS:
    return read_activations(c, words);
  case SCALE:
    return read_number(words, &c->scale);
  case REDUCE:
    status = bp_words_choice(words, bp_reduce_words, &choice);
    c->reduce = (bp_reduce)choice;
    return status;
  case ETA:
    return read_number(words, &c->eta);
  case ALPHA:
    return read_number(words, &c->alpha);
  case BATCH:
    return bp_words_count(words, "patterns of a batch", 1, BP_CASE_PATTERNS_MAX, &c->batch);
  case PATTERNS:
    return read_patterns(c, words);
  case PREVIOUS:
    if (c->previous == NULL) {
      c->previous = calloc(c->weights, sizeof *c->previous);
    }
    if (c->previous == NULL) {
      return bp_text_fail(words->error, BP_TEXT_ERR_MEMORY, words->path, words->line, 0,
                          "out of memory");
    }
    return bp_case_row_read(reader, words, c->previous);
  case S:
    return bp_case_row_read(reader, words, c->s);
  case T:
    return bp_case_row_read(reader, words, c->t);
  case W:
    return bp_case_row_read(reader, words, c->w);
  case WANT:
    return read_set(words, 1, &c->want);
  case REFUSE:
    c->refuse = 1;
    return BP_TEXT_OK;
  case END:
    return check(c, words);
  default:
    return bp_case_expected_read(reader, words, (bp_precision)(kind - F64));
  }
}

/* How many lines of a kind there must be. */
static size_t needed(const bp_case *c, int kind) {
  if (kind == S || kind == T) {
    return c->patterns;
  }
  if (kind == W) {
    return c->units;
  }
  return kind >= WIDTHS && kind <= PATTERNS ? 1 : 0;
}

/* How many there may be. */
static size_t accepted(const bp_case *c, int kind) {
  if (kind == PREVIOUS) {
    return c->units;
  }
  if (kind >= F64 && kind <= BF16) {
    return (size_t)-1;
  }
  return needed(c, kind) > 0 ? needed(c, kind) : 1;
}

/* Goes to the lines of a kind: those before must all have been there. */
static bp_text_status go_to(bp_reader *reader, bp_words *words, int kind) {
  int from = reader->stage;
  if (kind == from && reader->row < accepted(&reader->c, kind)) {
    return BP_TEXT_OK;
  }
  if (kind <= from) {
    return bp_words_refuse(words, 1, words->text, words->length,
                           "the lines of a case in their order, each as often as it says");
  }
  if (from == PREVIOUS && reader->row < reader->c.units) {
    return bp_words_refuse(words, 1, words->text, words->length, "a row for each unit");
  }
  for (; from < kind; from++) {
    if ((from == reader->stage ? reader->row : 0) < needed(&reader->c, from)) {
      char expected[64];
      sprintf(expected, "%s%s", reader->row > 0 && from == reader->stage ? "another line " : "",
              bp_case_lines[from]);
      return bp_words_refuse(words, 1, words->text, words->length, expected);
    }
  }
  reader->stage = kind;
  reader->row = 0;
  return BP_TEXT_OK;
}

bp_text_status bp_case_line(bp_reader *reader, bp_words *words, int *ended) {
  int kind = 0;
  bp_text_status status = bp_words_choice(words, bp_case_lines, &kind);
  if (status == BP_TEXT_OK) {
    status = go_to(reader, words, kind);
  }
  if (status == BP_TEXT_OK) {
    const size_t row = reader->row;
    status = read_value(reader, words, kind);
    reader->row = row + 1;
    *ended = kind == END;
  }
  return status;
}
