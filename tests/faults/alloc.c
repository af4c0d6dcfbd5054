/* Preloaded into a program: of its calls for memory, number BPREF_FAULT_N fails and, if BPREF_FAULT_ON is set, every
   one after it. A byte to descriptor 9 says that it has come to that. Processes that the program starts have memory. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define TOLD 9

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static unsigned long until; /* calls until one fails; 0: none does */
static int on;              /* those after it fail too */

static void begin(void) __attribute__((constructor));

static void begin(void) {
  const char *n = getenv("BPREF_FAULT_N");
  unsetenv("LD_PRELOAD");
  on = getenv("BPREF_FAULT_ON") != NULL;
  until = n == NULL ? 0 : strtoul(n, NULL, 10);
}

static int fails(void) {
  if (until == 0 || (until > 1 && --until > 0)) {
    return 0;
  }
  (void)!write(TOLD, "x", 1);
  until = on ? 1 : 0;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (fails()) {
    return ENOMEM;
  }
  *memory = __libc_memalign(alignment, size);
  return *memory == NULL ? ENOMEM : 0;
}
