#include "chunk_pass.h"

#include "chunk.h"

size_t bp_chunk_memory(const bp_net *net) {
  /*@ ghost bp_ghost_sizes(net); */
  return BP_CHUNK * (net->inputs + 2 * net->units + 2 * net->depth + 3);
}

double *bp_chunk_signals(const bp_net *net, double *v, size_t l) {
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost if (l > 0) bp_ghost_layer(net, (size_t)(l - 1)); */
  return l == 0 ? v : v + BP_CHUNK * (net->inputs + net->layer[l - 1].unit_at);
}

double *bp_chunk_deltas(const bp_net *net, double *v, size_t l) {
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, l); */
  return v + BP_CHUNK * (net->inputs + net->units + net->layer[l].unit_at);
}

double *bp_chunk_peaks(const bp_net *net, double *v, size_t row) {
  /*@ ghost bp_ghost_sizes(net); */
  return v + BP_CHUNK * (net->inputs + 2 * net->units + row);
}

/* Feed-forward through layer l. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    requires layer: l < net->depth;
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
*/
static void forward_layer(const bp_net *net, double *v, size_t l, size_t n) {
  const bp_layer *layer = &net->layer[l];
  const double *s = bp_chunk_signals(net, v, l);
  double *x = bp_chunk_deltas(net, v, l), *y = bp_chunk_signals(net, v, l + 1);
  double *peak = bp_chunk_peaks(net, v, l + 1);
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost if (l > 0) bp_ghost_before(net, l); */
  bp_chunk_net_input(layer, net->w + layer->weight_at, s, x, n);
  bp_activate(layer->activation, x, y, BP_CHUNK * layer->units);
  bp_block_peak(y, bp_activation_bounded(layer->activation) ? 0 : layer->units, 1.0, peak);
}

void bp_chunk_forward(const bp_net *net, double *v, size_t n) {
  size_t l;
  /*@ ghost bp_ghost_sizes(net); */
  bp_block_peak(v, net->inputs, 1.0, bp_chunk_peaks(net, v, 0));
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    forward_layer(net, v, l, n);
  }
}

/* Deltas and E of the output units. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
*/
static void output_delta(const bp_net *net, double *v, int plain) {
  const bp_layer *layer = &net->layer[net->depth - 1];
  const double *y = bp_chunk_signals(net, v, net->depth);
  double *delta = bp_chunk_deltas(net, v, net->depth - 1);
  double *peak = bp_chunk_peaks(net, v, net->depth + 1);
  double *E = bp_chunk_peaks(net, v, 2 * net->depth + 2);
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, (size_t)(net->depth - 1)); */
  bp_block_peak(delta, layer->units, 0.0, peak);
  bp_chunk_output_delta(layer, y, delta, plain, E);
}

/* From the deltas of layer l to those of the one before. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    requires layer: 0 < l < net->depth;
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
*/
static void hidden_delta(const bp_net *net, double *v, size_t l) {
  const bp_layer *layer = &net->layer[l];
  const double *y = bp_chunk_signals(net, v, l), *delta = bp_chunk_deltas(net, v, l);
  double *before = bp_chunk_deltas(net, v, l - 1);
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost bp_ghost_before(net, l); */
  bp_chunk_hidden_delta(layer, net->w + layer->weight_at, delta, net->layer[l - 1].activation, y,
                        before);
}

/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    requires layer: l < net->depth;
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
*/
static void delta_peak(const bp_net *net, double *v, size_t l) {
  const double *delta = bp_chunk_deltas(net, v, l);
  double *peak = bp_chunk_peaks(net, v, net->depth + 2 + l);
  /*@ ghost bp_ghost_sizes(net); */
  /*@ ghost bp_ghost_layer(net, l); */
  bp_block_peak(delta, net->layer[l].units, 0.0, peak);
}

void bp_chunk_backward(const bp_net *net, double *v, int plain) {
  size_t l;
  output_delta(net, v, plain);
  /*@ loop invariant range: 0 <= l < net->depth;
      loop assigns l, v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
      loop variant l;
  */
  for (l = net->depth - 1; l > 0; l--) {
    delta_peak(net, v, l);
    hidden_delta(net, v, l);
  }
  delta_peak(net, v, 0);
}

/* The same for pattern p alone; the rows of peaks are in the order in which it would have failed. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    requires pattern: p < BP_CHUNK;
    assigns \result \from *net, v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1], p;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
static bp_status pattern_status(const bp_net *net, double *v, size_t p) {
  size_t row;
  /*@ ghost bp_ghost_sizes(net); */
  /*@ loop invariant range: 0 <= row <= 2 * net->depth + 2;
      loop assigns row;
      loop variant 2 * net->depth + 2 - row;
  */
  for (row = 0; row < 2 * net->depth + 2; row++) {
    if (bp_chunk_peaks(net, v, row)[p] > BP_LIMIT) {
      return row == 0 || row == net->depth + 1 ? BP_ERR_VALUE : BP_ERR_DIVERGED;
    }
  }
  return BP_OK;
}

bp_status bp_chunk_status(const bp_net *net, double *v, size_t n) {
  size_t p;
  /*@ loop invariant range: 0 <= p <= n;
      loop assigns p;
      loop variant n - p;
  */
  for (p = 0; p < n; p++) {
    const bp_status status = pattern_status(net, v, p);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}
