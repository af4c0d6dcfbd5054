#include "utf8.h"

/* The first bytes of longer characters, and the range of the byte after each (RFC 3629: no overlong
   form, no surrogate, nothing past U+10FFFF). C2 80 to C2 9F are control characters. */
static const struct {
  unsigned char first, last, low, high, following;
} leads[] = {{0xc2, 0xc2, 0xa0, 0xbf, 1}, {0xc3, 0xdf, 0x80, 0xbf, 1}, {0xe0, 0xe0, 0xa0, 0xbf, 2},
             {0xe1, 0xec, 0x80, 0xbf, 2}, {0xed, 0xed, 0x80, 0x9f, 2}, {0xee, 0xef, 0x80, 0xbf, 2},
             {0xf0, 0xf0, 0x90, 0xbf, 3}, {0xf1, 0xf3, 0x80, 0xbf, 3}, {0xf4, 0xf4, 0x80, 0x8f, 3}};

/* The length of the character of several bytes at text, or 0 if there is none. */
static size_t long_character(const unsigned char *text, size_t length) {
  size_t l, i;
  for (l = 0; l < sizeof leads / sizeof leads[0]; l++) {
    if (text[0] >= leads[l].first && text[0] <= leads[l].last) {
      const size_t following = leads[l].following;
      if (length <= following || text[1] < leads[l].low || text[1] > leads[l].high) {
        return 0;
      }
      for (i = 2; i <= following; i++) {
        if (text[i] < 0x80 || text[i] > 0xbf) {
          return 0;
        }
      }
      return following + 1;
    }
  }
  return 0;
}

size_t bp_utf8_fault(const char *text, size_t length) {
  const unsigned char *bytes = (const unsigned char *)text;
  size_t i = 0;
  while (i < length) {
    size_t n = (bytes[i] >= 0x20 && bytes[i] < 0x7f) || bytes[i] == '\t' ? 1 : 0;
    if (bytes[i] >= 0x80) {
      n = long_character(bytes + i, length - i);
    }
    if (n == 0) {
      return i;
    }
    i += n;
  }
  return length;
}
