/* In place of src/oracle/memory.c for commands without ball arithmetic: it never lacks memory there. */
#include "src/oracle/memory.h"

void bp_oracle_memory_end(void (*end)(void)) {
}
