#include "batch.h"

#include "chunk_pass.h"
#include "gradient.h"
#include "update.h"

/* Numbers of each pattern put down at a time, so that their rows stay in the second cache. */
#define ROWS 128

/* The sums as whole cache lines, so that the chunk begins with one. */
/*@ requires net: bp_net_valid(net);
    assigns \result \from *net;
    ensures size: \result == bp_whole_lines(net->weights);
    ensures enough: net->weights <= \result < net->weights + BP_LINE;
*/
static size_t sums_as_lines(const bp_net *net) {
  return (net->weights + BP_LINE - 1) / BP_LINE * BP_LINE;
}

size_t bp_batch_memory(const bp_net *net) {
  /*@ ghost bp_ghost_sizes(net); */
  return sums_as_lines(net) + bp_chunk_memory(net);
}

/* The memory of the chunk, behind the sums. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    assigns \result \from *trainer, *trainer->net;
    ensures place: \result == trainer->sum + bp_whole_lines(trainer->net->weights);
    ensures chunk: bp_chunk_valid(trainer->net, \result);
    ensures block: bp_trainer_block(trainer->net, &trainer->data, \result,
                                    BP_CHUNK * bp_chunk_rows(trainer->net));
*/
static double *chunk_of(const bp_trainer *trainer) {
  const bp_net *net = trainer->net;
  const size_t sums = sums_as_lines(net);
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost size_t rows = net->inputs + 2 * net->units + 2 * net->depth + 3; */
  /*@ ghost bp_ghost_part(net, &trainer->data, trainer->sum, (size_t)(sums + BP_CHUNK * rows),
                          sums, (size_t)(BP_CHUNK * rows)); */
  return trainer->sum + sums;
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

/* Inputs and targets of n patterns to their places. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires patterns: n <= BP_CHUNK && first + n <= trainer->data.count;
    requires block: bp_trainer_block(trainer->net, &trainer->data, v,
                                     BP_CHUNK * bp_chunk_rows(trainer->net));
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(trainer->net) - 1];
*/
static void gather_inputs(const bp_trainer *trainer, size_t first, size_t n, double *v) {
  const bp_net *net = trainer->net;
  /*@ ghost bp_ghost_sizes(net); */
  gather(trainer, first, n, trainer->data.inputs, net->inputs, v);
}

/*@ requires valid: bp_trainer_valid(trainer);
    requires ordered: bp_trainer_ordered(trainer);
    requires patterns: n <= BP_CHUNK && first + n <= trainer->data.count;
    requires block: bp_trainer_block(trainer->net, &trainer->data, v,
                                     BP_CHUNK * bp_chunk_rows(trainer->net));
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(trainer->net) - 1];
*/
static void gather_targets(const bp_trainer *trainer, size_t first, size_t n, double *v) {
  const bp_net *net = trainer->net;
  double *t = bp_chunk_deltas(net, v, net->depth - 1);
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, (size_t)(net->depth - 1)); */
  gather(trainer, first, n, trainer->data.targets, net->outputs, t);
}

/* What n patterns add to the bound on the sums of layer l. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires chunk: bp_chunk_valid(trainer->net, v);
    requires layer: l < trainer->net->depth;
    requires patterns: n <= BP_CHUNK;
    assigns trainer->reach[0 .. trainer->net->depth - 1];
*/
static void reach_add(bp_trainer *trainer, double *v, size_t l, size_t n) {
  const bp_net *net = trainer->net;
  const double *y = bp_chunk_peaks(net, v, l), *delta = bp_chunk_peaks(net, v, net->depth + 2 + l);
  size_t p;
  /*@ ghost bp_ghost_sizes(net); */
  /*@ loop invariant range: 0 <= p <= n;
      loop assigns p, trainer->reach[0 .. net->depth - 1];
      loop variant n - p;
  */
  for (p = 0; p < n; p++) {
    trainer->reach[l] = trainer->reach[l] + delta[p] * y[p];
  }
}

/* The errors of n patterns, and what they add to the bounds on the sums. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires chunk: bp_chunk_valid(trainer->net, v);
    requires patterns: n <= BP_CHUNK;
    requires valid_E: \valid(E);
    assigns trainer->reach[0 .. trainer->net->depth - 1], *E;
*/
static void totals_add(bp_trainer *trainer, double *v, size_t n, double *E) {
  const bp_net *net = trainer->net;
  const double *error = bp_chunk_peaks(net, v, 2 * net->depth + 2);
  size_t p, l;
  /*@ ghost bp_ghost_sizes(net); */
  /*@ loop invariant range: 0 <= p <= n;
      loop assigns p, *E;
      loop variant n - p;
  */
  for (p = 0; p < n; p++) {
    *E = *E + error[p];
  }
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, trainer->reach[0 .. net->depth - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    reach_add(trainer, v, l, n);
  }
}

bp_status bp_batch_propagate(bp_trainer *trainer, size_t first, size_t n, double *E) {
  double *v = chunk_of(trainer);
  bp_status status;
  gather_inputs(trainer, first, n, v);
  bp_chunk_forward(trainer->net, v, n);
  gather_targets(trainer, first, n, v);
  bp_chunk_backward(trainer->net, v, trainer->rule.plain);
  status = bp_chunk_status(trainer->net, v, n);
  if (status == BP_OK) {
    totals_add(trainer, v, n, E);
  }
  return status;
}

/* Layer l of the sweep. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires batches: trainer->rule.batch != 1;
    requires chunk: bp_chunk_valid(trainer->net, v);
    requires layer: l < trainer->net->depth;
    requires patterns: n <= BP_CHUNK;
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1],
            trainer->sum[0 .. trainer->net->weights - 1];
*/
static void layer_sweep(bp_trainer *trainer, double *v, size_t l, size_t n, int begins, int ends,
                        double scale) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[l];
  const double *y = bp_chunk_signals(net, v, l), *delta = bp_chunk_deltas(net, v, l);
  double *w = net->w + layer->weight_at, *sum = trainer->sum + layer->weight_at;
  double *change = trainer->change + (trainer->changes > 0 ? layer->weight_at : 0);
  const size_t changes = trainer->changes > 0 ? layer->weights : 0;
  bp_sweep sweep;
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost if (l > 0) bp_ghost_before(net, l); */
  /*@ assert sum: \valid(sum + (0 .. layer->weights - 1)); */
  /*@ assert change: \valid(change + (0 .. changes - 1)); */
  /*@ assert part: changes == 0 ||
        \subset(change + (0 .. changes - 1), trainer->change + (0 .. trainer->changes - 1)); */
  sweep.patterns = n;
  sweep.first = begins;
  sweep.last = ends;
  sweep.scale = scale;
  sweep.alpha = trainer->rule.alpha;
  sweep.w = w;
  sweep.change = change;
  sweep.sum = sum;
  sweep.weights = layer->weights;
  sweep.changes = changes;
  bp_gradient_sweep(layer, &sweep, y, delta);
}

void bp_batch_sweep(bp_trainer *trainer, size_t n, int begins, int ends, double scale) {
  const bp_net *net = trainer->net;
  double *v = chunk_of(trainer);
  size_t l;
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, net->w[0 .. net->weights - 1], trainer->change[0 .. trainer->changes - 1],
                   trainer->sum[0 .. net->weights - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    layer_sweep(trainer, v, l, n, begins, ends, scale);
  }
}
