#include "memory.h"

#include <stdlib.h>
#include <unistd.h>

#include "json.h"
#include "report.h"
#include "src/oracle/memory.h"

static int lacked = 0;

static void *allocate(size_t size) {
  void *memory = malloc(size > 0 ? size : 1);
  lacked = lacked || memory == NULL;
  return memory;
}

static void end(void) {
  _exit(cli_no_memory());
}

void cli_memory_watch(void) {
  json_set_alloc_funcs(allocate, free);
  bp_oracle_memory_end(end);
}

int cli_memory_lacked(void) {
  return lacked;
}
