#include "batch.h"

#include "chunk.h"
#include "gradient.h"
#include "update.h"

/* Rows put down at a time, so that the block's lines stay in the first cache. */
#define ROWS 64

/* The blocks of a chunk, one after another in the trainer's memory. */
typedef struct chunk_blocks {
  double *s;      /* [inputs] rows */
  double *y;      /* [units] */
  double *delta;  /* [units]; on the way forward the net inputs */
  double *y_peak; /* [depth] */
} chunk_blocks;

static chunk_blocks blocks_of(const bp_trainer *trainer) {
  const bp_net *net = trainer->net;
  chunk_blocks at;
  at.s = trainer->chunk;
  at.y = at.s + BP_CHUNK * net->inputs;
  at.delta = at.y + BP_CHUNK * net->units;
  at.y_peak = at.delta + BP_CHUNK * net->units;
  return at;
}

/* How far a chunk has come: the patterns before the first one that is refused. */
typedef struct chunk_state {
  size_t patterns;
  bp_status status;
} chunk_state;

static void screen(chunk_state *state, const double *peak, bp_status refusal) {
  size_t p;
  for (p = 0; p < state->patterns; p++) {
    if (peak[p] > BP_LIMIT) {
      state->patterns = p;
      state->status = refusal;
    }
  }
}

static void gather(const bp_trainer *trainer, size_t first, size_t n, const double *rows,
                   size_t width, double *v) {
  size_t i, p, to;
  for (i = 0; i < width; i = to) {
    to = width - i < ROWS ? width : i + ROWS;
    for (p = 0; p < n; p++) {
      bp_chunk_put(rows + bp_step_at(trainer, first + p) * width, v, p, i, to);
    }
  }
}

static void forward(const bp_net *net, const chunk_blocks *at, chunk_state *state) {
  const double *y = at->s;
  double peak[BP_CHUNK];
  size_t l;
  bp_block_peak(at->s, net->inputs, 1.0, at->y_peak);
  screen(state, at->y_peak, BP_ERR_VALUE);
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    double *x = at->delta + BP_CHUNK * layer->unit_at;
    double *next = at->y + BP_CHUNK * layer->unit_at;
    bp_chunk_net_input(layer, net->w + layer->weight_at, y, x, state->patterns);
    bp_activate(layer->activation, x, next, BP_CHUNK * layer->units);
    bp_block_peak(next, layer->activation == BP_IDENTITY ? layer->units : 0, 1.0, peak);
    screen(state, peak, BP_ERR_DIVERGED);
    if (l + 1 < net->depth) {
      size_t p;
      for (p = 0; p < BP_CHUNK; p++) {
        at->y_peak[BP_CHUNK * (l + 1) + p] = peak[p];
      }
    }
    y = next;
  }
}

static void reach_add(bp_trainer *trainer, const chunk_blocks *at, size_t l, chunk_state *state) {
  const bp_layer *layer = &trainer->net->layer[l];
  double peak[BP_CHUNK];
  size_t p;
  bp_block_peak(at->delta + BP_CHUNK * layer->unit_at, layer->units, 0.0, peak);
  screen(state, peak, BP_ERR_DIVERGED);
  for (p = 0; p < state->patterns; p++) {
    trainer->reach[l] = trainer->reach[l] + peak[p] * at->y_peak[BP_CHUNK * l + p];
  }
}

static void backward(bp_trainer *trainer, const chunk_blocks *at, chunk_state *state, double *E) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[net->depth - 1];
  double error[BP_CHUNK];
  double *delta = at->delta + BP_CHUNK * layer->unit_at;
  size_t l, p;
  bp_block_peak(delta, net->outputs, 0.0, error);
  screen(state, error, BP_ERR_VALUE);
  bp_chunk_output_delta(layer, at->y + BP_CHUNK * layer->unit_at, delta, trainer->rule.plain,
                        error);
  for (p = 0; p < state->patterns; p++) {
    *E = *E + error[p];
  }
  for (l = net->depth - 1; l > 0; l--) {
    const bp_layer *before = &net->layer[l - 1];
    layer = &net->layer[l];
    reach_add(trainer, at, l, state);
    bp_chunk_hidden_delta(layer, net->w + layer->weight_at, at->delta + BP_CHUNK * layer->unit_at,
                          before->activation, at->y + BP_CHUNK * before->unit_at,
                          at->delta + BP_CHUNK * before->unit_at);
  }
  reach_add(trainer, at, 0, state);
}

static bp_status propagate(bp_trainer *trainer, const chunk_blocks *at, size_t first, size_t n,
                           double *E) {
  const bp_net *net = trainer->net;
  chunk_state state;
  state.patterns = n;
  state.status = BP_OK;
  gather(trainer, first, n, trainer->data.inputs, net->inputs, at->s);
  forward(net, at, &state);
  gather(trainer, first, state.patterns, trainer->data.targets, net->outputs,
         at->delta + BP_CHUNK * net->layer[net->depth - 1].unit_at);
  backward(trainer, at, &state, E);
  return state.status;
}

static void sweep_layers(bp_trainer *trainer, const chunk_blocks *at, const bp_sweep *sweep) {
  const bp_net *net = trainer->net;
  const double *y = at->s;
  size_t l;
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    bp_gradient_sweep(layer, sweep, net->w + layer->weight_at,
                      trainer->change + (sweep->momentum ? layer->weight_at : 0),
                      trainer->sum + layer->weight_at, y, at->delta + BP_CHUNK * layer->unit_at);
    y = at->y + BP_CHUNK * layer->unit_at;
  }
}

bp_status bp_step_batch(bp_trainer *trainer, size_t first, size_t n, double *E) {
  const chunk_blocks at = blocks_of(trainer);
  const double eta = trainer->rule.eta;
  bp_sweep sweep;
  bp_status status;
  size_t i, l;
  sweep.scale = trainer->rule.reduce == BP_MEAN ? eta / (double)n : eta;
  sweep.alpha = trainer->rule.alpha;
  sweep.momentum = trainer->changes > 0;
  for (l = 0; l < trainer->net->depth; l++) {
    trainer->reach[l] = 0.0;
  }
  for (i = 0; i < n; i += sweep.patterns) {
    sweep.patterns = n - i < BP_CHUNK ? n - i : BP_CHUNK;
    sweep.first = i == 0;
    sweep.last = i + sweep.patterns == n;
    status = propagate(trainer, &at, first + i, sweep.patterns, E);
    if (status != BP_OK) {
      return status;
    }
    if (sweep.last) {
      for (l = 0; l < trainer->net->depth; l++) {
        trainer->reach[l] = sweep.scale * trainer->reach[l] + sweep.alpha * trainer->moved[l];
      }
      status = bp_step_room(trainer);
      if (status != BP_OK) {
        return status;
      }
    }
    sweep_layers(trainer, &at, &sweep);
  }
  bp_step_moved(trainer);
  return BP_OK;
}
