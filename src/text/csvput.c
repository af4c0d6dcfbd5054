#include <string.h>

#include "csv.h"
#include "lines.h"
#include "number.h"

/* Whether a space or tab stands at either end, where reading would drop it. length is 1 or more. */
static int has_outer_space(const char *text, size_t length) {
  return strchr(" \t", text[0]) != NULL || strchr(" \t", text[length - 1]) != NULL;
}

void bp_csv_put_text(FILE *file, const char *text) {
  const size_t length = strlen(text);
  size_t i;
  if (length > 0 && strpbrk(text, ",\"") == NULL && !has_outer_space(text, length) &&
      !bp_lines_has_mark(text)) {
    fputs(text, file);
    return;
  }
  putc('"', file);
  for (i = 0; i < length; i++) {
    if (text[i] == '"') {
      putc('"', file);
    }
    putc(text[i], file);
  }
  putc('"', file);
}

void bp_csv_put_number(FILE *file, double v) {
  char digits[BP_NUMBER_SIZE];
  bp_number_write_short(v, digits);
  fputs(digits, file);
}
