/* Whether this machine, as this program was compiled for it, computes as the specification says:
   IEEE-754 binary64, round to nearest even, one rounding an operation, gradual underflow. */
#ifndef BP_SELFTEST_H
#define BP_SELFTEST_H

typedef enum bp_selftest_result {
  BP_SELFTEST_OK = 0,
  BP_SELFTEST_FORMAT,    /* double is not binary64 */
  BP_SELFTEST_PRECISION, /* intermediate results carry more precision than double (FLT_EVAL_METHOD
                            is not 0) */
  BP_SELFTEST_ROUNDING,  /* results are not rounded to nearest, ties to even */
  BP_SELFTEST_CONTRACT,  /* a product and a sum were contracted to one rounding */
  BP_SELFTEST_UNDERFLOW, /* subnormal numbers are flushed to zero */
  BP_SELFTEST_RANDOM,    /* Philox does not give its published known answers */
  BP_SELFTEST_FUNCTION,  /* an activation function does not give its known bits */
  BP_SELFTEST_TRAINING,  /* a training step does not give its known bits */
  BP_SELFTEST_COUNT      /* the number of values above */
} bp_selftest_result;

/* Runs all checks and returns the first that fails; a few microseconds of work. */
/*@ assigns \nothing;
    ensures range: BP_SELFTEST_OK <= \result < BP_SELFTEST_COUNT;
*/
bp_selftest_result bp_selftest(void);

/* The result in words: a constant string, never null. */
/*@ assigns \result \from result;
    ensures readable: \valid_read(\result);
*/
const char *bp_selftest_text(bp_selftest_result result);

#endif
