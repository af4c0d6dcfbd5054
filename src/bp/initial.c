#include "initial.h"

/* Halvings from 2^64, the largest size, down to the root, and the quadratic steps after them. */
#define NEWTON_STEPS 40

double bp_initial_range(size_t inputs) {
  const double v = (double)inputs;
  double root = v;
  int step;
  /*@ loop invariant range: 0 <= step <= NEWTON_STEPS;
      loop assigns step, root;
      loop variant NEWTON_STEPS - step;
  */
  for (step = 0; step < NEWTON_STEPS; step++) {
    root = 0.5 * (root + v / root);
  }
  return 1.0 / root;
}

/* The weights of layer l. */
/*@ requires net: bp_net_valid(net);
    requires layer: l < net->depth;
    assigns net->w[0 .. net->weights - 1];
*/
static void layer_initialise(bp_net *net, size_t l, bp_seed seed, double r) {
  const bp_layer *layer = &net->layer[l];
  size_t k, j;
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop assigns k, j, net->w[0 .. net->weights - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k++) {
    /*@ loop invariant range: 0 <= j <= layer->inputs + 1;
        loop assigns j, net->w[0 .. net->weights - 1];
        loop variant layer->inputs - j;
    */
    for (j = 0; j <= layer->inputs; j++) {
      net->w[layer->weight_at + bp_layer_index(layer, k, j)] = r * bp_random_weight(seed, l, k, j);
    }
  }
}

bp_status bp_net_initialise(bp_net *net, bp_seed seed, double range) {
  size_t l;
  if (!bp_range_holds(range, 0.0, BP_LIMIT)) {
    return BP_ERR_OPTION;
  }
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, net->w[0 .. net->weights - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    /*@ ghost bp_ghost_layer(net, l); */
    layer_initialise(net, l, seed, range > 0.0 ? range : bp_initial_range(net->layer[l].inputs));
  }
  return BP_OK;
}
