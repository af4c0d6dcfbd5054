/* src/text/lines.c for Eva, where it is not what is analysed: what it promises, and driver/lines.c shows. The memory is as
   long as the longest line and its 0 byte; how long a line is, is anything from 0 to that. */
#include <stdlib.h>
#include <string.h>

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"
#include "src/text/lines.h"

#ifndef MODEL_LINE
#define MODEL_LINE 1023
#endif

static char line[MODEL_LINE + 1];

bp_text_status bp_lines_open(bp_lines *lines, const char *path, bp_text_error *error) {
  const size_t length = strlen(path);
  memset(lines, 0, sizeof *lines);
  lines->path = path;
  lines->text = line;
  if (Frama_C_nondet(0, 1)) {
    return bp_text_fail(error, Frama_C_nondet(BP_TEXT_ERR_READ, BP_TEXT_ERR_MEMORY), path,
                        length == 0 ? 0 : 1, 0, "fault");
  }
  return BP_TEXT_OK;
}

void bp_lines_open_array(bp_lines *lines, const char *name, const char *const *array,
                         size_t count) {
  memset(lines, 0, sizeof *lines);
  lines->path = name;
  lines->text = line;
  lines->array_count = count;
}

bp_text_status bp_lines_next(bp_lines *lines, int *more, bp_text_error *error) {
  const size_t limit = (size_t)3 << 30;
  if (Frama_C_nondet(0, 1)) {
    return bp_text_fail(error, Frama_C_interval(BP_TEXT_ERR_READ, BP_TEXT_ERR_MEMORY), lines->path,
                        lines->line, 0, "fault");
  }
  *more = Frama_C_nondet(0, 1);
  lines->line = (size_t)Frama_C_unsigned_long_interval(1, limit);
  lines->text = line;
  lines->length = *more ? (size_t)Frama_C_unsigned_long_interval(0, MODEL_LINE) : 0;
  any_bytes(line, MODEL_LINE);
  line[MODEL_LINE] = '\0';
  return BP_TEXT_OK;
}

void bp_lines_close(bp_lines *lines) {
  memset(lines, 0, sizeof *lines);
}
