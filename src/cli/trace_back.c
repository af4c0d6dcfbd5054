#include <stdio.h>

#include "trace_exact.h"
#include "trace_line.h"

/* sum_j = delta_1 w_1j + delta_2 w_2j + ... over the units of the layer after. */
static void print_sum(const cli_trace *trace, size_t l, size_t j) {
  const bp_net *net = trace->step->net;
  const bp_layer *after = &net->layer[l + 1];
  const size_t n = trace_shown(trace, after->units);
  char name[64];
  size_t k;
  trace_unit("sum_", j + 1, trace->step->sum[net->layer[l].unit_at + j]);
  for (k = 0; k < n; k++) {
    trace_weight_name(name, sizeof name, "w_", after, k + 1, j + 1);
    printf(k == 0 ? " = delta_%lu %s" : " + delta_%lu %s", (unsigned long)k + 1, name);
  }
  printf(n < after->units ? " + ..." : "");
  for (k = 0; k < n; k++) {
    printf(k == 0 ? " = " : " + ");
    trace_put(net->delta[after->unit_at + k]);
    printf(" * ");
    trace_put(net->w[bp_net_weight_index(net, l + 1, k, j + 1)]);
  }
  printf(n < after->units ? " + ...\n" : "\n");
}

static void print_slope(const cli_trace *trace, size_t l, size_t k) {
  const cli_step *step = trace->step;
  const bp_layer *layer = &step->net->layer[l];
  const unsigned long n = (unsigned long)k + 1;
  const double y = step->net->y[layer->unit_at + k];
  trace_unit("f'(x_", k + 1, step->slope[layer->unit_at + k]);
  if (layer->activation == BP_LOGISTIC) {
    printf(" = y_%lu (1 - y_%lu) = ", n, n);
    trace_put(y);
    printf(" * (1 - ");
    trace_put(y);
    printf(")\n");
  } else if (layer->activation == BP_TANH) {
    printf(" = 1 - y_%lu y_%lu = 1 - ", n, n);
    trace_put(y);
    printf(" * ");
    trace_put(y);
    putchar('\n');
  } else if (layer->activation != BP_IDENTITY) {
    printf(y > 0.0 ? " = 1 for x_%lu > 0\n" : " for x_%lu <= 0\n", n);
  } else {
    printf(" = 1 for the identity\n");
  }
}

static void print_delta(const cli_trace *trace, size_t l, size_t k) {
  const cli_step *step = trace->step;
  const bp_layer *layer = &step->net->layer[l];
  const unsigned long n = (unsigned long)k + 1;
  const double slope = step->slope[layer->unit_at + k];
  trace_unit("delta_", k + 1, step->net->delta[layer->unit_at + k]);
  if (l + 1 < step->net->depth) {
    printf(" = f'(x_%lu) sum_%lu = ", n, n);
    trace_put(slope);
    printf(" * ");
    trace_put(step->sum[layer->unit_at + k]);
  } else if (step->rule.plain) {
    printf(" = e_%lu, by the delta rule", n);
  } else {
    printf(" = e_%lu f'(x_%lu) = ", n, n);
    trace_put(step->e[k]);
    printf(" * ");
    trace_put(slope);
  }
  putchar('\n');
}

static int is_output(const cli_trace *trace, size_t l) {
  return l + 1 == trace->step->net->depth;
}

/* dE/dw_kj = -delta_k y_j */
static void print_gradient(const cli_trace *trace, size_t l, size_t k, size_t j) {
  const cli_step *step = trace->step;
  const bp_net *net = step->net;
  const bp_layer *layer = &net->layer[l];
  char name[64];
  trace_weight_name(name, sizeof name, "dE/dw_", layer, k + 1, j);
  trace_value(name, step->dE_dw[bp_net_weight_index(net, l, k, j)]);
  printf(" = -delta_%lu %s_%lu = -", (unsigned long)k + 1, trace_signal(l), (unsigned long)j);
  trace_put(net->delta[layer->unit_at + k]);
  printf(" * ");
  trace_put(j == 0 ? 1.0 : bp_net_signals(net, l, step->s)[j - 1]);
  putchar('\n');
}

/* Dw_kj = eta delta_k y_j; with momentum, alpha times no previous change is added. */
static void print_change(const cli_trace *trace, size_t l, size_t k, size_t j) {
  const cli_step *step = trace->step;
  const bp_net *net = step->net;
  const bp_layer *layer = &net->layer[l];
  char name[64];
  trace_weight_name(name, sizeof name, "Dw_", layer, k + 1, j);
  trace_value(name, step->change[bp_net_weight_index(net, l, k, j)]);
  printf(" = eta delta_%lu %s_%lu%s = (%.9g * ", (unsigned long)k + 1, trace_signal(l),
         (unsigned long)j, step->rule.alpha > 0.0 ? " + alpha 0" : "", step->rule.eta);
  trace_put(net->delta[layer->unit_at + k]);
  printf(") * ");
  trace_put(j == 0 ? 1.0 : bp_net_signals(net, l, step->s)[j - 1]);
  if (step->rule.alpha > 0.0) {
    printf(" + %.9g * 0", step->rule.alpha);
  }
  putchar('\n');
}

/* The new weight: w_kj + Dw_kj. */
static void print_new(const cli_trace *trace, size_t l, size_t k, size_t j) {
  const cli_step *step = trace->step;
  const bp_net *net = step->net;
  const size_t at = bp_net_weight_index(net, l, k, j);
  char name[64], new_name[80];
  trace_weight_name(name, sizeof name, "_", &net->layer[l], k + 1, j);
  snprintf(new_name, sizeof new_name, "w%s(m+1)", name);
  trace_value(new_name, step->w_new[at]);
  printf(" = w%s + Dw%s = ", name, name);
  trace_put(net->w[at]);
  printf(" + ");
  trace_put(step->change[at]);
  putchar('\n');
}

/* A line for each weight of the layer, and one for its true value. */
static void print_weights(const cli_trace *trace, size_t l, bp_oracle_quantity q,
                          void (*print)(const cli_trace *, size_t, size_t, size_t)) {
  const bp_layer *layer = &trace->step->net->layer[l];
  const size_t units = trace_shown(trace, layer->units);
  const size_t inputs = trace_shown(trace, layer->inputs);
  size_t k, j;
  for (k = 0; k < units; k++) {
    for (j = 0; j <= inputs; j++) {
      print(trace, l, k, j);
      trace_exact(trace, q, bp_net_weight_index(trace->step->net, l, k, j));
    }
  }
  trace_rest(layer->weights - units * (inputs + 1), "weight");
}

/* A line for each unit of the layer, and one for its true value. */
static void print_units(const cli_trace *trace, size_t l, bp_oracle_quantity q,
                        void (*print)(const cli_trace *, size_t, size_t)) {
  const bp_layer *layer = &trace->step->net->layer[l];
  const size_t n = trace_shown(trace, layer->units);
  size_t k;
  for (k = 0; k < n; k++) {
    print(trace, l, k);
    trace_exact(trace, q, layer->unit_at + k);
  }
  trace_rest(layer->units - n, "unit");
}

void trace_back(const cli_trace *trace, size_t l) {
  const int output = is_output(trace, l);
  trace_layer(trace, l);
  if (!output) {
    printf("  sum_j = sum_k delta_k w_kj = -dE/dy_j, k over the next layer (EQ-14 to EQ-17)\n");
    print_units(trace, l, BP_ORACLE_SUM, print_sum);
  }
  printf("  Derivatives of the activation function (%s)\n", output ? "EQ-5" : "EQ-18");
  print_units(trace, l, BP_ORACLE_SLOPE, print_slope);
  printf("  Local error gradients, delta = -dE/dx (%s)\n", output ? "EQ-6" : "EQ-13, EQ-19");
  print_units(trace, l, BP_ORACLE_DELTA, print_delta);
  printf("  Gradients (%s)\n", output ? "EQ-2, EQ-7, EQ-8" : "EQ-20");
  print_weights(trace, l, BP_ORACLE_DE_DW, print_gradient);
}

void trace_update(const cli_trace *trace, size_t l) {
  const int output = is_output(trace, l);
  trace_layer(trace, l);
  printf("  Weight changes, eta delta formed first (%s)\n",
         output ? "EQ-1, EQ-9" : "EQ-11, EQ-12, EQ-21");
  print_weights(trace, l, BP_ORACLE_CHANGE, print_change);
  printf("  New weights (%s)\n", output ? "EQ-10" : "EQ-22");
  print_weights(trace, l, BP_ORACLE_W_NEW, print_new);
}
