/* gnuplot as a child process: its script through a pipe, its picture into an open file, no shell
   and no file name in between. */
#ifndef CLI_GNUPLOT_H
#define CLI_GNUPLOT_H

#include <stdio.h>

/* Writes the script. */
typedef void (*cli_script_writer)(FILE *script, void *context);

/* Whether gnuplot is found on the PATH. */
int cli_gnuplot_available(void);

/* Runs gnuplot on the script, its standard output being the picture. Returns 0, or -1 and the
   problem in words. */
int cli_gnuplot_run(FILE *picture, cli_script_writer write, void *context, const char **problem);

#endif
