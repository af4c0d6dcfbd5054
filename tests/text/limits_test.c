/* The ends of what is accepted, in every module: as much as that and no more, and what is none of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/text/bits.h"
#include "src/text/csv.h"
#include "src/text/grow.h"
#include "src/text/label.h"
#include "src/text/lines.h"
#include "src/text/netfile.h"
#include "src/text/number.h"
#include "tests/text/temp.h"

/* Memory that no machine has is refused here, not by a sanitizer. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
  return "allocator_may_return_null=1";
}

static void arrays(void **state) {
  size_t room = 3;
  (void)state;
  assert_null(bp_grow(NULL, &room, (size_t)-1 / 2 / 8 + 1, 8));
  assert_int_equal(room, 3);
  room = (size_t)-1 / 2 / 8 - 1; /* twice that is too much: all there may be is asked for */
  assert_null(bp_grow(NULL, &room, room + 1, 8));
  assert_int_equal(room, (size_t)-1 / 2 / 8 - 1);
  room = 0; /* so many that their bytes, counted in a size_t, are few again */
  assert_null(bp_grow(NULL, &room, (size_t)-1 / 16 + 2, 16));
  assert_int_equal(room, 0);
}

static void set_of_labels(void **state) {
  bp_labels labels;
  char name[16];
  size_t i;
  (void)state;
  memset(&labels, 0, sizeof labels);
  for (i = 0; i < BP_LABELS_MAX; i++) {
    sprintf(name, "%06lu", (unsigned long)i);
    assert_int_equal(bp_labels_add(&labels, name), 1);
  }
  assert_int_equal(bp_labels_add(&labels, "one more"), 0);
  assert_int_equal(labels.count, BP_LABELS_MAX);
  assert_int_equal(bp_labels_find(&labels, "065535"), 65535);
  bp_labels_free(&labels);
  assert_true(labels.count == 0 && labels.room == 0 && labels.name == NULL && labels.order == NULL);
}

/* Integers of the same value are sorted by their bytes, and a plus is a sign. */
static void integers_as_labels(void **state) {
  static const char *const names[] = {"1", "+1", "01", "-2", "+3"}, *const sorted[] = {"-2", "+1",
                                                                                       "01", "1",
                                                                                       "+3"};
  bp_labels labels;
  size_t rank[5], i;
  (void)state;
  memset(&labels, 0, sizeof labels);
  for (i = 0; i < 5; i++) {
    assert_int_equal(bp_labels_add(&labels, names[i]), 1);
  }
  assert_int_equal(bp_labels_sort(&labels, rank), 1);
  for (i = 0; i < 5; i++) {
    assert_string_equal(labels.name[i], sorted[i]);
    assert_string_equal(labels.name[rank[i]], names[i]);
  }
  bp_labels_free(&labels);
}

/* Integers are sorted by their values, equal ones by their bytes; with one label that is none, all are by their bytes. */
static void orders_of_labels(void **state) {
  static const char *const signs[] = {"", "+", "-"};
  static const char *const digits[] = {"0", "00", "1", "01", "9", "10", "11", "99", "100", "010"};
  static const char *const others[] = {"", "-", "+", "1x", "x1", "--1"};
  size_t other, i, j, rank[31];
  (void)state;
  for (other = 0; other < 6; other++) {
    bp_labels labels;
    memset(&labels, 0, sizeof labels);
    for (i = 0; i < 30; i++) {
      char name[8];
      sprintf(name, "%s%s", signs[i % 3], digits[i * 7 % 10]);
      assert_int_equal(bp_labels_add(&labels, name), 1);
    }
    assert_int_equal(labels.count, 30);
    if (others[other][0] != '\0') {
      assert_int_equal(bp_labels_add(&labels, others[other]), 1);
    }
    assert_int_equal(bp_labels_sort(&labels, rank), 1);
    for (i = 0; i < labels.count; i++) {
      for (j = 0; j < i; j++) {
        const long a = strtol(labels.name[j], NULL, 10), b = strtol(labels.name[i], NULL, 10);
        const int bytes = strcmp(labels.name[j], labels.name[i]);
        assert_true(others[other][0] != '\0' || a == b ? bytes < 0 : a < b);
      }
      assert_int_equal(bp_labels_find(&labels, labels.name[i]), i);
    }
    bp_labels_free(&labels);
  }
}

/* A list of labels holds as many as there is room for, and says that there are more. */
static void lists_of_labels(void **state) {
  char label[41], out[BP_LABELS_LIST_SIZE], last[41], *name[8];
  size_t longest = 0, n, i;
  (void)state;
  memset(out, 'x', sizeof out);
  assert_string_equal(bp_labels_list(0, NULL, out), "");
  memset(label, 'l', 38);
  label[38] = '\0';
  for (n = 1; n <= 40; n++) {
    memset(last, 'm', n);
    last[n] = '\0';
    for (i = 0; i < 8; i++) {
      name[i] = i == 5 ? last : label;
    }
    bp_labels_list(8, name, out);
    assert_string_equal(out + strlen(out) - 5, ", ...");
    longest = strlen(out) > longest ? strlen(out) : longest;
    bp_labels_list(2, name, out);
    assert_int_equal(strlen(out), 2 * 40 + 2);
  }
  assert_int_equal(longest, BP_LABELS_LIST_SIZE - 1);
}

/* So many labels that they and the inputs are too many data. */
static void many_labels(void **state) {
  enum { ROWS = 12000 };
  static char text[ROWS][16];
  static const char *lines[ROWS];
  bp_csv_options options;
  bp_text_error error;
  bp_csv csv;
  size_t i;
  (void)state;
  memset(&options, 0, sizeof options);
  for (i = 0; i < ROWS; i++) {
    sprintf(text[i], "1,l%06lu", (unsigned long)i);
    lines[i] = text[i];
  }
  assert_int_equal(bp_csv_read_array("many", lines, ROWS, &options, &csv, &error),
                   BP_TEXT_ERR_SIZE);
  assert_non_null(strstr(error.message, "too many data"));
  assert_null(csv.input);
  /* A line at a time: there is room for one row of so many outputs, not for two; not for one of more. */
  options.outputs = BP_CSV_VALUES_MAX / 2;
  assert_int_equal(bp_csv_read_array("many", lines, 2, &options, &csv, &error), BP_TEXT_ERR_SIZE);
  assert_int_equal(error.line, 2);
  options.outputs = BP_CSV_VALUES_MAX + 1;
  assert_int_equal(bp_csv_read_array("many", lines, 1, &options, &csv, &error), BP_TEXT_ERR_SIZE);
  assert_int_equal(error.line, 1);
  assert_int_equal(error.column, 0);
}

/* Numbers are the targets, and how many of them is left open: one, or what the inputs leave. */
static void numbers_without_a_count(void **state) {
  static const char *const lines[] = {"1,2,3"};
  static const size_t inputs[] = {0, 1, 2}, outputs[] = {1, 2, 1};
  bp_csv_options options;
  bp_text_error error;
  bp_csv csv;
  size_t i;
  (void)state;
  memset(&options, 0, sizeof options);
  options.targets = BP_TARGETS_NUMBERS;
  for (i = 0; i < 3; i++) {
    options.inputs = inputs[i];
    assert_int_equal(bp_csv_read_array("open", lines, 1, &options, &csv, &error), BP_TEXT_OK);
    assert_int_equal(csv.outputs, outputs[i]);
    bp_csv_free(&csv);
  }
  options.inputs = 3;
  assert_int_equal(bp_csv_read_array("open", lines, 1, &options, &csv, &error),
                   BP_TEXT_ERR_CONTENT);
}

/* A text ends before 3 GiB: here the count of its bytes is set to be near that. */
static void long_text(void **state) {
  bp_text_error error;
  bp_lines lines;
  int more;
  (void)state;
  assert_int_equal(bp_lines_open(&lines, temp_write("long", "ab\ncd\n", 6), &error), BP_TEXT_OK);
  lines.bytes = BP_LINES_MAX - 3;
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_ERR_SIZE);
  assert_int_equal(error.line, 2);
  assert_int_equal(error.column, 0);
  bp_lines_close(&lines);
  assert_int_equal(bp_lines_open(&lines, temp_path("long"), &error), BP_TEXT_OK);
  lines.bytes = BP_LINES_MAX - 4;
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_string_equal(lines.text, "cd");
  bp_lines_close(&lines);
}

static void names(void **state) {
  (void)state;
  assert_string_equal(bp_activation_name(BP_LEAKY_RELU), "leaky-relu");
  assert_string_equal(bp_activation_name(BP_ACTIVATION_COUNT), "unknown");
}

/* 65536 outputs may have labels; 65537 have none, and their network is written and read. */
static void many_outputs(void **state) {
  static char name[BP_LABELS_MAX + 1][8];
  const size_t most[] = {1, BP_LABELS_MAX}, widths[] = {1, BP_LABELS_MAX + 1},
               wide[] = {1, BP_MODEL_WIDTH_MAX + 1};
  const bp_activation f[] = {BP_TANH};
  const char **label = calloc(BP_LABELS_MAX + 1, sizeof *label);
  size_t i;
  bp_text_error error;
  bp_model model, back;
  FILE *file;
  (void)state;
  assert_non_null(label);
  for (i = 0; i <= BP_LABELS_MAX; i++) {
    sprintf(name[i], "%06lu", (unsigned long)i);
    label[i] = name[i];
  }
  assert_int_equal(bp_model_create(&model, 1, most, f, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_set_labels(&model, BP_LABELS_MAX, label, &error), BP_TEXT_OK);
  assert_string_equal(model.label[BP_LABELS_MAX - 1], name[BP_LABELS_MAX - 1]);
  bp_model_free(&model);
  assert_int_equal(bp_model_check_shape(1, wide, &error), BP_TEXT_ERR_SIZE);
  assert_int_equal(bp_model_create(&model, 1, widths, f, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_set_labels(&model, BP_LABELS_MAX + 1, label, &error), BP_TEXT_ERR_SIZE);
  file = fopen(temp_path("wide"), "w");
  assert_non_null(file);
  assert_int_equal(bp_model_put(file, &model), 0);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(bp_model_read(temp_path("wide"), &back, &error), BP_TEXT_OK);
  assert_int_equal(back.net.outputs, BP_LABELS_MAX + 1);
  bp_model_free(&back);
  bp_model_free(&model);
  free(label);
}

static void model_of(bp_model *model) {
  const size_t widths[] = {1, 2};
  const bp_activation f[] = {BP_TANH};
  bp_text_error error;
  assert_int_equal(bp_model_create(model, 1, widths, f, &error), BP_TEXT_OK);
}

static void labels_and_notes(void **state) {
  char length_256[257], key[16];
  const char *label[2];
  bp_text_error error;
  bp_model model;
  size_t i;
  (void)state;
  model_of(&model);
  memset(length_256, 'l', 256);
  length_256[256] = '\0';
  label[0] = length_256;
  label[1] = "b";
  assert_int_equal(bp_model_set_labels(&model, 2, label, &error), BP_TEXT_ERR_SIZE);
  length_256[255] = '\0';
  assert_int_equal(bp_model_set_labels(&model, 2, label, &error), BP_TEXT_OK);
  for (i = 0; i < BP_MODEL_NOTES_MAX; i++) {
    sprintf(key, "k%lu", (unsigned long)i);
    assert_int_equal(bp_model_set_note(&model, key, "old", &error), BP_TEXT_OK);
  }
  assert_int_equal(bp_model_set_note(&model, "k7", "new", &error), BP_TEXT_OK);
  assert_string_equal(bp_model_note(&model, "k7"), "new");
  assert_int_equal(bp_model_set_note(&model, "more", "x", &error), BP_TEXT_ERR_SIZE);
  assert_int_equal(bp_model_set_note(&model, "{", "x", &error), BP_TEXT_ERR_CONTENT);
  bp_model_free(&model);
}

/* A scaling that is none, or whose numbers would not read back. */
static void scalings_not_written(void **state) {
  const double data[] = {1.0, 2.0};
  bp_text_error error;
  bp_model model;
  FILE *full;
  (void)state;
  model_of(&model);
  assert_int_equal(bp_scaling_fit(&model.input_scaling, BP_SCALING_MINMAX, data, 2, 1, &error),
                   BP_TEXT_OK);
  model.input_scaling.kind = BP_SCALING_COUNT;
  assert_int_equal(bp_model_write(temp_path("none"), &model, &error), BP_TEXT_ERR_SIZE);
  model.input_scaling.kind = BP_SCALING_MINMAX;
  model.input_scaling.offset[0] = 2.0 * BP_LIMIT;
  assert_int_equal(bp_model_write(temp_path("none"), &model, &error), BP_TEXT_ERR_VALUE);
  assert_int_equal(temp_count("none"), 0);
  model.input_scaling.offset[0] = 0.0;
  full = fopen("/dev/full", "w");
  assert_non_null(full);
  setvbuf(full, NULL, _IONBF, 0);
  assert_int_equal(bp_model_put(full, &model), -1);
  fclose(full);
  bp_model_free(&model);
}

/* More words after the checksum. */
static void rest_of_the_end(void **state) {
  bp_text_error error;
  bp_model model, back;
  char *text;
  size_t length;
  (void)state;
  model_of(&model);
  assert_int_equal(bp_model_write(temp_path("end"), &model, &error), BP_TEXT_OK);
  text = temp_read(temp_path("end"), &length);
  assert_non_null(text);
  memcpy(text + length - 1, " ", 1);
  assert_int_equal(bp_model_read(temp_write("end", text, length), &back, &error),
                   BP_TEXT_ERR_CONTENT);
  assert_non_null(strstr(error.message, "the end of the line"));
  free(text);
  bp_model_free(&model);
}

static void numbers(void **state) {
  static const char bits[17] = "3ff0000000000000", upper[17] = "3FF0000000000000";
  char cut[17], *nothing = malloc(1);
  double v = 0.0;
  (void)state;
  assert_non_null(nothing);
  assert_int_equal(bp_number_resembles(nothing + 1, 0), 0);
  free(nothing);
  assert_int_equal(bp_number_resembles("infinity", 8), 1);
  assert_int_equal(bp_number_resembles("-infinity", 9), 1);
  assert_int_equal(bp_number_resembles("infinite", 8), 0);
  assert_int_equal(bp_bits_read(bits, &v), 1);
  assert_true(v == 1.0);
  assert_int_equal(bp_bits_read(upper, &v), 0);
  memcpy(cut, bits, sizeof cut);
  cut[15] = '\0';
  assert_int_equal(bp_bits_read(cut, &v), 0);
}

/* Messages without a path, without a place, and of what cannot be printed. */
static void messages(void **state) {
  static const wchar_t unprintable[] = {0xdfff, 0};
  const char *volatile wide = "odd %ls"; /* which C90 lacks, and no locale can print */
  char line[BP_TEXT_LINE_SIZE], quoted[BP_QUOTE_SIZE];
  bp_text_error error;
  (void)state;
  bp_text_fail(&error, BP_TEXT_ERR_CONTENT, NULL, 3, 4, "odd");
  bp_text_error_line(&error, line);
  assert_string_equal(line, ":3:4: odd");
  bp_text_fail(&error, BP_TEXT_ERR_CONTENT, NULL, 0, 0, "odd");
  bp_text_error_line(&error, line);
  assert_string_equal(line, "odd");
  bp_text_fail(&error, BP_TEXT_ERR_CONTENT, "p", 0, 0, wide, unprintable);
  bp_text_error_line(&error, line);
  assert_string_equal(line, "p: ");
  assert_string_equal(bp_text_plain("plain \xc3\xb6", quoted), "plain \xc3\xb6");
  assert_string_equal(bp_text_plain("a\x1b[2J", quoted), "\"a\\x1b[2J\"");
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(arrays),
                                     cmocka_unit_test(set_of_labels),
                                     cmocka_unit_test(integers_as_labels),
                                     cmocka_unit_test(orders_of_labels),
                                     cmocka_unit_test(lists_of_labels),
                                     cmocka_unit_test(many_labels),
                                     cmocka_unit_test(numbers_without_a_count),
                                     cmocka_unit_test(long_text),
                                     cmocka_unit_test(names),
                                     cmocka_unit_test(many_outputs),
                                     cmocka_unit_test(labels_and_notes),
                                     cmocka_unit_test(scalings_not_written),
                                     cmocka_unit_test(rest_of_the_end),
                                     cmocka_unit_test(numbers),
                                     cmocka_unit_test(messages)};
  return cmocka_run_group_tests(tests, NULL, remove_files);
}
