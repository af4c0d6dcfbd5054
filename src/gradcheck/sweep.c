#include "sweep.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "estimate.h"

#define U (0.5 * DBL_EPSILON)
#define FLAT 0.15    /* a slope no steeper than this in magnitude is none */
#define FLAT_STEPS 4 /* so many points in a row, a decade and a half */
#define WELL_BELOW 1e-3
#define BEYOND 4.0 /* times the rounding bound: a difference that means something */

/* E with the weight at v. */
static int value_at(const bp_gradcheck_subject *subject, const bp_gradcheck_weight *weight,
                    double *w, double v, double *E, double *bound) {
  double saved;
  bp_status status;
  memcpy(&saved, w, sizeof saved);
  *w = v;
  status = subject->moved != NULL ? subject->moved(subject->context, weight->layer, weight->unit,
                                                   weight->input, E, bound)
                                  : subject->loss(subject->context, subject->w, E, bound);
  memcpy(w, &saved, sizeof saved);
  return status == BP_OK && bp_gradcheck_finite(*E);
}

static void measure(const bp_gradcheck_subject *subject, const bp_gradcheck_base *base, double *w,
                    const bp_gradcheck_weight *weight, bp_sweep_point *point) {
  const double up = weight->w + point->h, down = weight->w - point->h;
  bp_gradcheck_weight estimate = *weight;
  double high, low, high_bound, low_bound;
  point->usable = up != weight->w && down != weight->w &&
                  value_at(subject, weight, w, up, &high, &high_bound) &&
                  value_at(subject, weight, w, down, &low, &low_bound);
  if (!point->usable) {
    return;
  }
  point->central = (high - low) / (2.0 * point->h);
  point->difference = fabs(point->central - weight->analytic);
  point->rounding = (high_bound + low_bound) / (2.0 * point->h) +
                    U * (fabs(weight->w) + point->h) * fabs(point->central) / point->h +
                    3.0 * U * fabs(point->central);
  bp_gradcheck_estimate_at(subject, base, 1.0, point->h, &estimate);
  point->numeric = estimate.numeric;
  point->abserr = estimate.abserr;
  point->usable = bp_gradcheck_finite(point->difference) && bp_gradcheck_finite(point->rounding);
}

/* The exponent by which the difference goes with h from point i to the next, smaller step. */
static double slope(const bp_sweep *sweep, size_t i) {
  const bp_sweep_point *a = &sweep->point[i], *b = a + 1;
  return log(a->difference / b->difference) / log(a->h / b->h);
}

/* Whether the difference at point i and the next mean something. */
static int means(const bp_sweep *sweep, size_t i) {
  const bp_sweep_point *a = &sweep->point[i], *b = a + 1;
  return a->usable && b->usable && a->difference > BEYOND * a->rounding &&
         b->difference > BEYOND * b->rounding;
}

/* The longest run of points at one level. */
static void find_flat(bp_sweep *sweep) {
  size_t run = 0, best = 0, end = 0, i;
  for (i = 0; i + 1 < BP_SWEEP_STEPS; i++) {
    run = means(sweep, i) && fabs(slope(sweep, i)) <= FLAT ? run + 1 : 0;
    if (run > best) {
      best = run;
      end = i + 1;
    }
  }
  if (best + 1 >= FLAT_STEPS) {
    sweep->flat = sweep->point[end - best / 2].difference;
    sweep->flat_from = sweep->point[end - best].h;
    sweep->flat_to = sweep->point[end].h;
  }
}

/* The longest run of points that fall by one law, and its mean exponent. */
static void find_order(bp_sweep *sweep) {
  size_t first = 0, best = 0, at = 0, i;
  for (i = 0; i + 1 < BP_SWEEP_STEPS; i++) {
    const double s = means(sweep, i) ? slope(sweep, i) : 0.0;
    const int same = s > 1.5 && s < 6.5 && (i == first || fabs(s - slope(sweep, i - 1)) < 0.25);
    if (!same) {
      first = i + 1;
    } else if (i + 1 - first > best) {
      best = i + 1 - first;
      at = first;
    }
  }
  if (best >= 2) {
    const bp_sweep_point *a = &sweep->point[at], *b = &sweep->point[at + best];
    sweep->order = log(a->difference / b->difference) / log(a->h / b->h);
    sweep->order_from = a->h;
    sweep->order_to = b->h;
  }
}

/* A line through log difference against log h where rounding accounts for all of it, by least
   squares. */
static void find_noise(bp_sweep *sweep) {
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  size_t i;
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    const bp_sweep_point *p = &sweep->point[i];
    if (p->usable && p->difference > 0.0 && p->difference <= p->rounding) {
      const double u = log(p->h), v = log(p->difference);
      n += 1.0;
      x += u;
      y += v;
      xx += u * u;
      xy += u * v;
    }
  }
  if (n >= 4.0 && n * xx - x * x > 0.0) {
    sweep->noise = -(n * xy - x * y) / (n * xx - x * x);
  }
}

static void find_least(bp_sweep *sweep) {
  size_t i;
  sweep->least = DBL_MAX;
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    if (sweep->point[i].usable && sweep->point[i].difference < sweep->least) {
      sweep->least = sweep->point[i].difference;
      sweep->least_h = sweep->point[i].h;
    }
  }
}

/* A level is the gradient's fault unless smaller steps come down from it: far beyond a bend of E the
   difference stays as it is, too. Right is what comes down to rounding well below the gradient. */
static bp_sweep_law law_of(const bp_sweep *sweep) {
  int right = 0, down = 0;
  size_t i;
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    const bp_sweep_point *p = &sweep->point[i];
    const double most = p->difference + p->rounding;
    if (p->usable && p->difference <= BEYOND * p->rounding) {
      right |= most <= WELL_BELOW * fabs(sweep->weight.analytic) || most == 0.0;
    }
    down |= p->usable && p->h < sweep->flat_to && most < 0.5 * sweep->flat;
  }
  if (sweep->flat > 0.0 && !down) {
    return BP_SWEEP_WRONG;
  }
  return right ? BP_SWEEP_RIGHT : BP_SWEEP_UNCLEAR;
}

bp_status bp_sweep_run(const bp_gradcheck_subject *subject, double analytic, size_t l, size_t k,
                       size_t j, bp_sweep *sweep) {
  bp_gradcheck_base base;
  const bp_status status = bp_gradcheck_base_at(subject, &base);
  double scale, *w;
  size_t i;
  memset(sweep, 0, sizeof *sweep);
  if (status != BP_OK) {
    return status;
  }
  w = subject->w + bp_gradcheck_place(subject, l, k, j, &sweep->weight);
  sweep->weight.analytic = analytic;
  scale = fabs(*w) > 1.0 ? fabs(*w) : 1.0;
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    sweep->point[i].h = scale * pow(10.0, -0.5 * (double)i);
    measure(subject, &base, w, &sweep->weight, &sweep->point[i]);
  }
  find_flat(sweep);
  find_order(sweep);
  find_noise(sweep);
  find_least(sweep);
  sweep->law = law_of(sweep);
  return BP_OK;
}

const char *bp_sweep_law_text(bp_sweep_law law) {
  static const char *const text[BP_SWEEP_LAW_COUNT] = {
      "the difference falls to rounding: the gradient is right",
      "the difference stays as it is: the gradient is wrong", "neither law shows"};
  return law < BP_SWEEP_LAW_COUNT ? text[law] : "unknown law";
}
