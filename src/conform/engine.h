/* One evaluation of a case in balls; between its parts alone. */
#ifndef BP_CONFORM_ENGINE_H
#define BP_CONFORM_ENGINE_H

#include "curve.h"
#include "expect.h"

typedef struct bp_engine {
  const bp_case *c;
  const bp_header *dialect;
  bp_bug bug;
  const bp_values *reported; /* null: none */
  bp_noise noise;
  arb_ptr block;           /* all of the following */
  size_t balls;            /* how many */
  arb_ptr own[BP_Q_COUNT]; /* [count] what the equation gives */
  arb_ptr up[BP_Q_COUNT];  /* [count] what the equations after it see: the same, or as reported */
  arb_ptr w;               /* [weights] before the update */
  arb_ptr previous;        /* [weights] Delta w before it */
  arb_ptr older;           /* [weights] and before that */
  arb_ptr carried;         /* [units] hidden sums of the pattern before, for a bug */
} bp_engine;

/* The equation of number i is done: what later equations see of it. */
void bp_engine_settle(bp_engine *engine, bp_quantity q, size_t i);

/* Number of unit k of layer l for pattern p. */
size_t bp_engine_unit(const bp_engine *engine, size_t p, size_t l, size_t k);

/* The signal of input j of layer l for pattern p, 0 the bias. */
void bp_engine_signal(const bp_engine *engine, size_t p, size_t l, size_t j, arb_t y);

/* The parts: x, y, slope, e of a pattern; sum, delta of a pattern; E, dE_dw, change, w_new of an
   update. */
void bp_engine_forward(bp_engine *engine, size_t p);
void bp_engine_backward(bp_engine *engine, size_t p);
void bp_engine_update(bp_engine *engine, size_t u);

#endif
