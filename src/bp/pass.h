/* The passes of one pattern through the network: feed-forward and back-propagation of errors
   (stages 2, 3). */
#ifndef BP_PASS_H
#define BP_PASS_H

#include "network.h"

/* Feed-forward (EQ-5, EQ-16, EQ-18): x, y and y_peak of every layer from the signals s (net->inputs
   numbers, s[0] being s_1). BP_ERR_VALUE if a signal is NaN or beyond BP_LIMIT, BP_ERR_DIVERGED if
   the net input of an identity unit is beyond it; x, y and y_peak mean nothing then. */
/*@ requires net: bp_net_valid(net);
    requires valid_s: \valid_read(s + (0 .. net->inputs - 1));
    requires apart: bp_net_apart(net, s, net->inputs);
    assigns net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
            net->y_peak[0 .. net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_net_forward(bp_net *net, const double *s);

/* The same where the net inputs x of the first layer stand ready. */
/*@ requires net: bp_net_valid(net);
    requires valid_s: \valid_read(s + (0 .. net->inputs - 1));
    requires apart: bp_net_apart(net, s, net->inputs);
    assigns net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
            net->y_peak[0 .. net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_net_forward_from(bp_net *net, const double *s);

/* The outputs after bp_net_forward: net->outputs numbers. */
/*@ requires net: bp_net_valid(net);
    assigns \result \from *net, net->layer[net->depth - 1];
    ensures place: \result == net->y + net->layer[net->depth - 1].unit_at;
    ensures valid: \valid_read(\result + (0 .. net->outputs - 1));
*/
const double *bp_net_output(const bp_net *net);

/* E = 1/2 sum e_k^2 (EQ-3, EQ-4) of the pattern last fed forward, for targets t (net->outputs
   numbers within BP_LIMIT). */
/*@ requires net: bp_net_valid(net);
    requires valid_t: \valid_read(t + (0 .. net->outputs - 1));
    assigns \result \from *net, net->layer[net->depth - 1], net->y[0 .. net->units - 1],
                          t[0 .. net->outputs - 1];
    ensures exact: bp_same(\result,
      bp_mul((double)0.5, bp_square_sum{Pre}(t, net->y + net->layer[net->depth - 1].unit_at, net->outputs)));
*/
double bp_net_error(const bp_net *net, const double *t);

/* Back-propagation of errors (EQ-4, EQ-6, EQ-17, EQ-19): delta and delta_peak of every layer, last
   to first, from targets t (net->outputs numbers), after bp_net_forward of the same pattern. plain:
   not 0 for the delta rule, delta_k = e_k at the output. BP_ERR_VALUE if a target is NaN or beyond
   BP_LIMIT, BP_ERR_DIVERGED if a delta is beyond it; delta and delta_peak mean nothing then. */
/*@ requires net: bp_net_valid(net);
    requires valid_t: \valid_read(t + (0 .. net->outputs - 1));
    requires apart: bp_net_apart(net, t, net->outputs);
    assigns net->delta[0 .. net->units - 1], net->delta_peak[0 .. net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_net_backward(bp_net *net, const double *t, int plain);

/* The inputs of layer l for the pattern s last fed forward: s for the first layer, else the outputs
   of the layer before. */
/*@ requires net: bp_net_valid(net);
    requires layer: l < net->depth;
    assigns \result \from *net, net->layer[0 .. net->depth - 1], l, s;
    ensures first: l == 0 ==> \result == s;
    ensures later: 0 < l ==> \result == net->y + net->layer[l - 1].unit_at;
*/
const double *bp_net_signals(const bp_net *net, size_t l, const double *s);

/* Adds scale dE/dw of the pattern s last propagated back to a, indices as in w: scale -delta_k y_j
   (EQ-8, EQ-21). a: net->weights numbers. */
/*@ requires net: bp_net_valid(net);
    requires valid_s: \valid_read(s + (0 .. net->inputs - 1));
    requires valid_a: \valid(a + (0 .. net->weights - 1));
    requires apart: bp_net_apart(net, a, net->weights);
    requires sep: \separated(a + (0 .. net->weights - 1), s + (0 .. net->inputs - 1));
    assigns a[0 .. net->weights - 1];
    ensures exact: \forall integer l, integer k, integer j;
      0 <= l < net->depth && 0 <= k < net->layer[l].units && 0 <= j <= net->layer[l].inputs ==>
      bp_gradient_added{Pre, Here}(net, s, scale, a, l, k, j);
*/
void bp_net_add_gradient(const bp_net *net, const double *s, double scale, double *a);

#endif
