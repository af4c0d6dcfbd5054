#include "bits.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

/* Where in memory the bytes of a double are, the most significant first: found from a number whose
   bytes 3f f1 02 03 04 05 06 07 all differ. */
static void byte_places(size_t place[8]) {
  static const unsigned char expected[8] = {0x3f, 0xf1, 2, 3, 4, 5, 6, 7};
  const double probe = 1.0 + 283686952306183.0 / 4503599627370496.0;
  unsigned char bytes[8];
  size_t i, at;
  memcpy(bytes, &probe, sizeof bytes);
  for (i = 0; i < 8; i++) {
    place[i] = 0;
    for (at = 0; at < 8; at++) {
      if (bytes[at] == expected[i]) {
        place[i] = at;
      }
    }
  }
}

void bp_bits_write(double v, char out[BP_BITS_SIZE]) {
  unsigned char bytes[8];
  size_t place[8], i;
  byte_places(place);
  memcpy(bytes, &v, sizeof bytes);
  for (i = 0; i < 8; i++) {
    out[2 * i] = digits[bytes[place[i]] >> 4];
    out[2 * i + 1] = digits[bytes[place[i]] & 0xf];
  }
  out[16] = '\0';
}

/* The value of a lower-case hexadecimal digit, or -1. */
static int digit_value(char digit) {
  const char *at = digit == '\0' ? NULL : strchr(digits, digit);
  return at == NULL ? -1 : (int)(at - digits);
}

int bp_bits_read(const char *text, double *v) {
  unsigned char bytes[8];
  size_t place[8], i;
  byte_places(place);
  for (i = 0; i < 8; i++) {
    const int high = digit_value(text[2 * i]), low = digit_value(text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return 0;
    }
    bytes[place[i]] = (unsigned char)(16 * high + low);
  }
  memcpy(v, bytes, sizeof bytes);
  return 1;
}
