/* Says what the self-test says, on one line: the first check that fails and what does not hold. Exit
   codes: 0 all pass, 1 one fails. Needs src/bp alone. */
#include <stdio.h>

#include "src/bp/selftest.h"

int main(void) {
  const bp_selftest_result result = bp_selftest();
  printf("%s: %s\n", bp_selftest_name(result), bp_selftest_text(result));
  return result == BP_SELFTEST_OK ? 0 : 1;
}
