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
  void bp_ghost_place(size_t j, size_t i, size_t rows, size_t width) {}
  void bp_ghost_columns(size_t j, size_t width) {}
  void bp_ghost_inside(size_t rows, size_t width) {}
  void bp_ghost_apart(const double *v, size_t n, const double *u, size_t m, size_t at, size_t k) {}
  void bp_ghost_span(size_t j, size_t n, size_t rows, size_t width) {}
  void bp_ghost_step(size_t i, size_t count, size_t step) {}
  void bp_ghost_panel(size_t inputs, size_t k, size_t n, size_t units) {}
  void bp_ghost_panel_of(size_t units, size_t k, size_t n) {}
  void bp_ghost_before_panel(size_t inputs, size_t units, size_t k, size_t u, size_t j) {
    /@ assert panel: bp_panel_first(u) + bp_panel_width(units, u) <= k; @/
    /@ assert unit: 0 <= u - bp_panel_first(u) < bp_panel_width(units, u); @/
    /@ assert row: (j + 1) * bp_panel_width(units, u) <= (inputs + 1) * bp_panel_width(units, u); @/
    /@ assert end: (inputs + 1) * (bp_panel_first(u) + bp_panel_width(units, u)) <= (inputs + 1) * k; @/
    /@ assert start: 0 <= j * bp_panel_width(units, u) && 0 <= (inputs + 1) * bp_panel_first(u); @/
  }
  void bp_ghost_before_panels(size_t inputs, size_t units, size_t k) {
    size_t u, j;
    /@ loop invariant unit: 0 <= u <= k;
       loop invariant below: \forall integer v, integer i; 0 <= v < u && 0 <= i <= inputs ==>
         0 <= bp_place(inputs, units, v, i) < (inputs + 1) * k;
       loop assigns u, j;
       loop variant k - u;
    @/
    for (u = 0; u < k; u++) {
      /@ loop invariant input: 0 <= j <= inputs + 1;
         loop invariant below: \forall integer i; 0 <= i < j ==>
           0 <= bp_place(inputs, units, u, i) < (inputs + 1) * k;
         loop assigns j;
         loop variant inputs + 1 - j;
      @/
      for (j = 0; j <= inputs; j++) {
        bp_ghost_before_panel(inputs, units, k, u, j);
      }
    }
  }
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
