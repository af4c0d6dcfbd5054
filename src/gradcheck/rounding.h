/* Bounds on the rounding errors of src/bp in one pass of a pattern, computed beside its numbers (a
   running error analysis; spec/gradcheck.md derives the lines). Each bound is on |computed -
   true|, the true value being that of the equations at the same weights, signals and targets. */
#ifndef BP_GRADCHECK_ROUNDING_H
#define BP_GRADCHECK_ROUNDING_H

#include "src/bp/bp.h"

/* The unit roundoff of binary64, 2^-53. */
#define BP_ROUNDING_U (0.5 * DBL_EPSILON)

/* Four times the spacing of the subnormals: what underflow may take from a product, and from the
   products by which a bound on it is computed. */
#define BP_ROUNDING_TINY (4.0 * DBL_MIN * DBL_EPSILON)

/* Covers the terms of second order, and the rounding of the bounds themselves. */
#define BP_ROUNDING_INFLATE 1.001

/* Bounds, indexed as the numbers of bp_net. */
typedef struct bp_rounding {
  double *x;     /* [units] of the net inputs */
  double *y;     /* [units] of the outputs */
  double *delta; /* [units] of the local error gradients */
} bp_rounding;

/* How many doubles bp_rounding_init needs. */
size_t bp_rounding_memory(const bp_net *net);

/* Lays the bounds out in memory, bp_rounding_memory doubles. */
void bp_rounding_init(bp_rounding *rounding, const bp_net *net, double *memory);

/* x and y (EQ-5, EQ-16, EQ-18) after bp_net_forward of the signals s. */
void bp_rounding_forward(const bp_rounding *rounding, const bp_net *net, const double *s);

/* The same of unit k of layer l alone, once those of the layer before are known. */
void bp_rounding_unit(const bp_rounding *rounding, const bp_net *net, size_t l, size_t k,
                      const double *s);

/* The error e = t - y of output unit k (EQ-4), after bp_rounding_forward. */
double bp_rounding_error(const bp_rounding *rounding, const bp_net *net, const double *t, size_t k);

/* delta (EQ-6, EQ-17, EQ-19) after bp_rounding_forward and bp_net_backward of the targets t. */
void bp_rounding_backward(const bp_rounding *rounding, const bp_net *net, const double *t,
                          int plain);

/* Adds to a_error what the sum a (EQ-8, EQ-20) carries from this pattern, after bp_net_add_gradient
   with scale 1 or -1 put the pattern into a. a and a_error: net->weights numbers. */
void bp_rounding_add_gradient(const bp_rounding *rounding, const bp_net *net, const double *s,
                              const double *a, double *a_error);

/* g = dE/dw of E summed over the patterns of data, as the trainer computes it, and bounds on its
   rounding errors. g and g_error: net->weights numbers each. Errors as of bp_net_forward and
   bp_net_backward. */
bp_status bp_rounding_gradient(const bp_rounding *rounding, bp_net *net, const bp_data *data,
                               int plain, double *g, double *g_error);

#endif
