/* Whether this machine, as this program was compiled for it, computes as the specification says:
   IEEE-754 binary64, round to nearest even, one rounding an operation, gradual underflow. */
#ifndef BP_SELFTEST_H
#define BP_SELFTEST_H

/* The checks, in the order in which they are run: what does not hold if one fails. */
typedef enum bp_selftest_result {
  BP_SELFTEST_OK = 0,
  BP_SELFTEST_FORMAT,    /* double is binary64 */
  BP_SELFTEST_METHOD,    /* the compiler evaluates in double (FLT_EVAL_METHOD is 0 or 1) */
  BP_SELFTEST_ROUNDING,  /* results are rounded to nearest, ties to even */
  BP_SELFTEST_PRECISION, /* intermediate results carry no more precision than double */
  BP_SELFTEST_CONTRACT,  /* a product and a sum are two roundings */
  BP_SELFTEST_UNDERFLOW, /* subnormal numbers are not flushed to zero */
  BP_SELFTEST_RANDOM,    /* Philox gives its published known answers */
  BP_SELFTEST_FUNCTION,  /* the activation functions give their known bits */
  BP_SELFTEST_TRAINING,  /* a training step gives its known bits */
  BP_SELFTEST_COUNT      /* the number of values above */
} bp_selftest_result;

/* Runs all checks and returns the first that fails; a few microseconds of work. */
/*@ assigns \nothing;
    ensures range: BP_SELFTEST_OK <= \result < BP_SELFTEST_COUNT;
*/
bp_selftest_result bp_selftest(void);

/* Runs one check. Returns not 0 if it passes; BP_SELFTEST_OK, being none, passes. */
/*@ assigns \nothing; */
int bp_selftest_passes(bp_selftest_result check);

/* The check's name, a word: a constant string, "unknown" for anything else. Never null. */
/*@ assigns \result \from check;
    ensures readable: \valid_read(\result);
*/
const char *bp_selftest_name(bp_selftest_result check);

/* What the check shows, in words: a constant string, "unknown check" for anything else. Never
   null. */
/*@ assigns \result \from check;
    ensures readable: \valid_read(\result);
*/
const char *bp_selftest_text(bp_selftest_result check);

#endif
