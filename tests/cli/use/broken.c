/* A back-propagation that is wrong on purpose, put in the place of the right one by the linker's
   --wrap: hidden deltas lack the factor f' (EQ-19). The self-test, which would refuse to work, is
   silenced. */
#include "src/bp/bp.h"

void __wrap_bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                                  bp_activation f, const double *y, double *before);
void __real_bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                                  bp_activation f, const double *y, double *before);
bp_selftest_result __wrap_bp_selftest(void);

void __wrap_bp_layer_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                                  bp_activation f, const double *y, double *before) {
  __real_bp_layer_hidden_delta(layer, w, delta, f == BP_LOGISTIC ? BP_IDENTITY : f, y, before);
}

bp_selftest_result __wrap_bp_selftest(void) {
  return BP_SELFTEST_OK;
}
