#include "engine.h"

/* x_k = sum_j w_kj y_j (EQ-5, EQ-16). */
static void net_input(bp_engine *engine, size_t p, size_t l, size_t k) {
  const bp_case *c = engine->c;
  const size_t at = bp_engine_unit(engine, p, l, k);
  bp_sum sum;
  arb_t term;
  size_t j;
  bp_sum_init(&sum);
  arb_init(term);
  for (j = 0; j <= c->width[l]; j++) {
    bp_engine_signal(engine, p, l, j, term);
    arb_mul(term, term, engine->w + bp_case_weight_at(c, l, k, j), engine->noise.prec);
    bp_sum_add(&engine->noise, &sum, term);
  }
  bp_sum_end(&engine->noise, &sum, 0);
  arb_set(engine->own[BP_Q_X] + at, sum.total);
  bp_engine_settle(engine, BP_Q_X, at);
  bp_sum_clear(&sum);
  arb_clear(term);
}

static int is_slope_bug(bp_bug bug, bp_activation f) {
  if (f >= BP_IDENTITY) {
    return 0;
  }
  return bug == BP_BUG_SLOPE_OF_INPUT || bug == BP_BUG_SLOPE_OF_OUTPUT ||
         bug == BP_BUG_SLOPE_CLIPPED ||
         (f == BP_TANH && (bug == BP_BUG_LOGISTIC_SLOPE || bug == BP_BUG_TANH_SLOPE));
}

/* y = f(x) and f' (EQ-5, EQ-18). */
static void activate(bp_engine *engine, size_t p, size_t l, size_t k) {
  const bp_activation f = engine->c->f[l];
  const size_t at = bp_engine_unit(engine, p, l, k);
  arb_srcptr x = engine->up[BP_Q_X] + at;
  arb_ptr y = engine->own[BP_Q_Y] + at, slope = engine->own[BP_Q_SLOPE] + at;
  bp_curve_output(&engine->noise, f, engine->dialect->ulps, x, y);
  if (engine->bug == BP_BUG_OUTPUT_CLIPPED) {
    bp_curve_clip(&engine->noise, f, y);
  }
  bp_engine_settle(engine, BP_Q_Y, at);
  y = engine->up[BP_Q_Y] + at;
  if (is_slope_bug(engine->bug, f)) {
    bp_curve_wrong_slope(&engine->noise, engine->bug, f, x, y, slope);
  } else {
    bp_curve_slope(&engine->noise, f, engine->dialect->ulps, x, y, slope);
  }
  bp_engine_settle(engine, BP_Q_SLOPE, at);
}

/* log((1 + e) / (1 - e)), for e within the range that its users hold it in. */
static void atanh_error(const bp_noise *noise, arb_t e) {
  arb_t above, below;
  arb_init(above);
  arb_init(below);
  arb_add_ui(above, e, 1, noise->prec);
  arb_sub_ui(below, e, 1, noise->prec);
  arb_neg(below, below);
  if (arb_is_positive(above) && arb_is_positive(below)) {
    arb_div(e, above, below, noise->prec);
    arb_log(e, e, noise->prec);
    arb_one(above);
    bp_noise_round(noise, e, 8);
    bp_noise_widen(noise, e, above, 8);
  }
  arb_clear(above);
  arb_clear(below);
}

/* e_k = t_k - y_k (EQ-4). */
static void error(bp_engine *engine, size_t p, size_t k) {
  const bp_case *c = engine->c;
  const size_t at = p * bp_case_outputs(c) + k;
  arb_ptr e = engine->own[BP_Q_ERROR] + at;
  arb_set_d(e, c->t[at]);
  arb_sub(e, e, engine->up[BP_Q_Y] + bp_engine_unit(engine, p, c->depth - 1, k),
          engine->noise.prec);
  bp_noise_round(&engine->noise, e, 1);
  if (engine->bug == BP_BUG_SIGN) {
    arb_neg(e, e);
  } else if (engine->bug == BP_BUG_ATANH_ERROR) {
    atanh_error(&engine->noise, e);
  } else if (engine->bug == BP_BUG_ERROR_HALVED && c->f[c->depth - 1] == BP_TANH) {
    arb_mul_2exp_si(e, e, -1);
  }
  bp_engine_settle(engine, BP_Q_ERROR, at);
}

void bp_engine_forward(bp_engine *engine, size_t p) {
  const bp_case *c = engine->c;
  size_t l, k;
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      net_input(engine, p, l, k);
      activate(engine, p, l, k);
    }
  }
  for (k = 0; k < bp_case_outputs(c); k++) {
    error(engine, p, k);
  }
}
