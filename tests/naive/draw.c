#include "draw.h"

#define WORD 0xFFFFFFFFul

double draw_unit(draw_state *state) {
  unsigned long v = *state & WORD;
  v ^= (v << 13) & WORD;
  v ^= v >> 17;
  v ^= (v << 5) & WORD;
  *state = v;
  return (double)v / 4294967296.0;
}

double draw_real(draw_state *state, double low, double high) {
  return low + (high - low) * draw_unit(state);
}

size_t draw_size(draw_state *state, size_t low, size_t high) {
  return low + (size_t)(draw_unit(state) * (double)(high - low + 1));
}
