#define _GNU_SOURCE
#include "tests/eacsl/pool.h"

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define UNIT 16
#define SIZES 64
#define PIECE ((size_t)1 << 20)
/* Blocks that were given back, by their size in units. */
static void *blocks[SIZES];
static char *fresh;
static size_t fresh_left;

void *pool_map(size_t size) {
  void *v = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (v == MAP_FAILED) {
    fprintf(stderr, "eacsl: no memory for %lu bytes\n", (unsigned long)size);
    abort();
  }
  return v;
}

void pool_unmap(void *v, size_t size) {
  munmap(v, size);
}

void *pool_take(size_t size) {
  const size_t units = (size + UNIT - 1) / UNIT;
  void *block;
  if (units >= SIZES) {
    return pool_map(size);
  }
  block = blocks[units];
  if (block != NULL) {
    blocks[units] = *(void **)block;
    return block;
  }
  if (fresh_left < units * UNIT) {
    fresh = pool_map(PIECE);
    fresh_left = PIECE;
  }
  fresh_left -= units * UNIT;
  return fresh + fresh_left;
}

void pool_give(void *block, size_t size) {
  const size_t units = (size + UNIT - 1) / UNIT;
  if (units >= SIZES) {
    pool_unmap(block, size);
  } else if (block != NULL) {
    *(void **)block = blocks[units];
    blocks[units] = block;
  }
}

static void *gmp_reallocate(void *block, size_t before, size_t after) {
  void *v = pool_take(after);
  memcpy(v, block, before < after ? before : after);
  pool_give(block, before);
  return v;
}

__attribute__((constructor)) static void start(void) {
  mp_set_memory_functions(pool_take, gmp_reallocate, pool_give);
}
