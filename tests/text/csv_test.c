/* Data sets from CSV: what is read, and what is refused where and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/text/csv.h"
#include "tests/text/temp.h"

static bp_csv_options options_of(size_t inputs, size_t outputs) {
  bp_csv_options options;
  memset(&options, 0, sizeof options);
  options.inputs = inputs;
  options.outputs = outputs;
  return options;
}

/* Reads text from lines in memory, each of its own size so that the sanitizer sees what is read beyond it. */
static bp_text_status read_lines(const char *text, const bp_csv_options *options, bp_csv *csv,
                                 bp_text_error *error) {
  char *line[64] = {NULL};
  size_t count = 0, i;
  bp_text_status status;
  while (*text != '\0') {
    const size_t length = strcspn(text, "\n");
    const size_t kept = length > 0 && text[length - 1] == '\r' ? length - 1 : length;
    assert_true(count < 64);
    line[count] = calloc(kept + 1, 1);
    assert_non_null(line[count]);
    memcpy(line[count++], text, kept);
    text += text[length] == '\n' ? length + 1 : length;
  }
  status = bp_csv_read_array("memory", (const char *const *)line, count, options, csv, error);
  for (i = 0; i < count; i++) {
    free(line[i]);
  }
  return status;
}

static void assert_same_set(const bp_csv *a, const bp_csv *b) {
  size_t i;
  assert_true(a->rows == b->rows && a->inputs == b->inputs && a->outputs == b->outputs);
  assert_true(a->names == b->names && a->labels == b->labels);
  assert_memory_equal(a->input, b->input, a->rows * a->inputs * sizeof *a->input);
  assert_true((a->target == NULL) == (b->target == NULL) &&
              (a->choice == NULL) == (b->choice == NULL));
  for (i = 0; a->target != NULL && i < a->rows * a->outputs; i++) {
    assert_true(a->target[i] == b->target[i]);
  }
  for (i = 0; a->choice != NULL && i < a->rows; i++) {
    assert_int_equal(a->choice[i], b->choice[i]);
  }
  for (i = 0; i < a->names; i++) {
    assert_string_equal(a->name[i], b->name[i]);
  }
  for (i = 0; i < a->labels; i++) {
    assert_string_equal(a->label[i], b->label[i]);
  }
}

/* Reads text that must be accepted. */
static bp_csv read_good(const char *text, const bp_csv_options *options) {
  bp_text_error error;
  bp_csv csv, again;
  const bp_text_status status =
      bp_csv_read(temp_write("data.csv", text, strlen(text)), options, &csv, &error);
  if (status != BP_TEXT_OK) {
    print_error("%s\n", error.message);
  }
  assert_int_equal(status, BP_TEXT_OK);
  if (strlen(text) < 1000) {
    assert_int_equal(read_lines(text, options, &again, &error), BP_TEXT_OK);
    assert_same_set(&csv, &again);
    bp_csv_free(&again);
  }
  return csv;
}

static void numbers_as_targets(void **state) {
  const bp_csv_options options = options_of(2, 1);
  bp_csv csv = read_good("x1,x2,t\n0,0,0\n0, 1 ,1\r\n-1.5e0,+.5,\t2.\n\n\n", &options);
  const double input[] = {0, 0, 0, 1, -1.5, 0.5}, target[] = {0, 1, 2};
  const bp_data data = bp_csv_data(&csv);
  (void)state;
  assert_int_equal(csv.rows, 3);
  assert_int_equal(csv.inputs, 2);
  assert_int_equal(csv.outputs, 1);
  assert_memory_equal(csv.input, input, sizeof input);
  assert_memory_equal(csv.target, target, sizeof target);
  assert_int_equal(csv.labels, 0);
  assert_null(csv.label);
  assert_null(csv.choice);
  assert_int_equal(csv.names, 3);
  assert_string_equal(csv.name[2], "t");
  assert_int_equal(data.count, 3);
  assert_true(data.inputs == csv.input && data.targets == csv.target);
  bp_csv_free(&csv);
  assert_int_equal(csv.rows, 0);
  assert_null(csv.input);
}

static void labels_as_targets(void **state) {
  const bp_csv_options options = options_of(1, 3);
  bp_csv csv = read_good("1,virginica\n2,setosa\n3,\"versi\"\"color, x\"\n4,setosa\n", &options);
  const double target[] = {0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0};
  (void)state;
  assert_int_equal(csv.rows, 4);
  assert_int_equal(csv.outputs, 3);
  assert_int_equal(csv.labels, 3);
  assert_int_equal(csv.names, 0);
  assert_string_equal(csv.label[0], "setosa");
  assert_string_equal(csv.label[1], "versi\"color, x");
  assert_string_equal(csv.label[2], "virginica");
  assert_memory_equal(csv.target, target, sizeof target);
  assert_int_equal(csv.choice[0], 2);
  assert_int_equal(csv.choice[3], 0);
  bp_csv_free(&csv);
}

static void labels_sorted_by_number(void **state) {
  static const char *const sorted[] = {"-12", "-2", "0",  "1",
                                       "2",   "10", "11", "123456789012345678901234567890"};
  const bp_csv_options options = options_of(1, 8);
  bp_csv csv = read_good("1,10\n1,2\n1,-2\n1,123456789012345678901234567890\n1,1\n1,-12\n1,0\n"
                         "1,11\n1,2\n",
                         &options);
  size_t i;
  (void)state;
  for (i = 0; i < 8; i++) {
    assert_string_equal(csv.label[i], sorted[i]);
  }
  assert_int_equal(csv.choice[0], 5);
  assert_int_equal(csv.choice[8], 4);
  bp_csv_free(&csv);
}

static void labels_given(void **state) {
  static const char *const label[] = {"no", "yes", "maybe"}, *const digits[] = {"1", "0"};
  bp_csv_options options = options_of(1, 3);
  const double target[] = {0, 1, 0, 1, 0, 0};
  bp_csv csv;
  (void)state;
  options.labels = 3;
  options.label = label;
  csv = read_good("x,answer\n1,yes\n2,no\n", &options);
  assert_int_equal(csv.outputs, 3);
  assert_memory_equal(csv.target, target, sizeof target);
  assert_string_equal(csv.label[2], "maybe");
  bp_csv_free(&csv);
  options.labels = 2;
  options.label = digits;
  options.inputs = 0;
  options.outputs = 2;
  csv = read_good("1,2,1\n", &options); /* given labels make the last column one of labels */
  assert_int_equal(csv.inputs, 2);
  assert_int_equal(csv.choice[0], 0);
  bp_csv_free(&csv);
  options = options_of(1, 3);
  options.labels = 3;
  options.label = label;
  csv = read_good("1,0,0.5,1\n", &options);
  assert_int_equal(csv.labels, 0);
  assert_true(csv.target[1] == 0.5);
  bp_csv_free(&csv);
}

static void layout_found(void **state) {
  bp_csv_options options = options_of(0, 0);
  bp_csv csv = read_good("a,b,c\n1,2,3\n", &options);
  (void)state;
  assert_int_equal(csv.inputs, 2);
  assert_int_equal(csv.outputs, 1);
  bp_csv_free(&csv);
  csv = read_good("a,b,c\n1,2,x\n3,4,5\n", &options);
  assert_int_equal(csv.inputs, 2);
  assert_int_equal(csv.labels, 2);
  bp_csv_free(&csv);
  options.targets = BP_TARGETS_LABEL;
  csv = read_good("1,2,7\n1,2,9\n1,2,8\n", &options);
  assert_int_equal(csv.outputs, 3);
  assert_string_equal(csv.label[2], "9");
  bp_csv_free(&csv);
  options.targets = BP_TARGETS_NUMBERS;
  options.inputs = 1;
  csv = read_good("1,2,7\n", &options);
  assert_int_equal(csv.outputs, 2);
  bp_csv_free(&csv);
  options = options_of(0, 2);
  csv = read_good("1,2,7\n", &options);
  assert_int_equal(csv.inputs, 1);
  assert_int_equal(csv.labels, 0);
  bp_csv_free(&csv);
  csv = read_good("1,2,u\n1,2,v\n", &options);
  assert_int_equal(csv.inputs, 2);
  assert_int_equal(csv.labels, 2);
  bp_csv_free(&csv);
  csv = read_good("1,u\n1,v\n", &options);
  assert_int_equal(csv.labels, 2);
  bp_csv_free(&csv);
  options = options_of(1, 0);
  csv = read_good("1,2,7\n", &options);
  assert_int_equal(csv.outputs, 2);
  bp_csv_free(&csv);
  csv = read_good("1,u\n1,v\n", &options);
  assert_int_equal(csv.labels, 2);
  bp_csv_free(&csv);
}

/* What the specification says of lines of so many columns whose last is a number or not: the number of targets, of which
   label tells whether they are a label; -1: refused. */
static int targets_of(const bp_csv_options *o, size_t columns, int number, int *label) {
  const size_t I = o->inputs, K = o->outputs;
  const int as_label = columns > 1 && (I == 0 || columns == I + 1) && K != 1;
  size_t targets = K != 0 ? K : 1;
  *label = 0;
  if (o->targets == BP_TARGETS_LABEL && K == 1) {
    return -1;
  }
  if (o->bare && I != 0 && columns == I) {
    return number ? 0 : -1;
  }
  if (K == 0 && I != 0 && columns > I) {
    targets = columns - I;
  }
  if (o->targets != BP_TARGETS_LABEL && (number || K == 1) && columns > targets &&
      (I == 0 || columns == I + targets)) {
    return number ? (int)targets : -1;
  }
  if (o->targets == BP_TARGETS_NUMBERS || !as_label) {
    return -1;
  }
  /* Numbers are expected of so many fields if I and K say so, whatever they look like. */
  if (o->targets == BP_TARGETS_AUTO && I != 0 && K != 0 && columns == I + K) {
    return -1;
  }
  *label = 1;
  return (int)K;
}

/* Reads lines of so many columns whose last is a number or not. */
static void check_layout(const bp_csv_options *options, size_t columns, int number) {
  static const char *const rows[2][3][6] = {
      {{"x", "9,x", "9,9,x", "9,9,9,x", "9,9,9,9,x", "9,9,9,9,9,x"},
       {"y", "9,y", "9,9,y", "9,9,9,y", "9,9,9,9,y", "9,9,9,9,9,y"},
       {"z", "9,z", "9,9,z", "9,9,9,z", "9,9,9,9,z", "9,9,9,9,9,z"}},
      {{"1", "9,1", "9,9,1", "9,9,9,1", "9,9,9,9,1", "9,9,9,9,9,1"},
       {"2", "9,2", "9,9,2", "9,9,9,2", "9,9,9,9,2", "9,9,9,9,9,2"},
       {"3", "9,3", "9,9,3", "9,9,9,3", "9,9,9,9,3", "9,9,9,9,9,3"}}};
  const char *lines[3];
  const size_t count = options->outputs == 2 ? 2 : 3;
  bp_text_error error;
  bp_csv csv;
  bp_text_status status;
  size_t i;
  int label, expected = targets_of(options, columns, number, &label);
  if (expected == 0 && label) {
    expected = 3;
  }
  for (i = 0; i < 3; i++) {
    lines[i] = rows[number][i][columns - 1];
  }
  status = bp_csv_read_array("layout", lines, count, options, &csv, &error);
  if ((status == BP_TEXT_OK) != (expected >= 0)) {
    print_error("inputs %lu, outputs %lu, targets %d, bare %d, %s: %s\n",
                (unsigned long)options->inputs, (unsigned long)options->outputs,
                (int)options->targets, options->bare, lines[0],
                status == BP_TEXT_OK ? "accepted" : error.message);
  }
  assert_int_equal(status == BP_TEXT_OK, expected >= 0);
  if (status == BP_TEXT_OK) {
    assert_int_equal(csv.rows, count);
    assert_int_equal(csv.outputs, expected);
    assert_int_equal(csv.labels, label ? expected : 0);
    assert_int_equal(csv.inputs, columns - (label ? 1 : (size_t)expected));
    bp_csv_free(&csv);
  }
}

/* Every way of telling targets, on lines of one to six columns. */
static void layouts(void **state) {
  size_t inputs, outputs, columns;
  int targets, bare;
  (void)state;
  for (inputs = 0; inputs <= 4; inputs++) {
    for (outputs = 0; outputs <= 3; outputs++) {
      for (targets = BP_TARGETS_AUTO; targets <= BP_TARGETS_LABEL; targets++) {
        for (bare = 0; bare < 2; bare++) {
          bp_csv_options options = options_of(inputs, outputs);
          options.targets = (bp_csv_targets)targets;
          options.bare = bare;
          for (columns = 1; columns <= 6; columns++) {
            check_layout(&options, columns, 0);
            check_layout(&options, columns, 1);
          }
        }
      }
    }
  }
}

static void inputs_alone(void **state) {
  bp_csv_options options = options_of(2, 3);
  bp_csv csv;
  (void)state;
  options.bare = 1;
  csv = read_good("a,b\n1,2\n3,4\n", &options);
  assert_int_equal(csv.rows, 2);
  assert_int_equal(csv.outputs, 0);
  assert_null(csv.target);
  assert_true(csv.input[3] == 4.0);
  bp_csv_free(&csv);
  csv = read_good("1,2,x\n1,2,y\n1,2,z\n", &options);
  assert_int_equal(csv.outputs, 3);
  bp_csv_free(&csv);
}

static void headers(void **state) {
  bp_csv_options options = options_of(1, 1);
  bp_csv csv;
  (void)state;
  options.header = BP_HEADER_YES;
  csv = read_good("2000,2001\n1,2\n", &options);
  assert_int_equal(csv.rows, 1);
  assert_string_equal(csv.name[0], "2000");
  bp_csv_free(&csv);
  options.header = BP_HEADER_AUTO;
  csv = read_good("\"1\",\" t \"\n1,2\n", &options);
  assert_int_equal(csv.rows, 1);
  assert_string_equal(csv.name[1], " t ");
  bp_csv_free(&csv);
  csv = read_good("1,2\n1,2\n", &options);
  assert_int_equal(csv.rows, 2);
  assert_int_equal(csv.names, 0);
  bp_csv_free(&csv);
}

typedef struct refusal {
  const char *text;
  size_t inputs, outputs;
  bp_csv_header header;
  bp_csv_targets targets;
  bp_text_status status;
  size_t line, column;
  const char *part; /* of the message */
} refusal;

static void check_refusal(const refusal *r) {
  const char *path = temp_write("bad.csv", r->text, strlen(r->text));
  bp_csv_options options = options_of(r->inputs, r->outputs);
  bp_text_error error, again;
  bp_csv csv;
  bp_text_status status;
  options.header = r->header;
  options.targets = r->targets;
  status = bp_csv_read(path, &options, &csv, &error);
  if (status != r->status || error.line != r->line || error.column != r->column ||
      strstr(error.message, r->part) == NULL) {
    print_error("%s:\nstatus %d, line %lu, column %lu: %s\nexpected %d, %lu, %lu: %s\n", r->text,
                (int)status, (unsigned long)error.line, (unsigned long)error.column,
                status == BP_TEXT_OK ? "" : error.message, (int)r->status, (unsigned long)r->line,
                (unsigned long)r->column, r->part);
    fail();
  }
  assert_string_equal(error.path, path);
  assert_non_null(strstr(error.message, "accepted: "));
  assert_int_equal(csv.rows, 0);
  assert_null(csv.input);
  assert_null(csv.label);
  assert_null(csv.name);
  assert_int_equal(read_lines(r->text, &options, &csv, &again), r->status);
  assert_true(again.line == r->line && again.column == r->column);
  assert_string_equal(again.path, "memory");
  assert_string_equal(again.message, error.message);
}

#define AUTO BP_HEADER_AUTO, BP_TARGETS_AUTO
#define CONTENT BP_TEXT_ERR_CONTENT

static void refused(void **state) {
  static const refusal cases[] = {
      {"", 2, 1, AUTO, CONTENT, 0, 0, "no pattern"},
      {"\n\n", 2, 1, AUTO, CONTENT, 0, 0, "no pattern"},
      {"a,b,c\n", 2, 1, AUTO, CONTENT, 0, 0, "no pattern"},
      {"1,2,3\n1,2\n", 2, 1, AUTO, CONTENT, 2, 0, "number of fields is 2; accepted: 3"},
      {"1,2,3\n1,2,3,\n", 2, 1, AUTO, CONTENT, 2, 0, "number of fields is 4; accepted: 3"},
      {"a,b,c\n1,2,3\n\n1,2,3\n", 2, 1, AUTO, CONTENT, 3, 0, "the line is empty"},
      {"\n1,2,3\n", 2, 1, AUTO, CONTENT, 1, 0, "the line is empty"},
      {"1,2,3\n \n", 2, 1, AUTO, CONTENT, 2, 0, "number of fields is 1"},
      {"1,2,3\n1,,3\n", 2, 1, AUTO, CONTENT, 2, 3, "field 2: found \"\", which is empty"},
      {"p,q,r\n1,2,3\n1,2,x\n", 2, 1, AUTO, CONTENT, 3, 5,
       "field 3 (\"r\"): found \"x\", which is not a number; accepted: a finite number"},
      {"1,2,3\n1, nan,3\n", 2, 1, AUTO, CONTENT, 2, 4, "\"nan\", which is not finite"},
      {"nan,inf,nan\n1,2,3\n", 2, 1, AUTO, CONTENT, 1, 1, "\"nan\", which is not finite"},
      {"1,2,3\n1,0x1F,3\n", 2, 1, AUTO, CONTENT, 2, 3, "\"0x1F\", which is hexadecimal"},
      {"1,2,3\n1,1e999,3\n", 2, 1, AUTO, CONTENT, 2, 3, "beyond 2^200"},
      {"1,2,3\n1,\"2\",3\n", 2, 1, AUTO, CONTENT, 2, 3, "\"2\", which is in quotes"},
      {"1;2;3\n", 2, 1, AUTO, CONTENT, 1, 0, "separated by commas"},
      {"1,2,3\n1,2.5.1,3\n", 2, 1, AUTO, CONTENT, 2, 3, "\"2.5.1\", which is not a number"},
      {"1,2,3\n1,\x02,3\n", 2, 1, AUTO, CONTENT, 2, 3, "control character"},
      {"1,2,3\n1,\xc3\xa4,3\n", 2, 1, AUTO, CONTENT, 2, 3, "found \"\\xc3\\xa4\""},
      {"a,2,c\n1,2,3\n", 2, 1, AUTO, CONTENT, 1, 1, "mixes names and numbers: field 1 is \"a\""},
      {"1,2x,3\n1,2,3\n", 2, 1, AUTO, CONTENT, 1, 3, "\"2x\", which is not a number"},
      {"1,o2,3\n1,2,3\n", 2, 1, AUTO, CONTENT, 1, 3, "mixes names and numbers: field 2"},
      {"a,b,c\n1,2,3\n", 2, 1, BP_HEADER_NO, BP_TARGETS_AUTO, CONTENT, 1, 1, "\"a\""},
      {"a,,c\n1,2,3\n", 2, 1, AUTO, CONTENT, 1, 3, "field 2 of the header is empty"},
      {"1,2,3\n", 4, 3, AUTO, CONTENT, 1, 0,
       "fields is 3; accepted: 7 (inputs: 4, targets: 3) or 5 (inputs: 4, and a label)"},
      {"1,2,3\n", 3, 1, AUTO, CONTENT, 1, 0, "fields is 3; accepted: 4 (inputs: 3, targets: 1),"},
      {"1\n", 0, 0, AUTO, CONTENT, 1, 0, "at least 2"},
      {"1,2\n", 2, 0, AUTO, CONTENT, 1, 0,
       "fields is 2; accepted: 3 (inputs: 2, targets: 1) or 3 (inputs: 2, and a label)"},
      {"1,1111111111222222222233333333334444444441\n1,1111111111222222222233333333334444444442\n"
       "1,1111111111222222222233333333334444444443\n1,1111111111222222222233333333334444444444\n"
       "1,1111111111222222222233333333334444444445\n1,1111111111222222222233333333334444444446\n"
       "1,7\n",
       1, 6, AUTO, CONTENT, 7, 3, "444444445\", ..."},
      {"1,2\n", 0, 2, BP_HEADER_AUTO, BP_TARGETS_NUMBERS, CONTENT, 1, 0, "at least 3"},
      {"1,2,3\n", 1, 2, BP_HEADER_AUTO, BP_TARGETS_LABEL, CONTENT, 1, 0,
       "accepted: 2 (inputs: 1, and a label)"},
      {"1,a\n", 1, 1, BP_HEADER_AUTO, BP_TARGETS_LABEL, BP_TEXT_ERR_SIZE, 0, 0, "2 outputs or"},
      {"1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n1,bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
       "1,ccccccccccccccccccccccccccccccccccccccccc\n1,ddddddddddddddddddddddddddddddddddddddddd\n"
       "1,eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\n1,fffffffffffffffffffffffffffffffffffffffff\n",
       1, 7, AUTO, CONTENT, 0, 0, "..., ...); accepted: 7"},
      {"1,a\n2,b\n", 1, 3, AUTO, CONTENT, 0, 0,
       "labels is 2 (\"a\", \"b\"); accepted: 3, one for each output"},
      {"1,a\n2,a\n", 0, 0, AUTO, CONTENT, 0, 0, "labels is 1 (\"a\"); accepted: 2 or more"},
      {"1,a\n2,b\n3,c\n", 1, 2, AUTO, CONTENT, 3, 3,
       "\"c\", which is one label too many; accepted: 2 labels, of which all are in use: \"a\", "
       "\"b\""},
      {"1,a\n2,\n", 1, 2, AUTO, CONTENT, 2, 3, "\"\", which is empty; accepted: a label"},
      {"1,a\n2,\"b\n", 1, 2, AUTO, CONTENT, 2, 3, "the quote is never closed"},
      {"1,a\n2,\"b\"\"\n", 1, 2, AUTO, CONTENT, 2, 3, "the quote is never closed"},
      {"1,a\n2,\"b\" c\n", 1, 2, AUTO, CONTENT, 2, 7, "found \"c\" after a field in quotes"},
      {"1,a\n2,\"b\"c\n", 1, 2, AUTO, CONTENT, 2, 6, "found \"c\" after a field in quotes"}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    check_refusal(&cases[i]);
  }
}

static void bare_refused(void **state) {
  static const char *const lines[] = {"1,2,3"};
  bp_csv_options options = options_of(4, 3);
  bp_text_error error;
  bp_csv csv;
  (void)state;
  options.bare = 1;
  assert_int_equal(bp_csv_read_array("memory", lines, 1, &options, &csv, &error), CONTENT);
  assert_non_null(strstr(error.message, "or 5 (inputs: 4, and a label) or 4 (inputs alone)"));
}

static void label_not_given(void **state) {
  static const char *const label[] = {"no", "yes"};
  static const char *const lines[] = {"1,yes", "2,perhaps"};
  bp_csv_options options = options_of(1, 2);
  bp_text_error error;
  bp_csv csv;
  (void)state;
  options.labels = 2;
  options.label = label;
  assert_int_equal(bp_csv_read_array("memory", lines, 2, &options, &csv, &error), CONTENT);
  assert_string_equal(error.path, "memory");
  assert_int_equal(error.line, 2);
  assert_int_equal(error.column, 3);
  options.outputs = 0;
  assert_int_equal(bp_csv_read_array("memory", lines, 2, &options, &csv, &error), CONTENT);
  assert_string_equal(error.message, "field 2: found \"perhaps\", which is not a label of the "
                                     "network; accepted: \"no\", \"yes\"");
}

/* Labels keep their numbers until they are sorted, and are found under the new ones after. */
static void label_sets(void **state) {
  static const char *const names[] = {"b", "c", "a"};
  bp_labels labels;
  size_t rank[3], i;
  (void)state;
  memset(&labels, 0, sizeof labels);
  for (i = 0; i < 3; i++) {
    assert_int_equal(bp_labels_find(&labels, names[i]), i);
    assert_int_equal(bp_labels_add(&labels, names[i]), 1);
    assert_int_equal(bp_labels_find(&labels, names[i]), i);
  }
  assert_int_equal(bp_labels_sort(&labels, rank), 1);
  assert_true(rank[0] == 1 && rank[1] == 2 && rank[2] == 0);
  for (i = 0; i < 3; i++) {
    assert_int_equal(bp_labels_find(&labels, names[i]), rank[i]);
    assert_string_equal(labels.name[rank[i]], names[i]);
  }
  assert_int_equal(bp_labels_find(&labels, "d"), 3);
  bp_labels_free(&labels);
}

static void long_label(void **state) {
  const bp_csv_options options = options_of(1, 2);
  bp_text_error error;
  bp_csv csv;
  char text[600];
  (void)state;
  strcpy(text, "1,");
  memset(text + 2, 'x', 256);
  strcpy(text + 258, "\n2,b\n");
  assert_int_equal(bp_csv_read(temp_write("long.csv", text, strlen(text)), &options, &csv, &error),
                   CONTENT);
  assert_int_equal(error.line, 1);
  assert_non_null(strstr(error.message, "xxx\"..., which is too long; accepted: a label of 1 to"));
  text[2 + 255] = '\0';
  strcat(text, "\n2,b\n");
  csv = read_good(text, &options);
  assert_int_equal(strlen(csv.label[1]), 255);
  bp_csv_free(&csv);
  /* Quotes are written twice, and count once. */
  memset(text, '"', sizeof text);
  memcpy(text, "2,", 2);
  memcpy(text + 2 + 2 * 255 + 2, "\n3,b\n", 6);
  csv = read_good(text, &options);
  assert_int_equal(strlen(csv.label[0]), 255);
  bp_csv_free(&csv);
}

static void unreadable(void **state) {
  const bp_csv_options options = options_of(1, 2);
  bp_text_error error;
  bp_csv csv;
  (void)state;
  assert_int_equal(bp_csv_read(temp_path("none.csv"), &options, &csv, &error), BP_TEXT_ERR_READ);
  assert_null(csv.input);
  assert_int_equal(bp_csv_read("/", &options, &csv, &error), BP_TEXT_ERR_READ);
  assert_null(csv.input);
}

/* What is written reads back, whatever the text. */
static void written_fields(void **state) {
  static const char *const texts[] = {"plain", "a,b", "say \"no\"", " x", "x\t", "\"", "a b"};
  const bp_csv_options options = options_of(1, 7);
  const double v = 1.0 / 3.0;
  FILE *file = fopen(temp_path("put.csv"), "w");
  size_t i, j;
  bp_csv csv;
  bp_text_error error;
  (void)state;
  assert_non_null(file);
  for (i = 0; i < 7; i++) {
    bp_csv_put_number(file, v * (double)(i + 1));
    putc(',', file);
    bp_csv_put_text(file, texts[i]);
    putc('\n', file);
  }
  assert_int_equal(fclose(file), 0);
  assert_int_equal(bp_csv_read(temp_path("put.csv"), &options, &csv, &error), BP_TEXT_OK);
  for (i = 0; i < 7; i++) {
    assert_true(csv.input[i] == v * (double)(i + 1));
    j = csv.choice[i];
    assert_string_equal(csv.label[j], texts[i]);
  }
  bp_csv_free(&csv);
}

/* In quotes is what would not read back without them, and nothing else. */
static void quoted_fields(void **state) {
  static const char *const put[][2] = {{"", "\"\""},
                                       {"a", "a"},
                                       {"7", "7"},
                                       {"a b", "a b"},
                                       {"a\tb", "a\tb"},
                                       {"it's", "it's"},
                                       {" a", "\" a\""},
                                       {"\ta", "\"\ta\""},
                                       {"a ", "\"a \""},
                                       {"a\t", "\"a\t\""},
                                       {" ", "\" \""},
                                       {"a,b", "\"a,b\""},
                                       {",", "\",\""},
                                       {"\"", "\"\"\"\""},
                                       {"b \"", "\"b \"\"\""},
                                       {"\xef\xbb\xbf", "\"\xef\xbb\xbf\""},
                                       {"\xef\xbb\xbf"
                                        "b",
                                        "\"\xef\xbb\xbf"
                                        "b\""},
                                       {"b\xef\xbb\xbf", "b\xef\xbb\xbf"},
                                       {"a\"b\"", "\"a\"\"b\"\"\""}};
  size_t i, length;
  (void)state;
  for (i = 0; i < sizeof put / sizeof put[0]; i++) {
    FILE *file = fopen(temp_path("field"), "w");
    char *text = malloc(strlen(put[i][0]) + 1), *back;
    assert_true(file != NULL && text != NULL);
    strcpy(text, put[i][0]);
    bp_csv_put_text(file, text);
    assert_int_equal(fclose(file), 0);
    back = temp_read(temp_path("field"), &length);
    assert_string_equal(back, put[i][1]);
    free(back);
    free(text);
  }
}

/* More rows and columns than there is room for at first. */
static void many_columns(void **state) {
  const bp_csv_options options = options_of(3, 2);
  char text[1000], *at = text;
  bp_csv csv;
  size_t i, j;
  (void)state;
  for (i = 0; i < 50; i++) {
    for (j = 0; j < 5; j++) {
      at += sprintf(at, "%lu%s", (unsigned long)(5 * i + j), j < 4 ? "," : "\n");
    }
  }
  csv = read_good(text, &options);
  assert_int_equal(csv.rows, 50);
  for (i = 0; i < 50; i++) {
    for (j = 0; j < 5; j++) {
      assert_true((j < 3 ? csv.input[3 * i + j] : csv.target[2 * i + j - 3]) ==
                  (double)(5 * i + j));
    }
  }
  bp_csv_free(&csv);
}

static void many_rows(void **state) {
  const bp_csv_options options = options_of(1, 1);
  const size_t rows = 100000;
  char *text = malloc(rows * 16), *at = text;
  bp_csv csv;
  size_t i;
  (void)state;
  assert_non_null(text);
  for (i = 0; i < rows; i++) {
    at += sprintf(at, "%lu,%lu\n", (unsigned long)i, (unsigned long)(2 * i));
  }
  csv = read_good(text, &options);
  assert_int_equal(csv.rows, rows);
  for (i = 0; i < rows; i++) {
    assert_true(csv.input[i] == (double)i && csv.target[i] == 2.0 * (double)i);
  }
  bp_csv_free(&csv);
  free(text);
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_as_targets),
                                     cmocka_unit_test(labels_as_targets),
                                     cmocka_unit_test(labels_sorted_by_number),
                                     cmocka_unit_test(labels_given),
                                     cmocka_unit_test(layout_found),
                                     cmocka_unit_test(layouts),
                                     cmocka_unit_test(inputs_alone),
                                     cmocka_unit_test(headers),
                                     cmocka_unit_test(refused),
                                     cmocka_unit_test(label_not_given),
                                     cmocka_unit_test(bare_refused),
                                     cmocka_unit_test(label_sets),
                                     cmocka_unit_test(long_label),
                                     cmocka_unit_test(unreadable),
                                     cmocka_unit_test(written_fields),
                                     cmocka_unit_test(quoted_fields),
                                     cmocka_unit_test(many_columns),
                                     cmocka_unit_test(many_rows)};
  return cmocka_run_group_tests(tests, NULL, remove_files);
}
