/* The column of labels of a CSV file, and the errors of its fields. For src/text alone. */
#ifndef BP_CSVTARGET_H
#define BP_CSVTARGET_H

#include "csv.h"
#include "csvfield.h"
#include "label.h"

/* The labels met so far. */
typedef struct bp_csv_target {
  bp_labels labels;
  size_t accepted; /* how many there may be; 0: not given */
  int given;       /* not 0: labels are those of the options, no others are accepted */
  size_t room;     /* of csv->choice */
} bp_csv_target;

/* Starts with the labels of the options, if any. */
bp_text_status bp_csv_target_start(bp_csv_target *target, const bp_csv_options *options,
                                   const bp_lines *lines, bp_text_error *error);

/* Takes the label of the row csv->rows, field `at` (from 0) of the current line. */
bp_text_status bp_csv_target_take(bp_csv_target *target, bp_csv *csv, size_t at,
                                  const bp_field *field, const bp_lines *lines,
                                  bp_text_error *error);

/* Puts the labels in order and fills csv->target, label and outputs. */
bp_text_status bp_csv_target_finish(bp_csv_target *target, bp_csv *csv, const bp_lines *lines,
                                    bp_text_error *error);

/* Refuses field `at` (from 0) of the current line: "field 3 ("name"): found "...", which is
   (fault); accepted: (accepted)". */
bp_text_status bp_csv_refuse(const bp_csv *csv, size_t at, const bp_field *field, const char *fault,
                             const char *accepted, const bp_lines *lines, bp_text_error *error);

bp_text_status bp_csv_no_memory(const bp_lines *lines, bp_text_error *error);
bp_text_status bp_csv_too_large(const bp_lines *lines, bp_text_error *error);

#endif
