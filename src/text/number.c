#include "number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/bp/range.h"

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_sign(char c) {
  return c == '+' || c == '-';
}

/* How many digits stand at text[i]. */
static size_t digits_at(const char *text, size_t length, size_t i) {
  const size_t start = i;
  while (i < length && is_digit(text[i])) {
    i++;
  }
  return i - start;
}

/* Whether text has the grammar of a decimal number. */
static int is_decimal(const char *text, size_t length) {
  size_t i = length > 0 && is_sign(text[0]) ? 1 : 0;
  size_t digits = digits_at(text, length, i);
  i += digits;
  if (i < length && text[i] == '.') {
    const size_t fraction = digits_at(text, length, i + 1);
    digits += fraction;
    i += 1 + fraction;
  }
  if (digits == 0) {
    return 0;
  }
  if (i < length && (text[i] == 'e' || text[i] == 'E')) {
    i += i + 1 < length && is_sign(text[i + 1]) ? 2 : 1;
    digits = digits_at(text, length, i);
    if (digits == 0) {
      return 0;
    }
    i += digits;
  }
  return i == length;
}

/* Whether text begins with a lower-case word, in any case of letters. */
static int begins(const char *text, size_t length, const char *word) {
  size_t i;
  for (i = 0; word[i] != '\0'; i++) {
    if (i == length || (text[i] | 0x20) != word[i]) {
      return 0;
    }
  }
  return 1;
}

const char *bp_number_read(const char *text, size_t length, double *v) {
  const size_t sign = length > 0 && is_sign(text[0]) ? 1 : 0;
  double value;
  char *end;
  if (length == 0) {
    return "empty";
  }
  if (begins(text + sign, length - sign, "nan") || begins(text + sign, length - sign, "inf")) {
    return "not finite";
  }
  if (begins(text + sign, length - sign, "0x")) {
    return "hexadecimal";
  }
  if (!is_decimal(text, length)) {
    return "not a number";
  }
  value = strtod(text, &end);
  if (end != text + length) {
    return "not a number in the locale of the program, which must be C";
  }
  if (!bp_range_holds(value, -BP_LIMIT, BP_LIMIT)) {
    return "beyond 2^200 in magnitude";
  }
  *v = value;
  return NULL;
}

int bp_number_resembles(const char *text, size_t length) {
  const size_t sign = length > 0 && is_sign(text[0]) ? 1 : 0;
  const size_t point = sign < length && text[sign] == '.' ? 1 : 0;
  if (digits_at(text, length, sign + point) > 0) {
    return 1;
  }
  return (length == sign + 3 && (begins(text + sign, 3, "nan") || begins(text + sign, 3, "inf"))) ||
         (length == sign + 8 && begins(text + sign, 8, "infinity"));
}

/* What is wrong with text as a row of digits, or null. */
static const char *digits_fault(const char *text, size_t length) {
  if (length == 0) {
    return "empty";
  }
  if (digits_at(text, length, 0) != length) {
    return "not a row of digits";
  }
  if (length > 1 && text[0] == '0') {
    return "a number with a leading zero";
  }
  return NULL;
}

const char *bp_count_read(const char *text, size_t length, size_t max, size_t *n) {
  const char *fault = digits_fault(text, length);
  size_t value = 0, i;
  if (fault != NULL) {
    return fault;
  }
  for (i = 0; i < length; i++) {
    const size_t digit = (size_t)(text[i] - '0');
    if (digit > max || value > (max - digit) / 10) {
      return "too large";
    }
    value = 10 * value + digit;
  }
  *n = value;
  return NULL;
}

/* A seed is four limbs of 16 bits here, the most significant first, so that no step passes the 32
   bits that an unsigned long has at least. */
const char *bp_seed_read(const char *text, size_t length, bp_seed *seed) {
  const char *fault = digits_fault(text, length);
  unsigned long limb[4] = {0, 0, 0, 0};
  size_t i, l;
  if (fault != NULL) {
    return fault;
  }
  for (i = 0; i < length; i++) {
    unsigned long carry = (unsigned long)(text[i] - '0');
    for (l = 4; l-- > 0;) {
      carry += 10 * limb[l];
      limb[l] = carry & 0xffff;
      carry >>= 16;
    }
    if (carry != 0) {
      return "larger than 18446744073709551615";
    }
  }
  seed->high = limb[0] << 16 | limb[1];
  seed->low = limb[2] << 16 | limb[3];
  return NULL;
}

void bp_seed_write(bp_seed seed, char out[BP_SEED_SIZE]) {
  unsigned long limb[4];
  char reversed[BP_SEED_SIZE];
  size_t n = 0, l;
  limb[0] = seed.high >> 16 & 0xffff;
  limb[1] = seed.high & 0xffff;
  limb[2] = seed.low >> 16 & 0xffff;
  limb[3] = seed.low & 0xffff;
  do {
    unsigned long rest = 0;
    for (l = 0; l < 4; l++) {
      rest = rest << 16 | limb[l];
      limb[l] = rest / 10;
      rest %= 10;
    }
    reversed[n++] = (char)('0' + rest);
  } while ((limb[0] | limb[1] | limb[2] | limb[3]) != 0);
  for (l = 0; l < n; l++) {
    out[l] = reversed[n - 1 - l];
  }
  out[n] = '\0';
}

/* Writes v with some significant digits and the point of the C locale. */
static void write_digits(double v, int significant, char out[BP_NUMBER_SIZE]) {
  size_t i;
  sprintf(out, "%.*g", significant, v);
  for (i = 0; out[i] != '\0'; i++) {
    if (!is_digit(out[i]) && !is_sign(out[i]) && out[i] != 'e') {
      out[i] = '.';
    }
  }
}

void bp_number_write(double v, char out[BP_NUMBER_SIZE]) {
  write_digits(v, 17, out);
}

void bp_number_write_short(double v, char out[BP_NUMBER_SIZE]) {
  int significant = 15;
  double back = 0.0;
  write_digits(v, significant, out);
  while (significant < 17 && (bp_number_read(out, strlen(out), &back) != NULL || back != v)) {
    significant++;
    write_digits(v, significant, out);
  }
}
