#include "random.h"

#define WORD 0xFFFFFFFFul
#define ROUNDS 10

/* What a counter's last word says the numbers are for, so that no two uses share a counter. */
#define FOR_WEIGHTS 0ul
#define FOR_ORDER 1ul

/* The high 32 bits of a product of two 32-bit words, from their 16-bit halves: C90 has no 64-bit
 * type. */
/*@ requires a: a <= WORD;
    requires b: b <= WORD;
    assigns \result \from a, b;
    ensures range: \result <= WORD;
*/
static unsigned long multiply_high(unsigned long a, unsigned long b) {
  const unsigned long a_low = a & 0xFFFFul, a_high = a >> 16;
  const unsigned long b_low = b & 0xFFFFul, b_high = b >> 16;
  const unsigned long cross = a_high * b_low + ((a_low * b_low) >> 16);
  const unsigned long middle = a_low * b_high + (cross & 0xFFFFul);
  return (a_high * b_high + (cross >> 16) + (middle >> 16)) & WORD;
}

void bp_philox(const unsigned long counter[4], const unsigned long key[2], unsigned long out[4]) {
  unsigned long c0 = counter[0] & WORD, c1 = counter[1] & WORD;
  unsigned long c2 = counter[2] & WORD, c3 = counter[3] & WORD;
  unsigned long k0 = key[0] & WORD, k1 = key[1] & WORD;
  int round;
  for (round = 0; round < ROUNDS; round++) {
    const unsigned long high0 = multiply_high(0xD2511F53ul, c0), low0 = (0xD2511F53ul * c0) & WORD;
    const unsigned long high1 = multiply_high(0xCD9E8D57ul, c2), low1 = (0xCD9E8D57ul * c2) & WORD;
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9E3779B9ul) & WORD;
    k1 = (k1 + 0xBB67AE85ul) & WORD;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

double bp_random_weight(bp_seed seed, size_t layer, size_t unit, size_t input) {
  unsigned long counter[4], key[2], bits[4];
  double high, low;
  counter[0] = (unsigned long)input & WORD;
  counter[1] = (unsigned long)unit & WORD;
  counter[2] = (unsigned long)layer & WORD;
  counter[3] = FOR_WEIGHTS;
  key[0] = seed.low;
  key[1] = seed.high;
  bp_philox(counter, key, bits);
  /* 53 random bits, 27 and 26, as a whole number below 2^53; scaled by 2^-52 and shifted by -1,
   * exactly. */
  high = (double)(bits[0] >> 5);
  low = (double)(bits[1] >> 6);
  return (high * 67108864.0 + low) * 2.220446049250313e-16 - 1.0;
}

void bp_random_order(bp_seed seed, size_t epoch, size_t *order, size_t n) {
  unsigned long counter[4], key[2], bits[4];
  size_t p;
  for (p = 0; p < n; p++) {
    order[p] = p;
  }
  counter[1] = (unsigned long)epoch & WORD;
  counter[2] = 0ul;
  counter[3] = FOR_ORDER;
  key[0] = seed.low;
  key[1] = seed.high;
  for (p = n; p > 1; p--) {
    size_t chosen, last;
    counter[0] = (unsigned long)p & WORD;
    bp_philox(counter, key, bits);
    chosen = (size_t)multiply_high(bits[0], (unsigned long)p);
    last = order[p - 1];
    order[p - 1] = order[chosen];
    order[chosen] = last;
  }
}
