/* `bpv 1`: what is written reads back the same and is written again the same; everything else is
   refused with a message that says where and what is accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/bpv/reader.h"
#include "src/bpv/writer.h"

static const char *const good[] = {
    "# a comment before the header",
    "bpv 1",
    "name two cases",
    "corpus 1",
    "end",
    "case first.one",
    "group exact",
    "flags slope-missing sign",
    "note the smallest",
    "classes f64 bf16",
    "widths 2 1",
    "activations logistic",
    "scale 3fe0000000000000 # 0.5",
    "reduce sum",
    "eta 3ff0000000000000 # 1",
    "alpha 0000000000000000 # 0",
    "batch 1",
    "patterns 2",
    "s 1 3ff0000000000000 bff8000000000000 # 1 -1.5",
    "s 2 0000000000000000 0000000000000001 # 0 4.9406564584124654e-324",
    "t 1 3ff0000000000000",
    "t 2 0000000000000000",
    "w 1 1 0000000000000000 3fb999999999999a 3ff0000000000000 # 0 0.10000000000000001 1",
    "previous 1 1 0000000000000000 3fb999999999999a 3ff0000000000000",
    "want y w_new",
    "f64 y 1 1 3fe0000000000000:3fe0000000000001",
    "f64 w_new 2 1 1 0000000000000000 0000000000000000 3ff0000000000000",
    "bf16 E 2 3f80:3f81",
    "end",
    "case second",
    "widths 1 2 1",
    "activations tanh identity",
    "scale 3ff0000000000000",
    "reduce mean",
    "eta 7ff8000000000000 # nan",
    "alpha 0000000000000000",
    "batch 1",
    "patterns 1",
    "s 1 7ff0000000000000 # inf",
    "t 1 fff0000000000000 # -inf",
    "w 1 1 0000000000000000 0000000000000000",
    "w 1 2 0000000000000000 0000000000000000",
    "w 2 1 0000000000000000 0000000000000000 0000000000000000",
    "refuse",
    "end",
    NULL};

/* Feeds null-ended lines; cases go to c. Returns the status, and how many records are complete. */
static bp_text_status feed(bp_reader *reader, const char *const *lines, bp_case *c, size_t *cases,
                           bp_text_error *error) {
  size_t i;
  for (i = 0; lines[i] != NULL; i++) {
    bp_record_kind complete;
    const bp_text_status status =
        bp_reader_feed(reader, lines[i], strlen(lines[i]), &complete, error);
    if (status != BP_TEXT_OK) {
      return status;
    }
    if (complete == BP_RECORD_CASE) {
      bp_reader_take(reader, &c[(*cases)++]);
    }
  }
  return BP_TEXT_OK;
}

static char *written(const bp_header *header, const bp_case *c, size_t cases) {
  char *text = NULL;
  size_t length = 0, i;
  FILE *file = open_memstream(&text, &length);
  bp_header_write(file, header);
  for (i = 0; i < cases; i++) {
    bp_case_write(file, &c[i], BP_CASE_WHOLE);
  }
  fclose(file);
  return text;
}

/* Splits text into null-ended lines, in place. */
static void split(char *text, const char **lines, size_t most) {
  size_t n = 0;
  while (*text != '\0' && n + 1 < most) {
    char *end = strchr(text, '\n');
    *end = '\0';
    lines[n++] = text;
    text = end + 1;
  }
  lines[n] = NULL;
}

static void test_round_trip(void **state) {
  bp_reader reader;
  bp_text_error error;
  bp_case c[2], again[2];
  bp_header header;
  const char *lines[100];
  char *text, *second;
  char *kept;
  size_t cases = 0, i;
  (void)state;
  bp_reader_init(&reader, "good", NULL, NULL);
  if (feed(&reader, good, c, &cases, &error) != BP_TEXT_OK) {
    fail_msg("line %lu: %s", (unsigned long)error.line, error.message);
  }
  assert_int_equal(cases, 2);
  assert_string_equal(reader.header.name, "two cases");
  assert_int_equal(reader.header.corpus, 1);
  assert_int_equal(c[0].classes, 1 << BP_F64 | 1 << BP_BF16);
  assert_int_equal(c[0].want, 1 << BP_Q_Y | 1 << BP_Q_W_NEW);
  assert_true(c[0].w[1] == 0.1 && c[0].s[1] == -1.5 && c[0].previous[2] == 1.0);
  assert_true(c[0].expect[BP_F64].lo.v[BP_Q_Y][0] == 0.5);
  assert_true(c[0].expect[BP_F64].hi[BP_Q_Y][0] > 0.5);
  assert_true(c[0].expect[BP_BF16].hi[BP_Q_LOSS][1] == 1.0 + 1.0 / 128);
  assert_int_equal(c[0].expect[BP_F64].lo.given[BP_Q_W_NEW][5], 1);
  assert_int_equal(c[0].expect[BP_F64].lo.given[BP_Q_W_NEW][2], 0);
  assert_true(c[1].refuse && c[1].eta != c[1].eta);
  header = reader.header;
  text = written(&header, c, 2);
  kept = malloc(strlen(text) + 1);
  strcpy(kept, text);
  bp_reader_free(&reader);
  split(text, lines, 100);
  cases = 0;
  bp_reader_init(&reader, "again", NULL, NULL);
  if (feed(&reader, lines, again, &cases, &error) != BP_TEXT_OK) {
    fail_msg("again, line %lu: %s", (unsigned long)error.line, error.message);
  }
  second = written(&reader.header, again, 2);
  assert_string_equal(kept, second);
  for (i = 0; i < 2; i++) {
    bp_case_free(&c[i]);
    bp_case_free(&again[i]);
  }
  bp_reader_free(&reader);
  free(text);
  free(kept);
  free(second);
}

/* Everything that an implementation can say of itself is written as it is read. */
static void test_headers(void **state) {
  static const char sum[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  static const char *const texts[] = {
      "bpv 1\nname all\nclass f32\nulps 8\nscale outputs\nreduce sum\nbias -1\nmomentum "
      "none\norder after\nbatch 4\nend\n",
      "bpv 1\nclass f16\nscale half-outputs\nreduce mean\nmomentum average\nend\n",
      "bpv 1\nclass bf16\nscale 3fe0000000000000\nend\n"};
  char copy[256];
  const char *lines[20], *wrong[4] = {"bpv 1", NULL, NULL, NULL};
  bp_text_error error;
  size_t i, cases = 0;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    bp_reader reader;
    char *text;
    strcpy(copy, texts[i]);
    split(copy, lines, 20);
    bp_reader_init(&reader, "header", NULL, NULL);
    if (feed(&reader, lines, NULL, &cases, &error) != BP_TEXT_OK) {
      fail_msg("header %lu, line %lu: %s", (unsigned long)i, (unsigned long)error.line,
               error.message);
    }
    text = written(&reader.header, NULL, 0);
    assert_string_equal(text, texts[i]);
    free(text);
    bp_reader_free(&reader);
  }
  sprintf(copy, "sha256 %.63s", sum);
  for (i = 0; i < 4; i++) {
    static const char *const bad[] = {"scale halves", "scale 0000000000000000", "ulps 0"};
    bp_reader reader;
    wrong[1] = i < 3 ? bad[i] : copy;
    bp_reader_init(&reader, "header", NULL, NULL);
    assert_int_not_equal(feed(&reader, wrong, NULL, &cases, &error), BP_TEXT_OK);
    assert_int_equal(error.line, 2);
    assert_non_null(strstr(error.message, "accepted: "));
    bp_reader_free(&reader);
  }
}

/* The good text with line number `line` (from 1) replaced, or left out if null: refused there, or at
   the line after, with these words. */
static void refused_at(size_t line, const char *replacement, size_t where, const char *words) {
  const char *lines[sizeof good / sizeof good[0]];
  bp_reader reader;
  bp_text_error error;
  bp_case c[4];
  size_t cases = 0, n = 0, i;
  for (i = 0; good[i] != NULL; i++) {
    if (i + 1 != line) {
      lines[n++] = good[i];
    } else if (replacement != NULL) {
      lines[n++] = replacement;
    }
  }
  lines[n] = NULL;
  memset(&error, 0, sizeof error);
  bp_reader_init(&reader, "bad", NULL, NULL);
  if (feed(&reader, lines, c, &cases, &error) == BP_TEXT_OK) {
    fail_msg("line %lu as '%s' is accepted", (unsigned long)line, replacement);
  }
  if (error.line != where || strstr(error.message, words) == NULL) {
    fail_msg("line %lu as '%s': line %lu, %s", (unsigned long)line, replacement,
             (unsigned long)error.line, error.message);
  }
  for (i = 0; i < cases; i++) {
    bp_case_free(&c[i]);
  }
  bp_reader_free(&reader);
}

static void test_refusals(void **state) {
  (void)state;
  refused_at(2, "bpv 2", 2, "version, a count from 1 to 1");
  refused_at(2, "case first", 2, "accepted: bpv");
  refused_at(3, "colour red", 3, "accepted: name, class,");
  refused_at(4, "name again", 4, "each line of a header once");
  refused_at(6, "case First", 6, "a-z");
  refused_at(6, "case", 6, "the end of the line");
  refused_at(10, "classes f64 f64", 10, "different ones");
  refused_at(10, "classes f80", 10, "different ones");
  refused_at(11, "widths 2", 11, "width");
  refused_at(11, "widths 0 1", 11, "a count from 1 to");
  refused_at(11, "widths 16384 16384 1", 12,
             "accepted: logistic, tanh, identity, relu or leaky-relu");
  refused_at(11, NULL, 11, "accepted: widths");
  refused_at(12, "activations elu", 12, "identity, relu or leaky-relu");
  refused_at(12, "activations tanh tanh", 12, "the end of the line");
  refused_at(13, "scale 3fe0000000000000 # 0.6", 13, "0.5, which its bits denote");
  refused_at(13, "scale 0.5", 13, "16 of the digits");
  refused_at(13, "scale 3FE0000000000000", 13, "16 of the digits");
  refused_at(13, "scale 3fe000000000000", 13, "16 of the digits");
  refused_at(15, "eta 7ff8000000000000", 29, "out of range");
  refused_at(16, "alpha 3ff0000000000000", 29, "out of range");
  refused_at(18, "patterns 70000", 18, "a count from 1");
  refused_at(19, "s 2 3ff0000000000000 bff8000000000000", 19, "in their order");
  refused_at(19, "s 1 3ff0000000000000", 19, "another number");
  refused_at(19, "s 1 3ff0000000000000 bff8000000000000 # 1", 19, "which its bits denote");
  refused_at(19, "s 1 3ff0000000000000 bff8000000000000 # 1 -1.5 2", 19, "one decimal for each");
  refused_at(19, "s 1  3ff0000000000000 bff8000000000000", 19, "another number");
  refused_at(19, "s 1 3ff0000000000000 bff8000000000000 ", 19, "no space at the end");
  refused_at(20, NULL, 20, "another line s");
  refused_at(23, "w 1 2 0000000000000000 3fb999999999999a 3ff0000000000000", 23, "from 1 to 1");
  refused_at(24, "w 1 1 0000000000000000 3fb999999999999a 3ff0000000000000", 24, "in their order");
  refused_at(25, "want y y", 25, "different quantities");
  refused_at(26, "f64 z 1 1 3fe0000000000000", 26, "the name of a quantity");
  refused_at(26, "f64 y 3 1 3fe0000000000000", 26, "number of the pattern");
  refused_at(26, "f64 y 1 1 3fe0000000000001:3fe0000000000000", 26, "lower end");
  refused_at(26, "f64 y 1 1 3f80", 26, "16 of the digits");
  refused_at(27, "f64 y 1 1 3fe0000000000000", 27, "each row once");
  refused_at(28, "bf16 E 2 3f80:3f81:3f82", 28, "4 for bf16");
  refused_at(44, NULL, 44, "out of range");
  refused_at(45, "answer x", 45, "accepted: group");
  refused_at(45, "case\xff x", 45, "UTF-8");
}

static const bp_case *find(void *context, const char *id) {
  const bp_case *c = context;
  return strcmp(c->id, id) == 0 ? c : NULL;
}

/* Answers to the first good case: the lines after "answer first.one". */
static bp_text_status answer(const char *const *lines, bp_reader *reader, bp_text_error *error) {
  static const char *const start[] = {"bpv 1", "class f32", "end", "answer first.one", NULL};
  static bp_case c[2];
  size_t cases = 0;
  bp_text_status status;
  bp_reader source;
  bp_case_free(&c[0]);
  bp_case_free(&c[1]);
  bp_reader_init(&source, "good", NULL, NULL);
  assert_int_equal(feed(&source, good, c, &cases, error), BP_TEXT_OK);
  bp_reader_free(&source);
  bp_reader_init(reader, "answer", find, &c[0]);
  assert_int_equal(feed(reader, start, c, &cases, error), BP_TEXT_OK);
  status = feed(reader, lines, c, &cases, error);
  if (status == BP_TEXT_OK && reader->answer.reply == BP_REPLY_VALUES) {
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    bp_answer_write(file, &c[0], &reader->answer, BP_F32);
    fclose(file);
    assert_int_equal(strncmp(text, "answer first.one\n", 17), 0);
    free(text);
  }
  return status;
}

static void test_answers(void **state) {
  static const char *const values[] = {"y 2 1 3f000000",
                                       "w_new 1 1 1 3ff0000000000000 bf800000 7fc00001",
                                       "y 1 1 3e000000", "end", NULL};
  static const char *const refusal[] = {"refused eta is not a number", "end", NULL};
  static const char *const bad[][3] = {
      {"y 2 1 3f00", NULL, "8 for f32"},
      {"y 2 2 3f000000", NULL, "number of the layer, a count from 1 to 1"},
      {"y 0 1 3f000000", NULL, "number of the pattern"},
      {"y 2 1 3f000000", "y 2 1 3f000000", "each row once"},
      {"y 2 1 3f000000", "refused after all", "rows of numbers, or one line"},
      {"refused x", "skipped y", "rows of numbers, or one line"},
      {"e 1 3f000000 3f000000", NULL, "the end of the line"},
      {"garbage", NULL, "accepted: x, y,"},
      {"", NULL, "accepted: x, y,"},
  };
  bp_reader reader;
  bp_text_error error;
  size_t i;
  (void)state;
  assert_int_equal(answer(values, &reader, &error), BP_TEXT_OK);
  assert_true(reader.answer.values.v[BP_Q_Y][1] == 0.5 &&
              reader.answer.values.v[BP_Q_Y][0] == 0.125);
  assert_true(reader.answer.values.v[BP_Q_W_NEW][1] == -1.0);
  assert_true(reader.answer.values.v[BP_Q_W_NEW][2] != reader.answer.values.v[BP_Q_W_NEW][2]);
  assert_null(reader.answer.values.v[BP_Q_X]);
  bp_reader_free(&reader);
  assert_int_equal(answer(refusal, &reader, &error), BP_TEXT_OK);
  assert_int_equal(reader.answer.reply, BP_REPLY_REFUSED);
  assert_string_equal(reader.answer.why, "eta is not a number");
  bp_reader_free(&reader);
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    const char *lines[3];
    lines[0] = bad[i][0];
    lines[1] = bad[i][1];
    lines[2] = NULL;
    assert_int_not_equal(answer(lines, &reader, &error), BP_TEXT_OK);
    if (strstr(error.message, bad[i][2]) == NULL) {
      fail_msg("'%s': %s", bad[i][0], error.message);
    }
    bp_reader_free(&reader);
  }
}

/* Every number of the small classes goes to bits and back, and the neighbours of what lies between
   are right. */
static void test_precision(void **state) {
  int p;
  (void)state;
  for (p = BP_F32; p < BP_PRECISION_COUNT; p++) {
    const bp_precision q = (bp_precision)p;
    unsigned long code;
    double last = 0.0;
    for (code = 0; code < 0x8000; code++) {
      char text[BP_BITS_SIZE], back[BP_BITS_SIZE];
      double v = 0.0;
      sprintf(text, q == BP_F32 ? "%04lx0000" : "%04lx", code);
      assert_true(bp_precision_read(q, text, bp_precision_digits(q), &v));
      bp_precision_write(q, v, back);
      if (v != v) {
        continue;
      }
      assert_string_equal(text, back);
      assert_true(bp_precision_holds(q, v) && bp_precision_holds(q, -v));
      if (code > 0 && q != BP_F32 && v <= bp_precision_largest(q)) {
        const double middle = 0.5 * (last + v);
        assert_true(bp_precision_below(q, middle) == last && bp_precision_above(q, middle) == v);
        assert_true(bp_precision_below(q, -middle) == -v &&
                    bp_precision_above(q, -middle) == -last);
      }
      last = v;
    }
  }
  assert_true(bp_precision_above(BP_F16, 65505.0) > 1e300);
  assert_true(bp_precision_below(BP_F16, 65505.0) == 65504.0);
  assert_true(bp_precision_unit(BP_BF16) == 1.0 / 256 && bp_precision_tiny(BP_F16) * 16777216 == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_round_trip), cmocka_unit_test(test_headers),
      cmocka_unit_test(test_refusals),   cmocka_unit_test(test_answers),
      cmocka_unit_test(test_precision),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
