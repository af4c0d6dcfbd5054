/* Logistic and tanh from one quotient, element-wise over blocks of units so that the loops
   vectorise under strict IEEE rules; nothing but double + - * / and comparisons.

   Let v = |x|/2 (logistic) or |x| (tanh), n the integer nearest to 2v/ln 2, s = 2^-n, r = n ln2/2 -
   v, so that |r| <= ln2/4, and C = r coth r, which is even in r. Then exp(-2v) = s (C + r)/(C - r),
   and with q = (C + r) / ((C - r) + s (C + r)) logistic(x) = s q for x < 0 and 1 - s q otherwise,
   tanh|x| = 1 - 2 s q. Near 0 (n = 0) this is 1/2 - r/(2 C). q is found as h + d: h is short enough
   for its products to be exact, d = (C + r - h (...))/(...) is below 2^-30, so that the error
   before the last rounding is a few hundredths of an ulp and shrinks with the slope where the
   functions are flat: that is what makes the results monotone. */
#include "activation.h"

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

/* Beyond this v even the logistic has underflowed: exp(-746) < 2^-1075. */
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

#define BP_BLOCK 32u

/* What the loops below hand on, one entry a unit; y = ((base - m h) - m d) * last. */
typedef struct bp_block {
  double v[BP_BLOCK];
  double turns[BP_BLOCK]; /* n */
  double fine[BP_BLOCK];  /* s = 2^-n = fine * coarse */
  double coarse[BP_BLOCK];
  double s[BP_BLOCK];
  double base[BP_BLOCK];
  double m[BP_BLOCK];
  double last[BP_BLOCK];
} bp_block;

/* 2^-k as the product of these two; apart, they touch no other memory. */
/*@ assigns \result \from k; */
static double fine_power(unsigned k) {
  return fine_powers[k % 32u];
}

/*@ requires range: k <= 1077;
    assigns \result \from k;
*/
static double coarse_power(unsigned k) {
  return coarse_powers[k / 32u];
}

/* v = |gain x|. A NaN counts as the largest v here; its sign factor `last` brings it back. */
/*@ requires length: n <= BP_BLOCK;
    requires valid_b: \valid(b);
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires sep: \separated(b, x + (0 .. n - 1));
    assigns b->v[0 .. n - 1];
*/
static void block_reduce(bp_block *b, double gain, const double *x, size_t n) {
  size_t j;
  double v, minus_v;
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, v, minus_v, b->v[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    v = gain * x[j];
    minus_v = -v;
    v = minus_v > v ? minus_v : v;
    b->v[j] = v < BP_V_MAX ? v : BP_V_MAX;
  }
}

/* n from v, and 2^-n; apart from block_reduce, which vectorises when it stands alone. */
/*@ requires length: n <= BP_BLOCK;
    requires valid_b: \valid(b);
    assigns b->turns[0 .. n - 1], b->fine[0 .. n - 1], b->coarse[0 .. n - 1];
*/
static void block_scale(bp_block *b, size_t n) {
  size_t j;
  unsigned k;
  double turns;
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, k, turns, b->turns[0 .. n - 1], b->fine[0 .. n - 1], b->coarse[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    turns = (b->v[j] * BP_TURNS + BP_TO_INTEGER) - BP_TO_INTEGER;
    turns = turns < BP_TURNS_MAX ? turns : BP_TURNS_MAX;
    turns = turns >= 0.0 ? turns : 0.0;
    k = (unsigned)(int)turns;
    b->turns[j] = turns;
    b->fine[j] = fine_power(k);
    b->coarse[j] = coarse_power(k);
  }
}

/* x < 0: (fine h + fine d) * coarse, so that only the last product rounds when the result is
   subnormal. Otherwise 1 - s h - s d. A NaN passes through `last`. */
/*@ requires length: n <= BP_BLOCK;
    requires valid_b: \valid(b);
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires sep: \separated(b, x + (0 .. n - 1));
    assigns b->s[0 .. n - 1], b->base[0 .. n - 1], b->m[0 .. n - 1], b->last[0 .. n - 1];
*/
static void block_logistic(bp_block *b, const double *x, size_t n) {
  size_t j;
  double last;
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, last, b->s[0 .. n - 1], b->base[0 .. n - 1], b->m[0 .. n - 1],
                   b->last[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    b->s[j] = b->fine[j] * b->coarse[j];
    b->base[j] = x[j] < 0.0 ? 0.0 : 1.0;
    b->m[j] = x[j] < 0.0 ? -b->fine[j] : b->s[j];
    last = x[j] < 0.0 ? b->coarse[j] : 1.0;
    b->last[j] = x[j] == x[j] ? last : x[j];
  }
}

/* 1 - 2 s h - 2 s d with the sign of x; `last` is x itself for a zero, whose sign it keeps, and for
   a NaN. */
/*@ requires length: n <= BP_BLOCK;
    requires valid_b: \valid(b);
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires sep: \separated(b, x + (0 .. n - 1));
    assigns b->s[0 .. n - 1], b->base[0 .. n - 1], b->m[0 .. n - 1], b->last[0 .. n - 1];
*/
static void block_tanh(bp_block *b, const double *x, size_t n) {
  size_t j;
  double last;
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, last, b->s[0 .. n - 1], b->base[0 .. n - 1], b->m[0 .. n - 1],
                   b->last[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    b->s[j] = b->fine[j] * b->coarse[j];
    b->base[j] = 1.0;
    b->m[j] = 2.0 * b->s[j];
    last = x[j] > 0.0 ? 1.0 : x[j];
    b->last[j] = x[j] < 0.0 ? -1.0 : last;
  }
}

/* y in [low, 1], or NaN. */
/*@ requires low: \is_finite(low) && -1 <= low <= 0;
    assigns \nothing;
    ensures range: \is_NaN(\result) || low <= \result <= 1;
*/
static double bounded(double y, double low) {
  y = y > 1.0 ? 1.0 : y;
  return y < low ? low : y;
}

/* ((base - m h) - m d) * last, where h + d = q. */
/*@ assigns \nothing; */
static double unit_finish(double v, double turns, double s, double base, double m, double last) {
  double z, w, r, r_high, r_low, r2, t, num, den, inv, h, sh, rest, p, u, y;
  /* r = z + w, z exact; r_high has 19 bits at most, |r_low| <= 2^-22. */
  z = turns * BP_LN2_HIGH - v;
  w = turns * BP_LN2_LOW;
  r = z + w;
  r_high = (z + BP_TO_GRID_21) - BP_TO_GRID_21;
  r_low = (z - r_high) + w;
  /* t = C - 1 <= 0.0101 */
  r2 = r * r;
  t = r2 * ((BP_C0 + r2 * BP_C1) + (r2 * r2) * (BP_C2 + r2 * (BP_C3 + r2 * BP_C4)));
  num = (1.0 + t) + r;
  den = (1.0 + s) * (1.0 + t) - (1.0 - s) * r;
  inv = 1.0 / den;
  /* h has 31 bits at most. rest = num - h den = (1 + r + t) - h (1 - r + t) - s h (1 + r + t),
     where the terms in 1 and r_high come first: their products are exact, and their sum is small.
   */
  h = (num * inv + BP_TO_GRID_30) - BP_TO_GRID_30;
  sh = s * h;
  rest = ((1.0 + r_high) - h * (1.0 - r_high)) - sh * (1.0 + r_high);
  rest = rest + r_low * ((1.0 - sh) + h);
  rest = rest + t * ((1.0 - sh) - h);
  /* m rest before inv: exact for the smallest subnormal. */
  p = m * h;
  u = base - p;
  y = u + (((base - u) - p) - (m * rest) * inv);
  return y * last;
}

/* y[from] to y[to - 1]. They are within low and 1 before `bounded`, which makes that evident. */
/*@ requires length: from <= to <= from + BP_BLOCK;
    requires valid_b: \valid_read(b);
    requires valid_y: \valid(y + (from .. to - 1));
    requires sep: \separated(b, y + (from .. to - 1));
    requires low: \is_finite(low) && -1 <= low <= 0;
    assigns y[from .. to - 1];
    ensures range: \forall integer i; from <= i < to ==> \is_NaN(y[i]) || low <= y[i] <= 1;
*/
static void block_finish(const bp_block *b, double low, double *y, size_t from, size_t to) {
  size_t i, j;
  /*@ loop invariant range: from <= j <= to;
      loop invariant done: \forall integer i; from <= i < j ==> \is_NaN(y[i]) || low <= y[i] <= 1;
      loop assigns i, j, y[from .. to - 1];
      loop variant to - j;
  */
  for (j = from; j < to; j++) {
    i = j - from;
    y[j] =
        bounded(unit_finish(b->v[i], b->turns[i], b->s[i], b->base[i], b->m[i], b->last[i]), low);
  }
  /*@ assert end: j == to; */
}

/* f, logistic or tanh, of n units, block by block. */
/*@ requires activation: f == BP_LOGISTIC || f == BP_TANH;
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires valid_y: \valid(y + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
    ensures range: \forall integer j; 0 <= j < n ==>
      \is_NaN(y[j]) || (f == BP_LOGISTIC ? 0 : -1) <= y[j] <= 1;
*/
static void activate_blocks(bp_activation f, const double *x, double *y, size_t n) {
  const double gain = f == BP_LOGISTIC ? 0.5 : 1.0, low = f == BP_LOGISTIC ? 0.0 : -1.0;
  bp_block b;
  size_t i, len;
  /*@ loop invariant range: 0 <= i <= n;
      loop invariant done: \forall integer j; 0 <= j < i ==> \is_NaN(y[j]) || low <= y[j] <= 1;
      loop assigns i, len, b, y[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i += len) {
    len = n - i < BP_BLOCK ? n - i : BP_BLOCK;
    block_reduce(&b, gain, x + i, len);
    block_scale(&b, len);
    if (f == BP_LOGISTIC) {
      block_logistic(&b, x + i, len);
    } else {
      block_tanh(&b, x + i, len);
    }
    block_finish(&b, low, y, i, i + len);
  }
}

double bp_logistic(double x) {
  double y;
  activate_blocks(BP_LOGISTIC, &x, &y, 1);
  return y;
}

double bp_tanh(double x) {
  double y;
  activate_blocks(BP_TANH, &x, &y, 1);
  return y;
}

void bp_activate(bp_activation f, const double *x, double *y, size_t n) {
  size_t j;
  if (f != BP_IDENTITY) {
    activate_blocks(f, x, y, n);
    return;
  }
  /*@ loop invariant range: 0 <= j <= n;
      loop assigns j, y[0 .. n - 1];
      loop variant n - j;
  */
  for (j = 0; j < n; j++) {
    y[j] = x[j];
  }
}

double bp_slope(bp_activation f, double y) {
  if (f == BP_LOGISTIC) {
    return y * (1.0 - y);
  }
  if (f == BP_TANH) {
    return 1.0 - y * y;
  }
  return 1.0;
}
