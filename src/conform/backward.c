#include "engine.h"

/* delta_k = 2 scale e_k f'(x_k) (EQ-6). */
static void output_delta(bp_engine *engine, size_t p, size_t k) {
  const bp_case *c = engine->c;
  const size_t outputs = bp_case_outputs(c);
  const size_t at = bp_engine_unit(engine, p, c->depth - 1, k);
  arb_ptr delta = engine->own[BP_Q_DELTA] + at;
  arb_t factor;
  arb_init(factor);
  arb_set_d(factor, bp_dialect_scale(engine->dialect, c));
  arb_mul_2exp_si(factor, factor,
                  engine->bug == BP_BUG_FACTOR_TWO    ? 2
                  : engine->bug == BP_BUG_FACTOR_HALF ? 0
                                                      : 1);
  if (engine->bug == BP_BUG_FACTOR_OUTPUTS) {
    arb_mul_ui(factor, factor, outputs, engine->noise.prec);
  } else if (engine->bug == BP_BUG_FACTOR_PER_OUTPUT) {
    arb_div_ui(factor, factor, outputs, engine->noise.prec);
  }
  arb_mul(delta, engine->up[BP_Q_ERROR] + p * outputs + k, factor, engine->noise.prec);
  if (engine->bug != BP_BUG_OUTPUT_SLOPE) {
    arb_mul(delta, delta, engine->up[BP_Q_SLOPE] + at, engine->noise.prec);
  }
  bp_noise_round(&engine->noise, delta, 5);
  bp_engine_settle(engine, BP_Q_DELTA, at);
  arb_clear(factor);
}

/* The weight of unit k for unit j of the layer before, as it stands in the hidden sum of layer l. */
static void weight_of(const bp_engine *engine, size_t p, size_t l, size_t k, size_t j, arb_t w) {
  const bp_case *c = engine->c;
  const int after = c->batch == 1 && (engine->bug == BP_BUG_UPDATED_WEIGHTS ||
                                      engine->dialect->order == BP_ORDER_AFTER);
  size_t at = bp_case_weight_at(c, l, k, j + 1);
  if (engine->bug == BP_BUG_TRANSPOSED) {
    at = bp_case_weight_at(c, l, j % c->width[l + 1], k % c->width[l] + 1);
  } else if (engine->bug == BP_BUG_BIAS_ROW) {
    at = bp_case_weight_at(c, l, k, j);
  }
  arb_set(w, engine->w + at);
  if (after) {
    arb_t change, y;
    arb_init(change);
    arb_init(y);
    bp_engine_signal(engine, p, l, j + 1, y);
    arb_set_d(change, c->eta);
    arb_mul(change, change, y, engine->noise.prec);
    arb_mul(change, change, engine->up[BP_Q_DELTA] + bp_engine_unit(engine, p, l, k),
            engine->noise.prec);
    arb_set_d(y, c->alpha);
    arb_addmul(change, y, engine->previous + at, engine->noise.prec);
    bp_noise_round(&engine->noise, change, 4);
    arb_add(w, w, change, engine->noise.prec);
    bp_noise_round(&engine->noise, w, 1);
    arb_clear(change);
    arb_clear(y);
  }
}

/* sum_k delta_k w_kj (EQ-17) of unit j of layer l - 1. */
static void hidden_sum(bp_engine *engine, size_t p, size_t l, size_t j) {
  const bp_case *c = engine->c;
  const size_t at = bp_engine_unit(engine, p, l - 1, j);
  const size_t units = c->width[l + 1];
  bp_sum sum;
  arb_t term;
  size_t k;
  bp_sum_init(&sum);
  arb_init(term);
  for (k = 0; k < units; k++) {
    arb_srcptr delta = engine->up[BP_Q_DELTA] + bp_engine_unit(engine, p, l, k);
    if (engine->bug == BP_BUG_ALIASED && k < j) {
      delta = engine->up[BP_Q_DELTA] + bp_engine_unit(engine, p, l - 1, k);
    }
    if (engine->bug == BP_BUG_LAST_SKIPPED && k + 1 == units) {
      continue;
    }
    weight_of(engine, p, l, k, j, term);
    arb_mul(term, term, delta, engine->noise.prec);
    bp_sum_add(&engine->noise, &sum, term);
  }
  if (engine->bug == BP_BUG_NOT_RESET) {
    arb_ptr carried = engine->carried + bp_case_unit_at(c, l - 1) + j;
    bp_sum_add(&engine->noise, &sum, carried);
    bp_sum_end(&engine->noise, &sum, 0);
    arb_set(carried, sum.total);
  } else {
    bp_sum_end(&engine->noise, &sum, 0);
  }
  arb_set(engine->own[BP_Q_SUM] + at, sum.total);
  bp_engine_settle(engine, BP_Q_SUM, at);
  bp_sum_clear(&sum);
  arb_clear(term);
}

void bp_engine_backward(bp_engine *engine, size_t p) {
  const bp_case *c = engine->c;
  size_t l, k;
  for (k = 0; k < bp_case_outputs(c); k++) {
    output_delta(engine, p, k);
  }
  for (l = c->depth - 1; l > 0; l--) {
    for (k = 0; k < c->width[l]; k++) {
      const size_t at = bp_engine_unit(engine, p, l - 1, k);
      arb_ptr delta = engine->own[BP_Q_DELTA] + at;
      hidden_sum(engine, p, l, k);
      arb_mul(delta, engine->up[BP_Q_SUM] + at, engine->up[BP_Q_SLOPE] + at, engine->noise.prec);
      bp_noise_round(&engine->noise, delta, 4);
      bp_engine_settle(engine, BP_Q_DELTA, at);
    }
  }
}
