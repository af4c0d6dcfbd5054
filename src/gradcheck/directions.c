#include "directions.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Entry i of direction d. */
static double entry(const bp_directions *directions, size_t d, size_t i) {
  const double size = 1.0 / sqrt((double)directions->inner->weights);
  return bp_random_weight(directions->seed, d, 0, i) < 0.0 ? -size : size;
}

static size_t direction_index(const void *context, size_t l, size_t k, size_t j) {
  (void)context;
  (void)l;
  (void)j;
  return k;
}

/* Goes to where t says. Returns what the rounding of the places adds to the error of E: each is off
   by 2 u (|w| + |t v|) at most, which moves E by so much times |dE/dw|. */
static double go(bp_directions *directions, const double *t) {
  const bp_gradcheck_subject *inner = directions->inner;
  double error = 0.0;
  size_t d, i;
  memcpy(inner->w, directions->base, inner->weights * sizeof(double));
  for (d = 0; d < directions->count; d++) {
    for (i = 0; t[d] != 0.0 && i < inner->weights; i++) {
      const double move = t[d] * entry(directions, d, i);
      inner->w[i] += move;
      error += DBL_EPSILON * (fabs(directions->base[i]) + fabs(move)) * fabs(directions->g[i]);
    }
  }
  return error;
}

static bp_status direction_loss(void *context, const double *t, double *E, double *bound) {
  bp_directions *directions = (bp_directions *)context;
  const bp_gradcheck_subject *inner = directions->inner;
  const double places = go(directions, t);
  const bp_status status = inner->loss(inner->context, inner->w, E, bound);
  memcpy(inner->w, directions->base, inner->weights * sizeof(double));
  *bound += places;
  return status;
}

static bp_status direction_gradient(void *context, const double *t, double *g) {
  bp_directions *directions = (bp_directions *)context;
  const bp_gradcheck_subject *inner = directions->inner;
  const bp_status status = inner->gradient(inner->context, inner->w, directions->g);
  size_t d, i;
  (void)t; /* all 0 */
  for (d = 0; d < directions->count && status == BP_OK; d++) {
    double sum = 0.0;
    for (i = 0; i < inner->weights; i++) {
      sum += directions->g[i] * entry(directions, d, i);
    }
    g[d] = sum;
  }
  return status;
}

size_t bp_directions_memory(size_t weights, size_t count) {
  const size_t most = (size_t)-1 / sizeof(double) / 4;
  return weights > most || count > most ? 0 : 2 * weights + count;
}

void bp_directions_bind(bp_gradcheck_subject *subject, bp_directions *directions,
                        const bp_gradcheck_subject *inner, size_t count, bp_seed seed,
                        double *memory) {
  memset(directions, 0, sizeof *directions);
  directions->inner = inner;
  directions->count = count;
  directions->seed = seed;
  directions->base = memory;
  directions->g = directions->base + inner->weights;
  directions->t = directions->g + inner->weights;
  directions->layer.units = count;
  memcpy(directions->base, inner->w, inner->weights * sizeof(double));
  memset(directions->g, 0, (inner->weights + count) * sizeof(double));
  memset(subject, 0, sizeof *subject);
  subject->context = directions;
  subject->depth = 1;
  subject->layer = &directions->layer;
  subject->weights = count;
  subject->w = directions->t;
  subject->index = direction_index;
  subject->loss = direction_loss;
  subject->gradient = direction_gradient;
}
