/* FANN 2.2, doubles, trained pattern by pattern. The first argument says how it is set up:
     matched    logistic function, linear error function: what the equations say
     error      FANN's default error function, tanh
     stepwise   FANN's default activation function, SIGMOID_STEPWISE
     symmetric  SIGMOID_SYMMETRIC for tanh
     default    all that FANN has by default but its random weights */
#include <doublefann.h>

#include "tests/peers/bpv.h"

static const char *mode;

static int is(const char *name) {
  return strcmp(mode, name) == 0;
}

/* The activation function of the case's layers, or -1. */
static int function_of(const bpv_case *c) {
  int l;
  for (l = 0; l < c->depth; l++) {
    if (c->f[l] != (is("symmetric") ? BPV_TANH : BPV_LOGISTIC)) {
      return -1;
    }
  }
  return is("symmetric")                   ? FANN_SIGMOID_SYMMETRIC
         : is("stepwise") || is("default") ? FANN_SIGMOID_STEPWISE
                                           : FANN_SIGMOID;
}

/* Ours to FANN's weights, or back: it numbers neurons layer by layer, the bias after the units. */
static void copy_weights(struct fann *net, const bpv_case *c, double *w, int back) {
  const unsigned n = fann_get_total_connections(net);
  struct fann_connection *all = (struct fann_connection *)calloc(n, sizeof *all);
  unsigned i;
  fann_get_connection_array(net, all);
  for (i = 0; i < n; i++) {
    unsigned from = all[i].from_neuron, to = all[i].to_neuron;
    int l = 0, at;
    while (from > (unsigned)c->width[l]) {
      from -= (unsigned)c->width[l] + 1;
      to -= (unsigned)c->width[l] + 1;
      l++;
    }
    to -= (unsigned)c->width[l] + 1;
    at = bpv_weight(c, l, (int)to) + (from == (unsigned)c->width[l] ? 0 : (int)from + 1);
    if (back) {
      w[at] = all[i].weight;
    } else {
      all[i].weight = w[at];
    }
  }
  if (!back) {
    fann_set_weight_array(net, all, n);
  }
  free(all);
}

static void answer(bpv_case *c, int function) {
  unsigned width[BPV_LAYERS + 1];
  struct fann *net;
  double *w = bpv_zeros(c->weights);
  int p, l;
  for (l = 0; l <= c->depth; l++) {
    width[l] = (unsigned)c->width[l];
  }
  net = fann_create_standard_array((unsigned)c->depth + 1, width);
  fann_set_training_algorithm(net, FANN_TRAIN_INCREMENTAL);
  fann_set_activation_function_hidden(net, (enum fann_activationfunc_enum)function);
  fann_set_activation_function_output(net, (enum fann_activationfunc_enum)function);
  fann_set_activation_steepness_hidden(net, is("symmetric") ? 1.0 : 0.5);
  fann_set_activation_steepness_output(net, is("symmetric") ? 1.0 : 0.5);
  if (!is("error") && !is("default")) {
    fann_set_train_error_function(net, FANN_ERRORFUNC_LINEAR);
  }
  fann_set_learning_rate(net, (float)c->eta);
  fann_set_learning_momentum(net, (float)c->alpha);
  copy_weights(net, c, c->w, 0);
  bpv_begin(c);
  for (p = 0; p < c->patterns; p++) {
    double *s = c->s + p * c->width[0], *t = c->t + p * c->width[c->depth];
    bpv_layer("y", p + 1, c->depth, fann_run(net, s), c->width[c->depth]);
    fann_train(net, s, t);
    copy_weights(net, c, w, 1);
    bpv_weights(c, "w_new", p + 1, w);
  }
  bpv_end();
  fann_destroy(net);
  free(w);
}

int main(int argc, char **argv) {
  bpv_case c;
  char hello[128];
  mode = argc > 1 ? argv[1] : "matched";
  sprintf(hello, "name FANN, %.20s\nbatch 1\n", mode);
  bpv_hello(hello);
  while (bpv_next(&c)) {
    const int function = function_of(&c);
    double none = 0;
    int i;
    for (i = 0; i < c.weights; i++) {
      none += c.previous[i] * c.previous[i];
    }
    if (!c.valid) {
      bpv_refuse(&c);
    } else if (function < 0) {
      bpv_skip(&c, is("symmetric") ? "tanh only in this mode" : "the logistic only in this mode");
    } else if (none > 0) {
      bpv_skip(&c, "changes before cannot be set");
    } else if (c.scale != 0.5) {
      bpv_skip(&c, "E is 1/2 sum e^2");
    } else if ((double)(float)c.eta != c.eta || (double)(float)c.alpha != c.alpha) {
      bpv_skip(&c, "learning rates have single precision");
    } else {
      answer(&c, function);
    }
  }
  return 0;
}
