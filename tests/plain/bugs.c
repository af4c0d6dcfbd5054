#include <string.h>

#include "plain.h"

const char *const plain_bugs[] = {"output-clipped",
                                  "slope-of-input",
                                  "slope-of-output",
                                  "output-slope",
                                  "logistic-slope",
                                  "tanh-slope",
                                  "slope-clipped",
                                  "sign",
                                  "atanh-error",
                                  "error-halved",
                                  "factor-two",
                                  "factor-half",
                                  "factor-outputs",
                                  "factor-per-output",
                                  "updated-weights",
                                  "transposed",
                                  "bias-row",
                                  "last-skipped",
                                  "aliased",
                                  "not-reset",
                                  "stale-y",
                                  "bias-as-gradient",
                                  "reduce",
                                  "bias-fixed",
                                  "eta-twice",
                                  "eta-per-example",
                                  "momentum-missing",
                                  "momentum-stale",
                                  "momentum-eta",
                                  "momentum-average",
                                  "bias-signal",
                                  "history",
                                  "table",
                                  "single",
                                  "few-digits",
                                  "not-finite",
                                  NULL};

const char *const plain_gaps[] = {
    "last-bit", "one-activation", "input-single", "rows-held", "one-unit",
    "shallow",  "deep-fixed",     "zero-skipped", "flushed",   "accepted",
    "eta-held", "scale-fixed",    "width-32",     NULL};

int plain_has_bug(const char *name) {
  size_t i;
  for (i = 0; plain_bugs[i] != NULL; i++) {
    if (strcmp(plain_bugs[i], name) == 0) {
      return 1;
    }
  }
  return 0;
}
