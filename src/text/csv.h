/* Data sets from CSV: one pattern a line, its inputs first, then its targets, which are numbers or
   one label. The grammar and all rules are in spec/formats.md. */
#ifndef BP_CSV_H
#define BP_CSV_H

#include <stdio.h>

#include "error.h"
#include "label.h"
#include "src/bp/train.h"

#define BP_CSV_VALUES_MAX ((size_t)1 << 27) /* inputs and targets together: 1 GiB of memory */

/* Whether the first line names the columns. */
typedef enum bp_csv_header {
  BP_HEADER_AUTO = 0, /* if no input column (and no column of numeric targets) has a number there;
                         names and numbers mixed are refused */
  BP_HEADER_YES,
  BP_HEADER_NO
} bp_csv_header;

/* What follows the inputs on a line. */
typedef enum bp_csv_targets {
  BP_TARGETS_AUTO = 0, /* with inputs and outputs given: numbers if a line has inputs + outputs
                          fields, else one label if it has inputs + 1; without: one label if the
                          last field of the first pattern is not a number, else numbers */
  BP_TARGETS_NUMBERS,  /* `outputs` numbers (1 if outputs is 0) */
  BP_TARGETS_LABEL     /* one label, which becomes 1 at its output and 0 at all others */
} bp_csv_targets;

/* What is expected. All 0 is a start: everything found out from the data. */
typedef struct bp_csv_options {
  bp_csv_header header;
  bp_csv_targets targets;
  size_t inputs;  /* 0: all columns that are not targets */
  size_t outputs; /* 0: as many as there are labels, or 1 number */
  int bare;       /* not 0: a file whose lines have exactly `inputs` fields is accepted also: it
                     has no targets */
  size_t labels;  /* 0, or `outputs` labels: others are refused, and they have this order */
  const char *const *label; /* [labels] */
} bp_csv_options;

/* A data set. Everything in it is owned by it. */
typedef struct bp_csv {
  size_t rows;    /* patterns, 1 or more */
  size_t inputs;  /* numbers a row, 1 or more */
  size_t outputs; /* numbers a row; 0 if the file has no targets */
  double *input;  /* [rows * inputs] row after row */
  double *target; /* [rows * outputs] row after row; null if outputs is 0 */
  size_t labels;  /* outputs if the targets are labels, else 0 */
  char **label;   /* [labels] in the order of the outputs: that given in the options, else by number
                     if all are integers, else by bytes */
  size_t *choice; /* [rows] the label of each row, from 0; null if there are no labels */
  size_t names;   /* columns of the file if it has a header, else 0 */
  char **name;    /* [names] */
} bp_csv;

/* Reads a data set from a file, or standard input if path is "-". On an error *csv is empty. */
bp_text_status bp_csv_read(const char *path, const bp_csv_options *options, bp_csv *csv,
                           bp_text_error *error);

/* The same from lines in memory; name stands for the path in errors. */
bp_text_status bp_csv_read_array(const char *name, const char *const *lines, size_t count,
                                 const bp_csv_options *options, bp_csv *csv, bp_text_error *error);

/* The set as the trainer takes it, pointing into csv. */
bp_data bp_csv_data(const bp_csv *csv);

/* Frees everything and makes it empty. An empty (all 0) set is accepted. */
void bp_csv_free(bp_csv *csv);

/* Writes one field, in quotes if it needs them to read back as the same text. Errors: ferror. */
void bp_csv_put_text(FILE *file, const char *text);

/* Writes one number, finite, so that it reads back as the same bits. Errors: ferror. */
void bp_csv_put_number(FILE *file, double v);

#endif
