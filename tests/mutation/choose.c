/* Runs only those tests of a program that MUTATION_TESTS names, each between commas; all if it is not set. Linked with
   --wrap=_cmocka_run_group_tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int __real__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                   CMFixtureFunction setup, CMFixtureFunction teardown);
int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                   CMFixtureFunction setup, CMFixtureFunction teardown);

int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                   CMFixtureFunction setup, CMFixtureFunction teardown) {
  static struct CMUnitTest chosen[100];
  const char *names = getenv("MUTATION_TESTS");
  size_t i, n = 0;
  for (i = 0; i < count && n < 100; i++) {
    char quoted[200];
    sprintf(quoted, ",%.190s,", tests[i].name);
    if (names == NULL || strstr(names, quoted) != NULL) {
      chosen[n++] = tests[i];
    }
  }
  return __real__cmocka_run_group_tests(name, chosen, n, setup, teardown);
}
