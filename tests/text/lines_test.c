/* Lines of text: ends, limits, what is not text; and the wording of errors. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "src/text/lines.h"
#include "tests/text/temp.h"

/* Reads all lines of a file of these bytes and checks them. */
static void check_lines(const char *bytes, size_t length, size_t count,
                        const char *const *expected) {
  bp_text_error error;
  bp_lines lines;
  size_t i;
  int more = 0;
  assert_int_equal(bp_lines_open(&lines, temp_write("lines", bytes, length), &error), BP_TEXT_OK);
  for (i = 0; i < count; i++) {
    assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
    assert_int_equal(more, 1);
    assert_int_equal(lines.line, i + 1);
    assert_string_equal(lines.text, expected[i]);
    assert_int_equal(lines.length, strlen(expected[i]));
  }
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_int_equal(more, 0);
  assert_int_equal(lines.line, count);
  bp_lines_close(&lines);
}

static void ends(void **state) {
  static const char *const two[] = {"a,b", "c"};
  static const char *const gap[] = {"a", "", "\tb"};
  static const char *const umlaut[] = {"K\xc3\xb6ln \xe2\x82\xac \xf0\x9f\x98\x80"};
  static const char *const empty[] = {""};
  (void)state;
  check_lines("a,b\nc\n", 6, 2, two);
  check_lines("a,b\nc", 5, 2, two);
  check_lines("a,b\r\nc\r\n", 8, 2, two);
  check_lines("\xef\xbb\xbf"
              "a,b\nc",
              8, 2, two);
  check_lines("a\n\n\tb\n", 6, 3, gap);
  check_lines("a\r\n\r\n\tb\r\n", 9, 3, gap);
  check_lines("\xef\xbb\xbf", 3, 1, empty);
  check_lines("", 0, 0, NULL);
  check_lines(umlaut[0], strlen(umlaut[0]), 1, umlaut);
}

/* Reads a file of these bytes to its error, which must be this. */
static void check_refused(const char *bytes, size_t length, bp_text_status status, size_t line,
                          size_t column, const char *part) {
  const char *path = temp_write("lines", bytes, length);
  bp_text_error error;
  bp_lines lines;
  int more = 1;
  bp_text_status found = bp_lines_open(&lines, path, &error);
  while (found == BP_TEXT_OK && more) {
    found = bp_lines_next(&lines, &more, &error);
  }
  assert_int_equal(found, status);
  assert_int_equal(error.status, status);
  assert_string_equal(error.path, path);
  assert_int_equal(error.line, line);
  assert_int_equal(error.column, column);
  assert_non_null(strstr(error.message, part));
  assert_non_null(strstr(error.message, "accepted: "));
  bp_lines_close(&lines);
}

static void not_text(void **state) {
  (void)state;
  check_refused("a\nb\0c\n", 6, BP_TEXT_ERR_CONTENT, 2, 2, "0x00");
  check_refused("a\x1b[0m\n", 6, BP_TEXT_ERR_CONTENT, 1, 2, "0x1b, which is a control character");
  check_refused("a\rb\n", 4, BP_TEXT_ERR_CONTENT, 1, 2, "0x0d");
  check_refused("a\nb\r", 4, BP_TEXT_ERR_CONTENT, 2, 2, "0x0d");
  check_refused("a\x80\n", 3, BP_TEXT_ERR_CONTENT, 1, 2, "0x80, which is not text in UTF-8");
  check_refused("a\x7f\n", 3, BP_TEXT_ERR_CONTENT, 1, 2, "0x7f");
  check_refused("K\xf6ln\n", 5, BP_TEXT_ERR_CONTENT, 1, 2, "0xf6, which is not text in UTF-8");
  check_refused("\xff\xfe\x61\x00", 4, BP_TEXT_ERR_CONTENT, 1, 1, "0xff");
  check_refused("a\n\xef\xbb\xbf\xc2", 6, BP_TEXT_ERR_CONTENT, 2, 4, "0xc2");
}

static void long_lines(void **state) {
  char *bytes = malloc(BP_LINE_MAX + 8);
  (void)state;
  assert_non_null(bytes);
  memset(bytes, 'x', BP_LINE_MAX + 8);
  bytes[BP_LINE_MAX + 1] = '\n';
  check_refused(bytes, BP_LINE_MAX + 2, BP_TEXT_ERR_SIZE, 1, 0, "at most 1048576 bytes");
  bytes[BP_LINE_MAX + 1] = 'x';
  check_refused(bytes, BP_LINE_MAX + 8, BP_TEXT_ERR_SIZE, 1, 0, "at most 1048576 bytes");
  memcpy(bytes, "\xef\xbb\xbf", 3);
  bytes[3 + BP_LINE_MAX] = '\r';
  bytes[3 + BP_LINE_MAX + 1] = '\n';
  {
    char *line = malloc(BP_LINE_MAX + 1);
    const char *expected[1];
    assert_non_null(line);
    memset(line, 'x', BP_LINE_MAX);
    line[BP_LINE_MAX] = '\0';
    expected[0] = line;
    check_lines(bytes + 3, BP_LINE_MAX + 2, 1, expected);
    check_lines(bytes, BP_LINE_MAX + 5, 1, expected);
    free(line);
  }
  free(bytes);
}

/* A line as long as the memory for it, or nearly so. */
static void filled_memory(void **state) {
  static char bytes[8300], line[8300];
  const char *const expected[] = {line};
  size_t room, length;
  (void)state;
  for (room = 4096; room <= 8192; room *= 2) {
    for (length = room - 5; length <= room; length++) {
      memset(line, 'x', length);
      line[length] = '\0';
      memcpy(bytes, "\xef\xbb\xbf", 3);
      memcpy(bytes + 3, line, length);
      check_lines(bytes + 3, length, 1, expected);
      check_lines(bytes, length + 3, 1, expected);
    }
  }
}

/* A line without end is refused after its first MiB, not after all of it. */
static void endless_line(void **state) {
  int ends_of_pipe[2], more, ended = 0;
  pid_t writer;
  bp_text_error error;
  bp_lines lines;
  char path[64];
  (void)state;
  assert_int_equal(pipe(ends_of_pipe), 0);
  writer = fork();
  assert_true(writer >= 0);
  if (writer == 0) {
    close(ends_of_pipe[0]);
    signal(SIGPIPE, SIG_DFL);
    alarm(10); /* where the reading end stays open, writing would never fail */
    while (write(ends_of_pipe[1], "1,1,1,1,1,1,1,1,", 16) > 0) {
    }
    _exit(0);
  }
  close(ends_of_pipe[1]);
  sprintf(path, "/dev/fd/%d", ends_of_pipe[0]);
  assert_int_equal(bp_lines_open(&lines, path, &error), BP_TEXT_OK);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_ERR_SIZE);
  assert_int_equal(error.line, 1);
  bp_lines_close(&lines);
  close(ends_of_pipe[0]);
  assert_int_equal(waitpid(writer, &ended, 0), writer);
  assert_true(WIFSIGNALED(ended) && WTERMSIG(ended) == SIGPIPE);
}

static void unreadable(void **state) {
  bp_text_error error;
  bp_lines lines;
  int more;
  (void)state;
  assert_int_equal(bp_lines_open(&lines, temp_path("none"), &error), BP_TEXT_ERR_READ);
  assert_non_null(strstr(error.message, "cannot open it for reading: No such file"));
  bp_lines_close(&lines);
  assert_int_equal(bp_lines_open(&lines, "/", &error), BP_TEXT_OK);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_ERR_READ);
  assert_non_null(strstr(error.message, "cannot read it: Is a directory"));
  bp_lines_close(&lines);
  assert_int_equal(bp_lines_open(&lines, "/proc/self/mem", &error), BP_TEXT_OK);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_ERR_READ);
  assert_non_null(strstr(error.message, "cannot read it: "));
  assert_non_null(strstr(error.message, strerror(EIO)));
  bp_lines_close(&lines);
}

static void from_memory(void **state) {
  static const char *const array[] = {"x1,x2", "0,1", "bad\n"};
  bp_text_error error;
  bp_lines lines;
  int more = 0;
  (void)state;
  bp_lines_open_array(&lines, "xor", array, 3);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_string_equal(lines.text, "x1,x2");
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_string_equal(lines.text, "0,1");
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_ERR_CONTENT);
  assert_string_equal(error.path, "xor");
  assert_int_equal(error.line, 3);
  assert_int_equal(error.column, 4);
  bp_lines_close(&lines);
  bp_lines_open_array(&lines, "none", NULL, 0);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_OK);
  assert_int_equal(more, 0);
  bp_lines_close(&lines);
}

static void quoting(void **state) {
  char out[BP_QUOTE_SIZE], all[256];
  size_t i, n;
  (void)state;
  assert_string_equal(bp_text_quote("abc", 3, out), "\"abc\"");
  assert_string_equal(bp_text_quote("", 0, out), "\"\"");
  assert_string_equal(bp_text_quote("a\"b\\\n\x80", 6, out), "\"a\\\"b\\\\\\x0a\\x80\"");
  for (i = 0; i < sizeof all; i++) {
    all[i] = (char)(unsigned char)i;
  }
  for (i = 0; i < sizeof all; i++) {
    for (n = 0; i + n <= sizeof all; n++) {
      size_t c;
      bp_text_quote(all + i, n, out);
      assert_true(strlen(out) < 48);
      for (c = 0; out[c] != '\0'; c++) {
        assert_true(out[c] >= 0x20 && out[c] <= 0x7e);
      }
    }
  }
  for (i = 0; i < sizeof all; i++) {
    char expected[16];
    sprintf(expected,
            i < 0x20 || i > 0x7e    ? "\"\\x%02x\""
            : i == '"' || i == '\\' ? "\"\\%c\""
                                    : "\"%c\"",
            (unsigned)i);
    assert_string_equal(bp_text_quote(all + i, 1, out), expected);
  }
  assert_string_equal(bp_text_quote("123456789012345678901234567890123456\n", 37, out),
                      "\"123456789012345678901234567890123456\\x0a\"");
  assert_string_equal(bp_text_quote("1234567890123456789012345678901234567\n8", 39, out),
                      "\"1234567890123456789012345678901234567\"...");
  assert_string_equal(bp_text_quote_part("abcdef", 2, 5, out), "\"cde\"");
  assert_string_equal(bp_text_quote("1234567890123456789012345678901234567890", 40, out),
                      "\"1234567890123456789012345678901234567890\"");
  assert_string_equal(bp_text_quote("12345678901234567890123456789012345678901", 41, out),
                      "\"1234567890123456789012345678901234567890\"...");
}

static void wording(void **state) {
  bp_text_error error;
  char line[BP_TEXT_LINE_SIZE], path[2048];
  size_t i;
  (void)state;
  bp_text_fail(&error, BP_TEXT_ERR_CONTENT, "a\tb\xf6.csv", 3, 14, "found %d", 5);
  bp_text_error_line(&error, line);
  assert_string_equal(line, "a\\x09b\\xf6.csv:3:14: found 5");
  bp_text_fail(&error, BP_TEXT_ERR_CONTENT, "-", 3, 0, "found");
  bp_text_error_line(&error, line);
  assert_string_equal(line, "standard input:3: found");
  bp_text_fail(&error, BP_TEXT_ERR_MEMORY, NULL, 0, 0, "no memory");
  bp_text_error_line(&error, line);
  assert_string_equal(line, "no memory");
  bp_text_fail(&error, error.status, error.path, 1, 0, "again %s", error.message);
  assert_string_equal(error.message, "again no memory");
  bp_text_error_line(&error, line);
  assert_string_equal(line, ":1: again no memory");
  bp_text_fail(&error, BP_TEXT_ERR_MEMORY, "~\"\\ ", 0, 7, "~\x1f\"\\");
  bp_text_error_line(&error, line);
  assert_string_equal(line, "~\"\\ : ~\\x1f\"\\");
  bp_text_fail(&error, BP_TEXT_ERR_MEMORY, "p", (size_t)-1, (size_t)-1, "m");
  bp_text_error_line(&error, line);
  sprintf(path, "p:%lu:%lu: m", (unsigned long)-1, (unsigned long)-1);
  assert_string_equal(line, path);
  memset(path, 'p', sizeof path - 1);
  path[sizeof path - 1] = '\0';
  bp_text_fail(&error, BP_TEXT_ERR_READ, path, 1, 1, "%s", path);
  assert_int_equal(strlen(error.path), BP_TEXT_PATH_SIZE - 1);
  assert_string_equal(error.path + BP_TEXT_PATH_SIZE - 4, "...");
  assert_int_equal(strlen(error.message), BP_TEXT_MESSAGE_SIZE - 1);
  bp_text_error_line(&error, line);
  assert_true(strlen(line) < BP_TEXT_LINE_SIZE);
  memset(path, '\t', sizeof path - 1);
  bp_text_fail(&error, BP_TEXT_ERR_READ, path, 1, 1, "%s", path);
  assert_in_range(strlen(error.path), BP_TEXT_PATH_SIZE - 8, BP_TEXT_PATH_SIZE - 1);
  assert_in_range(strlen(error.message), BP_TEXT_MESSAGE_SIZE - 4, BP_TEXT_MESSAGE_SIZE - 1);
  memset(path, 'p', sizeof path - 1);
  for (i = BP_TEXT_PATH_SIZE - 4; i <= BP_TEXT_PATH_SIZE - 3; i++) {
    char expected[BP_TEXT_PATH_SIZE + 1];
    sprintf(expected, "%.*s%s", BP_TEXT_PATH_SIZE - 4, path,
            i == BP_TEXT_PATH_SIZE - 4 ? "" : "...");
    path[i] = '\0';
    bp_text_fail(&error, BP_TEXT_ERR_READ, path, 1, 1, "%s", path);
    assert_string_equal(error.path, expected);
    path[i] = 'p';
  }
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ends),          cmocka_unit_test(not_text),   cmocka_unit_test(long_lines),
      cmocka_unit_test(filled_memory), cmocka_unit_test(unreadable), cmocka_unit_test(from_memory),
      cmocka_unit_test(endless_line),  cmocka_unit_test(quoting),    cmocka_unit_test(wording)};
  return cmocka_run_group_tests(tests, NULL, remove_files);
}
