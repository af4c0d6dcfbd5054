#include "csvfield.h"

#include <string.h>

#include "grow.h"

static int is_space(char c) {
  return c == ' ' || c == '\t';
}

/* Reads a field in quotes whose first quote is at *at; leaves *at after the second. */
static bp_text_status take_quoted(bp_field *field, const bp_lines *lines, size_t *at,
                                  bp_text_error *error) {
  const char *text = lines->text;
  size_t i = *at + 1;
  field->text = text + i;
  field->quoted = 1;
  while (i < lines->length && (text[i] != '"' || text[i + 1] == '"')) {
    i += text[i] == '"' ? 2 : 1;
  }
  if (i >= lines->length) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line, field->column,
                        "the quote is never closed; accepted: a field in quotes that ends on its "
                        "line, a quote in it written twice");
  }
  field->length = (size_t)(text + i - field->text);
  *at = i + 1;
  return BP_TEXT_OK;
}

/* Reads a field without quotes from *at; leaves *at at the comma or the end of the line. */
static void take_plain(bp_field *field, const bp_lines *lines, size_t *at) {
  size_t i = *at;
  field->text = lines->text + i;
  field->quoted = 0;
  field->length = 0;
  for (; i < lines->length && lines->text[i] != ','; i++) {
    if (!is_space(lines->text[i])) {
      field->length = i + 1 - *at;
    }
  }
  *at = i;
}

/* Reads one field and the spaces around it. */
static bp_text_status take_field(bp_field *field, const bp_lines *lines, size_t *at,
                                 bp_text_error *error) {
  bp_text_status status = BP_TEXT_OK;
  while (*at < lines->length && is_space(lines->text[*at])) {
    ++*at;
  }
  field->column = *at + 1;
  if (*at == lines->length || lines->text[*at] != '"') {
    take_plain(field, lines, at);
    return BP_TEXT_OK;
  }
  status = take_quoted(field, lines, at, error);
  while (status == BP_TEXT_OK && *at < lines->length && is_space(lines->text[*at])) {
    ++*at;
  }
  if (status == BP_TEXT_OK && *at < lines->length && lines->text[*at] != ',') {
    char found[BP_QUOTE_SIZE];
    status = bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line, *at + 1,
                          "found %s after a field in quotes; accepted: a comma or the end of the "
                          "line (a quote within quotes is written twice)",
                          bp_text_quote(lines->text + *at, lines->length - *at, found));
  }
  return status;
}

bp_text_status bp_fields_split(bp_fields *fields, const bp_lines *lines, bp_text_error *error) {
  size_t at = 0;
  bp_text_status status;
  fields->count = 0;
  do {
    bp_field *field = bp_grow(fields->field, &fields->room, fields->count + 1, sizeof *field);
    if (field == NULL) {
      return bp_text_fail(error, BP_TEXT_ERR_MEMORY, lines->path, lines->line, 0,
                          "there is not enough memory for the fields of the line");
    }
    fields->field = field;
    status = take_field(&field[fields->count], lines, &at, error);
    fields->count++;
    at++; /* the comma */
  } while (status == BP_TEXT_OK && at <= lines->length);
  return status;
}

char *bp_field_copy(const bp_field *field) {
  char *copy = bp_copy(field->text, field->length);
  size_t from, to = 0;
  if (copy == NULL || !field->quoted) {
    return copy;
  }
  for (from = 0; from < field->length; from++) {
    /* cppcheck-suppress misra-c2012-13.3 ; one effect on each of two objects */
    copy[to++] = field->text[from];
    if (field->text[from] == '"') {
      /* cppcheck-suppress misra-c2012-14.2 ; skips the second of two quotes */
      from++;
    }
  }
  copy[to] = '\0';
  return copy;
}
