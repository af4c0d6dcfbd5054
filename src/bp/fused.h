/* Kernels that do two things in one walk over a panel, so that each weight is read and written once
   a pattern: "advance" updates the weights with one pattern and feeds the next one forward;
   "retreat" takes the hidden sums from the weights as they were and updates them. The bits are
   those of the separate kernels. */
#ifndef BP_FUSED_H
#define BP_FUSED_H

#include "panel.h"

/* w_kj = w_kj + g_k y_j (EQ-10, EQ-22), then x_k = w_k0 + w_k1 s_1 + ... (EQ-5, EQ-16). */
void bp_fused_advance(double *w, const double *g, const double *y, const double *s, double *x,
                      size_t inputs, size_t units);

/* The same with momentum: c_kj = g_k y_j + alpha c_kj, w_kj = w_kj + c_kj. */
void bp_fused_advance_move(double *w, double *c, const double *g, double alpha, const double *y,
                           const double *s, double *x, size_t inputs, size_t units);

#endif
