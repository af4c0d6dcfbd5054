/* Where the results of a gradient check go: the options that say so, and the writing. */
#ifndef CLI_CHECK_SHOW_H
#define CLI_CHECK_SHOW_H

#include "check.h"
#include "options.h"

/* Their rows, in this order. */
enum { SHOW_JSON, SHOW_JUNIT, SHOW_TAP, SHOW_CSV, SHOW_COUNT };

#define CLI_SHOW_OPTIONS                                                                           \
  {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print the results as JSON, not as a table"},      \
      {"junit", "FILE", CLI_TEXT,                                                                  \
       0,       0,      0,                                                                         \
       NULL,    NULL,   "write the results as JUnit XML, a case for each unit and each equation"}, \
      {"tap", "FILE", CLI_TEXT,                                                                    \
       0,     0,      0,                                                                           \
       NULL,  NULL,   "write them as TAP 14, - for the standard output in place of the table"},    \
  {                                                                                                \
    "csv", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL, "write a line for each weight"                   \
  }

/* Whether the values, the first of which is that of SHOW_JSON, go together and can be written.
   CLI_OK, or CLI_USAGE after a message. */
int cli_show_check(const cli_value *value);

/* Whether every weight has to be kept for them. */
int cli_show_keeps(const cli_value *value);

/* Writes and prints. verbose: not 0 if the JSON has every weight, and the heading of the table is
   printed already. Returns the exit code of the check,
   or CLI_USAGE after a message. */
int cli_show(cli_check *check, const cli_value *value, int verbose);

#endif
