#include "answer.h"

#include <string.h>

#include "src/bpv/reader.h"
#include "src/bpv/writer.h"
#include "src/conform/reference.h"

/* How many numbers of an answer are not as the case expects them. */
static long count_wrong(const bp_case *c, const bp_answer *answer) {
  const bp_intervals *expect = &c->expect[BP_F64];
  long wrong = 0;
  int q;
  if (answer->reply == BP_REPLY_SKIPPED) {
    return 0;
  }
  if ((answer->reply == BP_REPLY_REFUSED) != (c->refuse != 0)) {
    return 1;
  }
  for (q = 0; q < BP_Q_COUNT; q++) {
    const size_t n = bp_case_count(c, (bp_quantity)q);
    size_t i;
    if (answer->values.v[q] == NULL || expect->lo.v[q] == NULL) {
      continue;
    }
    for (i = 0; i < n; i++) {
      const double v = answer->values.v[q][i];
      wrong += expect->lo.given[q][i] && !(v >= expect->lo.v[q][i] && v <= expect->hi[q][i]);
    }
  }
  return wrong;
}

/* Answers one. */
static long answer_case(const bp_case *c, FILE *out) {
  bp_answer answer;
  long wrong;
  memset(&answer, 0, sizeof answer);
  strcpy(answer.id, c->id);
  if (!bp_reference_answer(NULL, c, &answer)) {
    fprintf(stderr, "portable: out of memory\n");
    return -1;
  }
  bp_answer_write(out, c, &answer, BP_F64);
  wrong = count_wrong(c, &answer);
  if (wrong != 0) {
    fprintf(stderr, "portable: case %s: %ld numbers are not as expected\n", c->id, wrong);
  }
  bp_answer_free(&answer);
  return wrong;
}

long answer_cases(const char *path, FILE *out) {
  bp_text_error error;
  bp_reader reader;
  bp_lines lines;
  bp_record_kind kind = BP_RECORD_HEADER;
  bp_text_status status = bp_lines_open(&lines, path, &error);
  long wrong = 0, more;
  bp_reader_init(&reader, path, NULL, NULL);
  while (status == BP_TEXT_OK && kind != BP_RECORD_NONE && wrong >= 0) {
    status = bp_reader_next(&reader, &lines, &kind, &error);
    if (status == BP_TEXT_OK && kind == BP_RECORD_CASE) {
      more = answer_case(&reader.c, out);
      wrong = more < 0 ? -1 : wrong + more;
    }
  }
  bp_reader_free(&reader);
  if (status != BP_TEXT_OK) {
    char line[BP_TEXT_LINE_SIZE];
    bp_text_error_line(&error, line);
    fprintf(stderr, "portable: %s\n", line);
    wrong = -1;
  }
  bp_lines_close(&lines);
  return wrong;
}
