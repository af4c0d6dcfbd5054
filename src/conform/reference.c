#include "reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reference {
  const bp_case *c;
  bp_values *values;
  bp_net net;
  bp_layer layer[BP_CASE_DEPTH_MAX];
  double *memory;   /* of net */
  double *gradient; /* [weights] of the batch, as in net.w */
  double *change;   /* [weights] the last one, as in net.w */
} reference;

/* Unit number i of all, of pattern p. */
static size_t unit(const reference *r, size_t p, size_t l, size_t k) {
  return p * r->c->units + bp_case_unit_at(r->c, l) + k;
}

static void put(const reference *r, bp_quantity q, size_t i, double v) {
  r->values->v[q][i] = v;
  r->values->given[q][i] = 1;
}

static double slope(bp_activation f, double y) {
  switch (f) {
  case BP_LOGISTIC:
    return y * (1.0 - y);
  case BP_TANH:
    return 1.0 - y * y;
  case BP_RELU:
    return y > 0.0 ? 1.0 : 0.0;
  case BP_LEAKY_RELU:
    return y > 0.0 ? 1.0 : BP_LEAK;
  default:
    return 1.0;
  }
}

static bp_status pattern(reference *r, size_t p) {
  const bp_case *c = r->c;
  const double *s = c->s + p * bp_case_inputs(c), *t = c->t + p * bp_case_outputs(c);
  size_t l, k;
  bp_status status = bp_net_forward(&r->net, s);
  if (status == BP_OK) {
    status = bp_net_backward(&r->net, t, 0);
  }
  if (status != BP_OK) {
    return status;
  }
  bp_net_add_gradient(&r->net, s, 1.0, r->gradient);
  r->values->v[BP_Q_LOSS][p / c->batch] += bp_net_error(&r->net, t);
  for (l = 0; l < c->depth; l++) {
    const bp_layer *layer = &r->net.layer[l];
    for (k = 0; k < layer->units; k++) {
      const size_t from = layer->unit_at + k;
      put(r, BP_Q_X, unit(r, p, l, k), r->net.x[from]);
      put(r, BP_Q_Y, unit(r, p, l, k), r->net.y[from]);
      put(r, BP_Q_SLOPE, unit(r, p, l, k), slope(layer->activation, r->net.y[from]));
      put(r, BP_Q_DELTA, unit(r, p, l, k), r->net.delta[from]);
    }
  }
  for (k = 0; k < bp_case_outputs(c); k++) {
    put(r, BP_Q_ERROR, p * bp_case_outputs(c) + k, t[k] - bp_net_output(&r->net)[k]);
  }
  return BP_OK;
}

/* The update of spec/arithmetic.md after a batch. */
static void update(reference *r, size_t u) {
  const bp_case *c = r->c;
  const double share = c->reduce == BP_MEAN ? 1.0 / (double)c->batch : 1.0;
  size_t l, k, j;
  put(r, BP_Q_LOSS, u, r->values->v[BP_Q_LOSS][u] * share);
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      for (j = 0; j <= c->width[l]; j++) {
        const size_t from = bp_net_weight_index(&r->net, l, k, j);
        const size_t to = u * c->weights + bp_case_weight_at(c, l, k, j);
        const double h = c->reduce == BP_MEAN ? c->eta / (double)c->batch : c->eta;
        r->change[from] = -h * r->gradient[from] + c->alpha * r->change[from];
        r->net.w[from] += r->change[from];
        put(r, BP_Q_DE_DW, to, r->gradient[from] * share);
        put(r, BP_Q_CHANGE, to, r->change[from]);
        put(r, BP_Q_W_NEW, to, r->net.w[from]);
        r->gradient[from] = 0.0;
      }
    }
  }
}

static bp_status lay_out(reference *r) {
  const bp_case *c = r->c;
  const size_t memory = bp_net_memory(c->depth, c->width);
  bp_status status;
  size_t l, k, j;
  r->memory = calloc(memory + 2 * c->weights, sizeof *r->memory);
  if (r->memory == NULL) {
    return BP_ERR_MEMORY;
  }
  r->gradient = r->memory + memory;
  r->change = r->gradient + c->weights;
  status = bp_net_init(&r->net, r->layer, c->depth, c->width, c->f, r->memory, memory);
  for (l = 0; l < c->depth && status == BP_OK; l++) {
    for (k = 0; k < c->width[l + 1] && status == BP_OK; k++) {
      for (j = 0; j <= c->width[l] && status == BP_OK; j++) {
        const size_t at = bp_case_weight_at(c, l, k, j);
        status = bp_net_set_weight(&r->net, l, k, j, c->w[at]);
        if (status == BP_OK && c->previous != NULL) {
          r->change[bp_net_weight_index(&r->net, l, k, j)] = c->previous[at];
        }
      }
    }
  }
  return status;
}

static bp_status learn(reference *r) {
  const bp_case *c = r->c;
  bp_status status = lay_out(r);
  size_t p;
  if (status == BP_OK &&
      (!bp_range_holds(c->eta, 0.0, BP_LIMIT) || !bp_range_holds(c->alpha, 0.0, 1.0) ||
       (c->previous != NULL && bp_range_peak(c->previous, c->weights) > BP_LIMIT))) {
    status = BP_ERR_VALUE;
  }
  for (p = 0; p < c->patterns && status == BP_OK; p++) {
    status = pattern(r, p);
    if (status == BP_OK && (p + 1) % c->batch == 0) {
      update(r, p / c->batch);
    }
  }
  return status;
}

int bp_reference_answer(void *context, const bp_case *c, bp_answer *answer) {
  reference r;
  bp_status status;
  int q;
  (void)context;
  if (c->scale != 0.5) {
    answer->reply = BP_REPLY_SKIPPED;
    strcpy(answer->why, "E is 1/2 sum e^2 here");
    return 1;
  }
  for (q = 0; q < BP_Q_COUNT; q++) {
    if (q != BP_Q_SUM && !bp_values_open(&answer->values, c, (bp_quantity)q)) {
      return 0;
    }
  }
  memset(&r, 0, sizeof r);
  r.c = c;
  r.values = &answer->values;
  status = learn(&r);
  free(r.memory);
  if (status == BP_ERR_MEMORY) {
    return 0;
  }
  if (status != BP_OK) {
    bp_values_free(&answer->values);
    answer->reply = BP_REPLY_REFUSED;
    sprintf(answer->why, "%s", bp_status_text(status));
  }
  return 1;
}
