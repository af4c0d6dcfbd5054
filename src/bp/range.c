#include "range.h"

/* Numbers that are looked at side by side. */
#define LANES 32

/* |v|, or BP_BEYOND if v is NaN or beyond the limit. */
static double magnitude(double v) {
  const double m = -v > v ? -v : v;
  return m <= BP_LIMIT ? m : BP_BEYOND;
}

static double raised(double peak, double m) {
  return m > peak ? m : peak;
}

/* The largest magnitudes so far of the numbers in each lane, one more in each. */
static void raise_lanes(double *peak, const double *v) {
  size_t k;
  for (k = 0; k < LANES; k++) {
    peak[k] = raised(peak[k], magnitude(v[k]));
  }
}

/* The larger of peak and the magnitudes of n numbers. */
static double peak_of_few(double peak, const double *v, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    peak = raised(peak, magnitude(v[i]));
  }
  return peak;
}

/* The largest number of the lanes. */
static double largest(double *lanes) {
  double peak = 0.0;
  size_t k;
  for (k = 0; k < LANES / 2; k++) {
    lanes[k] = raised(lanes[k], lanes[k + LANES / 2]);
  }
  for (k = 0; k < LANES / 2; k++) {
    peak = raised(peak, lanes[k]);
  }
  return peak;
}

static double peak_of_many(const double *v, size_t n) {
  double lanes[LANES];
  size_t i, k;
  for (k = 0; k < LANES; k++) {
    lanes[k] = 0.0;
  }
  for (i = 0; n - i >= LANES; i += LANES) {
    raise_lanes(lanes, v + i);
  }
  return peak_of_few(largest(lanes), v + i, n - i);
}

double bp_range_peak(const double *v, size_t n) {
  return n < LANES ? peak_of_few(0.0, v, n) : peak_of_many(v, n);
}

int bp_range_holds(double v, double low, double high) {
  return v >= low && v <= high;
}
