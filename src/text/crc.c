#include "crc.h"

/* The remainders of the 16 half bytes. */
static const unsigned long table[16] = {0x00000000UL, 0x1db71064UL, 0x3b6e20c8UL, 0x26d930acUL,
                                        0x76dc4190UL, 0x6b6b51f4UL, 0x4db26158UL, 0x5005713cUL,
                                        0xedb88320UL, 0xf00f9344UL, 0xd6d6a3e8UL, 0xcb61b38cUL,
                                        0x9b64c2b0UL, 0x86d3d2d4UL, 0xa00ae278UL, 0xbdbdf21cUL};

/* The remainder after the half byte that its low bits hold. */
/*@ assigns \result \from rest; */
static unsigned long next(unsigned long rest) {
  return rest / 16 ^ table[rest % 16];
}

unsigned long bp_crc(unsigned long crc, const char *bytes, size_t length) {
  unsigned long rest = ~crc & 0xffffffffUL;
  size_t i;
  /*@ loop invariant within: i <= length;
      loop assigns i, rest;
      loop variant length - i;
  */
  for (i = 0; i < length; i++) {
    rest ^= (unsigned char)bytes[i];
    rest = next(next(rest));
  }
  return ~rest & 0xffffffffUL;
}
