#include "trace_exact.h"

#include <float.h>
#include <stdio.h>

#define DIGITS 25 /* of a true value: 8 more than identify a double */

/* The trainer's number beside number i of the quantity. */
static double number_of(const cli_step *step, bp_oracle_quantity q, size_t i) {
  const bp_net *net = step->net;
  switch (q) {
  case BP_ORACLE_X:
    return net->x[i];
  case BP_ORACLE_Y:
    return net->y[i];
  case BP_ORACLE_SLOPE:
    return step->slope[i];
  case BP_ORACLE_ERROR:
    return step->e[i];
  case BP_ORACLE_SUM:
    return step->sum[i];
  case BP_ORACLE_DELTA:
    return net->delta[i];
  case BP_ORACLE_DE_DW:
    return step->dE_dw[i];
  case BP_ORACLE_CHANGE:
    return step->change[i];
  case BP_ORACLE_W_NEW:
    return step->w_new[i];
  case BP_ORACLE_E:
  default:
    return step->E;
  }
}

/* Number i of the quantity as it is shown. */
typedef struct shown {
  char middle[BP_ORACLE_TEXT_SIZE];
  char radius[BP_ORACLE_TEXT_SIZE];
  double ulps;
  bp_enclosure_bits bits;
  int certain; /* not 0: bits.nearest is the value correctly rounded */
} shown;

static int look_up(const cli_trace *trace, bp_oracle_quantity q, size_t i, shown *it) {
  bp_distance distance;
  bp_enclosure enclosure;
  if (bp_oracle_text(trace->oracle, q, i, DIGITS, it->middle, it->radius) != BP_ORACLE_OK ||
      bp_oracle_enclosure(trace->oracle, q, i, &enclosure) != BP_ORACLE_OK ||
      bp_oracle_distance(trace->oracle, q, i, number_of(trace->step, q, i), &distance) !=
          BP_ORACLE_OK) {
    return 0;
  }
  it->ulps = distance.ulps_hi;
  it->certain = enclosure.certain;
  bp_enclosure_write(&enclosure, &it->bits);
  return 1;
}

void trace_exact(const cli_trace *trace, bp_oracle_quantity q, size_t i) {
  shown it;
  if (trace->oracle == NULL || !look_up(trace, q, i, &it)) {
    return;
  }
  printf("      true      = %s +/- %s, %.3g ulps away\n", it.middle, it.radius, it.ulps);
}

/* Lists of middles, radii, bits and ulps, side by side. */
typedef struct lists {
  json_t *bits;
  json_t *middle;
  json_t *radius;
  json_t *ulps;
} lists;

static lists begin(void) {
  lists all;
  all.bits = json_array();
  all.middle = json_array();
  all.radius = json_array();
  all.ulps = json_array();
  return all;
}

static void add(const cli_trace *trace, bp_oracle_quantity q, size_t i, const lists *all) {
  shown it;
  if (look_up(trace, q, i, &it)) {
    json_array_append_new(all->bits, it.certain ? json_string(it.bits.nearest) : json_null());
    json_array_append_new(all->middle, json_string(it.middle));
    json_array_append_new(all->radius, json_string(it.radius));
    json_array_append_new(all->ulps, it.ulps <= DBL_MAX ? json_real(it.ulps) : json_string("inf"));
  }
}

static void add_row(const lists *all, const lists *row) {
  json_array_append_new(all->bits, row->bits);
  json_array_append_new(all->middle, row->middle);
  json_array_append_new(all->radius, row->radius);
  json_array_append_new(all->ulps, row->ulps);
}

/* Null if memory ran out on the way, so that count numbers or rows are not there. */
static json_t *end(const lists *all, size_t count) {
  const int whole = json_array_size(all->bits) == count && json_array_size(all->middle) == count &&
                    json_array_size(all->radius) == count && json_array_size(all->ulps) == count;
  json_t *object = json_pack("{s:o, s:o, s:o, s:o}", "bits", all->bits, "middle", all->middle,
                             "radius", all->radius, "ulps", all->ulps);
  if (!whole) {
    json_decref(object);
    return NULL;
  }
  return object;
}

/* Numbers first .. first + count - 1 of the quantity. */
static json_t *vector(const cli_trace *trace, bp_oracle_quantity q, size_t first, size_t count) {
  const lists all = begin();
  size_t i;
  for (i = first; i < first + count; i++) {
    add(trace, q, i, &all);
  }
  return end(&all, count);
}

/* The numbers of the layer's weights, a row for each unit, the bias first. */
static json_t *matrix(const cli_trace *trace, bp_oracle_quantity q, size_t l) {
  const bp_net *net = trace->step->net;
  const bp_layer *layer = &net->layer[l];
  const lists all = begin();
  size_t k, j;
  for (k = 0; k < layer->units; k++) {
    const lists row = begin();
    for (j = 0; j <= layer->inputs; j++) {
      add(trace, q, bp_net_weight_index(net, l, k, j), &row);
    }
    if (json_array_size(row.ulps) == layer->inputs + 1) {
      add_row(&all, &row);
    } else {
      json_decref(end(&row, 0));
    }
  }
  return end(&all, layer->units);
}

#define LAYER_FIELDS 8

json_t *trace_exact_layer(const cli_trace *trace, size_t l) {
  const bp_net *net = trace->step->net;
  const bp_layer *layer = &net->layer[l];
  const size_t at = layer->unit_at, n = layer->units;
  const int output = l + 1 == net->depth;
  json_t *object;
  if (trace->oracle == NULL) {
    return json_null();
  }
  object = json_object();
  json_object_set_new(object, "x", vector(trace, BP_ORACLE_X, at, n));
  json_object_set_new(object, "y", vector(trace, BP_ORACLE_Y, at, n));
  json_object_set_new(object, output ? "e" : "sum",
                      output ? vector(trace, BP_ORACLE_ERROR, 0, n)
                             : vector(trace, BP_ORACLE_SUM, at, n));
  json_object_set_new(object, "slope", vector(trace, BP_ORACLE_SLOPE, at, n));
  json_object_set_new(object, "delta", vector(trace, BP_ORACLE_DELTA, at, n));
  json_object_set_new(object, "dE_dw", matrix(trace, BP_ORACLE_DE_DW, l));
  json_object_set_new(object, "change", matrix(trace, BP_ORACLE_CHANGE, l));
  json_object_set_new(object, "w_new", matrix(trace, BP_ORACLE_W_NEW, l));
  if (json_object_size(object) != LAYER_FIELDS) {
    json_decref(object);
    return NULL;
  }
  return object;
}

json_t *trace_exact_step(const cli_trace *trace) {
  if (trace->oracle == NULL) {
    return json_null();
  }
  return json_pack("{s:I, s:b, s:o}", "precision", (json_int_t)bp_oracle_precision(trace->oracle),
                   "resolved", trace->resolved, "E", vector(trace, BP_ORACLE_E, 0, 1));
}
