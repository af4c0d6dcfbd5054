#include "room.h"

/* Whether layer l has room to move as far as `reach` says. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires layer: l < trainer->net->depth;
    assigns trainer->bound[l];
*/
static int layer_has_room(bp_trainer *trainer, size_t l) {
  const bp_layer *layer = &trainer->net->layer[l];
  double *bound = trainer->bound + l;
  const double reach = trainer->reach[l];
  /*@ ghost bp_ghost_layer(trainer->net, l); */
  /*@ assert weights: \valid_read((trainer->net->w + layer->weight_at) + (0 .. layer->weights - 1)); */
  /*@ assert bound: \valid(bound); */
  if (*bound + reach <= BP_LIMIT) {
    return 1;
  }
  *bound = bp_range_peak(trainer->net->w + layer->weight_at, layer->weights);
  return *bound + reach <= BP_LIMIT;
}

bp_status bp_room_check(bp_trainer *trainer) {
  size_t l;
  /*@ loop invariant range: 0 <= l <= trainer->net->depth;
      loop assigns l, trainer->bound[0 .. trainer->net->depth - 1];
      loop variant trainer->net->depth - l;
  */
  for (l = 0; l < trainer->net->depth; l++) {
    if (!layer_has_room(trainer, l)) {
      return BP_ERR_DIVERGED;
    }
  }
  return BP_OK;
}

bp_status bp_room_make(bp_trainer *trainer) {
  const bp_net *net = trainer->net;
  const double eta = trainer->rule.eta, alpha = trainer->rule.alpha;
  size_t l;
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, trainer->reach[0 .. net->depth - 1], trainer->bound[0 .. net->depth - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    trainer->reach[l] = eta * net->delta_peak[l] * net->y_peak[l] + alpha * trainer->moved[l];
    if (!layer_has_room(trainer, l)) {
      return BP_ERR_DIVERGED;
    }
  }
  return BP_OK;
}

void bp_room_use(bp_trainer *trainer) {
  double step = trainer->step;
  size_t l;
  /*@ loop invariant range: 0 <= l <= trainer->net->depth;
      loop assigns l, step, trainer->moved[0 .. trainer->net->depth - 1],
                   trainer->bound[0 .. trainer->net->depth - 1];
      loop variant trainer->net->depth - l;
  */
  for (l = 0; l < trainer->net->depth; l++) {
    const double reach = trainer->reach[l];
    trainer->moved[l] = reach;
    trainer->bound[l] = trainer->bound[l] + reach;
    step = reach > step ? reach : step;
  }
  trainer->step = step;
}
