/* A network file and a data set that it is used on. */
#ifndef CLI_USE_H
#define CLI_USE_H

#include "options.h"
#include "source.h"
#include "src/text/csv.h"
#include "src/text/model.h"

/* The options that say which: the first ones in the table of a command that uses a network. */
enum { USE_NET, USE_DATA, USE_HEADER, USE_LABEL, USE_COUNT };

#define CLI_USE_NET_HELP "the network file, - for the standard input"
#define CLI_USE_DATA_HELP(help)                                                                    \
  help ": a CSV file, - for the standard input, or a built-in set: xor, iris, digits (a file of "  \
       "such a name is ./xor)"

/* Their rows. */
#define CLI_USE_NET                                                                                \
  { "net", "NET", CLI_TEXT, CLI_REQUIRED, 0, 0, NULL, NULL, CLI_USE_NET_HELP }
#define CLI_USE_DATA(help)                                                                         \
  { "data", "FILE", CLI_TEXT, CLI_REQUIRED, 0, 0, NULL, NULL, CLI_USE_DATA_HELP(help) }
#define CLI_USE_HEADER                                                                             \
  {                                                                                                \
    "header", "yes|no|auto", CLI_CHOICE, 0, 0, 0, cli_auto_words, "auto",                          \
        "whether the first line names the columns"                                                 \
  }
#define CLI_USE_LABEL                                                                              \
  {                                                                                                \
    "label", "yes|no|auto", CLI_CHOICE, 0, 0, 0, cli_auto_words, "auto",                           \
        "whether the last column is a label rather than numbers"                                   \
  }

typedef struct cli_use {
  bp_model model;
  bp_csv csv;     /* inputs and targets scaled as the network was trained */
  double *target; /* [csv.rows * csv.outputs] the targets as in the file; null without targets */
  bp_data data;   /* of csv */
  const char *net_path;
  const char *data_name;
} cli_use;

/* Runs a command on both, as the values say, of which the first are those above. bare: whether data
   without targets are accepted. Returns the program's exit code: that of `work` if all could be
   read. */
int cli_use_with(const cli_value *value, int bare,
                 int (*work)(cli_use *use, const cli_value *value));

/* The same of a command that needs both: `value`, with room for its options, is filled from the
   arguments. */
int cli_use_run(const cli_usage *usage, int argc, char **argv, cli_value *value, int bare,
                int (*work)(cli_use *use, const cli_value *value));

#define CLI_NAME_SIZE (BP_LABEL_MAX + 1)

/* What output k, from 0, is called: its label, else the name of its column in the data, else y_k
   with k from 1. Returns the name, in `room` if need be. */
const char *cli_use_output(const cli_use *use, size_t k, char room[CLI_NAME_SIZE]);

/* Whether the pattern, from 1, is one of the set. CLI_OK, or CLI_USAGE after a message. */
int cli_use_pattern(const cli_use *use, size_t pattern);

#endif
