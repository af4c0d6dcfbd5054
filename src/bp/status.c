#include "status.h"

const char *bp_status_text(bp_status status) {
  switch (status) {
  case BP_OK:
    return "success";
  case BP_ERR_SHAPE:
    return "the shape of the network is not acceptable: no layer, a width of 0, or too large";
  case BP_ERR_MEMORY:
    return "the memory handed over is too small";
  case BP_ERR_OPTION:
    return "a parameter is outside its range";
  case BP_ERR_VALUE:
    return "a number is NaN or larger than the limit of 2^200";
  case BP_ERR_DIVERGED:
    return "training diverges: a step would pass the limit of 2^200";
  case BP_STATUS_COUNT:
  default:
    return "unknown status";
  }
}
