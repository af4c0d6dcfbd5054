#include <stddef.h>

#include "spec/acsl/rounded.h"

/* True, and not by simplification alone: each prover must prove its goals. */

/*@ requires valid: \valid(y + (0 .. n - 1));
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
*/
void canary_scale(const double *x, double *y, size_t n, double g) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, y[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    y[i] = y[i] + g * x[i];
  }
}

/*@ requires order: 0 < a <= b;
    assigns \nothing;
    ensures order: \result <= b;
*/
unsigned long canary_less(unsigned long a, unsigned long b) {
  return b - a;
}

/* Each name of rounded.driver is the operation that it says. */

/*@ assigns \nothing;
    ensures same: bp_same(\result, bp_add(bp_sub(a, b), bp_mul(bp_neg(b), bp_div(a, b))));
*/
double canary_operations(double a, double b) {
  return (a - b) + -b * (a / b);
}
