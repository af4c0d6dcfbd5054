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

/* The register of floating-point modes, and the bits of it that flush to zero: results, and with
   SSE subnormal operands apart. */
#if defined(__SSE2__)
typedef unsigned mode;
static const mode flushing[] = {1u << 15, 1u << 6};
#define READ_MODE(m) __asm__ volatile("stmxcsr %0" : "=m"(m))
#define WRITE_MODE(m) __asm__ volatile("ldmxcsr %0" : : "m"(m))
#elif defined(__aarch64__)
typedef unsigned long mode;
static const mode flushing[] = {1ul << 24};
#define READ_MODE(m) __asm__ volatile("mrs %0, fpcr" : "=r"(m))
#define WRITE_MODE(m) __asm__ volatile("msr fpcr, %0" : : "r"(m))
#elif defined(__arm__)
typedef unsigned mode;
static const mode flushing[] = {1u << 24};
#define READ_MODE(m) __asm__ volatile("vmrs %0, fpscr" : "=r"(m))
#define WRITE_MODE(m) __asm__ volatile("vmsr fpscr, %0" : : "r"(m))
#endif

#if defined(READ_MODE)
static void notices_flushing(void **state) {
  mode saved, changed;
  size_t i;
  (void)state;
  READ_MODE(saved);
  for (i = 0; i < sizeof flushing / sizeof flushing[0]; i++) {
    bp_selftest_result result;
    changed = saved | flushing[i];
    WRITE_MODE(changed);
    result = bp_selftest();
    WRITE_MODE(saved);
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
#if defined(READ_MODE)
    cmocka_unit_test(notices_flushing),
#endif
    cmocka_unit_test(speaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
