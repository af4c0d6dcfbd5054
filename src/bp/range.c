#include "range.h"

/*@ predicate in_range(double peak) = \is_finite(peak) && 0.0 <= peak <= BP_BEYOND;

    predicate held(double v, double peak) =
      peak <= BP_LIMIT ==> \is_finite(v) && -peak <= v <= peak;

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
    peak = raised(peak, magnitude(v[i]));
  }
  return peak;
}

/* The same as bp_range_peak, four numbers side by side. */
/*@ requires valid: \valid_read(v + (0 .. n - 1));
    assigns \result \from v[0 .. n - 1];
    ensures range: in_range(\result);
    ensures within: \result <= BP_LIMIT ==> all_within(v, 0, n, \result);
*/
static double peak_of_many(const double *v, size_t n) {
  double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop invariant peaks: in_range(a) && in_range(b) && in_range(c) && in_range(d);
      loop invariant within: \forall integer j; 0 <= j < i ==>
        held(v[j], a) || held(v[j], b) || held(v[j], c) || held(v[j], d);
      loop assigns i, a, b, c, d;
      loop variant n - i;
  */
  for (i = 0; n - i >= 4; i += 4) {
    a = raised(a, magnitude(v[i]));
    b = raised(b, magnitude(v[i + 1]));
    c = raised(c, magnitude(v[i + 2]));
    d = raised(d, magnitude(v[i + 3]));
    /*@ assert own: held(v[i], a) && held(v[i + 1], b) && held(v[i + 2], c) && held(v[i + 3], d); */
    /*@ assert before: \forall integer j; 0 <= j < i ==>
          held(v[j], a) || held(v[j], b) || held(v[j], c) || held(v[j], d); */
    /*@ assert all: \forall integer j; 0 <= j < i + 4 ==>
          j < i || j == i || j == i + 1 || j == i + 2 || j == i + 3; */
  }
  a = raised(a, b);
  c = raised(c, d);
  a = raised(a, c);
  /*@ assert done: a <= BP_LIMIT ==> all_within(v, 0, i, a); */
  return peak_of_few(a, v, i, n);
}

double bp_range_peak(const double *v, size_t n) {
  return n < 8 ? peak_of_few(0.0, v, 0, n) : peak_of_many(v, n);
}

int bp_range_holds(double v, double low, double high) {
  return v >= low && v <= high;
}
