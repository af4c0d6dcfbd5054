/* Every status has words of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "src/bp/bp.h"

static void test_texts(void **state) {
  int status, other;
  (void)state;
  for (status = 0; status < BP_STATUS_COUNT; status++) {
    const char *text = bp_status_text((bp_status)status);
    assert_true(strlen(text) > 0);
    assert_string_not_equal(text, "unknown status");
    for (other = 0; other < status; other++) {
      assert_string_not_equal(text, bp_status_text((bp_status)other));
    }
  }
  assert_int_equal(BP_OK, 0);
  assert_string_equal(bp_status_text(BP_OK), "success");
}

static void test_unknown(void **state) {
  (void)state;
  assert_string_equal(bp_status_text(BP_STATUS_COUNT), "unknown status");
  assert_string_equal(bp_status_text((bp_status)7), "unknown status");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_texts),
      cmocka_unit_test(test_unknown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
