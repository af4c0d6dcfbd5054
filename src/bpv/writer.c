#include "writer.h"

#include "src/text/model.h"
#include "stages.h"

void bp_header_write(FILE *file, const bp_header *header) {
  char bits[BP_BITS_SIZE];
  fprintf(file, "bpv %d\n", BP_BPV_VERSION);
  if (header->name[0] != '\0') {
    fprintf(file, "name %s\n", header->name);
  }
  if (header->corpus > 0) {
    fprintf(file, "corpus %lu\n", (unsigned long)header->corpus);
  }
  if (header->sha256[0] != '\0') {
    fprintf(file, "sha256 %s\n", header->sha256);
  }
  if (header->precision != BP_F64) {
    fprintf(file, "class %s\n", bp_precision_name(header->precision));
  }
  if (header->ulps != 4) {
    fprintf(file, "ulps %lu\n", (unsigned long)header->ulps);
  }
  if (header->scale == BP_SCALE_FIXED) {
    bp_bits_write(header->scale_value, bits);
    fprintf(file, "scale %s\n", bits);
  } else if (header->scale != BP_SCALE_ASKED) {
    fprintf(file, "scale %s\n", header->scale == BP_SCALE_OUTPUTS ? "outputs" : "half-outputs");
  }
  if (header->reduce != BP_REDUCE_ASKED) {
    fprintf(file, "reduce %s\n", bp_dialect_reduce_words[header->reduce]);
  }
  if (header->bias != 1) {
    fprintf(file, "bias -1\n");
  }
  if (header->momentum != BP_MOMENTUM_ASKED) {
    fprintf(file, "momentum %s\n", bp_momentum_words[header->momentum]);
  }
  if (header->order != BP_ORDER_BEFORE) {
    fprintf(file, "order after\n");
  }
  if (header->batch != 0) {
    fprintf(file, "batch %lu\n", (unsigned long)header->batch);
  }
  fprintf(file, "end\n");
}

/* n numbers as bits and, if wanted, in decimal; and the line end. */
static void write_numbers(FILE *file, const double *v, size_t n, bp_precision p, int decimal) {
  char text[BP_BITS_SIZE], number[32];
  size_t i;
  for (i = 0; i < n; i++) {
    bp_precision_write(p, v[i], text);
    fprintf(file, " %s", text);
  }
  for (i = 0; decimal && i < n; i++) {
    bp_words_decimal(v[i], number);
    fprintf(file, "%s%s", i == 0 ? " # " : " ", number);
  }
  putc('\n', file);
}

static void write_number(FILE *file, const char *name, double v, int decimal) {
  fprintf(file, "%s", name);
  write_numbers(file, &v, 1, BP_F64, decimal);
}

static void write_weights(FILE *file, const char *name, const bp_case *c, const double *w,
                          int decimal) {
  size_t l, k;
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      fprintf(file, "%s %lu %lu", name, (unsigned long)l + 1, (unsigned long)k + 1);
      write_numbers(file, w + bp_case_weight_at(c, l, k, 0), c->width[l] + 1, BP_F64, decimal);
    }
  }
}

static void write_patterns(FILE *file, const char *name, const double *v, size_t n, size_t each,
                           int decimal) {
  size_t p;
  for (p = 0; p < n; p++) {
    fprintf(file, "%s %lu", name, (unsigned long)p + 1);
    write_numbers(file, v + p * each, each, BP_F64, decimal);
  }
}

/* The name of a quantity and which row this is. */
static void write_place(FILE *file, const bp_case *c, bp_quantity q, size_t first) {
  bp_place place;
  bp_case_place(c, q, first, &place);
  fprintf(file, "%s %lu", bp_quantity_name(q), (unsigned long)place.at + 1);
  if (q != BP_Q_LOSS && q != BP_Q_ERROR) {
    fprintf(file, " %lu", (unsigned long)place.layer + 1);
  }
  if (q >= BP_Q_DE_DW) {
    fprintf(file, " %lu", (unsigned long)place.unit + 1);
  }
}

static void write_expected(FILE *file, const bp_case *c, bp_precision p, bp_quantity q) {
  const bp_intervals *from = &c->expect[p];
  size_t r, i;
  for (r = 0; from->lo.v[q] != NULL && r < bp_case_rows(c, q); r++) {
    size_t first = 0;
    const size_t n = bp_case_row(c, q, r, &first);
    if (!from->lo.given[q][first]) {
      continue;
    }
    fprintf(file, "%s ", bp_precision_name(p));
    write_place(file, c, q, first);
    for (i = first; i < first + n; i++) {
      char lo[BP_BITS_SIZE], hi[BP_BITS_SIZE];
      const int one = from->lo.v[q][i] == from->hi[q][i];
      bp_precision_write(p, from->lo.v[q][i], lo);
      bp_precision_write(p, from->hi[q][i], hi);
      fprintf(file, one ? " %s" : " %s:%s", lo, hi);
    }
    putc('\n', file);
  }
}

/* The names of a set. */
static void write_set(FILE *file, const char *name, unsigned set, int quantities) {
  unsigned i;
  if (set == 0) {
    return;
  }
  fprintf(file, "%s", name);
  for (i = 0; set >> i != 0; i++) {
    if ((set >> i & 1) != 0) {
      fprintf(file, " %s",
              quantities ? bp_quantity_name((bp_quantity)i) : bp_precision_name((bp_precision)i));
    }
  }
  putc('\n', file);
}

static void write_text(FILE *file, const char *name, const char *text) {
  if (text[0] != '\0') {
    fprintf(file, "%s %s\n", name, text);
  }
}

static void write_shape(FILE *file, const bp_case *c) {
  size_t l;
  fprintf(file, "widths");
  for (l = 0; l <= c->depth; l++) {
    fprintf(file, " %lu", (unsigned long)c->width[l]);
  }
  fprintf(file, "\nactivations");
  for (l = 0; l < c->depth; l++) {
    fprintf(file, " %s", bp_activation_name(c->f[l]));
  }
  putc('\n', file);
}

void bp_case_write(FILE *file, const bp_case *c, bp_case_part part) {
  const int whole = part == BP_CASE_WHOLE;
  int p, q;
  fprintf(file, "case %s\n", c->id);
  if (whole) {
    write_text(file, "group", c->group);
    write_text(file, "flags", c->flags);
    write_text(file, "note", c->note);
    write_set(file, "classes", c->classes, 0);
  }
  write_shape(file, c);
  write_number(file, "scale", c->scale, whole);
  fprintf(file, "reduce %s\n", bp_reduce_words[c->reduce]);
  write_number(file, "eta", c->eta, whole);
  write_number(file, "alpha", c->alpha, whole);
  fprintf(file, "batch %lu\npatterns %lu\n", (unsigned long)c->batch, (unsigned long)c->patterns);
  write_patterns(file, "s", c->s, c->patterns, bp_case_inputs(c), whole);
  write_patterns(file, "t", c->t, c->patterns, bp_case_outputs(c), whole);
  write_weights(file, "w", c, c->w, whole);
  if (c->previous != NULL) {
    write_weights(file, "previous", c, c->previous, whole);
  }
  write_set(file, "want", c->want, 1);
  if (whole && c->refuse) {
    fprintf(file, "refuse\n");
  }
  for (p = 0; whole && p < BP_PRECISION_COUNT; p++) {
    for (q = 0; q < BP_Q_COUNT; q++) {
      write_expected(file, c, (bp_precision)p, (bp_quantity)q);
    }
  }
  fprintf(file, "end\n");
}

void bp_answer_write(FILE *file, const bp_case *c, const bp_answer *answer, bp_precision p) {
  int q;
  fprintf(file, "answer %s\n", answer->id);
  if (answer->reply != BP_REPLY_VALUES) {
    write_text(file, answer->reply == BP_REPLY_REFUSED ? "refused" : "skipped", answer->why);
  }
  for (q = 0; q < BP_Q_COUNT; q++) {
    const double *v = answer->values.v[q];
    size_t r;
    for (r = 0; v != NULL && r < bp_case_rows(c, (bp_quantity)q); r++) {
      size_t first = 0;
      const size_t n = bp_case_row(c, (bp_quantity)q, r, &first);
      if (answer->values.given[q][first]) {
        write_place(file, c, (bp_quantity)q, first);
        write_numbers(file, v + first, n, p, 0);
      }
    }
  }
  fprintf(file, "end\n");
}
