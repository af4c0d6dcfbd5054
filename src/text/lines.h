/* Lines of text from a file, from standard input or from memory, one at a time and bounded. A line
   ends with LF, CR LF or the end of the text; a byte order mark of UTF-8 before the first line is
   skipped. Everything must be UTF-8 without control characters other than tab. */
#ifndef BP_LINES_H
#define BP_LINES_H

#include <stdio.h>

#include "error.h"

#define BP_LINE_MAX ((size_t)1 << 20)  /* bytes of a line, its end not counted: 1 MiB */
#define BP_LINES_MAX ((size_t)3 << 30) /* bytes of a text: 3 GiB */

/* A text being read. text and length are the line last read, valid until the next call; a 0 byte
   follows it. The rest is for lines.c. */
typedef struct bp_lines {
  const char *text; /* the line without its end */
  size_t length;
  size_t line; /* its number, from 1; 0 before the first */
  const char *path;
  FILE *file;
  const char *const *array;
  size_t array_count;
  char *buffer;
  size_t buffer_size;
  size_t bytes;
} bp_lines;

/* Whether a text that ends with a 0 begins with the mark that is skipped. */
int bp_lines_has_mark(const char *text);

/* Opens a file, or standard input if path is "-". path must stay until bp_lines_close. */
bp_text_status bp_lines_open(bp_lines *lines, const char *path, bp_text_error *error);

/* Takes count lines from memory; name stands for the path in errors. Both must stay. */
void bp_lines_open_array(bp_lines *lines, const char *name, const char *const *array, size_t count);

/* Reads the next line: *more is 1, or 0 at the end of the text. */
bp_text_status bp_lines_next(bp_lines *lines, int *more, bp_text_error *error);

/* Closes the file, if any but standard input, and frees the memory. */
void bp_lines_close(bp_lines *lines);

#endif
