/* The networks and the kinds of work that are measured. */
#ifndef BENCH_SHAPE_H
#define BENCH_SHAPE_H

#include <stddef.h>

#define BENCH_DEPTH 8

/* A network of logistic units. */
typedef struct bench_shape {
  char name[64];                 /* "784-100-10" */
  size_t depth;                  /* layers of weights */
  size_t width[BENCH_DEPTH + 1]; /* the inputs, then the units of each layer */
} bench_shape;

/* One kind of work. */
typedef struct bench_mode {
  const char *name;
  size_t batch; /* patterns per update */
  int predict;  /* not 0: feed-forward alone, one pattern at a time */
} bench_mode;

/* The shapes measured unless one is asked for. */
extern const char *const bench_shapes[];
extern const size_t bench_shape_count;

/* The kinds of work: online, batch-32, batch-256, predict. */
extern const bench_mode bench_modes[];
extern const size_t bench_mode_count;

/* The kind of work of this name, or null. */
const bench_mode *bench_mode_find(const char *name);

/* Reads "784-100-10": 2 to BENCH_DEPTH + 1 widths from 1 to 65536. 0, or -1 if it is something
   else. */
int bench_shape_read(const char *text, bench_shape *shape);

/* Weights of all layers, biases included. */
size_t bench_shape_weights(const bench_shape *shape);

/* Patterns in the set that a network is compared on: enough for two of the largest batches, for one
   where the network is large. */
size_t bench_shape_patterns(const bench_shape *shape);

/* Bytes of the first layer's weights. */
size_t bench_shape_first_bytes(const bench_shape *shape);

/* Multiplications and additions of one pattern: two for each weight in each of feed-forward, hidden
   sums (not for the first layer, nor for biases) and gradient; feed-forward alone for prediction.
 */
double bench_shape_flops(const bench_shape *shape, const bench_mode *mode);

#endif
