#include "lines.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "utf8.h"

#define BUFFER_SIZE 4096 /* bytes at first */
#define MARK_SIZE 3      /* bytes of the mark that is skipped */

static bp_text_status no_memory(const char *path, size_t line, bp_text_error *error) {
  return bp_text_fail(error, BP_TEXT_ERR_MEMORY, path, line, 0,
                      "there is not enough memory for the line");
}

bp_text_status bp_lines_open(bp_lines *lines, const char *path, bp_text_error *error) {
  memset(lines, 0, sizeof *lines);
  lines->path = path;
  lines->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
  if (lines->file == NULL) {
    return bp_text_fail_system(error, BP_TEXT_ERR_READ, path, "cannot open it for reading");
  }
  lines->buffer_size = BUFFER_SIZE;
  lines->buffer = calloc(lines->buffer_size, 1);
  if (lines->buffer == NULL) {
    bp_lines_close(lines);
    return no_memory(path, 1, error);
  }
  lines->text = lines->buffer;
  return BP_TEXT_OK;
}

void bp_lines_open_array(bp_lines *lines, const char *name, const char *const *array,
                         size_t count) {
  memset(lines, 0, sizeof *lines);
  lines->path = name;
  lines->array = array;
  lines->array_count = count;
}

void bp_lines_close(bp_lines *lines) {
  if (lines->file != NULL && lines->file != stdin) {
    fclose(lines->file);
  }
  free(lines->buffer);
  memset(lines, 0, sizeof *lines);
}

static bp_text_status too_long(const bp_lines *lines, bp_text_error *error) {
  return bp_text_fail(error, BP_TEXT_ERR_SIZE, lines->path, lines->line, 0,
                      "the line is too long; accepted: at most %lu bytes",
                      (unsigned long)BP_LINE_MAX);
}

/* Makes the buffer larger. */
static bp_text_status grow(bp_lines *lines, bp_text_error *error) {
  char *buffer = bp_grow(lines->buffer, &lines->buffer_size, lines->buffer_size + 1, 1);
  if (buffer == NULL) {
    return no_memory(lines->path, lines->line, error);
  }
  lines->buffer = buffer;
  return BP_TEXT_OK;
}

/* Reads the bytes of the next line into the buffer, its end not included but for a CR, and a 0
   after them. *ended: there was an end. */
static bp_text_status read_bytes(bp_lines *lines, size_t *length, int *ended,
                                 bp_text_error *error) {
  size_t used = 0;
  int byte = getc_unlocked(lines->file);
  /*@ loop invariant room: used < lines->buffer_size; */
  while (byte != EOF && byte != '\n') {
    if (used + 1 >= lines->buffer_size) {
      const bp_text_status status = grow(lines, error);
      if (status != BP_TEXT_OK) {
        return status;
      }
    }
    lines->buffer[used] = (char)byte;
    used++;
    if (used > BP_LINE_MAX + MARK_SIZE + 1) { /* the mark before the first line, and a CR */
      return too_long(lines, error);
    }
    byte = getc_unlocked(lines->file);
  }
  if (byte == EOF && ferror(lines->file)) {
    return bp_text_fail_system(error, BP_TEXT_ERR_READ, lines->path, "cannot read it");
  }
  lines->buffer[used] = '\0';
  *length = used;
  *ended = byte == '\n';
  return BP_TEXT_OK;
}

int bp_lines_has_mark(const char *text) {
  return strncmp(text, "\xef\xbb\xbf", MARK_SIZE) == 0;
}

/* Takes the line in the buffer, without what is not its content. */
static void take_content(bp_lines *lines, size_t length, int ended) {
  if (ended && length > 0 && lines->buffer[length - 1] == '\r') {
    length--;
    lines->buffer[length] = '\0';
  }
  if (lines->line == 1 && length >= MARK_SIZE && bp_lines_has_mark(lines->buffer)) {
    length -= MARK_SIZE;
    memmove(lines->buffer, lines->buffer + MARK_SIZE, length + 1);
  }
  lines->text = lines->buffer;
  lines->length = length;
}

static bp_text_status check_content(const bp_lines *lines, bp_text_error *error) {
  const size_t fault = bp_utf8_fault(lines->text, lines->length);
  if (lines->length > BP_LINE_MAX) {
    return too_long(lines, error);
  }
  if (fault < lines->length) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line, fault + 1,
                        "found the byte 0x%02x, which is %s; accepted: text in UTF-8 without "
                        "control characters other than tab",
                        (unsigned)(unsigned char)lines->text[fault],
                        (unsigned char)lines->text[fault] < 0x80 ? "a control character"
                                                                 : "not text in UTF-8 here");
  }
  return BP_TEXT_OK;
}

static bp_text_status next_of_file(bp_lines *lines, int *more, bp_text_error *error) {
  size_t length = 0;
  int ended = 0;
  bp_text_status status = read_bytes(lines, &length, &ended, error);
  if (status != BP_TEXT_OK) {
    return status;
  }
  *more = ended || length > 0;
  if (length > BP_LINES_MAX - lines->bytes) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, lines->path, lines->line, 0,
                        "the text is too long; accepted: at most %lu bytes",
                        (unsigned long)BP_LINES_MAX);
  }
  lines->bytes += length;
  take_content(lines, length, ended);
  return BP_TEXT_OK;
}

bp_text_status bp_lines_next(bp_lines *lines, int *more, bp_text_error *error) {
  lines->line++;
  if (lines->file != NULL) {
    const bp_text_status status = next_of_file(lines, more, error);
    if (status != BP_TEXT_OK) {
      return status;
    }
  } else {
    *more = lines->line <= lines->array_count;
    lines->text = *more ? lines->array[lines->line - 1] : "";
    lines->length = strlen(lines->text);
  }
  if (!*more) {
    lines->line--;
    return BP_TEXT_OK;
  }
  return check_content(lines, error);
}
