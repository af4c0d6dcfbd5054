#include <stdio.h>

#include "trace_exact.h"
#include "trace_line.h"

/* x_k = w_k0 + w_k1 y_1 + ..., with the numbers. */
static void print_net_input(const cli_trace *trace, size_t l, size_t k) {
  const bp_net *net = trace->step->net;
  const bp_layer *layer = &net->layer[l];
  const double *y = bp_net_signals(net, l, trace->step->s);
  const size_t n = trace_shown(trace, layer->inputs);
  char name[64];
  size_t j;
  trace_unit("x_", k + 1, net->x[layer->unit_at + k]);
  for (j = 0; j <= n; j++) {
    trace_weight_name(name, sizeof name, "w_", layer, k + 1, j);
    printf(j == 0 ? " = %s" : " + %s", name);
    if (j > 0) {
      printf(" %s_%lu", trace_signal(l), (unsigned long)j);
    }
  }
  printf(n < layer->inputs ? " + ..." : "");
  for (j = 0; j <= n; j++) {
    printf(j == 0 ? " = " : " + ");
    trace_put(net->w[bp_net_weight_index(net, l, k, j)]);
    if (j > 0) {
      printf(" * ");
      trace_put(y[j - 1]);
    }
  }
  printf(n < layer->inputs ? " + ...\n" : "\n");
}

static void print_output(const cli_trace *trace, const bp_layer *layer, size_t k) {
  const bp_net *net = trace->step->net;
  const unsigned long n = (unsigned long)k + 1;
  const double x = net->x[layer->unit_at + k];
  trace_unit("y_", k + 1, net->y[layer->unit_at + k]);
  if (layer->activation == BP_LOGISTIC) {
    printf(" = 1 / (1 + exp(-x_%lu)) = 1 / (1 + exp(-", n);
    trace_put(x);
    printf("))\n");
  } else if (layer->activation == BP_TANH) {
    printf(" = tanh(x_%lu) = tanh(%.9g)\n", n, x);
  } else if (layer->activation != BP_IDENTITY && x < 0.0) {
    printf(layer->activation == BP_RELU ? " for x_%lu < 0\n" : " = 0.01 x_%lu\n", n);
  } else {
    printf(" = x_%lu\n", n);
  }
}

void trace_forward(const cli_trace *trace, size_t l) {
  const cli_step *step = trace->step;
  const bp_layer *layer = &step->net->layer[l];
  size_t k, n;
  trace_layer(trace, l);
  if (l == 0) {
    n = trace_shown(trace, layer->inputs);
    printf("  Signals\n");
    for (k = 0; k < n; k++) {
      trace_given("s_", k + 1, step->s[k]);
    }
    trace_rest(layer->inputs - n, "signal");
  }
  n = trace_shown(trace, layer->units);
  printf("  Net inputs, bias first (%s)\n", l + 1 == step->net->depth ? "EQ-5" : "EQ-16");
  for (k = 0; k < n; k++) {
    print_net_input(trace, l, k);
    trace_exact(trace, BP_ORACLE_X, layer->unit_at + k);
  }
  trace_rest(layer->units - n, "unit");
  printf("  Outputs, y = f(x) (%s)\n", l + 1 == step->net->depth ? "EQ-5" : "EQ-18");
  for (k = 0; k < n; k++) {
    print_output(trace, layer, k);
    trace_exact(trace, BP_ORACLE_Y, layer->unit_at + k);
  }
  trace_rest(layer->units - n, "unit");
}

void trace_error(const cli_trace *trace) {
  const cli_step *step = trace->step;
  const double *y = bp_net_output(step->net);
  const size_t n = trace_shown(trace, step->net->outputs);
  size_t k;
  printf("\nError\n\n  Of each output unit (EQ-4)\n");
  for (k = 0; k < n; k++) {
    const unsigned long i = (unsigned long)k + 1;
    trace_unit("e_", k + 1, step->e[k]);
    printf(" = t_%lu - y_%lu = ", i, i);
    trace_put(step->t[k]);
    printf(" - ");
    trace_put(y[k]);
    putchar('\n');
    trace_exact(trace, BP_ORACLE_ERROR, k);
  }
  trace_rest(step->net->outputs - n, "unit");
  printf("  Of the pattern (EQ-3)\n");
  trace_value("E", step->E);
  printf(" = 1/2 sum_k e_k e_k = 0.5 * (");
  for (k = 0; k < n; k++) {
    printf(k == 0 ? "" : " + ");
    trace_put(step->e[k]);
    printf(" * ");
    trace_put(step->e[k]);
  }
  printf(n < step->net->outputs ? " + ...)\n" : ")\n");
  trace_exact(trace, BP_ORACLE_E, 0);
}
