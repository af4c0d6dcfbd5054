/* UTF-8 as RFC 3629 has it, without control characters: characters of every length, every first two bytes, every byte that follows, and
   every character cut short at the end of the memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "src/text/utf8.h"

/* What lies right before the end of the memory, so that the sanitizer sees what is read beyond it. */
static char *memory;
static char *end;

static int setup(void **state) {
  (void)state;
  memory = malloc(8);
  end = memory != NULL ? memory + 8 : NULL;
  return memory == NULL;
}

static int teardown(void **state) {
  (void)state;
  free(memory);
  return 0;
}

/* Puts the character before the end; returns its length. */
static size_t encode(unsigned long code) {
  if (code < 0x80) {
    end[-1] = (char)(unsigned char)code;
    return 1;
  }
  end[-1] = (char)(unsigned char)(0x80 | (code & 0x3f));
  if (code < 0x800) {
    end[-2] = (char)(unsigned char)(0xc0 | code >> 6);
    return 2;
  }
  end[-2] = (char)(unsigned char)(0x80 | (code >> 6 & 0x3f));
  if (code < 0x10000) {
    end[-3] = (char)(unsigned char)(0xe0 | code >> 12);
    return 3;
  }
  end[-3] = (char)(unsigned char)(0x80 | (code >> 12 & 0x3f));
  end[-4] = (char)(unsigned char)(0xf0 | code >> 18);
  return 4;
}

static int accepted(unsigned long code) {
  return code == '\t' || (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) ||
         (code >= 0xe000 && code <= 0x10ffff);
}

/* 1 where something may change, more between. */
static unsigned long step_after(unsigned long code) {
  return code >= 0x1000 && code % 0x400 >= 0x40 && code % 0x400 < 0x3c0 ? 0x20 : 1;
}

static void characters(void **state) {
  static unsigned char length[256][256];
  unsigned long code, wrong = 0;
  size_t first, second;
  (void)state;
  for (code = 0; code <= 0x10ffff; code += step_after(code)) {
    const size_t n = encode(code);
    wrong += bp_utf8_fault(end - n, n) != (accepted(code) ? n : 0) ? 1 : 0;
    if (n > 1 && accepted(code)) {
      length[(unsigned char)end[-(long)n]][(unsigned char)end[-(long)n + 1]] = (unsigned char)n;
    }
  }
  assert_int_equal(wrong, 0);
  for (first = 0x80; first < 256; first++) {
    for (second = 0; second < 256; second++) {
      end[-4] = (char)(unsigned char)first;
      end[-3] = (char)(unsigned char)second;
      end[-2] = end[-1] = (char)(unsigned char)0x80;
      wrong += bp_utf8_fault(end - 4, 4) != length[first][second] ? 1 : 0;
    }
  }
  assert_int_equal(wrong, 0);
}

static void bytes_that_follow(void **state) {
  const unsigned long code[] = {0xa0, 0xffff, 0xfffff};
  size_t c, i, byte, n;
  (void)state;
  for (c = 0; c < 3; c++) {
    for (i = 1; i <= c + 1; i++) {
      for (byte = 0; byte < 256; byte++) {
        n = encode(code[c]);
        assert_int_equal(n, c + 2);
        end[-(long)i] = (char)(unsigned char)byte;
        if (c == 0 ? byte >= 0xa0 && byte <= 0xbf : byte >= 0x80 && byte <= 0xbf) {
          assert_int_equal(bp_utf8_fault(end - n, n), n);
        } else {
          assert_int_equal(bp_utf8_fault(end - n, n), 0);
        }
      }
    }
  }
}

static void cut_short(void **state) {
  const unsigned long code[] = {0xe9, 0x20ac, 0x1f600};
  size_t c, left;
  (void)state;
  for (c = 0; c < 3; c++) {
    for (left = 1; left <= c + 1; left++) {
      const size_t n = encode(code[c]);
      memmove(end - left, end - n, left);
      assert_int_equal(bp_utf8_fault(end - left, left), 0);
      end[-(long)left - 2] = 'a';
      end[-(long)left - 1] = 'b';
      assert_int_equal(bp_utf8_fault(end - left - 2, left + 2), 2);
    }
  }
  assert_int_equal(bp_utf8_fault(end, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(characters),
      cmocka_unit_test(bytes_that_follow),
      cmocka_unit_test(cut_short),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
