/* src/text/error.c for Eva, where it is not what is analysed: what it promises. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"
#include "proofs/eva/model/fail.h"
#include "src/text/error.h"

int model_vsnprintf(char *out, size_t size, const char *format, va_list arguments);

bp_text_status model_fail(bp_text_error *error, bp_text_status status, const char *path,
                          size_t line, size_t column) {
  size_t length = path == NULL ? 0 : strlen(path);
  any_text(error->path, sizeof error->path);
  any_text(error->message, sizeof error->message);
  error->status = status;
  error->line = line;
  error->column = column;
  return status;
}

bp_text_status bp_text_fail(bp_text_error *error, bp_text_status status, const char *path,
                            size_t line, size_t column, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  model_vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  return model_fail(error, status, path, line, column);
}

bp_text_status bp_text_fail_system(bp_text_error *error, bp_text_status status, const char *path,
                                   const char *what) {
  size_t length = strlen(what);
  return model_fail(error, status, path, 0, 0);
}

void bp_text_error_line(const bp_text_error *error, char out[BP_TEXT_LINE_SIZE]) {
  size_t length = strlen(error->path) + strlen(error->message);
  any_text(out, BP_TEXT_LINE_SIZE);
}
