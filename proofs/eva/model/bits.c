/* src/text/bits.c for Eva, where it is not what is analysed: what it promises, and driver/bits.c looks at. */
#include "src/text/bits.h"

#include "proofs/eva/model/any.h"

void bp_bits_write(double v, char out[BP_BITS_SIZE]) {
  any_text(out, BP_BITS_SIZE);
}

int bp_bits_read(const char *text, double *v) {
  /*@ assert readable: \valid_read(text + (0 .. 15)); */
  if (Frama_C_nondet(0, 1)) {
    return 0;
  }
  *v = Frama_C_double_interval(-1.7976931348623157e308, 1.7976931348623157e308);
  return 1;
}
