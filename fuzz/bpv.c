/* Cases in bpv 1: what is accepted is sane and is written back as it was; what is refused leaves
   nothing behind. Then the same bytes as answers to a case. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "src/bpv/reader.h"
#include "src/bpv/writer.h"
#include "text.h"

#define CASES 64

void fuzz_start(void) {
}

static void check_case(const bp_case *c) {
  size_t weights = 0, units = 0, l;
  FUZZ_CHECK(c->depth >= 1 && c->depth <= BP_CASE_DEPTH_MAX);
  for (l = 0; l < c->depth; l++) {
    FUZZ_CHECK(c->width[l] >= 1 && c->width[l + 1] >= 1 && c->width[l] <= BP_CASE_WIDTH_MAX);
    FUZZ_CHECK((int)c->f[l] >= 0 && c->f[l] < BP_ACTIVATION_COUNT);
    weights += (c->width[l] + 1) * c->width[l + 1];
    units += c->width[l + 1];
  }
  FUZZ_CHECK(weights == c->weights && units == c->units && weights <= BP_CASE_NUMBERS_MAX);
  FUZZ_CHECK(c->batch >= 1 && c->patterns >= 1 && c->patterns % c->batch == 0);
  FUZZ_CHECK(c->refuse || bp_range_peak(c->w, weights) <= BP_LIMIT);
  FUZZ_CHECK(strlen(c->id) > 0 && strlen(c->flags) < sizeof c->flags);
}

static char *written(const bp_header *header, const bp_case *c, size_t n, size_t *length) {
  char *text = NULL;
  FILE *file = open_memstream(&text, length);
  size_t i;
  FUZZ_CHECK(file != NULL);
  bp_header_write(file, header);
  for (i = 0; i < n; i++) {
    bp_case_write(file, &c[i], BP_CASE_WHOLE);
  }
  FUZZ_CHECK(fclose(file) == 0);
  return text;
}

/* Reads cases from lines; returns how many, at most CASES. *whole: nothing was refused. */
static size_t read_cases(char *text, size_t length, bp_header *header, bp_case *c, int *whole) {
  bp_reader reader;
  bp_text_error error;
  size_t n = 0, at = 0;
  bp_reader_init(&reader, "fuzz", NULL, NULL);
  *whole = 1;
  while (at < length && *whole && n < CASES) {
    char *end = memchr(text + at, '\n', length - at);
    const size_t size = end == NULL ? length - at : (size_t)(end - text) - at;
    bp_record_kind complete;
    char *line = malloc(size + 1);
    FUZZ_CHECK(line != NULL);
    memcpy(line, text + at, size);
    line[size] = '\0';
    *whole = bp_reader_feed(&reader, line, size, &complete, &error) == BP_TEXT_OK;
    FUZZ_CHECK(*whole || (error.message[0] != '\0' && error.line == reader.line));
    free(line);
    if (complete == BP_RECORD_CASE) {
      bp_reader_take(&reader, &c[n++]);
    }
    at += size + 1;
  }
  *whole = *whole && reader.inside == BP_RECORD_NONE && reader.records > 0;
  *header = reader.header;
  bp_reader_free(&reader);
  return n;
}

static const bp_case *find(void *context, const char *id) {
  (void)id;
  return context;
}

/* The bytes as lines of an answer to the case. */
static void answer(const bp_case *c, const char *text, size_t length) {
  static const char *const start[] = {"bpv 1", "class f32", "end", "answer x"};
  bp_reader reader;
  bp_text_error error;
  bp_record_kind complete;
  size_t at = 0, i;
  int right = 1;
  bp_reader_init(&reader, "fuzz", find, (void *)c);
  for (i = 0; i < 4; i++) {
    FUZZ_CHECK(bp_reader_feed(&reader, start[i], strlen(start[i]), &complete, &error) ==
               BP_TEXT_OK);
  }
  while (at < length && right) {
    const char *end = memchr(text + at, '\n', length - at);
    const size_t size = end == NULL ? length - at : (size_t)(end - text) - at;
    char *line = malloc(size + 1);
    FUZZ_CHECK(line != NULL);
    memcpy(line, text + at, size);
    line[size] = '\0';
    right = bp_reader_feed(&reader, line, size, &complete, &error) == BP_TEXT_OK;
    free(line);
    at += size + 1;
  }
  bp_reader_free(&reader);
}

void fuzz_one(const unsigned char *bytes, size_t size) {
  bp_case c[CASES], again[CASES];
  bp_header header, header_again;
  char *input = malloc(size + 1);
  int whole = 0;
  size_t n, i, m, length, length_again;
  FUZZ_CHECK(input != NULL);
  memcpy(input, bytes, size);
  input[size] = '\0';
  n = read_cases(input, size, &header, c, &whole);
  for (i = 0; i < n; i++) {
    check_case(&c[i]);
  }
  if (n > 0) {
    char *text = written(&header, c, n, &length), *second;
    answer(&c[0], input, size);
    m = read_cases(text, length, &header_again, again, &whole);
    FUZZ_CHECK(m == n && whole);
    second = written(&header_again, again, m, &length_again);
    FUZZ_CHECK(length == length_again && memcmp(text, second, length) == 0);
    free(text);
    free(second);
    for (i = 0; i < m; i++) {
      bp_case_free(&again[i]);
    }
  }
  for (i = 0; i < n; i++) {
    bp_case_free(&c[i]);
  }
  free(input);
}
