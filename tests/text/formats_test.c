/* spec/formats.md says what the program does: its examples are accepted, its limits are those of
   the headers. Argument: the document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/text/csv.h"
#include "src/text/lines.h"
#include "src/text/netfile.h"
#include "src/text/netline.h"
#include "tests/text/temp.h"

static char *document;

/* The path of a file with the content of the document's block of this kind. */
static const char *block(const char *kind) {
  char fence[32];
  const char *start, *end;
  sprintf(fence, "\n```%s\n", kind);
  start = strstr(document, fence);
  assert_non_null(start);
  start += strlen(fence);
  end = strstr(start, "\n```\n");
  assert_non_null(end);
  return temp_write(kind, start, (size_t)(end + 1 - start));
}

static void network_example(void **state) {
  const char *path = block("network");
  size_t length, again_length;
  char *text = temp_read(path, &length), *again;
  bp_text_error error;
  bp_model model;
  (void)state;
  assert_int_equal(bp_model_read(path, &model, &error), BP_TEXT_OK);
  assert_int_equal(model.net.weights, 9);
  assert_int_equal(bp_model_write(temp_path("again"), &model, &error), BP_TEXT_OK);
  again = temp_read(temp_path("again"), &again_length);
  assert_string_equal(text, again);
  free(text);
  free(again);
  bp_model_free(&model);
}

static void csv_example(void **state) {
  bp_csv_options options;
  bp_text_error error;
  bp_csv csv;
  (void)state;
  memset(&options, 0, sizeof options);
  options.inputs = 2;
  options.outputs = 3;
  assert_int_equal(bp_csv_read(block("csv"), &options, &csv, &error), BP_TEXT_OK);
  assert_int_equal(csv.rows, 3);
  assert_string_equal(csv.label[2], "virginica");
  bp_csv_free(&csv);
}

static void limits(void **state) {
  static const struct {
    const char *name;
    size_t value;
  } table[] = {{"BP_LINE_MAX", BP_LINE_MAX},
               {"BP_LINES_MAX", BP_LINES_MAX},
               {"BP_CSV_VALUES_MAX", BP_CSV_VALUES_MAX},
               {"BP_WORD_MAX", BP_WORD_MAX},
               {"BP_LABEL_MAX", BP_LABEL_MAX},
               {"BP_LABELS_MAX", BP_LABELS_MAX},
               {"BP_MODEL_DEPTH_MAX", BP_MODEL_DEPTH_MAX},
               {"BP_MODEL_WIDTH_MAX", BP_MODEL_WIDTH_MAX},
               {"BP_MODEL_WEIGHTS_MAX", BP_MODEL_WEIGHTS_MAX},
               {"BP_MODEL_NOTES_MAX", BP_MODEL_NOTES_MAX},
               {"BP_NOTE_KEY_MAX", BP_NOTE_KEY_MAX},
               {"BP_NOTE_VALUE_MAX", BP_NOTE_VALUE_MAX}};
  size_t i, rows = 0;
  const char *at;
  (void)state;
  for (i = 0; i < sizeof table / sizeof table[0]; i++) {
    char row[80];
    sprintf(row, "\n| `%s` | %lu | ", table[i].name, (unsigned long)table[i].value);
    assert_non_null(strstr(document, row));
  }
  for (at = strstr(document, "\n| `BP_"); at != NULL; at = strstr(at + 1, "\n| `BP_")) {
    rows++;
  }
  assert_int_equal(rows, i);
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(int count, char **arguments) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(network_example),
                                     cmocka_unit_test(csv_example), cmocka_unit_test(limits)};
  size_t length;
  int failed;
  document = count == 2 ? temp_read(arguments[1], &length) : NULL;
  if (document == NULL) {
    fprintf(stderr, "cannot read the document\n");
    return 2;
  }
  failed = cmocka_run_group_tests(tests, NULL, remove_files);
  free(document);
  return failed;
}
