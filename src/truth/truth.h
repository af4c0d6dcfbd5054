/* The true gradient for a gradient check: the enclosures of src/oracle, and the bounds of
   src/gradcheck on what the trainer's roundings account for. Nothing here prints. */
#ifndef BP_TRUTH_H
#define BP_TRUTH_H

#include "src/gradcheck/gradcheck.h"
#include "src/oracle/oracle.h"

/* What is known. All 0 is nothing. */
typedef struct bp_truth {
  bp_oracle *oracle;
  double *memory;
  double *g_error; /* [weights] in memory */
  size_t bent;     /* layers before this one lead to a unit that may be at its kink */
  int resolved;    /* not 0: all enclosures are narrow */
} bp_truth;

/* Encloses the gradient of E summed over the patterns, at the weights as they stand; data must stay
   where it is. cap: the most bits. BP_ORACLE_UNRESOLVED if an enclosure is wide: all of it holds.
   BP_ORACLE_VALUE if the trainer refuses a number, too. After an error there is
   nothing to close. */
bp_oracle_status bp_truth_open(bp_truth *truth, bp_net *net, const bp_data *data, long cap);

void bp_truth_close(bp_truth *truth);

/* For bp_gradcheck_options: the teller is the bp_truth. */
void bp_truth_tell(void *teller, size_t at, const bp_gradcheck_weight *weight,
                   bp_gradcheck_truth *truth);

#endif
