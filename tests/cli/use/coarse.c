/* A back-propagation that is wrong in the twelfth digit, put in the place of the right one by the
   linker's --wrap: hidden deltas (EQ-19) are a little too large. The self-test, which would refuse
   to work, is silenced. */
#include "src/bp/bp.h"

void __wrap_bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                                  bp_activation f, const double *y, double *before);
void __real_bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                                  bp_activation f, const double *y, double *before);
bp_selftest_result __wrap_bp_selftest(void);

void __wrap_bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                                  bp_activation f, const double *y, double *before) {
  size_t j;
  __real_bp_layer_hidden_delta(layer, w, delta, f, y, before);
  for (j = 0; j < layer->inputs; j++) {
    before[j] = before[j] * (1.0 + 4e-12);
  }
}

bp_selftest_result __wrap_bp_selftest(void) {
  return BP_SELFTEST_OK;
}
