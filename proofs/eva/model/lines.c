/* src/text/lines.c for Eva, where it is not what is analysed: any number of lines, each of any bytes and any length up to
   BP_LINE_MAX with a 0 after it, or a failure at any of them. */
#include "src/text/lines.h"

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"
#include "proofs/eva/model/fail.h"

static char content[BP_LINE_MAX + 1];
static FILE content_file;

static bp_text_status any_failure(const bp_lines *lines, bp_text_error *error) {
  const bp_text_status status =
      (bp_text_status)Frama_C_interval(BP_TEXT_ERR_READ, BP_TEXT_ERR_MEMORY);
  return model_fail(error, status, lines->path, lines->line,
                    (size_t)Frama_C_unsigned_long_interval(0, BP_LINE_MAX));
}

bp_text_status bp_lines_open(bp_lines *lines, const char *path, bp_text_error *error) {
  memset(lines, 0, sizeof *lines);
  lines->path = path;
  if (Frama_C_nondet(0, 1)) {
    return any_failure(lines, error);
  }
  lines->file = &content_file;
  lines->text = content;
  return BP_TEXT_OK;
}

void bp_lines_close(bp_lines *lines) {
  memset(lines, 0, sizeof *lines);
}

bp_text_status bp_lines_next(bp_lines *lines, int *more, bp_text_error *error) {
  /*@ assert open: lines->file == &content_file; */
  if (Frama_C_nondet(0, 1)) {
    lines->line = (size_t)Frama_C_unsigned_long_interval(1, BP_LINES_MAX);
    return any_failure(lines, error);
  }
  if (Frama_C_nondet(0, 1)) {
    *more = 0;
    return BP_TEXT_OK;
  }
  lines->line = (size_t)Frama_C_unsigned_long_interval(1, BP_LINES_MAX);
  any_text(content, sizeof content);
  lines->length = (size_t)Frama_C_unsigned_long_interval(0, BP_LINE_MAX);
  *more = 1;
  return BP_TEXT_OK;
}
