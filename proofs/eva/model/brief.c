/* src/text/error.c for Eva, where a reader is analysed that has an error for each step: as model/text.c, but the words of a message
   are not followed (their types are the compiler's to check). */
#include <string.h>

#include "proofs/eva/model/any.h"
#include "src/text/error.h"

bp_text_status bp_text_fail(bp_text_error *error, bp_text_status status, const char *path,
                            size_t line, size_t column, const char *format, ...) {
  size_t length = strlen(format) + (path == NULL ? 0 : strlen(path));
  any_text(error->path, sizeof error->path);
  any_text(error->message, sizeof error->message);
  error->status = status;
  error->line = line;
  error->column = column;
  return status;
}
