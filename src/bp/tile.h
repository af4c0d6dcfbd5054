/* The kernel of mini-batches: BP_CHUNK numbers side by side, of as many patterns or of the units of
   a panel, are summed together. Each sum keeps its own order; the sums beside each other fill the
   vectors of the machine. */
#ifndef BP_TILE_H
#define BP_TILE_H

#include <stddef.h>

#include "panel.h"

/* Patterns that go through the network together; as wide as a panel. */
#define BP_CHUNK BP_PANEL

/* c_i = c_i + a_1 v_1i + a_2 v_2i + ..., added in this order, i = 1 .. BP_CHUNK. a: `count`
   numbers, each `step` after the one before; v: count BP_CHUNK; c: BP_CHUNK. */
void bp_tile_add(const double *a, size_t step, const double *v, size_t count, double *c);

#endif
