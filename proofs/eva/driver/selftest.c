/* bpref selftest. */
#include "driver.h"

static const char *const lines[][ARGUMENTS] = {
    {"bpref", "selftest"},
    {"bpref", "selftest", "--json"},
};

void analysed(void) {
  run_all(lines, sizeof lines / sizeof lines[0]);
}
