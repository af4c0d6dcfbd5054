#include "text.h"

#include <string.h>

#include <jansson.h>

#include "driver.h"

int text_is_utf8(const char *text) {
  json_t *value = json_string(text);
  const int is = value != NULL;
  json_decref(value);
  return is;
}

static void check_printable(const char *text) {
  for (; *text != '\0'; text++) {
    FUZZ_CHECK(*text >= 0x20 && *text <= 0x7e);
  }
}

void text_check_error(bp_text_status status, const bp_text_error *error) {
  char line[BP_TEXT_LINE_SIZE];
  FUZZ_CHECK(status > BP_TEXT_OK && status < BP_TEXT_STATUS_COUNT);
  FUZZ_CHECK(status != BP_TEXT_ERR_MEMORY && status != BP_TEXT_ERR_WRITE);
  FUZZ_CHECK(error->status == status);
  FUZZ_CHECK(error->message[0] != '\0');
  FUZZ_CHECK(error->column == 0 || error->line > 0);
  bp_text_error_line(error, line);
  check_printable(line);
  FUZZ_CHECK(strstr(line, error->message) != NULL);
}
