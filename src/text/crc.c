#include "crc.h"

/* The remainders of the 16 half bytes. */
static const unsigned long table[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
    0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};

/* The remainder after the half byte that its low bits hold. */
/*@ assigns \result \from rest; */
static unsigned long next(unsigned long rest) {
  return rest / 16 ^ table[rest % 16];
}

unsigned long bp_crc(unsigned long crc, const char *bytes, size_t length) {
  unsigned long rest = ~crc & 0xffffffff;
  size_t i;
  /*@ loop invariant within: i <= length;
      loop assigns i, rest;
      loop variant length - i;
  */
  for (i = 0; i < length; i++) {
    rest ^= (unsigned char)bytes[i];
    rest = next(next(rest));
  }
  return ~rest & 0xffffffff;
}
