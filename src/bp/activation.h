/* Activation functions f and their derivatives f' (EQ-5, EQ-18), in our own arithmetic: no libm,
   the same bits on every IEEE-754 machine. */
#ifndef BP_ACTIVATION_H
#define BP_ACTIVATION_H

#include <stddef.h>

typedef enum bp_activation {
  BP_LOGISTIC = 0,    /* f(x) = 1 / (1 + exp(-x)),  f' = y (1 - y) */
  BP_TANH,            /* f(x) = tanh(x),            f' = 1 - y^2 */
  BP_IDENTITY,        /* f(x) = x,                  f' = 1 */
  BP_ACTIVATION_COUNT /* the number of values above */
} bp_activation;

/* The logistic sigmoid 1 / (1 + exp(-x)): within 2 ulp, monotone, in [0,1], exactly 1/2 at 0,
   exactly 1 and 0 where it saturates. x: any finite number or infinity. */
/*@ assigns \result \from x; */
double bp_logistic(double x);

/* The hyperbolic tangent: within 2 ulp, monotone, odd, in [-1,1], x itself where that is nearest,
   exactly +-1 where it saturates. x: any finite number or infinity. */
/*@ assigns \result \from x; */
double bp_tanh(double x);

/* y = f(x) for n units (EQ-5, EQ-18). x and y: n numbers each, not overlapping. */
/*@ requires activation: f == BP_LOGISTIC || f == BP_TANH || f == BP_IDENTITY;
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires valid_y: \valid(y + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
*/
void bp_activate(bp_activation f, const double *x, double *y, size_t n);

/* f' from the unit's output y = f(x), as the equations use it: y (1 - y), 1 - y y, or 1 (EQ-5,
 * EQ-18). */
/*@ requires activation: f == BP_LOGISTIC || f == BP_TANH || f == BP_IDENTITY;
    assigns \result \from f, y;
*/
double bp_slope(bp_activation f, double y);

#endif
