/* Pictures of a curve, drawn by gnuplot. */
#ifndef CLI_PLOT_H
#define CLI_PLOT_H

#include "curve.h"

/* Whether the name of a picture ends in .svg or .png. CLI_OK, or CLI_USAGE after a message. */
int cli_plot_check(const char *path);

/* Whether gnuplot is found on the PATH. */
int cli_plot_available(void);

/* Draws E per pattern against the epoch, on a logarithmic scale, replacing the file at once or not
   at all. title: any text. CLI_OK, or CLI_USAGE after a message. */
int cli_plot_save(cli_curve *curve, const char *path, const char *title);

#endif
