/* By how much weight changes are off: quotients of those found and those expected. */
#ifndef BP_EXTENT_H
#define BP_EXTENT_H

#include "src/bpv/record.h"

typedef struct bp_extent {
  size_t measured;    /* quotients */
  double least, most; /* of them; mean nothing while measured is 0 */
} bp_extent;

/* Adds the quotients of the first update of the case, before which nothing can have gone wrong. A
   change that is not reported is the new weight less the weight; if that is not either, dE/dw stands
   for it. Left out are changes below half of
   the largest that is right in their layer, which mostly come of cancelling, and what rounding leaves
   without three digits. */
void bp_extent_add(bp_extent *extent, const bp_case *c, bp_precision p, const bp_answer *answer,
                   const bp_intervals *expected);

/* Adds those of another. */
void bp_extent_join(bp_extent *extent, const bp_extent *other);

#endif
