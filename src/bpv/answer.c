#include "stages.h"

/* A row of numbers. */
static bp_text_status read_row(bp_reader *reader, bp_words *words, bp_quantity q) {
  const bp_case *c = reader->asked;
  bp_values *values = &reader->answer.values;
  size_t row = 0, first = 0, n, i;
  bp_text_status status = bp_row_read(c, q, words, &row);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (!bp_values_open(values, c, q)) {
    return bp_text_fail(words->error, BP_TEXT_ERR_MEMORY, words->path, words->line, 0,
                        "out of memory");
  }
  n = bp_case_row(c, q, row, &first);
  if (values->given[q][first]) {
    return bp_words_refuse(words, 1, words->text, words->length, "each row once");
  }
  for (i = 0; i < n; i++) {
    status = bp_words_real(words, reader->header.precision, &values->v[q][first + i]);
    if (status != BP_TEXT_OK) {
      return status;
    }
  }
  for (i = 0; i < n; i++) {
    values->given[q][first + i] = 1;
  }
  reader->row++;
  return BP_TEXT_OK;
}

bp_text_status bp_answer_line(bp_reader *reader, bp_words *words, int *ended) {
  static const char *const list[] = {"x",       "y",       "slope", "e",      "E",
                                     "sum",     "delta",   "dE_dw", "change", "w_new",
                                     "refused", "skipped", "end",   NULL};
  bp_answer *answer = &reader->answer;
  int kind = 0;
  const bp_text_status status = bp_words_choice(words, list, &kind);
  if (status != BP_TEXT_OK) {
    return status;
  }
  *ended = kind == BP_Q_COUNT + 2;
  if (*ended) {
    return BP_TEXT_OK;
  }
  if (answer->reply != BP_REPLY_VALUES || (kind >= BP_Q_COUNT && reader->row > 0)) {
    return bp_words_refuse(words, 1, words->text, words->length,
                           "rows of numbers, or one line with refused or skipped");
  }
  if (kind >= BP_Q_COUNT) {
    answer->reply = kind == BP_Q_COUNT ? BP_REPLY_REFUSED : BP_REPLY_SKIPPED;
    return bp_words_rest(words, answer->why, sizeof answer->why);
  }
  return read_row(reader, words, (bp_quantity)kind);
}
