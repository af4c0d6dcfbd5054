#include <stddef.h>

#include "spec/acsl/rounded.h"

/* False: no prover may prove any of these, whatever is in the context of the goal. */

/*@ requires valid: \valid(y + (0 .. n - 1));
    requires valid_x: \valid_read(x + (0 .. n - 1));
    requires sep: \separated(x + (0 .. n - 1), y + (0 .. n - 1));
    assigns y[0 .. n - 1];
    ensures false: \false;
*/
void canary_sum(const double *x, double *y, size_t n, double g) {
  size_t i;
  /*@ loop invariant range: 0 <= i <= n;
      loop assigns i, y[0 .. n - 1];
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    y[i] = y[i] + g * x[i];
  }
}

/*@ requires finite: \is_finite(a) && \is_finite(b);
    assigns \nothing;
    ensures false: \false;
*/
double canary_arithmetic(double a, double b) {
  double c = a + b;
  if (c < 1.0) {
    c = a * b - c / 3.0;
  }
  return c;
}

/*@ requires nan: \is_NaN(a);
    assigns \nothing;
    ensures false: \is_finite(\result);
*/
double canary_nan(double a) {
  return a + 1.0;
}

/*@ requires valid: \valid(p) && \valid(q);
    assigns *p, *q;
    ensures false: *p == 1;
*/
void canary_alias(int *p, int *q) {
  *p = 1;
  *q = 2;
}

/*@ assigns \nothing;
    ensures false: \result > a;
*/
unsigned long canary_wrap(unsigned long a) {
  return a ^ 1ul;
}

/*@ requires count: n >= 1;
    requires valid: \valid_read(v + (0 .. n - 1));
    assigns \nothing;
    ensures false: \result < n - 1;
*/
size_t canary_off_by_one(const size_t *v, size_t n) {
  return v[0] < n ? v[0] : n - 1;
}

/*@ assigns \nothing;
    ensures false: bp_same(\result, bp_sub(a, b));
*/
double canary_add(double a, double b) {
  return a + b;
}

/*@ assigns \nothing;
    ensures false: bp_same(\result, a);
*/
double canary_neg(double a) {
  return -a;
}

/*@ assigns \nothing;
    ensures false: bp_same(\result, bp_sub(b, a));
*/
double canary_sub(double a, double b) {
  return a - b;
}

/*@ assigns \nothing;
    ensures false: bp_same(\result, bp_add(a, b));
*/
double canary_mul(double a, double b) {
  return a * b;
}

/*@ assigns \nothing;
    ensures false: bp_same(\result, bp_mul(a, b));
*/
double canary_div(double a, double b) {
  return a / b;
}

/* Equal in value is not equal bit for bit: there are two zeros. */
/*@ assigns \nothing;
    ensures false: \result == 1 ==> bp_same(a, b);
*/
int canary_zeros(double a, double b) {
  return a == b;
}
