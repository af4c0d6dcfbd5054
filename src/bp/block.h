/* Blocks: BP_CHUNK patterns side by side, row i holding number i of each pattern. Columns beyond
   the last pattern hold whatever was there; nobody reads what becomes of them. */
#ifndef BP_BLOCK_H
#define BP_BLOCK_H

#include "layer.h"
#include "panel.h"

/* Patterns that go through the network together; as wide as a panel. */
#define BP_CHUNK BP_PANEL

/* One number into all columns of a row. */
/*@ requires valid: \valid(v + (0 .. BP_CHUNK - 1));
    assigns v[0 .. BP_CHUNK - 1];
*/
void bp_block_fill(double *v, double number);

/* n numbers into column p of the first n rows, and back. */
/*@ requires column: p < BP_CHUNK;
    requires few: n <= BP_ACSL_COUNT_MAX;
    requires valid_numbers: \valid_read(numbers + (0 .. n - 1));
    requires valid_v: \valid(v + (0 .. BP_CHUNK * n - 1));
    requires sep: \separated(v + (0 .. BP_CHUNK * n - 1), numbers + (0 .. n - 1));
    assigns v[0 .. BP_CHUNK * n - 1];
*/
void bp_block_put(const double *numbers, double *v, size_t p, size_t n);

/*@ requires column: p < BP_CHUNK;
    requires few: n <= BP_ACSL_COUNT_MAX;
    requires valid_v: \valid_read(v + (0 .. BP_CHUNK * n - 1));
    requires valid_numbers: \valid(numbers + (0 .. n - 1));
    requires sep: \separated(v + (0 .. BP_CHUNK * n - 1), numbers + (0 .. n - 1));
    assigns numbers[0 .. n - 1];
*/
void bp_block_take(const double *v, double *numbers, size_t p, size_t n);

/* The largest magnitude of each column, at least `least`, or BP_BEYOND, as bp_range_peak has it. */
/*@ requires few: rows <= BP_ACSL_COUNT_MAX;
    requires valid_v: \valid_read(v + (0 .. BP_CHUNK * rows - 1));
    requires valid_peak: \valid(peak + (0 .. BP_CHUNK - 1));
    requires sep: \separated(peak + (0 .. BP_CHUNK - 1), v + (0 .. BP_CHUNK * rows - 1));
    assigns peak[0 .. BP_CHUNK - 1];
*/
void bp_block_peak(const double *v, size_t rows, double least, double *peak);

#endif
