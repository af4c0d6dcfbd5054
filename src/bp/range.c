#include "range.h"

double bp_range_peak(const double *v, size_t n) {
  double peak = 0.0;
  size_t i;
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
