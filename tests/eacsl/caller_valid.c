/* Breaks a contract: of three numbers the peak of four is asked. For tests/eacsl/canaries. */
#include "src/bp/range.h"

int main(void) {
  double v[3];
  v[0] = v[1] = v[2] = 1.0;
  return bp_range_peak(v, 4) > 2.0;
}
