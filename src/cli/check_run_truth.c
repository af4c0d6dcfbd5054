#include "check_run.h"
#include "report.h"

#define CAP 1024 /* bits: more tell nothing of doubles, but where numbers cancel */
#define WORK 5e6 /* weights times patterns that take seconds */

int cli_check_truth_usual(const cli_check_run *run) {
  return (double)run->use->model.net.weights * (double)run->check->patterns <= WORK;
}

/* One gradient for the check. */
static void tell(void *teller, size_t at, const bp_gradcheck_weight *weight,
                 bp_gradcheck_truth *truth) {
  const cli_check_run *run = teller;
  bp_enclosure enclosure;
  bp_distance distance;
  if (bp_oracle_enclosure(run->oracle, BP_ORACLE_GRADIENT, at, &enclosure) != BP_ORACLE_OK ||
      bp_oracle_distance(run->oracle, BP_ORACLE_GRADIENT, at, weight->analytic, &distance) !=
          BP_ORACLE_OK) {
    return;
  }
  truth->known = 1;
  truth->lo = enclosure.lo;
  truth->hi = enclosure.hi;
  truth->off_lo = distance.lo;
  truth->off_hi = distance.hi;
  truth->ulps_lo = distance.ulps_lo;
  truth->ulps_hi = distance.ulps_hi;
  truth->bound = run->g_error[at];
  truth->kink = weight->layer + 1 < run->bent ||
                bp_oracle_kinks(run->oracle, weight->layer, weight->unit) > 0;
}

/* One more than the last layer with a unit that may be at its kink; 0 if there is none. */
static size_t last_bent(const cli_check_run *run) {
  const bp_net *net = &run->use->model.net;
  size_t l, k;
  for (l = net->depth; l > 0; l--) {
    for (k = 0; k < net->layer[l - 1].units; k++) {
      if (bp_oracle_kinks(run->oracle, l - 1, k) > 0) {
        return l;
      }
    }
  }
  return 0;
}

int cli_check_truth(cli_check_run *run, double *memory) {
  bp_net *net = &run->use->model.net;
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_oracle_status status;
  bp_rounding rounding;
  bp_status passed;
  bp_rounding_init(&rounding, net, memory);
  passed = bp_rounding_gradient(&rounding, net, &run->data, 0, run->gradient, run->g_error);
  if (passed != BP_OK) {
    return cli_status_error("the gradient check", passed);
  }
  bp_oracle_defaults(&rule, &options);
  options.gradient_only = 1;
  options.cap = CAP;
  status = bp_oracle_create(&run->oracle, net, &run->data, &rule, &options);
  if (status == BP_ORACLE_OK) {
    status = bp_oracle_run(run->oracle);
  }
  if (status == BP_ORACLE_MEMORY) {
    return cli_no_memory();
  }
  if (status != BP_ORACLE_OK && status != BP_ORACLE_UNRESOLVED) {
    cli_error("the true gradient: %s", bp_oracle_status_text(status));
    return CLI_USAGE;
  }
  run->check->resolved = status == BP_ORACLE_OK;
  run->check->precision = bp_oracle_precision(run->oracle);
  run->check->options.truth = tell;
  run->check->options.teller = run;
  run->bent = last_bent(run);
  return CLI_OK;
}
