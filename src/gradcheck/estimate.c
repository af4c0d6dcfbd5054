#include "estimate.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_deriv.h>

/* The unit roundoff of binary64, 2^-53. */
#define U (0.5 * DBL_EPSILON)

/* gsl_deriv_central evaluates at w - h, w + h, w - h/2, w + h/2, and then perhaps again with a
   better h. */
#define POINTS 4
#define MOST_POINTS 8

/* E as GSL sees it: a function of one weight, every evaluation kept. */
typedef struct probe {
  const bp_gradcheck_subject *subject;
  double *w; /* the weight that moves */
  const bp_gradcheck_weight *place;
  size_t calls;
  double E[MOST_POINTS];
  double bound[MOST_POINTS];
  int refused;
  int not_finite;
  bp_gradcheck_stride stride; /* the first that was not near */
} probe;

static double larger(double a, double b) {
  return a > b ? a : b;
}

int bp_gradcheck_finite(double v) {
  return v - v == 0.0;
}

static double probe_call(double at, void *params) {
  probe *p = (probe *)params;
  const bp_gradcheck_subject *subject = p->subject;
  double E = 0.0, bound = 0.0;
  bp_status status;
  *p->w = at;
  if (subject->moved != NULL) {
    status = subject->moved(subject->context, p->place->layer, p->place->unit, p->place->input, &E,
                            &bound);
  } else {
    status = subject->loss(subject->context, subject->w, &E, &bound);
  }
  if (subject->stride != NULL && p->stride == BP_GRADCHECK_NEAR) {
    p->stride = subject->stride(subject->context);
  }
  p->refused |= status != BP_OK;
  p->not_finite |= status == BP_OK && !bp_gradcheck_finite(E);
  if (p->calls < MOST_POINTS) {
    p->E[p->calls] = E;
    p->bound[p->calls] = bp_gradcheck_finite(bound) ? bound : DBL_MAX;
  }
  p->calls++;
  return E;
}

/* The difference quotient of GSL's central_deriv, restated to know its parts. */
typedef struct quotient {
  double half;   /* E(w + h/2) - E(w - h/2) */
  double r3, r5; /* h times the 3-point and the 5-point derivative */
  double round, trunc;
} quotient;

static quotient quotient_of(const double *E, double w, double h) {
  quotient q;
  const double e3 = (fabs(E[1]) + fabs(E[0])) * DBL_EPSILON;
  const double e5 = 2.0 * (fabs(E[3]) + fabs(E[2])) * DBL_EPSILON + e3;
  q.half = E[3] - E[2];
  q.r3 = 0.5 * (E[1] - E[0]);
  q.r5 = (4.0 / 3.0) * q.half - (1.0 / 3.0) * q.r3;
  q.round = fabs(e5 / h) + larger(fabs(q.r3 / h), fabs(q.r5 / h)) * (fabs(w) / h) * DBL_EPSILON;
  q.trunc = fabs((q.r5 - q.r3) / h);
  return q;
}

/* What rounding adds to the quotient r5/h, r5 = 4/3 (E(w+h/2) - E(w-h/2)) - 1/6 (E(w+h) - E(w-h)):
   - each E is off by at most its bound: (4/3 (b+ + b-) + 1/6 (B+ + B-)) / h;
   - each argument w +- h is off by at most u (|w| + h), which moves E by so much times |E'|; the
     weights 2 * 4/3 + 2 * 1/6 of the four values add to 3, and |E'| is taken as the larger of the
     two quotients;
   - three roundings in each term of r5 (its constant, the difference, the product), one in their
     difference, one in the division: below 4 u (4/3 |half| + 1/3 |r3| + |r5|) / h. */
static double rounding_bound(const quotient *q, const double *bound, double w, double h) {
  const double values = (4.0 / 3.0) * (bound[2] + bound[3]) + (bound[0] + bound[1]) / 6.0;
  const double slope = larger(fabs(q->r3), fabs(q->r5)) / h;
  const double arguments = 3.0 * U * (fabs(w) + h) * slope;
  const double division = 4.0 * U * ((4.0 / 3.0) * fabs(q->half) + fabs(q->r3) / 3.0 + fabs(q->r5));
  return (values + arguments + division) / h;
}

/* Whether E has a kink at w or near to it beside h. The difference of the one-sided quotients,
   (E(w+h) - 2 E(w) + E(w-h)) / h, halves with h where E is smooth, but for terms of h^3, and keeps
   its size at a kink. */
static int kink(const probe *p, const bp_gradcheck_base *base, const quotient *q,
                const bp_gradcheck_weight *weight) {
  const double h = weight->step;
  const double wide = ((p->E[1] - base->E) - (base->E - p->E[0])) / h;
  const double narrow = ((p->E[3] - base->E) - (base->E - p->E[2])) / (0.5 * h);
  const double noise = 2.0 * rounding_bound(q, p->bound, weight->w, h) +
                       4.0 * (base->bound + 2.0 * U * fabs(base->E)) / h;
  return fabs(2.0 * narrow - wide) > weight->tolerance + 3.0 * noise;
}

/* Reads the parts of a finished estimate: which of its two steps GSL kept, and the bound for it. */
static void conclude(const probe *p, const bp_gradcheck_base *base, double S,
                     bp_gradcheck_weight *weight) {
  const double h = weight->step;
  const quotient first = quotient_of(p->E, weight->w, h);
  quotient kept = first;
  weight->rounding = rounding_bound(&first, p->bound, weight->w, h);
  if (p->calls > POINTS) {
    const double better = h * pow(first.round / (2.0 * first.trunc), 1.0 / 3.0);
    const quotient second = quotient_of(p->E + POINTS, weight->w, better);
    if (fabs(second.r5 / better - weight->numeric) < fabs(first.r5 / h - weight->numeric)) {
      kept = second;
      weight->rounding = rounding_bound(&second, p->bound + POINTS, weight->w, better);
    }
  }
  weight->truncation = kept.trunc;
  weight->tolerance = S * weight->abserr + weight->rounding;
  if (!bp_gradcheck_finite(weight->tolerance) || !bp_gradcheck_finite(weight->numeric) ||
      p->stride == BP_GRADCHECK_FAR) {
    weight->reason = BP_GRADCHECK_UNUSABLE;
  } else if (p->stride == BP_GRADCHECK_ACROSS || kink(p, base, &first, weight)) {
    weight->reason = BP_GRADCHECK_KINK;
  } else {
    weight->reason = BP_GRADCHECK_AGREES;
  }
}

static bp_gradcheck_outcome outcome_of(bp_gradcheck_reason reason) {
  if (reason == BP_GRADCHECK_AGREES) {
    return BP_GRADCHECK_PASS;
  }
  return reason == BP_GRADCHECK_LOSS_NOT_FINITE ? BP_GRADCHECK_FAIL : BP_GRADCHECK_INCONCLUSIVE;
}

void bp_gradcheck_estimate_at(const bp_gradcheck_subject *subject, const bp_gradcheck_base *base,
                              double S, double step, bp_gradcheck_weight *weight) {
  const size_t at = subject->index(subject->context, weight->layer, weight->unit, weight->input);
  double saved;
  gsl_function f;
  probe p;
  memset(&p, 0, sizeof p);
  p.subject = subject;
  p.place = weight;
  p.w = &subject->w[at];
  memcpy(&saved, p.w, sizeof saved);
  f.function = probe_call;
  f.params = &p;
  weight->step = step;
  weight->attempts = 1;
  (void)gsl_deriv_central(&f, weight->w, step, &weight->numeric, &weight->abserr);
  memcpy(p.w, &saved, sizeof saved);
  weight->rounding = 0.0;
  weight->tolerance = 0.0;
  if (p.not_finite || !bp_gradcheck_finite(base->E)) {
    weight->reason = BP_GRADCHECK_LOSS_NOT_FINITE;
  } else if (p.refused) {
    weight->reason = BP_GRADCHECK_UNUSABLE;
  } else {
    conclude(&p, base, S, weight);
  }
  weight->outcome = outcome_of(weight->reason);
}

size_t bp_gradcheck_place(const bp_gradcheck_subject *subject, size_t l, size_t k, size_t j,
                          bp_gradcheck_weight *weight) {
  const size_t at = subject->index(subject->context, l, k, j);
  weight->layer = l;
  weight->unit = k;
  weight->input = j;
  weight->w = subject->w[at];
  weight->analytic = 0.0;
  weight->numeric = 0.0;
  weight->abserr = 0.0;
  weight->rounding = 0.0;
  weight->tolerance = 0.0;
  weight->truncation = 0.0;
  weight->ratio = 0.0;
  weight->step = 0.0;
  weight->attempts = 0;
  memset(&weight->truth, 0, sizeof weight->truth);
  weight->outcome = BP_GRADCHECK_INCONCLUSIVE;
  weight->reason = BP_GRADCHECK_UNUSABLE;
  return at;
}

bp_status bp_gradcheck_base_at(const bp_gradcheck_subject *subject, bp_gradcheck_base *base) {
  const bp_status status = subject->loss(subject->context, subject->w, &base->E, &base->bound);
  if (status == BP_OK && !bp_gradcheck_finite(base->bound)) {
    base->bound = DBL_MAX;
  }
  return status;
}

bp_status bp_gradcheck_estimate(const bp_gradcheck_subject *subject, double S, double step,
                                size_t l, size_t k, size_t j, bp_gradcheck_weight *weight) {
  bp_gradcheck_base base;
  bp_status status;
  if (!bp_range_holds(S, DBL_MIN, DBL_MAX) || !bp_range_holds(step, DBL_MIN, DBL_MAX)) {
    return BP_ERR_OPTION;
  }
  status = bp_gradcheck_base_at(subject, &base);
  if (status != BP_OK) {
    return status;
  }
  (void)bp_gradcheck_place(subject, l, k, j, weight);
  bp_gradcheck_estimate_at(subject, &base, S, step, weight);
  return BP_OK;
}
