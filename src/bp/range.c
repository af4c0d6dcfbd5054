#include "range.h"

/*@ predicate in_range(double peak) = \is_finite(peak) && 0.0 <= peak <= BP_BEYOND;

    predicate all_within{L}(double *v, integer from, integer to, real bound) =
      \forall integer i; from <= i < to ==> \is_finite(v[i]) && -bound <= v[i] <= bound;
*/

/* |v|, or BP_BEYOND if v is NaN or beyond the limit. */
/*@ assigns \result \from v;
    ensures range: in_range(\result);
    ensures within: \result <= BP_LIMIT ==> \is_finite(v) && -\result <= v <= \result;
*/
static double magnitude(double v) {
  const double m = -v > v ? -v : v;
  return m <= BP_LIMIT ? m : BP_BEYOND;
}

/* The larger of two. */
/*@ requires peak: in_range(peak);
    requires m: in_range(m);
    assigns \result \from peak, m;
    ensures range: in_range(\result);
    ensures raised: peak <= \result && m <= \result;
*/
static double raised(double peak, double m) {
  return m > peak ? m : peak;
}

/* The larger of a peak and the magnitude of v[at]. */
/*@ requires valid: \valid_read(v + at);
    requires peak: in_range(peak);
    assigns \result \from peak, v[at];
    ensures range: in_range(\result) && peak <= \result;
    ensures within: \forall integer from; (peak <= BP_LIMIT ==> all_within(v, from, at, peak)) ==>
      \result <= BP_LIMIT ==> all_within(v, from, at + 1, \result);
*/
static double peak_with(double peak, const double *v, size_t at) {
  return raised(peak, magnitude(v[at]));
}

/* The larger of a peak and the magnitudes of v[from] to v[to - 1]. */
/*@ requires order: from <= to;
    requires valid: \valid_read(v + (from .. to - 1));
    requires peak: in_range(peak);
    assigns \result \from peak, v[from .. to - 1];
    ensures range: in_range(\result) && peak <= \result;
    ensures within: \result <= BP_LIMIT ==> all_within(v, from, to, \result);
*/
static double peak_of_few(double peak, const double *v, size_t from, size_t to) {
  size_t i;
  /*@ loop invariant range: from <= i <= to;
      loop invariant peak: in_range(peak) && \at(peak, Pre) <= peak;
      loop invariant within: peak <= BP_LIMIT ==> all_within(v, from, i, peak);
      loop assigns i, peak;
      loop variant to - i;
  */
  for (i = from; i < to; i++) {
    peak = peak_with(peak, v, i);
  }
  return peak;
}

/* The same as bp_range_peak, in four quarters side by side. */
/*@ requires valid: \valid_read(v + (0 .. n - 1));
    assigns \result \from v[0 .. n - 1];
    ensures range: in_range(\result);
    ensures within: \result <= BP_LIMIT ==> all_within(v, 0, n, \result);
*/
static double peak_of_many(const double *v, size_t n) {
  const size_t part = n / 4;
  double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
  size_t i;
  /*@ assert quarters: 4 * part <= n; */
  /*@ loop invariant range: 0 <= i <= part;
      loop invariant peaks: in_range(a) && in_range(b) && in_range(c) && in_range(d);
      loop invariant first: a <= BP_LIMIT ==> all_within(v, 0, i, a);
      loop invariant second: b <= BP_LIMIT ==> all_within(v, part, part + i, b);
      loop invariant third: c <= BP_LIMIT ==> all_within(v, 2 * part, 2 * part + i, c);
      loop invariant fourth: d <= BP_LIMIT ==> all_within(v, 3 * part, 3 * part + i, d);
      loop assigns i, a, b, c, d;
      loop variant part - i;
  */
  for (i = 0; i < part; i++) {
    a = peak_with(a, v, i);
    b = peak_with(b, v, part + i);
    c = peak_with(c, v, 2 * part + i);
    d = peak_with(d, v, 3 * part + i);
  }
  b = raised(a, b);
  d = raised(c, d);
  a = raised(b, d);
  /*@ assert first: a <= BP_LIMIT ==> all_within(v, 0, part, a); */
  /*@ assert second: a <= BP_LIMIT ==> all_within(v, part, 2 * part, a); */
  /*@ assert third: a <= BP_LIMIT ==> all_within(v, 2 * part, 3 * part, a); */
  /*@ assert fourth: a <= BP_LIMIT ==> all_within(v, 3 * part, 4 * part, a); */
  return peak_of_few(a, v, 4 * part, n);
}

double bp_range_peak(const double *v, size_t n) {
  return n < 8 ? peak_of_few(0.0, v, 0, n) : peak_of_many(v, n);
}

int bp_range_holds(double v, double low, double high) {
  return v >= low && v <= high;
}
