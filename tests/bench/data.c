#include "data.h"

#include <stdlib.h>

#include "src/bp/random.h"

/* Of the smallest normal double, 2.2e-308, a hundredth. */
#define SUBNORMAL 2.2e-310

int bench_data_make(bench_data *data, const bench_shape *shape, size_t count) {
  const bp_seed seed = {1, 0};
  const size_t inputs = shape->width[0], outputs = shape->width[shape->depth];
  size_t p, i;
  data->count = count;
  data->inputs = malloc(count * inputs * sizeof(double));
  data->targets = malloc(count * outputs * sizeof(double));
  if (data->inputs == NULL || data->targets == NULL) {
    bench_data_free(data);
    return -1;
  }
  for (p = 0; p < count; p++) {
    for (i = 0; i < inputs; i++) {
      data->inputs[p * inputs + i] = 0.5 + 0.5 * bp_random_weight(seed, 0, p, i);
    }
    for (i = 0; i < outputs; i++) {
      data->targets[p * outputs + i] = p % outputs == i ? 0.9 : 0.1;
    }
  }
  return 0;
}

void bench_data_shrink(bench_data *data, size_t inputs) {
  size_t i;
  for (i = 0; i < data->count * inputs; i++) {
    data->inputs[i] = data->inputs[i] * SUBNORMAL;
  }
}

void bench_data_free(bench_data *data) {
  free(data->inputs);
  free(data->targets);
  data->inputs = NULL;
  data->targets = NULL;
}
