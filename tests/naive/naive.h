/* A second, slow implementation of the equations: plain loops over w_kj, no panels, no ranges, the
   operations in the order of spec/arithmetic.md. Unmutated it has to give the bits of src/bp. Each
   bug of the list below can be switched on. It shares the activation functions with src/bp, being
   a part of the specification, and nothing else. */
#ifndef BP_TESTS_NAIVE_H
#define BP_TESTS_NAIVE_H

#include "src/bp/bp.h"

#define NAIVE_DEPTH 5
#define NAIVE_WIDTH 70
#define NAIVE_ROW (NAIVE_WIDTH + 1)
#define NAIVE_WEIGHTS (NAIVE_DEPTH * NAIVE_WIDTH * NAIVE_ROW)

/* Bugs of real projects. Those before NAIVE_GRADIENT_BUGS show in the gradient, the rest only in
   the update. */
typedef enum naive_bug {
  NAIVE_CORRECT = 0,
  NAIVE_BIAS_FIXED,         /* bias never updated: its gradient is 0 */
  NAIVE_BIAS_AS_GRADIENT,   /* the bias itself stands in for its signal 1 */
  NAIVE_UPDATED_WEIGHTS,    /* hidden deltas from weights already updated */
  NAIVE_SLOPE_OF_INPUT,     /* y (1 - y) and 1 - y y applied to x */
  NAIVE_SLOPE_OF_OUTPUT,    /* f'(x) applied to y */
  NAIVE_NO_OUTPUT_SLOPE,    /* f' missing at the output */
  NAIVE_LOGISTIC_SLOPE,     /* y (1 - y) also for tanh */
  NAIVE_TANH_SLOPE,         /* tanh' = 1 - y */
  NAIVE_FACTOR_TWO,         /* gradient of sum e^2 */
  NAIVE_FACTOR_HALF,        /* half the gradient */
  NAIVE_FACTOR_OUTPUTS,     /* divided by the number of outputs */
  NAIVE_MEAN_FOR_SUM,       /* divided by the number of patterns */
  NAIVE_DELTA_NOT_RESET,    /* hidden sums go on from one pattern to the next */
  NAIVE_TABLE,              /* f by straight lines between few points */
  NAIVE_SLOPE_CLIPPED,      /* f' from the output held in [0.01, 0.99] */
  NAIVE_OUTPUT_CLIPPED,     /* y held in [0.01, 0.99] */
  NAIVE_ATANH_ERROR,        /* log((1 + e) / (1 - e)) for e */
  NAIVE_SYMMETRIC_HALVED,   /* e / 2 for tanh outputs */
  NAIVE_SIGN,               /* e = y - t */
  NAIVE_TRANSPOSED,         /* w_jk for w_kj in the hidden sum */
  NAIVE_BIAS_ROW,           /* the hidden sum takes the row before, the biases first */
  NAIVE_LAST_SKIPPED,       /* the hidden sum leaves out the last unit */
  NAIVE_STALE_Y,            /* gradients with the signals of the pattern before */
  NAIVE_ALIASED,            /* hidden deltas written over the deltas still to be read */
  NAIVE_SINGLE,             /* the gradient summed in single precision */
  NAIVE_FEW_DIGITS,         /* weights saved with 6 decimals before the gradient */
  NAIVE_NAN,                /* a NaN among the gradients */
  NAIVE_GRADIENT_BUGS,      /* no bug: the end of those above */
  NAIVE_ETA_TWICE,          /* eta in delta and in the update */
  NAIVE_ETA_PER_EXAMPLE,    /* a batch updates with eta n */
  NAIVE_REDUCE_SWAPPED,     /* sum for mean, mean for sum */
  NAIVE_UPDATE_IN_BATCH,    /* each pattern of a batch updates at once */
  NAIVE_MOMENTUM_MISSING,   /* alpha ignored */
  NAIVE_MOMENTUM_STALE,     /* the change before the last one */
  NAIVE_MOMENTUM_ETA,       /* alpha multiplied by eta */
  NAIVE_MOMENTUM_ONE_MINUS, /* the new change times 1 - alpha */
  NAIVE_HISTORY,            /* the first previous change is not 0 */
  NAIVE_BIAS_NOT_UPDATED,   /* the update leaves out the bias */
  NAIVE_BUG_COUNT
} naive_bug;

/* Layer l has width[l] inputs and width[l + 1] units; [k][0] is the bias of unit k. */
typedef double naive_weights[NAIVE_DEPTH][NAIVE_WIDTH][NAIVE_ROW];

struct naive_net;

/* Called when pattern number p has been fed forward and propagated back. */
typedef void (*naive_watch)(void *watcher, const struct naive_net *net, size_t p);

typedef struct naive_net {
  naive_bug bug;
  size_t depth;
  size_t width[NAIVE_DEPTH + 1];
  bp_activation f[NAIVE_DEPTH];
  naive_weights w;
  naive_weights change;                      /* Delta w of the last update */
  naive_weights older;                       /* and of the one before, for NAIVE_MOMENTUM_STALE */
  naive_weights sum;                         /* over a batch */
  double s[NAIVE_DEPTH + 1][NAIVE_ROW];      /* signals: s[0] the inputs, s[l + 1] the outputs of
                                                layer l; [0] the bias signal */
  double last_s[NAIVE_DEPTH + 1][NAIVE_ROW]; /* of the pattern before */
  double x[NAIVE_DEPTH][NAIVE_WIDTH];
  double delta[NAIVE_DEPTH][NAIVE_WIDTH];
  double e[NAIVE_WIDTH];
  double eta;        /* for the bugs that need it in the deltas */
  naive_watch watch; /* may be null */
  void *watcher;
} naive_net;

/* A net of this shape with all numbers 0. */
void naive_init(naive_net *net, size_t depth, const size_t *width, const bp_activation *f,
                naive_bug bug);

/* Weights to and from the reference. */
void naive_copy_from(naive_net *net, const bp_net *from);
void naive_copy_to(const naive_net *net, bp_net *to);

void naive_forward(naive_net *net, const double *s);
double naive_error(const naive_net *net, const double *t);
void naive_backward(naive_net *net, const double *t, int plain);

/* E and dE/dw of a set, summed in order. */
double naive_set_error(naive_net *net, const bp_data *data);
void naive_set_gradient(naive_net *net, const bp_data *data, naive_weights g);

/* One epoch by the rule; order: positions of the patterns, null for as they are. Returns E. */
double naive_epoch(naive_net *net, const bp_rule *rule, const bp_data *data, const size_t *order);

/* Which bug, in words. */
const char *naive_bug_text(naive_bug bug);

#endif
