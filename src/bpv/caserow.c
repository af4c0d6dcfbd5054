#include "stages.h"

bp_text_status bp_case_row_read(bp_reader *reader, bp_words *words, double *to) {
  const bp_case *c = &reader->c;
  const int weights = to != c->s && to != c->t;
  size_t row = 0, first = 0, n, i;
  bp_text_status status;
  if (weights) {
    size_t l = 0, k = 0;
    status = bp_words_count(words, "number of the layer", 1, c->depth, &l);
    if (status == BP_TEXT_OK) {
      status = bp_words_count(words, "number of the unit", 1, c->width[l], &k);
    }
    if (status == BP_TEXT_OK) {
      row = bp_case_unit_at(c, l - 1) + k - 1;
    }
    n = l == 0 ? 0 : c->width[l - 1] + 1;
    first = l == 0 || k == 0 ? 0 : bp_case_weight_at(c, l - 1, k - 1, 0);
  } else {
    status = bp_words_count(words, "number of the pattern", 1, c->patterns, &row);
    n = to == c->s ? bp_case_inputs(c) : bp_case_outputs(c);
    row = row == 0 ? 0 : row - 1;
    first = row * n;
  }
  if (status == BP_TEXT_OK && row != reader->row) {
    return bp_words_refuse(words, 1, words->text, words->length, "the rows in their order");
  }
  for (i = 0; i < n && status == BP_TEXT_OK; i++) {
    status = bp_words_real(words, BP_F64, &to[first + i]);
  }
  reader->row++;
  return status == BP_TEXT_OK ? bp_words_comment(words, to + first, n) : status;
}

bp_text_status bp_case_expected_read(bp_reader *reader, bp_words *words, bp_precision p) {
  bp_case *c = &reader->c;
  bp_intervals *to = &c->expect[p];
  const size_t start = words->at;
  const char *word = "";
  size_t length = 0, row = 0, first = 0, n, i;
  bp_quantity q = BP_Q_X;
  bp_text_status status = bp_words_next(words, "a quantity", &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (!bp_quantity_find(word, length, &q)) {
    return bp_words_refuse(words, start + 1, word, length, "the name of a quantity");
  }
  status = bp_row_read(c, q, words, &row);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (!bp_intervals_open(to, c, q)) {
    return bp_text_fail(words->error, BP_TEXT_ERR_MEMORY, words->path, words->line, 0,
                        "out of memory");
  }
  n = bp_case_row(c, q, row, &first);
  if (to->lo.given[q][first]) {
    return bp_words_refuse(words, 1, words->text, words->length, "each row once");
  }
  for (i = 0; i < n && status == BP_TEXT_OK; i++) {
    status = bp_words_interval(words, p, &to->lo.v[q][first + i], &to->hi[q][first + i]);
    to->lo.given[q][first + i] = 1;
  }
  return status;
}
