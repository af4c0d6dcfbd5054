/* The local check: whether each equation holds on the numbers that an implementation reports, its
   own numbers taken as they are on the right-hand side. So an error shows where it is made and
   nowhere after. The bounds allow any order of a sum, fused or not; spec/gradcheck.md derives them.
   Nothing here prints. */
#ifndef BP_LOCAL_H
#define BP_LOCAL_H

#include <stddef.h>

#include "src/bp/bp.h"

/* What is checked, in the order of the equations. */
typedef enum bp_local_quantity {
  BP_LOCAL_X = 0,    /* net inputs */
  BP_LOCAL_Y,        /* outputs */
  BP_LOCAL_ERROR,    /* e */
  BP_LOCAL_DELTA,    /* local error gradients */
  BP_LOCAL_GRADIENT, /* dE/dw of all patterns */
  BP_LOCAL_CHANGE,   /* Delta w */
  BP_LOCAL_W_NEW,    /* new weights */
  BP_LOCAL_QUANTITY_COUNT
} bp_local_quantity;

/* One training step as an implementation reports it. A null pointer: not reported, and what needs
   it is not checked. Units and weights have the indices of bp_net. */
typedef struct bp_local_step {
  const bp_net *net;      /* the shape, and the weights w before the step; nothing else is read */
  bp_data data;           /* the patterns */
  const double *x;        /* [patterns][units] */
  const double *y;        /* [patterns][units] */
  const double *e;        /* [patterns][outputs] */
  const double *delta;    /* [patterns][units] */
  const double *gradient; /* [weights] */
  const double *change;   /* [weights] */
  const double *w_new;    /* [weights] */
  const double *previous; /* [weights] Delta w of the step before; null: none */
  double eta;
  double alpha;
  bp_reduce reduce; /* of the gradient and the change */
  int plain;        /* not 0: the delta rule, delta_k = e_k */
  double ulps;      /* the implementation's f is within so many ulps of the true one */
} bp_local_step;

/* A number that was looked at. */
typedef struct bp_local_finding {
  bp_local_quantity quantity;
  size_t pattern; /* from 0; means nothing for GRADIENT and later */
  size_t layer;   /* from 0 */
  size_t unit;    /* from 0 */
  size_t input;   /* 0 the bias; means nothing before GRADIENT */
  double found;
  double expected; /* from the reported numbers before it */
  double bound;    /* |found - expected| may be so much */
} bp_local_finding;

/* Over all numbers of a quantity. */
typedef struct bp_local_tally {
  size_t checked;
  size_t failed;
  double share;           /* the largest |found - expected| / bound */
  bp_local_finding first; /* the first failure, means nothing while failed is 0 */
  bp_local_finding worst; /* that of `share`, means nothing while checked is 0 */
} bp_local_tally;

typedef struct bp_local_report {
  bp_local_tally of[BP_LOCAL_QUANTITY_COUNT];
} bp_local_report;

/* Checks all that is reported. */
void bp_local_check(const bp_local_step *step, bp_local_report *report);

/* The first failure in the order of the equations, hence the bug; null if there is none. */
const bp_local_finding *bp_local_first(const bp_local_report *report);

/* The number of the equation of a quantity in the last layer, or in one before: "EQ-6". */
const char *bp_local_equation(bp_local_quantity quantity, int last);

/* The quantity in words. */
const char *bp_local_text(bp_local_quantity quantity);

/* How many doubles bp_local_step_of_net needs for so many patterns; 0 if memory cannot hold it. */
size_t bp_local_memory(const bp_net *net, size_t patterns);

/* Fills step with what the trainer of src/bp computes on the patterns of data: all up to the
   gradient of their sum. Errors as of bp_net_forward and bp_net_backward. */
bp_status bp_local_step_of_net(bp_local_step *step, bp_net *net, const bp_data *data,
                               double *memory);

#endif
