/* The verdict on one weight, from as many step sizes as it needs. */
#ifndef BP_GRADCHECK_VERDICT_H
#define BP_GRADCHECK_VERDICT_H

#include "estimate.h"

/* Judges weight->analytic: fills the rest from the estimate that decided. largest: the largest
   |dE/dw| of the subject. */
void bp_gradcheck_judge(const bp_gradcheck_subject *subject, const bp_gradcheck_options *options,
                        const bp_gradcheck_base *base, double largest, bp_gradcheck_weight *weight);

#endif
