#include "sample.h"

/* How large the weights of a layer are, in units of their ordinary size: mostly 1, sometimes so
   that units saturate or hardly answer. */
static double scale_of(const sample_limits *limits, draw_state *state) {
  const double chance = draw_unit(state);
  if (limits->tame || chance < 0.7) {
    return 1.0;
  }
  return chance < 0.8 ? 8.0 : chance < 0.9 ? 1e-3 : 0.1;
}

static void draw_weights(sample *it, const sample_limits *limits, draw_state *state) {
  size_t l, k, j;
  for (l = 0; l < it->depth; l++) {
    const double r = 2.0 * scale_of(limits, state) * bp_initial_range(it->width[l]);
    for (k = 0; k < it->width[l + 1]; k++) {
      for (j = 0; j <= it->width[l]; j++) {
        const double chance = limits->tame ? 0.5 : draw_unit(state);
        const double factor = chance < 0.02 ? 0.0 : chance > 0.98 ? 10.0 : 1.0;
        it->net.w[bp_net_weight_index(&it->net, l, k, j)] = factor * draw_real(state, -r, r);
      }
    }
  }
}

static void draw_patterns(sample *it, draw_state *state) {
  const int logistic = it->f[it->depth - 1] == BP_LOGISTIC;
  size_t p, i;
  for (p = 0; p < it->data.count; p++) {
    for (i = 0; i < it->width[0]; i++) {
      const double chance = draw_unit(state);
      it->inputs[p * it->width[0] + i] = chance < 0.05 ? 0.0 : draw_real(state, -1.5, 1.5);
    }
    for (i = 0; i < it->width[it->depth]; i++) {
      it->targets[p * it->width[it->depth] + i] = draw_real(state, logistic ? 0.0 : -1.0, 1.0);
    }
  }
}

bp_status sample_fill(sample *it, const sample_limits *limits, draw_state *state) {
  const bp_status status =
      bp_net_init(&it->net, it->layer, it->depth, it->width, it->f, it->memory, SAMPLE_MEMORY);
  if (status == BP_OK) {
    it->data.count = draw_size(state, 1, limits->patterns);
    it->data.inputs = it->inputs;
    it->data.targets = it->targets;
    draw_weights(it, limits, state);
    draw_patterns(it, state);
  }
  return status;
}

bp_status sample_draw(sample *it, const sample_limits *limits, draw_state *state) {
  size_t l;
  it->depth = draw_size(state, 1, limits->depth);
  it->width[0] = draw_size(state, 1, limits->width);
  for (l = 0; l < it->depth; l++) {
    it->width[l + 1] = draw_size(state, 1, limits->width);
    it->f[l] = (bp_activation)draw_size(state, 0, BP_ACTIVATION_COUNT - 1);
  }
  return sample_fill(it, limits, state);
}
