#include "naive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* f by straight lines between points 1 apart, as tables have it. */
static double table(bp_activation f, double x) {
  const double left = floor(x);
  double at[2], y[2];
  at[0] = left;
  at[1] = left + 1.0;
  bp_activate(f, at, y, 2);
  return fabs(x) > 1e6 ? y[0] : y[0] + (x - left) * (y[1] - y[0]);
}

static double clip(double y) {
  return y < 0.01 ? 0.01 : y > 0.99 ? 0.99 : y;
}

static double output(const naive_net *net, size_t l, double x) {
  const bp_activation f = net->f[l];
  double y;
  if (f == BP_IDENTITY || (f >= BP_RELU && !(x < 0.0))) {
    return x;
  }
  if (f >= BP_RELU) {
    return f == BP_RELU ? 0.0 : 0.01 * x;
  }
  if (net->bug == NAIVE_TABLE) {
    return table(f, x);
  }
  y = f == BP_LOGISTIC ? bp_logistic(x) : bp_tanh(x);
  return net->bug == NAIVE_OUTPUT_CLIPPED ? clip(y) : y;
}

static double slope(const naive_net *net, size_t l, size_t k) {
  double y = net->s[l + 1][k + 1];
  bp_activation f = net->f[l];
  if (f == BP_IDENTITY || (f >= BP_RELU && net->x[l][k] > 0.0)) {
    return 1.0;
  }
  if (f >= BP_RELU) {
    return f == BP_RELU ? 0.0 : 0.01;
  }
  if (net->bug == NAIVE_LOGISTIC_SLOPE) {
    f = BP_LOGISTIC;
  }
  if (net->bug == NAIVE_SLOPE_OF_INPUT) {
    y = net->x[l][k];
  }
  if (net->bug == NAIVE_SLOPE_OF_OUTPUT) {
    y = output(net, l, y);
  }
  if (net->bug == NAIVE_SLOPE_CLIPPED) {
    y = clip(y);
  }
  if (f == BP_TANH) {
    return net->bug == NAIVE_TANH_SLOPE ? 1.0 - y : 1.0 - y * y;
  }
  return y * (1.0 - y);
}

static double error_of(const naive_net *net, double t, double y) {
  const double e = t - y;
  switch (net->bug) {
  case NAIVE_SIGN:
    return y - t;
  case NAIVE_ATANH_ERROR:
    return e <= -0.9999999 ? -17.0 : e >= 0.9999999 ? 17.0 : log((1.0 + e) / (1.0 - e));
  case NAIVE_SYMMETRIC_HALVED:
    return net->f[net->depth - 1] == BP_TANH ? 0.5 * e : e;
  case NAIVE_FACTOR_TWO:
    return 2.0 * e;
  case NAIVE_FACTOR_HALF:
    return 0.5 * e;
  case NAIVE_FACTOR_OUTPUTS:
    return e / (double)net->width[net->depth];
  default:
    return e;
  }
}

void naive_init(naive_net *net, size_t depth, const size_t *width, const bp_activation *f,
                naive_bug bug) {
  size_t l, k, j;
  memset(net, 0, sizeof *net);
  net->bug = bug;
  net->depth = depth;
  memcpy(net->width, width, (depth + 1) * sizeof *width);
  memcpy(net->f, f, depth * sizeof *f);
  net->eta = 0.5;
  for (l = 0; l < NAIVE_DEPTH && bug == NAIVE_HISTORY; l++) {
    for (k = 0; k < NAIVE_WIDTH; k++) {
      for (j = 0; j < NAIVE_ROW; j++) {
        net->change[l][k][j] = 0.25;
      }
    }
  }
}

void naive_copy_from(naive_net *net, const bp_net *from) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->width[l + 1]; k++) {
      for (j = 0; j <= net->width[l]; j++) {
        net->w[l][k][j] = from->w[bp_net_weight_index(from, l, k, j)];
      }
    }
  }
}

void naive_copy_to(const naive_net *net, bp_net *to) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->width[l + 1]; k++) {
      for (j = 0; j <= net->width[l]; j++) {
        to->w[bp_net_weight_index(to, l, k, j)] = net->w[l][k][j];
      }
    }
  }
}

void naive_forward(naive_net *net, const double *s) {
  size_t l, k, j;
  memcpy(net->last_s, net->s, sizeof net->s);
  net->s[0][0] = 1.0;
  for (j = 1; j <= net->width[0]; j++) {
    net->s[0][j] = s[j - 1];
  }
  for (l = 0; l < net->depth; l++) {
    net->s[l + 1][0] = 1.0;
    for (k = 0; k < net->width[l + 1]; k++) {
      double x = net->w[l][k][0];
      for (j = 1; j <= net->width[l]; j++) {
        x = x + net->w[l][k][j] * net->s[l][j];
      }
      net->x[l][k] = x;
      net->s[l + 1][k + 1] = output(net, l, x);
    }
  }
}

double naive_error(const naive_net *net, const double *t) {
  double sum = 0.0;
  size_t k;
  for (k = 0; k < net->width[net->depth]; k++) {
    const double e = t[k] - net->s[net->depth][k + 1];
    sum = sum + e * e;
  }
  return 0.5 * sum;
}

/* The weight w_kj of layer l as the hidden sum for input j sees it. */
static double sum_weight(const naive_net *net, size_t l, size_t k, size_t j) {
  switch (net->bug) {
  case NAIVE_TRANSPOSED:
    return net->w[l][j - 1][k + 1];
  case NAIVE_BIAS_ROW:
    return net->w[l][k][j - 1];
  case NAIVE_UPDATED_WEIGHTS:
    return net->w[l][k][j] + net->eta * net->delta[l][k] * net->s[l][j];
  default:
    return net->w[l][k][j];
  }
}

void naive_backward(naive_net *net, const double *t, int plain) {
  const size_t last = net->depth - 1;
  size_t l, k, j;
  for (k = 0; k < net->width[net->depth]; k++) {
    const double e = error_of(net, t[k], net->s[net->depth][k + 1]);
    net->e[k] = e;
    net->delta[last][k] = plain || net->bug == NAIVE_NO_OUTPUT_SLOPE ? e : e * slope(net, last, k);
  }
  for (l = last; l > 0; l--) {
    const size_t units = net->width[l + 1] - (net->bug == NAIVE_LAST_SKIPPED ? 1 : 0);
    double *delta = net->delta[l];
    double copy[NAIVE_WIDTH];
    memcpy(copy, delta, sizeof copy);
    for (j = 1; j <= net->width[l]; j++) {
      double sum = net->bug == NAIVE_DELTA_NOT_RESET ? net->delta[l - 1][j - 1] : 0.0;
      for (k = 0; k < units; k++) {
        sum = sum + delta[k] * sum_weight(net, l, k, j);
      }
      net->delta[l - 1][j - 1] = slope(net, l - 1, j - 1) * sum;
      if (net->bug == NAIVE_ALIASED) {
        delta[j - 1] = net->delta[l - 1][j - 1];
      }
    }
    memcpy(delta, copy, sizeof copy);
  }
}

double naive_set_error(naive_net *net, const bp_data *data) {
  double E = 0.0;
  size_t p;
  for (p = 0; p < data->count; p++) {
    naive_forward(net, data->inputs + p * net->width[0]);
    E = E + naive_error(net, data->targets + p * net->width[net->depth]);
  }
  return E;
}

/* The signal that goes with the weight w_kj of layer l into its gradient. */
static double signal(const naive_net *net, size_t l, size_t k, size_t j) {
  if (j == 0 && net->bug == NAIVE_BIAS_FIXED) {
    return 0.0;
  }
  if (j == 0 && net->bug == NAIVE_BIAS_AS_GRADIENT) {
    return net->w[l][k][0];
  }
  return net->bug == NAIVE_STALE_Y ? net->last_s[l][j] : net->s[l][j];
}

/* a = a + scale delta y for every weight. */
static void add(naive_net *net, naive_weights a, double scale) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->width[l + 1]; k++) {
      const double g = scale * net->delta[l][k];
      for (j = 0; j <= net->width[l]; j++) {
        if (j == 0 && net->bug == NAIVE_BIAS_NOT_UPDATED) {
          continue;
        }
        a[l][k][j] = a[l][k][j] + g * signal(net, l, k, j);
        if (net->bug == NAIVE_SINGLE) {
          a[l][k][j] = (double)(float)a[l][k][j];
        }
      }
    }
  }
}

static void tell(const naive_net *net, size_t p) {
  if (net->watch != NULL) {
    net->watch(net->watcher, net, p);
  }
}

/* All weights through a text with 6 decimals. */
static void save_with_few_digits(naive_net *net) {
  char text[400];
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->width[l + 1]; k++) {
      for (j = 0; j <= net->width[l]; j++) {
        sprintf(text, "%f", net->w[l][k][j]);
        net->w[l][k][j] = strtod(text, NULL);
      }
    }
  }
}

void naive_set_gradient(naive_net *net, const bp_data *data, naive_weights g) {
  static naive_weights saved;
  double mean = net->bug == NAIVE_MEAN_FOR_SUM ? 1.0 / (double)data->count : 1.0;
  size_t p;
  memset(g, 0, sizeof(naive_weights));
  memset(net->delta, 0, sizeof net->delta);
  memset(net->s, 0, sizeof net->s);
  memcpy(saved, net->w, sizeof saved);
  if (net->bug == NAIVE_FEW_DIGITS) {
    save_with_few_digits(net);
  }
  for (p = 0; p < data->count; p++) {
    naive_forward(net, data->inputs + p * net->width[0]);
    naive_backward(net, data->targets + p * net->width[net->depth], 0);
    tell(net, p);
    add(net, g, -mean);
  }
  memcpy(net->w, saved, sizeof saved);
  if (net->bug == NAIVE_NAN) {
    g[net->depth - 1][0][1] = sqrt(-1.0);
  }
}

/* c = h a + alpha c, w = w + c, for the sum a of a batch. */
static void move_batch(naive_net *net, double h, double alpha) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->width[l + 1]; k++) {
      for (j = 0; j <= net->width[l]; j++) {
        if (alpha > 0.0) {
          net->change[l][k][j] = h * net->sum[l][k][j] + alpha * net->change[l][k][j];
          net->w[l][k][j] = net->w[l][k][j] + net->change[l][k][j];
        } else {
          net->w[l][k][j] = net->w[l][k][j] + h * net->sum[l][k][j];
        }
      }
    }
  }
}

/* c = g y + alpha c, w = w + c, for one pattern. */
static void move_pattern(naive_net *net, double eta, double alpha) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->width[l + 1]; k++) {
      const double g = eta * net->delta[l][k];
      for (j = 0; j <= net->width[l]; j++) {
        const double before = net->change[l][k][j];
        const double previous = net->bug == NAIVE_MOMENTUM_STALE ? net->older[l][k][j] : before;
        const double share = net->bug == NAIVE_MOMENTUM_ONE_MINUS ? 1.0 - alpha : 1.0;
        net->change[l][k][j] = share * (g * net->s[l][j]) + alpha * previous;
        net->older[l][k][j] = before;
        net->w[l][k][j] = net->w[l][k][j] + net->change[l][k][j];
      }
    }
  }
}

static double propagate(naive_net *net, const bp_rule *rule, const bp_data *data, size_t p) {
  const double *t = data->targets + p * net->width[net->depth];
  naive_forward(net, data->inputs + p * net->width[0]);
  naive_backward(net, t, rule->plain);
  tell(net, p);
  return naive_error(net, t);
}

static double pattern_step(naive_net *net, const bp_rule *rule, const bp_data *data, size_t p) {
  const double E = propagate(net, rule, data, p);
  const double eta = net->bug == NAIVE_ETA_TWICE ? rule->eta * rule->eta : rule->eta;
  const double alpha = net->bug == NAIVE_MOMENTUM_MISSING ? 0.0
                       : net->bug == NAIVE_MOMENTUM_ETA   ? rule->alpha * eta
                                                          : rule->alpha;
  if (alpha > 0.0) {
    move_pattern(net, eta, alpha);
  } else {
    add(net, net->w, eta);
  }
  return E;
}

static double batch_step(naive_net *net, const bp_rule *rule, const bp_data *data,
                         const size_t *order, size_t first, size_t n, double E) {
  const int mean = (rule->reduce == BP_MEAN) != (net->bug == NAIVE_REDUCE_SWAPPED);
  double h = mean ? rule->eta / (double)n : rule->eta;
  size_t i;
  h = net->bug == NAIVE_ETA_PER_EXAMPLE ? h * (double)n : h;
  memset(net->sum, 0, sizeof net->sum);
  for (i = 0; i < n; i++) {
    const size_t p = order == NULL ? first + i : order[first + i];
    E = E + propagate(net, rule, data, p);
    if (net->bug == NAIVE_UPDATE_IN_BATCH) {
      add(net, net->w, h);
    } else {
      add(net, net->sum, 1.0);
    }
  }
  move_batch(net, h, rule->alpha);
  return E;
}

double naive_epoch(naive_net *net, const bp_rule *rule, const bp_data *data, const size_t *order) {
  const size_t batch = rule->batch == 0 ? data->count : rule->batch;
  double E = 0.0;
  size_t first;
  for (first = 0; first < data->count; first += batch) {
    const size_t left = data->count - first;
    if (rule->batch == 1) {
      E = E + pattern_step(net, rule, data, order == NULL ? first : order[first]);
    } else {
      E = batch_step(net, rule, data, order, first, batch < left ? batch : left, E);
    }
  }
  return E;
}

const char *naive_bug_text(naive_bug bug) {
  static const char *const text[] = {"none",
                                     "bias never updated",
                                     "bias value used as gradient",
                                     "updated output weights in the hidden delta",
                                     "f' of the output applied to the net input",
                                     "f' of the net input applied to the output",
                                     "f' missing at the output",
                                     "f' of the logistic for tanh",
                                     "tanh' = 1 - y",
                                     "factor 2",
                                     "factor 1/2",
                                     "factor 1/n_outputs",
                                     "mean for sum over the set",
                                     "delta not reset between patterns",
                                     "table-driven activation",
                                     "f' clipped",
                                     "output clipped",
                                     "atanh error function",
                                     "symmetric error halved",
                                     "sign of e",
                                     "transposed weight in the hidden sum",
                                     "off by one at the bias row",
                                     "last unit skipped",
                                     "stale y",
                                     "in-place aliasing",
                                     "single-precision accumulation",
                                     "weights saved with too few digits",
                                     "NaN reported",
                                     "end of gradient bugs",
                                     "eta applied twice",
                                     "eta per example in a batch",
                                     "sum and mean swapped",
                                     "update within the batch",
                                     "momentum missing",
                                     "momentum stale",
                                     "momentum multiplied by eta",
                                     "momentum with 1 - alpha",
                                     "weight-change history uninitialised",
                                     "bias left out of the update"};
  return text[bug];
}
