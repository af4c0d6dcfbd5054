/* One numerical derivative with GSL, and the computed bound on its rounding error. */
#ifndef BP_GRADCHECK_ESTIMATE_H
#define BP_GRADCHECK_ESTIMATE_H

#include "gradcheck.h"

/* Not 0 for a number, 0 for NaN and the infinities. */
int bp_gradcheck_finite(double v);

/* E and its rounding bound at the weights as they stand. */
typedef struct bp_gradcheck_base {
  double E;
  double bound;
} bp_gradcheck_base;

/* As bp_gradcheck_estimate, with the weight's place filled in by the caller and E known. */
void bp_gradcheck_estimate_at(const bp_gradcheck_subject *subject, const bp_gradcheck_base *base,
                              double S, double step, bp_gradcheck_weight *weight);

/* Writes the place, the weight and its zeroes; returns where in w it stands. */
size_t bp_gradcheck_place(const bp_gradcheck_subject *subject, size_t l, size_t k, size_t j,
                          bp_gradcheck_weight *weight);

/* E at the weights as they stand. A bound that is not finite is reported as the largest double. */
bp_status bp_gradcheck_base_at(const bp_gradcheck_subject *subject, bp_gradcheck_base *base);

#endif
