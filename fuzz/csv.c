/* CSV data: what is accepted is sane, is the same from memory as from a file, and comes back when it
   is written and read again; what is refused leaves nothing behind. The first three bytes choose
   what is expected, the rest is the file. */
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "src/bp/range.h"
#include "src/text/csv.h"
#include "text.h"

#define SIZE_MAX_HERE ((size_t)1 << 16)

enum { INPUT, OUTPUT };

static const char *const labels[] = {"a", "b", "2", "x y", "\"q\"", "1.5"};

void fuzz_start(void) {
}

static void choose(bp_csv_options *options, const unsigned char choice[3]) {
  memset(options, 0, sizeof *options);
  options->header = (bp_csv_header)(choice[0] % 3);
  options->targets = (bp_csv_targets)(choice[0] / 3 % 3);
  options->bare = choice[0] / 9 % 2;
  options->inputs = choice[1] % 6;
  options->outputs = choice[2] % 6;
  if (choice[2] / 6 % 3 == 2 && options->outputs > 0) {
    options->labels = options->outputs;
    options->label = labels;
  }
}

static void check_numbers(const double *v, size_t count) {
  size_t i;
  for (i = 0; i < count; i++) {
    FUZZ_CHECK(bp_range_holds(v[i], -BP_LIMIT, BP_LIMIT));
  }
}

/* Each row is 1 at its label and 0 elsewhere; labels differ, and all are in use if found out. */
static void check_labels(const bp_csv *csv, const bp_csv_options *options) {
  size_t i, j, used = 0;
  FUZZ_CHECK(csv->labels == csv->outputs && csv->labels >= 2 && csv->choice != NULL);
  for (i = 0; i < csv->labels; i++) {
    FUZZ_CHECK(csv->label[i][0] != '\0' && text_is_utf8(csv->label[i]));
    FUZZ_CHECK(strlen(csv->label[i]) <= BP_LABEL_MAX);
    FUZZ_CHECK(options->labels == 0 || strcmp(csv->label[i], options->label[i]) == 0);
    for (j = 0; j < i; j++) {
      FUZZ_CHECK(strcmp(csv->label[i], csv->label[j]) != 0);
    }
    for (j = 0; j < csv->rows && csv->choice[j] != i; j++) {
    }
    used += j < csv->rows ? 1 : 0;
  }
  FUZZ_CHECK(options->labels > 0 || used == csv->labels);
  for (i = 0; i < csv->rows; i++) {
    FUZZ_CHECK(csv->choice[i] < csv->labels);
    for (j = 0; j < csv->outputs; j++) {
      FUZZ_CHECK(csv->target[i * csv->outputs + j] == (csv->choice[i] == j ? 1.0 : 0.0));
    }
  }
}

static void check_csv(const bp_csv *csv, const bp_csv_options *options) {
  const size_t columns = csv->inputs + (csv->labels > 0 ? 1 : csv->outputs);
  size_t i;
  FUZZ_CHECK(csv->rows >= 1 && csv->inputs >= 1);
  FUZZ_CHECK(options->inputs == 0 || csv->inputs == options->inputs);
  FUZZ_CHECK(csv->outputs > 0 || (options->bare && csv->target == NULL));
  FUZZ_CHECK(csv->outputs == 0 || options->outputs == 0 || csv->outputs == options->outputs);
  FUZZ_CHECK(csv->names == 0 || csv->names == columns);
  FUZZ_CHECK(csv->names > 0 ? options->header != BP_HEADER_NO : options->header != BP_HEADER_YES);
  for (i = 0; i < csv->names; i++) {
    FUZZ_CHECK(csv->name[i][0] != '\0' && text_is_utf8(csv->name[i]));
  }
  check_numbers(csv->input, csv->rows * csv->inputs);
  check_numbers(csv->target, csv->rows * csv->outputs);
  if (csv->labels > 0) {
    FUZZ_CHECK(options->targets != BP_TARGETS_NUMBERS);
    check_labels(csv, options);
  } else {
    FUZZ_CHECK(csv->outputs == 0 || options->targets != BP_TARGETS_LABEL);
    FUZZ_CHECK(csv->label == NULL && csv->choice == NULL);
  }
}

static void check_empty(const bp_csv *csv) {
  FUZZ_CHECK(csv->rows == 0 && csv->inputs == 0 && csv->outputs == 0 && csv->labels == 0);
  FUZZ_CHECK(csv->input == NULL && csv->target == NULL && csv->choice == NULL);
  FUZZ_CHECK(csv->names == 0 && csv->name == NULL && csv->label == NULL);
}

static void check_same(const bp_csv *a, const bp_csv *b) {
  size_t i;
  FUZZ_CHECK(a->rows == b->rows && a->inputs == b->inputs && a->outputs == b->outputs);
  FUZZ_CHECK(a->labels == b->labels && a->names == b->names);
  FUZZ_CHECK(fuzz_equal(a->input, b->input, a->rows * a->inputs * sizeof(double)));
  FUZZ_CHECK(fuzz_equal(a->target, b->target, a->rows * a->outputs * sizeof(double)));
  for (i = 0; i < a->labels; i++) {
    FUZZ_CHECK(strcmp(a->label[i], b->label[i]) == 0);
  }
  for (i = 0; i < a->names; i++) {
    FUZZ_CHECK(strcmp(a->name[i], b->name[i]) == 0);
  }
}

static void put_row(FILE *file, const bp_csv *csv, size_t row) {
  size_t i;
  for (i = 0; i < csv->inputs; i++) {
    fputs(i == 0 ? "" : ",", file);
    bp_csv_put_number(file, csv->input[row * csv->inputs + i]);
  }
  if (csv->labels > 0) {
    fputc(',', file);
    bp_csv_put_text(file, csv->label[csv->choice[row]]);
  }
  for (i = 0; csv->labels == 0 && i < csv->outputs; i++) {
    fputc(',', file);
    bp_csv_put_number(file, csv->target[row * csv->outputs + i]);
  }
  fputc('\n', file);
}

/* Written and read again it is the same. */
static void check_round(const bp_csv *csv, const bp_csv_options *expected) {
  FILE *file = fopen(fuzz_file(OUTPUT, "", 0), "w");
  bp_csv_options options = *expected;
  bp_text_error error;
  bp_csv back;
  size_t size, i;
  char *text;
  FUZZ_CHECK(file != NULL);
  for (i = 0; i < csv->names; i++) {
    fputs(i == 0 ? "" : ",", file);
    bp_csv_put_text(file, csv->name[i]);
  }
  fputs(csv->names > 0 ? "\n" : "", file);
  for (i = 0; i < csv->rows; i++) {
    put_row(file, csv, i);
  }
  FUZZ_CHECK(fclose(file) == 0);
  options.header = csv->names > 0 ? BP_HEADER_YES : BP_HEADER_NO;
  options.inputs = csv->inputs;
  if (csv->outputs > 0) {
    options.targets = csv->labels > 0 ? BP_TARGETS_LABEL : BP_TARGETS_NUMBERS;
    options.outputs = csv->outputs;
  }
  text = fuzz_content(OUTPUT, &size);
  if (bp_csv_read(fuzz_file(OUTPUT, text, size), &options, &back, &error) != BP_TEXT_OK) {
    fuzz_fail("what was written is refused: line %lu: %s", (unsigned long)error.line,
              error.message);
  }
  check_same(csv, &back);
  bp_csv_free(&back);
  free(text);
}

/* How many fields a line has. */
static size_t fields_of(const char *line) {
  size_t n = 1;
  for (; *line != '\0'; line++) {
    line += strspn(line, " \t");
    if (*line == '"') {
      for (line++; *line != '"' || line[1] == '"'; line++) {
        line += *line == '"' ? 1 : 0;
      }
    }
    line += strcspn(line, ",");
    if (*line == '\0') {
      break;
    }
    n++;
  }
  return n;
}

/* The same from lines in memory, each of which has as many fields as there are columns. text: the accepted file, which is taken apart. */
static void check_array(const bp_csv *csv, const bp_csv_options *options, char *text, size_t size) {
  char *at = text + (strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
  char **line = malloc((size + 1) * sizeof *line);
  const size_t columns = csv->inputs + (csv->labels > 0 ? 1 : csv->outputs);
  bp_text_error error;
  bp_csv same;
  size_t count = 0;
  FUZZ_CHECK(line != NULL);
  while (*at != '\0') {
    const size_t length = strcspn(at, "\n");
    const size_t end = at[length] == '\0' ? length : length + 1;
    line[count++] = at;
    at[length] = '\0';
    if (end > length && length > 0 && at[length - 1] == '\r') {
      at[length - 1] = '\0';
    }
    FUZZ_CHECK(*at == '\0' || fields_of(at) == columns);
    at += end;
  }
  FUZZ_CHECK(bp_csv_read_array("lines", (const char *const *)line, count, options, &same, &error) ==
             BP_TEXT_OK);
  check_same(csv, &same);
  bp_csv_free(&same);
  free(line);
}

void fuzz_one(const unsigned char *bytes, size_t size) {
  bp_csv_options options;
  bp_text_error error;
  bp_text_status status;
  bp_csv csv;
  char *text;
  if (size < 3 || size > SIZE_MAX_HERE) {
    return;
  }
  choose(&options, bytes);
  text = malloc(size - 2);
  FUZZ_CHECK(text != NULL);
  memcpy(text, bytes + 3, size - 3);
  text[size - 3] = '\0';
  status = bp_csv_read(fuzz_file(INPUT, text, size - 3), &options, &csv, &error);
  if (status == BP_TEXT_OK) {
    check_csv(&csv, &options);
    check_round(&csv, &options);
    check_array(&csv, &options, text, size - 3);
    bp_csv_free(&csv);
  } else {
    text_check_error(status, &error);
    FUZZ_CHECK(strstr(error.message, "accepted: ") != NULL ||
               strstr(error.message, "which is") != NULL);
    check_empty(&csv);
  }
  free(text);
}
