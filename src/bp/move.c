#include "move.h"

void bp_move_layer(bp_trainer *trainer, size_t l, const double *y) {
  const bp_net *net = trainer->net;
  const bp_layer *layer = &net->layer[l];
  double *w = net->w + layer->weight_at, *c = trainer->change + layer->weight_at;
  const double *delta = net->delta + layer->unit_at;
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost bp_ghost_apart(trainer->change, net->weights, net->delta, net->units, layer->unit_at,
                           layer->units); */
  /*@ ghost bp_ghost_apart(delta, layer->units, trainer->change, net->weights, layer->weight_at,
                           layer->weights); */
  /*@ ghost bp_ghost_apart(trainer->change, net->weights, net->w, net->weights, layer->weight_at,
                           layer->weights); */
  /*@ ghost bp_ghost_apart(w, layer->weights, trainer->change, net->weights, layer->weight_at,
                           layer->weights); */
  /*@ ghost bp_ghost_apart(y, layer->inputs, trainer->change, net->weights, layer->weight_at,
                           layer->weights); */
  /*@ ghost bp_ghost_apart(y, layer->inputs, net->w, net->weights, layer->weight_at,
                           layer->weights); */
  bp_layer_move(layer, w, c, trainer->rule.eta, trainer->rule.alpha, delta, y);
}
