/* The lines that a shown training step is made of; between the parts of the display alone. */
#ifndef CLI_TRACE_LINE_H
#define CLI_TRACE_LINE_H

#include "trace.h"

/* How many of count units or inputs are shown. */
size_t trace_shown(const cli_trace *trace, size_t count);

/* Says how many are not. */
void trace_rest(size_t hidden, const char *what);

/* A number put into a formula, shortened, in brackets if negative. */
void trace_put(double v);

/* "    name_k = value": the formula follows. A bracket that the name opens is closed. */
void trace_unit(const char *name, size_t k, double v);

/* The same for what has no formula, and the line end. */
void trace_given(const char *name, size_t k, double v);

/* The same for any name; the formula follows. */
void trace_value(const char *name, double v);

/* Writes name, k and j: with a comma between where an index may have two digits. */
void trace_weight_name(char *out, size_t size, const char *name, const bp_layer *layer, size_t k,
                       size_t j);

/* What the signals of layer l are called. */
const char *trace_signal(size_t l);

/* The heading of a layer. */
void trace_layer(const cli_trace *trace, size_t l);

/* The parts of the display. */
void trace_forward(const cli_trace *trace, size_t l);
void trace_error(const cli_trace *trace);
void trace_back(const cli_trace *trace, size_t l);
void trace_update(const cli_trace *trace, size_t l);

#endif
