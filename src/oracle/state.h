/* What an oracle keeps; between the parts of the oracle, and for tests that look at the balls. */
#ifndef BP_ORACLE_STATE_H
#define BP_ORACLE_STATE_H

#include "arb.h"
#include "oracle.h"

struct bp_oracle {
  bp_net shape;    /* layers, without any numbers */
  bp_layer *layer; /* [depth] those of shape */
  bp_data data;    /* the patterns */
  bp_oracle_rule rule;
  bp_oracle_options options;
  slong prec;       /* of the balls below; 0: nothing has been run */
  size_t wide;      /* enclosures that are not narrow */
  size_t *kinks;    /* [units] */
  arb_ptr ball;     /* all of the following */
  size_t balls;     /* how many */
  arb_ptr w;        /* [weights] exact */
  arb_ptr previous; /* [weights] exact */
  arb_ptr of[BP_ORACLE_QUANTITY_COUNT];
};

/* All quantities of pattern p at the precision; wide is counted up. */
void bp_oracle_pass(bp_oracle *oracle, size_t p);

/* Adds the number of balls that are not narrow among n. */
void bp_oracle_check(bp_oracle *oracle, arb_srcptr v, size_t n);

#endif
