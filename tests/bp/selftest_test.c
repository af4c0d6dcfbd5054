/* The self-test passes where all is as specified, and notices the machine states that it is there
   for. */
#include <fenv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "src/bp/selftest.h"

static void passes(void **state) {
  (void)state;
  assert_int_equal(bp_selftest(), BP_SELFTEST_OK);
}

/* Every rounding mode but that to nearest. */
static void notices_rounding(void **state) {
  static const int mode[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof mode / sizeof mode[0]; i++) {
    bp_selftest_result result;
    assert_int_equal(fesetround(mode[i]), 0);
    result = bp_selftest();
    assert_int_equal(fesetround(FE_TONEAREST), 0);
    assert_int_equal(result, BP_SELFTEST_ROUNDING);
  }
}

#if defined(__SSE2__)
/* Flush results to zero (bit 15 of MXCSR), take subnormal operands as zero (bit 6). */
static void notices_flushing(void **state) {
  static const unsigned bit[] = {1u << 15, 1u << 6};
  unsigned saved, changed;
  size_t i;
  (void)state;
  __asm__ volatile("stmxcsr %0" : "=m"(saved));
  for (i = 0; i < sizeof bit / sizeof bit[0]; i++) {
    bp_selftest_result result;
    changed = saved | bit[i];
    __asm__ volatile("ldmxcsr %0" : : "m"(changed));
    result = bp_selftest();
    __asm__ volatile("ldmxcsr %0" : : "m"(saved));
    assert_int_equal(result, BP_SELFTEST_UNDERFLOW);
  }
}
#endif

/* Each check passes on its own, has a name and words of its own. */
static void speaks(void **state) {
  int a, b;
  (void)state;
  for (a = 0; a < BP_SELFTEST_COUNT; a++) {
    assert_true(bp_selftest_passes((bp_selftest_result)a));
    for (b = 0; b < a; b++) {
      assert_string_not_equal(bp_selftest_text((bp_selftest_result)a),
                              bp_selftest_text((bp_selftest_result)b));
      assert_string_not_equal(bp_selftest_name((bp_selftest_result)a),
                              bp_selftest_name((bp_selftest_result)b));
    }
  }
  assert_false(bp_selftest_passes(BP_SELFTEST_COUNT));
  assert_string_equal(bp_selftest_name(BP_SELFTEST_COUNT), "unknown");
  assert_string_equal(bp_selftest_text(BP_SELFTEST_COUNT), "unknown check");
  assert_false(bp_selftest_passes((bp_selftest_result)(BP_SELFTEST_COUNT + 1)));
  assert_string_equal(bp_selftest_name((bp_selftest_result)(BP_SELFTEST_COUNT + 1)), "unknown");
  assert_string_equal(bp_selftest_text((bp_selftest_result)(BP_SELFTEST_COUNT + 1)),
                      "unknown check");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(passes),
    cmocka_unit_test(notices_rounding),
#if defined(__SSE2__)
    cmocka_unit_test(notices_flushing),
#endif
    cmocka_unit_test(speaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
