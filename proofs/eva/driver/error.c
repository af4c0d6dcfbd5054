/* The words of errors, of any text of up to 1500 bytes, longer than there is room for: what model/text.c stands for elsewhere.
   files: src/text/error.c
   precise: analysed:100 append_safe:4 */
#include "src/text/error.h"
#include "driver.h"

#define MOST 1500 /* longer than path and message */

static char bytes[MOST + 1];

void analysed(void) {
  bp_text_error error;
  char out[BP_QUOTE_SIZE], line[BP_TEXT_LINE_SIZE];
  const size_t start = (size_t)Frama_C_unsigned_long_interval(0, MOST);
  const size_t end_at = (size_t)Frama_C_unsigned_long_interval(0, MOST);
  const char *path = Frama_C_nondet(0, 1) ? bytes : NULL;
  any_text(bytes, sizeof bytes);
  bp_text_quote_part(bytes, start, end_at, out);
  bp_text_quote(bytes, end_at, out);
  if (Frama_C_nondet(0, 1)) {
    bp_text_fail(&error, BP_TEXT_ERR_CONTENT, path, start, end_at, "%s, %s, %lu", bytes, out,
                 (unsigned long)start);
  } else {
    bp_text_fail_system(&error, BP_TEXT_ERR_READ, path, bytes);
  }
  bp_text_error_line(&error, line);
  end();
}
