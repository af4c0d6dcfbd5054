/* Random networks with patterns, for tests that want many. */
#ifndef BP_TESTS_SAMPLE_H
#define BP_TESTS_SAMPLE_H

#include "draw.h"
#include "naive.h"

#define SAMPLE_PATTERNS 8
#define SAMPLE_MEMORY (NAIVE_WEIGHTS + 3 * NAIVE_DEPTH * NAIVE_WIDTH + 2 * NAIVE_DEPTH)

/* What a sample may be. */
typedef struct sample_limits {
  size_t depth;    /* 1 to so many layers, at most NAIVE_DEPTH */
  size_t width;    /* 1 to so many units, at most NAIVE_WIDTH */
  size_t patterns; /* 1 to so many, at most SAMPLE_PATTERNS */
  int tame;        /* not 0: ordinary weights only, none large, small or zero */
} sample_limits;

typedef struct sample {
  size_t depth;
  size_t width[NAIVE_DEPTH + 1];
  bp_activation f[NAIVE_DEPTH];
  bp_layer layer[NAIVE_DEPTH];
  bp_net net;
  bp_data data;
  double memory[SAMPLE_MEMORY];
  double inputs[SAMPLE_PATTERNS * NAIVE_WIDTH];
  double targets[SAMPLE_PATTERNS * NAIVE_WIDTH];
} sample;

/* Draws a network and its patterns. The status is that of bp_net_init. */
bp_status sample_draw(sample *it, const sample_limits *limits, draw_state *state);

/* The same for the depth, widths and activations that the sample has already. */
bp_status sample_fill(sample *it, const sample_limits *limits, draw_state *state);

#endif
