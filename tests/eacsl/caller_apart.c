/* Breaks a contract: what is written overlaps what is read. For tests/eacsl/canaries. */
#include "src/bp/activation.h"

int main(void) {
  double v[5];
  v[0] = v[1] = v[2] = v[3] = v[4] = 1.0;
  bp_activate(BP_LOGISTIC, v, v + 1, 4);
  return v[4] > 2.0;
}
