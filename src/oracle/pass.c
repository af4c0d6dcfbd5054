#include "ball.h"
#include "state.h"

void bp_oracle_check(bp_oracle *oracle, arb_srcptr v, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    oracle->wide += bp_ball_narrow(v + i, oracle->options.bits) ? 0 : 1;
  }
}

/* The signal y_j, j from 1, that layer l reads: an input of the pattern, exact, or an output of the
   layer before. */
static void signal_of(const bp_oracle *oracle, size_t p, size_t l, size_t j, arb_t y) {
  const bp_net *net = &oracle->shape;
  if (l == 0) {
    arb_set_d(y, oracle->data.inputs[p * net->inputs + j - 1]);
  } else {
    arb_set(y, oracle->of[BP_ORACLE_Y] + net->layer[l - 1].unit_at + j - 1);
  }
}

/* x_k = w_k0 + sum_j w_kj y_j (EQ-5, EQ-16), y = f(x) and f'(x) (EQ-5, EQ-18). */
static void forward(bp_oracle *oracle, size_t p, size_t l) {
  const bp_layer *layer = &oracle->shape.layer[l];
  arb_ptr x = oracle->of[BP_ORACLE_X] + layer->unit_at;
  arb_t y;
  size_t k, j;
  arb_init(y);
  for (k = 0; k < layer->units; k++) {
    arb_set(x + k, oracle->w + bp_net_weight_index(&oracle->shape, l, k, 0));
  }
  for (j = 1; j <= layer->inputs; j++) {
    signal_of(oracle, p, l, j, y);
    for (k = 0; k < layer->units; k++) {
      arb_addmul(x + k, oracle->w + bp_net_weight_index(&oracle->shape, l, k, j), y, oracle->prec);
    }
  }
  for (k = 0; k < layer->units; k++) {
    const size_t at = layer->unit_at + k;
    bp_ball_activate(layer->activation, x + k, oracle->of[BP_ORACLE_Y] + at,
                     oracle->of[BP_ORACLE_SLOPE] + at, oracle->prec);
  }
  arb_clear(y);
}

/* e_k = t_k - y_k (EQ-4), E = scale sum e^2 (EQ-3), delta_k = 2 scale e_k f'(x_k) (EQ-6). */
static void output(bp_oracle *oracle, size_t p) {
  const bp_net *net = &oracle->shape;
  const bp_layer *layer = &net->layer[net->depth - 1];
  const double *t = oracle->data.targets + p * net->outputs;
  arb_ptr e = oracle->of[BP_ORACLE_ERROR], E = oracle->of[BP_ORACLE_E];
  arb_t scale;
  size_t k;
  arb_init(scale);
  arb_set_d(scale, oracle->rule.scale);
  arb_zero(E);
  for (k = 0; k < layer->units; k++) {
    const size_t at = layer->unit_at + k;
    arb_ptr delta = oracle->of[BP_ORACLE_DELTA] + at;
    bp_ball_error(layer->activation, oracle->of[BP_ORACLE_X] + at, t[k], e + k, oracle->prec);
    arb_addmul(E, e + k, e + k, oracle->prec);
    arb_mul(delta, e + k, scale, oracle->prec);
    arb_mul_2exp_si(delta, delta, 1);
    if (!oracle->rule.plain) {
      arb_mul(delta, delta, oracle->of[BP_ORACLE_SLOPE] + at, oracle->prec);
    }
    arb_zero(oracle->of[BP_ORACLE_SUM] + at);
  }
  arb_mul(E, E, scale, oracle->prec);
  arb_clear(scale);
}

/* The units before layer l: sum_k delta_k w_kj (EQ-17), delta_j = f'(x_j) sum (EQ-19). */
static void backward(bp_oracle *oracle, size_t l) {
  const bp_layer *layer = &oracle->shape.layer[l], *before = &oracle->shape.layer[l - 1];
  arb_srcptr delta = oracle->of[BP_ORACLE_DELTA] + layer->unit_at;
  size_t k, j;
  for (j = 0; j < before->units; j++) {
    const size_t at = before->unit_at + j;
    arb_ptr sum = oracle->of[BP_ORACLE_SUM] + at;
    arb_zero(sum);
    for (k = 0; k < layer->units; k++) {
      arb_addmul(sum, delta + k, oracle->w + bp_net_weight_index(&oracle->shape, l, k, j + 1),
                 oracle->prec);
    }
    arb_mul(oracle->of[BP_ORACLE_DELTA] + at, sum, oracle->of[BP_ORACLE_SLOPE] + at, oracle->prec);
  }
}

/* dE/dw_kj = -delta_k y_j (EQ-8, EQ-20). */
static void gradient(bp_oracle *oracle, size_t p, size_t l) {
  const bp_layer *layer = &oracle->shape.layer[l];
  arb_srcptr delta = oracle->of[BP_ORACLE_DELTA] + layer->unit_at;
  arb_t y;
  size_t k, j;
  arb_init(y);
  for (j = 0; j <= layer->inputs; j++) {
    if (j == 0) {
      arb_one(y);
    } else {
      signal_of(oracle, p, l, j, y);
    }
    for (k = 0; k < layer->units; k++) {
      arb_ptr g = oracle->of[BP_ORACLE_DE_DW] + bp_net_weight_index(&oracle->shape, l, k, j);
      arb_mul(g, delta + k, y, oracle->prec);
      arb_neg(g, g);
    }
  }
  arb_clear(y);
}

void bp_oracle_pass(bp_oracle *oracle, size_t p) {
  const size_t depth = oracle->shape.depth;
  size_t l;
  int q;
  for (l = 0; l < depth; l++) {
    forward(oracle, p, l);
  }
  output(oracle, p);
  for (l = depth - 1; l > 0; l--) {
    backward(oracle, l);
  }
  for (l = 0; l < depth; l++) {
    gradient(oracle, p, l);
  }
  for (q = BP_ORACLE_X; q <= BP_ORACLE_DE_DW && !oracle->options.gradient_only; q++) {
    bp_oracle_check(oracle, oracle->of[q], bp_oracle_count(oracle, (bp_oracle_quantity)q));
  }
}
