#include "metrics.h"

/* Whether every one of n numbers is a or b. */
static int two_valued(const double *v, size_t n, double a, double b) {
  size_t i;
  for (i = 0; i < n; i++) {
    if (v[i] != a && v[i] != b) {
      return 0;
    }
  }
  return 1;
}

/* Whether each pattern has exactly one high target. */
static int one_high(const bp_data *data, size_t outputs, double high) {
  size_t p, k;
  for (p = 0; p < data->count; p++) {
    size_t found = 0;
    for (k = 0; k < outputs; k++) {
      found += data->targets[p * outputs + k] == high;
    }
    if (found != 1) {
      return 0;
    }
  }
  return 1;
}

cli_classes cli_classes_find(const bp_data *data, size_t outputs) {
  const size_t n = data->count * outputs;
  const int zero_one = two_valued(data->targets, n, 0.0, 1.0);
  const int signs = !zero_one && two_valued(data->targets, n, -1.0, 1.0);
  cli_classes classes;
  classes.count = 0;
  classes.outputs = outputs;
  classes.middle = signs ? 0.0 : 0.5;
  if (outputs == 1 && (zero_one || signs)) {
    classes.count = 2;
  } else if (outputs > 1 && (zero_one || signs) && one_high(data, outputs, 1.0)) {
    classes.count = outputs;
  }
  return classes;
}

size_t cli_class_of(const cli_classes *classes, const double *v) {
  size_t best = 0, k;
  if (classes->outputs == 1) {
    return v[0] > classes->middle ? 1 : 0;
  }
  for (k = 1; k < classes->outputs; k++) {
    if (v[k] > v[best]) {
      best = k;
    }
  }
  return best;
}

bp_status cli_measure(bp_net *net, const bp_data *data, const cli_classes *classes,
                      cli_metrics *metrics, size_t *confusion) {
  size_t p;
  metrics->patterns = data->count;
  metrics->E = 0.0;
  metrics->correct = 0;
  for (p = 0; confusion != NULL && p < classes->count * classes->count; p++) {
    confusion[p] = 0;
  }
  for (p = 0; p < data->count; p++) {
    const double *t = data->targets + p * net->outputs;
    const bp_status status = bp_net_forward(net, data->inputs + p * net->inputs);
    if (status != BP_OK) {
      return status;
    }
    metrics->E = metrics->E + bp_net_error(net, t);
    if (classes->count > 0) {
      const size_t wanted = cli_class_of(classes, t);
      const size_t found = cli_class_of(classes, bp_net_output(net));
      metrics->correct += wanted == found;
      if (confusion != NULL) {
        confusion[wanted * classes->count + found]++;
      }
    }
  }
  return BP_OK;
}

double cli_accuracy(const cli_metrics *metrics) {
  return metrics->patterns == 0 ? 0.0 : (double)metrics->correct / (double)metrics->patterns;
}
