#include "tile.h"

void bp_tile_add(const double *a, size_t step, const double *v, size_t count, double *c) {
  double sum[BP_CHUNK];
  size_t i, k;
  for (k = 0; k < BP_CHUNK; k++) {
    sum[k] = c[k];
  }
  for (i = 0; i < count; i++) {
    const double factor = *a;
    for (k = 0; k < BP_CHUNK; k++) {
      sum[k] = sum[k] + factor * v[k];
    }
    a += step;
    v += BP_CHUNK;
  }
  for (k = 0; k < BP_CHUNK; k++) {
    c[k] = sum[k];
  }
}
