#include "memory.h"

#include <stdlib.h>

#include "arb.h"

static void (*give_up)(void);

static void *sure(void *memory) {
  if (memory == NULL) {
    give_up();
  }
  return memory;
}

/* Of 0 bytes an address too, so that null means one thing alone. */
static size_t some(size_t size) {
  return size > 0 ? size : 1;
}

static void *allocate(size_t size) {
  return sure(malloc(some(size)));
}

static void *allocate_zeros(size_t count, size_t size) {
  return sure(calloc(some(count), some(size)));
}

static void *allocate_again(void *old, size_t size) {
  return sure(realloc(old, some(size)));
}

static void *allocate_again_knowing(void *old, size_t before, size_t size) {
  (void)before;
  return allocate_again(old, size);
}

static void release_knowing(void *memory, size_t size) {
  (void)size;
  free(memory);
}

void bp_oracle_memory_end(void (*end)(void)) {
  give_up = end;
  __flint_set_memory_functions(allocate, allocate_zeros, allocate_again, free);
  mp_set_memory_functions(allocate, allocate_again_knowing, release_knowing);
}
