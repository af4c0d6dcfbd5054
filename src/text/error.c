#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* Appends the bytes of text from start on and before end to the string out while it stays within
   most bytes, what is not printable ASCII as \xHH and, if quoted, quotes and backslashes behind a
   backslash. Whether all of them had room. */
static int append_safe(char *out, size_t most, const char *text, size_t start, size_t end,
                       int quoted) {
  size_t used = strlen(out), i;
  for (i = start; i < end; i++) {
    const unsigned char c = (unsigned char)text[i];
    char piece[8] = "";
    size_t n;
    if (c < 0x20 || c > 0x7e) {
      sprintf(piece, "\\x%02x", (unsigned)c);
    } else if (quoted && (c == '"' || c == '\\')) {
      sprintf(piece, "\\%c", c);
    } else {
      sprintf(piece, "%c", c);
    }
    n = strlen(piece);
    /*@ split n; */
    if (used + n > most) {
      return 0;
    }
    memcpy(out + used, piece, n);
    used += n;
    out[used] = '\0';
  }
  return 1;
}

const char *bp_text_quote_part(const char *text, size_t start, size_t end,
                               char out[BP_QUOTE_SIZE]) {
  char shown[BP_QUOTE_SIZE - 8] = "";
  const int whole = append_safe(shown, 40, text, start, end, 1);
  memset(out, 0, BP_QUOTE_SIZE);
  sprintf(out, "\"%s\"%s", shown, whole ? "" : "...");
  return out;
}

const char *bp_text_quote(const char *bytes, size_t length, char out[BP_QUOTE_SIZE]) {
  return bp_text_quote_part(bytes, 0, length, out);
}

const char *bp_text_plain(const char *text, char out[BP_QUOTE_SIZE]) {
  const size_t length = strlen(text);
  return bp_utf8_fault(text, length) == length ? text : bp_text_quote(text, length, out);
}

/* The path as it is shown. */
static void show_path(char out[BP_TEXT_PATH_SIZE], const char *path) {
  char shown[BP_TEXT_PATH_SIZE - 3] = "";
  int whole;
  if (path == NULL) {
    out[0] = '\0';
    return;
  }
  if (strcmp(path, "-") == 0) {
    path = "standard input";
  }
  whole = append_safe(shown, sizeof shown - 1, path, 0, strlen(path), 0);
  sprintf(out, "%s%s", shown, whole ? "" : "...");
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
  memset(error->message, 0, sizeof error->message);
  append_safe(error->message, BP_TEXT_MESSAGE_SIZE - 1, message, 0, strlen(message), 0);
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
