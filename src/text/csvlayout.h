/* Which columns of a CSV file are what. For src/text alone. */
#ifndef BP_CSVLAYOUT_H
#define BP_CSVLAYOUT_H

#include "csv.h"
#include "csvfield.h"

typedef enum bp_csv_kind {
  BP_CSV_OPEN = 0, /* numbers or a label: the first pattern decides */
  BP_CSV_BARE,     /* no targets */
  BP_CSV_NUMBERS,  /* `outputs` numbers */
  BP_CSV_LABEL     /* one label */
} bp_csv_kind;

typedef struct bp_csv_layout {
  bp_csv_kind kind;
  size_t columns;
  size_t inputs;  /* while open, those that are inputs in any case */
  size_t outputs; /* 0: as many as there will be labels */
} bp_csv_layout;

/* Finds the layout of lines of as many fields as the current one has; kind may stay open. */
bp_text_status bp_csv_layout_find(bp_csv_layout *layout, const bp_csv_options *options,
                                  size_t columns, const bp_lines *lines, bp_text_error *error);

/* Decides an open layout by the last field of the first pattern. */
void bp_csv_layout_close(bp_csv_layout *layout, const bp_csv_options *options,
                         const bp_field *last);

/* Whether the current line, of these fields, names the columns. */
bp_text_status bp_csv_header_find(const bp_csv_layout *layout, bp_csv_header header,
                                  const bp_fields *fields, const bp_lines *lines, int *is_header,
                                  bp_text_error *error);

#endif
