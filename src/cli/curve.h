/* The course of a training, epoch by epoch: kept on the side while it goes on, written as CSV or
   drawn at its end. */
#ifndef CLI_CURVE_H
#define CLI_CURVE_H

#include <stdio.h>

#include "metrics.h"

typedef struct cli_point {
  size_t epoch;   /* from 1 */
  double E;       /* of the training part, summed while the epoch went on */
  double held_E;  /* of the part held out, after the epoch; 0 if there is none */
  double correct; /* the share of it that is classified correctly; 0 if there are no classes */
  double step;    /* no update of the epoch moved a weight further */
} cli_point;

typedef struct cli_curve {
  FILE *file;   /* the points, in a nameless file; null: nothing is kept */
  size_t count; /* points */
  size_t train; /* patterns of the training part */
  size_t held;  /* patterns held out */
  int classes;  /* not 0: `correct` means something */
} cli_curve;

/* Starts an empty curve. CLI_OK, or CLI_USAGE after a message. */
int cli_curve_open(cli_curve *curve, size_t train, size_t held, int classes);

/* Adds a point; nothing if the curve is not open. */
void cli_curve_add(cli_curve *curve, const cli_point *point);

/* The next point from the start on, after cli_curve_rewind. 0 at the end. */
int cli_curve_next(cli_curve *curve, cli_point *point);

/* Back to the first point. Returns 0 if points are lost (the disk of the nameless file was full).
 */
int cli_curve_rewind(cli_curve *curve);

/* Writes the curve as CSV, replacing the file at once or not at all. CLI_OK, or CLI_USAGE after a
   message. */
int cli_curve_save(cli_curve *curve, const char *path);

/* Ends it. A curve that is not open is accepted. */
void cli_curve_close(cli_curve *curve);

#endif
