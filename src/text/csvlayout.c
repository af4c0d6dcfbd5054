#include "csvlayout.h"

#include <stdio.h>

#include "number.h"

/* Refuses a number of fields, saying what is accepted instead. */
static bp_text_status wrong_count(const bp_csv_options *options, size_t columns,
                                  const bp_lines *lines, bp_text_error *error) {
  const unsigned long inputs = (unsigned long)options->inputs;
  const unsigned long outputs = (unsigned long)(options->outputs == 0 ? 1 : options->outputs);
  const int label = options->targets != BP_TARGETS_NUMBERS && options->outputs != 1;
  char accepted[256];
  int used = 0;
  if (inputs == 0) {
    sprintf(accepted, "at least %lu, inputs and then %s",
            options->targets == BP_TARGETS_NUMBERS ? outputs + 1 : 2,
            label ? "targets" : "numbers as targets");
  } else {
    if (options->targets != BP_TARGETS_LABEL) {
      used += sprintf(accepted + used, "%lu (inputs: %lu, targets: %lu)", inputs + outputs, inputs,
                      outputs);
    }
    if (label) {
      used += sprintf(accepted + used, "%s%lu (inputs: %lu, and a label)", used > 0 ? " or " : "",
                      inputs + 1, inputs);
    }
    if (options->bare) {
      sprintf(accepted + used, " or %lu (inputs alone)", inputs);
    }
  }
  return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line, 0,
                      "the number of fields is %lu; accepted: %s, separated by commas",
                      (unsigned long)columns, accepted);
}

/* Sets the layout if there is at least one input and, where the number of inputs is given, that
   many. Returns 0 if not. */
static int settle(bp_csv_layout *layout, bp_csv_kind kind, size_t targets, size_t inputs) {
  if (layout->columns <= targets || (inputs != 0 && layout->columns - targets != inputs)) {
    return 0;
  }
  layout->kind = kind;
  layout->inputs = layout->columns - targets;
  return 1;
}

/* The layout of numbers as targets. */
static int settle_numbers(bp_csv_layout *layout, const bp_csv_options *options) {
  size_t targets = options->outputs;
  if (targets == 0 && options->inputs != 0 && layout->columns > options->inputs) {
    targets = layout->columns - options->inputs;
  }
  targets = targets == 0 ? 1 : targets;
  layout->outputs = targets;
  return settle(layout, BP_CSV_NUMBERS, targets, options->inputs);
}

/* The layout where the targets are to be found out. */
static int settle_auto(bp_csv_layout *layout, const bp_csv_options *options) {
  const size_t outputs = options->outputs, columns = layout->columns;
  if (outputs == 1) {
    return settle_numbers(layout, options);
  }
  if (options->inputs != 0 && outputs != 0) {
    return settle_numbers(layout, options) || settle(layout, BP_CSV_LABEL, 1, options->inputs);
  }
  if (options->inputs != 0 && columns > options->inputs + 1) {
    return settle_numbers(layout, options);
  }
  if (outputs >= columns) {
    return settle(layout, BP_CSV_LABEL, 1, 0);
  }
  return settle(layout, BP_CSV_OPEN, outputs == 0 ? 1 : outputs, options->inputs);
}

bp_text_status bp_csv_layout_find(bp_csv_layout *layout, const bp_csv_options *options,
                                  size_t columns, const bp_lines *lines, bp_text_error *error) {
  int settled = 0;
  layout->columns = columns;
  layout->outputs = options->outputs;
  if (options->targets == BP_TARGETS_LABEL && options->outputs == 1) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, lines->path, 0, 0,
                        "labels are wanted for 1 output; accepted: 2 outputs or more");
  }
  if (options->bare && options->inputs != 0 && columns == options->inputs) {
    settled = settle(layout, BP_CSV_BARE, 0, options->inputs);
  } else if (options->targets == BP_TARGETS_NUMBERS) {
    settled = settle_numbers(layout, options);
  } else if (options->targets == BP_TARGETS_LABEL) {
    settled = settle(layout, BP_CSV_LABEL, 1, options->inputs);
  } else {
    settled = settle_auto(layout, options);
  }
  return settled ? BP_TEXT_OK : wrong_count(options, columns, lines, error);
}

/* Whether a field is or resembles a number. */
static int is_numeric(const bp_field *field) {
  return !field->quoted && bp_number_resembles(field->text, field->length);
}

void bp_csv_layout_close(bp_csv_layout *layout, const bp_csv_options *options,
                         const bp_field *last) {
  if (layout->kind != BP_CSV_OPEN) {
    return;
  }
  if (options->labels != 0 || !is_numeric(last)) {
    layout->kind = BP_CSV_LABEL;
    layout->inputs = layout->columns - 1;
  } else {
    layout->kind = BP_CSV_NUMBERS;
    layout->outputs = layout->columns - layout->inputs;
  }
}

bp_text_status bp_csv_header_find(const bp_csv_layout *layout, bp_csv_header header,
                                  const bp_fields *fields, const bp_lines *lines, int *is_header,
                                  bp_text_error *error) {
  const size_t numeric = layout->kind == BP_CSV_NUMBERS ? layout->columns : layout->inputs;
  size_t i, names = 0, odd;
  char found[BP_QUOTE_SIZE];
  *is_header = header == BP_HEADER_YES;
  if (header != BP_HEADER_AUTO) {
    return BP_TEXT_OK;
  }
  for (i = 0; i < numeric; i++) {
    names += is_numeric(&fields->field[i]) ? 0 : 1;
  }
  *is_header = names > 0;
  if (names == 0 || names == numeric) {
    return BP_TEXT_OK;
  }
  for (odd = 0; is_numeric(&fields->field[odd]); odd++) {
  }
  return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line,
                      fields->field[odd].column,
                      "the first line mixes names and numbers: field %lu is %s; accepted: numbers "
                      "alone (a pattern) or names alone (a header), or saying which it is",
                      (unsigned long)odd + 1,
                      bp_text_quote(fields->field[odd].text, fields->field[odd].length, found));
}
