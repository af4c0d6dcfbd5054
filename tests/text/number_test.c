/* Numbers bit for bit and in decimal, seeds and counts. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/bp/range.h"
#include "src/text/bits.h"
#include "src/text/number.h"

static void bits_of_known_numbers(void **state) {
  static const struct {
    double v;
    const char *bits;
  } known[] = {{0.0, "0000000000000000"},      {-0.0, "8000000000000000"},
               {1.0, "3ff0000000000000"},      {-2.0, "c000000000000000"},
               {0.1, "3fb999999999999a"},      {DBL_MAX, "7fefffffffffffff"},
               {DBL_MIN, "0010000000000000"},  {4.9406564584124654e-324, "0000000000000001"},
               {BP_LIMIT, "4c70000000000000"}, {1.0 / 3.0, "3fd5555555555555"}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof known / sizeof known[0]; i++) {
    char bits[BP_BITS_SIZE];
    double back = 7.0;
    bp_bits_write(known[i].v, bits);
    assert_string_equal(bits, known[i].bits);
    assert_int_equal(bp_bits_read(bits, &back), 1);
    assert_memory_equal(&back, &known[i].v, sizeof back);
  }
}

/* Every exponent with some fractions, both signs: subnormals, infinities and NaN among them. */
static void bits_of_every_exponent(void **state) {
  static const char *const fractions[] = {"0000000000000", "0000000000001", "8000000000000",
                                          "123456789abcd", "fffffffffffff"};
  unsigned exponent;
  size_t i;
  (void)state;
  for (exponent = 0; exponent < 4096; exponent++) {
    for (i = 0; i < 5; i++) {
      char bits[32], back[BP_BITS_SIZE];
      double v;
      sprintf(bits, "%03x%s", exponent, fractions[i]);
      assert_int_equal(bp_bits_read(bits, &v), 1);
      bp_bits_write(v, back);
      assert_string_equal(back, bits);
      if ((exponent & 0x7ff) != 0x7ff) {
        char decimal[BP_NUMBER_SIZE], digits[64];
        const char *fault;
        double read = 7.0;
        bp_number_write(v, decimal);
        sprintf(digits, "%.17g", v);
        assert_string_equal(decimal, digits);
        fault = bp_number_read(decimal, strlen(decimal), &read);
        if (fabs(v) <= BP_LIMIT) {
          assert_null(fault);
          assert_memory_equal(&read, &v, sizeof v);
          bp_number_write_short(v, decimal);
          assert_null(bp_number_read(decimal, strlen(decimal), &read));
          assert_memory_equal(&read, &v, sizeof v);
        } else {
          assert_string_equal(fault, "beyond 2^200 in magnitude");
          assert_true(read == 7.0);
        }
      }
    }
  }
}

static void bits_refused(void **state) {
  static const char *const bad[] = {"3FF0000000000000", "3ff000000000000 ", "3ff000000000000g",
                                    "-ff0000000000000", "0x3ff00000000000"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double v = 7.0;
    assert_int_equal(bp_bits_read(bad[i], &v), 0);
    assert_true(v == 7.0);
  }
}

static void numbers_read(void **state) {
  static const struct {
    const char *text;
    double v;
  } good[] = {{"0", 0.0},        {"1", 1.0},     {"-1.5", -1.5},   {"+2", 2.0},
              {".5", 0.5},       {"5.", 5.0},    {"1e3", 1000.0},  {"1E-2", 0.01},
              {"1.25e+1", 12.5}, {"007", 7.0},   {"1e-400", 0.0},  {"5e-324", 5e-324},
              {"0.1", 0.1},      {"1e60", 1e60}, {"-1e60", -1e60}, {"1e-310", 1e-310}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof good / sizeof good[0]; i++) {
    double v = 7.0;
    assert_null(bp_number_read(good[i].text, strlen(good[i].text), &v));
    assert_true(v == good[i].v);
  }
}

static void numbers_refused(void **state) {
  static const struct {
    const char *text, *fault;
  } bad[] = {{"", "empty"},
             {"nan", "not finite"},
             {"-NaN(1)", "not finite"},
             {"inf", "not finite"},
             {"+Infinity", "not finite"},
             {"0x10", "hexadecimal"},
             {"-0X1p3", "hexadecimal"},
             {"1.5x", "not a number"},
             {"1 2", "not a number"},
             {"1e", "not a number"},
             {"1e+", "not a number"},
             {".", "not a number"},
             {"-", "not a number"},
             {"+-1", "not a number"},
             {"1.2.3", "not a number"},
             {"1e2.5", "not a number"},
             {"e5", "not a number"},
             {"1d5", "not a number"},
             {"setosa", "not a number"},
             {"1e309", "beyond 2^200 in magnitude"},
             {"-1e61", "beyond 2^200 in magnitude"}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double v = 7.0;
    const char *fault = bp_number_read(bad[i].text, strlen(bad[i].text), &v);
    assert_non_null(fault);
    assert_string_equal(fault, bad[i].fault);
    assert_true(v == 7.0);
  }
}

static void numbers_told_from_names(void **state) {
  static const char *const numbers[] = {"1", "-1", ".5", "+.5", "1st", "nan", "-INF", "infinity"};
  static const char *const words[] = {"", "-", ".", "x1", "nano", "information", "e5", "-x"};
  size_t i;
  (void)state;
  for (i = 0; i < 8; i++) {
    assert_true(bp_number_resembles(numbers[i], strlen(numbers[i])));
    assert_false(bp_number_resembles(words[i], strlen(words[i])));
  }
}

static void counts(void **state) {
  char largest[32]; /* 18446744073709551615 or 4294967295 */
  size_t n = 7, digits;
  (void)state;
  digits = (size_t)sprintf(largest, "%lu", (unsigned long)(size_t)-1);
  assert_null(bp_count_read("0", 1, 0, &n));
  assert_int_equal(n, 0);
  assert_null(bp_count_read("1024", 4, 1024, &n));
  assert_int_equal(n, 1024);
  assert_null(bp_count_read(largest, digits, (size_t)-1, &n));
  assert_true(n == (size_t)-1);
  n = 7;
  assert_string_equal(bp_count_read("1025", 4, 1024, &n), "too large");
  assert_string_equal(bp_count_read("9", 1, 5, &n), "too large");
  largest[digits - 1]++;
  assert_string_equal(bp_count_read(largest, digits, (size_t)-1, &n), "too large");
  assert_string_equal(bp_count_read("-1", 2, 1024, &n), "not a row of digits");
  assert_string_equal(bp_count_read("1.0", 3, 1024, &n), "not a row of digits");
  assert_string_equal(bp_count_read("", 0, 1024, &n), "empty");
  assert_string_equal(bp_count_read("01", 2, 1024, &n), "a number with a leading zero");
  assert_int_equal(n, 7);
}

static void seeds(void **state) {
  static const struct {
    const char *text;
    unsigned long high, low;
  } good[] = {{"0", 0, 0},
              {"42", 0, 42},
              {"65536", 0, 65536},
              {"4294967295", 0, 0xfffffffful},
              {"4294967296", 1, 0},
              {"1311768467463790320", 0x12345678ul, 0x9abcdef0ul},
              {"18446744073709551615", 0xfffffffful, 0xfffffffful}};
  bp_seed seed;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof good / sizeof good[0]; i++) {
    char text[BP_SEED_SIZE];
    assert_null(bp_seed_read(good[i].text, strlen(good[i].text), &seed));
    assert_true(seed.high == good[i].high && seed.low == good[i].low);
    bp_seed_write(seed, text);
    assert_string_equal(text, good[i].text);
  }
  seed.high = 5;
  seed.low = 6;
  assert_non_null(bp_seed_read("18446744073709551616", 20, &seed));
  assert_non_null(bp_seed_read("99999999999999999999999999", 26, &seed));
  assert_non_null(bp_seed_read("-1", 2, &seed));
  assert_non_null(bp_seed_read("", 0, &seed));
  assert_non_null(bp_seed_read("007", 3, &seed));
  assert_true(seed.high == 5 && seed.low == 6);
}

/* The fewest digits that read back, but no fewer than 15 are tried. */
static void short_numbers(void **state) {
  static const struct {
    double v;
    const char *text;
  } known[] = {{0.1, "0.1"},
               {-2.0, "-2"},
               {4.9406564584124654e-324, "4.94065645841247e-324"},
               {9007199254740992.0, "9007199254740992"},
               {1.0 / 3.0, "0.3333333333333333"},
               {0.1 + 0.2, "0.30000000000000004"},
               {DBL_MAX, "1.7976931348623157e+308"}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof known / sizeof known[0]; i++) {
    char text[BP_NUMBER_SIZE];
    bp_number_write_short(known[i].v, text);
    assert_string_equal(text, known[i].text);
  }
}

/* Twice a decimal number, in place. */
static void double_decimal(char *text) {
  size_t i = strlen(text);
  int carry = 0;
  while (i-- > 0) {
    const int digit = 2 * (text[i] - '0') + carry;
    text[i] = (char)('0' + digit % 10);
    carry = digit / 10;
  }
  if (carry != 0) {
    memmove(text + 1, text, strlen(text) + 1);
    text[0] = '1';
  }
}

/* Each bit of a seed alone. */
static void seeds_of_one_bit(void **state) {
  char expected[32] = "1", text[BP_SEED_SIZE];
  unsigned bit;
  (void)state;
  for (bit = 0; bit < 64; bit++) {
    bp_seed seed, back;
    seed.low = bit < 32 ? 1ul << bit : 0;
    seed.high = bit < 32 ? 0 : 1ul << (bit - 32);
    bp_seed_write(seed, text);
    assert_string_equal(text, expected);
    assert_null(bp_seed_read(expected, strlen(expected), &back));
    assert_true(back.low == seed.low && back.high == seed.high);
    double_decimal(expected);
  }
}

/* Nothing beyond the text is looked at, of a number nothing beyond the byte after it. */
static void within_the_memory(void **state) {
  static const char *const texts[] = {
      "-12.5e-3", "+.5E+7", "-nan", "+infinity", "0x1p3", "18446744073709551615", "-.", "."};
  size_t i, length, n;
  bp_seed seed;
  double v, whole;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    for (length = 0; length <= strlen(texts[i]); length++) {
      char *text = malloc(length + 1), *block = malloc(length + 8), *bare, *end;
      const char *wrong;
      assert_true(text != NULL && block != NULL);
      bare = block + 8;
      memcpy(text, texts[i], length);
      text[length] = '\0';
      memcpy(bare, texts[i], length);
      wrong = bp_number_read(text, length, &v);
      whole = strtod(text, &end);
      /* strtod takes hexadecimal numbers and those that are not finite too. */
      assert_int_equal(wrong == NULL, length > 0 && *end == '\0' && whole - whole == 0.0 &&
                                          strchr(text, 'x') == NULL);
      assert_true(wrong != NULL || v == whole);
      assert_int_equal(bp_number_resembles(bare, length),
                       strpbrk(text, "0123456789") != NULL || strcmp(text, "-nan") == 0 ||
                           strcmp(text, "+inf") == 0 || strcmp(text, "+infinity") == 0);
      assert_int_equal(bp_count_read(bare, length, (size_t)-1, &n) == NULL,
                       (i == 5 && length > 0 && whole <= (double)(size_t)-1) ||
                           strcmp(text, "0") == 0);
      assert_int_equal(bp_seed_read(bare, length, &seed) == NULL,
                       (i == 5 && length > 0) || strcmp(text, "0") == 0);
      free(text);
      free(block);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(bits_of_known_numbers),
                                     cmocka_unit_test(bits_of_every_exponent),
                                     cmocka_unit_test(bits_refused),
                                     cmocka_unit_test(numbers_read),
                                     cmocka_unit_test(numbers_refused),
                                     cmocka_unit_test(numbers_told_from_names),
                                     cmocka_unit_test(counts),
                                     cmocka_unit_test(short_numbers),
                                     cmocka_unit_test(seeds),
                                     cmocka_unit_test(seeds_of_one_bit),
                                     cmocka_unit_test(within_the_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
