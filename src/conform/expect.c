#include "expect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

double bp_dialect_scale(const bp_header *dialect, const bp_case *c) {
  switch (dialect->scale) {
  case BP_SCALE_FIXED:
    return dialect->scale_value;
  case BP_SCALE_OUTPUTS:
    return 1.0 / (double)bp_case_outputs(c);
  case BP_SCALE_HALF_OUTPUTS:
    return 0.5 / (double)bp_case_outputs(c);
  case BP_SCALE_ASKED:
  default:
    return c->scale;
  }
}

bp_reduce bp_dialect_reduce(const bp_header *dialect, const bp_case *c) {
  if (dialect->reduce == BP_REDUCE_ASKED) {
    return c->reduce;
  }
  return dialect->reduce == BP_REDUCE_MEAN ? BP_MEAN : BP_SUM;
}

void bp_engine_settle(bp_engine *engine, bp_quantity q, size_t i) {
  const bp_values *reported = engine->reported;
  if (reported == NULL) {
    return;
  }
  if (reported->v[q] != NULL && reported->given[q][i] &&
      reported->v[q][i] - reported->v[q][i] == 0) {
    arb_set_d(engine->up[q] + i, reported->v[q][i]);
  } else {
    arb_set(engine->up[q] + i, engine->own[q] + i);
  }
}

size_t bp_engine_unit(const bp_engine *engine, size_t p, size_t l, size_t k) {
  return p * engine->c->units + bp_case_unit_at(engine->c, l) + k;
}

void bp_engine_signal(const bp_engine *engine, size_t p, size_t l, size_t j, arb_t y) {
  if (j == 0) {
    arb_set_si(y,
               engine->bug == BP_BUG_BIAS_SIGNAL ? -engine->dialect->bias : engine->dialect->bias);
  } else if (l == 0) {
    arb_set_d(y, engine->c->s[p * bp_case_inputs(engine->c) + j - 1]);
  } else {
    arb_set(y, engine->up[BP_Q_Y] + bp_engine_unit(engine, p, l - 1, j - 1));
  }
}

/* The balls, in one block. */
static int allocate(bp_engine *engine) {
  const bp_case *c = engine->c;
  const int twice = engine->reported != NULL;
  size_t n = 3 * c->weights + c->units, i;
  arb_ptr at;
  int q;
  for (q = 0; q < BP_Q_COUNT; q++) {
    n += (twice ? 2 : 1) * bp_case_count(c, (bp_quantity)q);
  }
  engine->block = malloc(n * sizeof *engine->block);
  if (engine->block == NULL) {
    return 0;
  }
  engine->balls = n;
  at = engine->block;
  for (i = 0; i < n; i++) {
    arb_init(at + i);
  }
  for (q = 0; q < BP_Q_COUNT; q++) {
    engine->own[q] = engine->up[q] = at;
    at += bp_case_count(c, (bp_quantity)q);
    if (twice) {
      engine->up[q] = at;
      at += bp_case_count(c, (bp_quantity)q);
    }
  }
  engine->w = at;
  engine->previous = engine->w + c->weights;
  engine->older = engine->previous + c->weights;
  engine->carried = engine->older + c->weights;
  return 1;
}

static void release(bp_engine *engine) {
  size_t i;
  for (i = 0; i < engine->balls; i++) {
    arb_clear(engine->block + i);
  }
  free(engine->block);
}

static void run(bp_engine *engine) {
  const bp_case *c = engine->c;
  size_t i, u, p;
  for (i = 0; i < c->weights; i++) {
    arb_set_d(engine->w + i, c->w[i]);
    if (c->previous != NULL) {
      arb_set_d(engine->previous + i, c->previous[i]);
    }
  }
  for (u = 0; u < bp_case_updates(c); u++) {
    for (p = u * c->batch; p < (u + 1) * c->batch; p++) {
      bp_engine_forward(engine, p);
      bp_engine_backward(engine, p);
    }
    bp_engine_update(engine, u);
  }
}

/* The ends of a ball, outwards to numbers of the class. */
static void ends(const arb_t v, bp_precision p, double *lo, double *hi) {
  arf_t end;
  arf_init(end);
  if (!arb_is_finite(v)) {
    *lo = -HUGE_VAL;
    *hi = HUGE_VAL;
  } else {
    arb_get_lbound_arf(end, v, 128);
    *lo = bp_precision_below(p, arf_get_d(end, ARF_RND_FLOOR));
    arb_get_ubound_arf(end, v, 128);
    *hi = bp_precision_above(p, arf_get_d(end, ARF_RND_CEIL));
  }
  arf_clear(end);
}

/* Sums of output units are no quantity. */
static int is_none(const bp_case *c, bp_quantity q, size_t i) {
  bp_place place;
  if (q != BP_Q_SUM) {
    return 0;
  }
  bp_case_place(c, q, i, &place);
  return place.layer + 1 == c->depth;
}

int bp_expect(const bp_case *c, const bp_header *dialect, bp_bug bug, const bp_values *reported,
              bp_intervals *intervals) {
  bp_engine engine;
  int q;
  memset(&engine, 0, sizeof engine);
  engine.c = c;
  engine.dialect = dialect;
  engine.bug = bug;
  engine.reported = reported;
  bp_noise_init(&engine.noise, dialect->precision);
  if (!allocate(&engine)) {
    return 0;
  }
  run(&engine);
  for (q = 0; q < BP_Q_COUNT; q++) {
    const size_t n = bp_case_count(c, (bp_quantity)q);
    size_t i;
    if (!bp_intervals_open(intervals, c, (bp_quantity)q)) {
      release(&engine);
      return 0;
    }
    for (i = 0; i < n; i++) {
      intervals->lo.given[q][i] = (unsigned char)!is_none(c, (bp_quantity)q, i);
      ends(engine.own[q] + i, dialect->precision, &intervals->lo.v[q][i], &intervals->hi[q][i]);
    }
  }
  release(&engine);
  return 1;
}
