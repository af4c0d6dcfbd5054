#include "words.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

#include "src/text/number.h"

void bp_words_take(bp_words *words, const char *path, size_t line, const char *text, size_t length,
                   bp_text_error *error) {
  const char *mark = strstr(text, " #");
  words->path = path;
  words->line = line;
  words->text = text;
  words->length = length;
  words->comment = NULL;
  words->at = 0;
  words->error = error;
  if (mark != NULL) {
    words->length = (size_t)(mark - text);
    words->comment = mark + (mark[2] == ' ' ? 3 : 2);
  }
}

int bp_words_more(const bp_words *words) {
  return words->at < words->length;
}

bp_text_status bp_words_refuse(const bp_words *words, size_t column, const char *found,
                               size_t length, const char *accepted) {
  char quote[BP_QUOTE_SIZE];
  return bp_text_fail(
      words->error, BP_TEXT_ERR_CONTENT, words->path, words->line, column, "found %s; accepted: %s",
      length == 0 ? "the end of the line" : bp_text_quote(found, length, quote), accepted);
}

bp_text_status bp_words_next(bp_words *words, const char *accepted, const char **word,
                             size_t *length) {
  const size_t start = words->at;
  size_t end = start;
  while (end < words->length && words->text[end] != ' ') {
    end++;
  }
  *word = words->text + start;
  *length = end - start;
  if (end == start) {
    return bp_words_refuse(words, start + 1, *word, start < words->length ? 1 : 0, accepted);
  }
  words->at = end < words->length ? end + 1 : end;
  if (end + 1 == words->length) {
    return bp_words_refuse(words, end + 1, " ", 1, "no space at the end of a line");
  }
  return BP_TEXT_OK;
}

static void list_words(const char *const *list, char *out, size_t size) {
  size_t i;
  out[0] = '\0';
  for (i = 0; list[i] != NULL; i++) {
    const size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s",
             i == 0                ? ""
             : list[i + 1] == NULL ? " or "
                                   : ", ",
             list[i]);
  }
}

bp_text_status bp_words_choice(bp_words *words, const char *const *list, int *choice) {
  char accepted[256];
  const char *word = "";
  size_t length = 0, i;
  bp_text_status status;
  list_words(list, accepted, sizeof accepted);
  status = bp_words_next(words, accepted, &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  for (i = 0; list[i] != NULL; i++) {
    if (strlen(list[i]) == length && memcmp(list[i], word, length) == 0) {
      *choice = (int)i;
      return BP_TEXT_OK;
    }
  }
  return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, length, accepted);
}

bp_text_status bp_words_count(bp_words *words, const char *name, size_t low, size_t high,
                              size_t *n) {
  char accepted[128];
  const char *word = "";
  size_t length = 0;
  bp_text_status status;
  sprintf(accepted, "%.60s, a count from %lu to %lu", name, (unsigned long)low,
          (unsigned long)high);
  status = bp_words_next(words, accepted, &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (bp_count_read(word, length, high, n) != NULL || *n < low) {
    return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, length, accepted);
  }
  return BP_TEXT_OK;
}

static bp_text_status refuse_real(bp_words *words, bp_precision p, const char *word,
                                  size_t length) {
  char accepted[160];
  if (p == BP_F64) {
    sprintf(accepted, "the bits of a number, 16 of the digits 0-9 and a-f");
  } else {
    sprintf(accepted,
            "the bits of a number, of the digits 0-9 and a-f: 16 for a double or %lu for %s",
            (unsigned long)bp_precision_digits(p), bp_precision_name(p));
  }
  return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, length, accepted);
}

bp_text_status bp_words_real(bp_words *words, bp_precision p, double *v) {
  const char *word = "";
  size_t length = 0;
  const bp_text_status status = bp_words_next(words, "another number, as its bits", &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (!bp_precision_read(BP_F64, word, length, v) && !bp_precision_read(p, word, length, v)) {
    return refuse_real(words, p, word, length);
  }
  return BP_TEXT_OK;
}

bp_text_status bp_words_interval(bp_words *words, bp_precision p, double *lo, double *hi) {
  const char *word = "";
  const size_t digits = bp_precision_digits(p);
  size_t length = 0;
  const bp_text_status status =
      bp_words_next(words, "another interval, LO:HI as bits", &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (bp_precision_read(p, word, length, lo)) {
    *hi = *lo;
  } else if (length != 2 * digits + 1 || word[digits] != ':' ||
             !bp_precision_read(p, word, digits, lo) ||
             !bp_precision_read(p, word + digits + 1, digits, hi)) {
    return refuse_real(words, p, word, length);
  }
  if (!(*lo <= *hi)) {
    return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, length,
                           "an interval whose lower end is not above its upper end");
  }
  return BP_TEXT_OK;
}

static int is_name(const char *word, size_t length) {
  size_t i;
  for (i = 0; i < length; i++) {
    if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-._", word[i]) == NULL) {
      return 0;
    }
  }
  return 1;
}

bp_text_status bp_words_name(bp_words *words, char *out, size_t size) {
  const char *word = "";
  size_t length = 0;
  const bp_text_status status = bp_words_next(words, "a name", &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (length >= size || !is_name(word, length)) {
    char accepted[96];
    sprintf(accepted, "a name of a-z, 0-9, '-', '.' and '_', of at most %lu bytes",
            (unsigned long)size - 1);
    return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, length, accepted);
  }
  memcpy(out, word, length);
  out[length] = '\0';
  return BP_TEXT_OK;
}

bp_text_status bp_words_rest(bp_words *words, char *out, size_t size) {
  const size_t length = words->length - words->at;
  const char *text = words->text + words->at;
  if (length == 0 || length >= size) {
    char accepted[64];
    sprintf(accepted, "text of 1 to %lu bytes", (unsigned long)size - 1);
    return bp_words_refuse(words, words->at + 1, text, length, accepted);
  }
  memcpy(out, text, length);
  out[length] = '\0';
  words->at = words->length;
  return BP_TEXT_OK;
}

bp_text_status bp_words_end(bp_words *words) {
  if (words->at < words->length) {
    return bp_words_refuse(words, words->at + 1, words->text + words->at, words->length - words->at,
                           "the end of the line");
  }
  return BP_TEXT_OK;
}

void bp_words_decimal(double v, char out[BP_NUMBER_SIZE]) {
  if (v != v) {
    sprintf(out, "nan");
  } else if (v > DBL_MAX || v < -DBL_MAX) {
    sprintf(out, "%s", v > 0.0 ? "inf" : "-inf");
  } else {
    bp_number_write(v, out);
  }
}

/* Whether a decimal denotes v. Numbers beyond BP_LIMIT are not read, so they are compared as text.
 */
static int denotes(const char *word, size_t length, double v) {
  char text[BP_NUMBER_SIZE];
  double back = 0.0;
  bp_words_decimal(v, text);
  return (strlen(text) == length && memcmp(text, word, length) == 0) ||
         (bp_number_read(word, length, &back) == NULL && back == v);
}

bp_text_status bp_words_comment(bp_words *words, const double *v, size_t n) {
  const char *word = words->comment;
  size_t i;
  for (i = 0; word != NULL && i < n; i++) {
    const size_t length = strcspn(word, " ");
    if (!denotes(word, length, v[i])) {
      char accepted[96], decimal[BP_NUMBER_SIZE];
      bp_words_decimal(v[i], decimal);
      sprintf(accepted, "%s, which its bits denote, or no comment", decimal);
      return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, length, accepted);
    }
    word += length + (word[length] == ' ' ? 1 : 0);
  }
  if (word != NULL && *word != '\0') {
    return bp_words_refuse(words, (size_t)(word - words->text) + 1, word, strlen(word),
                           "one decimal for each number");
  }
  return BP_TEXT_OK;
}
