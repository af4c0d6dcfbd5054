/* A machine that rounds upwards, from before the program starts. */
#include <fenv.h>

static void spoil(void) __attribute__((constructor));

static void spoil(void) {
  fesetround(FE_UPWARD);
}
