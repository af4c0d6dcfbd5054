/* The activation functions on balls, without loss where they saturate; and when a ball is narrow.
 */
#ifndef BP_ORACLE_BALL_H
#define BP_ORACLE_BALL_H

#include "arb.h"
#include "src/bp/activation.h"

/* y = f(x) and slope = f'(x) (EQ-5, EQ-18). Both keep their relative accuracy however large |x|
   is. y and slope must not be x. */
void bp_ball_activate(bp_activation f, const arb_t x, arb_t y, arb_t slope, slong prec);

/* e = t - f(x) (EQ-4), with the relative accuracy of 1 - f(x) where t is 1 and so on. */
void bp_ball_error(bp_activation f, const arb_t x, double t, arb_t e, slong prec);

/* Whether the width is at most 2^-bits of the smallest magnitude in the ball, or the ball is one
   number. */
int bp_ball_narrow(const arb_t v, slong bits);

#endif
