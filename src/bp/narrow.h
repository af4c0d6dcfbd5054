/* The kernels for panels of few units, where a row is no longer than a vector: units in fours and
   one by one, their numbers kept at hand from row to row. Same operands, same bits as the kernels
   for whole rows. */
#ifndef BP_NARROW_H
#define BP_NARROW_H

#include <stddef.h>

/* Panels of fewer units are narrow. */
#define BP_NARROW 8

/* As bp_panel_net_input. */
void bp_narrow_net_input(const double *w, const double *y, double *x, size_t inputs, size_t units);

/* As bp_fused_advance. */
void bp_narrow_advance(double *w, const double *g, const double *y, const double *s, double *x,
                       size_t inputs, size_t units);

#endif
