#include "gradcheck.h"

const char *bp_gradcheck_outcome_text(bp_gradcheck_outcome outcome) {
  switch (outcome) {
  case BP_GRADCHECK_PASS:
    return "pass";
  case BP_GRADCHECK_FAIL:
    return "fail";
  case BP_GRADCHECK_INCONCLUSIVE:
    return "inconclusive";
  case BP_GRADCHECK_OUTCOME_COUNT:
  default:
    return "unknown outcome";
  }
}

const char *bp_gradcheck_reason_text(bp_gradcheck_reason reason) {
  switch (reason) {
  case BP_GRADCHECK_AGREES:
    return "agrees within the tolerance";
  case BP_GRADCHECK_DIFFERS:
    return "differs by more than the tolerance";
  case BP_GRADCHECK_GRADIENT_NOT_FINITE:
    return "the gradient is NaN or infinite";
  case BP_GRADCHECK_LOSS_NOT_FINITE:
    return "the error function is NaN or infinite";
  case BP_GRADCHECK_COARSE:
    return "the tolerance is too coarse to tell a wrong gradient";
  case BP_GRADCHECK_KINK:
    return "the error function has a kink here";
  case BP_GRADCHECK_SPLIT:
    return "step sizes contradict each other";
  case BP_GRADCHECK_UNUSABLE:
    return "no step size gives a usable estimate";
  case BP_GRADCHECK_BEYOND:
    return "farther from the true gradient than rounding accounts for";
  case BP_GRADCHECK_BEND:
    return "a net input may be at the kink of its activation";
  case BP_GRADCHECK_UNKNOWN:
    return "the true gradient is not enclosed narrowly enough";
  case BP_GRADCHECK_EQUATION:
    return "an equation does not hold on the reported numbers";
  case BP_GRADCHECK_VACUOUS:
    return "every gradient is zero, or no weight was checked";
  case BP_GRADCHECK_SPARSE:
    return "too many weights are inconclusive";
  case BP_GRADCHECK_REASON_COUNT:
  default:
    return "unknown reason";
  }
}
