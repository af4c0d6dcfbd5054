/* The data set that --data names. */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "options.h"
#include "src/text/csv.h"

/* The words of --header and --label. */
extern const char *const cli_auto_words[];

/* What --header says. */
bp_csv_header cli_source_header(const cli_value *value);

/* What --label says. */
bp_csv_targets cli_source_targets(const cli_value *value);

/* Loads a data set: a bare name that is a built-in set means that set, "-" the standard input, all
   else a file ("./xor" is a file, "xor" is not). CLI_OK, or CLI_USAGE after a message; csv is empty
   then. */
int cli_source_load(const char *name, const bp_csv_options *options, bp_csv *csv);

#endif
