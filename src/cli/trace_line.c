#include "trace_line.h"

#include <stdio.h>
#include <string.h>

#include "src/text/model.h"

#define FEW 3 /* shown of what is more than the limit */

size_t trace_shown(const cli_trace *trace, size_t count) {
  return trace->limit == 0 || count <= trace->limit ? count : FEW;
}

void trace_rest(size_t hidden, const char *what) {
  if (hidden > 0) {
    printf("    ... %lu more %s%s (--full shows all)\n", (unsigned long)hidden, what,
           hidden == 1 ? "" : "s");
  }
}

void trace_put(double v) {
  printf(v < 0.0 ? "(%.9g)" : "%.9g", v);
}

void trace_value(const char *name, double v) {
  printf("    %-11s = %-23.17g", name, v);
}

void trace_given(const char *name, size_t k, double v) {
  char left[64];
  snprintf(left, sizeof left, "%s%lu", name, (unsigned long)k);
  printf("    %-11s = %.17g\n", left, v);
}

void trace_unit(const char *name, size_t k, double v) {
  char left[64];
  snprintf(left, sizeof left, "%s%lu%s", name, (unsigned long)k,
           strchr(name, '(') != NULL ? ")" : "");
  trace_value(left, v);
}

void trace_weight_name(char *out, size_t size, const char *name, const bp_layer *layer, size_t k,
                       size_t j) {
  const char *comma = layer->units > 9 || layer->inputs > 9 ? "," : "";
  snprintf(out, size, "%s%lu%s%lu", name, (unsigned long)k, comma, (unsigned long)j);
}

const char *trace_signal(size_t l) {
  return l == 0 ? "s" : "y";
}

void trace_layer(const cli_trace *trace, size_t l) {
  const bp_net *net = trace->step->net;
  const bp_layer *layer = &net->layer[l];
  printf("\n  Layer %lu of %lu (%s): %lu input%s, %lu unit%s, %s\n", (unsigned long)l + 1,
         (unsigned long)net->depth, l + 1 == net->depth ? "output" : "hidden",
         (unsigned long)layer->inputs, layer->inputs == 1 ? "" : "s", (unsigned long)layer->units,
         layer->units == 1 ? "" : "s", bp_activation_name(layer->activation));
}
