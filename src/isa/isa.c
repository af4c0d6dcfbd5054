#include "isa.h"

#include <string.h>

#ifdef BP_ISA_X86_64

#include "src/isa/functions.h"

/* src/bp compiled for one instruction set. */
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration */
#define MEMBER(isa, type, name, parameters, arguments) type(*name) parameters;
typedef struct variant {
  const char *isa;
  BP_FUNCTIONS(MEMBER, MEMBER, any)
} variant;

#define DECLARATION(isa, type, name, parameters, arguments) type bp_##name##_##isa parameters;
BP_FUNCTIONS(DECLARATION, DECLARATION, baseline)
BP_FUNCTIONS(DECLARATION, DECLARATION, avx2)
BP_FUNCTIONS(DECLARATION, DECLARATION, avx512)

#define FUNCTION(isa, type, name, parameters, arguments) , bp_##name##_##isa
static const variant variants[] = {{"baseline" BP_FUNCTIONS(FUNCTION, FUNCTION, baseline)},
                                   {"avx2" BP_FUNCTIONS(FUNCTION, FUNCTION, avx2)},
                                   {"avx512" BP_FUNCTIONS(FUNCTION, FUNCTION, avx512)}};

static const variant *in_use = &variants[0];

/* The functions of src/bp by their own names. */
#define VALUE(isa, type, name, parameters, arguments)                                              \
  type bp_##name parameters {                                                                      \
    return in_use->name arguments;                                                                 \
  }
#define VOID(isa, type, name, parameters, arguments)                                               \
  type bp_##name parameters {                                                                      \
    in_use->name arguments;                                                                        \
  }
BP_FUNCTIONS(VALUE, VOID, any)

/* How many of them this processor can run: who has one has those before. */
static size_t available(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2")) {
    return 1;
  }
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
             ? 3
             : 2;
}

#else

/* Another machine or a plain build: the trainer as the compiler makes it. */
typedef struct variant {
  const char *isa;
} variant;

static const variant variants[] = {{"baseline"}};
static const variant *in_use = &variants[0];

static size_t available(void) {
  return 1;
}

#endif

const char *bp_isa_name(size_t i) {
  return i < available() ? variants[i].isa : NULL;
}

const char *bp_isa_used(void) {
  return in_use->isa;
}

int bp_isa_use(const char *name) {
  const size_t n = available();
  size_t i;
  for (i = n; i > 0; i--) {
    if (name == NULL || strcmp(name, variants[i - 1].isa) == 0) {
      in_use = &variants[i - 1];
      return 0;
    }
  }
  return -1;
}
