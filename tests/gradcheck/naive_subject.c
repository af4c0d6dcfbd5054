#include "naive_subject.h"

#include <float.h>
#include <math.h>

#define U (0.5 * DBL_EPSILON)

static size_t subject_index(const void *context, size_t l, size_t k, size_t j) {
  (void)context;
  return (l * NAIVE_WIDTH + k) * NAIVE_ROW + j;
}

/* A bound on the rounding error of E of the pattern last fed forward. |f'| is at most 1 for each
   activation, and for what the bugs make of them. */
static double pattern_bound(const naive_net *net, const double *t) {
  double error[NAIVE_ROW] = {0.0};
  double before[NAIVE_ROW] = {0.0};
  double bound = 0.0;
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    const double n = (double)(net->width[l] + 2);
    for (j = 0; j < NAIVE_ROW; j++) {
      before[j] = error[j];
      error[j] = 0.0;
    }
    for (k = 0; k < net->width[l + 1]; k++) {
      double sum = 0.0;
      for (j = 0; j <= net->width[l]; j++) {
        sum += fabs(net->w[l][k][j]) * (before[j] + n * U * fabs(net->s[l][j]));
      }
      error[k + 1] = sum + 8.0 * U * fabs(net->s[l + 1][k + 1]) + DBL_MIN;
    }
  }
  for (k = 0; k < net->width[net->depth]; k++) {
    const double e = fabs(t[k] - net->s[net->depth][k + 1]);
    const double d = error[k + 1] + U * e;
    bound += (2.0 * e + d) * d + (double)(net->width[net->depth] + 2) * U * e * e;
  }
  return bound;
}

static bp_status subject_loss(void *context, const double *w, double *E, double *bound) {
  const naive_subject *subject = (const naive_subject *)context;
  naive_net *net = subject->net;
  size_t p;
  (void)w; /* net->w itself */
  *E = 0.0;
  *bound = 0.0;
  for (p = 0; p < subject->data->count; p++) {
    const double *t = subject->data->targets + p * net->width[net->depth];
    naive_forward(net, subject->data->inputs + p * net->width[0]);
    *E = *E + naive_error(net, t);
    *bound += pattern_bound(net, t);
  }
  *bound += (double)subject->data->count * U * *E;
  return BP_OK;
}

static bp_status subject_gradient(void *context, const double *w, double *g) {
  static naive_weights sums;
  const naive_subject *subject = (const naive_subject *)context;
  size_t l, k, j;
  (void)w;
  naive_set_gradient(subject->net, subject->data, sums);
  for (l = 0; l < NAIVE_DEPTH; l++) {
    for (k = 0; k < NAIVE_WIDTH; k++) {
      for (j = 0; j < NAIVE_ROW; j++) {
        *g++ = sums[l][k][j];
      }
    }
  }
  return BP_OK;
}

void naive_subject_bind(bp_gradcheck_subject *subject, naive_subject *context, naive_net *net,
                        const bp_layer *layer, const bp_data *data) {
  context->net = net;
  context->data = data;
  subject->context = context;
  subject->depth = net->depth;
  subject->layer = layer;
  subject->weights = NAIVE_WEIGHTS;
  subject->w = (double *)net->w;
  subject->index = subject_index;
  subject->loss = subject_loss;
  subject->moved = NULL;
  subject->stride = NULL;
  subject->gradient = subject_gradient;
}
