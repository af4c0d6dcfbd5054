#include <stdio.h>

#include "src/text/number.h"
#include "trace_line.h"

static void print_shape(const bp_net *net) {
  size_t l;
  printf("%lu", (unsigned long)net->inputs);
  for (l = 0; l < net->depth; l++) {
    printf("-%lu", (unsigned long)net->layer[l].units);
  }
}

static void print_heading(const cli_trace *trace) {
  const bp_rule *rule = &trace->step->rule;
  char eta[BP_NUMBER_SIZE], alpha[BP_NUMBER_SIZE];
  printf("One training step of the ");
  print_shape(trace->step->net);
  printf(" network %s on pattern %lu of %lu of %s\n", trace->net_path,
         (unsigned long)trace->pattern, (unsigned long)trace->patterns, trace->data_path);
  bp_number_write_short(rule->eta, eta);
  bp_number_write_short(rule->alpha, alpha);
  printf("Learning rate eta = %s, momentum alpha = %s (no previous changes)%s\n", eta, alpha,
         rule->plain ? ", plain delta rule" : "");
  printf("Results have 17 digits, enough to identify a double; numbers put into a formula 9.\n");
  if (trace->oracle != NULL) {
    printf("True values are enclosed with %ld bits%s: each is within its +/- of the number "
           "before.\n",
           bp_oracle_precision(trace->oracle),
           trace->resolved ? "" : ", which is not enough everywhere");
  }
}

void cli_trace_print(const cli_trace *trace) {
  const size_t depth = trace->step->net->depth;
  size_t l;
  print_heading(trace);
  printf("\nFeed-forward\n");
  for (l = 0; l < depth; l++) {
    trace_forward(trace, l);
  }
  trace_error(trace);
  printf("\nBack-propagation of errors\n");
  for (l = depth; l > 0; l--) {
    trace_back(trace, l - 1);
  }
  printf("\nUpdate of weights\n");
  for (l = depth; l > 0; l--) {
    trace_update(trace, l - 1);
  }
  printf("\nThe new weights are, bit for bit, those that the trainer computes.\n");
}
