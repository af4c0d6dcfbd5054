/* Reading options, and guessing which was meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "src/cli/options.h"
#include "src/cli/report.h"
#include "src/cli/suggest.h"

enum { NAME, RATE, COUNT, WAY, SEED, FLAG, OPTIONS };

static const char *const ways[] = {"up", "down", NULL};
static const char *const all[] = {"all", NULL};
static const char *const about[] = {"A command.", NULL};

static const cli_option options[OPTIONS] = {
    {"name", "TEXT", CLI_TEXT, CLI_REQUIRED, 0, 0, NULL, NULL, "a name"},
    {"rate", "R", CLI_REAL, CLI_OPEN, -1, 2, NULL, "0.5", "a rate"},
    {"count", "N", CLI_COUNT, 0, 1, 100, all, "all", "a count"},
    {"way", "W", CLI_CHOICE, 0, 0, 0, ways, NULL, "a way"},
    {"seed", "N", CLI_SEED, 0, 0, 0, NULL, NULL, "a seed"},
    {"flag", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "a flag"},
};

static const cli_usage usage = {"command", about, "FILE", 0, 2, options, OPTIONS, NULL, NULL};

static cli_value value[OPTIONS];

/* Up to six arguments after the command's name. */
static int parse(const char *a, const char *b, const char *c, const char *d, const char *e,
                 const char *f, char **operands) {
  const char *given[8];
  char *argv[8];
  int argc = 1, code, i;
  given[0] = "command";
  given[1] = a;
  given[2] = b;
  given[3] = c;
  given[4] = d;
  given[5] = e;
  given[6] = f;
  given[7] = NULL;
  while (given[argc] != NULL) {
    argc++;
  }
  for (i = 0; i <= argc; i++) {
    argv[i] = (char *)given[i];
  }
  code = cli_parse(&usage, argc, argv, value);
  for (i = 0; operands != NULL && i < 3; i++) {
    operands[i] = i + 1 <= argc ? argv[i + 1] : NULL;
  }
  return code;
}

static void test_values(void **state) {
  (void)state;
  assert_int_equal(parse("--name", "x", "--rate=-1", "--count", "100", "--flag", NULL),
                   CLI_PROCEED);
  assert_string_equal(value[NAME].text, "x");
  assert_true(value[RATE].real == -1.0 && value[RATE].given);
  assert_int_equal(value[COUNT].count, 100);
  assert_int_equal(value[COUNT].word, -1);
  assert_true(value[FLAG].given);
  assert_false(value[WAY].given);
  assert_int_equal(value[WAY].word, -1);
  assert_null(value[WAY].text);
}

static void test_fallbacks(void **state) {
  (void)state;
  assert_int_equal(parse("--name=x=y", "--way", "down", NULL, NULL, NULL, NULL), CLI_PROCEED);
  assert_string_equal(value[NAME].text, "x=y");
  assert_int_equal(value[WAY].word, 1);
  assert_true(value[RATE].real == 0.5 && !value[RATE].given);
  assert_int_equal(value[COUNT].word, 0);
  assert_int_equal(value[COUNT].count, 0);
  assert_string_equal(value[COUNT].text, "all");
}

static void test_seed(void **state) {
  (void)state;
  assert_int_equal(parse("--name=x", "--seed=18446744073709551615", NULL, NULL, NULL, NULL, NULL),
                   CLI_PROCEED);
  assert_true(value[SEED].seed.low == 0xFFFFFFFFul && value[SEED].seed.high == 0xFFFFFFFFul);
  assert_int_equal(parse("--name=x", "--seed=4294967296", NULL, NULL, NULL, NULL, NULL),
                   CLI_PROCEED);
  assert_true(value[SEED].seed.low == 0 && value[SEED].seed.high == 1);
}

static void test_operands(void **state) {
  char *operand[3];
  (void)state;
  assert_int_equal(parse("-", "--name", "x", "--", "--flag", NULL, operand), CLI_PROCEED);
  assert_string_equal(operand[0], "-");
  assert_string_equal(operand[1], "--flag");
  assert_null(operand[2]);
  assert_false(value[FLAG].given);
  assert_int_equal(parse("a", "b", "c", "--name=x", NULL, NULL, NULL), CLI_USAGE);
}

static void test_refusals(void **state) {
  (void)state;
  assert_int_equal(parse(NULL, NULL, NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name", NULL, NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--rate=2", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--count=101", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--count=0", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--way=left", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--flag=yes", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--nam=x", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "--name=x", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
  assert_int_equal(parse("--name=x", "-f", NULL, NULL, NULL, NULL, NULL), CLI_USAGE);
}

static void test_distance(void **state) {
  (void)state;
  assert_int_equal(cli_distance("", ""), 0);
  assert_int_equal(cli_distance("abc", "abc"), 0);
  assert_int_equal(cli_distance("abc", ""), 3);
  assert_int_equal(cli_distance("abc", "acb"), 1);
  assert_int_equal(cli_distance("abc", "abd"), 1);
  assert_int_equal(cli_distance("abc", "ab"), 1);
  assert_int_equal(cli_distance("abc", "xabc"), 1);
  assert_int_equal(cli_distance("kitten", "sitting"), 3);
  assert_true(cli_distance("a", "0123456789012345678901234567890123456789x") > 40);
}

static const char *guess(const char *word) {
  const char *best = NULL;
  cli_suggest(word, "train", &best);
  cli_suggest(word, "trace", &best);
  cli_suggest(word, "momentum", &best);
  return best;
}

static void test_guesses(void **state) {
  (void)state;
  assert_string_equal(guess("trian"), "train");
  assert_string_equal(guess("trac"), "trace");
  assert_string_equal(guess("mom"), "momentum");
  assert_string_equal(guess("momentun"), "momentum");
  assert_null(guess("x"));
  assert_null(guess("zebra"));
  assert_null(guess(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),   cmocka_unit_test(test_fallbacks),
      cmocka_unit_test(test_seed),     cmocka_unit_test(test_operands),
      cmocka_unit_test(test_refusals), cmocka_unit_test(test_distance),
      cmocka_unit_test(test_guesses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
