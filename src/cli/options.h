/* The options of a command: a table says what there is, and reading and help come from it. Accepted
   are --name VALUE, --name=VALUE and --name for a flag, each at most once; "--" ends the options;
   every other argument, "-" included, is an operand. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stddef.h>

#include "src/bp/random.h"

/* What an option takes. */
typedef enum cli_kind {
  CLI_FLAG,  /* nothing */
  CLI_TEXT,  /* text, not empty */
  CLI_COUNT, /* a whole number from low to high, or one of the words */
  CLI_REAL,  /* a decimal number from low to high, or one of the words */
  CLI_SEED,  /* a whole number from 0 to 2^64 - 1 */
  CLI_CHOICE /* one of the words */
} cli_kind;

/* Flags of an option, added up. */
#define CLI_REQUIRED 1u /* the command does not run without it */
#define CLI_OPEN 2u     /* high itself is not accepted */

typedef struct cli_option {
  const char *name;         /* without the dashes */
  const char *argument;     /* what the help calls its value; null for a flag */
  cli_kind kind;            /* what it takes */
  unsigned flags;           /* CLI_REQUIRED, CLI_OPEN */
  double low;               /* for CLI_COUNT and CLI_REAL */
  double high;              /* the same */
  const char *const *words; /* null-ended; null for none */
  const char *fallback;     /* taken where the option is not given; null for none */
  const char *help;         /* a phrase, without a full stop */
} cli_option;

/* What a command accepts, and what its help says beside that. All lists are null-ended. */
typedef struct cli_usage {
  const char *name;            /* of the command */
  const char *const *about;    /* paragraphs */
  const char *operand;         /* what the help calls an operand; null if none is accepted */
  size_t operands_min;         /* how many operands are accepted */
  size_t operands_max;         /* the same */
  const cli_option *option;    /* [options] */
  size_t options;              /* how many */
  const char *const *examples; /* command lines */
  const char *const *exits;    /* what each exit code means here, "0  ..." */
} cli_usage;

/* What was given for an option. */
typedef struct cli_value {
  int given;        /* not 0: on the command line */
  const char *text; /* as given, or the fallback; null if neither, or for a flag */
  int word;         /* its index in the words, -1 if it is none of them */
  size_t count;     /* of CLI_COUNT, 0 if it is a word */
  double real;      /* of CLI_REAL, 0 if it is a word */
  bp_seed seed;     /* of CLI_SEED */
} cli_value;

/* What cli_parse returns when the command shall go on. */
#define CLI_PROCEED (-1)

/* Reads a command's arguments (argv[0] its name, argv[argc] null) into value, one entry for each
   option of the table, and moves the operands to argv[1], argv[2], ..., a null after the last.
   Returns CLI_PROCEED, or the exit code of a command that ends here: CLI_OK after --help, CLI_USAGE
   after a message. */
int cli_parse(const cli_usage *usage, int argc, char **argv, cli_value *value);

/* Reads the text of one option's value; for the fallback, too. 0, or CLI_USAGE after a message. */
int cli_read_value(const cli_option *option, const char *text, cli_value *value);

/* The index of text in a null-ended list of words, or -1. */
int cli_word(const char *const *words, const char *text);

#endif
