#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "src/cli/dataset.h"

/* Every set holds its file, line for line. */
static void test_lines_equal_file(void **state) {
  size_t count;
  const bp_dataset *sets = bp_datasets(&count);
  size_t i;

  (void)state;
  assert_int_equal(count, 3);
  for (i = 0; i < count; i++) {
    char path[64];
    char line[512];
    size_t n = 0;
    FILE *file;

    assert_true(strlen(sets[i].name) < 32);
    sprintf(path, "spec/data/%s.csv", sets[i].name);
    file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, (int)sizeof line, file) != NULL) {
      assert_true(n < sets[i].count);
      line[strcspn(line, "\n")] = '\0';
      assert_string_equal(sets[i].lines[n], line);
      n++;
    }
    assert_int_equal(n, sets[i].count);
    assert_int_equal(fclose(file), 0);
  }
}

static void test_found_by_name(void **state) {
  const bp_dataset *iris = bp_dataset_find("iris");

  (void)state;
  assert_non_null(iris);
  assert_string_equal(iris->name, "iris");
  assert_int_equal(iris->count, 151);
  assert_string_equal(iris->lines[1], "5.1,3.5,1.4,0.2,setosa");
  assert_true(strlen(iris->summary) > 0);
}

static void test_unknown_is_null(void **state) {
  (void)state;
  assert_null(bp_dataset_find("Iris"));
  assert_null(bp_dataset_find("iri"));
  assert_null(bp_dataset_find(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines_equal_file),
      cmocka_unit_test(test_found_by_name),
      cmocka_unit_test(test_unknown_is_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
