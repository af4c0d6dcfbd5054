/* What the rounding of a precision class may add to a result: balls that contain every result of a
   right implementation, whatever the order of its sums, with fused multiply-add or without. */
#ifndef BP_NOISE_H
#define BP_NOISE_H

#include "src/bpv/precision.h"
#include "src/oracle/arb.h"

/* A class. */
typedef struct bp_noise {
  double u;      /* unit roundoff */
  double tiny;   /* least subnormal */
  double normal; /* least normal number */
  slong bits;    /* of the significand */
  slong bottom;  /* exponent of tiny */
  slong prec;    /* of the balls, in bits */
} bp_noise;

void bp_noise_init(bp_noise *noise, bp_precision p);

/* Widens v by n roundings of numbers that are `mass` together: gamma_n |mass| + n tiny. */
void bp_noise_widen(const bp_noise *noise, arb_ptr v, arb_srcptr mass, size_t n);

/* Widens v, the result of n operations on it, unless it is one number that the class has: then no
   operation was rounded, as long as they are products. */
void bp_noise_round(const bp_noise *noise, arb_t v, size_t n);

/* Whether v is one number of the class. */
int bp_noise_exact(const bp_noise *noise, const arb_t v);

/* A sum in any order. */
typedef struct bp_sum {
  arb_t total;  /* of the terms */
  arb_t mass;   /* of their magnitudes */
  int exact;    /* all terms are single numbers */
  slong bottom; /* exponent of the lowest bit of any */
  int some;     /* a term is not 0 */
  size_t terms;
} bp_sum;

void bp_sum_init(bp_sum *sum);
void bp_sum_clear(bp_sum *sum);

/* Adds a term, the exact product of what an implementation multiplies. */
void bp_sum_add(const bp_noise *noise, bp_sum *sum, const arb_t term);

/* Divides the sum, or each of its terms, by n. */
void bp_sum_share(const bp_noise *noise, bp_sum *sum, size_t n);

/* Whether no sum of the terms, in any order, is rounded. */
int bp_sum_exact(const bp_noise *noise, const bp_sum *sum);

/* Widens the total by the roundings of products and sums and `more` others. */
void bp_sum_end(const bp_noise *noise, bp_sum *sum, size_t more);

#endif
