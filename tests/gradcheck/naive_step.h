/* A training step of the naive implementation, reported for the local check. */
#ifndef BP_TESTS_NAIVE_STEP_H
#define BP_TESTS_NAIVE_STEP_H

#include "src/gradcheck/local.h"
#include "tests/naive/sample.h"

#define STEP_UNITS (NAIVE_DEPTH * NAIVE_WIDTH)

typedef struct naive_step {
  const bp_net *net;
  double x[SAMPLE_PATTERNS * STEP_UNITS];
  double y[SAMPLE_PATTERNS * STEP_UNITS];
  double delta[SAMPLE_PATTERNS * STEP_UNITS];
  double e[SAMPLE_PATTERNS * NAIVE_WIDTH];
  double gradient[NAIVE_WEIGHTS];
  double change[NAIVE_WEIGHTS];
  double previous[NAIVE_WEIGHTS];
  double w_new[NAIVE_WEIGHTS];
} naive_step;

/* What the naive net says of the gradient of the patterns, at the weights of `net`. */
void naive_step_gradient(bp_local_step *step, naive_step *room, naive_net *naive, const bp_net *net,
                         const bp_data *data);

/* The same of one update, all patterns at once if there is more than one; first: no step before.
   The weights of `net` are those before it. */
void naive_step_update(bp_local_step *step, naive_step *room, naive_net *naive, const bp_net *net,
                       const bp_data *data, const bp_rule *rule, int first);

#endif
