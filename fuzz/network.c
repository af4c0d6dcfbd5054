/* Network files: what is accepted is sane, is written back as it was, and `bpref info` says the
   same; what is refused leaves nothing behind, and doing as the message says gets further. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "src/cli/command.h"
#include "src/cli/json.h"
#include "src/text/netfile.h"
#include "text.h"

#define SIZE_MAX_HERE ((size_t)1 << 16)
#define REPAIRS 50

enum { INPUT, OUTPUT, PRINTED };

void fuzz_start(void) {
  fuzz_capture(PRINTED, -1);
}

static void check_scaling(const bp_scaling *scaling, size_t columns) {
  size_t i;
  FUZZ_CHECK(scaling->kind < BP_SCALING_COUNT);
  FUZZ_CHECK(scaling->columns == (scaling->kind == BP_SCALING_NONE ? 0 : columns));
  for (i = 0; i < scaling->columns; i++) {
    FUZZ_CHECK(bp_range_holds(scaling->offset[i], -BP_LIMIT, BP_LIMIT));
    FUZZ_CHECK(bp_range_holds(scaling->factor[i], BP_FACTOR_MIN, BP_LIMIT));
  }
}

static void check_names(const bp_model *model) {
  size_t i, j;
  FUZZ_CHECK(model->labels == 0 || model->labels == model->net.outputs);
  for (i = 0; i < model->labels; i++) {
    const size_t length = strlen(model->label[i]);
    FUZZ_CHECK(length > 0 && length <= BP_LABEL_MAX);
    for (j = 0; j < i; j++) {
      FUZZ_CHECK(strcmp(model->label[i], model->label[j]) != 0);
    }
  }
  FUZZ_CHECK(model->notes <= BP_MODEL_NOTES_MAX);
  for (i = 0; i < model->notes; i++) {
    FUZZ_CHECK(model->note[i].key[0] >= 'a' && model->note[i].key[0] <= 'z');
    FUZZ_CHECK(strlen(model->note[i].key) <= BP_NOTE_KEY_MAX);
    FUZZ_CHECK(strlen(model->note[i].value) <= BP_NOTE_VALUE_MAX);
    FUZZ_CHECK(bp_model_note(model, model->note[i].key) == model->note[i].value);
  }
}

static void check_model(const bp_model *model) {
  const bp_net *net = &model->net;
  size_t weights = 0, l, i;
  FUZZ_CHECK(net->depth >= 1 && net->depth <= BP_MODEL_DEPTH_MAX);
  for (l = 0; l < net->depth; l++) {
    FUZZ_CHECK(model->widths[l] >= 1 && model->widths[l] <= BP_MODEL_WIDTH_MAX);
    FUZZ_CHECK(model->widths[l + 1] >= 1 && model->widths[l + 1] <= BP_MODEL_WIDTH_MAX);
    FUZZ_CHECK(net->layer[l].inputs == model->widths[l]);
    FUZZ_CHECK(net->layer[l].units == model->widths[l + 1]);
    FUZZ_CHECK(net->layer[l].activation == model->activation[l]);
    FUZZ_CHECK(model->activation[l] < BP_ACTIVATION_COUNT);
    weights += (model->widths[l] + 1) * model->widths[l + 1];
  }
  FUZZ_CHECK(weights == net->weights && weights <= BP_MODEL_WEIGHTS_MAX);
  for (i = 0; i < weights; i++) {
    FUZZ_CHECK(bp_range_holds(net->w[i], -BP_LIMIT, BP_LIMIT));
  }
  check_scaling(&model->input_scaling, net->inputs);
  check_scaling(&model->target_scaling, net->outputs);
  check_names(model);
}

/* The text that a model is written as; it reads back, and is written as the same text again. */
static char *written(const bp_model *model, size_t *length) {
  bp_text_error error;
  bp_model back;
  char *text, *again;
  size_t again_length;
  FUZZ_CHECK(bp_model_write(fuzz_file(OUTPUT, "", 0), model, &error) == BP_TEXT_OK);
  text = fuzz_content(OUTPUT, length);
  if (bp_model_read(fuzz_file(OUTPUT, text, *length), &back, &error) != BP_TEXT_OK) {
    fuzz_fail("what was written is refused: line %lu: %s", (unsigned long)error.line,
              error.message);
  }
  FUZZ_CHECK(bp_model_write(fuzz_file(OUTPUT, "", 0), &back, &error) == BP_TEXT_OK);
  bp_model_free(&back);
  again = fuzz_content(OUTPUT, &again_length);
  FUZZ_CHECK(again_length == *length && memcmp(again, text, *length) == 0);
  free(again);
  return text;
}

/* Whether word number i of a line, from 0, may differ: a decimal, of which there is more than one
   for the same bits, or the checksum, which sees them. */
static int is_free(const char *line, size_t i) {
  if (strncmp(line, "w ", 2) == 0) {
    return i == 5;
  }
  if (strncmp(line, "input ", 6) == 0 || strncmp(line, "target ", 7) == 0) {
    return i == 3 || i == 5;
  }
  return strncmp(line, "end ", 4) == 0 && i == 2;
}

/* One line of what was read against what was written; both become the next line. */
static void check_line(const char **read, const char **wrote) {
  const char *line = *wrote, *r = *read, *w = *wrote;
  size_t i = 0;
  while (*w != '\n') {
    if (is_free(line, i)) {
      r += strcspn(r, " \r\n");
      w += strcspn(w, " \n");
    }
    if (*w == '\n') {
      break;
    }
    i += *w == ' ' ? 1 : 0;
    if (*r != *w) {
      fuzz_fail("read \"%.60s\" and wrote \"%.60s\"", *read, *wrote);
    }
    r++;
    w++;
  }
  r += *r == '\r' ? 1 : 0;
  FUZZ_CHECK(*r == '\n' || *r == '\0');
  *read = *r == '\n' ? r + 1 : r;
  *wrote = w + 1;
}

/* The file is what was read but for the ways to write a decimal and the ends of lines. */
static void check_written(const char *read, const char *wrote) {
  read += strncmp(read, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  while (*wrote != '\0') {
    check_line(&read, &wrote);
  }
  FUZZ_CHECK(*read == '\0');
}

static size_t integer_of(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  FUZZ_CHECK(json_is_integer(value) && json_integer_value(value) >= 0);
  return (size_t)json_integer_value(value);
}

static void check_texts(const json_t *info, const bp_model *model) {
  const json_t *labels = json_object_get(info, "labels");
  const json_t *notes = json_object_get(info, "notes");
  size_t i;
  FUZZ_CHECK(json_array_size(labels) == model->labels);
  for (i = 0; i < model->labels; i++) {
    const char *shown = json_string_value(json_array_get(labels, i));
    FUZZ_CHECK(shown != NULL);
    FUZZ_CHECK(!text_is_utf8(model->label[i]) || strcmp(shown, model->label[i]) == 0);
  }
  FUZZ_CHECK(json_object_size(notes) == model->notes);
  for (i = 0; i < model->notes; i++) {
    const char *shown = json_string_value(json_object_get(notes, model->note[i].key));
    FUZZ_CHECK(shown != NULL);
    FUZZ_CHECK(!text_is_utf8(model->note[i].value) || strcmp(shown, model->note[i].value) == 0);
  }
}

static void check_layers(const json_t *info, const bp_model *model) {
  const json_t *shape = json_object_get(info, "shape"), *layers = json_object_get(info, "layers");
  size_t l;
  FUZZ_CHECK(json_array_size(shape) == model->net.depth + 1);
  FUZZ_CHECK(json_array_size(layers) == model->net.depth);
  for (l = 0; l < model->net.depth; l++) {
    const json_t *layer = json_array_get(layers, l);
    const double low = json_number_value(json_object_get(layer, "min"));
    const double mean = json_number_value(json_object_get(layer, "mean"));
    const double high = json_number_value(json_object_get(layer, "max"));
    const double slack = 1e-9 * json_number_value(json_object_get(layer, "max_magnitude"));
    FUZZ_CHECK((size_t)json_integer_value(json_array_get(shape, l)) == model->widths[l]);
    FUZZ_CHECK(integer_of(layer, "inputs") == model->widths[l]);
    FUZZ_CHECK(integer_of(layer, "units") == model->widths[l + 1]);
    FUZZ_CHECK(low <= mean + slack && mean <= high + slack);
  }
}

/* bpref info --json says what is in the file. */
static void check_info(const bp_model *model, const char *path) {
  char name[] = "info", json[] = "--json", file[64];
  char *argv[4], *text;
  size_t length;
  json_t *info;
  json_error_t error;
  sprintf(file, "%.60s", path);
  argv[0] = name;
  argv[1] = json;
  argv[2] = file;
  argv[3] = NULL;
  fuzz_file(PRINTED, "", 0);
  FUZZ_CHECK(cmd_info(3, argv) == 0);
  text = fuzz_content(PRINTED, &length);
  info = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
  if (info == NULL) {
    fuzz_fail("info: line %d: %s", error.line, error.text);
  }
  FUZZ_CHECK(integer_of(info, "weights") == model->net.weights);
  check_layers(info, model);
  check_texts(info, model);
  json_decref(info);
  free(text);
}

static void check_accepted(const bp_model *model, const char *text, const char *path) {
  size_t length;
  char *again;
  check_model(model);
  again = written(model, &length);
  check_written(text, again);
  check_info(model, path);
  free(again);
}

/* What follows the last "accepted: ": what was found is quoted before it. */
static const char *accepted(const bp_text_error *error) {
  const char *at = strstr(error->message, "accepted: "), *last = at;
  for (; at != NULL; at = strstr(at + 1, "accepted: ")) {
    last = at;
  }
  FUZZ_CHECK(last != NULL);
  return last + strlen("accepted: ");
}

static void check_refused(const bp_model *model, bp_text_status status,
                          const bp_text_error *error) {
  text_check_error(status, error);
  FUZZ_CHECK(error->line > 0);
  FUZZ_CHECK(*accepted(error) != '\0');
  FUZZ_CHECK(model->net.w == NULL && model->widths == NULL && model->notes == 0);
}

/* The word that a message says to be the only one accepted where another was found, or null. */
static const char *advice(const bp_text_error *error, size_t *length) {
  const char *word = accepted(error);
  const char *example = strstr(word, ", as in "), *last = strrchr(word, ' ');
  if (strstr(error->message, "found nothing") != NULL) {
    return NULL;
  }
  if (example != NULL) {
    word = strchr(example + 8, ' ') + 1;
  } else if (strstr(word, ", the checksum of") == NULL) {
    if (last == NULL || strstr(word, " from ") != NULL ||
        last[1 + strspn(last + 1, "0123456789")] != '\0') {
      return NULL;
    }
    word = last + 1;
  }
  *length = strcspn(word, " ,");
  return word;
}

/* Does as the message says. Returns 0 if it cannot. */
static int repair(char **text, size_t *size, const bp_text_error *error) {
  size_t length, line = 1, at = 0, end;
  const char *word = advice(error, &length);
  char *repaired;
  if (word == NULL || error->column == 0 || error->line == 1) {
    return 0;
  }
  for (; line < error->line; line++) {
    at += strcspn(*text + at, "\n") + 1;
  }
  at += error->column - 1;
  FUZZ_CHECK(at < *size);
  end = at + strcspn(*text + at, " \r\n");
  repaired = malloc(*size + length + 1);
  FUZZ_CHECK(repaired != NULL);
  memcpy(repaired, *text, at);
  memcpy(repaired + at, word, length);
  memcpy(repaired + at + length, *text + end, *size - end + 1);
  free(*text);
  *text = repaired;
  *size = at + length + *size - end;
  return 1;
}

void fuzz_one(const unsigned char *bytes, size_t size) {
  bp_text_error error;
  bp_model model;
  size_t line = 0, column = 0, i;
  int again = size <= SIZE_MAX_HERE;
  char *text = malloc(size + 1);
  FUZZ_CHECK(text != NULL);
  memcpy(text, bytes, size);
  text[size] = '\0';
  for (i = 0; again && i < REPAIRS; i++) {
    const char *path = fuzz_file(INPUT, text, size);
    const bp_text_status status = bp_model_read(path, &model, &error);
    if (status == BP_TEXT_OK) {
      check_accepted(&model, text, path);
      bp_model_free(&model);
      break;
    }
    check_refused(&model, status, &error);
    FUZZ_CHECK(error.line > line || (error.line == line && error.column != column));
    line = error.line;
    column = error.column;
    again = repair(&text, &size, &error);
  }
  free(text);
}
