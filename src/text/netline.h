/* The lines of a network file: words with one space between them, read strictly. Every function
   returns BP_TEXT_OK or has filled the error with line, column, what was found and what is
   accepted. For src/text alone. */
#ifndef BP_NETLINE_H
#define BP_NETLINE_H

#include "lines.h"

#define BP_WORD_MAX ((size_t)255) /* bytes of a word */

/* A file being read. All 0 but lines is the start. */
typedef struct bp_netline {
  bp_lines lines;
  size_t at;                  /* bytes of the current line read so far */
  char word[BP_WORD_MAX + 1]; /* the word last read, a string */
  size_t length;              /* of word */
  unsigned long crc;          /* of all lines so far, each with a LF */
  unsigned long crc_before;   /* of all lines before the current one */
  bp_text_error *error;
} bp_netline;

/* Goes to the next line. expected: what should be there, for the error at the end of the file. */
bp_text_status bp_netline_next(bp_netline *in, const char *expected);

/* Goes to the next line, whose first word must be this. */
bp_text_status bp_netline_begin(bp_netline *in, const char *word);

/* The next word of the line. accepted: what it should be, for errors. */
bp_text_status bp_netline_word(bp_netline *in, const char *accepted);

/* The next word as a count from low to high. name: of what, for errors. */
bp_text_status bp_netline_count(bp_netline *in, const char *name, size_t low, size_t high,
                                size_t *n);

/* The next two words: the 16 digits of a number's bits and a decimal that denotes exactly it. The
   number is from low to high. */
bp_text_status bp_netline_number(bp_netline *in, const char *name, double low, double high,
                                 double *v);

/* The rest of the line: text in quotes, of at most size - 1 bytes. */
bp_text_status bp_netline_quoted(bp_netline *in, char *out, size_t size);

/* The line must end here. */
bp_text_status bp_netline_end(bp_netline *in);

/* Refuse the word last read, the whole line, or the rest of the line from byte `at` (from 0):
   "found ...; accepted: ...". */
bp_text_status bp_netline_refuse_word(bp_netline *in, bp_text_status status, const char *accepted);
bp_text_status bp_netline_refuse_line(bp_netline *in, bp_text_status status, const char *accepted);
bp_text_status bp_netline_refuse_rest(bp_netline *in, size_t at, const char *accepted);

#endif
