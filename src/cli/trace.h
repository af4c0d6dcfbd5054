/* How a training step is shown. */
#ifndef CLI_TRACE_H
#define CLI_TRACE_H

#include "json.h"
#include "src/oracle/oracle.h"
#include "step.h"

/* What else a reader wants to know of the step. */
typedef struct cli_trace {
  const cli_step *step;
  const char *net_path;
  const char *data_path;
  size_t pattern;  /* from 1 */
  size_t patterns; /* of the set */
  size_t limit;    /* of units and of inputs shown; the first few where there are more; 0: all */
  const bp_oracle *oracle; /* of the same step, to show the true values too; may be null */
  int resolved;            /* not 0: all its enclosures are narrow */
} cli_trace;

/* Prints the step as a worked example, each quantity with its equation, its formula and the numbers
   put in. */
void cli_trace_print(const cli_trace *trace);

/* All quantities, each number also as the 16 hexadecimal digits of its bits. Null if memory has run
   out. */
json_t *cli_trace_json(const cli_trace *trace);

#endif
