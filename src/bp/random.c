#include "random.h"

#define WORD 0xFFFFFFFFUL
#define ROUNDS 10

/* What a counter's last word says the numbers are for, so that no two uses share a counter. */
#define FOR_WEIGHTS 0UL
#define FOR_ORDER 1UL

/* The low 32 bits. */
/*@ assigns \result \from a;
    ensures range: \result <= WORD;
*/
static unsigned long word(unsigned long a) {
  return a & WORD;
}

/*@ ghost
  /@ requires a: a <= WORD;
     requires b: b <= WORD;
     requires halves: a == 0x10000 * a_high + a_low && b == 0x10000 * b_high + b_low;
     requires small: a_low < 0x10000 && b_low < 0x10000;
     assigns \nothing;
     ensures product: a * b ==
       0x100000000 * (a_high * b_high) + 0x10000 * (a_high * b_low + a_low * b_high) +
       a_low * b_low;
     ensures range: 0 <= a_high * b_high <= 0xFFFE0001 && 0 <= a_high * b_low <= 0xFFFE0001 &&
                    0 <= a_low * b_high <= 0xFFFE0001 && 0 <= a_low * b_low <= 0xFFFE0001;
     ensures below: 0 <= a * b && (0 < b ==> a * b < 0x100000000 * b);
  @/
  void ghost_product(unsigned long a, unsigned long a_low, unsigned long a_high,
                     unsigned long b, unsigned long b_low, unsigned long b_high) {}
*/

/* The high 32 bits of a product of two 32-bit words, from their 16-bit halves: C90 has no 64-bit
   type. */
/*@ requires a: a <= WORD;
    requires b: b <= WORD;
    assigns \result \from a, b;
    ensures exact: 0x100000000 * \result <= a * b < 0x100000000 * \result + 0x100000000;
    ensures range: \result <= WORD;
    ensures below: 0 < b ==> \result < b;
*/
static unsigned long multiply_high(unsigned long a, unsigned long b) {
  const unsigned long a_low = a % 0x10000UL, a_high = a / 0x10000UL;
  const unsigned long b_low = b % 0x10000UL, b_high = b / 0x10000UL;
  /*@ ghost ghost_product(a, a_low, a_high, b, b_low, b_high); */
  const unsigned long cross = a_high * b_low + a_low * b_low / 0x10000UL;
  const unsigned long middle = a_low * b_high + cross % 0x10000UL;
  /*@ assert cross: 0x10000 * cross <= 0x10000 * (a_high * b_low) + a_low * b_low < 0x10000 * cross + 0x10000; */
  return a_high * b_high + cross / 0x10000UL + middle / 0x10000UL;
}

void bp_philox(const unsigned long counter[4], const unsigned long key[2], unsigned long out[4]) {
  unsigned long c0 = word(counter[0]), c1 = word(counter[1]);
  unsigned long c2 = word(counter[2]), c3 = word(counter[3]);
  unsigned long k0 = word(key[0]), k1 = word(key[1]);
  int round;
  /*@ loop invariant range: 0 <= round <= ROUNDS;
      loop invariant words: c0 <= WORD && c1 <= WORD && c2 <= WORD && c3 <= WORD;
      loop invariant keys: k0 <= WORD && k1 <= WORD;
      loop assigns round, c0, c1, c2, c3, k0, k1;
      loop variant ROUNDS - round;
  */
  for (round = 0; round < ROUNDS; round++) {
    const unsigned long high0 = multiply_high(0xD2511F53UL, c0), low0 = word(0xD2511F53UL * c0);
    const unsigned long high1 = multiply_high(0xCD9E8D57UL, c2), low1 = word(0xCD9E8D57UL * c2);
    c0 = word(high1 ^ c1 ^ k0);
    c1 = low1;
    c2 = word(high0 ^ c3 ^ k1);
    c3 = low0;
    k0 = word(k0 + 0x9E3779B9UL);
    k1 = word(k1 + 0xBB67AE85UL);
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/* 53 random bits, 27 and 26, as a whole number below 2^53; scaled by 2^-52 and shifted by -1,
   exactly. */
/*@ requires high: \is_finite(high) && 0.0 <= high <= 134217727.0;
    requires low: \is_finite(low) && 0.0 <= low <= 67108863.0;
    assigns \result \from high, low;
    ensures range: \is_finite(\result) && -1.0 <= \result < 1.0;
*/
static double unit_number(double high, double low) {
  return (high * 67108864.0 + low) * 2.220446049250313e-16 - 1.0;
}

double bp_random_weight(bp_seed seed, size_t layer, size_t unit, size_t input) {
  unsigned long counter[4], key[2], bits[4];
  double high, low;
  counter[0] = word((unsigned long)input);
  counter[1] = word((unsigned long)unit);
  counter[2] = word((unsigned long)layer);
  counter[3] = FOR_WEIGHTS;
  key[0] = seed.low;
  key[1] = seed.high;
  bp_philox(counter, key, bits);
  /*@ assert first: 0 <= bits[0] / 32 <= 134217727; */
  /*@ assert second: 0 <= bits[1] / 64 <= 67108863; */
  /* NOLINTNEXTLINE(bugprone-integer-division): the upper bits, as a whole number. */
  high = (double)(bits[0] / 32UL);
  /* NOLINTNEXTLINE(bugprone-integer-division) */
  low = (double)(bits[1] / 64UL);
  return unit_number(high, low);
}

void bp_random_order(bp_seed seed, size_t epoch, size_t *order, size_t n) {
  unsigned long counter[4], key[2], bits[4];
  size_t p;
  /*@ loop invariant range: 0 <= p <= n;
      loop invariant order: \forall integer i; 0 <= i < p ==> order[i] < n;
      loop assigns p, order[0 .. n - 1];
      loop variant n - p;
  */
  for (p = 0; p < n; p++) {
    order[p] = p;
  }
  counter[1] = word((unsigned long)epoch);
  counter[2] = 0UL;
  counter[3] = FOR_ORDER;
  key[0] = seed.low;
  key[1] = seed.high;
  /*@ loop invariant range: 0 <= p <= n;
      loop invariant order: \forall integer i; 0 <= i < n ==> order[i] < n;
      loop assigns p, counter[0], bits[0 .. 3], order[0 .. n - 1];
      loop variant p;
  */
  for (p = n; p > 1; p--) {
    size_t chosen, last;
    counter[0] = word((unsigned long)p);
    bp_philox(counter, key, bits);
    chosen = (size_t)multiply_high(bits[0], (unsigned long)p);
    last = order[p - 1];
    order[p - 1] = order[chosen];
    order[chosen] = last;
  }
}
