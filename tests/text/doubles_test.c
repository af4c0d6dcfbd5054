/* Memory for numbers: where it begins, and how much there can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "src/bp/network.h"
#include "src/text/doubles.h"

static void begins_a_cache_line(void **state) {
  size_t count;
  (void)state;
  for (count = 1; count < 5000; count += count / 3 + 1) {
    double *v = bp_doubles_new(count);
    assert_non_null(v);
    assert_int_equal((uintptr_t)v % (BP_LINE * sizeof(double)), 0);
    v[0] = 1.0;
    v[count - 1] = 2.0;
    assert_true(v[count - 1] == 2.0);
    free(v);
  }
}

static void more_than_memory(void **state) {
  (void)state;
  assert_null(bp_doubles_new((size_t)-1 / sizeof(double)));
  assert_null(bp_doubles_new((size_t)-1 / sizeof(double) + 1));
  assert_null(bp_doubles_new((size_t)-1 / sizeof(double) + 2));
  assert_null(bp_doubles_new((size_t)-1));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(begins_a_cache_line),
                                     cmocka_unit_test(more_than_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
