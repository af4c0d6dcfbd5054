/* The activation functions of straight pieces: identity, ReLU and leaky ReLU. */
#ifndef BP_ACTIVATION_LINEAR_H
#define BP_ACTIVATION_LINEAR_H

#include "activation.h"

/* y = f(x) for n units (EQ-5, EQ-18), x and y not overlapping. A NaN gives a NaN. */
/*@ requires activation: f == BP_IDENTITY || f == BP_RELU || f == BP_LEAKY_RELU;
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires valid_y: \valid(y + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
    ensures exact: \forall integer j; 0 <= j < n ==> bp_straight(y[j], f, \old(x[j]));
*/
void bp_activate_linear(bp_activation f, const double *x, double *y, size_t n);

#endif
