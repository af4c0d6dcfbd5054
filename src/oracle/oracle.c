#include "oracle.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

#define MOST_BITS 1048576 /* of precision: 2^20 */

void bp_oracle_defaults(bp_oracle_rule *rule, bp_oracle_options *options) {
  rule->eta = 0.0;
  rule->alpha = 0.0;
  rule->previous = NULL;
  rule->reduce = BP_SUM;
  rule->plain = 0;
  rule->scale = 0.5;
  options->bits = 70;
  options->start = 128;
  options->cap = 4096;
  options->gradient_only = 0;
}

static int rule_holds(const bp_oracle_rule *rule, size_t depth) {
  return bp_range_holds(rule->eta, 0.0, BP_LIMIT) && bp_range_holds(rule->alpha, 0.0, 1.0) &&
         rule->alpha < 1.0 && (rule->reduce == BP_SUM || rule->reduce == BP_MEAN) &&
         (!rule->plain || depth == 1) && bp_range_holds(rule->scale, DBL_MIN, BP_LIMIT);
}

static int options_hold(const bp_oracle_options *options) {
  return options->bits >= 1 && options->bits <= MOST_BITS && options->start >= 2 &&
         options->start <= options->cap && options->cap <= MOST_BITS;
}

static int within(const double *v, size_t n) {
  return bp_range_peak(v, n) <= BP_LIMIT;
}

static bp_oracle_status inspect(const bp_net *net, const bp_data *data, const bp_oracle_rule *rule,
                                const bp_oracle_options *options) {
  if (!rule_holds(rule, net->depth) || !options_hold(options) || data->count < 1) {
    return BP_ORACLE_OPTION;
  }
  if (!within(net->w, net->weights) || !within(data->inputs, data->count * net->inputs) ||
      !within(data->targets, data->count * net->outputs) ||
      (rule->previous != NULL && !within(rule->previous, net->weights))) {
    return BP_ORACLE_VALUE;
  }
  return BP_ORACLE_OK;
}

size_t bp_oracle_count(const bp_oracle *oracle, bp_oracle_quantity q) {
  switch (q) {
  case BP_ORACLE_X:
  case BP_ORACLE_Y:
  case BP_ORACLE_SLOPE:
  case BP_ORACLE_SUM:
  case BP_ORACLE_DELTA:
    return oracle->shape.units;
  case BP_ORACLE_ERROR:
    return oracle->shape.outputs;
  case BP_ORACLE_E:
  case BP_ORACLE_SET_E:
    return 1;
  case BP_ORACLE_DE_DW:
  case BP_ORACLE_GRADIENT:
  case BP_ORACLE_CHANGE:
  case BP_ORACLE_W_NEW:
    return oracle->shape.weights;
  case BP_ORACLE_QUANTITY_COUNT:
  default:
    return 0;
  }
}

/* The balls of all quantities, in one block that is theirs. */
static bp_oracle_status allocate(bp_oracle *oracle) {
  const size_t weights = oracle->shape.weights;
  size_t n = 2 * weights, i;
  int q;
  for (q = 0; q < BP_ORACLE_QUANTITY_COUNT; q++) {
    n += bp_oracle_count(oracle, (bp_oracle_quantity)q);
  }
  oracle->layer = malloc(oracle->shape.depth * sizeof *oracle->layer);
  oracle->ball = calloc(n, sizeof *oracle->ball);
  oracle->kinks = calloc(oracle->shape.units, sizeof *oracle->kinks);
  if (oracle->layer == NULL || oracle->kinks == NULL || oracle->ball == NULL) {
    return BP_ORACLE_MEMORY;
  }
  for (i = 0; i < n; i++) {
    arb_init(oracle->ball + i);
  }
  oracle->balls = n;
  oracle->w = oracle->ball;
  oracle->previous = oracle->w + weights;
  n = 2 * weights;
  for (q = 0; q < BP_ORACLE_QUANTITY_COUNT; q++) {
    oracle->of[q] = oracle->ball + n;
    n += bp_oracle_count(oracle, (bp_oracle_quantity)q);
  }
  return BP_ORACLE_OK;
}

/* Copies the shape and the numbers of the network. */
static void copy(bp_oracle *oracle, const bp_net *net) {
  size_t i;
  memcpy(oracle->layer, net->layer, net->depth * sizeof *oracle->layer);
  oracle->shape.layer = oracle->layer;
  for (i = 0; i < net->weights; i++) {
    arb_set_d(oracle->w + i, net->w[i]);
    if (oracle->rule.previous != NULL) {
      arb_set_d(oracle->previous + i, oracle->rule.previous[i]);
    }
  }
  oracle->rule.previous = NULL;
}

bp_oracle_status bp_oracle_create(bp_oracle **oracle, const bp_net *net, const bp_data *data,
                                  const bp_oracle_rule *rule, const bp_oracle_options *options) {
  bp_oracle_status status = inspect(net, data, rule, options);
  bp_oracle *it;
  *oracle = NULL;
  if (status != BP_ORACLE_OK) {
    return status;
  }
  it = calloc(1, sizeof *it);
  if (it == NULL) {
    return BP_ORACLE_MEMORY;
  }
  it->shape.depth = net->depth;
  it->shape.inputs = net->inputs;
  it->shape.outputs = net->outputs;
  it->shape.weights = net->weights;
  it->shape.units = net->units;
  it->data = *data;
  it->rule = *rule;
  it->options = *options;
  status = allocate(it);
  if (status != BP_ORACLE_OK) {
    bp_oracle_free(it);
    return status;
  }
  copy(it, net);
  *oracle = it;
  return BP_ORACLE_OK;
}

void bp_oracle_free(bp_oracle *oracle) {
  size_t i;
  if (oracle == NULL) {
    return;
  }
  for (i = 0; i < oracle->balls; i++) {
    arb_clear(oracle->ball + i);
  }
  free(oracle->ball);
  free(oracle->layer);
  free(oracle->kinks);
  free(oracle);
}

long bp_oracle_precision(const bp_oracle *oracle) {
  return oracle->prec;
}

size_t bp_oracle_kinks(const bp_oracle *oracle, size_t l, size_t k) {
  return oracle->kinks[oracle->layer[l].unit_at + k];
}

/* Counts the units of the pattern at hand whose kink is not certain to be elsewhere. */
static void count_kinks(bp_oracle *oracle) {
  size_t l, k;
  for (l = 0; l < oracle->shape.depth; l++) {
    const bp_layer *layer = &oracle->layer[l];
    const int bent = layer->activation == BP_RELU || layer->activation == BP_LEAKY_RELU;
    for (k = layer->unit_at; bent && k < layer->unit_at + layer->units; k++) {
      oracle->kinks[k] += arb_contains_zero(oracle->of[BP_ORACLE_X] + k) ? 1 : 0;
    }
  }
}

/* E and the gradient of all patterns: the sum, then the mean. */
static void join(bp_oracle *oracle) {
  arb_ptr E = oracle->of[BP_ORACLE_SET_E], g = oracle->of[BP_ORACLE_GRADIENT];
  const size_t weights = oracle->shape.weights, n = oracle->data.count;
  size_t i, p;
  arb_zero(E);
  memset(oracle->kinks, 0, oracle->shape.units * sizeof *oracle->kinks);
  for (i = 0; i < weights; i++) {
    arb_zero(g + i);
  }
  for (p = n; p > 0; p--) {
    bp_oracle_pass(oracle, p - 1);
    count_kinks(oracle);
    arb_add(E, E, oracle->of[BP_ORACLE_E], oracle->prec);
    for (i = 0; i < weights; i++) {
      arb_add(g + i, g + i, oracle->of[BP_ORACLE_DE_DW] + i, oracle->prec);
    }
  }
  for (i = 0; i < weights && oracle->rule.reduce == BP_MEAN; i++) {
    arb_div_ui(g + i, g + i, n, oracle->prec);
  }
  if (oracle->rule.reduce == BP_MEAN) {
    arb_div_ui(E, E, n, oracle->prec);
  }
}

/* Delta w = -eta dE/dw + alpha Delta w_prev (EQ-1, EQ-9, EQ-11, EQ-12), w + Delta w (EQ-10, EQ-22).
 */
static void update(bp_oracle *oracle) {
  arb_t eta, alpha;
  size_t i;
  arb_init(eta);
  arb_init(alpha);
  arb_set_d(eta, oracle->rule.eta);
  arb_set_d(alpha, oracle->rule.alpha);
  for (i = 0; i < oracle->shape.weights; i++) {
    arb_ptr change = oracle->of[BP_ORACLE_CHANGE] + i;
    arb_mul(change, alpha, oracle->previous + i, oracle->prec);
    arb_submul(change, eta, oracle->of[BP_ORACLE_GRADIENT] + i, oracle->prec);
    arb_add(oracle->of[BP_ORACLE_W_NEW] + i, oracle->w + i, change, oracle->prec);
  }
  arb_clear(eta);
  arb_clear(alpha);
}

bp_oracle_status bp_oracle_run(bp_oracle *oracle) {
  slong prec;
  for (prec = oracle->options.start;; prec *= 2) {
    int q;
    oracle->prec = prec;
    oracle->wide = 0;
    join(oracle);
    update(oracle);
    for (q = BP_ORACLE_SET_E; q <= BP_ORACLE_W_NEW; q++) {
      bp_oracle_check(oracle, oracle->of[q], bp_oracle_count(oracle, (bp_oracle_quantity)q));
    }
    if (oracle->wide == 0) {
      return BP_ORACLE_OK;
    }
    if (prec > oracle->options.cap / 2) {
      return BP_ORACLE_UNRESOLVED;
    }
  }
}

bp_oracle_status bp_oracle_select(bp_oracle *oracle, size_t p) {
  if (oracle->prec == 0 || p >= oracle->data.count) {
    return BP_ORACLE_OPTION;
  }
  bp_oracle_pass(oracle, p);
  return BP_ORACLE_OK;
}
