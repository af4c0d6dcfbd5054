#include "extent.h"

#include <math.h>

#include "src/bpv/precision.h"

#define LARGE 0.5             /* of the largest change of the layer */
#define COARSE (1.0 / 2048.0) /* half a unit of the third digit of a quotient near 1 */

static int has(const bp_answer *answer, bp_quantity q, size_t i) {
  return answer->values.v[q] != NULL && answer->values.given[q][i];
}

/* What is reported of the change of weight i: the quantity that it is compared with, its value and
   what rounding may have done to that. BP_Q_COUNT if nothing is. */
static bp_quantity change_of(const bp_case *c, bp_precision p, const bp_answer *answer, size_t i,
                             double *found, double *rounding) {
  *found = 0.0;
  *rounding = 0.0;
  if (has(answer, BP_Q_CHANGE, i)) {
    *found = answer->values.v[BP_Q_CHANGE][i];
    return BP_Q_CHANGE;
  }
  if (has(answer, BP_Q_W_NEW, i)) {
    const double w = answer->values.v[BP_Q_W_NEW][i];
    *found = w - c->w[i];
    *rounding = 2.0 * bp_precision_unit(p) * fabs(w);
    return BP_Q_CHANGE;
  }
  if (has(answer, BP_Q_DE_DW, i)) {
    *found = answer->values.v[BP_Q_DE_DW][i];
    return BP_Q_DE_DW;
  }
  return BP_Q_COUNT;
}

static void note(bp_extent *extent, double quotient) {
  if (extent->measured == 0 || quotient < extent->least) {
    extent->least = quotient;
  }
  if (extent->measured == 0 || quotient > extent->most) {
    extent->most = quotient;
  }
  extent->measured++;
}

static double middle_of(const bp_intervals *expected, bp_quantity q, size_t i) {
  const double lo = expected->lo.v[q][i], hi = expected->hi[q][i];
  return lo + (hi - lo) / 2.0;
}

/* Weights `from` to `to` - 1. Written so that what is not finite is left out. */
static void add_layer(bp_extent *extent, const bp_case *c, bp_precision p, const bp_answer *answer,
                      const bp_intervals *expected, size_t from, size_t to) {
  double found, rounding, largest = 0.0;
  size_t i;
  for (i = from; i < to; i++) {
    const bp_quantity q = change_of(c, p, answer, i, &found, &rounding);
    const double size = q == BP_Q_COUNT ? 0.0 : fabs(middle_of(expected, q, i));
    largest = size > largest ? size : largest;
  }
  for (i = from; i < to && largest > 0.0; i++) {
    const bp_quantity q = change_of(c, p, answer, i, &found, &rounding);
    const double middle = q == BP_Q_COUNT ? 0.0 : middle_of(expected, q, i);
    if (fabs(middle) >= LARGE * largest && found - found == 0.0 &&
        (expected->hi[q][i] - expected->lo.v[q][i]) / 2.0 + rounding <= COARSE * fabs(middle)) {
      note(extent, found / middle);
    }
  }
}

void bp_extent_add(bp_extent *extent, const bp_case *c, bp_precision p, const bp_answer *answer,
                   const bp_intervals *expected) {
  size_t l;
  for (l = 0; l < c->depth; l++) {
    add_layer(extent, c, p, answer, expected, bp_case_weight_at(c, l, 0, 0),
              bp_case_weight_at(c, l, c->width[l + 1], 0));
  }
}

void bp_extent_join(bp_extent *extent, const bp_extent *other) {
  if (other->measured > 0) {
    const size_t measured = extent->measured + other->measured;
    note(extent, other->least);
    note(extent, other->most);
    extent->measured = measured;
  }
}
