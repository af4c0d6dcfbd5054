#include "function.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "directions.h"

void bp_function_defaults(bp_function_options *options) {
  bp_gradcheck_defaults(&options->check);
  options->context = NULL;
  options->noise = -1.0;
  options->directions = 0;
  options->seed.low = 1;
  options->seed.high = 0;
}

/* The function behind the callbacks of a subject. */
typedef struct binding {
  bp_function function;
  bp_function_gradient gradient;
  size_t n;
  void *context;
  double noise;
  bp_layer layer;
} binding;

static size_t variable_index(const void *context, size_t l, size_t k, size_t j) {
  (void)context;
  (void)l;
  (void)j;
  return k;
}

static bp_status value(void *context, const double *x, double *E, double *bound) {
  const binding *it = (const binding *)context;
  *E = it->function(x, it->n, it->context);
  *bound = it->noise + DBL_EPSILON * fabs(*E);
  return BP_OK;
}

static bp_status slopes(void *context, const double *x, double *g) {
  const binding *it = (const binding *)context;
  it->gradient(x, it->n, g, it->context);
  return BP_OK;
}

static void bind(bp_gradcheck_subject *subject, binding *it, double *x) {
  memset(&it->layer, 0, sizeof it->layer);
  it->layer.units = it->n;
  memset(subject, 0, sizeof *subject);
  subject->context = it;
  subject->depth = 1;
  subject->layer = &it->layer;
  subject->weights = it->n;
  subject->w = x;
  subject->index = variable_index;
  subject->loss = value;
  subject->gradient = slopes;
}

/* memory: x, room for as much, and for the gradient and the directions. */
static bp_status check(binding *it, const bp_function_options *options, double *memory,
                       bp_function_report *report) {
  bp_gradcheck_subject subject, along;
  bp_directions directions;
  double *room = memory + it->n, *rest = room + it->n;
  bind(&subject, it, memory);
  if (options->noise < 0.0) {
    it->noise = bp_function_noise(&subject, options->seed, room);
  }
  report->noise = it->noise;
  if (options->directions == 0) {
    return bp_gradcheck_run(&subject, &options->check, room, &report->all, &report->check);
  }
  bp_directions_bind(&along, &directions, &subject, options->directions, options->seed,
                     rest + options->directions);
  return bp_gradcheck_run(&along, &options->check, rest, &report->all, &report->check);
}

bp_status bp_check_gradient(bp_function function, bp_function_gradient gradient, size_t n,
                            const double *x, const bp_function_options *options,
                            bp_function_report *report) {
  const size_t most = (size_t)-1 / sizeof(double) / 8;
  bp_function_options defaults;
  binding it;
  double *memory;
  bp_status status;
  if (options == NULL) {
    bp_function_defaults(&defaults);
    options = &defaults;
  }
  if (n < 1 || n > most || options->directions > most || options->noise != options->noise) {
    return BP_ERR_OPTION;
  }
  memory = malloc((4 * n + 2 * options->directions) * sizeof *memory);
  if (memory == NULL) {
    return BP_ERR_MEMORY;
  }
  memcpy(memory, x, n * sizeof *memory);
  it.function = function;
  it.gradient = gradient;
  it.n = n;
  it.context = options->context;
  it.noise = options->noise < 0.0 ? 0.0 : options->noise;
  status = check(&it, options, memory, report);
  free(memory);
  return status;
}
