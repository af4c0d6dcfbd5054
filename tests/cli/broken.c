/* A self-test that fails, in place of the true one. */
#include "src/bp/selftest.h"

bp_selftest_result bp_selftest(void) {
  return BP_SELFTEST_CONTRACT;
}

const char *bp_selftest_text(bp_selftest_result result) {
  return result == BP_SELFTEST_OK ? "all checks passed" : "the stand-in fails";
}
