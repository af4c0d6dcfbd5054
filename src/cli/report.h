/* What the program says and how it ends. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "json.h"
#include "src/bp/status.h"
#include "src/text/error.h"

/* The exit codes of every command. */
typedef enum cli_exit {
  CLI_OK = 0,          /* done */
  CLI_FAILED = 1,      /* a check failed, or training diverged */
  CLI_USAGE = 2,       /* wrong usage, bad input, or a file that cannot be read or written */
  CLI_CRASHED = 3,     /* the other implementation crashed, hung or answered malformed */
  CLI_INCONCLUSIVE = 4 /* neither right nor wrong could be shown, or nothing was applicable */
} cli_exit;

#if defined(__GNUC__)
#define CLI_PRINTF __attribute__((format(printf, 1, 2)))
#else
#define CLI_PRINTF
#endif

/* Prints "bpref: ", the message and a line end to the standard error. */
CLI_PRINTF void cli_error(const char *format, ...);

/* The same with "bpref: warning: ". */
CLI_PRINTF void cli_warn(const char *format, ...);

/* Says that memory has run out. Returns CLI_USAGE. */
int cli_no_memory(void);

/* Says what is wrong with a text or a file. Returns CLI_USAGE. */
int cli_text_error(const bp_text_error *error);

/* Says that `what` failed and why. Returns CLI_FAILED for BP_ERR_DIVERGED, else CLI_USAGE. */
int cli_status_error(const char *what, bp_status status);

/* Text as a JSON string; quoted and escaped if it is not UTF-8 (the name of a file need not be),
   null for a null pointer. Null if memory has run out. */
json_t *cli_json_text(const char *text);

/* Prints a JSON value and a line end to the standard output, and releases it. Returns CLI_OK, or
   CLI_USAGE with a message if the value is null (memory) or cannot be written. */
int cli_print_json(json_t *value);

/* Writes out what the standard output still holds. Returns code, or CLI_USAGE with a message if
   anything could not be written. */
int cli_finish(int code);

#endif
