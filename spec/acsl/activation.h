/* The activation functions of straight pieces, and the slopes of all, operation by operation. */
#ifndef BP_ACSL_ACTIVATION_H
#define BP_ACSL_ACTIVATION_H

#include "rounded.h"

/* v = f(x) (EQ-5, EQ-18), where f is the identity, ReLU or leaky ReLU. */
/*@ predicate bp_straight(double v, integer f, double x) =
      (f == BP_IDENTITY ==> bp_same(v, x)) &&
      (f == BP_RELU ==> (\lt_double(x, (double)0.0) ==> bp_same(v, (double)0.0)) &&
                        (!\lt_double(x, (double)0.0) ==> bp_same(v, x))) &&
      (f == BP_LEAKY_RELU ==> (\lt_double(x, (double)0.0) ==> bp_same(v, bp_mul((double)BP_LEAK, x))) &&
                              (!\lt_double(x, (double)0.0) ==> bp_same(v, x)));
*/

/* v = f'(x), from y = f(x). */
/*@ predicate bp_slope_of(double v, integer f, double y) =
      (f == BP_LOGISTIC ==> bp_same(v, bp_mul(y, bp_sub((double)1.0, y)))) &&
      (f == BP_TANH ==> bp_same(v, bp_sub((double)1.0, bp_mul(y, y)))) &&
      (f == BP_IDENTITY ==> bp_same(v, (double)1.0)) &&
      (f == BP_RELU ==> (\gt_double(y, (double)0.0) ==> bp_same(v, (double)1.0)) &&
                        (!\gt_double(y, (double)0.0) ==> bp_same(v, (double)0.0))) &&
      (f == BP_LEAKY_RELU ==> (\gt_double(y, (double)0.0) ==> bp_same(v, (double)1.0)) &&
                              (!\gt_double(y, (double)0.0) ==> bp_same(v, (double)BP_LEAK)));
*/

#endif
