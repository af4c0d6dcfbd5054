/* What the lint must find: a float, and doubles compared in a contract as the real numbers that they are not. */

/*@ assigns \result \from a;
    ensures same: \result == a;
*/
double canary_equal(double a) {
  return a;
}

/*@ assigns \result \from a;
    ensures other: a < 0.0 ==> \result != a;
*/
double canary_unequal(double a) {
  return -a;
}

/*@ assigns \result \from a; */
double canary_float(double a) {
  return (float)a;
}
