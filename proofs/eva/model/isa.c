/* src/isa for Eva: any choice of instruction sets. */
#include <stddef.h>
#include <string.h>

#include "__fc_builtin.h"
#include "src/isa/isa.h"

static const char *const names[] = {"baseline", "avx2", "avx512"};

const char *bp_isa_name(size_t i) {
  return i < 3 ? names[i] : NULL;
}

int bp_isa_use(const char *name) {
  size_t length = name == NULL ? 0 : strlen(name);
  return name == NULL ? 0 : Frama_C_nondet(0, -1);
}

const char *bp_isa_used(void) {
  return names[Frama_C_interval(0, 2)];
}
