#include "csvtarget.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grow.h"

bp_text_status bp_csv_no_memory(const bp_lines *lines, bp_text_error *error) {
  return bp_text_fail(error, BP_TEXT_ERR_MEMORY, lines->path, lines->line, 0,
                      "there is not enough memory for the data");
}

bp_text_status bp_csv_too_large(const bp_lines *lines, bp_text_error *error) {
  return bp_text_fail(error, BP_TEXT_ERR_SIZE, lines->path, lines->line, 0,
                      "there are too many data; accepted: at most %lu inputs and targets together",
                      (unsigned long)BP_CSV_VALUES_MAX);
}

bp_text_status bp_csv_refuse(const bp_csv *csv, size_t at, const bp_field *field, const char *fault,
                             const char *accepted, const bp_lines *lines, bp_text_error *error) {
  char found[BP_QUOTE_SIZE], quoted[BP_QUOTE_SIZE], name[BP_QUOTE_SIZE + 4] = "";
  if (at < csv->names) {
    sprintf(name, " (%s)", bp_text_quote(csv->name[at], strlen(csv->name[at]), quoted));
  }
  return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line, field->column,
                      "field %lu%s: found %s, which is %s; accepted: %s", (unsigned long)at + 1,
                      name, bp_text_quote(field->text, field->length, found), fault, accepted);
}

bp_text_status bp_csv_target_start(bp_csv_target *target, const bp_csv_options *options,
                                   const bp_lines *lines, bp_text_error *error) {
  size_t i;
  memset(target, 0, sizeof *target);
  target->accepted = options->outputs;
  target->given = options->labels != 0;
  for (i = 0; i < options->labels; i++) {
    if (!bp_labels_add(&target->labels, options->label[i])) {
      return bp_csv_no_memory(lines, error);
    }
  }
  return BP_TEXT_OK;
}

/* Refuses a label that is not one of those accepted. */
static bp_text_status unknown_label(const bp_csv_target *target, const bp_csv *csv, size_t at,
                                    const bp_field *field, const bp_lines *lines,
                                    bp_text_error *error) {
  char list[BP_LABELS_LIST_SIZE], accepted[BP_LABELS_LIST_SIZE + 64];
  bp_labels_list(target->labels.count, target->labels.name, list);
  if (target->given) {
    return bp_csv_refuse(csv, at, field, "not a label of the network", list, lines, error);
  }
  sprintf(accepted, "%lu labels, of which all are in use: %s", (unsigned long)target->labels.count,
          list);
  return bp_csv_refuse(csv, at, field, "one label too many", accepted, lines, error);
}

/* The number of a label, a new one if that is accepted. */
static bp_text_status number_of(bp_csv_target *target, const bp_csv *csv, size_t at,
                                const bp_field *field, const char *name, const bp_lines *lines,
                                size_t *number, bp_text_error *error) {
  const size_t most = target->accepted != 0 ? target->accepted : BP_LABELS_MAX;
  *number = bp_labels_find(&target->labels, name);
  if (*number < target->labels.count) {
    return BP_TEXT_OK;
  }
  if (target->given || target->labels.count >= most) {
    return unknown_label(target, csv, at, field, lines, error);
  }
  return bp_labels_add(&target->labels, name) ? BP_TEXT_OK : bp_csv_no_memory(lines, error);
}

bp_text_status bp_csv_target_take(bp_csv_target *target, bp_csv *csv, size_t at,
                                  const bp_field *field, const bp_lines *lines,
                                  bp_text_error *error) {
  size_t *choice = bp_grow(csv->choice, &target->room, csv->rows + 1, sizeof *choice);
  char *name;
  bp_text_status status;
  if (choice == NULL) {
    return bp_csv_no_memory(lines, error);
  }
  csv->choice = choice;
  name = bp_field_copy(field);
  if (name == NULL) {
    return bp_csv_no_memory(lines, error);
  }
  /* The name's length, not the field's: quotes are written twice there. */
  if (name[0] == '\0' || strlen(name) > BP_LABEL_MAX) {
    status = bp_csv_refuse(csv, at, field, name[0] == '\0' ? "empty" : "too long",
                           "a label of 1 to 255 bytes", lines, error);
  } else {
    status = number_of(target, csv, at, field, name, lines, &choice[csv->rows], error);
  }
  free(name);
  return status;
}

/* Puts labels that were not given in order, and renumbers the rows. */
static bp_text_status sort_labels(bp_csv_target *target, bp_csv *csv, const bp_lines *lines,
                                  bp_text_error *error) {
  size_t *rank = malloc((target->labels.count + 1) * sizeof *rank);
  size_t i;
  const int sorted = rank != NULL && bp_labels_sort(&target->labels, rank);
  for (i = 0; sorted && i < csv->rows; i++) {
    csv->choice[i] = rank[csv->choice[i]];
  }
  free(rank);
  return sorted ? BP_TEXT_OK : bp_csv_no_memory(lines, error);
}

/* Refuses a number of labels that is not that of the outputs, or no choice at all. */
static bp_text_status check_count(const bp_csv_target *target, const bp_lines *lines,
                                  bp_text_error *error) {
  const size_t count = target->labels.count;
  char list[BP_LABELS_LIST_SIZE], accepted[64] = "2 or more";
  if (count >= 2 && (target->accepted == 0 || target->accepted == count)) {
    return BP_TEXT_OK;
  }
  if (target->accepted != 0) {
    sprintf(accepted, "%lu, one for each output", (unsigned long)target->accepted);
  }
  return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, 0, 0,
                      "the number of different labels is %lu (%s); accepted: %s",
                      (unsigned long)count, bp_labels_list(count, target->labels.name, list),
                      accepted);
}

bp_text_status bp_csv_target_finish(bp_csv_target *target, bp_csv *csv, const bp_lines *lines,
                                    bp_text_error *error) {
  const size_t count = target->labels.count;
  size_t i;
  bp_text_status status = check_count(target, lines, error);
  if (status == BP_TEXT_OK && !target->given) {
    status = sort_labels(target, csv, lines, error);
  }
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (csv->rows > BP_CSV_VALUES_MAX / (csv->inputs + count)) {
    return bp_csv_too_large(lines, error);
  }
  csv->target = calloc(csv->rows * count, sizeof(double));
  if (csv->target == NULL) {
    return bp_csv_no_memory(lines, error);
  }
  for (i = 0; i < csv->rows; i++) {
    csv->target[i * count + csv->choice[i]] = 1.0;
  }
  csv->outputs = count;
  csv->labels = count;
  csv->label = target->labels.name;
  free(target->labels.order);
  memset(&target->labels, 0, sizeof target->labels);
  return BP_TEXT_OK;
}
