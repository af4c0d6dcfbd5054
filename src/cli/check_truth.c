
#include "check.h"
#include "report.h"

#define CAP 1024 /* bits: more tell nothing of doubles, but where numbers cancel */
#define WORK 5e6 /* weights times patterns that take seconds */

int cli_check_truth_usual(const cli_check *check) {
  return (double)check->use->model.net.weights * (double)check->patterns <= WORK;
}

/* One gradient for the check. */
static void tell(void *teller, size_t at, double analytic, bp_gradcheck_truth *truth) {
  const cli_check *check = teller;
  bp_enclosure enclosure;
  bp_distance distance;
  if (bp_oracle_enclosure(check->oracle, BP_ORACLE_GRADIENT, at, &enclosure) != BP_ORACLE_OK ||
      bp_oracle_distance(check->oracle, BP_ORACLE_GRADIENT, at, analytic, &distance) !=
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
  truth->bound = check->g_error[at];
}

int cli_check_truth(cli_check *check, double *memory) {
  bp_net *net = &check->use->model.net;
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_oracle_status status;
  bp_rounding rounding;
  bp_status passed;
  bp_rounding_init(&rounding, net, memory);
  passed = bp_rounding_gradient(&rounding, net, &check->data, 0, check->gradient, check->g_error);
  if (passed != BP_OK) {
    return cli_status_error("the gradient check", passed);
  }
  bp_oracle_defaults(&rule, &options);
  options.gradient_only = 1;
  options.cap = CAP;
  status = bp_oracle_create(&check->oracle, net, &check->data, &rule, &options);
  if (status == BP_ORACLE_OK) {
    status = bp_oracle_run(check->oracle);
  }
  if (status == BP_ORACLE_MEMORY) {
    return cli_no_memory();
  }
  if (status != BP_ORACLE_OK && status != BP_ORACLE_UNRESOLVED) {
    cli_error("the true gradient: %s", bp_oracle_status_text(status));
    return CLI_USAGE;
  }
  check->resolved = status == BP_ORACLE_OK;
  check->options.truth = tell;
  check->options.teller = check;
  return CLI_OK;
}
