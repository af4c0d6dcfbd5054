/* The ghost functions of this folder's headers, which prove their contracts once for all files that
   call them. Read by Frama-C alone. */
#include "src/bp/train.h"

/*@ ghost
  void bp_ghost_first_row(size_t rows, size_t width) {}
  void bp_ghost_row(size_t j, size_t rows, size_t width) {}
  void bp_ghost_rows(size_t j, size_t rows, size_t width) {
    bp_ghost_row((size_t)(j + 3), rows, width);
  }
  void bp_ghost_last_row(size_t rows, size_t width) {}
  void bp_ghost_apart(const double *v, size_t n, const double *u, size_t m, size_t at, size_t k) {}
  void bp_ghost_span(size_t j, size_t n, size_t rows, size_t width) {}
  void bp_ghost_step(size_t i, size_t count, size_t step) {}
  void bp_ghost_panel(size_t inputs, size_t k, size_t n, size_t units) {}
  void bp_ghost_panel_of(size_t units, size_t k, size_t n) {}
  void bp_ghost_quotient(size_t a, size_t b, size_t c) {}
  void bp_ghost_layer(const bp_net *net, size_t l) {}
  void bp_ghost_before(const bp_net *net, size_t l) {}
  void bp_ghost_sizes(const bp_net *net) {
    bp_ghost_layer(net, 0);
    bp_ghost_layer(net, net->depth - 1);
  }
  void bp_ghost_row_of(size_t p, size_t count, size_t width) {}
  void bp_ghost_data(const bp_net *net, const double *v, size_t p, size_t count, size_t width) {
    bp_ghost_row_of(p, count, width);
  }
  void bp_ghost_set(const bp_net *net, const bp_data *data) {}
  void bp_ghost_part(const bp_net *net, const bp_data *data, const double *v, size_t n, size_t at, size_t m) {}
*/
