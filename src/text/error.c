#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* Appends bytes to the string out while it stays within most bytes, what is not printable ASCII as
   \xHH and, if quoted, quotes and backslashes behind a backslash. Returns how many bytes it took.
 */
static size_t append_safe(char *out, size_t most, const char *bytes, size_t length, int quoted) {
  size_t used = strlen(out), i;
  for (i = 0; i < length; i++) {
    const unsigned char c = (unsigned char)bytes[i];
    char piece[8];
    size_t n;
    if (c < 0x20 || c > 0x7e) {
      sprintf(piece, "\\x%02x", (unsigned)c);
    } else {
      sprintf(piece, quoted && (c == '"' || c == '\\') ? "\\%c" : "%c", c);
    }
    n = strlen(piece);
    if (used + n > most) {
      break;
    }
    memcpy(out + used, piece, n + 1);
    used += n;
  }
  return i;
}

const char *bp_text_quote(const char *bytes, size_t length, char out[BP_QUOTE_SIZE]) {
  char shown[BP_QUOTE_SIZE - 8] = "";
  const size_t taken = append_safe(shown, 40, bytes, length, 1);
  sprintf(out, "\"%s\"%s", shown, taken < length ? "..." : "");
  return out;
}

const char *bp_text_plain(const char *text, char out[BP_QUOTE_SIZE]) {
  const size_t length = strlen(text);
  return bp_utf8_fault(text, length) == length ? text : bp_text_quote(text, length, out);
}

/* The path as it is shown. */
static void show_path(char out[BP_TEXT_PATH_SIZE], const char *path) {
  char shown[BP_TEXT_PATH_SIZE - 3] = "";
  size_t taken;
  if (path == NULL) {
    out[0] = '\0';
    return;
  }
  if (strcmp(path, "-") == 0) {
    path = "standard input";
  }
  taken = append_safe(shown, sizeof shown - 1, path, strlen(path), 0);
  sprintf(out, "%s%s", shown, taken < strlen(path) ? "..." : "");
}

bp_text_status bp_text_fail(bp_text_error *error, bp_text_status status, const char *path,
                            size_t line, size_t column, const char *format, ...) {
  char message[BP_TEXT_MESSAGE_SIZE], shown[BP_TEXT_PATH_SIZE] = "";
  va_list arguments;
  va_start(arguments, format);
  if (vsnprintf(message, sizeof message, format, arguments) < 0) {
    message[0] = '\0';
  }
  va_end(arguments);
  show_path(shown, path);
  error->status = status;
  memcpy(error->path, shown, sizeof shown);
  error->line = line;
  error->column = column;
  error->message[0] = '\0';
  append_safe(error->message, BP_TEXT_MESSAGE_SIZE - 1, message, strlen(message), 0);
  return status;
}

bp_text_status bp_text_fail_system(bp_text_error *error, bp_text_status status, const char *path,
                                   const char *what) {
  return bp_text_fail(error, status, path, 0, 0, "%s: %s", what, strerror(errno));
}

void bp_text_error_line(const bp_text_error *error, char out[BP_TEXT_LINE_SIZE]) {
  char line[32] = "", column[32] = "";
  if (error->line != 0) {
    sprintf(line, ":%lu", (unsigned long)error->line);
  }
  if (error->line != 0 && error->column != 0) {
    sprintf(column, ":%lu", (unsigned long)error->column);
  }
  sprintf(out, "%s%s%s%s%s", error->path, line, column,
          error->path[0] != '\0' || error->line != 0 ? ": " : "", error->message);
}
