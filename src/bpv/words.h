/* One line of `bpv 1`: words with one space between them, a comment after " #". Every function that
   returns a status has filled the error with line, column, what was found and what is accepted,
   unless it is BP_TEXT_OK. For src/bpv alone. */
#ifndef BP_BPV_WORDS_H
#define BP_BPV_WORDS_H

#include "precision.h"
#include "src/text/error.h"

typedef struct bp_words {
  const char *path;
  size_t line;
  const char *text;    /* the line */
  size_t length;       /* without the comment */
  const char *comment; /* after "# "; null for none */
  size_t at;           /* bytes read so far */
  bp_text_error *error;
} bp_words;

/* Takes a line, length bytes and a 0 byte. */
void bp_words_take(bp_words *words, const char *path, size_t line, const char *text, size_t length,
                   bp_text_error *error);

/* Whether something follows. */
int bp_words_more(const bp_words *words);

/* The next word. accepted: what it should be, for errors. */
bp_text_status bp_words_next(bp_words *words, const char *accepted, const char **word,
                             size_t *length);

/* The next word as one of a null-ended list. */
bp_text_status bp_words_choice(bp_words *words, const char *const *list, int *choice);

/* The next word as a count from low to high. name: of what, for errors. */
bp_text_status bp_words_count(bp_words *words, const char *name, size_t low, size_t high,
                              size_t *n);

/* The next word as the bits of a number: those of a double, or of p. */
bp_text_status bp_words_real(bp_words *words, bp_precision p, double *v);

/* The next word as an interval, "LO:HI" or one number for both, in the digits of p. */
bp_text_status bp_words_interval(bp_words *words, bp_precision p, double *lo, double *hi);

/* The next word as a name of a-z, 0-9, '-', '.' and '_', of less than size bytes. */
bp_text_status bp_words_name(bp_words *words, char *out, size_t size);

/* The rest of the line, not empty, of less than size bytes. */
bp_text_status bp_words_rest(bp_words *words, char *out, size_t size);

/* The line must end here. */
bp_text_status bp_words_end(bp_words *words);

/* The comment, if there is one, must be the decimals of these numbers. */
bp_text_status bp_words_comment(bp_words *words, const double *v, size_t n);

/* Fills the error with what the word at `column` (from 1) is and what is accepted instead. */
bp_text_status bp_words_refuse(const bp_words *words, size_t column, const char *found,
                               size_t length, const char *accepted);

/* "nan", "inf", "-inf" or 17 significant digits. */
void bp_words_decimal(double v, char out[32]);

#endif
