/* Numbers as the digits of their bits: any 16 bytes read, any finite number written.
   files: src/text/bits.c
   precise: byte_places:100 */
#include "src/text/bits.h"
#include "driver.h"

void analysed(void) {
  char text[16], out[BP_BITS_SIZE];
  double v = 0.0;
  any_bytes(text, sizeof text);
  bp_bits_read(text, &v);
  bp_bits_write(Frama_C_double_interval(-1.7976931348623157e308, 1.7976931348623157e308), out);
  end();
}
