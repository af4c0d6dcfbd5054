/* A training step once more, by forward-mode differentiation in MPFR: every number carries its
   derivative by one chosen variable, and the whole network is evaluated anew for each weight and
   unit. No back-propagation, no balls. */
#ifndef BP_TESTS_DUAL_H
#define BP_TESTS_DUAL_H

#include <mpfr.h>

#include "tests/naive/sample.h"

#define DUAL_BITS 300

/* A number and its derivative. */
typedef struct dual {
  mpfr_t v;
  mpfr_t d;
} dual;

/* By what the derivatives are taken. */
typedef enum dual_seed { DUAL_WEIGHT, DUAL_NET_INPUT, DUAL_OUTPUT } dual_seed;

/* One evaluation: x, y of all units, e of the outputs, E. */
typedef struct dual_pass {
  dual x[NAIVE_DEPTH * NAIVE_WIDTH];
  dual y[NAIVE_DEPTH * NAIVE_WIDTH];
  dual e[NAIVE_WIDTH];
  dual E;
  dual a, b; /* for intermediate results */
} dual_pass;

void dual_init(dual_pass *pass);
void dual_clear(dual_pass *pass);

/* Evaluates pattern p of the sample with E = scale sum e^2 and the derivatives by number `at` of
   the seed's kind, indexed as in bp_net. */
void dual_evaluate(dual_pass *pass, const sample *it, size_t p, double scale, dual_seed seed,
                   size_t at);

#endif
