#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "csvfield.h"
#include "csvlayout.h"
#include "csvtarget.h"
#include "grow.h"
#include "number.h"

bp_data bp_csv_data(const bp_csv *csv) {
  bp_data data;
  data.count = csv->rows;
  data.inputs = csv->input;
  data.targets = csv->target;
  return data;
}

void bp_csv_free(bp_csv *csv) {
  size_t i;
  for (i = 0; i < csv->labels; i++) {
    free(csv->label[i]);
  }
  for (i = 0; i < csv->names; i++) {
    free(csv->name[i]);
  }
  free(csv->label);
  free(csv->name);
  free(csv->input);
  free(csv->target);
  free(csv->choice);
  memset(csv, 0, sizeof *csv);
}

/* Reads the next line and splits it. Empty lines at the end of the text are passed over, others are
   refused. */
static bp_text_status next_row(bp_lines *lines, bp_fields *fields, int *more,
                               bp_text_error *error) {
  size_t empty = 0;
  bp_text_status status = bp_lines_next(lines, more, error);
  while (status == BP_TEXT_OK && *more && lines->length == 0) {
    empty = empty == 0 ? lines->line : empty;
    status = bp_lines_next(lines, more, error);
  }
  if (status != BP_TEXT_OK || !*more) {
    return status;
  }
  if (empty != 0) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, empty, 0,
                        "the line is empty; accepted: empty lines only after the last pattern");
  }
  return bp_fields_split(fields, lines, error);
}

/* Keeps the names of the columns. */
static bp_text_status take_header(bp_csv *csv, const bp_fields *fields, const bp_lines *lines,
                                  bp_text_error *error) {
  size_t i;
  csv->name = calloc(fields->count, sizeof *csv->name);
  for (i = 0; csv->name != NULL && i < fields->count; i++) {
    if (fields->field[i].length == 0) {
      return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line,
                          fields->field[i].column,
                          "field %lu of the header is empty; accepted: a name for each column",
                          (unsigned long)i + 1);
    }
    csv->name[i] = bp_field_copy(&fields->field[i]);
    if (csv->name[i] == NULL) {
      break;
    }
    csv->names++;
  }
  return csv->names == fields->count ? BP_TEXT_OK : bp_csv_no_memory(lines, error);
}

/* Reads the fields from first on as numbers. */
static bp_text_status take_numbers(const bp_csv *csv, const bp_fields *fields, size_t first,
                                   size_t count, double *v, const bp_lines *lines,
                                   bp_text_error *error) {
  size_t i;
  for (i = 0; i < count; i++) {
    const bp_field *field = &fields->field[first + i];
    const char *fault =
        field->quoted ? "in quotes" : bp_number_read(field->text, field->length, &v[i]);
    if (fault != NULL) {
      return bp_csv_refuse(csv, first + i, field, fault,
                           "a finite number in decimal, without quotes", lines, error);
    }
  }
  return BP_TEXT_OK;
}

/* Makes room for one more row of inputs and, if these are numbers, of targets. */
static bp_text_status make_room(bp_csv *csv, const bp_csv_layout *layout, size_t room[2],
                                const bp_lines *lines, bp_text_error *error) {
  const size_t outputs = layout->kind == BP_CSV_BARE ? 0 : layout->outputs;
  const size_t targets = layout->kind == BP_CSV_NUMBERS ? outputs : 0;
  double *v;
  if (outputs > BP_CSV_VALUES_MAX || csv->rows >= BP_CSV_VALUES_MAX / (layout->inputs + outputs)) {
    return bp_csv_too_large(lines, error);
  }
  v = bp_grow(csv->input, &room[0], (csv->rows + 1) * layout->inputs, sizeof *v);
  if (v == NULL) {
    return bp_csv_no_memory(lines, error);
  }
  csv->input = v;
  if (targets != 0) {
    v = bp_grow(csv->target, &room[1], (csv->rows + 1) * targets, sizeof *v);
    if (v == NULL) {
      return bp_csv_no_memory(lines, error);
    }
    csv->target = v;
  }
  return BP_TEXT_OK;
}

/* Takes the current line as a pattern. */
static bp_text_status take_row(bp_csv *csv, const bp_csv_layout *layout, const bp_fields *fields,
                               bp_csv_target *target, size_t room[2], const bp_lines *lines,
                               bp_text_error *error) {
  const size_t inputs = layout->inputs, row = csv->rows;
  bp_text_status status;
  if (fields->count != layout->columns) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, lines->line, 0,
                        "the number of fields is %lu; accepted: %lu, as on the first line",
                        (unsigned long)fields->count, (unsigned long)layout->columns);
  }
  status = make_room(csv, layout, room, lines, error);
  if (status == BP_TEXT_OK) {
    status = take_numbers(csv, fields, 0, inputs, csv->input + row * inputs, lines, error);
  }
  if (status == BP_TEXT_OK && layout->kind == BP_CSV_NUMBERS) {
    status = take_numbers(csv, fields, inputs, layout->outputs, csv->target + row * layout->outputs,
                          lines, error);
  }
  if (status == BP_TEXT_OK && layout->kind == BP_CSV_LABEL) {
    status = bp_csv_target_take(target, csv, inputs, &fields->field[inputs], lines, error);
  }
  csv->rows += status == BP_TEXT_OK ? 1 : 0;
  return status;
}

/* Reads all patterns; the first line has been split. */
static bp_text_status read_rows(bp_csv *csv, bp_csv_layout *layout, const bp_csv_options *options,
                                bp_fields *fields, bp_csv_target *target, bp_lines *lines,
                                bp_text_error *error) {
  size_t room[2] = {0, 0};
  int header = 0, more = 1;
  bp_text_status status =
      bp_csv_header_find(layout, options->header, fields, lines, &header, error);
  if (status == BP_TEXT_OK && header) {
    status = take_header(csv, fields, lines, error);
    if (status == BP_TEXT_OK) {
      status = next_row(lines, fields, &more, error);
    }
  }
  if (status == BP_TEXT_OK && more) {
    bp_csv_layout_close(layout, options, &fields->field[fields->count - 1]);
  }
  while (status == BP_TEXT_OK && more) {
    status = take_row(csv, layout, fields, target, room, lines, error);
    if (status == BP_TEXT_OK) {
      status = next_row(lines, fields, &more, error);
    }
  }
  return status;
}

/* Reads everything into *csv, which is empty. */
static bp_text_status read_all(bp_csv *csv, const bp_csv_options *options, bp_fields *fields,
                               bp_csv_target *target, bp_lines *lines, bp_text_error *error) {
  bp_csv_layout layout;
  int more = 0;
  bp_text_status status = next_row(lines, fields, &more, error);
  memset(&layout, 0, sizeof layout);
  if (status == BP_TEXT_OK && more) {
    status = bp_csv_layout_find(&layout, options, fields->count, lines, error);
    if (status == BP_TEXT_OK) {
      status = read_rows(csv, &layout, options, fields, target, lines, error);
    }
  }
  if (status == BP_TEXT_OK && csv->rows == 0) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, lines->path, 0, 0,
                        "there is no pattern in it; accepted: one or more lines of numbers");
  }
  csv->inputs = layout.inputs;
  csv->outputs = layout.kind == BP_CSV_NUMBERS ? layout.outputs : 0;
  if (status == BP_TEXT_OK && layout.kind == BP_CSV_LABEL) {
    status = bp_csv_target_finish(target, csv, lines, error);
  }
  return status;
}

/* Reads from lines, and closes them. */
static bp_text_status read_lines(bp_csv *csv, const bp_csv_options *options, bp_lines *lines,
                                 bp_text_error *error) {
  bp_fields fields;
  bp_csv_target target;
  bp_text_status status;
  memset(&fields, 0, sizeof fields);
  memset(csv, 0, sizeof *csv);
  status = bp_csv_target_start(&target, options, lines, error);
  if (status == BP_TEXT_OK) {
    status = read_all(csv, options, &fields, &target, lines, error);
  }
  if (status != BP_TEXT_OK) {
    bp_csv_free(csv);
  }
  free(fields.field);
  bp_labels_free(&target.labels);
  bp_lines_close(lines);
  return status;
}

bp_text_status bp_csv_read(const char *path, const bp_csv_options *options, bp_csv *csv,
                           bp_text_error *error) {
  bp_lines lines;
  const bp_text_status status = bp_lines_open(&lines, path, error);
  if (status != BP_TEXT_OK) {
    memset(csv, 0, sizeof *csv);
    return status;
  }
  return read_lines(csv, options, &lines, error);
}

bp_text_status bp_csv_read_array(const char *name, const char *const *lines, size_t count,
                                 const bp_csv_options *options, bp_csv *csv, bp_text_error *error) {
  bp_lines text;
  bp_lines_open_array(&text, name, lines, count);
  return read_lines(csv, options, &text, error);
}
