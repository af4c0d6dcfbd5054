/* One layer on a chunk: BP_CHUNK patterns side by side, row i of a block holding number i of each.
   Columns beyond the last pattern hold whatever was there; nobody reads what becomes of them. */
#ifndef BP_CHUNK_H
#define BP_CHUNK_H

#include "layer.h"
#include "tile.h"

/* Puts numbers from .. to - 1 of a pattern's row into column p of a block. */
void bp_chunk_put(const double *row, double *v, size_t p, size_t from, size_t to);

/* The largest magnitude of each column, at least `least`, as bp_range_peak has it. */
void bp_chunk_peak(const double *v, size_t rows, double least, double *peak);

/* Net inputs (EQ-5, EQ-16). y: inputs rows; x: units rows. */
void bp_chunk_net_input(const bp_layer *layer, const double *w, const double *y, double *x,
                        size_t patterns);

/* Deltas of output units (EQ-4, EQ-6) in place of the targets, and E of each pattern (EQ-3). */
void bp_chunk_output_delta(const bp_layer *layer, const double *y, double *delta, int plain,
                           double *E);

/* Deltas of the units before this layer (EQ-17, EQ-19). */
void bp_chunk_hidden_delta(const bp_layer *layer, const double *w, const double *delta,
                           bp_activation f, const double *y, double *before);

#endif
