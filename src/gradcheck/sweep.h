/* The error of a numerical derivative against its step: for one weight, and which law it follows. The
   truncation of the 3-point formula falls as h^2, rounding noise rises as 1/h; the distance from a
   wrong gradient stays as it is. Nothing here prints. */
#ifndef BP_SWEEP_H
#define BP_SWEEP_H

#include "gradcheck.h"

#define BP_SWEEP_STEPS 29 /* two a decade, from 1 to 1e-14 */

typedef struct bp_sweep_point {
  double h;          /* the step, of which max(1, |w|) is a factor */
  double central;    /* (E(w + h) - E(w - h)) / 2h */
  double difference; /* of it from the analytic gradient */
  double rounding;   /* a bound on what rounding adds to it */
  double numeric;    /* GSL's derivative, started with h */
  double abserr;     /* GSL's estimate of its error */
  int usable;        /* 0: E could not be computed, or h is lost beside w */
} bp_sweep_point;

typedef enum bp_sweep_law {
  BP_SWEEP_RIGHT = 0, /* it falls, or is lost in rounding, at all steps */
  BP_SWEEP_WRONG,     /* it stays as it is over a decade and a half, beyond rounding */
  BP_SWEEP_UNCLEAR,
  BP_SWEEP_LAW_COUNT
} bp_sweep_law;

typedef struct bp_sweep {
  bp_gradcheck_weight weight; /* place, w and the analytic gradient */
  bp_sweep_point point[BP_SWEEP_STEPS];
  bp_sweep_law law;
  double order; /* of the truncation, 2 as a rule: the difference falls as h^order; 0: none seen */
  double order_from; /* between these steps, the larger first */
  double order_to;
  double noise;     /* of the noise, 1 as a rule: it rises as h^-noise; 0: none seen */
  double flat;      /* the level at which it stays; 0: at none */
  double flat_from; /* between these steps */
  double flat_to;
  double least; /* the smallest difference */
  double least_h;
} bp_sweep;

/* Sweeps over the steps for the weight w_kj of layer l with that analytic gradient. The status of
   loss if it refuses the weights as they stand. The weights are, bit for bit, as before. */
bp_status bp_sweep_run(const bp_gradcheck_subject *subject, double analytic, size_t l, size_t k,
                       size_t j, bp_sweep *sweep);

/* The law in words: a constant string. */
const char *bp_sweep_law_text(bp_sweep_law law);

#endif
