/* Known bugs of implementations, as they are told apart: spec/verdicts.md says what each one does. */
#ifndef BP_BUG_H
#define BP_BUG_H

/* Those before BP_BUG_RECOMPUTED give numbers that can be foretold; the rest show in another way. */
typedef enum bp_bug {
  BP_BUG_NONE = 0,
  BP_BUG_OUTPUT_CLIPPED,    /* y held in [0.01, 0.99] or [-0.98, 0.98] */
  BP_BUG_SLOPE_OF_INPUT,    /* y (1 - y) and 1 - y^2 applied to x */
  BP_BUG_SLOPE_OF_OUTPUT,   /* f'(x) applied to y */
  BP_BUG_OUTPUT_SLOPE,      /* f' missing at the output */
  BP_BUG_LOGISTIC_SLOPE,    /* y (1 - y) for tanh */
  BP_BUG_TANH_SLOPE,        /* tanh' = 1 - y */
  BP_BUG_SLOPE_CLIPPED,     /* f' of y held in [0.01, 0.99] or [-0.98, 0.98] */
  BP_BUG_SIGN,              /* e = y - t */
  BP_BUG_ATANH_ERROR,       /* log((1 + e) / (1 - e)) for e */
  BP_BUG_ERROR_HALVED,      /* e / 2 for tanh outputs */
  BP_BUG_FACTOR_TWO,        /* delta of sum e^2 */
  BP_BUG_FACTOR_HALF,       /* half the delta */
  BP_BUG_FACTOR_OUTPUTS,    /* delta times the number of outputs */
  BP_BUG_FACTOR_PER_OUTPUT, /* delta over the number of outputs */
  BP_BUG_UPDATED_WEIGHTS,   /* hidden deltas from weights already updated */
  BP_BUG_TRANSPOSED,        /* w_jk for w_kj in the hidden sum */
  BP_BUG_BIAS_ROW,          /* the hidden sum takes the weight before, the bias first */
  BP_BUG_LAST_SKIPPED,      /* the hidden sum leaves out the last unit */
  BP_BUG_ALIASED,           /* hidden deltas written over deltas still to be read */
  BP_BUG_NOT_RESET,         /* hidden sums go on from one pattern to the next */
  BP_BUG_STALE_Y,           /* gradients with the signals of the pattern before */
  BP_BUG_BIAS_AS_GRADIENT,  /* the bias itself stands in for its signal 1 */
  BP_BUG_REDUCE,            /* sum for mean, mean for sum */
  BP_BUG_BIAS_FIXED,        /* bias never updated */
  BP_BUG_ETA_TWICE,         /* eta in the gradient and in the update */
  BP_BUG_ETA_PER_EXAMPLE,   /* a batch updates with eta times its patterns */
  BP_BUG_MOMENTUM_MISSING,  /* alpha ignored */
  BP_BUG_MOMENTUM_STALE,    /* the change before the last one */
  BP_BUG_MOMENTUM_ETA,      /* alpha multiplied by eta */
  BP_BUG_MOMENTUM_AVERAGE,  /* the new change times 1 - alpha */
  BP_BUG_BIAS_SIGNAL,       /* bias signal -1 */
  BP_BUG_RECOMPUTED,        /* no bug: the end of those that are recomputed */
  BP_BUG_HISTORY,           /* the first previous change is not 0 */
  BP_BUG_TABLE,             /* f is read from a table, or approximated */
  BP_BUG_SINGLE,            /* single precision where double is declared */
  BP_BUG_FEW_DIGITS,        /* weights kept with a few decimal digits */
  BP_BUG_NOT_FINITE,        /* a NaN or an infinity is reported */
  BP_BUG_COUNT              /* the number of values above */
} bp_bug;

/* Its name, as in the flags of cases: "slope-of-input"; "none", "unknown". */
const char *bp_bug_name(bp_bug bug);

/* What is wrong, in words. */
const char *bp_bug_text(bp_bug bug);

/* The bug of a name of length bytes. Returns 0 if there is none. */
int bp_bug_find(const char *name, unsigned long length, bp_bug *bug);

#endif
