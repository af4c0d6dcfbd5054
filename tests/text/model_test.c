/* Models in memory: what shapes, labels and notes are accepted, and what is said of others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/text/model.h"

#define SIZE BP_TEXT_ERR_SIZE
#define CONTENT BP_TEXT_ERR_CONTENT

/* An error of this kind with this message and no place. */
static void assert_says(const bp_text_error *error, bp_text_status status, const char *message) {
  char line[BP_TEXT_LINE_SIZE];
  bp_text_error_line(error, line);
  assert_string_equal(line, message);
  assert_true(error->status == status && error->line == 0 && error->column == 0);
}

static void assert_shape_refused(size_t depth, const size_t *widths, const char *message) {
  bp_text_error error;
  assert_int_equal(bp_model_check_shape(depth, widths, &error), SIZE);
  assert_says(&error, SIZE, message);
}

static void shapes(void **state) {
  const size_t most = BP_MODEL_WIDTH_MAX;
  size_t widths[BP_MODEL_DEPTH_MAX + 1], l;
  bp_text_error error;
  (void)state;
  for (l = 0; l <= BP_MODEL_DEPTH_MAX; l++) {
    widths[l] = 1;
  }
  assert_shape_refused(0, widths, "the number of layers is 0; accepted: 1 to 1024");
  assert_shape_refused(1025, widths, "the number of layers is 1025; accepted: 1 to 1024");
  assert_int_equal(bp_model_check_shape(1024, widths, &error), BP_TEXT_OK);
  for (l = 0; l < 3; l++) {
    char message[100];
    widths[l] = 0;
    sprintf(message, "width %lu is 0; accepted: 1 to 1048576", (unsigned long)l + 1);
    assert_shape_refused(2, widths, message);
    widths[l] = most + 1;
    sprintf(message, "width %lu is 1048577; accepted: 1 to 1048576", (unsigned long)l + 1);
    assert_shape_refused(2, widths, message);
    widths[l] = most;
    assert_int_equal(bp_model_check_shape(2, widths, &error), BP_TEXT_OK);
    widths[l] = 1;
  }
  /* 2^24 weights, in one layer and in two: 8 2^20 and (2^20 + 1) 7 < 2^23. */
  widths[0] = 15;
  widths[1] = most;
  assert_int_equal(bp_model_check_shape(1, widths, &error), BP_TEXT_OK);
  widths[0] = 16;
  assert_shape_refused(1, widths,
                       "there are too many weights; accepted: widths that make at most 16777216");
  widths[0] = 7;
  widths[2] = 7;
  assert_int_equal(bp_model_check_shape(2, widths, &error), BP_TEXT_OK);
  widths[2] = 8;
  assert_shape_refused(2, widths,
                       "there are too many weights; accepted: widths that make at most 16777216");
}

/* Two inputs, three units, two outputs. */
static bp_model model_of(void) {
  const size_t widths[] = {2, 3, 2};
  const bp_activation f[] = {BP_TANH, BP_RELU};
  bp_text_error error;
  bp_model model;
  memset(&model, 0x5a, sizeof model);
  assert_int_equal(bp_model_create(&model, 2, widths, f, &error), BP_TEXT_OK);
  return model;
}

static void created(void **state) {
  const size_t widths[] = {2, 3, 2}, bad[] = {2, 0, 2};
  const bp_activation f[] = {BP_TANH, BP_RELU}, unknown[] = {BP_TANH, BP_ACTIVATION_COUNT};
  static const bp_model empty;
  bp_model model = model_of();
  bp_text_error error;
  size_t i;
  (void)state;
  assert_memory_equal(model.widths, widths, sizeof widths);
  assert_memory_equal(model.activation, f, sizeof f);
  assert_true(model.net.depth == 2 && model.net.inputs == 2 && model.net.outputs == 2);
  for (i = 0; i < model.net.weights; i++) {
    assert_true(model.net.w[i] == 0.0);
  }
  assert_true(model.labels == 0 && model.notes == 0 && model.input_scaling.kind == BP_SCALING_NONE);
  bp_model_free(&model);
  assert_memory_equal(&model, &empty, sizeof model);
  bp_model_free(&model);
  memset(&model, 0x5a, sizeof model);
  assert_int_equal(bp_model_create(&model, 2, bad, f, &error), SIZE);
  assert_says(&error, SIZE, "width 2 is 0; accepted: 1 to 1048576");
  assert_memory_equal(&model, &empty, sizeof model);
  assert_int_equal(bp_model_create(&model, 2, widths, unknown, &error), CONTENT);
  assert_says(&error, CONTENT, "a parameter is outside its range");
  assert_memory_equal(&model, &empty, sizeof model);
}

static void activations(void **state) {
  bp_activation f = BP_ACTIVATION_COUNT;
  int i;
  (void)state;
  for (i = 0; i < BP_ACTIVATION_COUNT; i++) {
    assert_int_equal(bp_activation_find(bp_activation_words[i], &f), 1);
    assert_int_equal((int)f, i);
    assert_string_equal(bp_activation_name(f), bp_activation_words[i]);
  }
  assert_int_equal(bp_activation_find("sigmoid", &f), 0);
  assert_int_equal((int)f, BP_ACTIVATION_COUNT - 1);
}

static void assert_labels_refused(bp_model *model, size_t count, const char *a, const char *b,
                                  bp_text_status status, const char *message) {
  const char *label[2];
  bp_text_error error;
  label[0] = a;
  label[1] = b;
  assert_int_equal(bp_model_set_labels(model, count, label, &error), status);
  assert_says(&error, status, message);
  assert_true(model->labels == 2 && strcmp(model->label[1], "second") == 0);
}

static void labels(void **state) {
  static const char *const good[] = {"first", "second"};
  const char *longest[2];
  char text[BP_LABEL_MAX + 2];
  bp_model model = model_of();
  bp_text_error error;
  (void)state;
  assert_int_equal(bp_model_set_labels(&model, 2, good, &error), BP_TEXT_OK);
  memset(text, 'l', sizeof text);
  text[BP_LABEL_MAX + 1] = '\0';
  assert_labels_refused(
      &model, 1, "a", "b", SIZE,
      "the number of labels is 1; accepted: 0, or 2, one for each output, but at most 65536");
  assert_labels_refused(&model, 2, "a", "", SIZE, "label 2 has 0 bytes; accepted: 1 to 255");
  assert_labels_refused(&model, 2, text, "a", SIZE, "label 1 has 256 bytes; accepted: 1 to 255");
  assert_labels_refused(&model, 2, "a", "a", CONTENT,
                        "label 2 is \"a\", which another output has; accepted: different labels");
  text[BP_LABEL_MAX] = '\0';
  longest[0] = text;
  longest[1] = "l";
  assert_int_equal(bp_model_set_labels(&model, 2, longest, &error), BP_TEXT_OK);
  assert_string_equal(model.label[0], text);
  assert_string_equal(model.label[1], "l");
  assert_int_equal(bp_model_set_labels(&model, 0, NULL, &error), BP_TEXT_OK);
  assert_int_equal(model.labels, 0);
  bp_model_free(&model);
}

static void assert_note_refused(bp_model *model, const char *key, const char *value,
                                bp_text_status status, const char *message) {
  const size_t count = model->notes;
  bp_text_error error;
  assert_int_equal(bp_model_set_note(model, key, value, &error), status);
  assert_says(&error, status, message);
  assert_int_equal(model->notes, count);
}

static void notes(void **state) {
  static const char *const good[] = {"a", "z", "a0_-.9z", "abcdefghijklmnopqrstuvwxyz_0123"};
  static const char *const bad[] = {
      "", "A", "0a", "`a", "{", "a b", "aB", "-", "abcdefghijklmnopqrstuvwxyz_01234"};
  char value[BP_NOTE_VALUE_MAX + 2], message[BP_TEXT_LINE_SIZE];
  bp_text_error error;
  bp_model model = model_of();
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    sprintf(message,
            "the key of the note is \"%s\"; accepted: a letter a-z, then letters a-z, digits, '_', "
            "'-', '.', at most 31 in all",
            bad[i]);
    assert_note_refused(&model, bad[i], "x", BP_TEXT_ERR_CONTENT, message);
  }
  memset(value, 'v', sizeof value);
  value[BP_NOTE_VALUE_MAX + 1] = '\0';
  assert_note_refused(&model, "a", value, BP_TEXT_ERR_SIZE,
                      "the note \"a\" has 1024 bytes; accepted: at most 1023");
  value[BP_NOTE_VALUE_MAX] = '\0';
  for (i = 0; i < sizeof good / sizeof good[0]; i++) {
    assert_null(bp_model_note(&model, good[i]));
    assert_int_equal(bp_model_set_note(&model, good[i], value, &error), BP_TEXT_OK);
    assert_int_equal(model.notes, i + 1);
    assert_string_equal(bp_model_note(&model, good[i]), value);
    value[i] = 'w';
  }
  assert_int_equal(bp_model_set_note(&model, "z", "", &error), BP_TEXT_OK);
  assert_string_equal(bp_model_note(&model, "z"), "");
  assert_int_equal(strlen(bp_model_note(&model, "a")), BP_NOTE_VALUE_MAX);
  while (model.notes < BP_MODEL_NOTES_MAX) {
    char key[16];
    sprintf(key, "k%lu", (unsigned long)model.notes);
    assert_int_equal(bp_model_set_note(&model, key, "", &error), BP_TEXT_OK);
  }
  assert_note_refused(&model, "more", "x", BP_TEXT_ERR_SIZE,
                      "the note \"more\" is one too many; accepted: at most 64");
  assert_int_equal(bp_model_set_note(&model, "k63", "x", &error), BP_TEXT_OK);
  bp_model_free(&model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shapes), cmocka_unit_test(created), cmocka_unit_test(activations),
      cmocka_unit_test(labels), cmocka_unit_test(notes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
