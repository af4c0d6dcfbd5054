#include "activation_linear.h"

/* Of the three loops each is one that vectorises: no case is decided within. */
void bp_activate_linear(bp_activation f, const double *x, double *y, size_t n) {
  size_t j;
  if (f == BP_RELU) {
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant inputs: \forall integer i; 0 <= i < n ==> bp_same(x[i], \at(x[i], Pre));
        loop invariant exact: \forall integer i; 0 <= i < j ==>
          bp_straight(y[i], f, \at(x[i], Pre));
        loop assigns j, y[0 .. n - 1];
        loop variant n - j;
    */
    for (j = 0; j < n; j++) {
      y[j] = x[j] < 0.0 ? 0.0 : x[j];
    }
  } else if (f == BP_LEAKY_RELU) {
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant inputs: \forall integer i; 0 <= i < n ==> bp_same(x[i], \at(x[i], Pre));
        loop invariant exact: \forall integer i; 0 <= i < j ==>
          bp_straight(y[i], f, \at(x[i], Pre));
        loop assigns j, y[0 .. n - 1];
        loop variant n - j;
    */
    for (j = 0; j < n; j++) {
      y[j] = x[j] < 0.0 ? BP_LEAK * x[j] : x[j];
    }
  } else {
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant inputs: \forall integer i; 0 <= i < n ==> bp_same(x[i], \at(x[i], Pre));
        loop invariant exact: \forall integer i; 0 <= i < j ==>
          bp_straight(y[i], f, \at(x[i], Pre));
        loop assigns j, y[0 .. n - 1];
        loop variant n - j;
    */
    for (j = 0; j < n; j++) {
      y[j] = x[j];
    }
  }
}
