/* Activation functions f and their derivatives f' (EQ-5, EQ-18), in our own arithmetic: no libm,
   the same bits on every IEEE-754 machine. */
#ifndef BP_ACTIVATION_H
#define BP_ACTIVATION_H

#include <stddef.h>

typedef enum bp_activation {
  BP_LOGISTIC = 0,    /* f(x) = 1 / (1 + exp(-x)),  f' = y (1 - y) */
  BP_TANH,            /* f(x) = tanh(x),            f' = 1 - y^2 */
  BP_IDENTITY,        /* f(x) = x,                  f' = 1 */
  BP_RELU,            /* f(x) = max(0, x),          f' = 1 for x > 0, else 0 */
  BP_LEAKY_RELU,      /* f(x) = max(a x, x),        f' = 1 for x > 0, else a = BP_LEAK */
  BP_ACTIVATION_COUNT /* the number of values above */
} bp_activation;

/* The slope of leaky ReLU below 0: the double nearest to 1/100. */
#define BP_LEAK 0.01

#ifdef __FRAMAC__
#include "spec/acsl/activation.h"
#endif

/* The logistic sigmoid 1 / (1 + exp(-x)) for any x: within 0.77 ulp, 0.57 for positive x; monotone;
   in [0, 1]; 1/2 at 0; 1 from about 37.43 and 0 from about -745.14 on, infinities included. A NaN
   gives a NaN. */
/*@ assigns \result \from x;
    ensures range: \is_NaN(\result) || 0 <= \result <= 1;
*/
double bp_logistic(double x);

/* The hyperbolic tangent for any x: within 0.59 ulp; monotone; odd bit for bit; in [-1, 1]; x
   itself where that is the nearest double, zeros keeping their sign; +-1 from about +-19.06 on,
   infinities included. A NaN gives a NaN. */
/*@ assigns \result \from x;
    ensures range: \is_NaN(\result) || -1 <= \result <= 1;
*/
double bp_tanh(double x);

/* y = f(x) for n units (EQ-5, EQ-18), bit for bit what the functions above give. x and y: n numbers
   each, not overlapping. */
/*@ requires activation: BP_LOGISTIC <= f < BP_ACTIVATION_COUNT;
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires valid_y: \valid(y + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
    ensures logistic: f == BP_LOGISTIC ==>
      (\forall integer j; 0 <= j < n ==> \is_NaN(y[j]) || 0 <= y[j] <= 1);
    ensures tanh: f == BP_TANH ==>
      (\forall integer j; 0 <= j < n ==> \is_NaN(y[j]) || -1 <= y[j] <= 1);
    ensures straight: f != BP_LOGISTIC && f != BP_TANH ==>
      (\forall integer j; 0 <= j < n ==> bp_straight(y[j], f, \old(x[j])));
*/
void bp_activate(bp_activation f, const double *x, double *y, size_t n);

/* f' from the unit's output y = f(x), as the equations use it (EQ-5, EQ-18): y (1 - y), 1 - y y, 1; at
   the kink of ReLU and leaky ReLU, where there is no derivative, that of the side below: 0 or a. */
/*@ requires activation: BP_LOGISTIC <= f < BP_ACTIVATION_COUNT;
    assigns \result \from f, y;
    ensures exact: bp_slope_of(\result, f, y);
*/
double bp_slope(bp_activation f, double y);

/* Whether |f| is at most 1 everywhere. */
/*@ assigns \result \from f;
    ensures truth: \result != 0 <==> f == BP_LOGISTIC || f == BP_TANH;
*/
int bp_activation_bounded(bp_activation f);

#endif
