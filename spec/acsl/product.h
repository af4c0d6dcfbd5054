/* Facts about products of sizes, each proven once in a context of its own: the provers do not find them among
   the facts of a whole function. A ghost function has no code; calling it puts its conclusions at hand. */
#ifndef BP_ACSL_PRODUCT_H
#define BP_ACSL_PRODUCT_H

/*@ ghost
  /@ assigns \nothing;
     ensures first: width <= (rows + 1) * width;
  @/
  void bp_ghost_first_row(size_t rows, size_t width);
*/

/*@ ghost
  /@ requires row: j < rows;
     assigns \nothing;
     ensures start: 0 <= j * width;
     ensures next: (j + 1) * width == j * width + width;
     ensures end: (j + 1) * width <= rows * width;
     ensures after: (j + 2) * width == (j + 1) * width + width;
     ensures last: (j + 2) * width <= (rows + 1) * width;
  @/
  void bp_ghost_row(size_t j, size_t rows, size_t width);
*/

/*@ ghost
  /@ requires rows: j + n <= rows;
     assigns \nothing;
     ensures size: 0 <= n * width <= rows * width;
     ensures start: 0 <= j * width;
     ensures next: (j + n) * width == j * width + n * width;
     ensures end: (j + n) * width <= rows * width;
     ensures after: (j + n + 1) * width == j * width + n * width + width;
     ensures last: (j + n + 1) * width <= (rows + 1) * width;
  @/
  void bp_ghost_span(size_t j, size_t n, size_t rows, size_t width);
*/

/*@ ghost
  /@ requires step: i < count;
     assigns \nothing;
     ensures start: 0 <= i * step;
     ensures next: (i + 1) * step == i * step + step;
     ensures end: i * step <= (count - 1) * step;
     ensures after: (i + 1) * step <= count * step;
  @/
  void bp_ghost_step(size_t i, size_t count, size_t step);
*/

/*@ ghost
  /@ requires rows: j + 4 <= rows;
     assigns \nothing;
     ensures start: 0 <= (j + 1) * width;
     ensures next: (j + 5) * width == (j + 1) * width + 4 * width;
     ensures end: (j + 5) * width <= (rows + 1) * width;
  @/
  void bp_ghost_rows(size_t j, size_t rows, size_t width);
*/

/*@ ghost
  /@ assigns \nothing;
     ensures start: 0 <= rows * width;
     ensures last: (rows + 1) * width == rows * width + width;
  @/
  void bp_ghost_last_row(size_t rows, size_t width);
*/

/*@ ghost
  /@ requires part: k + n <= units;
     assigns \nothing;
     ensures start: 0 <= (inputs + 1) * k;
     ensures size: 0 <= (inputs + 1) * n;
     ensures next: (inputs + 1) * (k + n) == (inputs + 1) * k + (inputs + 1) * n;
     ensures end: (inputs + 1) * (k + n) <= (inputs + 1) * units;
  @/
  void bp_ghost_panel(size_t inputs, size_t k, size_t n, size_t units);
*/

/*@ ghost
  /@ requires positive: 0 < b;
     requires quotient: c <= a / b;
     assigns \nothing;
     ensures product: 0 <= b * c <= a;
     ensures factor: c <= b * c;
  @/
  void bp_ghost_quotient(size_t a, size_t b, size_t c);
*/

/* The row and the column of a place in some rows, and of the place j rows further on. */
/*@ ghost
  /@ requires columns: 0 < width;
     requires part: i < rows * width;
     assigns \nothing;
     ensures inside: 0 <= i / width < rows && 0 <= i % width < width;
     ensures row: (j * width + i) / width == j + i / width;
     ensures column: (j * width + i) % width == i % width;
  @/
  void bp_ghost_place(size_t j, size_t i, size_t rows, size_t width);
*/

/* The row and the column of each place in row j. */
/*@ ghost
  /@ assigns \nothing;
     ensures row: \forall integer i; j * width <= i < (j + 1) * width ==> i / width == j;
     ensures column: \forall integer i; j * width <= i < (j + 1) * width ==> i % width == i - j * width;
  @/
  void bp_ghost_columns(size_t j, size_t width);
*/

/* Each place in rows 0 to rows has its row and its column. */
/*@ ghost
  /@ assigns \nothing;
     ensures row: \forall integer i; 0 <= i < (rows + 1) * width ==> 0 <= i / width <= rows;
     ensures column: \forall integer i; 0 <= i < (rows + 1) * width ==> 0 <= i % width < width;
  @/
  void bp_ghost_inside(size_t rows, size_t width);
*/

/* A part of one block is apart from what the block is apart from. */
/*@ ghost
  /@ requires apart: \separated(v + (0 .. n - 1), u + (0 .. m - 1));
     requires part: at + k <= m;
     assigns \nothing;
     ensures apart: \separated(v + (0 .. n - 1), (u + at) + (0 .. k - 1));
     ensures too: \separated((u + at) + (0 .. k - 1), v + (0 .. n - 1));
  @/
  void bp_ghost_apart(const double *v, size_t n, const double *u, size_t m, size_t at, size_t k);
*/

#endif
