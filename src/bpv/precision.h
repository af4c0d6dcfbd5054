/* Precision classes: the floating-point formats that an implementation may compute in, and their
   numbers as the hexadecimal digits of their bits. Every number of a class is a double. */
#ifndef BP_PRECISION_H
#define BP_PRECISION_H

#include <stddef.h>

#include "src/text/bits.h"

typedef enum bp_precision {
  BP_F64 = 0,        /* IEEE-754 binary64 */
  BP_F32,            /* binary32 */
  BP_F16,            /* binary16 */
  BP_BF16,           /* bfloat16: the upper half of binary32 */
  BP_PRECISION_COUNT /* the number of values above */
} bp_precision;

/* The name: "f64", "f32", "f16", "bf16"; "unknown" for anything else. */
const char *bp_precision_name(bp_precision p);

/* The class of a name of length bytes. Returns 0 if there is none; *p is unchanged then. */
int bp_precision_find(const char *name, size_t length, bp_precision *p);

/* Bits of the significand, the leading one included: 53, 24, 11, 8. */
int bp_precision_bits(bp_precision p);

/* Hexadecimal digits of a number: 16, 8, 4, 4. */
size_t bp_precision_digits(bp_precision p);

/* The unit roundoff, half the distance from 1 to the next number. */
double bp_precision_unit(bp_precision p);

/* The least positive number, a subnormal. */
double bp_precision_tiny(bp_precision p);

/* The largest finite number. */
double bp_precision_largest(bp_precision p);

/* The largest number of the class, minus infinity included, that is at most v; v is not NaN. */
double bp_precision_below(bp_precision p, double v);

/* The least number of the class, infinity included, that is at least v; v is not NaN. */
double bp_precision_above(bp_precision p, double v);

/* Whether v, not NaN, is a number of the class or infinite. */
int bp_precision_holds(bp_precision p, double v);

/* Writes the bits of v, a number of the class, as lower-case digits, most significant first. */
void bp_precision_write(bp_precision p, double v, char out[BP_BITS_SIZE]);

/* Reads digits as bp_precision_write writes them. Returns 0 if they are not that, and *v is
   unchanged then. A NaN keeps its payload in BP_F64 only. */
int bp_precision_read(bp_precision p, const char *text, size_t length, double *v);

#endif
