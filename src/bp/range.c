#include "range.h"

double bp_range_peak(const double *v, size_t n) {
  double peak = 0.0;
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop invariant peak: \is_finite(peak) && 0.0 <= peak <= BP_BEYOND;
      loop invariant bound: peak <= BP_LIMIT ==>
        \forall integer j; 0 <= j < i ==> \is_finite(v[j]) && -peak <= v[j] <= peak;
      loop assigns i, peak;
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    const double magnitude = v[i] < 0.0 ? -v[i] : v[i];
    if (!(magnitude <= peak)) {
      peak = magnitude <= BP_LIMIT ? magnitude : BP_BEYOND;
    }
  }
  return peak;
}

int bp_range_holds(double v, double low, double high) {
  return v >= low && v <= high;
}
