/* A contract that no call can meet. */

/*@ requires low: x > 1;
    requires high: x * x < 1;
    assigns \nothing;
    ensures wrong: \result == 3;
*/
int canary_contradiction(int x) {
  return x;
}
