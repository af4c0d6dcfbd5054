/* src/text/error.c for Eva, where it is not what is analysed: what it promises. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "__fc_builtin.h"
#include "src/text/error.h"

int model_vsnprintf(char *out, size_t size, const char *format, va_list arguments);

static void fill(bp_text_error *error, bp_text_status status, const char *path, size_t line,
                 size_t column) {
  size_t length = path == NULL ? 0 : strlen(path);
  Frama_C_make_unknown(error->path, sizeof error->path - 1);
  error->path[sizeof error->path - 1] = '\0';
  Frama_C_make_unknown(error->message, sizeof error->message - 1);
  error->message[sizeof error->message - 1] = '\0';
  error->status = status;
  error->line = line;
  error->column = column;
}

bp_text_status bp_text_fail(bp_text_error *error, bp_text_status status, const char *path,
                            size_t line, size_t column, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  model_vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  fill(error, status, path, line, column);
  return status;
}

bp_text_status bp_text_fail_system(bp_text_error *error, bp_text_status status, const char *path,
                                   const char *what) {
  size_t length = strlen(what);
  fill(error, status, path, 0, 0);
  return status;
}

const char *bp_text_quote(const char *bytes, size_t length, char out[BP_QUOTE_SIZE]) {
  /*@ assert readable: length == 0 || \valid_read(bytes + (0 .. length - 1)); */
  Frama_C_make_unknown(out, BP_QUOTE_SIZE - 1);
  out[BP_QUOTE_SIZE - 1] = '\0';
  return out;
}

void bp_text_error_line(const bp_text_error *error, char out[BP_TEXT_LINE_SIZE]) {
  size_t length = strlen(error->path) + strlen(error->message);
  Frama_C_make_unknown(out, BP_TEXT_LINE_SIZE - 1);
  out[BP_TEXT_LINE_SIZE - 1] = '\0';
}
