#include "doubles.h"

#include <stdlib.h>

#include "src/bp/network.h"

double *bp_doubles_new(size_t count) {
  void *memory;
  if (count > (size_t)-1 / sizeof(double)) {
    return NULL;
  }
  if (posix_memalign(&memory, BP_LINE * sizeof(double), count * sizeof(double)) != 0) {
    return NULL;
  }
  return memory;
}
