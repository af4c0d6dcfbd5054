/* The record of `bpv 1` for functions of which nothing is known but their values: a point, and what
   an implementation says of its function there. */
#ifndef BP_POINT_H
#define BP_POINT_H

#include <stdio.h>

#include "record.h"
#include "words.h"

/* What is asked for, added up. */
#define BP_POINT_X 1u        /* where it stands */
#define BP_POINT_E 2u        /* the function's value */
#define BP_POINT_GRADIENT 4u /* the gradient under test */

#define BP_POINT_MAX ((size_t)1 << 22) /* variables */

typedef struct bp_point {
  unsigned long id;
  const double *x; /* [n] null: where it stood when it was told last, or at first */
  size_t n;
  size_t at; /* the variable, from 1, that stands elsewhere for this once; 0: none */
  double value;
  unsigned want;
} bp_point;

typedef struct bp_point_answer {
  double *x; /* [xs] */
  size_t xs;
  double *g; /* [gs] */
  size_t gs;
  double E;
  int has_E;
  int refused;
  char why[BP_CASE_TEXT_SIZE]; /* of a refusal */
} bp_point_answer;

/* Writes the question. */
void bp_point_write(FILE *file, const bp_point *point);

/* Takes a line of the answer; *stage is 0 at first, and the caller's to keep. Not 0 in *ended: it was
   the last. */
bp_text_status bp_point_line(bp_point_answer *answer, const bp_point *point, bp_precision p,
                             bp_words *words, int *stage, int *ended);

/* Frees everything and leaves all 0. */
void bp_point_answer_free(bp_point_answer *answer);

#endif
