#include "scaling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/bp/range.h"

static const char *const names[BP_SCALING_COUNT] = {"none", "minmax", "standard"};

/* A spread below this, 2^-200, would need a factor beyond BP_LIMIT. */
#define SPREAD_MIN (1.0 / BP_LIMIT)

const char *bp_scaling_name(bp_scaling_kind kind) {
  const size_t i = (size_t)kind;
  return i < BP_SCALING_COUNT ? names[i] : "unknown";
}

int bp_scaling_find(const char *name, bp_scaling_kind *kind) {
  size_t i;
  for (i = 0; i < BP_SCALING_COUNT; i++) {
    if (strcmp(name, names[i]) == 0) {
      *kind = (bp_scaling_kind)i;
      return 1;
    }
  }
  return 0;
}

void bp_scaling_free(bp_scaling *scaling) {
  free(scaling->offset);
  free(scaling->factor);
  memset(scaling, 0, sizeof *scaling);
}

/* Allocates the numbers of a scaling. */
static bp_text_status make(bp_scaling *scaling, bp_scaling_kind kind, size_t columns,
                           bp_text_error *error) {
  memset(scaling, 0, sizeof *scaling);
  if (kind == BP_SCALING_NONE) {
    return BP_TEXT_OK;
  }
  scaling->offset = calloc(columns, sizeof(double));
  scaling->factor = calloc(columns, sizeof(double));
  if (scaling->offset == NULL || scaling->factor == NULL) {
    bp_scaling_free(scaling);
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, NULL, 0, 0,
                        "there is not enough memory for the scaling of %lu columns",
                        (unsigned long)columns);
  }
  scaling->kind = kind;
  scaling->columns = columns;
  return BP_TEXT_OK;
}

/* The first column of v: its smallest number, and the largest less the smallest. */
static void fit_minmax(const double *v, size_t rows, size_t columns, double *offset,
                       double *spread) {
  double low = v[0], high = v[0];
  size_t i;
  for (i = 1; i < rows; i++) {
    const double value = v[i * columns];
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  *offset = low;
  *spread = high - low;
}

/* The first column of v: its mean and its standard deviation, of numbers divided by their largest
   magnitude so that no square is lost to underflow. A constant column has its number and 0. */
static void fit_standard(const double *v, size_t rows, size_t columns, double *offset,
                         double *spread) {
  double mean = 0.0, squares = 0.0, low, peak = 0.0;
  size_t i;
  fit_minmax(v, rows, columns, &low, spread);
  *offset = low;
  *spread = 0.0;
  for (i = 0; i < rows; i++) {
    mean += (v[i * columns] - low) / (double)rows;
  }
  for (i = 0; i < rows; i++) {
    const double distance = fabs(v[i * columns] - low - mean);
    peak = distance > peak ? distance : peak;
  }
  if (peak < SPREAD_MIN) {
    return;
  }
  for (i = 0; i < rows; i++) {
    const double distance = (v[i * columns] - low - mean) / peak;
    squares += distance * distance;
  }
  *offset = low + mean;
  *spread = peak * sqrt(squares / (double)rows);
}

bp_text_status bp_scaling_fit(bp_scaling *scaling, bp_scaling_kind kind, const double *v,
                              size_t rows, size_t columns, bp_text_error *error) {
  const bp_text_status status = make(scaling, kind, columns, error);
  size_t i;
  if (status != BP_TEXT_OK || kind == BP_SCALING_NONE) {
    return status;
  }
  for (i = 0; i < columns; i++) {
    double spread;
    if (kind == BP_SCALING_MINMAX) {
      fit_minmax(v + i, rows, columns, &scaling->offset[i], &spread);
    } else {
      fit_standard(v + i, rows, columns, &scaling->offset[i], &spread);
    }
    scaling->factor[i] = spread >= SPREAD_MIN ? 1.0 / spread : 1.0;
  }
  return BP_TEXT_OK;
}

static double scaled(const bp_scaling *scaling, size_t column, double v) {
  return (v - scaling->offset[column]) * scaling->factor[column];
}

static double unscaled(const bp_scaling *scaling, size_t column, double v) {
  return v / scaling->factor[column] + scaling->offset[column];
}

/* Maps all numbers in place, or none if one of them is or becomes too large. Within BP_LIMIT
   neither map can overflow on its way: 2^201 2^200 and 2^200 / 2^-201 are finite. */
static bp_text_status map(const bp_scaling *scaling, double *v, size_t rows,
                          double (*f)(const bp_scaling *, size_t, double), bp_text_error *error) {
  size_t i, j;
  for (i = 0; i < rows && scaling->kind != BP_SCALING_NONE; i++) {
    for (j = 0; j < scaling->columns; j++) {
      const double value = v[i * scaling->columns + j];
      if (!bp_range_holds(value, -BP_LIMIT, BP_LIMIT) ||
          !bp_range_holds(f(scaling, j, value), -BP_LIMIT, BP_LIMIT)) {
        return bp_text_fail(error, BP_TEXT_ERR_VALUE, NULL, 0, 0,
                            "row %lu, column %lu: scaling %.17g leads beyond 2^200 in magnitude",
                            (unsigned long)i + 1, (unsigned long)j + 1, value);
      }
    }
  }
  for (i = 0; i < rows && scaling->kind != BP_SCALING_NONE; i++) {
    for (j = 0; j < scaling->columns; j++) {
      v[i * scaling->columns + j] = f(scaling, j, v[i * scaling->columns + j]);
    }
  }
  return BP_TEXT_OK;
}

bp_text_status bp_scaling_apply(const bp_scaling *scaling, double *v, size_t rows,
                                bp_text_error *error) {
  return map(scaling, v, rows, scaled, error);
}

bp_text_status bp_scaling_invert(const bp_scaling *scaling, double *v, size_t rows,
                                 bp_text_error *error) {
  return map(scaling, v, rows, unscaled, error);
}

bp_text_status bp_scaling_copy(bp_scaling *to, const bp_scaling *from, bp_text_error *error) {
  const bp_text_status status = make(to, from->kind, from->columns, error);
  if (status == BP_TEXT_OK && from->kind != BP_SCALING_NONE) {
    memcpy(to->offset, from->offset, from->columns * sizeof(double));
    memcpy(to->factor, from->factor, from->columns * sizeof(double));
  }
  return status;
}
