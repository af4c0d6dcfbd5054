#include "gradient.h"

#include "tile.h"

/* Rows of a panel taken at a time: of a whole panel so few that the next weights are on their way
   meanwhile. */
#define ROWS_WHOLE 4
#define ROWS_PART BP_PANEL

/*@ requires valid: \valid(v + (0 .. n - 1));
    assigns v[0 .. n - 1];
*/
static void clear(double *v, size_t n) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, v[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    v[i] = 0.0;
  }
}

/* The update without momentum and with it. */
/*@ requires valid_w: \valid(w + (0 .. n - 1));
    requires valid_sum: \valid_read(sum + (0 .. n - 1));
    assigns w[0 .. n - 1];
*/
static void move(double *w, const double *sum, double scale, size_t n) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, w[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    w[i] = w[i] + scale * sum[i];
  }
}

/*@ requires valid_w: \valid(w + (0 .. n - 1));
    requires valid_c: \valid(c + (0 .. n - 1));
    requires valid_sum: \valid_read(sum + (0 .. n - 1));
    assigns w[0 .. n - 1], c[0 .. n - 1];
*/
static void move_on(double *w, double *c, const double *sum, double scale, double alpha, size_t n) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, w[0 .. n - 1], c[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    c[i] = scale * sum[i] + alpha * c[i];
    w[i] = w[i] + c[i];
  }
}

/* Columns to rows: the first `columns` columns of a block of so many rows. */
/*@ requires few: rows <= BP_CHUNK && columns <= BP_CHUNK;
    requires valid_from: \valid_read(from + (0 .. BP_CHUNK * rows - 1));
    requires valid_to: \valid(to + (0 .. BP_CHUNK * columns - 1));
    requires sep: \separated(from + (0 .. BP_CHUNK * rows - 1), to + (0 .. BP_CHUNK * columns - 1));
    assigns to[0 .. BP_CHUNK * columns - 1];
*/
static void turn(const double *from, double *to, size_t rows, size_t columns) {
  size_t k;
  /*@ loop invariant range: 0 <= k <= columns;
      loop assigns k, to[0 .. BP_CHUNK * columns - 1];
      loop variant columns - k;
  */
  for (k = 0; k < columns; k++) {
    bp_block_take(from, to + BP_CHUNK * k, k, rows);
  }
}

/* Rows of `units` weights as the columns of a block, and back. */
/*@ requires few: rows <= BP_CHUNK && 1 <= units <= BP_CHUNK;
    requires valid_a: \valid_read(a + (0 .. rows * units - 1));
    requires valid_c: \valid(c + (0 .. BP_CHUNK * units - 1));
    requires sep: \separated(a + (0 .. rows * units - 1), c + (0 .. BP_CHUNK * units - 1));
    assigns c[0 .. BP_CHUNK * units - 1];
*/
static void columns_take(const double *a, double *c, size_t rows, size_t units) {
  size_t j;
  /*@ loop invariant range: 0 <= j <= rows;
      loop invariant row: a == \at(a, Pre) + j * units;
      loop assigns j, a, c[0 .. BP_CHUNK * units - 1];
      loop variant rows - j;
  */
  for (j = 0; j < rows; j++) {
    /*@ ghost bp_ghost_row(j, rows, units); */
    bp_block_put(a, c, j, units);
    a += units;
  }
}

/*@ requires few: rows <= BP_CHUNK && 1 <= units <= BP_CHUNK;
    requires valid_c: \valid_read(c + (0 .. BP_CHUNK * units - 1));
    requires valid_a: \valid(a + (0 .. rows * units - 1));
    requires sep: \separated(a + (0 .. rows * units - 1), c + (0 .. BP_CHUNK * units - 1));
    assigns a[0 .. rows * units - 1];
*/
static void columns_give(double *a, const double *c, size_t rows, size_t units) {
  size_t j;
  /*@ ghost double *first = a; */
  /*@ loop invariant range: 0 <= j <= rows;
      loop invariant row: a == \at(a, Pre) + j * units;
      loop assigns j, a, first[0 .. rows * units - 1];
      loop variant rows - j;
  */
  for (j = 0; j < rows; j++) {
    /*@ ghost bp_ghost_row(j, rows, units); */
    bp_block_take(c, a, j, units);
    a += units;
  }
}

/* A panel of fewer units: the rows stand side by side in place of the units. */
/*@ requires few: rows <= ROWS_PART && 1 <= units <= BP_PANEL && patterns <= BP_CHUNK;
    requires valid_a: \valid(a + (0 .. rows * units - 1));
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * rows - 1));
    requires valid_delta: \valid_read(delta + (0 .. BP_CHUNK * units - 1));
    assigns a[0 .. rows * units - 1];
*/
static void part_add(double *a, const double *y, const double *delta, size_t rows, size_t units,
                     size_t patterns) {
  double v[BP_CHUNK * ROWS_PART], c[BP_PANEL * ROWS_PART];
  clear(v, (size_t)BP_CHUNK * ROWS_PART);
  clear(c, (size_t)BP_PANEL * ROWS_PART);
  turn(y, v, rows, patterns);
  columns_take(a, c, rows, units);
  bp_tile_add(delta, BP_CHUNK, 1, v, patterns, c, units);
  columns_give(a, c, rows, units);
}

/* The sums of some rows of a panel. delta: of a whole panel turned, pattern after pattern. */
/*@ requires few: 1 <= rows <= ROWS_PART && 1 <= units <= BP_PANEL && patterns <= BP_CHUNK;
    requires valid_a: \valid(a + (0 .. rows * units - 1));
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * rows - 1));
    requires valid_part: units < BP_PANEL ==> \valid_read(delta + (0 .. BP_CHUNK * units - 1));
    requires valid_whole:
      units == BP_PANEL ==> \valid_read(delta + (0 .. BP_PANEL * patterns - 1));
    assigns a[0 .. rows * units - 1];
*/
static void rows_add(double *a, const double *y, const double *delta, size_t rows, size_t units,
                     size_t patterns, int first) {
  size_t j;
  if (units == BP_PANEL) {
    /*@ loop invariant range: 0 <= j <= rows;
        loop assigns j, a[0 .. rows * units - 1];
        loop variant rows - j;
    */
    for (j = 0; first && j < rows; j++) {
      bp_block_fill(a + BP_PANEL * j, 0.0);
    }
    bp_tile_add(y, BP_CHUNK, 1, delta, patterns, a, rows);
  } else {
    if (first) {
      /*@ ghost bp_ghost_span(0, rows, BP_PANEL, units); */
      clear(a, rows * units);
    }
    part_add(a, y, delta, rows, units, patterns);
  }
}

/* n weights of the sweep from `at` on move by their sums. */
/*@ requires sweep: bp_sweep_valid(sweep);
    requires part: at + n <= sweep->weights;
    requires valid: \valid_read(sum + (0 .. n - 1));
    assigns sweep->w[0 .. sweep->weights - 1], sweep->change[0 .. sweep->changes - 1];
*/
static void weights_move(const bp_sweep *sweep, size_t at, const double *sum, size_t n) {
  if (sweep->changes > 0) {
    move_on(sweep->w + at, sweep->change + at, sum, sweep->scale, sweep->alpha, n);
  } else {
    move(sweep->w + at, sum, sweep->scale, n);
  }
}

/* Some rows of a panel, whose weights begin at `at`. */
/*@ requires sweep: bp_sweep_valid(sweep);
    requires few: 1 <= rows <= ROWS_PART && 1 <= units <= BP_PANEL;
    requires part: at + rows * units <= sweep->weights;
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * rows - 1));
    requires valid_part: units < BP_PANEL ==> \valid_read(delta + (0 .. BP_CHUNK * units - 1));
    requires valid_whole:
      units == BP_PANEL ==> \valid_read(delta + (0 .. BP_PANEL * sweep->patterns - 1));
    assigns sweep->w[0 .. sweep->weights - 1], sweep->change[0 .. sweep->changes - 1],
            sweep->sum[0 .. sweep->weights - 1];
*/
static void rows_sweep(const bp_sweep *sweep, size_t at, const double *y, const double *delta,
                       size_t rows, size_t units) {
  double own[ROWS_PART * BP_PANEL];
  /*@ ghost bp_ghost_span(0, rows, ROWS_PART, units); */
  /*@ assert area: 0 <= rows * units <= ROWS_PART * BP_PANEL; */
  double *a = sweep->first && sweep->last ? own : sweep->sum + at;
  rows_add(a, y, delta, rows, units, sweep->patterns, sweep->first);
  if (sweep->last) {
    weights_move(sweep, at, a, rows * units);
  }
}

/* The rows of a panel after the biases, whose weights begin at `at`. */
/*@ requires sweep: bp_sweep_valid(sweep);
    requires few: inputs <= BP_ACSL_COUNT_MAX && 1 <= units <= BP_PANEL;
    requires part: at + inputs * units <= sweep->weights;
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * inputs - 1));
    requires valid_part: units < BP_PANEL ==> \valid_read(delta + (0 .. BP_CHUNK * units - 1));
    requires valid_whole:
      units == BP_PANEL ==> \valid_read(delta + (0 .. BP_PANEL * sweep->patterns - 1));
    assigns sweep->w[0 .. sweep->weights - 1], sweep->change[0 .. sweep->changes - 1],
            sweep->sum[0 .. sweep->weights - 1];
*/
static void inputs_sweep(const bp_sweep *sweep, size_t at, const double *y, const double *delta,
                         size_t inputs, size_t units) {
  const size_t most = units == BP_PANEL ? ROWS_WHOLE : ROWS_PART;
  size_t j, n;
  /*@ loop invariant range: 0 <= j <= inputs;
      loop invariant place: at == \at(at, Pre) + j * units;
      loop assigns j, n, at, sweep->w[0 .. sweep->weights - 1],
                   sweep->change[0 .. sweep->changes - 1], sweep->sum[0 .. sweep->weights - 1];
      loop variant inputs - j;
  */
  for (j = 0; j < inputs; j += n) {
    n = inputs - j < most ? inputs - j : most;
    /*@ ghost bp_ghost_span(j, n, inputs, units); */
    rows_sweep(sweep, at, y + BP_CHUNK * j, delta, n, units);
    at += n * units;
  }
}

/* A panel, whose weights begin at `at`. */
/*@ requires sweep: bp_sweep_valid(sweep);
    requires few: inputs <= BP_ACSL_COUNT_MAX && 1 <= units <= BP_PANEL;
    requires part: at + (inputs + 1) * units <= sweep->weights;
    requires valid_y: \valid_read(y + (0 .. BP_CHUNK * inputs - 1));
    requires valid_delta: \valid_read(delta + (0 .. BP_CHUNK * units - 1));
    assigns sweep->w[0 .. sweep->weights - 1], sweep->change[0 .. sweep->changes - 1],
            sweep->sum[0 .. sweep->weights - 1];
*/
static void panel_sweep(const bp_sweep *sweep, size_t at, const double *y, const double *delta,
                        size_t inputs, size_t units) {
  double turned[BP_CHUNK * BP_PANEL], ones[BP_CHUNK];
  size_t p;
  /*@ loop invariant range: 0 <= p <= BP_CHUNK;
      loop assigns p, ones[0 .. BP_CHUNK - 1];
      loop variant BP_CHUNK - p;
  */
  for (p = 0; p < BP_CHUNK; p++) {
    ones[p] = 1.0;
  }
  if (units == BP_PANEL) {
    clear(turned, (size_t)BP_CHUNK * BP_PANEL);
    turn(delta, turned, BP_PANEL, sweep->patterns);
    delta = turned;
  }
  /*@ ghost bp_ghost_first_row(inputs, units); */
  /*@ ghost bp_ghost_span(0, inputs, inputs, units); */
  rows_sweep(sweep, at, ones, delta, 1, units);
  inputs_sweep(sweep, at + units, y, delta, inputs, units);
}

void bp_gradient_sweep(const bp_layer *layer, const bp_sweep *sweep, const double *y,
                       const double *delta) {
  size_t at = 0, k, n;
  /*@ loop invariant range: 0 <= k <= layer->units;
      loop invariant place: at == (layer->inputs + 1) * k;
      loop assigns at, k, n, sweep->w[0 .. sweep->weights - 1],
                   sweep->change[0 .. sweep->changes - 1], sweep->sum[0 .. sweep->weights - 1];
      loop variant layer->units - k;
  */
  for (k = 0; k < layer->units; k += n) {
    n = layer->units - k < BP_PANEL ? layer->units - k : BP_PANEL;
    /*@ ghost bp_ghost_panel(layer->inputs, k, n, layer->units); */
    panel_sweep(sweep, at, y, delta + BP_CHUNK * k, layer->inputs, n);
    at += (layer->inputs + 1) * n;
  }
}
