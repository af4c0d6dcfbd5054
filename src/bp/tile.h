/* The kernel of mini-batches: BP_CHUNK numbers side by side, of as many patterns or of the units of
   a panel, are summed together. Each sum keeps its own order; the sums beside each other fill the
   vectors of the machine. */
#ifndef BP_TILE_H
#define BP_TILE_H

#include <stddef.h>

#include "block.h"

/* c_ri = c_ri + a_r1 v_1i + a_r2 v_2i + ..., added in this order, i = 1 .. BP_CHUNK, for each of
   `rows` rows. a_r1 stands row_step after the one of the row before, a_r2 `step` after a_r1; v:
   count BP_CHUNK; c: rows BP_CHUNK, overlapping neither. */
/*@ requires few: rows <= BP_ACSL_COUNT_MAX && count <= BP_ACSL_COUNT_MAX;
    requires size: count * step <= BP_ACSL_COUNT_MAX && rows * row_step <= BP_ACSL_COUNT_MAX;
    requires valid_a: \valid_read(a + (0 .. (rows - 1) * row_step + (count - 1) * step));
    requires valid_v: \valid_read(v + (0 .. count * BP_CHUNK - 1));
    requires valid_c: \valid(c + (0 .. rows * BP_CHUNK - 1));
    assigns c[0 .. rows * BP_CHUNK - 1];
*/
void bp_tile_add(const double *a, size_t row_step, size_t step, const double *v, size_t count,
                 double *c, size_t rows);

#endif
