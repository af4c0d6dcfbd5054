/* Gradient checking: the analytic gradient of every weight against GSL's numerical derivative of
   the error function, with a tolerance computed for each weight and three outcomes. The derivation
   of the tolerance is in spec/gradcheck.md. Nothing here prints. */
#ifndef BP_GRADCHECK_H
#define BP_GRADCHECK_H

#include <stddef.h>

#include "rounding.h"
#include "src/bp/bp.h"

/* What came of a check, of one weight, a layer or a network. */
typedef enum bp_gradcheck_outcome {
  BP_GRADCHECK_PASS = 0,
  BP_GRADCHECK_FAIL,
  BP_GRADCHECK_INCONCLUSIVE,
  BP_GRADCHECK_OUTCOME_COUNT /* the number of values above */
} bp_gradcheck_outcome;

/* Why. */
typedef enum bp_gradcheck_reason {
  BP_GRADCHECK_AGREES = 0,          /* pass: within the tolerance */
  BP_GRADCHECK_DIFFERS,             /* fail: beyond the tolerance */
  BP_GRADCHECK_GRADIENT_NOT_FINITE, /* fail: the analytic gradient is NaN or infinite */
  BP_GRADCHECK_LOSS_NOT_FINITE,     /* fail: E is NaN or infinite, at the weights or beside them */
  BP_GRADCHECK_COARSE, /* inconclusive: the tolerance would let a wrong gradient pass */
  BP_GRADCHECK_KINK,   /* inconclusive: E has a kink here, at every step size */
  BP_GRADCHECK_SPLIT,  /* inconclusive: step sizes contradict each other */
  BP_GRADCHECK_UNUSABLE, /* inconclusive: no finite estimate, E is refused beside the weights, or every
                            step is too far */
  BP_GRADCHECK_BEYOND,   /* fail: farther from the true gradient than its rounding accounts for */
  BP_GRADCHECK_BEND,     /* inconclusive: a net input may be at the kink of its activation */
  BP_GRADCHECK_UNKNOWN,  /* inconclusive: the true gradient is not enclosed narrowly enough */
  BP_GRADCHECK_EQUATION, /* fail, of a whole: an equation does not hold on the reported numbers */
  BP_GRADCHECK_VACUOUS, /* inconclusive, of a whole: every gradient is zero, or no weight checked */
  BP_GRADCHECK_SPARSE,  /* inconclusive, of a whole: too many weights are inconclusive */
  BP_GRADCHECK_REASON_COUNT /* the number of values above */
} bp_gradcheck_reason;

/* How far a step went. */
typedef enum bp_gradcheck_stride {
  BP_GRADCHECK_NEAR = 0,
  BP_GRADCHECK_ACROSS, /* across a kink of an activation */
  BP_GRADCHECK_FAR     /* so far that an activation bends much on the way */
} bp_gradcheck_stride;

/* What is checked: an error function E(w), a gradient that claims to be dE/dw, and the weights
   where. Any implementation can stand behind the callbacks; bp_gradcheck_bind_net is that of
   src/bp. */
typedef struct bp_gradcheck_subject {
  void *context;         /* handed to the callbacks */
  size_t depth;          /* layers of weights */
  const bp_layer *layer; /* [depth] inputs and units of each; nothing else of them is read */
  size_t weights;        /* of all layers, biases included */
  double *w;             /* [weights] moved one at a time, each restored to its bits */

  /* Where in w and in the gradient the weight w_kj of layer l stands. */
  size_t (*index)(const void *context, size_t l, size_t k, size_t j);

  /* E at the weights w, which is always the w above, and a bound on the rounding error of this E:
     |*E - E(w)| <= *bound. Not BP_OK: refused, neither is read. */
  bp_status (*loss)(void *context, const double *w, double *E, double *bound);

  /* The same where the weight w_kj of layer l is the only one to have moved since the last call of
     loss, which may cost less. Null: loss is called instead. */
  bp_status (*moved)(void *context, size_t l, size_t k, size_t j, double *E, double *bound);

  /* Whether the step from the last call of loss to the last E was too far for numerical derivatives.
     Null: nobody knows. */
  bp_gradcheck_stride (*stride)(const void *context);

  /* The gradient under test, dE/dw at the weights w: writes all of g [weights]. Null: the gradient
     is handed to bp_gradcheck_run ready made. */
  bp_status (*gradient)(void *context, const double *w, double *g);
} bp_gradcheck_subject;

/* What someone knows of the true gradient of one weight, src/oracle for one. */
typedef struct bp_gradcheck_truth {
  int known;               /* not 0: the following means something */
  double lo, hi;           /* the true dE/dw is within */
  double off_lo, off_hi;   /* bounds on |analytic - true| */
  double ulps_lo, ulps_hi; /* the same in ulps of the true gradient */
  double bound;            /* rounding accounts for a distance of so much */
  int kink; /* not 0: a net input on the way is not certain to be away from a kink, so there may be
               no derivative */
} bp_gradcheck_truth;

/* One weight checked. */
typedef struct bp_gradcheck_weight {
  size_t layer;      /* l, 0 the first */
  size_t unit;       /* k, from 0 */
  size_t input;      /* j, 0 the bias */
  double w;          /* the weight */
  double analytic;   /* the gradient under test */
  double numeric;    /* GSL's derivative of E */
  double abserr;     /* GSL's estimate of its error */
  double rounding;   /* the computed bound on what the rounding of E adds to it */
  double tolerance;  /* S abserr + rounding */
  double truncation; /* the part of abserr that is not rounding */
  double ratio;      /* |analytic - numeric| / tolerance: beyond 1 they differ */
  double step;       /* the step h that GSL was started with for this estimate */
  size_t attempts;   /* step sizes tried */
  bp_gradcheck_truth truth;
  bp_gradcheck_outcome outcome;
  bp_gradcheck_reason reason;
} bp_gradcheck_weight;

/* Counts over a layer or a network. */
typedef struct bp_gradcheck_counts {
  size_t checked;
  size_t passed;
  size_t failed;
  size_t inconclusive;
  size_t zero;        /* of those checked: analytic gradient exactly 0 */
  size_t retried;     /* needed more than one step size */
  double largest;     /* the largest |analytic| that is finite */
  double worst_ratio; /* the largest ratio of a weight that passed */
} bp_gradcheck_counts;

/* The result of a check. */
typedef struct bp_gradcheck_report {
  size_t weights; /* that the check will visit, for progress: counts.checked of them are done */
  bp_gradcheck_counts counts;
  bp_gradcheck_counts *layer; /* [depth] the same of each layer */
  bp_gradcheck_weight worst; /* a failure before an inconclusive one before a pass, then the largest
                                ratio; means nothing while checked is 0 */
  bp_gradcheck_weight farthest;  /* of the weights with a known truth: the largest off_hi over its
                                   bound; means nothing while known is 0 */
  bp_gradcheck_weight most_ulps; /* the same: the largest ulps_hi */
  size_t known;                  /* weights with a known truth */
  double E;                      /* at the weights */
  double E_bound;                /* on its rounding error */
  bp_gradcheck_outcome outcome;
  bp_gradcheck_reason reason;
} bp_gradcheck_report;

/* How to check. bp_gradcheck_defaults fills it. */
typedef struct bp_gradcheck_options {
  double S;         /* so many times GSL's abserr are accepted; 4; positive */
  double h;         /* the first step for a weight w is h max(1, |w|); 0.01; positive */
  double threshold; /* a tolerance above this share of the gradient is too coarse; 0.1; 0 to 1 */
  double floor;     /* gradients below this share of the largest one count as of that size; 2^-20;
                       0 to 1 */
  double sparse;    /* the whole is inconclusive if a larger share of its weights is; 0.1; 0 to 1 */
  size_t shard;  /* check only each weight whose number, in the order of visits, leaves this ... */
  size_t shards; /* ... remainder by this; 0 of 1 */
  /* Called after each weight, in the order of layer, unit, input; may be null. report is as far as
     it got. */
  void (*watch)(void *watcher, const bp_gradcheck_report *report,
                const bp_gradcheck_weight *weight);
  void *watcher;
  /* What is known of the gradient of the weight at w[at], known 0 beforehand; may be null. A weight
     passes only if it is within its bound of the truth, and fails if it is not; where there may be
     a kink it does neither. */
  void (*truth)(void *teller, size_t at, const bp_gradcheck_weight *weight,
                bp_gradcheck_truth *truth);
  void *teller;
} bp_gradcheck_options;

/* The defaults named above. */
void bp_gradcheck_defaults(bp_gradcheck_options *options);

/* Checks every weight of the subject. gradient: subject->weights numbers, filled by
   subject->gradient or, if that is null, read. layer: subject->depth entries, for the report.
   BP_OK whatever the outcome; BP_ERR_OPTION if an option is outside its range; the status of loss
   or gradient if it refuses the weights as they stand. The weights are, bit for bit, as before. */
bp_status bp_gradcheck_run(const bp_gradcheck_subject *subject, const bp_gradcheck_options *options,
                           double *gradient, bp_gradcheck_counts *layer,
                           bp_gradcheck_report *report);

/* Adds another report of the same subject, of other weights, to the report; which is added to which
   makes no difference. outcome and reason are left to bp_gradcheck_conclude. */
void bp_gradcheck_merge(bp_gradcheck_report *report, const bp_gradcheck_report *other,
                        size_t depth);

/* The outcome of the whole from the counts. sparse: that of the options; equations_hold: 0 if the
   local check (local.h) found otherwise. */
void bp_gradcheck_conclude(bp_gradcheck_report *report, double sparse, int equations_hold);

/* One estimate of dE/dw_kj of layer l with GSL started at the step `step` itself: fills layer,
   unit, input, w, numeric, abserr, rounding, tolerance, step; attempts is 1. reason is AGREES if
   the estimate can be used, KINK, UNUSABLE or LOSS_NOT_FINITE, and outcome goes with it. For curves
   over h. The weights are, bit for bit, as before; the status of loss if it refuses them as they
   stand. */
bp_status bp_gradcheck_estimate(const bp_gradcheck_subject *subject, double S, double step,
                                size_t l, size_t k, size_t j, bp_gradcheck_weight *weight);

/* The outcome and the reason in words: constant strings, never null. */
const char *bp_gradcheck_outcome_text(bp_gradcheck_outcome outcome);
const char *bp_gradcheck_reason_text(bp_gradcheck_reason reason);

/* The whole set, for bp_gradcheck_bind_net. */
#define BP_GRADCHECK_ALL ((size_t)-1)

/* src/bp behind the callbacks: E summed over the patterns, gradient by bp_net_add_gradient. */
typedef struct bp_gradcheck_net {
  bp_net *net;
  bp_data data;
  bp_rounding rounding; /* of the pattern last fed forward */
  double *y;            /* [patterns][units] outputs of each pattern at the last call of loss */
  double *y_error;      /* [patterns][units] bounds on their rounding errors */
  double *x;            /* [patterns][units] net inputs */
  bp_gradcheck_stride stride; /* of the last E */
} bp_gradcheck_net;

/* How many doubles bp_gradcheck_bind_net needs for so many patterns; 0 if that is more than memory
   can hold. */
size_t bp_gradcheck_net_memory(const bp_net *net, size_t patterns);

/* About how many products the numerical derivatives of all weights of net take for a pattern and a
   value of E: a moved weight costs its unit and the layers after it. */
double bp_gradcheck_net_work(const bp_net *net);

/* Fills subject and binding for net on one pattern of data (from 0) or BP_GRADCHECK_ALL. All
   arguments must stay where they are while subject is used. BP_ERR_OPTION if the set has no such
   pattern, or none at all; BP_ERR_MEMORY if count is less than bp_gradcheck_net_memory. */
bp_status bp_gradcheck_bind_net(bp_gradcheck_subject *subject, bp_gradcheck_net *binding,
                                bp_net *net, const bp_data *data, size_t pattern, double *memory,
                                size_t count);

#endif
