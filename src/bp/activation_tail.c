/* With v = -x/2, n the integer nearest to 2v/ln 2, r = n ln2/2 - v, so that |r| <= ln2/4, and
   C = r coth r, which is even in r, exp(x) = 2^-n q with q = (C + r)/(C - r). q is found as h + d:
   h is short enough for its products to be exact, d = (C + r - h (C - r))/(C - r) is below
   2^-30. */
#include "activation_tail.h"

/* 2^-j and 2^-32j. */
/* clang-format off */
static const double fine_powers[32] = {
    1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625, 0.001953125,
    0.0009765625, 0.00048828125, 0.000244140625, 0.0001220703125, 6.103515625e-05, 3.0517578125e-05,
    1.52587890625e-05, 7.62939453125e-06, 3.814697265625e-06, 1.9073486328125e-06,
    9.5367431640625e-07, 4.76837158203125e-07, 2.384185791015625e-07, 1.1920928955078125e-07,
    5.9604644775390625e-08, 2.9802322387695312e-08, 1.4901161193847656e-08, 7.4505805969238281e-09,
    3.7252902984619141e-09, 1.862645149230957e-09, 9.3132257461547852e-10, 4.6566128730773926e-10};
static const double coarse_powers[34] = {
    1.0, 2.3283064365386963e-10, 5.4210108624275222e-20, 1.2621774483536189e-29,
    2.9387358770557188e-39, 6.8422776578360209e-49, 1.5930919111324523e-58, 3.7092061506874214e-68,
    8.6361685550944446e-78, 2.0107646833859488e-87, 4.6816763546921983e-97, 1.0900377190420866e-106,
    2.5379418373156492e-116, 5.9091063153828709e-126, 1.3758210268297398e-135,
    3.2033329522929615e-145, 7.4583407312002067e-155, 1.7365302730352168e-164,
    4.0431746119521949e-174, 9.4137494730581411e-184, 2.191809349008403e-193,
    5.1032038149619546e-203, 1.1881822289344749e-212, 2.7664523314090327e-222,
    6.4411487695971333e-232, 1.499696813895631e-241, 3.4917537446497729e-251,
    8.1298727184761616e-261, 1.8928834978668395e-270, 4.4072128317012441e-280,
    1.0261342003245941e-289, 2.3891548633682403e-299, 5.5626846462680035e-309,
    1.2951634466340773e-318};
/* clang-format on */

/* Beyond this v the result has underflowed: exp(-746) < 2^-1075. */
#define BP_V_MAX 373.0
#define BP_TURNS_MAX 1077.0 /* more than n can be: it makes the range of n evident */

/* 2/ln 2; ln2/2 rounded to a multiple of 2^-43, whose product with any n here is exact; the rest of
   ln2/2. */
#define BP_TURNS 2.8853900817779268
#define BP_LN2_HIGH 0.34657359027994517
#define BP_LN2_LOW 2.7489615093541856e-14

/* Adding and subtracting 1.5 * 2^(52-b) rounds to a multiple of 2^-b. */
#define BP_TO_INTEGER 6755399441055744.0 /* b = 0 */
#define BP_TO_GRID_21 3221225472.0       /* b = 21 */
#define BP_TO_GRID_30 6291456.0          /* b = 30 */

/* r coth r = 1 + r^2 (C0 + C1 r^2 + ...): a minimax fit for |r| <= ln2/4 that changes exp(2r) by a
   factor within 1 +- 2^-62.2 (spec/activation_fit.py). */
#define BP_C0 0.33333333333333109
#define BP_C1 (-0.022222222221357554)
#define BP_C2 0.0021164020000885254
#define BP_C3 (-0.0002116331176363643)
#define BP_C4 2.1176591276039444e-05

/* q fine coarse, 2^-n = fine coarse: only the last product rounds when the result is subnormal. */
/*@ assigns \nothing; */
static double scaled_quotient(double v, double turns, double fine, double coarse) {
  double z, w, r, r_high, r_low, r2, t, inv, h, rest;
  /* r = z + w, z exact; r_high has 19 bits at most, |r_low| <= 2^-22. */
  z = turns * BP_LN2_HIGH - v;
  w = turns * BP_LN2_LOW;
  r = z + w;
  r_high = (z + BP_TO_GRID_21) - BP_TO_GRID_21;
  r_low = (z - r_high) + w;
  /* t = C - 1 <= 0.0101 */
  r2 = r * r;
  t = r2 * ((BP_C0 + r2 * BP_C1) + (r2 * r2) * (BP_C2 + r2 * (BP_C3 + r2 * BP_C4)));
  inv = 1.0 / ((1.0 + t) - r);
  /* h has 31 bits at most. rest = (1 + r + t) - h (1 - r + t), where the terms in 1 and r_high come
     first: their products are exact, and their sum is small. fine rest before inv: exact for the
     smallest subnormal. */
  h = (((1.0 + t) + r) * inv + BP_TO_GRID_30) - BP_TO_GRID_30;
  rest = (1.0 + r_high) - h * (1.0 - r_high);
  rest = rest + r_low * (1.0 + h);
  rest = rest + t * (1.0 - h);
  return (fine * h + (fine * rest) * inv) * coarse;
}

/* exp(-2v), 0 <= v. */
/*@ assigns \nothing;
    ensures range: \is_NaN(\result) || 0 <= \result <= 1;
*/
static double exponential(double v) {
  double turns, y;
  unsigned k;
  v = v < BP_V_MAX ? v : BP_V_MAX;
  turns = (v * BP_TURNS + BP_TO_INTEGER) - BP_TO_INTEGER;
  turns = turns < BP_TURNS_MAX ? turns : BP_TURNS_MAX;
  turns = turns >= 0.0 ? turns : 0.0;
  k = (unsigned)(int)turns;
  y = scaled_quotient(v, turns, fine_powers[k % 32u], coarse_powers[k / 32u]);
  /* It is within 0 and 1 before this makes it evident. */
  y = y > 1.0 ? 1.0 : y;
  return y < 0.0 ? 0.0 : y;
}

double bp_logistic_tail(double x) {
  if (x < 0.0) {
    return exponential(-0.5 * x);
  }
  return x > 0.0 ? 1.0 : x;
}
