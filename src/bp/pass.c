#include "pass.h"

const double *bp_net_signals(const bp_net *net, size_t l, const double *s) {
  return l == 0 ? s : net->y + net->layer[l - 1].unit_at;
}

/* The largest input of the layer after l, bias signal 1 included, or BP_BEYOND. */
/*@ requires net: bp_net_valid(net);
    requires layer: l < net->depth;
    assigns \result \from *net, net->layer[l], net->y[0 .. net->units - 1];
    ensures range: \is_finite(\result) && 1.0 <= \result <= BP_BEYOND;
*/
static double layer_peak(const bp_net *net, size_t l) {
  const bp_layer *layer = &net->layer[l];
  double peak = 1.0;
  if (!bp_activation_bounded(layer->activation)) {
    peak = bp_range_peak(net->y + layer->unit_at, layer->units);
  }
  return peak > 1.0 ? peak : 1.0;
}

/* The net inputs of layer l from the outputs of the one before. */
/*@ requires net: bp_net_valid(net);
    requires layer: 0 < l < net->depth;
    assigns net->x[0 .. net->units - 1];
*/
static void later_net_input(bp_net *net, size_t l) {
  const bp_layer *layer = &net->layer[l];
  /*@ ghost bp_ghost_layer(net, l); */
  /*@ ghost bp_ghost_before(net, l); */
  bp_layer_net_input(layer, net->w + layer->weight_at, net->y + net->layer[l - 1].unit_at,
                     net->x + layer->unit_at);
}

bp_status bp_net_forward_from(bp_net *net, const double *s) {
  double peak = bp_range_peak(s, net->inputs);
  size_t l;
  if (peak > BP_LIMIT) {
    return BP_ERR_VALUE;
  }
  peak = peak > 1.0 ? peak : 1.0;
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop assigns l, peak, net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
                   net->y_peak[0 .. net->depth - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    /*@ ghost bp_ghost_layer(net, l); */
    net->y_peak[l] = peak;
    if (l > 0) {
      later_net_input(net, l);
    }
    bp_activate(layer->activation, net->x + layer->unit_at, net->y + layer->unit_at, layer->units);
    peak = layer_peak(net, l);
    if (peak > BP_LIMIT) {
      return BP_ERR_DIVERGED;
    }
  }
  return BP_OK;
}

bp_status bp_net_forward(bp_net *net, const double *s) {
  /*@ ghost bp_ghost_layer(net, 0); */
  bp_layer_net_input(&net->layer[0], net->w, s, net->x);
  return bp_net_forward_from(net, s);
}

const double *bp_net_output(const bp_net *net) {
  return net->y + net->layer[net->depth - 1].unit_at;
}

double bp_net_error(const bp_net *net, const double *t) {
  const double *y = bp_net_output(net);
  double sum = 0.0;
  size_t k;
  /*@ loop invariant range: 0 <= k <= net->outputs;
      loop invariant exact: bp_same(sum, bp_square_sum{Pre}(t, y, k));
      loop assigns k, sum;
      loop variant net->outputs - k;
  */
  for (k = 0; k < net->outputs; k++) {
    const double e = t[k] - y[k];
    sum = sum + e * e;
  }
  return 0.5 * sum;
}

bp_status bp_net_backward(bp_net *net, const double *t, int plain) {
  const bp_layer *layer = &net->layer[net->depth - 1];
  size_t l;
  /*@ ghost bp_ghost_layer(net, (size_t)(net->depth - 1)); */
  /*@ ghost bp_ghost_layer(net, 0); */
  if (bp_range_peak(t, net->outputs) > BP_LIMIT) {
    return BP_ERR_VALUE;
  }
  bp_layer_output_delta(layer, t, bp_net_output(net), net->delta + layer->unit_at, plain);
  /*@ loop invariant range: 0 <= l < net->depth;
      loop assigns l, layer, net->delta[0 .. net->units - 1], net->delta_peak[0 .. net->depth - 1];
      loop variant l;
  */
  for (l = net->depth - 1; l > 0; l--) {
    const bp_layer *before = &net->layer[l - 1];
    layer = &net->layer[l];
    /*@ ghost bp_ghost_layer(net, l); */
    /*@ ghost bp_ghost_layer(net, (size_t)(l - 1)); */
    /*@ ghost bp_ghost_before(net, l); */
    net->delta_peak[l] = bp_range_peak(net->delta + layer->unit_at, layer->units);
    if (net->delta_peak[l] > BP_LIMIT) {
      return BP_ERR_DIVERGED;
    }
    bp_layer_hidden_delta(layer, net->w + layer->weight_at, net->delta + layer->unit_at,
                          before->activation, net->y + before->unit_at,
                          net->delta + before->unit_at);
  }
  net->delta_peak[0] = bp_range_peak(net->delta, net->layer[0].units);
  return net->delta_peak[0] > BP_LIMIT ? BP_ERR_DIVERGED : BP_OK;
}

void bp_net_add_gradient(const bp_net *net, const double *s, double scale, double *a) {
  size_t l;
  /*@ ghost size_t j, k; */
  /*@ loop invariant range: 0 <= l <= net->depth;
      loop invariant order: \forall integer m; 0 <= m < l ==>
        net->layer[m].weight_at + net->layer[m].weights <=
          (l < net->depth ? net->layer[l].weight_at : net->weights);
      loop invariant places: \forall integer m, integer k, integer j;
        0 <= m < l && 0 <= k < net->layer[m].units && 0 <= j <= net->layer[m].inputs ==>
        0 <= bp_place(net->layer[m].inputs, net->layer[m].units, k, j) < net->layer[m].weights;
      loop invariant rest: \forall integer i;
        (l < net->depth ? net->layer[l].weight_at : net->weights) <= i < net->weights ==>
        bp_same(a[i], \at(a[i], Pre));
      loop invariant exact: \forall integer m, integer k, integer j;
        0 <= m < l && 0 <= k < net->layer[m].units && 0 <= j <= net->layer[m].inputs ==>
        bp_gradient_added{Pre, Here}(net, s, scale, a, m, k, j);
      loop assigns j, k, l, a[0 .. net->weights - 1];
      loop variant net->depth - l;
  */
  for (l = 0; l < net->depth; l++) {
    const bp_layer *layer = &net->layer[l];
    /*@ ghost bp_ghost_layer(net, l); */
    /*@ ghost if (l > 0) bp_ghost_before(net, l); */
    /*@ ghost bp_ghost_before_panels(layer->inputs, layer->units, layer->units); */
    /*@ assert deltas: \forall integer k; 0 <= k < layer->units ==>
          bp_same((net->delta + layer->unit_at)[k], \at((net->delta + net->layer[\at(l, Here)].unit_at)[k], Pre)); */
    /*@ assert signals: \forall integer j; 0 <= j < layer->inputs ==>
          bp_same((l == 0 ? s : net->y + net->layer[l - 1].unit_at)[j],
                  \at((\at(l, Here) == 0 ? s : net->y + net->layer[\at(l, Here) - 1].unit_at)[j], Pre)); */
    /*@ assert change: \forall integer k, integer j; 0 <= k < layer->units && 0 <= j <= layer->inputs ==>
          bp_same(bp_change(bp_neg(scale), net->delta + layer->unit_at, l == 0 ? s : net->y + net->layer[l - 1].unit_at, k, j),
                  bp_change{Pre}(bp_neg(scale), \at(net->delta + net->layer[\at(l, Here)].unit_at, Pre),
                                 \at(\at(l, Here) == 0 ? s : net->y + net->layer[\at(l, Here) - 1].unit_at, Pre), k, j)); */
    /*@ ghost
        /@ loop invariant unit: 0 <= k <= layer->units;
           loop invariant before: \forall integer u, integer i; 0 <= u < k && 0 <= i <= layer->inputs ==>
             bp_same(bp_weight(a + layer->weight_at, layer->inputs, layer->units, u, i),
                     bp_weight{Pre}(a + layer->weight_at, layer->inputs, layer->units, u, i));
           loop assigns j, k;
           loop variant layer->units - k;
        @/
        for (k = 0; k < layer->units; k++) {
          /@ loop invariant input: 0 <= j <= layer->inputs + 1;
             loop invariant before: \forall integer i; 0 <= i < j ==>
               bp_same(bp_weight(a + layer->weight_at, layer->inputs, layer->units, k, i),
                       bp_weight{Pre}(a + layer->weight_at, layer->inputs, layer->units, k, i));
             loop assigns j;
             loop variant layer->inputs + 1 - j;
          @/
          for (j = 0; j <= layer->inputs; j++) {
            /@ assert place: 0 <= bp_place(layer->inputs, layer->units, k, j) < layer->weights; @/
            /@ assert kept: \forall integer i; i == layer->weight_at + bp_place(layer->inputs, layer->units, k, j) ==>
                 bp_same(a[i], \at(a[i], Pre)); @/
          }
        }
    */
    /*@ assert units: k == layer->units; */
    /*@ assert below: \forall integer m, integer k, integer j;
          0 <= m < l && 0 <= k < net->layer[m].units && 0 <= j <= net->layer[m].inputs ==>
          0 <= net->layer[m].weight_at + bp_place(net->layer[m].inputs, net->layer[m].units, k, j) < layer->weight_at; */
    /*@ ghost here: ; */
    bp_layer_add(layer, a + layer->weight_at, -scale, net->delta + layer->unit_at,
                 bp_net_signals(net, l, s));
    /*@ assert kept: \forall integer i; 0 <= i < layer->weight_at ==> bp_same(a[i], \at(a[i], here)); */
    /*@ assert same: \forall integer m, integer k, integer j;
          0 <= m < l && 0 <= k < net->layer[m].units && 0 <= j <= net->layer[m].inputs ==>
          bp_same(bp_weight(a + net->layer[m].weight_at, net->layer[m].inputs, net->layer[m].units, k, j),
                  bp_weight{here}(a + net->layer[m].weight_at, net->layer[m].inputs, net->layer[m].units, k, j)); */
    /*@ assert done: \forall integer m, integer k, integer j;
          0 <= m < l && 0 <= k < net->layer[m].units && 0 <= j <= net->layer[m].inputs ==>
          bp_gradient_added{Pre, Here}(net, s, scale, a, m, k, j); */
    /*@ assert last: \forall integer k, integer j;
          0 <= k < layer->units && 0 <= j <= layer->inputs ==>
          bp_gradient_added{Pre, Here}(net, s, scale, a, l, k, j); */
  }
}
