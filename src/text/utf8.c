#include "utf8.h"

/* The first bytes of longer characters, and the range of the byte after each (RFC 3629: no overlong
   form, no surrogate, nothing past U+10FFFF). C2 80 to C2 9F are control characters. */
typedef struct lead {
  unsigned char first, last, low, high, following;
} lead;

static const lead leads[] = {
    {0xc2, 0xc2, 0xa0, 0xbf, 1}, {0xc3, 0xdf, 0x80, 0xbf, 1}, {0xe0, 0xe0, 0xa0, 0xbf, 2},
    {0xe1, 0xec, 0x80, 0xbf, 2}, {0xed, 0xed, 0x80, 0x9f, 2}, {0xee, 0xef, 0x80, 0xbf, 2},
    {0xf0, 0xf0, 0x90, 0xbf, 3}, {0xf1, 0xf3, 0x80, 0xbf, 3}, {0xf4, 0xf4, 0x80, 0x8f, 3}};

/* What may follow a first byte; `following` is 0 where it begins no longer character. */
/*@ assigns \result \from first;
    ensures following: \result.following <= 3;
*/
static lead lead_of(unsigned char first) {
  lead found = {0, 0, 0, 0, 0};
  size_t l;
  /*@ loop invariant within: l <= 9;
      loop invariant following: found.following <= 3;
      loop assigns l, found;
      loop variant 9 - l;
  */
  for (l = 0; l < sizeof leads / sizeof leads[0]; l++) {
    if (first >= leads[l].first && first <= leads[l].last) {
      found = leads[l];
    }
  }
  return found;
}

/* The length of the character of several bytes at text, or 0 if there is none. */
/*@ requires valid: length > 0 && \valid_read(text + (0 .. length - 1));
    assigns \result \from text[0 .. length - 1];
    ensures within: \result <= length;
*/
static size_t long_character(const char *text, size_t length) {
  const lead found = lead_of((unsigned char)text[0]);
  size_t i;
  if (found.following == 0 || length <= found.following || (unsigned char)text[1] < found.low ||
      (unsigned char)text[1] > found.high) {
    return 0;
  }
  /*@ loop invariant within: 2 <= i <= found.following + 1;
      loop assigns i;
      loop variant found.following + 1 - i;
  */
  for (i = 2; i <= found.following; i++) {
    if ((unsigned char)text[i] < 0x80 || (unsigned char)text[i] > 0xbf) {
      return 0;
    }
  }
  return (size_t)found.following + 1;
}

size_t bp_utf8_fault(const char *text, size_t length) {
  size_t i = 0;
  /*@ loop invariant within: i <= length;
      loop assigns i;
      loop variant length - i;
  */
  while (i < length) {
    const unsigned char byte = (unsigned char)text[i];
    size_t n = (byte >= 0x20 && byte < 0x7f) || byte == '\t' ? 1 : 0;
    if (byte >= 0x80) {
      n = long_character(text + i, length - i);
    }
    if (n == 0) {
      return i;
    }
    i += n;
  }
  return length;
}
