/* The fields of one line of CSV. For src/text alone. */
#ifndef BP_CSVFIELD_H
#define BP_CSVFIELD_H

#include "lines.h"

/* A field: bytes within the line, without spaces and tabs around it and without its quotes. */
typedef struct bp_field {
  const char *text;
  size_t length;
  size_t column; /* of its first byte, the quote if it has one, from 1 */
  int quoted;    /* a doubled quote in it stands for one */
} bp_field;

/* Fields of the line last split. All 0 is the start; field is to be freed at the end. */
typedef struct bp_fields {
  size_t count;
  bp_field *field;
  size_t room;
} bp_fields;

/* Splits the current line of lines. */
bp_text_status bp_fields_split(bp_fields *fields, const bp_lines *lines, bp_text_error *error);

/* The text of a field as a new string, or null if there is no memory. */
char *bp_field_copy(const bp_field *field);

#endif
