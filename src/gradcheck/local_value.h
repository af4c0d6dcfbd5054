/* What the equations make of the reported numbers, and how far off rounding may take it. */
#ifndef BP_LOCAL_VALUE_H
#define BP_LOCAL_VALUE_H

#include "local.h"

typedef struct bp_local_value {
  double expected;
  double bound;
} bp_local_value;

/* Each reads the reported numbers before it, of pattern p, layer l, unit k, input j. */
bp_local_value bp_local_x(const bp_local_step *step, size_t p, size_t l, size_t k);
bp_local_value bp_local_y(const bp_local_step *step, size_t p, size_t l, size_t k);
bp_local_value bp_local_error(const bp_local_step *step, size_t p, size_t k);
bp_local_value bp_local_delta(const bp_local_step *step, size_t p, size_t l, size_t k);
bp_local_value bp_local_gradient(const bp_local_step *step, size_t l, size_t k, size_t j);
bp_local_value bp_local_change(const bp_local_step *step, size_t l, size_t k, size_t j);
bp_local_value bp_local_w_new(const bp_local_step *step, size_t l, size_t k, size_t j);

#endif
