#include <math.h>
#include <string.h>

#include "estimate.h"
#include "function.h"

#define PLACES 9
#define SPACING (1.0 / 1048576.0) /* beyond the resolution of single precision */
#define LEAST_ORDER 4             /* differences below feel how smooth functions bend */
#define MOST_ORDER 6

/* E at place i of the line. */
static int value_at(const bp_gradcheck_subject *subject, bp_seed seed, const double *base, size_t i,
                    double *E) {
  double bound;
  size_t n;
  bp_status status;
  for (n = 0; n < subject->weights; n++) {
    const double size = fabs(base[n]) > 1.0 ? fabs(base[n]) : 1.0;
    const double move = (double)i * SPACING * size;
    subject->w[n] = base[n] + (bp_random_weight(seed, n, 1, 0) < 0.0 ? -move : move);
  }
  status = subject->loss(subject->context, subject->w, E, &bound);
  return status == BP_OK && bp_gradcheck_finite(*E);
}

/* The variance of noise whose difference of order k has the mean square s: (k!)^2 / (2k)! of it. */
static double share_of(int k) {
  double share = 1.0;
  int i;
  for (i = 1; i <= k; i++) {
    share *= (double)i / (double)(k + i);
  }
  return share;
}

/* The largest standard deviation that the differences of an order show. */
static double deviation(double *E) {
  double worst = 0.0;
  int k, i;
  for (k = 1; k <= MOST_ORDER; k++) {
    double sum = 0.0;
    for (i = 0; i + k < PLACES; i++) {
      E[i] = E[i + 1] - E[i];
      sum += E[i] * E[i];
    }
    if (k >= LEAST_ORDER) {
      const double sigma = sqrt(share_of(k) * sum / (double)(PLACES - k));
      worst = sigma > worst ? sigma : worst;
    }
  }
  return worst;
}

double bp_function_noise(const bp_gradcheck_subject *subject, bp_seed seed, double *room) {
  double E[PLACES];
  size_t i;
  int finite = 1;
  memcpy(room, subject->w, subject->weights * sizeof(double));
  for (i = 0; i < PLACES && finite; i++) {
    finite = value_at(subject, seed, room, i, &E[i]);
  }
  memcpy(subject->w, room, subject->weights * sizeof(double));
  return finite ? 8.0 * deviation(E) : 0.0;
}
