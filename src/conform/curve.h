/* Activation functions and slopes over an interval, as an implementation may compute them. */
#ifndef BP_CONFORM_CURVE_H
#define BP_CONFORM_CURVE_H

#include "bug.h"
#include "noise.h"
#include "src/bp/activation.h"

/* y = f(x), within ulps. */
void bp_curve_output(const bp_noise *noise, bp_activation f, size_t ulps, const arb_t x, arb_t y);

/* f', formed of y or of x: whatever lies between. */
void bp_curve_slope(const bp_noise *noise, bp_activation f, size_t ulps, const arb_t x,
                    const arb_t y, arb_t slope);

/* y held in [0.01, 0.99] for the logistic, [-0.98, 0.98] for tanh. */
void bp_curve_clip(const bp_noise *noise, bp_activation f, arb_t y);

/* The slope with a bug, of x and y as they are. */
void bp_curve_wrong_slope(const bp_noise *noise, bp_bug bug, bp_activation f, const arb_t x,
                          const arb_t y, arb_t slope);

#endif
