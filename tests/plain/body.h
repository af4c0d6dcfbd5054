/* The step in the type REAL, with EXP, TANH, LOG and FMA of it; plain_run is what RUN calls it. */

typedef struct state {
  const plain_problem *p;
  const plain_way *way;
  size_t units, weights;
  size_t unit_at[PLAIN_LAYERS], weight_at[PLAIN_LAYERS];
  REAL *w, *previous, *older, *kept, *sums, *y, *x, *slope, *delta, *buffer, *e, *carried,
      *gradient, *last_y, *last_s;
} state;

static int bug(const state *n, const char *name) {
  return strcmp(n->way->bug, name) == 0;
}

/* sum of a[i] b[i b_step] and a first term, in the order asked for. */
static REAL dot(const state *n, REAL first, const REAL *a, size_t a_step, const REAL *b,
                size_t b_step, size_t count) {
  REAL total = first;
  size_t i;
  if (bug(n, "width-32") && count > 32) {
    count = 32;
  }
  if (n->way->order == 2 && count > 2) {
    const size_t half = count / 2;
    return dot(n, first, a, a_step, b, b_step, half) +
           dot(n, 0, a + half * a_step, a_step, b + half * b_step, b_step, count - half);
  }
  for (i = 0; i < count; i++) {
    const size_t at = n->way->order == 1 ? count - 1 - i : i;
    total = n->way->fused ? FMA(a[at * a_step], b[at * b_step], total)
                          : total + a[at * a_step] * b[at * b_step];
  }
  return total;
}

static REAL hold(REAL v, REAL low, REAL high) {
  return v < low ? low : v > high ? high : v;
}

static REAL clip(int f, REAL y) {
  if (f == PLAIN_IDENTITY) {
    return y;
  }
  return f == PLAIN_TANH ? hold(y, (REAL)-0.98, (REAL)0.98) : hold(y, (REAL)0.01, (REAL)0.99);
}

static REAL function(const state *n, int f, REAL x) {
  REAL y = x;
  if (bug(n, "one-activation")) {
    f = n->p->f[0];
  }
  if (bug(n, "table") && f != PLAIN_IDENTITY && x != 0) { /* straight lines between few points */
    const REAL step = (REAL)0.5, below = (REAL)floor((double)(x / step)) * step;
    const state none = *n;
    plain_way way = *n->way;
    state exact = none;
    REAL a, b;
    way.bug = "";
    exact.way = &way;
    a = function(&exact, f, below);
    b = function(&exact, f, below + step);
    return a + (b - a) * (x - below) / step;
  }
  if (f == PLAIN_LOGISTIC) {
    y = 1 / (1 + EXP(-x));
  } else if (f == PLAIN_TANH) {
    y = TANH(x);
  }
  return bug(n, "output-clipped") ? clip(f, y) : y;
}

static REAL slope_of(const state *n, int f, REAL x, REAL y) {
  if (f == PLAIN_IDENTITY) {
    return 1;
  }
  if (bug(n, "slope-of-input")) {
    y = x;
  } else if (bug(n, "slope-of-output")) {
    y = function(n, f, y);
  } else if (bug(n, "slope-clipped")) {
    y = clip(f, y);
  } else if (bug(n, "logistic-slope")) {
    f = PLAIN_LOGISTIC;
  } else if (bug(n, "tanh-slope") && f == PLAIN_TANH) {
    return 1 - y;
  }
  return f == PLAIN_LOGISTIC ? y * (1 - y) : 1 - y * y;
}

static void forward(state *n, const REAL *s) {
  const plain_problem *p = n->p;
  const REAL *in = s;
  size_t l, k;
  for (l = 0; l < p->depth; l++) {
    for (k = 0; k < p->width[l + 1]; k++) {
      const REAL *w = n->w + n->weight_at[l] + k * (p->width[l] + 1);
      const size_t at = n->unit_at[l] + k;
      REAL bias = bug(n, "bias-signal") ? -w[0] : w[0];
      if (bug(n, "one-unit") && l + 1 < p->depth && p->width[l + 1] == 1) {
        bias = 0;
      }
      n->x[at] = dot(n, bias, w + 1, 1, in, 1, p->width[l]);
      n->y[at] = function(n, p->f[l], n->x[at]);
      n->slope[at] = slope_of(n, p->f[l], n->x[at], n->y[at]);
    }
    in = n->y + n->unit_at[l];
  }
}

static REAL error_of(const state *n, REAL t, REAL y, int f) {
  const REAL e = bug(n, "sign") ? y - t : t - y;
  if (bug(n, "atanh-error") && e > -1 && e < 1) {
    return LOG((1 + e) / (1 - e));
  }
  return bug(n, "error-halved") && f == PLAIN_TANH ? e / 2 : e;
}

static void output_delta(state *n, const double *t) {
  const plain_problem *p = n->p;
  const size_t last = p->depth - 1, outputs = p->width[p->depth];
  size_t k;
  for (k = 0; k < outputs; k++) {
    const size_t at = n->unit_at[last] + k;
    REAL delta;
    n->e[k] = error_of(n, (REAL)t[k], n->y[at], p->f[last]);
    delta = (REAL)(bug(n, "scale-fixed") ? 1.0 : 2 * p->scale) * n->e[k];
    if (!bug(n, "output-slope")) {
      delta *= n->slope[at];
    }
    if (bug(n, "factor-two")) {
      delta *= 2;
    } else if (bug(n, "factor-half")) {
      delta /= 2;
    } else if (bug(n, "factor-outputs")) {
      delta *= (REAL)outputs;
    } else if (bug(n, "factor-per-output")) {
      delta /= (REAL)outputs;
    }
    n->delta[at] = delta;
  }
}

/* The weights of layer l as an update with these deltas would leave them. */
static void update_copy(const state *n, size_t l, const REAL *in, REAL *copy) {
  const plain_problem *p = n->p;
  size_t k, j;
  for (k = 0; k < p->width[l + 1]; k++) {
    for (j = 0; j <= p->width[l]; j++) {
      const size_t at = k * (p->width[l] + 1) + j;
      const REAL g = (REAL)p->eta * n->delta[n->unit_at[l] + k] * (j == 0 ? 1 : in[j - 1]) +
                     (REAL)p->alpha * n->previous[n->weight_at[l] + at];
      copy[at] = n->w[n->weight_at[l] + at] + g;
    }
  }
}

/* The hidden sum of unit j before layer l, from deltas d and weights w of the layer. */
static REAL hidden_sum(const state *n, size_t l, size_t j, const REAL *d, const REAL *w) {
  const plain_problem *p = n->p;
  const size_t row = p->width[l] + 1, units = p->width[l + 1];
  REAL total = 0;
  size_t k;
  if (bug(n, "transposed")) {
    for (k = 0; k < units; k++) {
      total += d[k] * w[j % units * row + k % p->width[l] + 1];
    }
    return total;
  }
  if (bug(n, "bias-row")) {
    return dot(n, 0, d, 1, w + j, row, units);
  }
  if (bug(n, "rows-held")) {
    return dot(n, 0, d, 1, w + j + 1, row, units < p->width[l] ? units : p->width[l]);
  }
  return dot(n, 0, d, 1, w + j + 1, row, bug(n, "last-skipped") ? units - 1 : units);
}

static void hidden_deltas(state *n, size_t l, REAL *sum) {
  const plain_problem *p = n->p;
  const int after = bug(n, "updated-weights") && p->batch == 1;
  const size_t before = n->unit_at[l - 1];
  size_t j;
  if (after) {
    update_copy(n, l, n->y + before, n->kept);
  }
  memcpy(n->buffer, n->delta + n->unit_at[l], p->width[l + 1] * sizeof(REAL));
  for (j = 0; j < p->width[l]; j++) {
    REAL total = hidden_sum(n, l, j, n->buffer, after ? n->kept : n->w + n->weight_at[l]);
    if (bug(n, "not-reset")) {
      total += n->carried[before + j];
      n->carried[before + j] = total;
    }
    if (bug(n, "flushed") && FABS(total) < LEAST) {
      total = 0;
    }
    if (bug(n, "last-bit") && total != 0 && p->width[l + 1] > 2) {
      int exponent;
      (void)frexp((double)total, &exponent);
      total += (REAL)ldexp(1.0, exponent - DIGITS);
    }
    sum[before + j] = total;
    n->delta[before + j] = n->slope[before + j] * total;
    if (bug(n, "aliased") && j < p->width[l + 1]) {
      n->buffer[j] = n->delta[before + j];
    }
  }
}

/* Adds the pattern's gradients -delta y. */
static void accumulate(state *n, const REAL *s, int first) {
  const plain_problem *p = n->p;
  size_t l, k, j;
  const REAL share = n->way->early && p->mean ? (REAL)p->batch : 1;
  for (l = 0; l < p->depth; l++) {
    const REAL *in = l == 0 ? s : n->y + n->unit_at[l - 1];
    if (bug(n, "stale-y")) {
      in = l == 0 ? n->last_s : n->last_y + n->unit_at[l - 1];
    }
    for (k = 0; k < p->width[l + 1]; k++) {
      for (j = 0; j <= p->width[l]; j++) {
        const size_t at = n->weight_at[l] + k * (p->width[l] + 1) + j;
        REAL y = j == 0 ? (bug(n, "bias-signal") ? (REAL)-1 : 1) : in[j - 1];
        if (bug(n, "bias-as-gradient") && j == 0) {
          y = n->w[at];
        }
        n->gradient[at] = (first ? 0 : n->gradient[at]) - n->delta[n->unit_at[l] + k] / share * y;
        if (bug(n, "single")) {
          n->gradient[at] = (REAL)(float)n->gradient[at];
        }
      }
    }
  }
  memcpy(n->last_y, n->y, n->units * sizeof(REAL));
  memcpy(n->last_s, s, p->width[0] * sizeof(REAL));
}

static int is_bias(const state *n, size_t at) {
  size_t l = n->p->depth;
  while (l > 0) {
    l--;
    if (at >= n->weight_at[l]) {
      return (at - n->weight_at[l]) % (n->p->width[l] + 1) == 0;
    }
  }
  return 0;
}

/* Layers, or patterns, that some forget. */
static int is_left_out(const state *n, size_t at) {
  const plain_problem *p = n->p;
  size_t i;
  if (bug(n, "shallow")) {
    return p->depth == 1;
  }
  if (bug(n, "deep-fixed")) {
    return p->depth > 2 && at < n->weight_at[p->depth - 2];
  }
  if (bug(n, "zero-skipped")) {
    for (i = 0; i < p->width[0] && n->last_s[i] == 0; i++) {
    }
    return i == p->width[0];
  }
  return 0;
}

static REAL few_digits(REAL v) {
  char text[400];
  sprintf(text, "%f", (double)v);
  return (REAL)strtod(text, NULL);
}

static void update(state *n, REAL *dE_dw, REAL *change, REAL *w_new) {
  const plain_problem *p = n->p;
  const int mean = bug(n, "reduce") ? !p->mean : p->mean;
  size_t at;
  for (at = 0; at < n->weights; at++) {
    REAL g = n->gradient[at], eta = (REAL)p->eta, alpha = (REAL)p->alpha;
    REAL previous = bug(n, "momentum-stale") ? n->older[at] : n->previous[at];
    if (mean && !n->way->early) {
      g /= (REAL)p->batch;
    }
    dE_dw[at] = g;
    if (bug(n, "eta-held")) {
      eta = hold(eta, (REAL)0.01, 1);
    } else if (bug(n, "eta-twice")) {
      eta *= eta;
    } else if (bug(n, "eta-per-example")) {
      eta *= (REAL)p->batch;
    } else if (bug(n, "momentum-average")) {
      eta *= 1 - alpha;
    } else if (bug(n, "momentum-eta")) {
      alpha *= eta;
    } else if (bug(n, "momentum-missing")) {
      alpha = 0;
    }
    change[at] = n->way->fused ? FMA(-eta, g, alpha * previous) : -eta * g + alpha * previous;
    if ((bug(n, "bias-fixed") && is_bias(n, at)) || is_left_out(n, at)) {
      change[at] = 0;
    }
    w_new[at] = n->way->early ? (n->w[at] - eta * g) + alpha * previous : n->w[at] + change[at];
    if (bug(n, "few-digits")) {
      w_new[at] = few_digits(w_new[at]);
    }
    n->older[at] = n->previous[at];
    n->previous[at] = change[at];
    n->w[at] = w_new[at];
  }
}

static void lay_out(state *n) {
  const plain_problem *p = n->p;
  size_t l;
  n->units = n->weights = 0;
  for (l = 0; l < p->depth; l++) {
    n->unit_at[l] = n->units;
    n->weight_at[l] = n->weights;
    n->units += p->width[l + 1];
    n->weights += (p->width[l] + 1) * p->width[l + 1];
  }
}

/* Copies to doubles. */
static void put(double *to, const REAL *from, size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    to[i] = (double)from[i];
  }
}

static void take(const state *n, REAL *to, const double *from, size_t count) {
  const int single = bug(n, "input-single");
  size_t i;
  for (i = 0; i < count; i++) {
    to[i] = from == NULL                      ? 0
            : single && fabs(from[i]) > 1e-30 ? (REAL)(float)from[i]
                                              : (REAL)from[i];
  }
}

static void run(state *n, plain_result *r, REAL *s, REAL *sum, REAL *dE_dw, REAL *change,
                REAL *w_new) {
  const plain_problem *p = n->p;
  const size_t inputs = p->width[0], outputs = p->width[p->depth];
  size_t i, k;
  REAL E = 0;
  for (i = 0; i < p->patterns; i++) {
    const size_t u = i / p->batch;
    size_t l;
    take(n, s, p->s + i * inputs, inputs);
    forward(n, s);
    output_delta(n, p->t + i * outputs);
    for (l = p->depth - 1; l > 0; l--) {
      hidden_deltas(n, l, sum);
    }
    accumulate(n, s, i % p->batch == 0);
    E = i % p->batch == 0 ? 0 : E;
    for (k = 0; k < outputs; k++) {
      E += n->e[k] * n->e[k];
    }
    put(r->x + i * n->units, n->x, n->units);
    put(r->y + i * n->units, n->y, n->units);
    put(r->slope + i * n->units, n->slope, n->units);
    put(r->sum + i * n->units, sum, n->units);
    put(r->delta + i * n->units, n->delta, n->units);
    put(r->e + i * outputs, n->e, outputs);
    if ((i + 1) % p->batch == 0) {
      r->E[u] = (double)((REAL)p->scale * E / (REAL)(p->mean ? p->batch : 1));
      update(n, dE_dw, change, w_new);
      put(r->dE_dw + u * n->weights, dE_dw, n->weights);
      put(r->change + u * n->weights, change, n->weights);
      put(r->w_new + u * n->weights, w_new, n->weights);
    }
  }
  if (bug(n, "not-finite")) {
    r->dE_dw[0] = 0 * (1e308 * 1e308);
  }
}

int RUN(const plain_problem *problem, const plain_way *way, plain_result *result) {
  const size_t inputs = problem->width[0], outputs = problem->width[problem->depth];
  size_t widest = 0, i;
  state n;
  REAL *block, *at;
  memset(&n, 0, sizeof n);
  n.p = problem;
  n.way = way;
  lay_out(&n);
  for (i = 0; i < problem->depth; i++) {
    const size_t size = (problem->width[i] + 1) * problem->width[i + 1];
    widest = size > widest ? size : widest;
  }
  block = calloc(8 * n.weights + 9 * n.units + widest + outputs + 2 * inputs, sizeof *block);
  if (block == NULL) {
    return 0;
  }
  at = block;
  n.w = at;
  n.previous = at += n.weights;
  n.older = at += n.weights;
  n.gradient = at += n.weights;
  n.kept = at += n.weights;
  at += widest;
  n.x = at;
  n.y = at += n.units;
  n.slope = at += n.units;
  n.delta = at += n.units;
  n.buffer = at += n.units;
  n.carried = at += n.units;
  n.last_y = at += n.units;
  n.sums = at += n.units;
  n.e = at += n.units;
  n.last_s = at += outputs;
  at += inputs;
  take(&n, n.w, problem->w, n.weights);
  take(&n, n.previous, problem->previous, n.weights);
  if (strcmp(way->bug, "history") == 0 && problem->previous == NULL) {
    for (i = 0; i < n.weights; i++) {
      n.previous[i] = (REAL)(0.25 + 0.01 * (double)i);
    }
  }
  run(&n, result, at, n.sums, at + inputs, at + inputs + n.weights, at + inputs + 2 * n.weights);
  free(block);
  return 1;
}
