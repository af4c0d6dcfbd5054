/* Pictures of a gradient check. */
#ifndef CLI_CHECK_PLOT_H
#define CLI_CHECK_PLOT_H

#include "check.h"

/* Draws, with gnuplot, the sweep (the error of the numerical derivative against the step) and below
   it, if the true gradient is known, how many ulps from it each weight's gradient is, layer by layer.
   path ends in .svg or .png. CLI_OK, or CLI_USAGE after a message. */
int cli_check_plot(cli_check *check, const char *path);

#endif
