#include "shape.h"

#include <stdlib.h>
#include <string.h>

#define WIDEST 65536ul

#define PATTERNS 512
#define LARGE 200000

const char *const bench_shapes[] = {"2-2-1",      "4-8-3",        "64-32-10",
                                    "784-100-10", "1024-1024-10", "784-256-256-10"};
const size_t bench_shape_count = sizeof bench_shapes / sizeof bench_shapes[0];

const bench_mode bench_modes[] = {
    {"online", 1, 0}, {"batch-32", 32, 0}, {"batch-256", 256, 0}, {"predict", 1, 1}};
const size_t bench_mode_count = sizeof bench_modes / sizeof bench_modes[0];

const bench_mode *bench_mode_find(const char *name) {
  size_t i;
  for (i = 0; i < bench_mode_count; i++) {
    if (strcmp(bench_modes[i].name, name) == 0) {
      return &bench_modes[i];
    }
  }
  return NULL;
}

int bench_shape_read(const char *text, bench_shape *shape) {
  const char *at = text;
  size_t n = 0;
  if (strlen(text) >= sizeof shape->name) {
    return -1;
  }
  for (;;) {
    char *end;
    unsigned long width;
    if (*at < '1' || *at > '9' || n > BENCH_DEPTH) {
      return -1;
    }
    width = strtoul(at, &end, 10);
    if (width > WIDEST) {
      return -1;
    }
    shape->width[n++] = (size_t)width;
    if (*end == '\0') {
      break;
    }
    if (*end != '-') {
      return -1;
    }
    at = end + 1;
  }
  if (n < 2) {
    return -1;
  }
  strcpy(shape->name, text);
  shape->depth = n - 1;
  return 0;
}

size_t bench_shape_weights(const bench_shape *shape) {
  size_t sum = 0, l;
  for (l = 0; l < shape->depth; l++) {
    sum += (shape->width[l] + 1) * shape->width[l + 1];
  }
  return sum;
}

size_t bench_shape_patterns(const bench_shape *shape) {
  return bench_shape_weights(shape) > LARGE ? PATTERNS / 2 : PATTERNS;
}

size_t bench_shape_first_bytes(const bench_shape *shape) {
  return (shape->width[0] + 1) * shape->width[1] * sizeof(double);
}

double bench_shape_flops(const bench_shape *shape, const bench_mode *mode) {
  const double weights = (double)bench_shape_weights(shape);
  double hidden = 0.0;
  size_t l;
  if (mode->predict) {
    return 2.0 * weights;
  }
  for (l = 1; l < shape->depth; l++) {
    hidden += (double)(shape->width[l] * shape->width[l + 1]);
  }
  return 2.0 * (2.0 * weights + hidden);
}
