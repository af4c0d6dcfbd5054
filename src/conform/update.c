#include "engine.h"

static int is_mean(const bp_engine *engine) {
  const int mean = bp_dialect_reduce(engine->dialect, engine->c) == BP_MEAN;
  return engine->bug == BP_BUG_REDUCE ? !mean : mean;
}

/* E = scale sum e^2 (EQ-3) over the batch. */
static void loss(bp_engine *engine, size_t u) {
  const bp_case *c = engine->c;
  const size_t n = c->batch * bp_case_outputs(c), first = u * n;
  bp_sum sum;
  arb_t term;
  size_t i;
  bp_sum_init(&sum);
  arb_init(term);
  for (i = first; i < first + n; i++) {
    arb_mul(term, engine->up[BP_Q_ERROR] + i, engine->up[BP_Q_ERROR] + i, engine->noise.prec);
    bp_sum_add(&engine->noise, &sum, term);
  }
  if (bp_dialect_reduce(engine->dialect, c) == BP_MEAN) {
    bp_sum_share(&engine->noise, &sum, c->batch);
  }
  bp_sum_end(&engine->noise, &sum, 1);
  arb_set_d(term, bp_dialect_scale(engine->dialect, c));
  arb_mul(sum.total, sum.total, term, engine->noise.prec);
  bp_noise_round(&engine->noise, sum.total, 3);
  arb_set(engine->own[BP_Q_LOSS] + u, sum.total);
  bp_engine_settle(engine, BP_Q_LOSS, u);
  bp_sum_clear(&sum);
  arb_clear(term);
}

/* The signal that a gradient takes. */
static void signal_for(const bp_engine *engine, size_t p, size_t l, size_t j, size_t at, arb_t y) {
  if (engine->bug == BP_BUG_BIAS_AS_GRADIENT && j == 0) {
    arb_set(y, engine->w + at);
  } else if (engine->bug == BP_BUG_STALE_Y && j > 0) {
    arb_zero(y);
    if (p > 0) {
      bp_engine_signal(engine, p - 1, l, j, y);
    }
  } else {
    bp_engine_signal(engine, p, l, j, y);
  }
}

/* dE/dw_kj = -sum_p delta_k y_j (EQ-8, EQ-20), number i of the update. move: the terms that eta makes
   of it. */
static void gradient(bp_engine *engine, size_t u, size_t l, size_t k, size_t j, size_t i,
                     const arb_t eta, bp_sum *move) {
  const bp_case *c = engine->c;
  const size_t at = bp_case_weight_at(c, l, k, j);
  arb_ptr g = engine->own[BP_Q_DE_DW] + i;
  bp_sum sum;
  arb_t term;
  size_t p;
  bp_sum_init(&sum);
  arb_init(term);
  for (p = u * c->batch; p < (u + 1) * c->batch; p++) {
    signal_for(engine, p, l, j, at, term);
    arb_mul(term, term, engine->up[BP_Q_DELTA] + bp_engine_unit(engine, p, l, k),
            engine->noise.prec);
    bp_sum_add(&engine->noise, &sum, term);
    arb_mul(term, term, eta, engine->noise.prec);
    bp_sum_add(&engine->noise, move, term);
  }
  if (is_mean(engine)) {
    bp_sum_share(&engine->noise, &sum, c->batch);
    bp_sum_share(&engine->noise, move, c->batch);
  }
  bp_sum_end(&engine->noise, &sum, 3);
  arb_neg(g, sum.total);
  if (is_mean(engine)) {
    bp_noise_round(&engine->noise, g, 2);
  }
  if (engine->bug == BP_BUG_BIAS_FIXED && j == 0) {
    arb_t zero;
    arb_init(zero);
    arb_union(g, g, zero, engine->noise.prec); /* either way */
    arb_clear(zero);
  }
  bp_engine_settle(engine, BP_Q_DE_DW, i);
  bp_sum_clear(&sum);
  arb_clear(term);
}

/* eta as it stands in the change. */
static void rate(const bp_engine *engine, arb_t eta) {
  arb_set_d(eta, engine->c->eta);
  if (engine->bug == BP_BUG_ETA_TWICE) {
    arb_mul(eta, eta, eta, engine->noise.prec);
  } else if (engine->bug == BP_BUG_ETA_PER_EXAMPLE) {
    arb_mul_ui(eta, eta, engine->c->batch, engine->noise.prec);
  } else if (engine->bug == BP_BUG_MOMENTUM_AVERAGE ||
             engine->dialect->momentum == BP_MOMENTUM_AVERAGE) {
    arb_t rest;
    arb_init(rest);
    arb_set_d(rest, engine->c->alpha);
    arb_sub_ui(rest, rest, 1, engine->noise.prec);
    arb_neg(rest, rest);
    arb_mul(eta, eta, rest, engine->noise.prec);
    arb_clear(rest);
  }
}

/* alpha Delta w_prev, of weight number `at`. */
static void momentum(const bp_engine *engine, size_t at, arb_t term) {
  arb_set_d(term, engine->bug == BP_BUG_MOMENTUM_MISSING ? 0.0 : engine->c->alpha);
  if (engine->bug == BP_BUG_MOMENTUM_ETA) {
    arb_t eta;
    arb_init(eta);
    arb_set_d(eta, engine->c->eta);
    arb_mul(term, term, eta, engine->noise.prec);
    arb_clear(eta);
  }
  arb_mul(term, term,
          (engine->bug == BP_BUG_MOMENTUM_STALE ? engine->older : engine->previous) + at,
          engine->noise.prec);
}

/* Delta w = -eta dE/dw + alpha Delta w_prev (EQ-9, EQ-12, EQ-21), and w + Delta w (EQ-10, EQ-22). */
static void change(bp_engine *engine, size_t at, size_t j, size_t i, const arb_t eta,
                   bp_sum *move) {
  const bp_noise *noise = &engine->noise;
  arb_ptr to = engine->own[BP_Q_CHANGE] + i, w = engine->own[BP_Q_W_NEW] + i;
  arb_t moved;
  arb_init(moved);
  momentum(engine, at, moved);
  bp_sum_add(noise, move, moved);
  arb_mul(to, eta, engine->up[BP_Q_DE_DW] + i, noise->prec);
  arb_neg(to, to);
  if (engine->bug == BP_BUG_BIAS_FIXED && j == 0) {
    arb_zero(to);
  }
  arb_add(to, to, moved, noise->prec);
  if (!bp_sum_exact(noise, move) || !bp_noise_exact(noise, to)) {
    bp_noise_widen(noise, to, move->mass, engine->c->batch + 6);
  }
  bp_engine_settle(engine, BP_Q_CHANGE, i);
  arb_add(w, engine->w + at, engine->up[BP_Q_CHANGE] + i, noise->prec);
  bp_sum_add(noise, move, engine->w + at);
  if (!bp_sum_exact(noise, move) || !bp_noise_exact(noise, w)) {
    bp_noise_widen(noise, w, move->mass, engine->c->batch + 1);
  }
  bp_engine_settle(engine, BP_Q_W_NEW, i);
  arb_clear(moved);
}

void bp_engine_update(bp_engine *engine, size_t u) {
  const bp_case *c = engine->c;
  size_t i = u * c->weights, l, k, j, at;
  arb_t eta;
  arb_init(eta);
  rate(engine, eta);
  loss(engine, u);
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      for (j = 0; j <= c->width[l]; j++) {
        bp_sum move;
        bp_sum_init(&move);
        gradient(engine, u, l, k, j, i, eta, &move);
        change(engine, i - u * c->weights, j, i, eta, &move);
        bp_sum_clear(&move);
        i++;
      }
    }
  }
  arb_clear(eta);
  for (at = 0; at < c->weights; at++) {
    i = u * c->weights + at;
    arb_set(engine->older + at, engine->previous + at);
    arb_set(engine->previous + at, engine->up[BP_Q_CHANGE] + i);
    arb_set(engine->w + at, engine->up[BP_Q_W_NEW] + i);
  }
}
