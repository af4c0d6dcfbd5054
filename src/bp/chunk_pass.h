/* The passes of a chunk, BP_CHUNK patterns side by side, through the network (stages 2, 3). Its
   memory `v` holds rows of BP_CHUNK numbers, one of each pattern: the inputs, all outputs, all
   deltas, the peaks. Columns without a pattern hold whatever was there. */
#ifndef BP_CHUNK_PASS_H
#define BP_CHUNK_PASS_H

#include "block.h"
#include "network.h"

#ifdef __FRAMAC__
#include "spec/acsl/chunk.h"
#endif

/* How many doubles a chunk needs. */
/*@ requires net: bp_net_valid(net);
    assigns \result \from *net;
    ensures size: \result == BP_CHUNK * bp_chunk_rows(net);
*/
size_t bp_chunk_memory(const bp_net *net);

/* The inputs of layer l: those of the network for l = 0, else the outputs of the layer before. */
/*@ requires net: bp_net_valid(net);
    requires layer: l <= net->depth;
    assigns \result \from *net, net->layer[0 .. net->depth - 1], v, l;
    ensures first: l == 0 ==> \result == v;
    ensures later:
      0 < l ==> \result == v + BP_CHUNK * (net->inputs + net->layer[l - 1].unit_at);
*/
double *bp_chunk_signals(const bp_net *net, double *v, size_t l);

/* The deltas of layer l; those of the last layer stand in the place of its targets. */
/*@ requires net: bp_net_valid(net);
    requires layer: l < net->depth;
    assigns \result \from *net, net->layer[l], v;
    ensures place: \result == v + BP_CHUNK * (net->inputs + net->units + net->layer[l].unit_at);
*/
double *bp_chunk_deltas(const bp_net *net, double *v, size_t l);

/* Peaks: row l <= depth of what layer l reads, bias signal 1 included; row depth + 1 of the targets;
   row depth + 2 + l of layer l's deltas; row 2 depth + 2 is E of each pattern. */
/*@ requires net: bp_net_valid(net);
    requires row: row <= 2 * net->depth + 2;
    assigns \result \from *net, v, row;
    ensures place: \result == v + BP_CHUNK * (net->inputs + 2 * net->units + row);
*/
double *bp_chunk_peaks(const bp_net *net, double *v, size_t row);

/* Feed-forward (EQ-5, EQ-16, EQ-18) of the first n patterns from their inputs. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
*/
void bp_chunk_forward(const bp_net *net, double *v, size_t n);

/* Back-propagation of errors (EQ-4, EQ-6, EQ-17, EQ-19) from their targets, and E (EQ-3). plain: as
   of bp_net_backward. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    assigns v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1];
*/
void bp_chunk_backward(const bp_net *net, double *v, int plain);

/* What bp_net_forward and bp_net_backward would have said of the n patterns one by one: the error
   of the first that has one. */
/*@ requires net: bp_net_valid(net);
    requires chunk: bp_chunk_valid(net, v);
    requires patterns: n <= BP_CHUNK;
    assigns \result \from *net, v[0 .. BP_CHUNK * bp_chunk_rows(net) - 1], n;
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_chunk_status(const bp_net *net, double *v, size_t n);

#endif
