#include "stages.h"

bp_text_status bp_row_read(const bp_case *c, bp_quantity q, bp_words *words, size_t *row) {
  const int weights = q >= BP_Q_DE_DW, update = weights || q == BP_Q_LOSS;
  size_t at = 0, l = 0, k = 0;
  bp_text_status status =
      bp_words_count(words, update ? "number of the update" : "number of the pattern", 1,
                     update ? bp_case_updates(c) : c->patterns, &at);
  if (status == BP_TEXT_OK && q != BP_Q_LOSS && q != BP_Q_ERROR) {
    status = bp_words_count(words, "number of the layer", 1, c->depth, &l);
  }
  if (status == BP_TEXT_OK && weights) {
    status = bp_words_count(words, "number of the unit", 1, c->width[l], &k);
  }
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (weights) {
    *row = (at - 1) * c->units + bp_case_unit_at(c, l - 1) + k - 1;
  } else {
    *row = q == BP_Q_LOSS || q == BP_Q_ERROR ? at - 1 : (at - 1) * c->depth + l - 1;
  }
  return BP_TEXT_OK;
}
