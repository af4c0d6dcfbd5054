#include "machine.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "src/isa/isa.h"

#define TEXT(x) #x
#define NUMBER(x) TEXT(x)

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__TINYC__)
#define COMPILER "tcc " NUMBER(__TINYC__)
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

#if defined(__FLT_EVAL_METHOD__)
#define DECLARED __FLT_EVAL_METHOD__
#elif defined(FLT_EVAL_METHOD)
#define DECLARED FLT_EVAL_METHOD
#else
#define DECLARED -1
#endif

int cli_machine_choose(void) {
  const char *wanted = getenv("BPREF_ISA");
  char accepted[64] = "";
  size_t i, length = 0;
  if (bp_isa_use(wanted) == 0) {
    return CLI_OK;
  }
  for (i = 0; bp_isa_name(i) != NULL; i++) {
    length += (size_t)snprintf(accepted + length, sizeof accepted - length, "%s%s",
                               i > 0 ? ", " : "", bp_isa_name(i));
  }
  cli_error("BPREF_ISA: found '%s'; accepted on this machine: %s", wanted, accepted);
  return CLI_USAGE;
}

const char *cli_machine_compiler(void) {
  return COMPILER;
}

int cli_machine_declared_method(void) {
  return DECLARED;
}

const char *cli_machine_byte_order(void) {
  const unsigned long value = 1;
  unsigned char first;
  memcpy(&first, &value, 1);
  return first == 1 ? "little-endian" : "big-endian";
}
