/* The true values beside the numbers of a shown training step; between the parts of the display
   alone. Without an oracle there are none. */
#ifndef CLI_TRACE_EXACT_H
#define CLI_TRACE_EXACT_H

#include "trace.h"

/* A line: number i of the quantity as it truly is, and how far the number shown is from it. */
void trace_exact(const cli_trace *trace, bp_oracle_quantity q, size_t i);

/* The true values of layer l as JSON, null without an oracle. A null pointer if memory has run out.
 */
json_t *trace_exact_layer(const cli_trace *trace, size_t l);

/* How they were computed, and E; the same. */
json_t *trace_exact_step(const cli_trace *trace);

#endif
