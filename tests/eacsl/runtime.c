/* What translated sources call: E-ACSL's interface, with the address sanitizer's knowledge of memory in place of E-ACSL's own.
   So memory of callers that are not translated is known, too: stack, globals and heap of a test, of libraries, of fuzzing
   harnesses. */
#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sanitizer/asan_interface.h>

#include "tests/eacsl/pool.h"
#include "tests/eacsl/twins.h"

/* What E-ACSL notes of the behaviours of a call. */
#define CONTRACT 64

static void *contract_take(size_t size) {
  void *v = pool_take(CONTRACT);
  if (size > CONTRACT) {
    fprintf(stderr, "eacsl: a contract of %lu bytes; accepted: up to %d\n", (unsigned long)size,
            CONTRACT);
    abort();
  }
  return memset(v, 0, CONTRACT);
}

#define FC_BUILTIN unused
#include "instrumentation_model/e_acsl_assert_data.h"
#define malloc(size) contract_take(size)
#define calloc(count, size) contract_take((count) * (size))
#define free(v) pool_give(v, CONTRACT)
#include "instrumentation_model/e_acsl_contract.c"
#undef malloc
#undef calloc
#undef free

#define SEGMENTS 64
#define CLAUSES 8192
#define SLOTS 8192

int __e_acsl_sound_verdict = 1;

/* The parts of the program that cannot be written. */
static struct { uintptr_t from, to; } fixed[SEGMENTS];
static size_t fixed_count;

/* How often each clause was evaluated. */
static struct {
  const char *function, *name, *file;
  int line;
  unsigned long times;
} clause[CLAUSES];

static int note_segments(struct dl_phdr_info *info, size_t size, void *unused) {
  size_t i;
  (void)size, (void)unused;
  for (i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    const int constant = part->p_type == PT_LOAD && (part->p_flags & PF_W) == 0;
    if ((constant || part->p_type == PT_GNU_RELRO) && fixed_count < SEGMENTS) {
      fixed[fixed_count].from = info->dlpi_addr + part->p_vaddr;
      fixed[fixed_count].to = fixed[fixed_count].from + part->p_memsz;
      fixed_count++;
    }
  }
  return 0;
}

static void report(void) {
  const char *path = getenv("EACSL_COUNTS");
  FILE *file = path != NULL ? fopen(path, "a") : NULL;
  size_t i;
  if (file == NULL) {
    return;
  }
  for (i = 0; i < CLAUSES; i++) {
    if (clause[i].file != NULL) {
      fprintf(file, "%s\t%s\t%s:%d\t%lu\n", clause[i].function, clause[i].name, clause[i].file,
              clause[i].line, clause[i].times);
    }
  }
  fclose(file);
}

__attribute__((constructor)) static void start(void) {
  dl_iterate_phdr(note_segments, NULL);
  atexit(report);
}

static int same_text(const char *a, const char *b) {
  return a == b || strcmp(a, b) == 0;
}

/* What E-ACSL adds of its own to a clause, or what only keeps a value, is none. */
static int is_clause(const __e_acsl_assert_data_t *data) {
  return strcmp(data->kind, "RTE") != 0 &&
         (data->name == NULL || strcmp(data->name, "twin_keep") != 0);
}

static void count(const __e_acsl_assert_data_t *data) {
  const char *name = data->name != NULL ? data->name : "";
  size_t at = ((size_t)data->line * 31 + strlen(name) * 7 + (unsigned char)name[0]) % CLAUSES;
  size_t tries;
  for (tries = 0; tries < CLAUSES; tries++, at = (at + 1) % CLAUSES) {
    if (clause[at].file == NULL) {
      clause[at].function = data->fct, clause[at].name = name;
      clause[at].file = data->file, clause[at].line = data->line;
    }
    if (clause[at].line == data->line && same_text(clause[at].function, data->fct) &&
        same_text(clause[at].name, name) && same_text(clause[at].file, data->file)) {
      clause[at].times++;
      return;
    }
  }
}

void __e_acsl_assert(int predicate, __e_acsl_assert_data_t *data) {
  if (!predicate) {
    fprintf(stderr, "%s:%d: %s %s of %s does not hold: %.160s\n", data->file, data->line,
            data->kind, data->name != NULL ? data->name : "(no name)", data->fct, data->pred_txt);
    report();
    abort();
  }
  if (is_clause(data)) {
    count(data);
  }
}

void __e_acsl_assert_clean(__e_acsl_assert_data_t *data) {
  (void)data;
}

static int readable(const void *pointer, size_t size) {
  return size == 0 ||
         ((uintptr_t)pointer >= 4096 && __asan_region_is_poisoned((void *)pointer, size) == NULL);
}

static int writable(const void *pointer, size_t size) {
  const uintptr_t from = (uintptr_t)pointer;
  size_t i;
  for (i = 0; size > 0 && i < fixed_count; i++) {
    if (from < fixed[i].to && fixed[i].from < from + size) {
      return 0;
    }
  }
  return readable(pointer, size);
}

int __e_acsl_valid_read(void *pointer, size_t size, void *base, void *address) {
  (void)base, (void)address;
  return readable(pointer, size);
}

int __e_acsl_valid(void *pointer, size_t size, void *base, void *address) {
  (void)base, (void)address;
  return writable(pointer, size);
}

/* Bytes of a stretch of items; more than there can be if they are too many. */
static size_t bytes(unsigned long size, unsigned long first, unsigned long end) {
  if (first >= end) {
    return 0;
  }
  return end > PTRDIFF_MAX / size ? PTRDIFF_MAX : (end - first) * size;
}

int twin_valid_read(const void *v, unsigned long size, unsigned long first, unsigned long end) {
  return readable((const char *)v + first * size, bytes(size, first, end));
}

int twin_valid(const void *v, unsigned long size, unsigned long first, unsigned long end) {
  return writable((const char *)v + first * size, bytes(size, first, end));
}

int twin_separated(const void *v, unsigned long v_size, unsigned long v_first, unsigned long v_end,
                   const void *u, unsigned long u_size, unsigned long u_first,
                   unsigned long u_end) {
  const uintptr_t a = (uintptr_t)v + v_first * v_size, b = (uintptr_t)u + u_first * u_size;
  const size_t n = bytes(v_size, v_first, v_end), m = bytes(u_size, u_first, u_end);
  return n == 0 || m == 0 || a + n <= b || b + m <= a;
}

/* What twin_keep kept, by slot. */
static struct {
  void *v;
  size_t room;
} kept[SLOTS];

int twin_keep(int slot, const void *v, unsigned long size, unsigned long first, unsigned long end) {
  const size_t all = bytes(size, 0, end), part = bytes(size, first, end);
  if (slot < 0 || slot >= SLOTS) {
    fprintf(stderr, "eacsl: slot %d; accepted: 0 to %d\n", slot, SLOTS - 1);
    abort();
  }
  if (all > kept[slot].room) {
    void *v = pool_map(2 * all);
    if (kept[slot].v != NULL) {
      pool_unmap(kept[slot].v, kept[slot].room);
    }
    kept[slot].v = v;
    kept[slot].room = 2 * all;
  }
  if (part > 0) {
    memcpy((char *)kept[slot].v + (all - part), (const char *)v + (all - part), part);
  }
  return 1;
}

const void *twin_kept(int slot) {
  return kept[slot].v;
}
