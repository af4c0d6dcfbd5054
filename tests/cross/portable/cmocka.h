/* As much of CMocka as the unit tests of src/bp and src/text ask for, for machines that have none: the
   first assertion that does not hold ends the program. The folder goes before the system's on the
   compiler's path. */
#ifndef PORTABLE_CMOCKA_H
#define PORTABLE_CMOCKA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void (*cmocka_function)(void **state);
typedef int (*cmocka_fixture)(void **state);

struct CMUnitTest {
  const char *name;
  cmocka_function run;
  cmocka_fixture setup, teardown;
};

#define cmocka_unit_test(f) cmocka_unit_test_setup_teardown(f, NULL, NULL)
#define cmocka_unit_test_setup(f, setup) cmocka_unit_test_setup_teardown(f, setup, NULL)
#define cmocka_unit_test_setup_teardown(f, setup, teardown)                                        \
  { #f, f, setup, teardown }
#define cmocka_run_group_tests(tests, setup, teardown)                                             \
  cmocka_run(tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)

#define assert_true(c) cmocka_assert((c) ? 1 : 0, #c, __FILE__, __LINE__)
#define assert_false(c) cmocka_assert((c) ? 0 : 1, "not " #c, __FILE__, __LINE__)
#define assert_null(p) cmocka_assert((p) == NULL, #p " is null", __FILE__, __LINE__)
#define assert_non_null(p) cmocka_assert((p) != NULL, #p " is not null", __FILE__, __LINE__)
#define assert_int_equal(a, b)                                                                     \
  cmocka_assert((unsigned long)(a) == (unsigned long)(b), #a " == " #b, __FILE__, __LINE__)
#define assert_int_not_equal(a, b)                                                                 \
  cmocka_assert((unsigned long)(a) != (unsigned long)(b), #a " != " #b, __FILE__, __LINE__)
#define assert_in_range(v, low, high)                                                              \
  cmocka_assert((unsigned long)(v) >= (unsigned long)(low) &&                                      \
                    (unsigned long)(v) <= (unsigned long)(high),                                   \
                #v " from " #low " to " #high, __FILE__, __LINE__)
#define assert_string_equal(a, b) cmocka_assert(strcmp(a, b) == 0, #a " is " #b, __FILE__, __LINE__)
#define assert_string_not_equal(a, b)                                                              \
  cmocka_assert(strcmp(a, b) != 0, #a " is not " #b, __FILE__, __LINE__)
#define assert_memory_equal(a, b, size)                                                            \
  cmocka_assert(memcmp(a, b, size) == 0, #a " is " #b, __FILE__, __LINE__)
#define assert_memory_not_equal(a, b, size)                                                        \
  cmocka_assert(memcmp(a, b, size) != 0, #a " is not " #b, __FILE__, __LINE__)
#define fail() cmocka_assert(0, "not reached", __FILE__, __LINE__)
#define fail_msg printf("failed: "), fail(), printf
#define print_message printf
#define print_error printf
#define skip() longjmp(cmocka_skipped, 1)

/* Where a test that is skipped goes on. The tests include setjmp.h, as for CMocka. */
static jmp_buf cmocka_skipped;

static void cmocka_assert(int holds, const char *what, const char *file, int line) {
  if (!holds) {
    printf("%s:%d: not so: %s\n", file, line, what);
    exit(1);
  }
}

static int cmocka_run(const struct CMUnitTest *test, size_t n, cmocka_fixture setup,
                      cmocka_fixture teardown) {
  /* Static: longjmp may lose others. */
  static void *state, *own;
  static size_t i;
  if (setup != NULL && setup(&state) != 0) {
    return 1;
  }
  for (i = 0; i < n; i++) {
    own = state;
    cmocka_assert(test[i].setup == NULL || test[i].setup(&own) == 0, test[i].name, "setup", 0);
    if (setjmp(cmocka_skipped) == 0) {
      test[i].run(&own);
    }
    cmocka_assert(test[i].teardown == NULL || test[i].teardown(&own) == 0, test[i].name, "teardown",
                  0);
  }
  if (teardown != NULL && teardown(&state) != 0) {
    return 1;
  }
  printf("%lu tests passed\n", (unsigned long)n);
  return 0;
}

#endif
