/* The help of a command, from its table of options. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "options.h"

/* Prints to the standard output. */
void cli_help(const cli_usage *usage);

/* Prints text in lines of up to 80 columns, the first one starting at column `at` (where the cursor
   is), the others at column `indent`. */
void cli_wrap(const char *text, size_t at, size_t indent);

#endif
