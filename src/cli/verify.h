/* An implementation put to the cases: between the parts of `bpref verify` alone. */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H

#include "src/conform/corpus.h"
#include "src/conform/session.h"

typedef struct cli_verify {
  const char *command; /* of the implementation; null: another source */
  const char *answers; /* a file of answers; null: another source */
  const char *vectors; /* a file or folder of cases; null: the built-in corpus */
  const char *filter;  /* null: every case */
  int level;
  int fixed_class; /* not 0: judged as `precision`, whatever it declares */
  bp_precision precision;
  double timeout;
  size_t jobs;
  int verbose;
  bp_cases cases;
  bp_session session;
  char broken[1024]; /* what it did that was no answer, the first time; "": nothing */
  char said[2049];   /* the end of its standard error then */
} cli_verify;

/* Reads the cases that are meant; those of the built-in corpus have their flags if they are wanted
   or the filter needs them. CLI_OK, or CLI_USAGE after a message. */
int cli_cases_load(bp_cases *cases, const char *path, const char *filter, int flags);

/* Whether there is a case, or a filter that left none. CLI_OK, or CLI_USAGE after a message. */
int cli_cases_some(size_t count, const char *filter);

/* Puts the cases to the command. CLI_OK whatever it answers; CLI_USAGE after a message if it cannot
   be started or memory has run out. */
int cli_verify_ask(cli_verify *verify);

/* Reads the file of answers to any of the cases, of which those that are not meant are dropped.
   CLI_OK; CLI_CRASHED after a message if it is not one; CLI_USAGE. */
int cli_verify_read(cli_verify *verify);

/* The exit code that the verdicts come to, and in words. */
int cli_verify_code(const cli_verify *verify);
const char *cli_verify_outcome(const cli_verify *verify);

/* The reports, on the standard output. Each returns CLI_OK, or CLI_USAGE after a message. */
int cli_verify_print(const cli_verify *verify);
int cli_verify_json(const cli_verify *verify);
int cli_verify_junit(const cli_verify *verify);
int cli_verify_tap(const cli_verify *verify);

#define VERIFY_LINE 1024

/* What is wrong with a case that does not pass, in one line: "EQ-19: delta, pattern 1, ...". */
void cli_verify_line(const bp_entry *entry, char out[VERIFY_LINE]);

/* What the failures look like: "factor-two, ... in 100 of 100 cases that fail"; "" for nothing
   known. */
void cli_verify_known(const cli_verify *verify, size_t i, char out[VERIFY_LINE]);

#endif
