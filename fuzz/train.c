/* Networks of any small shape with any numbers in them, through the passes and through training: the
   status is a documented one and the right one, what is accepted gives finite numbers in range, bit
   for bit those of tests/naive, and what is refused changes nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "tests/naive/draw.h"
#include "tests/naive/naive.h"

#define PATTERNS 6
#define EPOCHS 3

/* The bug of tests/naive that is switched on; only a harness that shall find it has one. */
#ifndef FUZZ_BUG
#define FUZZ_BUG NAIVE_CORRECT
#endif

typedef struct setting {
  size_t depth;
  size_t width[NAIVE_DEPTH + 1];
  bp_activation f[NAIVE_DEPTH];
  bp_layer layer[NAIVE_DEPTH];
  bp_net net;
  size_t count; /* of memory */
  double *memory;
  bp_data data;
  double inputs[PATTERNS * NAIVE_WIDTH];
  double targets[PATTERNS * NAIVE_WIDTH];
  bp_rule rule;
  size_t order[PATTERNS];
} setting;

static setting it;
static naive_net naive;
static draw_state drawn;

void fuzz_start(void) {
}

static int within(double v) {
  return v >= -BP_LIMIT && v <= BP_LIMIT;
}

static int all_within(const double *v, size_t n) {
  size_t i;
  for (i = 0; i < n && within(v[i]); i++) {
  }
  return i == n;
}

static int same_all(const double *a, const double *b, size_t n) {
  return fuzz_equal(a, b, n * sizeof *a);
}

static double *copy_of(const double *v, size_t n) {
  double *copy = malloc((n + 1) * sizeof *copy);
  FUZZ_CHECK(copy != NULL);
  if (n > 0) {
    memcpy(copy, v, n * sizeof *copy);
  }
  return copy;
}

/* Sizes at the edges of panels more often. */
static size_t take_width(fuzz_input *in) {
  static const size_t edge[] = {1, 2, 3, 4, 5, 31, 32, 33, 63, 64, 65, NAIVE_WIDTH};
  const size_t v = fuzz_choice(in, 128);
  return v < 96 ? edge[v % 12] : 1 + v % 16;
}

static void take_shape(fuzz_input *in) {
  size_t l;
  it.depth = 1 + fuzz_choice(in, NAIVE_DEPTH);
  for (l = 0; l <= it.depth; l++) {
    it.width[l] = take_width(in);
  }
  for (l = 0; l < it.depth; l++) {
    it.f[l] = (bp_activation)fuzz_choice(in, BP_ACTIVATION_COUNT);
  }
}

/* Shapes of any size at all: refused, or as many numbers as they say. */
static void check_memory(fuzz_input *in) {
  size_t width[3], all = 0, l;
  double exact = 0.0;
  for (l = 0; l < 3; l++) {
    width[l] = fuzz_size(in) >> fuzz_choice(in, 64);
    if (l > 0) {
      exact += ((double)width[l - 1] + 1.0) * (double)width[l] + 3.0 * (double)width[l] + 2.0;
      all += (width[l - 1] + 1) * width[l] + 3 * width[l] + 2;
    }
  }
  if (width[0] == 0 || width[1] == 0 || width[2] == 0 || exact > (double)(size_t)-1 / 8.0) {
    FUZZ_CHECK(bp_net_memory(2, width) == 0);
  } else if (exact < (double)(size_t)-1 / 4096.0) {
    FUZZ_CHECK(bp_net_memory(2, width) == all);
  }
  FUZZ_CHECK(bp_net_memory(0, width) == 0);
}

static void make_net(fuzz_input *in) {
  bp_activation bad[NAIVE_DEPTH];
  bp_net before;
  it.count = bp_net_memory(it.depth, it.width);
  FUZZ_CHECK(it.count > 0);
  it.memory = malloc(it.count * sizeof *it.memory);
  FUZZ_CHECK(it.memory != NULL);
  memset(&it.net, 0x5a, sizeof it.net);
  before = it.net;
  FUZZ_CHECK(bp_net_init(&it.net, it.layer, it.depth, it.width, it.f, it.memory, it.count - 1) ==
             BP_ERR_MEMORY);
  memcpy(bad, it.f, sizeof bad);
  bad[fuzz_choice(in, it.depth)] = BP_ACTIVATION_COUNT;
  FUZZ_CHECK(bp_net_init(&it.net, it.layer, it.depth, it.width, bad, it.memory, it.count) ==
             BP_ERR_OPTION);
  FUZZ_CHECK(fuzz_equal(&it.net, &before, sizeof before));
  FUZZ_CHECK(bp_net_init(&it.net, it.layer, it.depth, it.width, it.f, it.memory, it.count) ==
             BP_OK);
}

/* First weights of any range. */
static void draw_weights(fuzz_input *in) {
  const double range = fuzz_number(in);
  const bp_status status = bp_net_initialise(&it.net, it.rule.seed, range);
  size_t i;
  FUZZ_CHECK(status == (range >= 0.0 && range <= BP_LIMIT ? BP_OK : BP_ERR_OPTION));
  for (i = 0; i < it.net.weights; i++) {
    const double w = it.net.w[i];
    const double r = range > 0.0 ? range : 1.0;
    FUZZ_CHECK(status == BP_OK ? fabs(w) <= r : w == 0.0);
  }
}

static void draw_data(fuzz_input *in) {
  static const double sizes[] = {1.0, 1.5, 100.0, 1e-9};
  const double size = sizes[fuzz_choice(in, 4)];
  size_t i;
  it.data.count = 1 + fuzz_choice(in, PATTERNS);
  it.data.inputs = it.inputs;
  it.data.targets = it.targets;
  for (i = 0; i < it.data.count * it.width[0]; i++) {
    it.inputs[i] = draw_real(&drawn, -size, size);
  }
  for (i = 0; i < it.data.count * it.width[it.depth]; i++) {
    it.targets[i] = draw_real(&drawn, -0.1, 1.1);
  }
}

/* Single numbers in place of those drawn, as many as the input says. */
static void take_numbers(fuzz_input *in) {
  while (in->at < in->size) {
    const size_t what = fuzz_choice(in, 4), at = 256 * fuzz_choice(in, 256) + fuzz_byte(in);
    const double v = fuzz_number(in);
    if (what == 0) {
      it.inputs[at % (it.data.count * it.width[0])] = v;
    } else if (what == 1) {
      it.targets[at % (it.data.count * it.width[it.depth])] = v;
    } else {
      const size_t l = at % it.depth, k = at / 7 % it.width[l + 1], j = at / 5 % (it.width[l] + 1);
      double *w = &it.net.w[bp_net_weight_index(&it.net, l, k, j)];
      const double before = *w;
      const bp_status status = bp_net_set_weight(&it.net, l, k, j, v);
      FUZZ_CHECK(status == (within(v) ? BP_OK : BP_ERR_VALUE));
      FUZZ_CHECK(fuzz_same(*w, status == BP_OK ? v : before));
    }
  }
}

static void take_rule(fuzz_input *in) {
  memset(&it.rule, 0, sizeof it.rule);
  it.rule.eta = fuzz_number(in);
  it.rule.alpha = fuzz_number(in);
  it.rule.batch = fuzz_choice(in, PATTERNS + 2);
  it.rule.reduce = (bp_reduce)fuzz_choice(in, 2);
  it.rule.order = (bp_order)fuzz_choice(in, 2);
  it.rule.seed.low = fuzz_byte(in);
  it.rule.seed.high = fuzz_byte(in);
  it.rule.plain = it.depth == 1 ? (int)fuzz_choice(in, 2) : fuzz_choice(in, 64) == 63;
  it.rule.goal = fuzz_number(in);
  it.rule.patience = fuzz_choice(in, 3);
  it.rule.steady = fuzz_number(in);
  it.rule.epochs = fuzz_choice(in, EPOCHS + 1);
}

/* The first layer of unbounded units whose naive output is beyond the limit, or depth. */
static size_t naive_beyond(void) {
  size_t l;
  for (l = 0; l < it.depth; l++) {
    if (!bp_activation_bounded(it.f[l]) && !all_within(naive.s[l + 1] + 1, it.width[l + 1])) {
      return l;
    }
  }
  return it.depth;
}

static int deltas_within(void) {
  size_t l;
  for (l = 0; l < it.depth; l++) {
    if (!all_within(naive.delta[l], it.width[l + 1])) {
      return 0;
    }
  }
  return 1;
}

static void check_signals(void) {
  size_t l, k;
  for (l = 0; l < it.depth; l++) {
    const double low = it.f[l] == BP_LOGISTIC ? 0.0 : -1.0;
    for (k = 0; k < it.width[l + 1]; k++) {
      const double y = it.net.y[it.layer[l].unit_at + k];
      FUZZ_CHECK(fuzz_same(it.net.x[it.layer[l].unit_at + k], naive.x[l][k]));
      FUZZ_CHECK(fuzz_same(y, naive.s[l + 1][k + 1]));
      FUZZ_CHECK(bp_activation_bounded(it.f[l]) ? y >= low && y <= 1.0 : within(y));
    }
    for (k = 0; k <= it.width[l]; k++) {
      FUZZ_CHECK(fabs(naive.s[l][k]) <= it.net.y_peak[l]);
    }
  }
}

static void check_deltas(void) {
  size_t l, k;
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      FUZZ_CHECK(fuzz_same(it.net.delta[it.layer[l].unit_at + k], naive.delta[l][k]));
      FUZZ_CHECK(fabs(naive.delta[l][k]) <= it.net.delta_peak[l]);
    }
  }
}

/* dE/dw of the pattern just propagated back, in place of 0. */
static void check_gradient(const double *s) {
  double *g = calloc(it.net.weights, sizeof *g);
  size_t l, k, j;
  FUZZ_CHECK(g != NULL);
  bp_net_add_gradient(&it.net, s, 1.0, g);
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      for (j = 0; j <= it.width[l]; j++) {
        const double expected = 0.0 + -naive.delta[l][k] * naive.s[l][j];
        FUZZ_CHECK(fuzz_same(g[bp_net_weight_index(&it.net, l, k, j)], expected));
      }
    }
  }
  free(g);
}

/* Whether pattern p goes through both passes within the limit, by the naive ones. */
static int naive_passes(size_t p) {
  const double *s = it.inputs + p * it.width[0], *t = it.targets + p * it.width[it.depth];
  naive_forward(&naive, s);
  if (naive_beyond() < it.depth) {
    return 0;
  }
  naive_backward(&naive, t, it.rule.plain);
  return deltas_within();
}

static void check_pattern(size_t p) {
  const double *s = it.inputs + p * it.width[0], *t = it.targets + p * it.width[it.depth];
  bp_status status = bp_net_forward(&it.net, s), expected = BP_OK;
  if (!all_within(s, it.width[0])) {
    FUZZ_CHECK(status == BP_ERR_VALUE);
    return;
  }
  naive_forward(&naive, s);
  FUZZ_CHECK(status == (naive_beyond() < it.depth ? BP_ERR_DIVERGED : BP_OK));
  if (status != BP_OK) {
    return;
  }
  check_signals();
  FUZZ_CHECK(bp_net_output(&it.net) == it.net.y + it.layer[it.depth - 1].unit_at);
  status = bp_net_backward(&it.net, t, it.rule.plain);
  if (!all_within(t, it.width[it.depth])) {
    FUZZ_CHECK(status == BP_ERR_VALUE);
    return;
  }
  naive_backward(&naive, t, it.rule.plain);
  expected = deltas_within() ? BP_OK : BP_ERR_DIVERGED;
  FUZZ_CHECK(status == expected);
  FUZZ_CHECK(fuzz_same(bp_net_error(&it.net, t), naive_error(&naive, t)));
  if (status == BP_OK) {
    check_deltas();
    check_gradient(s);
  }
}

/* What bp_trainer_init has to say. */
static bp_status expected_start(void) {
  const bp_rule *rule = &it.rule;
  if (!(rule->eta >= 0.0 && rule->eta <= BP_LIMIT && rule->alpha >= 0.0 && rule->alpha < 1.0) ||
      !within(rule->goal) || !within(rule->steady) || (rule->plain && it.depth > 1)) {
    return BP_ERR_OPTION;
  }
  if (!all_within(it.inputs, it.data.count * it.width[0]) ||
      !all_within(it.targets, it.data.count * it.width[it.depth]) ||
      !all_within(it.net.w, it.net.weights)) {
    return BP_ERR_VALUE;
  }
  return BP_OK;
}

/* Starts training with memory of exactly the size it needs; null if it is refused, in which case
   nothing has changed. */
static double *start(bp_trainer *trainer) {
  const size_t needed = bp_trainer_memory(&it.net, &it.rule);
  double *memory = malloc((needed > 0 ? needed : 1) * sizeof *memory);
  double *w = copy_of(it.net.w, it.net.weights), *kept;
  const bp_status expected = expected_start();
  bp_trainer before;
  bp_status status;
  FUZZ_CHECK(memory != NULL && needed >= it.depth);
  memset(memory, 0x5a, needed * sizeof *memory);
  memset(trainer, 0x5a, sizeof *trainer);
  before = *trainer;
  kept = copy_of(memory, needed);
  status = bp_trainer_init(trainer, &it.net, &it.rule, &it.data, memory, needed - 1, it.order);
  FUZZ_CHECK(status == (expected == BP_ERR_OPTION ? BP_ERR_OPTION : BP_ERR_MEMORY));
  if (expected != BP_OK) {
    status = bp_trainer_init(trainer, &it.net, &it.rule, &it.data, memory, needed, it.order);
    FUZZ_CHECK(status == expected);
  }
  FUZZ_CHECK(fuzz_equal(trainer, &before, sizeof before) && same_all(memory, kept, needed));
  if (expected == BP_OK) {
    status = bp_trainer_init(trainer, &it.net, &it.rule, &it.data, memory, needed, it.order);
    FUZZ_CHECK(status == BP_OK && trainer->epoch == 0 && trainer->outcome == BP_LEARNING);
  }
  FUZZ_CHECK(same_all(it.net.w, w, it.net.weights));
  free(kept);
  free(w);
  if (status != BP_OK) {
    free(memory);
    return NULL;
  }
  return memory;
}

static int weights_same(void) {
  size_t l, k, j;
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      for (j = 0; j <= it.width[l]; j++) {
        if (!fuzz_same(it.net.w[bp_net_weight_index(&it.net, l, k, j)], naive.w[l][k][j])) {
          return 0;
        }
      }
    }
  }
  return 1;
}

/* The bounds that the trainer keeps are bounds. */
static void check_bounds(const bp_trainer *trainer) {
  size_t l, i;
  FUZZ_CHECK(trainer->step >= 0.0 && trainer->step <= BP_LIMIT);
  for (l = 0; l < it.depth; l++) {
    const bp_layer *layer = &it.layer[l];
    FUZZ_CHECK(within(trainer->bound[l]) && within(trainer->moved[l]));
    for (i = layer->weight_at; i < layer->weight_at + layer->weights; i++) {
      FUZZ_CHECK(fabs(it.net.w[i]) <= trainer->bound[l]);
      FUZZ_CHECK(trainer->changes == 0 || fabs(trainer->change[i]) <= trainer->moved[l]);
    }
  }
}

static void check_outcome(const bp_trainer *trainer, size_t epoch) {
  const bp_rule *rule = &trainer->rule;
  FUZZ_CHECK(trainer->epoch == epoch + 1);
  FUZZ_CHECK(trainer->E >= 0.0 && trainer->E <= 5.2e120 * PATTERNS * NAIVE_WIDTH);
  FUZZ_CHECK(trainer->best <= trainer->E && trainer->since_best <= trainer->epoch);
  FUZZ_CHECK((trainer->outcome == BP_GOAL) == (trainer->E <= rule->goal));
  FUZZ_CHECK(trainer->outcome != BP_STEADY || trainer->step <= rule->steady);
  FUZZ_CHECK(trainer->outcome != BP_EPOCHS || trainer->epoch >= rule->epochs);
  FUZZ_CHECK(trainer->outcome != BP_STALLED || trainer->since_best >= rule->patience);
  FUZZ_CHECK(trainer->outcome != BP_LEARNING || trainer->epoch < rule->epochs);
}

/* What the trainer was before an epoch. */
typedef struct state {
  double *w;
  double *change;
  double moved[NAIVE_DEPTH];
  size_t epoch;
} state;

static void keep(const bp_trainer *trainer, state *before) {
  before->w = copy_of(it.net.w, it.net.weights);
  before->change = copy_of(trainer->change, trainer->changes);
  memcpy(before->moved, trainer->moved, it.depth * sizeof *before->moved);
  before->epoch = trainer->epoch;
}

/* The naive net as it was then. */
static void restore(const state *before, size_t changes) {
  size_t l, k, j;
  for (l = 0; l < it.depth; l++) {
    for (k = 0; k < it.width[l + 1]; k++) {
      for (j = 0; j <= it.width[l]; j++) {
        const size_t i = bp_net_weight_index(&it.net, l, k, j);
        naive.w[l][k][j] = before->w[i];
        naive.change[l][k][j] = changes > 0 ? before->change[i] : 0.0;
      }
    }
  }
}

/* Adds what pattern p, just propagated, can move each layer's weights by. */
static void add_reach(double reach[NAIVE_DEPTH]) {
  size_t l, k;
  for (l = 0; l < it.depth; l++) {
    double y = 0.0, delta = 0.0;
    for (k = 0; k <= it.width[l]; k++) {
      y = fabs(naive.s[l][k]) > y ? fabs(naive.s[l][k]) : y;
    }
    for (k = 0; k < it.width[l + 1]; k++) {
      delta = fabs(naive.delta[l][k]) > delta ? fabs(naive.delta[l][k]) : delta;
    }
    reach[l] += delta * y;
  }
}

/* Whether a layer's weights could pass the limit when they move so far. */
static int could_pass(const double reach[NAIVE_DEPTH]) {
  size_t l, k, j;
  for (l = 0; l < it.depth; l++) {
    double peak = 0.0;
    for (k = 0; k < it.width[l + 1]; k++) {
      for (j = 0; j <= it.width[l]; j++) {
        peak = fabs(naive.w[l][k][j]) > peak ? fabs(naive.w[l][k][j]) : peak;
      }
    }
    if (!(peak + reach[l] <= BP_LIMIT * (1.0 - 1e-9))) {
      return 1;
    }
  }
  return 0;
}

/* Whether the naive net meets the set without a number beyond the limit. */
static int set_passes(void) {
  size_t p;
  for (p = 0; p < it.data.count; p++) {
    naive_forward(&naive, it.inputs + p * it.width[0]);
    if (naive_beyond() < it.depth) {
      return 0;
    }
  }
  return 1;
}

typedef enum reason {
  NO_REASON = 0,
  COULD_PASS, /* by the bounds, of which the last bits may differ from the trainer's */
  PASSES      /* a number of the passes is beyond the limit */
} reason;

/* The reason to refuse an update by n patterns, and how far it could move the weights. */
static reason reason_of(const size_t *order, size_t n, const double *moved, double *reach) {
  const int mean = it.rule.reduce == BP_MEAN && it.rule.batch != 1;
  const double scale = mean ? it.rule.eta / (double)n : it.rule.eta;
  size_t i, l;
  for (l = 0; l < it.depth; l++) {
    reach[l] = 0.0;
  }
  for (i = 0; i < n; i++) {
    if (!naive_passes(order[i])) {
      return PASSES;
    }
    add_reach(reach);
  }
  for (l = 0; l < it.depth; l++) {
    reach[l] = scale * reach[l] + it.rule.alpha * moved[l];
  }
  return could_pass(reach) ? COULD_PASS : NO_REASON;
}

/* The update by n patterns. */
static void naive_step(const size_t *order, size_t n) {
  bp_rule rule = it.rule;
  bp_data data = it.data;
  data.count = n;
  rule.batch = it.rule.batch == 1 ? 1 : 0;
  naive_epoch(&naive, &rule, &data, order);
}

/* An epoch was refused: there was an update with a reason to refuse it, and the weights are those
   before it. Refused after all updates means that the goal could not be looked at. */
static void check_diverged(const bp_trainer *trainer, const state *before) {
  const size_t batch = it.rule.batch == 0 ? it.data.count : it.rule.batch;
  size_t order[PATTERNS], first, n;
  double moved[NAIVE_DEPTH], reach[NAIVE_DEPTH];
  FUZZ_CHECK(trainer->epoch == before->epoch && trainer->outcome == BP_LEARNING);
  for (first = 0; first < it.data.count; first++) {
    order[first] = first;
  }
  if (it.rule.order == BP_SHUFFLED) {
    bp_random_order(it.rule.seed, before->epoch, order, it.data.count);
  }
  restore(before, trainer->changes);
  memcpy(moved, before->moved, sizeof moved);
  for (first = 0; first < it.data.count; first += n) {
    reason why;
    n = batch < it.data.count - first ? batch : it.data.count - first;
    why = reason_of(order + first, n, moved, reach);
    if (why != NO_REASON && weights_same()) {
      return;
    }
    FUZZ_CHECK(why != PASSES);
    naive_step(order + first, n);
    memcpy(moved, reach, it.depth * sizeof *moved);
  }
  FUZZ_CHECK(weights_same() && it.rule.goal >= 0.0 && !set_passes());
}

static void check_epoch(bp_trainer *trainer) {
  state before;
  bp_status status;
  keep(trainer, &before);
  status = bp_trainer_epoch(trainer);
  if (status == BP_OK) {
    double E;
    restore(&before, trainer->changes);
    E = naive_epoch(&naive, &it.rule, &it.data, it.rule.order == BP_SHUFFLED ? it.order : NULL);
    if (E <= it.rule.goal) {
      E = naive_set_error(&naive, &it.data);
    }
    FUZZ_CHECK(weights_same());
    FUZZ_CHECK(fuzz_same(trainer->E, E));
    check_bounds(trainer);
    check_outcome(trainer, before.epoch);
  } else {
    FUZZ_CHECK(status == BP_ERR_DIVERGED);
    check_diverged(trainer, &before);
  }
  free(before.w);
  free(before.change);
}

/* A weight that is no weight is refused at the start of training. */
static void check_poisoned(fuzz_input *in) {
  bp_trainer trainer;
  const size_t i = fuzz_choice(in, 256) % it.net.weights;
  const double before = it.net.w[i];
  double *memory;
  it.net.w[i] = fuzz_number(in);
  if (!within(it.net.w[i])) {
    memory = start(&trainer);
    FUZZ_CHECK(memory == NULL);
  }
  it.net.w[i] = before;
}

static void check_training(void) {
  bp_trainer trainer;
  double *memory = start(&trainer);
  size_t i;
  for (i = 0; memory != NULL && i < EPOCHS && trainer.outcome == BP_LEARNING; i++) {
    const size_t epoch = trainer.epoch;
    check_epoch(&trainer);
    if (trainer.epoch == epoch) {
      break;
    }
  }
  free(memory);
}

void fuzz_one(const unsigned char *bytes, size_t size) {
  fuzz_input in;
  size_t p;
  in.bytes = bytes;
  in.size = size < 4096 ? size : 4096;
  in.at = 0;
  drawn = 1ul + fuzz_byte(&in);
  take_shape(&in);
  check_memory(&in);
  take_rule(&in);
  make_net(&in);
  draw_weights(&in);
  draw_data(&in);
  check_poisoned(&in);
  take_numbers(&in);
  naive_init(&naive, it.depth, it.width, it.f, FUZZ_BUG);
  naive_copy_from(&naive, &it.net);
  for (p = 0; p < it.data.count; p++) {
    check_pattern(p);
  }
  check_training();
  free(it.memory);
}
