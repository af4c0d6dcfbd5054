/* One training step with every quantity kept, as the trainer takes it. */
#ifndef CLI_STEP_H
#define CLI_STEP_H

#include "src/bp/bp.h"

/* The step of a network on one pattern: net holds w, x, y and delta, this the rest. Arrays of
   [units] and [weights] are indexed as those of net. */
typedef struct cli_step {
  bp_net *net;     /* the weights before the step */
  const double *s; /* [net->inputs] the pattern's signals */
  const double *t; /* [net->outputs] its targets */
  bp_rule rule;    /* eta, alpha and plain count; no weight has changed before */
  double E;        /* EQ-3 */
  double *e;       /* [net->outputs] EQ-4 */
  double *slope;   /* [units] f'(x) (EQ-5, EQ-18) */
  double *sum;    /* [units] hidden units: sum_k delta_k w_kj = -dE/dy_j (EQ-17); output units: 0 */
  double *dE_dw;  /* [weights] EQ-8, EQ-20 */
  double *change; /* [weights] Delta w (EQ-9, EQ-12, EQ-21) */
  double *w_new;  /* [weights] EQ-10, EQ-22: those of the trainer */
  double *memory;
} cli_step;

/* Computes the step of net, whose weights stay as they are, on pattern p of the set. Errors as of
   bp_trainer_init and bp_trainer_epoch, BP_ERR_MEMORY if memory has run out; after an error there
   is nothing to free. */
bp_status cli_step_take(cli_step *step, bp_net *net, const bp_data *data, size_t p, double eta,
                        double alpha, int plain);

/* Whether the numbers kept are those of the trainer, bit for bit: the trainer's own step gave
   w_new, and w + change must be that; f'(x_j) sum_j must be the delta of each hidden unit and
   e_k f'(x_k) that of each output unit. */
int cli_step_agrees(const cli_step *step);

void cli_step_free(cli_step *step);

#endif
