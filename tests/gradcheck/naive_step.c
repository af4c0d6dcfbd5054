#include "naive_step.h"

#include <string.h>

static void watch(void *watcher, const naive_net *naive, size_t p) {
  naive_step *room = (naive_step *)watcher;
  const bp_net *net = room->net;
  size_t l, k;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->layer[l].units; k++) {
      const size_t at = p * net->units + net->layer[l].unit_at + k;
      room->x[at] = naive->x[l][k];
      room->y[at] = naive->s[l + 1][k + 1];
      room->delta[at] = naive->delta[l][k];
    }
  }
  memcpy(room->e + p * net->outputs, naive->e, net->outputs * sizeof(double));
}

static void flatten(const bp_net *net, naive_weights from, double *to) {
  size_t l, k, j;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->layer[l].units; k++) {
      for (j = 0; j <= net->layer[l].inputs; j++) {
        to[bp_net_weight_index(net, l, k, j)] = from[l][k][j];
      }
    }
  }
}

static void begin(bp_local_step *step, naive_step *room, naive_net *naive, const bp_net *net,
                  const bp_data *data) {
  memset(step, 0, sizeof *step);
  room->net = net;
  naive->watch = watch;
  naive->watcher = room;
  step->net = net;
  step->data = *data;
  step->x = room->x;
  step->y = room->y;
  step->e = room->e;
  step->delta = room->delta;
  step->reduce = BP_SUM;
  step->ulps = 1.0;
}

void naive_step_gradient(bp_local_step *step, naive_step *room, naive_net *naive, const bp_net *net,
                         const bp_data *data) {
  static naive_weights g;
  begin(step, room, naive, net, data);
  naive_set_gradient(naive, data, g);
  flatten(net, g, room->gradient);
  step->gradient = room->gradient;
}

void naive_step_update(bp_local_step *step, naive_step *room, naive_net *naive, const bp_net *net,
                       const bp_data *data, const bp_rule *rule, int first) {
  begin(step, room, naive, net, data);
  flatten(net, naive->change, room->previous);
  (void)naive_epoch(naive, rule, data, NULL);
  flatten(net, naive->change, room->change);
  flatten(net, naive->w, room->w_new);
  step->previous = first ? NULL : room->previous;
  step->change = rule->alpha > 0.0 ? room->change : NULL;
  step->w_new = room->w_new;
  step->eta = rule->eta;
  step->alpha = rule->alpha;
  step->reduce = rule->reduce;
}
