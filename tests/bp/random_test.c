/* Philox against its published known answers, and what is drawn with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "src/bp/bp.h"

static void assert_block(unsigned long c0, unsigned long c1, unsigned long c2, unsigned long c3,
                         unsigned long k0, unsigned long k1, unsigned long r0, unsigned long r1,
                         unsigned long r2, unsigned long r3) {
  unsigned long counter[4], key[2], out[4];
  counter[0] = c0;
  counter[1] = c1;
  counter[2] = c2;
  counter[3] = c3;
  key[0] = k0;
  key[1] = k1;
  bp_philox(counter, key, out);
  assert_true(out[0] == r0);
  assert_true(out[1] == r1);
  assert_true(out[2] == r2);
  assert_true(out[3] == r3);
}

/* The known answers that the authors' Random123 publishes for philox4x32 with 10 rounds. */
static void test_known_answers(void **state) {
  (void)state;
  assert_block(0, 0, 0, 0, 0, 0, 0x6627e8d5ul, 0xe169c58dul, 0xbc57ac4cul, 0x9b00dbd8ul);
  assert_block(0xfffffffful, 0xfffffffful, 0xfffffffful, 0xfffffffful, 0xfffffffful, 0xfffffffful,
               0x408f276dul, 0x41c83b0eul, 0xa20bc7c6ul, 0x6d5451fdul);
  assert_block(0x243f6a88ul, 0x85a308d3ul, 0x13198a2eul, 0x03707344ul, 0xa4093822ul, 0x299f31d0ul,
               0xd16cfe09ul, 0x94fdccebul, 0x5001e420ul, 0x24126ea1ul);
}

/* Where a word has more than 32 bits, only the low ones count. */
static void test_high_bits_ignored(void **state) {
  const unsigned long beyond = ~0xfffffffful;
  (void)state;
  assert_block(0x243f6a88ul | beyond, 0x85a308d3ul | beyond, 0x13198a2eul | beyond,
               0x03707344ul | beyond, 0xa4093822ul | beyond, 0x299f31d0ul | beyond, 0xd16cfe09ul,
               0x94fdccebul, 0x5001e420ul, 0x24126ea1ul);
}

/* The same with 64-bit products: blocks that are counters and keys of the next ones, and words of few bits. */
static void test_products_of_64_bits(void **state) {
  unsigned long counter[4] = {1ul, 0xffff0000ul, 0x10000ul, 0xfffful}, key[2] = {0ul, 1ul}, out[4];
  size_t n, i;
  (void)state;
  for (n = 0; n < 20000; n++) {
    uint32_t c[4], k[2];
    for (i = 0; i < 4; i++) {
      c[i] = (uint32_t)counter[i];
    }
    k[0] = (uint32_t)key[0];
    k[1] = (uint32_t)key[1];
    for (i = 0; i < 10; i++) {
      const uint64_t a = (uint64_t)0xD2511F53u * c[0], b = (uint64_t)0xCD9E8D57u * c[2];
      c[0] = (uint32_t)(b >> 32) ^ c[1] ^ k[0];
      c[1] = (uint32_t)b;
      c[2] = (uint32_t)(a >> 32) ^ c[3] ^ k[1];
      c[3] = (uint32_t)a;
      k[0] += 0x9E3779B9u;
      k[1] += 0xBB67AE85u;
    }
    bp_philox(counter, key, out);
    for (i = 0; i < 4; i++) {
      assert_true(out[i] == c[i]);
      counter[i] = n % 3 == 0 ? out[i] >> (8 * i) : out[i];
    }
    key[0] = out[n % 4];
    key[1] = n;
  }
}

#define COUNT 20000

/* Uniform in [-1, 1): the mean of n has standard deviation 1 / sqrt(3 n), the mean square is 1/3
   with sqrt(4 / (45 n)). Five of these are allowed. */
static void test_range_and_mean(void **state) {
  const bp_seed seed = {7ul, 11ul};
  double sum = 0.0, squares = 0.0, low = 1.0, high = -1.0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT; i++) {
    const double r = bp_random_weight(seed, i % 3, i / 3, i % 7);
    assert_true(r >= -1.0 && r < 1.0);
    assert_true(r * 4503599627370496.0 == floor(r * 4503599627370496.0));
    sum += r;
    squares += r * r;
    low = r < low ? r : low;
    high = r > high ? r : high;
  }
  assert_true(sum / COUNT < 5.0 * 0.0040825 && sum / COUNT > -5.0 * 0.0040825);
  assert_true(squares / COUNT > 1.0 / 3.0 - 5.0 * 0.0021082);
  assert_true(squares / COUNT < 1.0 / 3.0 + 5.0 * 0.0021082);
  assert_true(low < -0.999 && high > 0.999);
}

/* A function of seed, layer, unit and input, whatever was drawn before; of each of them. */
static void test_weight_of_indices(void **state) {
  const bp_seed seed = {1ul, 2ul}, low = {3ul, 2ul}, high = {1ul, 3ul};
  const double r = bp_random_weight(seed, 1, 2, 3);
  unsigned long counter[4] = {3ul, 2ul, 1ul, 0ul}, key[2] = {1ul, 2ul}, bits[4];
  (void)state;
  (void)bp_random_weight(seed, 9, 9, 9);
  assert_true(bp_random_weight(seed, 1, 2, 3) == r);
  assert_true(bp_random_weight(seed, 0, 2, 3) != r);
  assert_true(bp_random_weight(seed, 1, 0, 3) != r);
  assert_true(bp_random_weight(seed, 1, 2, 0) != r);
  assert_true(bp_random_weight(seed, 2, 1, 3) != r);
  assert_true(bp_random_weight(low, 1, 2, 3) != r);
  assert_true(bp_random_weight(high, 1, 2, 3) != r);
  /* As the specification says: 53 bits of the block with counter (j, k, l, 0). */
  bp_philox(counter, key, bits);
  assert_true(r ==
              ((double)(bits[0] >> 5) * 67108864.0 + (double)(bits[1] >> 6)) / 4503599627370496.0 -
                  1.0);
}

/* First weights do not depend on the shape around them. */
static void test_initialise(void **state) {
  const size_t small[] = {2, 3}, large[] = {2, 40, 5};
  const bp_activation f[] = {BP_TANH, BP_TANH};
  const bp_seed seed = {5ul, 0ul};
  double memory_small[32], memory_large[600];
  bp_layer layer_small[1], layer_large[2];
  bp_net a, b;
  size_t k, j;
  (void)state;
  assert_int_equal(bp_net_init(&a, layer_small, 1, small, f, memory_small, 32), BP_OK);
  assert_int_equal(bp_net_init(&b, layer_large, 2, large, f, memory_large, 600), BP_OK);
  assert_int_equal(bp_net_initialise(&a, seed, 0.5), BP_OK);
  assert_int_equal(bp_net_initialise(&b, seed, 0.5), BP_OK);
  for (k = 0; k < 3; k++) {
    for (j = 0; j <= 2; j++) {
      const double w = a.w[bp_net_weight_index(&a, 0, k, j)];
      assert_true(w == b.w[bp_net_weight_index(&b, 0, k, j)]);
      assert_true(w == 0.5 * bp_random_weight(seed, 0, k, j));
    }
  }
  /* A range of 0 is that of the layer: 1 / sqrt(J). */
  assert_int_equal(bp_net_initialise(&b, seed, 0.0), BP_OK);
  assert_true(bp_initial_range(4) == 0.5);
  assert_true(bp_initial_range(1) == 1.0);
  assert_true(bp_initial_range(1048576) == 1.0 / 1024.0);
  assert_true(fabs(bp_initial_range((size_t)-1) * sqrt((double)(size_t)-1) - 1.0) < 4e-16);
  for (k = 1; k <= 3000; k++) {
    assert_true(fabs(bp_initial_range(k) * sqrt((double)k) - 1.0) < 4e-16);
  }
  assert_true(b.w[bp_net_weight_index(&b, 1, 4, 40)] ==
              bp_initial_range(40) * bp_random_weight(seed, 1, 4, 40));
  memcpy(memory_small, b.w, sizeof memory_small);
  assert_int_equal(bp_net_initialise(&b, seed, -0.5), BP_ERR_OPTION);
  assert_int_equal(bp_net_initialise(&b, seed, 2.0 * BP_LIMIT), BP_ERR_OPTION);
  assert_memory_equal(memory_small, b.w, sizeof memory_small);
  assert_int_equal(bp_net_initialise(&b, seed, BP_LIMIT), BP_OK);
  assert_true(b.w[bp_net_weight_index(&b, 1, 4, 40)] ==
              BP_LIMIT * bp_random_weight(seed, 1, 4, 40));
}

/* Every number once. */
static void assert_permutation(const size_t *order, size_t n) {
  unsigned char seen[257];
  size_t p;
  memset(seen, 0, sizeof seen);
  for (p = 0; p < n; p++) {
    assert_true(order[p] < n);
    assert_int_equal(seen[order[p]], 0);
    seen[order[p]] = 1;
  }
}

static void test_order(void **state) {
  const bp_seed seed = {42ul, 0ul}, other = {43ul, 0ul};
  size_t a[257], b[257], n, p, moved = 0;
  (void)state;
  for (n = 0; n <= 257; n++) {
    a[0] = 99;
    bp_random_order(seed, n, a, n);
    assert_permutation(a, n);
    assert_true(n > 0 || a[0] == 99);
  }
  bp_random_order(seed, 257, b, 257);
  assert_memory_equal(a, b, sizeof a);
  bp_random_order(seed, 258, b, 257);
  assert_memory_not_equal(a, b, sizeof a);
  bp_random_order(other, 257, b, 257);
  assert_memory_not_equal(a, b, sizeof a);
  for (p = 0; p < 257; p++) {
    moved += a[p] != p ? 1 : 0;
  }
  assert_true(moved > 240);
}

/* As the specification says: for p = n, ..., 2 entry p - 1 changes places with the one that word 0
   of the block with counter (p, epoch, 0, 1) chooses. */
static void test_order_of_specification(void **state) {
  const bp_seed seed = {0x89abcdeful, 0x01234567ul};
  const unsigned long key[2] = {0x89abcdeful, 0x01234567ul};
  size_t order[100], expected[100], p;
  (void)state;
  bp_random_order(seed, 5, order, 100);
  for (p = 0; p < 100; p++) {
    expected[p] = p;
  }
  for (p = 100; p >= 2; p--) {
    unsigned long counter[4] = {0, 5ul, 0, 1ul}, bits[4];
    size_t chosen, last = expected[p - 1];
    counter[0] = (unsigned long)p;
    bp_philox(counter, key, bits);
    chosen = (size_t)((uint64_t)bits[0] * p / 4294967296u);
    expected[p - 1] = expected[chosen];
    expected[chosen] = last;
  }
  assert_memory_equal(order, expected, sizeof order);
}

/* The six orders of three patterns come equally often: the deviation of each count from n / 6 is
   below five standard deviations, sqrt(n 5/36). */
static void test_order_is_fair(void **state) {
  const bp_seed seed = {1ul, 1ul};
  size_t counts[9] = {0, 0, 0, 0, 0, 0, 0, 0, 0}, order[3], epoch, i, kinds = 0;
  (void)state;
  for (epoch = 0; epoch < 6000; epoch++) {
    bp_random_order(seed, epoch, order, 3);
    counts[3 * order[0] + order[1]]++;
  }
  for (i = 0; i < 9; i++) {
    if (i % 4 != 0) {
      kinds++;
      assert_in_range(counts[i], 1000 - 5 * 29, 1000 + 5 * 29);
    }
  }
  assert_int_equal(kinds, 6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_answers),
      cmocka_unit_test(test_high_bits_ignored),
      cmocka_unit_test(test_products_of_64_bits),
      cmocka_unit_test(test_range_and_mean),
      cmocka_unit_test(test_weight_of_indices),
      cmocka_unit_test(test_initialise),
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_order_is_fair),
      cmocka_unit_test(test_order_of_specification),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
