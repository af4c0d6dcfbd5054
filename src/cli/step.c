#include "step.h"

#include <stdlib.h>
#include <string.h>

#include "src/text/bits.h"

/* The step by the trainer, on a copy of the network: w_new are the weights that it leaves. */
static bp_status train_copy(cli_step *step, double *copy, double *memory) {
  const size_t needed = bp_trainer_memory(step->net, &step->rule);
  bp_net net = *step->net;
  bp_trainer trainer;
  bp_data data;
  bp_status status;
  memcpy(step->w_new, net.w, net.weights * sizeof(double));
  net.w = step->w_new;
  net.x = copy;
  net.y = net.x + net.units;
  net.delta = net.y + net.units;
  net.y_peak = net.delta + net.units;
  net.delta_peak = net.y_peak + net.depth;
  data.count = 1;
  data.inputs = step->s;
  data.targets = step->t;
  status = bp_trainer_init(&trainer, &net, &step->rule, &data, memory, needed, NULL);
  return status == BP_OK ? bp_trainer_epoch(&trainer) : status;
}

/* e, E and f' from what the passes left in the network. */
static void collect_units(cli_step *step) {
  const bp_net *net = step->net;
  const double *y = bp_net_output(net);
  size_t l, k;
  for (k = 0; k < net->outputs; k++) {
    step->e[k] = step->t[k] - y[k];
  }
  step->E = bp_net_error(net, step->t);
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    for (k = layer->unit_at; k < layer->unit_at + layer->units; k++) {
      step->slope[k] = bp_slope(layer->activation, net->y[k]);
    }
  }
}

/* The sums of EQ-17: the hidden delta without its factor f', that is with f' = 1. */
static void collect_sums(cli_step *step) {
  const bp_net *net = step->net;
  size_t l;
  for (l = 1; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l], *before = &net->layer[l - 1];
    bp_layer_hidden_delta(layer, net->w + layer->weight_at, net->delta + layer->unit_at,
                          BP_IDENTITY, net->y + before->unit_at, step->sum + before->unit_at);
  }
}

/* Each term by the function that adds it: v + term is term itself for v = -0, while momentum adds
   alpha times no change, +0. */
static void collect_weights(cli_step *step) {
  size_t i;
  for (i = 0; i < step->net->weights; i++) {
    step->dE_dw[i] = -0.0;
    step->change[i] = step->rule.alpha > 0.0 ? 0.0 : -0.0;
  }
  bp_net_add_gradient(step->net, step->s, 1.0, step->dE_dw);
  bp_net_add_gradient(step->net, step->s, -step->rule.eta, step->change);
}

/* Parts of one block; what the trainer and the copied network need comes last. */
static bp_status allocate(cli_step *step, double **copy, double **trainer) {
  const bp_net *net = step->net;
  const size_t kept = net->outputs + 2 * net->units + 3 * net->weights;
  const size_t passes = 3 * net->units + 2 * net->depth;
  step->memory = calloc(kept + passes + bp_trainer_memory(net, &step->rule), sizeof(double));
  if (step->memory == NULL) {
    return BP_ERR_MEMORY;
  }
  step->e = step->memory;
  step->slope = step->e + net->outputs;
  step->sum = step->slope + net->units;
  step->dE_dw = step->sum + net->units;
  step->change = step->dE_dw + net->weights;
  step->w_new = step->change + net->weights;
  *copy = step->memory + kept;
  *trainer = *copy + passes;
  return BP_OK;
}

static void set_rule(bp_rule *rule, double eta, double alpha, int plain) {
  memset(rule, 0, sizeof *rule);
  rule->eta = eta;
  rule->alpha = alpha;
  rule->plain = plain;
  rule->batch = 1;
  rule->reduce = BP_SUM;
  rule->order = BP_FIXED;
  rule->goal = -1.0;
  rule->steady = -1.0;
  rule->epochs = 1;
}

bp_status cli_step_take(cli_step *step, bp_net *net, const bp_data *data, size_t p, double eta,
                        double alpha, int plain) {
  double *copy, *trainer;
  bp_status status;
  step->net = net;
  step->s = data->inputs + p * net->inputs;
  step->t = data->targets + p * net->outputs;
  set_rule(&step->rule, eta, alpha, plain);
  status = allocate(step, &copy, &trainer);
  if (status != BP_OK) {
    return status;
  }
  status = train_copy(step, copy, trainer);
  if (status == BP_OK) {
    status = bp_net_forward(net, step->s);
  }
  if (status == BP_OK) {
    status = bp_net_backward(net, step->t, plain);
  }
  if (status != BP_OK) {
    cli_step_free(step);
    return status;
  }
  collect_units(step);
  collect_sums(step);
  collect_weights(step);
  return BP_OK;
}

static int same_bits(double a, double b) {
  char one[BP_BITS_SIZE], other[BP_BITS_SIZE];
  bp_bits_write(a, one);
  bp_bits_write(b, other);
  return strcmp(one, other) == 0;
}

/* Whether delta is what the factors shown give. */
static int deltas_agree(const cli_step *step) {
  const bp_net *net = step->net;
  const size_t first = net->layer[net->depth - 1].unit_at;
  size_t k;
  for (k = 0; k < net->units; k++) {
    const double factor = k < first ? step->sum[k] : step->e[k - first];
    const double slope = k >= first && step->rule.plain ? 1.0 : step->slope[k];
    if (!same_bits(net->delta[k], slope * factor)) {
      return 0;
    }
  }
  return 1;
}

int cli_step_agrees(const cli_step *step) {
  size_t i;
  for (i = 0; i < step->net->weights; i++) {
    if (!same_bits(step->w_new[i], step->net->w[i] + step->change[i])) {
      return 0;
    }
  }
  return deltas_agree(step);
}

void cli_step_free(cli_step *step) {
  free(step->memory);
  step->memory = NULL;
}
