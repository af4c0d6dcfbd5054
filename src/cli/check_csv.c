#include <stdio.h>

#include "check.h"

int cli_check_write_csv(FILE *file, void *context) {
  const cli_check *check = context;
  size_t i;
  fputs("layer,unit,input,w,analytic,numeric,abserr,rounding,tolerance,ratio,step,attempts,true_lo,"
        "true_hi,ulps_hi,bound,outcome,reason\n",
        file);
  for (i = 0; i < check->kept; i++) {
    const bp_gradcheck_weight *w = &check->weight[i];
    fprintf(file, "%lu,%lu,%lu,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%lu,",
            (unsigned long)w->layer + 1, (unsigned long)w->unit + 1, (unsigned long)w->input, w->w,
            w->analytic, w->numeric, w->abserr, w->rounding, w->tolerance, w->ratio, w->step,
            (unsigned long)w->attempts);
    if (w->truth.known) {
      fprintf(file, "%.17g,%.17g,%.17g,%.17g", w->truth.lo, w->truth.hi, w->truth.ulps_hi,
              w->truth.bound);
    } else {
      fputs(",,,", file);
    }
    /* No reason has a quotation mark. */
    fprintf(file, ",%s,\"%s\"\n", bp_gradcheck_outcome_text(w->outcome),
            bp_gradcheck_reason_text(w->reason));
  }
  return 0;
}
