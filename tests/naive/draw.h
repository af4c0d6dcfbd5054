/* Random numbers of the tests: xorshift32, not the generator under test. */
#ifndef BP_TESTS_DRAW_H
#define BP_TESTS_DRAW_H

#include <stddef.h>

/* A state, any number from 1 to 2^32 - 1. */
typedef unsigned long draw_state;

/* Uniform in [0, 1). */
double draw_unit(draw_state *state);

/* Uniform in [low, high). */
double draw_real(draw_state *state, double low, double high);

/* A whole number from low to high. */
size_t draw_size(draw_state *state, size_t low, size_t high);

#endif
