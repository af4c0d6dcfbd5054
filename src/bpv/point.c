#include "point.h"

#include <stdlib.h>
#include <string.h>

#define ROW 1024 /* numbers a line */

static void write_real(FILE *file, double v) {
  char bits[BP_BITS_SIZE];
  bp_precision_write(BP_F64, v, bits);
  fprintf(file, " %s", bits);
}

void bp_point_write(FILE *file, const bp_point *point) {
  size_t i;
  fprintf(file, "point p%lu", point->id);
  for (i = 0; point->x != NULL && i < point->n; i++) {
    if (i % ROW == 0) {
      fputs("\nx", file);
    }
    write_real(file, point->x[i]);
  }
  if (point->at > 0) {
    fprintf(file, "\nat %lu", (unsigned long)point->at);
    write_real(file, point->value);
  }
  fprintf(file, "\nwant%s%s%s\nend\n", (point->want & BP_POINT_X) != 0 ? " x" : "",
          (point->want & BP_POINT_E) != 0 ? " E" : "",
          (point->want & BP_POINT_GRADIENT) != 0 ? " dE_dw" : "");
}

/* "answer pN" */
static bp_text_status begin(const bp_point *point, bp_words *words) {
  static const char *const first[] = {"answer", NULL};
  char expected[32], found[32];
  int which;
  bp_text_status status = bp_words_choice(words, first, &which);
  if (status == BP_TEXT_OK) {
    status = bp_words_name(words, found, sizeof found);
  }
  sprintf(expected, "p%lu", point->id);
  if (status == BP_TEXT_OK && strcmp(found, expected) != 0) {
    return bp_words_refuse(words, 8, found, strlen(found), "the name of the point asked");
  }
  return status == BP_TEXT_OK ? bp_words_end(words) : status;
}

/* All numbers of the line, after those that are there. */
static bp_text_status read_row(bp_precision p, bp_words *words, double **v, size_t *n) {
  bp_text_status status = BP_TEXT_OK;
  do {
    if ((*n & (*n + 1)) == 0) {
      /* Room for twice as many. */
      double *more = *n >= BP_POINT_MAX ? NULL : realloc(*v, (2 * *n + 2) * sizeof **v);
      if (more == NULL) {
        return bp_text_fail(words->error, BP_TEXT_ERR_MEMORY, words->path, words->line, 0,
                            "out of memory, or more than %lu variables",
                            (unsigned long)BP_POINT_MAX);
      }
      *v = more;
    }
    status = bp_words_real(words, p, &(*v)[*n]);
    *n += status == BP_TEXT_OK ? 1 : 0;
  } while (status == BP_TEXT_OK && bp_words_more(words));
  return status;
}

/* Everything that was asked, of the length that it must have. */
static bp_text_status complete(const bp_point_answer *answer, const bp_point *point,
                               bp_words *words) {
  const char *missing = NULL;
  if (answer->refused) {
    return BP_TEXT_OK;
  }
  if ((point->want & BP_POINT_E) != 0 && !answer->has_E) {
    missing = "E, which was asked for";
  } else if ((point->want & BP_POINT_X) != 0 && answer->xs == 0) {
    missing = "x, which was asked for";
  } else if ((point->want & BP_POINT_GRADIENT) != 0 && answer->gs != point->n) {
    missing = "dE_dw with a number for each variable";
  }
  return missing == NULL ? BP_TEXT_OK
                         : bp_words_refuse(words, 1, words->text, words->length, missing);
}

bp_text_status bp_point_line(bp_point_answer *answer, const bp_point *point, bp_precision p,
                             bp_words *words, int *stage, int *ended) {
  static const char *const list[] = {"x", "E", "dE_dw", "refused", "end", NULL};
  int kind = 0;
  bp_text_status status;
  *ended = 0;
  if (*stage == 0) {
    *stage = 1;
    return begin(point, words);
  }
  status = bp_words_choice(words, list, &kind);
  if (status != BP_TEXT_OK) {
    return status;
  }
  switch (kind) {
  case 0:
    return read_row(p, words, &answer->x, &answer->xs);
  case 1:
    answer->has_E = 1;
    status = bp_words_real(words, p, &answer->E);
    return status == BP_TEXT_OK ? bp_words_end(words) : status;
  case 2:
    return read_row(p, words, &answer->g, &answer->gs);
  case 3:
    answer->refused = 1;
    return bp_words_rest(words, answer->why, sizeof answer->why);
  default:
    *ended = 1;
    status = bp_words_end(words);
    return status == BP_TEXT_OK ? complete(answer, point, words) : status;
  }
}

void bp_point_answer_free(bp_point_answer *answer) {
  free(answer->x);
  free(answer->g);
  memset(answer, 0, sizeof *answer);
}
