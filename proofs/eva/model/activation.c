/* The names of activations in src/text/model.c for Eva, where that is not what is analysed: which one a text names may be
   any. */
#include <string.h>

#include "__fc_builtin.h"
#include "src/text/model.h"

const char *const bp_activation_words[BP_ACTIVATION_COUNT + 1] = {
    "logistic", "tanh", "identity", "relu", "leaky-relu", NULL};

const char *bp_activation_name(bp_activation f) {
  const size_t i = (size_t)f;
  return i < BP_ACTIVATION_COUNT ? bp_activation_words[i] : "unknown";
}

int bp_activation_find(const char *name, bp_activation *f) {
  const size_t length = strlen(name);
  if (Frama_C_nondet(0, 1)) {
    return 0;
  }
  *f = (bp_activation)Frama_C_interval(0, BP_ACTIVATION_COUNT - 1);
  return 1;
}
