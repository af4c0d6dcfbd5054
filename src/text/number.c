#include "number.h"

#include <stdlib.h>

/*@ assigns \result \from c;
    ensures truth: \result != 0 <==> '0' <= c <= '9';
*/
static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/*@ assigns \result \from c;
    ensures truth: \result != 0 <==> c == '+' || c == '-';
*/
static int is_sign(char c) {
  return c == '+' || c == '-';
}

/* How many digits stand at text[i]. */
/*@ requires valid: \valid_read(text + (0 .. length - 1));
    assigns \result \from text[0 .. length - 1], i;
    ensures within: i <= length ==> i + \result <= length;
    ensures none: i >= length ==> \result == 0;
    ensures digits: \forall integer k; i <= k < i + \result ==> '0' <= text[k] <= '9';
*/
static size_t digits_at(const char *text, size_t length, size_t i) {
  const size_t start = i;
  /*@ loop invariant within: start <= i && (start <= length ==> i <= length);
      loop invariant none: start >= length ==> i == start;
      loop invariant digits: \forall integer k; start <= k < i ==> '0' <= text[k] <= '9';
      loop assigns i;
      loop variant length - i;
  */
  while (i < length && is_digit(text[i])) {
    i++;
  }
  return i - start;
}

/* Whether text has the grammar of a decimal number. */
/*@ requires valid: \valid_read(text + (0 .. length - 1));
    assigns \result \from text[0 .. length - 1];
*/
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

/* Whether text begins with a lower-case word of n letters, in any case of letters. */
/*@ requires valid: \valid_read(text + (0 .. length - 1));
    requires valid_word: \valid_read(word + (0 .. n - 1));
    assigns \result \from text[0 .. length - 1], word[0 .. n - 1];
*/
static int begins(const char *text, size_t length, const char *word, size_t n) {
  size_t i;
  if (length < n) {
    return 0;
  }
  /*@ loop invariant within: i <= n;
      loop assigns i;
      loop variant n - i;
  */
  for (i = 0; i < n; i++) {
    if ((text[i] | 0x20) != word[i]) {
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
  if (begins(text + sign, length - sign, "nan", 3) ||
      begins(text + sign, length - sign, "inf", 3)) {
    return "not finite";
  }
  if (begins(text + sign, length - sign, "0x", 2)) {
    return "hexadecimal";
  }
  if (!is_decimal(text, length)) {
    return "not a number";
  }
  /* cppcheck-suppress misra-c2012-22.8 ; the end says what errno would */
  /* cppcheck-suppress misra-c2012-22.9 ; the same */
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
  return (length == sign + 3 &&
          (begins(text + sign, 3, "nan", 3) || begins(text + sign, 3, "inf", 3))) ||
         (length == sign + 8 && begins(text + sign, 8, "infinity", 8));
}

/* What is wrong with text as a row of digits, or null. */
/*@ requires valid: \valid_read(text + (0 .. length - 1));
    assigns \result \from text[0 .. length - 1];
    ensures digits: \result == \null ==> length > 0 &&
      \forall integer k; 0 <= k < length ==> '0' <= text[k] <= '9';
*/
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
  /*@ loop invariant within: i <= length && value <= max;
      loop assigns i, value;
      loop variant length - i;
  */
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
  /*@ loop invariant within: i <= length;
      loop invariant limbs: \forall integer k; 0 <= k < 4 ==> limb[k] <= 0xFFFF;
      loop assigns i, l, limb[0 .. 3];
      loop variant length - i;
  */
  for (i = 0; i < length; i++) {
    unsigned long carry = (unsigned long)(text[i] - '0');
    /*@ loop invariant within: l <= 4;
        loop invariant carry: carry <= 10;
        loop invariant limbs: \forall integer k; 0 <= k < 4 ==> limb[k] <= 0xFFFF;
        loop assigns l, carry, limb[0 .. 3];
        loop variant l;
    */
    for (l = 4; l > 0; l--) {
      carry += 10 * limb[l - 1];
      limb[l - 1] = carry % 0x10000;
      carry /= 0x10000;
    }
    if (carry != 0) {
      return "larger than 18446744073709551615";
    }
  }
  seed->high = limb[0] * 0x10000 + limb[1];
  seed->low = limb[2] * 0x10000 + limb[3];
  return NULL;
}

void bp_seed_write(bp_seed seed, char out[BP_SEED_SIZE]) {
  unsigned long limb[4];
  char digits[BP_SEED_SIZE - 1];
  size_t n, l, first = 0;
  limb[0] = seed.high / 0x10000 % 0x10000;
  limb[1] = seed.high % 0x10000;
  limb[2] = seed.low / 0x10000 % 0x10000;
  limb[3] = seed.low % 0x10000;
  /*@ loop invariant within: n <= 20;
      loop invariant limbs: \forall integer k; 0 <= k < 4 ==> limb[k] <= 0xFFFF;
      loop assigns n, l, limb[0 .. 3], digits[0 .. 19];
      loop variant n;
  */
  for (n = sizeof digits; n > 0; n--) {
    unsigned long rest = 0;
    /*@ loop invariant within: l <= 4 && rest < 10;
        loop invariant limbs: \forall integer k; 0 <= k < 4 ==> limb[k] <= 0xFFFF;
        loop assigns l, rest, limb[0 .. 3];
        loop variant 4 - l;
    */
    for (l = 0; l < 4; l++) {
      rest = rest * 0x10000 + limb[l];
      limb[l] = rest / 10;
      rest %= 10;
    }
    digits[n - 1] = (char)('0' + rest);
  }
  /*@ loop invariant within: first <= 19;
      loop assigns first;
      loop variant 19 - first;
  */
  while (first < sizeof digits - 1 && digits[first] == '0') {
    first++;
  }
  /*@ loop invariant within: first <= l <= 20;
      loop assigns l, out[0 .. 19];
      loop variant 20 - l;
  */
  for (l = first; l < sizeof digits; l++) {
    out[l - first] = digits[l];
  }
  out[sizeof digits - first] = '\0';
}
