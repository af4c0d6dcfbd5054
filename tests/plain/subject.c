#include "subject.h"

#include <string.h>

static int is_finite(const double *v, size_t n) {
  size_t i;
  for (i = 0; v != NULL && i < n; i++) {
    if (v[i] - v[i] != 0.0) {
      return 0;
    }
  }
  return 1;
}

static int is_valid(const bp_case *c) {
  return is_finite(&c->eta, 1) && is_finite(&c->alpha, 1) && is_finite(c->w, c->weights) &&
         is_finite(c->previous, c->weights) && is_finite(c->s, c->patterns * bp_case_inputs(c)) &&
         is_finite(c->t, c->patterns * bp_case_outputs(c));
}

static void pose(const bp_case *c, plain_problem *problem) {
  size_t l;
  memset(problem, 0, sizeof *problem);
  problem->depth = c->depth;
  for (l = 0; l <= c->depth; l++) {
    problem->width[l] = c->width[l];
  }
  for (l = 0; l < c->depth; l++) {
    problem->f[l] = c->f[l] == BP_LOGISTIC ? PLAIN_LOGISTIC
                    : c->f[l] == BP_TANH   ? PLAIN_TANH
                                           : PLAIN_IDENTITY;
  }
  problem->scale = c->scale;
  problem->mean = c->reduce == BP_MEAN;
  problem->eta = c->eta;
  problem->alpha = c->alpha;
  problem->batch = c->batch;
  problem->patterns = c->patterns;
  problem->s = c->s;
  problem->t = c->t;
  problem->w = c->w;
  problem->previous = c->previous;
}

int plain_answer(void *context, const bp_case *c, bp_answer *answer) {
  const plain_subject *subject = context;
  bp_values *values = &answer->values;
  plain_problem problem;
  plain_result result;
  int q;
  if (!is_valid(c) && strcmp(subject->way.bug, "accepted") != 0) {
    answer->reply = BP_REPLY_REFUSED;
    strcpy(answer->why, "a number is not finite");
    return 1;
  }
  for (q = 0; q < BP_Q_COUNT; q++) {
    if (!bp_values_open(values, c, (bp_quantity)q)) {
      return 0;
    }
    if (subject->report == 0 || (subject->report >> q & 1) != 0) {
      memset(values->given[q], 1, bp_case_count(c, (bp_quantity)q));
    }
  }
  pose(c, &problem);
  result.x = values->v[BP_Q_X];
  result.y = values->v[BP_Q_Y];
  result.slope = values->v[BP_Q_SLOPE];
  result.e = values->v[BP_Q_ERROR];
  result.E = values->v[BP_Q_LOSS];
  result.sum = values->v[BP_Q_SUM];
  result.delta = values->v[BP_Q_DELTA];
  result.dE_dw = values->v[BP_Q_DE_DW];
  result.change = values->v[BP_Q_CHANGE];
  result.w_new = values->v[BP_Q_W_NEW];
  return subject->single ? plain_run_single(&problem, &subject->way, &result)
                         : plain_run_double(&problem, &subject->way, &result);
}
