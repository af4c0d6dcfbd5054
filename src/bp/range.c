#include "range.h"

/* The larger of a peak and the magnitude of v. */
/*@ requires peak: \is_finite(peak) && 0.0 <= peak <= BP_BEYOND;
    assigns \result \from peak, v;
    ensures range: \is_finite(\result) && peak <= \result <= BP_BEYOND;
    ensures within: \result <= BP_LIMIT ==> \is_finite(v) && -\result <= v <= \result;
*/
static double raised(double peak, double v) {
  const double magnitude = v < 0.0 ? -v : v;
  if (magnitude <= peak) {
    return peak;
  }
  return magnitude <= BP_LIMIT ? magnitude : BP_BEYOND;
}

double bp_range_peak(const double *v, size_t n) {
  double peak = 0.0;
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop invariant peak: \is_finite(peak) && 0.0 <= peak <= BP_BEYOND;
      loop invariant within: peak <= BP_LIMIT ==>
        \forall integer j; 0 <= j < i ==> \is_finite(v[j]) && -peak <= v[j] <= peak;
      loop assigns i, peak;
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    peak = raised(peak, v[i]);
  }
  return peak;
}

int bp_range_holds(double v, double low, double high) {
  return v >= low && v <= high;
}
