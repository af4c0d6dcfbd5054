#include "batch.h"

#include "chunk.h"
#include "gradient.h"
#include "update.h"

/* Numbers of each pattern put down at a time, so that their rows stay in the first cache. */
#define ROWS 64

/* The blocks of a chunk. */
typedef struct chunk_blocks {
  double *s;      /* inputs rows */
  double *y;      /* units rows */
  double *delta;  /* units rows; on the way forward the net inputs */
  double *y_peak; /* depth + 1 rows */
} chunk_blocks;

/* The patterns of a chunk before the first that is refused, and why that is. */
typedef struct chunk_state {
  size_t patterns;
  bp_status status;
} chunk_state;

/*@ predicate blocks_valid{L}(bp_net *net, chunk_blocks *at) =
      \valid_read(at) &&
      \valid(at->s + (0 .. BP_CHUNK * net->inputs - 1)) &&
      \valid(at->y + (0 .. BP_CHUNK * net->units - 1)) &&
      \valid(at->delta + (0 .. BP_CHUNK * net->units - 1)) &&
      \valid(at->y_peak + (0 .. BP_CHUNK * (net->depth + 1) - 1)) &&
      \separated(at->s + (0 .. BP_CHUNK * net->inputs - 1),
                 at->y + (0 .. BP_CHUNK * net->units - 1),
                 at->delta + (0 .. BP_CHUNK * net->units - 1),
                 at->y_peak + (0 .. BP_CHUNK * (net->depth + 1) - 1),
                 net->w + (0 .. net->weights - 1));

    predicate state_valid{L}(chunk_state *state) =
      \valid(state) && state->patterns <= BP_CHUNK &&
      (state->status == BP_OK || state->status == BP_ERR_VALUE ||
       state->status == BP_ERR_DIVERGED);
*/

size_t bp_batch_memory(const bp_net *net) {
  /*@ ghost bp_ghost_sizes(net); */
  return net->weights + BP_CHUNK * (net->inputs + 2 * net->units + net->depth + 1);
}

/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    requires valid_at: \valid(at);
    assigns *at;
    ensures places: at->s == trainer->sum + trainer->net->weights &&
      at->y == at->s + BP_CHUNK * trainer->net->inputs &&
      at->delta == at->y + BP_CHUNK * trainer->net->units &&
      at->y_peak == at->delta + BP_CHUNK * trainer->net->units;
*/
static void blocks_set(const bp_trainer *trainer, chunk_blocks *at) {
  const bp_net *net = trainer->net;
  at->s = trainer->sum + net->weights;
  at->y = at->s + BP_CHUNK * net->inputs;
  at->delta = at->y + BP_CHUNK * net->units;
  at->y_peak = at->delta + BP_CHUNK * net->units;
}

/* Leaves out the patterns from the first one on whose peak is beyond the limit. */
/*@ requires state: state_valid(state);
    requires valid_peak: \valid_read(peak + (0 .. BP_CHUNK - 1));
    requires refusal: refusal == BP_ERR_VALUE || refusal == BP_ERR_DIVERGED;
    assigns state->patterns, state->status;
    ensures state: state_valid(state);
    ensures fewer: state->patterns <= \old(state->patterns);
*/
static void screen(chunk_state *state, const double *peak, bp_status refusal) {
  size_t p;
  /*@ loop invariant range: 0 <= p <= state->patterns;
      loop assigns p;
      loop variant state->patterns - p;
  */
  for (p = 0; p < state->patterns; p++) {
    if (peak[p] > BP_LIMIT) {
      state->patterns = p;
      state->status = refusal;
      return;
    }
  }
}

/* Numbers from .. to - 1 of n patterns. rows: inputs or targets of the whole set. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires patterns: n <= BP_CHUNK && first + n <= trainer->data.count;
    requires part: from <= to <= width <= BP_ACSL_COUNT_MAX;
    requires size: bp_data_sizes(trainer->data.count, width);
    requires valid_rows: bp_data_rows(trainer->net, rows, trainer->data.count * width);
    requires valid_v: \valid(v + (0 .. BP_CHUNK * width - 1));
    requires sep: \separated(v + (0 .. BP_CHUNK * width - 1),
                             rows + (0 .. trainer->data.count * width - 1));
    assigns v[0 .. BP_CHUNK * width - 1];
*/
static void gather_part(const bp_trainer *trainer, size_t first, size_t n, const double *rows,
                        size_t width, double *v, size_t from, size_t to) {
  size_t p;
  /*@ loop invariant range: 0 <= p <= n;
      loop assigns p, v[0 .. BP_CHUNK * width - 1];
      loop variant n - p;
  */
  for (p = 0; p < n; p++) {
    const size_t pattern = bp_step_at(trainer, first + p);
    /*@ ghost bp_ghost_row_of(pattern, trainer->data.count, width); */
    /*@ ghost bp_ghost_data(trainer->net, rows, pattern, trainer->data.count, width); */
    bp_block_put(rows + pattern * width + from, v + BP_CHUNK * from, p, to - from);
  }
}

/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires patterns: n <= BP_CHUNK && first + n <= trainer->data.count;
    requires few: width <= BP_ACSL_COUNT_MAX;
    requires size: bp_data_sizes(trainer->data.count, width);
    requires valid_rows: bp_data_rows(trainer->net, rows, trainer->data.count * width);
    requires valid_v: \valid(v + (0 .. BP_CHUNK * width - 1));
    requires sep: \separated(v + (0 .. BP_CHUNK * width - 1),
                             rows + (0 .. trainer->data.count * width - 1));
    assigns v[0 .. BP_CHUNK * width - 1];
*/
static void gather(const bp_trainer *trainer, size_t first, size_t n, const double *rows,
                   size_t width, double *v) {
  size_t from, to;
  /*@ loop invariant range: 0 <= from <= width;
      loop assigns from, to, v[0 .. BP_CHUNK * width - 1];
      loop variant width - from;
  */
  for (from = 0; from < width; from = to) {
    to = width - from < ROWS ? width : from + ROWS;
    gather_part(trainer, first, n, rows, width, v, from, to);
  }
}

/* The inputs of layer l. */
/*@ requires net: bp_net_valid(net);
    requires blocks: blocks_valid(net, at);
    requires layer: l < net->depth;
    assigns \result \from *net, *at, net->layer[0 .. net->depth - 1], l;
    ensures first: l == 0 ==> \result == at->s && net->layer[l].inputs == net->inputs;
    ensures later: 0 < l ==> \result == at->y + BP_CHUNK * net->layer[l - 1].unit_at;
    ensures valid: \valid_read(\result + (0 .. BP_CHUNK * net->layer[l].inputs - 1));
*/
static const double *signals(const bp_net *net, const chunk_blocks *at, size_t l) {
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost if (l > 0) bp_ghost_before(net, l); */
  return l == 0 ? at->s : at->y + BP_CHUNK * net->layer[l - 1].unit_at;
}

/* Feed-forward (EQ-5, EQ-16, EQ-18) through layer l; the peaks of its outputs go to row l + 1. */
/*@ requires net: bp_net_valid(net);
    requires blocks: blocks_valid(net, at);
    requires layer: l < net->depth;
    requires state: state_valid(state);
    assigns at->y[0 .. BP_CHUNK * net->units - 1], at->delta[0 .. BP_CHUNK * net->units - 1],
            at->y_peak[0 .. BP_CHUNK * (net->depth + 1) - 1], state->patterns, state->status;
    ensures state: state_valid(state);
    ensures fewer: state->patterns <= \old(state->patterns);
*/
static void forward_layer(const bp_net *net, const chunk_blocks *at, size_t l, chunk_state *state) {
  const bp_layer *layer = &net->layer[l];
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost if (l > 0) bp_ghost_before(net, l); */
  double *x = at->delta + BP_CHUNK * layer->unit_at, *y = at->y + BP_CHUNK * layer->unit_at;
  double *peak = at->y_peak + BP_CHUNK * (l + 1);
  bp_chunk_net_input(layer, net->w + layer->weight_at, signals(net, at, l), x, state->patterns);
  bp_activate(layer->activation, x, y, BP_CHUNK * layer->units);
  bp_block_peak(y, layer->activation == BP_IDENTITY ? layer->units : 0, 1.0, peak);
  screen(state, peak, BP_ERR_DIVERGED);
}

/*@ requires net: bp_net_valid(net);
    requires blocks: blocks_valid(net, at);
    requires state: state_valid(state);
    assigns at->y[0 .. BP_CHUNK * net->units - 1], at->delta[0 .. BP_CHUNK * net->units - 1],
            at->y_peak[0 .. BP_CHUNK * (net->depth + 1) - 1], state->patterns, state->status;
    ensures state: state_valid(state);
    ensures fewer: state->patterns <= \old(state->patterns);
*/
static void forward(const bp_net *net, const chunk_blocks *at, chunk_state *state) {
  size_t l;
  /*@ ghost bp_ghost_sizes(net); */
  bp_block_peak(at->s, net->inputs, 1.0, at->y_peak);
  screen(state, at->y_peak, BP_ERR_VALUE);
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop invariant state: state_valid(state);
      loop invariant fewer: state->patterns <= \at(state->patterns, Pre);
      loop assigns l, at->y[0 .. BP_CHUNK * net->units - 1],
                   at->delta[0 .. BP_CHUNK * net->units - 1],
                   at->y_peak[0 .. BP_CHUNK * (net->depth + 1) - 1], state->patterns,
                   state->status;
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    forward_layer(net, at, l, state);
  }
}

/* What the patterns add to the bound on the sums of layer l. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires blocks: blocks_valid(trainer->net, at);
    requires layer: l < trainer->net->depth;
    requires state: state_valid(state);
    assigns trainer->reach[0 .. trainer->net->depth - 1], state->patterns, state->status;
    ensures state: state_valid(state);
*/
static void reach_add(bp_trainer *trainer, const chunk_blocks *at, size_t l, chunk_state *state) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[l];
  const double *y_peak = at->y_peak + BP_CHUNK * l;
  double peak[BP_CHUNK];
  size_t p;
  /*@ ghost bp_ghost_layer(net, l); */
  bp_block_peak(at->delta + BP_CHUNK * layer->unit_at, layer->units, 0.0, peak);
  screen(state, peak, BP_ERR_DIVERGED);
  /*@ loop invariant range: 0 <= p <= state->patterns;
      loop assigns p, trainer->reach[0 .. net->depth - 1];
      loop variant state->patterns - p;
  */
  for (p = 0; p < state->patterns; p++) {
    trainer->reach[l] = trainer->reach[l] + peak[p] * y_peak[p];
  }
}

/* Deltas of the output units in place of their targets (EQ-4, EQ-6), E of each pattern (EQ-3). */
/*@ requires net: bp_net_valid(net);
    requires blocks: blocks_valid(net, at);
    requires state: state_valid(state);
    requires valid_E: \valid(E);
    assigns at->delta[0 .. BP_CHUNK * net->units - 1], state->patterns, state->status, *E;
    ensures state: state_valid(state);
*/
static void output_delta(const bp_net *net, const chunk_blocks *at, chunk_state *state, int plain,
                         double *E) {
  const bp_layer *layer = &net->layer[net->depth - 1];
  /*@ ghost bp_ghost_layer(net, (size_t)(net->depth - 1)); */
  double *delta = at->delta + BP_CHUNK * layer->unit_at;
  double v[BP_CHUNK];
  size_t p;
  bp_block_peak(delta, layer->units, 0.0, v);
  screen(state, v, BP_ERR_VALUE);
  bp_chunk_output_delta(layer, at->y + BP_CHUNK * layer->unit_at, delta, plain, v);
  /*@ loop invariant range: 0 <= p <= state->patterns;
      loop assigns p, *E;
      loop variant state->patterns - p;
  */
  for (p = 0; p < state->patterns; p++) {
    *E = *E + v[p];
  }
}

/* Back-propagation of errors (EQ-17, EQ-19) from layer l to the one before. */
/*@ requires net: bp_net_valid(net);
    requires blocks: blocks_valid(net, at);
    requires layer: 0 < l < net->depth;
    assigns at->delta[0 .. BP_CHUNK * net->units - 1];
*/
static void hidden_delta(const bp_net *net, const chunk_blocks *at, size_t l) {
  const bp_layer *layer = &net->layer[l], *before = &net->layer[l - 1];
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost bp_ghost_layer(net, (size_t)(l - 1)); */
  /*@ ghost bp_ghost_before(net, l); */
  bp_chunk_hidden_delta(layer, net->w + layer->weight_at, at->delta + BP_CHUNK * layer->unit_at,
                        before->activation, at->y + BP_CHUNK * before->unit_at,
                        at->delta + BP_CHUNK * before->unit_at);
}

/*@ requires valid: bp_trainer_valid(trainer);
    requires blocks: blocks_valid(trainer->net, at);
    requires state: state_valid(state);
    requires valid_E: \valid(E);
    assigns trainer->reach[0 .. trainer->net->depth - 1],
            at->delta[0 .. BP_CHUNK * trainer->net->units - 1], state->patterns, state->status, *E;
    ensures state: state_valid(state);
*/
static void backward(bp_trainer *trainer, const chunk_blocks *at, chunk_state *state, double *E) {
  const bp_net *net = trainer->net;
  size_t l;
  output_delta(net, at, state, trainer->rule.plain, E);
  /*@ loop invariant range: 0 <= l < net->depth;
      loop invariant state: state_valid(state);
      loop assigns l, at->delta[0 .. BP_CHUNK * net->units - 1], state->patterns, state->status,
                   trainer->reach[0 .. net->depth - 1];
      loop variant l;
  */
  for (l = net->depth - 1; l > 0; l--) {
    reach_add(trainer, at, l, state);
    hidden_delta(net, at, l);
  }
  reach_add(trainer, at, 0, state);
}

bp_status bp_batch_propagate(bp_trainer *trainer, size_t first, size_t n, double *E) {
  const bp_net *net = trainer->net;
  chunk_blocks at;
  chunk_state state;
  state.patterns = n;
  state.status = BP_OK;
  blocks_set(trainer, &at);
  gather(trainer, first, n, trainer->data.inputs, net->inputs, at.s);
  forward(net, &at, &state);
  gather(trainer, first, state.patterns, trainer->data.targets, net->outputs,
         at.delta + BP_CHUNK * net->layer[net->depth - 1].unit_at);
  backward(trainer, &at, &state, E);
  return state.status;
}

/* Layer l of the sweep. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    requires blocks: blocks_valid(trainer->net, at);
    requires layer: l < trainer->net->depth;
    requires patterns: n <= BP_CHUNK;
    requires valid_part: \valid_read(part);
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. trainer->net->weights - 1];
*/
static void layer_sweep(bp_trainer *trainer, const chunk_blocks *at, size_t l, size_t n,
                        const bp_part *part) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[l];
  bp_sweep sweep;
  /*@ ghost bp_ghost_layer(net, l); */
  sweep.patterns = n;
  sweep.first = part->begins;
  sweep.last = part->ends;
  sweep.scale = part->scale;
  sweep.alpha = trainer->rule.alpha;
  sweep.w = net->w + layer->weight_at;
  sweep.change = trainer->change;
  sweep.sum = trainer->sum + layer->weight_at;
  sweep.weights = layer->weights;
  sweep.changes = 0;
  if (trainer->changes > 0) {
    sweep.change = trainer->change + layer->weight_at;
    sweep.changes = layer->weights;
  }
  bp_gradient_sweep(layer, &sweep, signals(net, at, l), at->delta + BP_CHUNK * layer->unit_at);
}

void bp_batch_sweep(bp_trainer *trainer, size_t n, const bp_part *part) {
  const bp_net *net = trainer->net;
  chunk_blocks at;
  size_t l;
  blocks_set(trainer, &at);
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, net->w[0 .. net->weights - 1], trainer->change[0 .. trainer->changes - 1],
                   trainer->sum[0 .. net->weights - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    layer_sweep(trainer, &at, l, n, part);
  }
}
