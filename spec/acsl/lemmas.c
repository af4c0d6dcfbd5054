/* The ghost functions of this folder's headers, which prove their contracts once for all files that
   call them. Read by Frama-C alone. */
#include "src/bp/network.h"

/*@ ghost
  void bp_ghost_first_row(size_t rows, size_t width) {}
  void bp_ghost_row(size_t j, size_t rows, size_t width) {}
  void bp_ghost_panel(size_t inputs, size_t k, size_t n, size_t units) {}
  void bp_ghost_quotient(size_t a, size_t b, size_t c) {}
  void bp_ghost_layer(const bp_net *net, size_t l) {}
  void bp_ghost_before(const bp_net *net, size_t l) {}
*/
