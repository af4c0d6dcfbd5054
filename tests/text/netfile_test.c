/* Network files: written and read back bit for bit, and everything else refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/text/bits.h"
#include "src/text/crc.h"
#include "src/text/netfile.h"
#include "tests/text/temp.h"

static const size_t widths[] = {2, 3, 2};
static const bp_activation activation[] = {BP_TANH, BP_LOGISTIC};

/* A model with something of everything. */
static bp_model make_model(void) {
  static const char *const label[] = {"yes", "n\"o\\ \xc3\xb6\t"};
  const double data[] = {1, 2, 3, 5, 4, 9};
  bp_text_error error;
  bp_model model;
  size_t i;
  assert_int_equal(bp_model_create(&model, 2, widths, activation, &error), BP_TEXT_OK);
  assert_int_equal(bp_scaling_fit(&model.input_scaling, BP_SCALING_STANDARD, data, 3, 2, &error),
                   BP_TEXT_OK);
  assert_int_equal(bp_scaling_fit(&model.target_scaling, BP_SCALING_MINMAX, data, 3, 2, &error),
                   BP_TEXT_OK);
  assert_int_equal(bp_model_set_labels(&model, 2, label, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_set_note(&model, "program", "0.1", &error), BP_TEXT_OK);
  assert_int_equal(bp_model_set_note(&model, "data", "a \"file\"\n\xff\\x", &error), BP_TEXT_OK);
  model.seed.high = 1;
  model.seed.low = 2;
  for (i = 0; i < model.net.weights; i++) {
    model.net.w[i] = (double)(i + 1) / 7.0 * (i % 2 == 0 ? 1.0 : -1.0);
  }
  model.net.w[0] = -0.0;
  model.net.w[1] = 5e-324;
  model.net.w[2] = BP_LIMIT;
  model.net.w[3] = -2.2250738585072011e-308;
  return model;
}

/* The text of a model, from malloc. */
static char *text_of(const bp_model *model, size_t *length) {
  bp_text_error error;
  char *text;
  assert_int_equal(bp_model_write(temp_path("model"), model, &error), BP_TEXT_OK);
  text = temp_read(temp_path("model"), length);
  assert_non_null(text);
  return text;
}

/* The same without flushing it to the disk. */
static char *quick_text_of(const bp_model *model, size_t *length) {
  FILE *file = fopen(temp_path("model"), "w");
  char *text;
  assert_non_null(file);
  assert_int_equal(bp_model_put(file, model), 0);
  assert_int_equal(fclose(file), 0);
  text = temp_read(temp_path("model"), length);
  assert_non_null(text);
  return text;
}

static void round_trip(void **state) {
  bp_model model = make_model(), back;
  bp_text_error error;
  size_t length, again_length;
  char *text = text_of(&model, &length), *again;
  (void)state;
  assert_int_equal(bp_model_read(temp_path("model"), &back, &error), BP_TEXT_OK);
  assert_int_equal(back.net.depth, 2);
  assert_memory_equal(back.widths, widths, sizeof widths);
  assert_memory_equal(back.activation, activation, sizeof activation);
  assert_int_equal(back.net.weights, model.net.weights);
  assert_memory_equal(back.net.w, model.net.w, model.net.weights * sizeof(double));
  assert_int_equal(back.input_scaling.kind, BP_SCALING_STANDARD);
  assert_memory_equal(back.input_scaling.offset, model.input_scaling.offset, 16);
  assert_memory_equal(back.input_scaling.factor, model.input_scaling.factor, 16);
  assert_memory_equal(back.target_scaling.factor, model.target_scaling.factor, 16);
  assert_int_equal(back.labels, 2);
  assert_string_equal(back.label[1], "n\"o\\ \xc3\xb6\t");
  assert_string_equal(bp_model_note(&back, "data"), "a \"file\"\n\xff\\x");
  assert_null(bp_model_note(&back, "none"));
  assert_true(back.seed.high == 1 && back.seed.low == 2);
  again = text_of(&back, &again_length);
  assert_int_equal(length, again_length);
  assert_memory_equal(text, again, length);
  free(text);
  free(again);
  bp_model_free(&model);
  bp_model_free(&back);
}

/* Shapes of one to many layers, with more units than a panel holds, and just as many; with scaled inputs and outputs that
   have names of one byte. */
static void shapes(void **state) {
  static const size_t shape[][5] = {{1, 1, 0, 0, 0}, {40, 33, 0, 0, 0}, {3, 65, 2, 0, 0},
                                    {1, 2, 3, 4, 5}, {7, 32, 31, 1, 0}, {2, 32, 0, 0, 0}};
  static const bp_activation f[] = {BP_IDENTITY, BP_TANH, BP_LOGISTIC, BP_IDENTITY};
  char name[40][2];
  const char *label[40];
  double data[80];
  size_t i, j;
  (void)state;
  for (i = 0; i < sizeof shape / sizeof shape[0]; i++) {
    size_t depth = 0, length, again_length;
    bp_model model, back;
    bp_text_error error;
    char *text, *again;
    while (depth < 4 && shape[i][depth + 1] != 0) {
      depth++;
    }
    assert_int_equal(bp_model_create(&model, depth, shape[i], f, &error), BP_TEXT_OK);
    for (j = 0; j < 80; j++) {
      data[j] = (double)(j * j);
    }
    assert_int_equal(
        bp_scaling_fit(&model.input_scaling, BP_SCALING_MINMAX, data, 2, shape[i][0], &error),
        BP_TEXT_OK);
    for (j = 0; j < 40; j++) {
      sprintf(name[j], "%c", '!' + (int)j);
      label[j] = name[j];
    }
    assert_int_equal(bp_model_set_labels(&model, shape[i][depth], label, &error), BP_TEXT_OK);
    for (j = 0; j < model.net.weights; j++) {
      model.net.w[j] = ldexp((double)(j * j + 1) / 3.0, (int)(j % 300) - 150);
    }
    text = text_of(&model, &length);
    assert_int_equal(bp_model_read(temp_path("model"), &back, &error), BP_TEXT_OK);
    assert_memory_equal(back.net.w, model.net.w, model.net.weights * sizeof(double));
    assert_memory_equal(back.input_scaling.factor, model.input_scaling.factor,
                        shape[i][0] * sizeof(double));
    assert_string_equal(back.label[shape[i][depth] - 1], label[shape[i][depth] - 1]);
    again = text_of(&back, &again_length);
    assert_string_equal(text, again);
    free(text);
    free(again);
    bp_model_free(&model);
    bp_model_free(&back);
  }
}

/* As many layers as there may be. */
static void deepest(void **state) {
  size_t ones[BP_MODEL_DEPTH_MAX + 1], l;
  bp_activation f[BP_MODEL_DEPTH_MAX];
  bp_model model, back;
  bp_text_error error;
  (void)state;
  for (l = 0; l < BP_MODEL_DEPTH_MAX; l++) {
    ones[l] = 1;
    f[l] = BP_TANH;
  }
  ones[BP_MODEL_DEPTH_MAX] = 1;
  assert_int_equal(bp_model_create(&model, BP_MODEL_DEPTH_MAX, ones, f, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_write(temp_path("deep"), &model, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_read(temp_path("deep"), &back, &error), BP_TEXT_OK);
  assert_memory_equal(back.widths, ones, sizeof ones);
  assert_memory_equal(back.activation, f, sizeof f);
  bp_model_free(&back);
  bp_model_free(&model);
}

/* An edit of the good file: the first `from` becomes `to`, and the line and words of the refusal.
 */
typedef struct edit {
  const char *from, *to;
  bp_text_status status;
  size_t line;
  const char *part;
} edit;

/* Makes the edit. With good_sum the checksum is made to fit again, so that it is not what refuses.
 */
static char *edited(const char *text, const edit *e, int good_sum, size_t *length) {
  const char *at = strstr(text, e->from);
  char *out = malloc(strlen(text) + strlen(e->to) + 16), *end;
  assert_non_null(at);
  assert_non_null(out);
  memcpy(out, text, (size_t)(at - text));
  strcpy(out + (at - text), e->to);
  strcat(out, at + strlen(e->from));
  end = strstr(out, "\nend ");
  if (good_sum && end != NULL && strrchr(end, ' ') != NULL) {
    char sum[16];
    sprintf(sum, "%08lx", bp_crc(0, out, (size_t)(end + 1 - out)));
    memcpy(strrchr(end, ' ') + 1, sum, 8);
  }
  *length = strlen(out);
  return out;
}

#define CONTENT BP_TEXT_ERR_CONTENT
#define SIZE BP_TEXT_ERR_SIZE
#define VALUE BP_TEXT_ERR_VALUE

#define ZEROS_60 "000000000000000000000000000000000000000000000000000000000000"
#define ZEROS "0000" ZEROS_60 /* 64 */

static const edit edits[] = {
    {"bpref-network 1", "bpref-network 2", CONTENT, 1, "found \"2\"; accepted: version 1"},
    {"bpref-network 1", "bpref-network", CONTENT, 1, "accepted: version 1"},
    {"bpref-network 1", "bpref-network 10", CONTENT, 1, "found \"10\""},
    {"bpref-network 1", "bpref-network 1 ", CONTENT, 1, "accepted: the end of the line"},
    {"bpref-network", "fann", CONTENT, 1, "found \"fann\"; accepted: the first line of a network"},
    {"bpref-network 1\n", "\n", CONTENT, 1, "found nothing; accepted: the first line of a network"},
    {"depth 2", "depth 0", SIZE, 2, "found \"0\"; accepted: depth from 1 to 1024"},
    {"depth 2", "depth -2", SIZE, 2, "\"-2\""},
    {"depth 2", "depth 1025", SIZE, 2, "\"1025\""},
    {"depth 2", "depth 99999999999999999999999999", SIZE, 2, "1 to 1024"},
    {"depth 2", "depth 02", SIZE, 2, "\"02\""},
    {"depth 2", "depth 2.0", SIZE, 2, "\"2.0\""},
    {"depth 2", "depth", CONTENT, 2, "found nothing"},
    {"depth 2", "depth 3", CONTENT, 3, "found nothing; accepted: a width"},
    {"depth 2", "depth 1", CONTENT, 3, "accepted: the end of the line"},
    {"depth 2\n", "", CONTENT, 2, "begins with the word depth"},
    {"widths 2 3 2", "widths 0 3 2", SIZE, 3, "found \"0\"; accepted: a width from 1 to 1048576"},
    {"widths 2 3 2", "widths 2 -3 2", SIZE, 3, "\"-3\""},
    {"widths 2 3 2", "widths 2 1048577 2", SIZE, 3, "\"1048577\""},
    {"widths 2 3 2", "widths 1048576 1048576 1048576", SIZE, 3, "too many weights; accepted"},
    {"widths 2 3 2", "widths 18446744073709551615 3 2", SIZE, 3, "1 to 1048576"},
    {"widths 2 3 2", "widths 2  3 2", CONTENT, 3, "found \" 3 2\"; accepted: a width"},
    {"widths 2 3 2", "widths 2\t3 2", SIZE, 3, "\"2\\x093\""},
    {"widths 2 3 2", "widths 2 3 2\nwidths 2 3 2", CONTENT, 4, "begins with the word activations"},
    {"tanh logistic", "tanh swish", CONTENT, 4,
     "found \"swish\"; accepted: an activation: logistic"},
    {"tanh logistic", "tanh", CONTENT, 4, "found nothing"},
    {"tanh logistic", "tanh tanh logistic", CONTENT, 4, "the end of the line"},
    {"tanh logistic", "tanh logisticlogisticlogisticlogistic", CONTENT, 4, "logisticlogistic"},
    {"seed 4294967298", "seed 18446744073709551616", CONTENT, 5, "accepted: a seed from 0"},
    {"seed 4294967298", "seed -1", CONTENT, 5, "\"-1\""},
    {"inputs standard", "inputs log", CONTENT, 6, "found \"log\"; accepted: a kind of scaling"},
    {"inputs standard", "inputs standard 1", CONTENT, 6, "the end of the line"},
    {"inputs standard", "inputs none", CONTENT, 7, "begins with the word targets"},
    {"input 1", "input 2", SIZE, 7, "found \"2\"; accepted: the column 1"},
    {"targets minmax", "targets none", CONTENT, 10, "begins with the word labels"},
    {"target 1 3ff0000000000000 1 3fd5555555555555 0.33333333333333331",
     "target 1 3ff0000000000000 1 0000000000000000 0", VALUE, 10, "accepted: a factor from"},
    {"target 1 3ff0000000000000 1 3fd5555555555555 0.33333333333333331",
     "target 1 3ff0000000000000 1 bfd5555555555555 -0.33333333333333331", VALUE, 10, "a factor"},
    {"target 1 3ff0000000000000", "target 1 7ff0000000000000", VALUE, 10, "accepted: an offset"},
    {"labels 2", "labels 1", SIZE, 12, "accepted: labels 0 or labels 2"},
    {"labels 2", "labels 3", SIZE, 12, "\"3\""},
    {"label 2", "label 1", SIZE, 14, "accepted: the label 2"},
    {"label 1 \"yes\"", "label 1 yes", CONTENT, 13, "in quotes"},
    {"label 1 \"yes\"", "label 1 \"yes", CONTENT, 13, "in quotes"},
    {"label 1 \"yes\"", "label 1 \"yes\" ", CONTENT, 13, "the end of the line"},
    {"label 1 \"yes\"", "label 1 \"\"", CONTENT, 13, "not empty"},
    {"label 1 \"yes\"", "label 1 \"y\tes\"", CONTENT, 13, "found \"\\x09es\\\"\"; accepted: text"},
    {"label 1 \"yes\"", "label 1 \"y\\\"", CONTENT, 13, "found nothing; accepted: text"},
    {"label 1 \"yes\"", "label 1 \"y\\x65s\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\x00s\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\x20s\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\x7es\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\x0", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\x01", CONTENT, 13, "found nothing; accepted: text"},
    {"label 1 \"yes\"", "label 1 \"" ZEROS ZEROS ZEROS ZEROS "\"", CONTENT, 13,
     "at most 255 bytes in quotes"},
    {"note program \"0.1\"", "note program", CONTENT, 16, "at most 1023 bytes in quotes"},
    {"note program \"0.1\"", "note program \"", CONTENT, 16,
     "found nothing; accepted: text of at most 1023 bytes in quotes"},
    {"label 1 \"yes\"", "label 1 \"y\\n\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\xC3\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\x\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"y\\", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"\xc3\xb6\"", CONTENT, 13, "escapes"},
    {"label 1 \"yes\"", "label 1 \"n\\\"o\\\\ \\xc3\\xb6\\x09\"", CONTENT, 14, "all different"},
    {"notes 2", "notes 65", SIZE, 15, "notes from 0 to 64"},
    {"notes 2", "notes 1", CONTENT, 17, "begins with the word weights"},
    {"note program", "note Program", CONTENT, 16, "the key of the note is \"Program\""},
    {"note program", "note aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", CONTENT, 16, "at most 31"},
    {"note program", "note aaa" ZEROS ZEROS ZEROS ZEROS_60, CONTENT, 16, "at most 31"},
    {"note data", "note program", CONTENT, 17, "a key that no note before has"},
    {"weights 17", "weights 16", SIZE, 18, "found \"16\"; accepted: weights 17"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 8000000000000000 0", CONTENT, 19,
     "the decimal \"0\" is not the number of the bits 8000000000000000 beside it"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 0000000000000000 -0", CONTENT, 19, "the decimal"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 8000000000000000 x", CONTENT, 19, "\"x\""},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 8000000000000000 -0." ZEROS ZEROS ZEROS ZEROS, SIZE,
     19, "accepted: words of at most 255 bytes"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 8000000000000000 -000" ZEROS ZEROS ZEROS ZEROS_60,
     SIZE, 19, "accepted: words of at most 255 bytes"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 8000000000000000", CONTENT, 19, "found nothing"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 8000000000000000 -0 1", CONTENT, 19,
     "end of the line"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 800000000000000 -0", CONTENT, 19, "16 hexadecimal"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 7ff8000000000000 nan", VALUE, 19, "not NaN"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 7ff0000000000000 inf", VALUE, 19, "a weight from"},
    {"w 1 1 0 8000000000000000 -0", "w 1 1 0 4c70000000000001 1.6069380442589906e+60", VALUE, 19,
     "a weight from -1.61e+60 to 1.61e+60"},
    {"w 1 1 0 8000000000000000 -0\n", "", SIZE, 19, "accepted: input 0"},
    {"w 1 1 1", "w 1 1 0", SIZE, 20, "found \"0\"; accepted: input 1"},
    {"w 1 2 0", "w 1 3 0", SIZE, 22, "found \"3\"; accepted: unit 2"},
    {"w 2 1 0", "w 1 1 0", SIZE, 28, "found \"1\"; accepted: layer 2"},
    {"w 2 1 0", "v 2 1 0", CONTENT, 28,
     "found \"v\"; accepted: a line that begins with the word w"},
    {"w 2 1 0", "\nw 2 1 0", CONTENT, 28, "found nothing"},
    {"w 2 1 0", "end", CONTENT, 28, "found \"end\""},
    {"end 17", "end 16", SIZE, 36, "found \"16\"; accepted: the number of weights 17"},
    {"end 17", "end", SIZE, 36, "the number of weights 17"}};

/* The line and column of an error are those of what it says has been found. */
static void assert_place(const char *text, const bp_text_error *error) {
  static const char found[] = "found ", decimal[] = "the decimal ";
  char line[2000], word[BP_QUOTE_SIZE], rest[BP_QUOTE_SIZE];
  const char *said = NULL, *begin = text;
  size_t n, column;
  if (strncmp(error->message, found, sizeof found - 1) == 0) {
    said = error->message + sizeof found - 1;
  } else if (strncmp(error->message, decimal, sizeof decimal - 1) == 0) {
    said = error->message + sizeof decimal - 1;
  }
  assert_int_equal(error->column > 0, said != NULL);
  if (said == NULL) {
    return;
  }
  for (n = 1; n < error->line; n++) {
    begin = strchr(begin, '\n') + 1;
  }
  n = strcspn(begin, "\n");
  assert_true(n < sizeof line);
  memcpy(line, begin, n);
  line[n] = '\0';
  column = error->column - 1;
  assert_true(column <= n);
  if (column == n) {
    assert_memory_equal(said, "nothing;", 8);
    return;
  }
  bp_text_quote(line + column, strcspn(line + column, " "), word);
  bp_text_quote(line + column, n - column, rest);
  assert_true(strncmp(said, word, strlen(word)) == 0 || strncmp(said, rest, strlen(rest)) == 0);
}

static void check_refused(const char *text, size_t length, const edit *e) {
  const char *path = temp_write("bad", text, length);
  bp_text_error error;
  bp_model model;
  const bp_text_status status = bp_model_read(path, &model, &error);
  if (status != e->status || error.line != e->line || strstr(error.message, e->part) == NULL) {
    print_error("%s -> %s:\nstatus %d, line %lu: %s\nexpected %d, %lu: %s\n", e->from, e->to,
                (int)status, (unsigned long)error.line, status == BP_TEXT_OK ? "" : error.message,
                (int)e->status, (unsigned long)e->line, e->part);
    fail();
  }
  assert_string_equal(error.path, path);
  assert_non_null(strstr(error.message, "accepted: "));
  assert_place(text, &error);
  assert_null(model.net.w);
  assert_null(model.widths);
  assert_int_equal(model.notes, 0);
}

static void edits_refused(void **state) {
  bp_model model = make_model();
  size_t length, i;
  char *text = text_of(&model, &length);
  (void)state;
  for (i = 0; i < sizeof edits / sizeof edits[0]; i++) {
    char *bad = edited(text, &edits[i], 1, &length);
    check_refused(bad, length, &edits[i]);
    free(bad);
  }
  bp_model_free(&model);
  free(text);
}

/* What is in order line by line but not what was written. */
static void checksum_refused(void **state) {
  static const edit cases[] = {
      {"label 1 \"yes\"", "label 1 \"yet\"", CONTENT, 36, "the file has been changed"},
      {"seed 4294967298", "seed 4294967299", CONTENT, 36, "checksum"},
      {"w 1 1 0 8000000000000000 -0", "w 1 1 0 0000000000000000 0", CONTENT, 36, "checksum"},
      {"tanh logistic", "tanh identity", CONTENT, 36, "checksum"}};
  bp_model model = make_model();
  size_t length, i;
  char *text = text_of(&model, &length);
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *bad = edited(text, &cases[i], 0, &length);
    check_refused(bad, length, &cases[i]);
    free(bad);
  }
  bp_model_free(&model);
  free(text);
}

static void rest_refused(void **state) {
  static const edit garbage = {"(after the end)", "x", CONTENT, 37, "the end of the file after"};
  static const edit blank = {"(after the end)", "", CONTENT, 37, "the end of the file after"};
  bp_model model = make_model();
  size_t length;
  char *text = text_of(&model, &length), *more = malloc(length + 8);
  (void)state;
  assert_non_null(more);
  strcpy(more, text);
  strcat(more, "x");
  check_refused(more, length + 1, &garbage);
  strcpy(more + length, "\n");
  check_refused(more, length + 1, &blank);
  bp_model_free(&model);
  free(text);
  free(more);
}

/* The longest texts and words, and every byte in a text. */
static void longest(void **state) {
  static const edit word = {"w 1 1 0 8000000000000000 -0",
                            "w 1 1 0 8000000000000000 -00" ZEROS ZEROS ZEROS ZEROS_60, BP_TEXT_OK,
                            0, ""};
  bp_model model = make_model(), back;
  char value[BP_NOTE_VALUE_MAX + 1], bytes[256], label[BP_LABEL_MAX + 1], *text, *good;
  const char *labels[2];
  bp_text_error error;
  size_t length, i;
  (void)state;
  memset(value, '"', sizeof value - 1);
  value[sizeof value - 1] = '\0';
  memset(label, ' ', sizeof label - 1);
  label[sizeof label - 1] = '\0';
  for (i = 0; i < 255; i++) {
    bytes[i] = (char)(unsigned char)(i + 1);
  }
  bytes[255] = '\0';
  labels[0] = label;
  labels[1] = bytes;
  assert_int_equal(bp_model_set_labels(&model, 2, labels, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_set_note(&model, "long", value, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_set_note(&model, "bytes", bytes, &error), BP_TEXT_OK);
  text = text_of(&model, &length);
  for (i = 0; i < length; i++) {
    assert_true(text[i] == '\n' || (text[i] >= ' ' && text[i] <= '~'));
  }
  good = edited(text, &word, 1, &length);
  assert_int_equal(bp_model_read(temp_write("good", good, length), &back, &error), BP_TEXT_OK);
  assert_string_equal(back.label[0], label);
  assert_string_equal(back.label[1], bytes);
  assert_string_equal(bp_model_note(&back, "long"), value);
  assert_string_equal(bp_model_note(&back, "bytes"), bytes);
  bp_model_free(&back);
  bp_model_free(&model);
  free(text);
  free(good);
}

/* Every beginning of the file but that without the last line end is refused. */
static void truncations_refused(void **state) {
  bp_model model = make_model(), back;
  bp_text_error error;
  size_t length, i, lines = 0;
  char *text = text_of(&model, &length);
  (void)state;
  for (i = 0; i < length - 1; i++) {
    assert_int_not_equal(bp_model_read(temp_write("bad", text, i), &back, &error), BP_TEXT_OK);
    assert_true(error.line > 0);
    lines += i > 0 && text[i - 1] == '\n' ? 1 : 0;
    if (strstr(error.message, "ends too early") == NULL) {
      char *cut = calloc(i + 1, 1);
      assert_non_null(cut);
      memcpy(cut, text, i);
      assert_place(cut, &error);
      free(cut);
    } else {
      assert_int_equal(error.line, lines + (i > 0 && text[i - 1] != '\n' ? 2 : 1));
      assert_int_equal(error.column, 0);
    }
    assert_null(back.net.w);
  }
  assert_int_equal(bp_model_read(temp_write("bad", text, length - 1), &back, &error), BP_TEXT_OK);
  bp_model_free(&back);
  bp_model_free(&model);
  free(text);
}

/* Any one byte changed, removed or put in: refused, or read as the same model. */
static void corruptions(void **state) {
  bp_model model = make_model(), back;
  bp_text_error error;
  unsigned long draw = 1, refused = 0, equal = 0;
  size_t length, again_length, i;
  char *text = text_of(&model, &length), *bad = malloc(length + 2), *again;
  (void)state;
  assert_non_null(bad);
  for (i = 0; i < 6 * length; i++) {
    const size_t at = i % length, kind = i / length;
    size_t bad_length = length;
    draw = (draw * 1103515245ul + 12345ul) & 0x7ffffffful;
    memcpy(bad, text, length);
    if (kind == 0) {
      memmove(bad + at, bad + at + 1, --bad_length - at);
    } else if (kind == 1) {
      memmove(bad + at + 1, bad + at, bad_length++ - at);
      bad[at] = (char)(unsigned char)(draw >> 16);
    } else {
      bad[at] = (char)(unsigned char)(bad[at] ^ (kind < 5 ? 1 << (draw >> 16) % 8 : 0xff));
    }
    if (bp_model_read(temp_write("bad", bad, bad_length), &back, &error) != BP_TEXT_OK) {
      assert_true(error.line > 0);
      assert_null(back.net.w);
      refused++;
      continue;
    }
    again = quick_text_of(&back, &again_length);
    assert_string_equal(again, text);
    free(again);
    bp_model_free(&back);
    equal++;
  }
  assert_true(refused > 5 * length);
  assert_true(equal < length / 10);
  bp_model_free(&model);
  free(text);
  free(bad);
}

/* Line ends of another system and a byte order mark change nothing. */
static void other_line_ends(void **state) {
  bp_model model = make_model(), back;
  bp_text_error error;
  size_t length, again_length, i, n = 3;
  char *text = text_of(&model, &length), *crlf = malloc(2 * length + 3), *again;
  (void)state;
  assert_non_null(crlf);
  memcpy(crlf, "\xef\xbb\xbf", 3);
  for (i = 0; i < length; i++) {
    if (text[i] == '\n') {
      crlf[n++] = '\r';
    }
    crlf[n++] = text[i];
  }
  assert_int_equal(bp_model_read(temp_write("crlf", crlf, n), &back, &error), BP_TEXT_OK);
  again = text_of(&back, &again_length);
  assert_string_equal(text, again);
  bp_model_free(&model);
  bp_model_free(&back);
  free(text);
  free(crlf);
  free(again);
}

static void assert_not_written(const bp_model *model, bp_text_status status, const char *message) {
  bp_text_error error;
  assert_int_equal(bp_model_write(temp_path("model"), model, &error), status);
  assert_string_equal(error.path, temp_path("model"));
  assert_true(error.line == 0 && error.column == 0);
  assert_string_equal(error.message, message);
}

#define NO_WEIGHT "; accepted: a number of magnitude up to 2^200"
#define NO_SCALING "; accepted: an offset of magnitude up to 2^200, a factor from 2^-201 to 2^200"

static void bad_models_not_written(void **state) {
  bp_model model = make_model(), back;
  bp_text_error error;
  size_t length, after, i;
  char *text = text_of(&model, &length), *now;
  double *w, *number[4];
  const size_t at[][3] = {{0, 0, 0}, {1, 0, 3}, {1, 1, 3}, {1, 1, 2}};
  (void)state;
  number[0] = &model.input_scaling.offset[0];
  number[1] = &model.input_scaling.offset[1];
  number[2] = &model.target_scaling.factor[0];
  number[3] = &model.target_scaling.factor[1];
  for (i = 0; i < 4; i++) {
    char message[300];
    w = &model.net.w[bp_net_weight_index(&model.net, at[i][0], at[i][1], at[i][2])];
    /* Some compilers' NAN is negative. */
    assert_true(bp_bits_read("7ff8000000000000", w));
    sprintf(message, "not saved: the weight of layer %u, unit %u, input %u is nan" NO_WEIGHT,
            (unsigned)at[i][0] + 1, (unsigned)at[i][1] + 1, (unsigned)at[i][2]);
    assert_not_written(&model, VALUE, message);
    *w = 0.0;
  }
  *w = 2.0 * BP_LIMIT;
  assert_not_written(&model, VALUE,
                     "not saved: the weight of layer 2, unit 2, input 2 is 3.21388e+60" NO_WEIGHT);
  *w = 0.0;
  for (i = 0; i < 4; i++) {
    const double before = *number[i];
    char message[300];
    *number[i] = -2.0 * BP_LIMIT;
    sprintf(message, "not saved: the scaling of the %s has offset %g and factor %g in column %u%s",
            i < 2 ? "inputs" : "targets",
            i < 2 ? model.input_scaling.offset[i] : model.target_scaling.offset[i - 2],
            i < 2 ? model.input_scaling.factor[i] : model.target_scaling.factor[i - 2],
            (unsigned)i % 2 + 1, NO_SCALING);
    assert_not_written(&model, VALUE, message);
    *number[i] = before;
  }
  model.input_scaling.factor[1] = 0.99 * BP_FACTOR_MIN;
  assert_int_equal(bp_model_write(temp_path("model"), &model, &error), VALUE);
  model.input_scaling.factor[1] = 1.0;
  model.target_scaling.columns = 1;
  assert_not_written(&model, SIZE,
                     "not saved: the scaling of the targets is of 1 columns; accepted: 2");
  model.target_scaling.columns = 2;
  model.input_scaling.kind = BP_SCALING_NONE;
  assert_not_written(&model, SIZE,
                     "not saved: the scaling of the inputs is of 2 columns; accepted: 0");
  model.input_scaling.kind = BP_SCALING_MINMAX;
  now = temp_read(temp_path("model"), &after);
  assert_string_equal(now, text);
  free(now);
  /* What is at the limits is written, and read back. */
  *w = -BP_LIMIT;
  model.input_scaling.factor[0] = BP_LIMIT;
  model.input_scaling.factor[1] = BP_FACTOR_MIN;
  model.target_scaling.offset[0] = BP_LIMIT;
  model.target_scaling.offset[1] = -BP_LIMIT;
  assert_int_equal(bp_model_write(temp_path("model"), &model, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_read(temp_path("model"), &back, &error), BP_TEXT_OK);
  assert_memory_equal(back.net.w, model.net.w, model.net.weights * sizeof(double));
  assert_true(back.input_scaling.factor[1] == BP_FACTOR_MIN &&
              back.target_scaling.offset[1] == -BP_LIMIT);
  bp_model_free(&back);
  bp_model_free(&model);
  free(text);
}

/* A network is written whatever it has computed: net inputs may be beyond what weights may be. */
static void computed_numbers(void **state) {
  static const size_t panel[] = {1, 32};
  static const bp_activation f[] = {BP_LOGISTIC};
  const double one = 1.0;
  bp_model model;
  bp_text_error error;
  size_t k, j;
  (void)state;
  assert_int_equal(bp_model_create(&model, 1, panel, f, &error), BP_TEXT_OK);
  for (k = 0; k < 32; k++) {
    for (j = 0; j < 2; j++) {
      assert_int_equal(bp_net_set_weight(&model.net, 0, k, j, BP_LIMIT), BP_OK);
    }
  }
  assert_int_equal(bp_net_forward(&model.net, &one), BP_OK);
  assert_true(model.net.x[0] == 2.0 * BP_LIMIT);
  assert_int_equal(bp_model_write(temp_path("model"), &model, &error), BP_TEXT_OK);
  bp_model_free(&model);
}

static void setters_refuse(void **state) {
  static const char *const same[] = {"a", "a"}, *const empty[] = {"a", ""};
  static const size_t large[] = {1048576, 1048576}, zero[] = {1, 0};
  static const bp_activation unknown[] = {BP_TANH, BP_ACTIVATION_COUNT};
  bp_model model = make_model(), none;
  bp_text_error error;
  char value[BP_NOTE_VALUE_MAX + 2], key[8];
  size_t i;
  (void)state;
  assert_int_equal(bp_model_create(&none, 0, widths, activation, &error), SIZE);
  assert_int_equal(bp_model_create(&none, 1025, widths, activation, &error), SIZE);
  assert_int_equal(bp_model_create(&none, 1, large, activation, &error), SIZE);
  assert_int_equal(bp_model_create(&none, 1, zero, activation, &error), SIZE);
  assert_int_equal(bp_model_create(&none, 2, widths, unknown, &error), CONTENT);
  assert_null(none.net.w);
  assert_int_equal(bp_model_set_labels(&model, 2, same, &error), CONTENT);
  assert_int_equal(bp_model_set_labels(&model, 2, empty, &error), SIZE);
  assert_int_equal(bp_model_set_labels(&model, 1, same, &error), SIZE);
  assert_string_equal(model.label[0], "yes");
  assert_int_equal(bp_model_set_labels(&model, 0, NULL, &error), BP_TEXT_OK);
  assert_int_equal(model.labels, 0);
  assert_int_equal(bp_model_set_note(&model, "a b", "x", &error), CONTENT);
  assert_int_equal(bp_model_set_note(&model, "", "x", &error), CONTENT);
  memset(value, 'x', sizeof value - 1);
  value[sizeof value - 1] = '\0';
  assert_int_equal(bp_model_set_note(&model, "long", value, &error), SIZE);
  assert_int_equal(bp_model_set_note(&model, "program", "0.2", &error), BP_TEXT_OK);
  assert_int_equal(model.notes, 2);
  assert_string_equal(bp_model_note(&model, "program"), "0.2");
  for (i = 2; i < BP_MODEL_NOTES_MAX; i++) {
    sprintf(key, "k%u", (unsigned)i);
    assert_int_equal(bp_model_set_note(&model, key, value + 2, &error), BP_TEXT_OK);
  }
  assert_int_equal(bp_model_set_note(&model, "more", "x", &error), SIZE);
  assert_int_equal(bp_model_write(temp_path("full"), &model, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_read(temp_path("full"), &none, &error), BP_TEXT_OK);
  assert_int_equal(none.notes, BP_MODEL_NOTES_MAX);
  bp_model_free(&none);
  bp_model_free(&model);
}

/* The CRC-32 of "123456789", the check value of its catalogue. */
static void crc(void **state) {
  (void)state;
  assert_true(bp_crc(0, "123456789", 9) == 0xcbf43926ul);
  assert_true(bp_crc(bp_crc(0, "1234", 4), "56789", 5) == 0xcbf43926ul);
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(round_trip),
                                     cmocka_unit_test(shapes),
                                     cmocka_unit_test(deepest),
                                     cmocka_unit_test(edits_refused),
                                     cmocka_unit_test(checksum_refused),
                                     cmocka_unit_test(rest_refused),
                                     cmocka_unit_test(longest),
                                     cmocka_unit_test(truncations_refused),
                                     cmocka_unit_test(corruptions),
                                     cmocka_unit_test(other_line_ends),
                                     cmocka_unit_test(bad_models_not_written),
                                     cmocka_unit_test(computed_numbers),
                                     cmocka_unit_test(setters_refuse),
                                     cmocka_unit_test(crc)};
  return cmocka_run_group_tests(tests, NULL, remove_files);
}
