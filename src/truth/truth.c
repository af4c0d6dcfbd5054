#include "truth.h"

#include <stdlib.h>
#include <string.h>

/* One more than the last layer with a unit that may be at its kink; 0 if there is none. */
static size_t last_bent(const bp_oracle *oracle, const bp_net *net) {
  size_t l, k;
  for (l = net->depth; l > 0; l--) {
    for (k = 0; k < net->layer[l - 1].units; k++) {
      if (bp_oracle_kinks(oracle, l - 1, k) > 0) {
        return l;
      }
    }
  }
  return 0;
}

/* The enclosures. */
static bp_oracle_status enclose(bp_truth *truth, const bp_net *net, const bp_data *data, long cap) {
  bp_oracle_rule rule;
  bp_oracle_options options;
  bp_oracle_status status;
  bp_oracle_defaults(&rule, &options);
  options.gradient_only = 1;
  options.cap = cap;
  status = bp_oracle_create(&truth->oracle, net, data, &rule, &options);
  return status == BP_ORACLE_OK ? bp_oracle_run(truth->oracle) : status;
}

bp_oracle_status bp_truth_open(bp_truth *truth, bp_net *net, const bp_data *data, long cap) {
  bp_oracle_status status = BP_ORACLE_MEMORY;
  bp_rounding rounding;
  memset(truth, 0, sizeof *truth);
  truth->memory = malloc((2 * net->weights + bp_rounding_memory(net)) * sizeof(double));
  if (truth->memory != NULL) {
    truth->g_error = truth->memory + net->weights;
    bp_rounding_init(&rounding, net, truth->g_error + net->weights);
    status = BP_ORACLE_VALUE;
    if (bp_rounding_gradient(&rounding, net, data, 0, truth->memory, truth->g_error) == BP_OK) {
      status = enclose(truth, net, data, cap);
    }
  }
  if (status != BP_ORACLE_OK && status != BP_ORACLE_UNRESOLVED) {
    bp_truth_close(truth);
    return status;
  }
  truth->resolved = status == BP_ORACLE_OK;
  truth->bent = last_bent(truth->oracle, net);
  return status;
}

void bp_truth_close(bp_truth *truth) {
  bp_oracle_free(truth->oracle);
  free(truth->memory);
  memset(truth, 0, sizeof *truth);
}

void bp_truth_tell(void *teller, size_t at, const bp_gradcheck_weight *weight,
                   bp_gradcheck_truth *truth) {
  const bp_truth *it = teller;
  bp_enclosure enclosure;
  bp_distance distance;
  if (bp_oracle_enclosure(it->oracle, BP_ORACLE_GRADIENT, at, &enclosure) != BP_ORACLE_OK ||
      bp_oracle_distance(it->oracle, BP_ORACLE_GRADIENT, at, weight->analytic, &distance) !=
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
  truth->bound = it->g_error[at];
  truth->kink =
      weight->layer + 1 < it->bent || bp_oracle_kinks(it->oracle, weight->layer, weight->unit) > 0;
}
