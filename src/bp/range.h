/* The range that every number of the trainer keeps within, so that nothing overflows. */
#ifndef BP_RANGE_H
#define BP_RANGE_H

#include <stddef.h>

/* The largest magnitude of any weight, input, target, net input of an identity unit, delta,
   learning rate or weight change: 2^200. From here to the largest double there is room for every
   product and sum that the equations form, so nothing overflows; what would pass the limit is
   refused before it is written. */
#define BP_LIMIT 1606938044258990275541962092341162602522202993782792835301376.0

/* What bp_range_peak says of numbers that are not all within the limit: 2^201. */
#define BP_BEYOND 3213876088517980551083924184682325205044405987565585670602752.0

/* The largest magnitude among n numbers, 0 for none, or BP_BEYOND if one of them is NaN or beyond
   BP_LIMIT. */
/*@ requires valid: \valid_read(v + (0 .. n - 1));
    assigns \result \from v[0 .. n - 1];
    ensures range: \is_finite(\result) && 0.0 <= \result <= BP_BEYOND;
    ensures peak: \result <= BP_LIMIT ==>
      \forall integer i; 0 <= i < n ==> \is_finite(v[i]) && -\result <= v[i] <= \result;
*/
double bp_range_peak(const double *v, size_t n);

/* Whether low <= v <= high; not for NaN. */
/*@ requires bounds: \is_finite(low) && \is_finite(high);
    assigns \result \from v, low, high;
    ensures truth: \result != 0 <==> (\is_finite(v) && low <= v <= high);
*/
int bp_range_holds(double v, double low, double high);

#endif
