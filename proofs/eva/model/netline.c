/* src/text/netline.c for Eva, where it is not what is analysed (driver/netline.c): any words and numbers that it may give,
   or a refusal at any of them. */
#include "src/text/netline.h"

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"
#include "proofs/eva/model/fail.h"

/* Any failure, or none. */
static bp_text_status any_status(bp_netline *in) {
  const bp_text_status status = (bp_text_status)Frama_C_interval(BP_TEXT_OK, BP_TEXT_ERR_MEMORY);
  in->at = (size_t)Frama_C_unsigned_long_interval(0, BP_LINE_MAX);
  if (status != BP_TEXT_OK) {
    model_fail(in->error, status, in->lines.path, in->lines.line, in->at);
  }
  return status;
}

/* Any line, any word of it. */
static void any_line(bp_netline *in) {
  in->lines.line = (size_t)Frama_C_unsigned_long_interval(0, BP_LINES_MAX);
  in->lines.length = (size_t)Frama_C_unsigned_long_interval(0, BP_LINE_MAX);
  in->crc = (unsigned long)Frama_C_unsigned_long_interval(0, 0xffffffffUL);
  in->crc_before = (unsigned long)Frama_C_unsigned_long_interval(0, 0xffffffffUL);
}

static void any_word(bp_netline *in) {
  any_text(in->word, sizeof in->word);
  in->length = (size_t)Frama_C_unsigned_long_interval(0, BP_WORD_MAX);
}

bp_text_status bp_netline_next(bp_netline *in, const char *expected) {
  const size_t length = strlen(expected);
  any_line(in);
  return any_status(in);
}

bp_text_status bp_netline_begin(bp_netline *in, const char *word) {
  const size_t length = strlen(word);
  any_line(in);
  any_word(in);
  return any_status(in);
}

bp_text_status bp_netline_word(bp_netline *in, const char *accepted) {
  const size_t length = strlen(accepted);
  any_word(in);
  return any_status(in);
}

bp_text_status bp_netline_count(bp_netline *in, const char *name, size_t low, size_t high,
                                size_t *n) {
  const size_t length = strlen(name);
  const size_t found = (size_t)Frama_C_unsigned_long_interval(0, (size_t)-1);
  const bp_text_status status = any_status(in);
  any_word(in);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (found < low || found > high) {
    return model_fail(in->error, BP_TEXT_ERR_SIZE, in->lines.path, in->lines.line, in->at);
  }
  *n = found;
  return BP_TEXT_OK;
}

bp_text_status bp_netline_number(bp_netline *in, const char *name, double low, double high,
                                 double *v) {
  const size_t length = strlen(name);
  const bp_text_status status = any_status(in);
  any_word(in);
  if (status == BP_TEXT_OK) {
    *v = Frama_C_double_interval(low, high);
  }
  return status;
}

bp_text_status bp_netline_quoted(bp_netline *in, char *out, size_t size) {
  const bp_text_status status = any_status(in);
  if (status == BP_TEXT_OK || Frama_C_nondet(0, 1)) {
    any_text(out, size);
  }
  return status;
}

bp_text_status bp_netline_end(bp_netline *in) {
  return any_status(in);
}

static bp_text_status any_refusal(bp_netline *in, bp_text_status status, const char *accepted) {
  const size_t length = strlen(accepted);
  return model_fail(in->error, status, in->lines.path, in->lines.line, in->at);
}

bp_text_status bp_netline_refuse_word(bp_netline *in, bp_text_status status, const char *accepted) {
  return any_refusal(in, status, accepted);
}

bp_text_status bp_netline_refuse_line(bp_netline *in, bp_text_status status, const char *accepted) {
  return any_refusal(in, status, accepted);
}

bp_text_status bp_netline_refuse_rest(bp_netline *in, size_t at, const char *accepted) {
  return any_refusal(in, BP_TEXT_ERR_CONTENT, accepted);
}
