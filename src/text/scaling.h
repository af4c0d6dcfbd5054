/* Linear scaling of the columns of data: scaled = (v - offset) factor, and back. */
#ifndef BP_SCALING_H
#define BP_SCALING_H

#include "error.h"

typedef enum bp_scaling_kind {
  BP_SCALING_NONE = 0,
  BP_SCALING_MINMAX,   /* the column's smallest value becomes 0, its largest 1 */
  BP_SCALING_STANDARD, /* mean 0, standard deviation 1 (divisor: the number of rows) */
  BP_SCALING_COUNT     /* the number of values above */
} bp_scaling_kind;

/* A scaling. offset is within BP_LIMIT, factor from BP_FACTOR_MIN to BP_LIMIT. Kind none has no
   numbers: columns is 0 then and both arrays are null. */
typedef struct bp_scaling {
  bp_scaling_kind kind;
  size_t columns;
  double *offset; /* [columns] owned */
  double *factor; /* [columns] owned */
} bp_scaling;

/* The smallest factor: 2^-201, one over the largest difference of two numbers within BP_LIMIT. */
#define BP_FACTOR_MIN (1.0 / 3213876088517980551083924184682325205044405987565585670602752.0)

/* The name of a kind: "none", "minmax", "standard"; "unknown" for anything else. */
const char *bp_scaling_name(bp_scaling_kind kind);

/* The kind of a name. Returns 0 if there is none; *kind is unchanged then. */
int bp_scaling_find(const char *name, bp_scaling_kind *kind);

/* Finds the scaling of v, rows (1 or more) rows of columns (1 or more) numbers within BP_LIMIT. A
   column whose spread is 0, or below 2^-200, has factor 1. On an error *scaling is of kind none. */
bp_text_status bp_scaling_fit(bp_scaling *scaling, bp_scaling_kind kind, const double *v,
                              size_t rows, size_t columns, bp_text_error *error);

/* Scales v, rows of scaling->columns numbers, in place. Kind none changes nothing, whatever the
   columns. BP_TEXT_ERR_VALUE if a number is or would be beyond BP_LIMIT; nothing is changed then.
 */
bp_text_status bp_scaling_apply(const bp_scaling *scaling, double *v, size_t rows,
                                bp_text_error *error);

/* Scales back: v = scaled / factor + offset. Errors as of bp_scaling_apply. */
bp_text_status bp_scaling_invert(const bp_scaling *scaling, double *v, size_t rows,
                                 bp_text_error *error);

/* Makes to a copy of from. On an error *to is of kind none. */
bp_text_status bp_scaling_copy(bp_scaling *to, const bp_scaling *from, bp_text_error *error);

/* Frees the numbers and leaves kind none. */
void bp_scaling_free(bp_scaling *scaling);

#endif
