/* src/text/grow.c for Eva, where it is not what is analysed: what it promises. An array is made, but never grows: there is no memory
   for that. A copy is any text of up to 15 bytes. */
#include "src/text/grow.h"

#include <stdlib.h>

#include "proofs/eva/model/any.h"

void *bp_grow(void *array, size_t *room, size_t needed, size_t size) {
  void *grown = *room == 0 && needed <= 16 ? malloc(16 * size) : NULL;
  if (grown != NULL) {
    *room = 16;
  }
  return grown;
}

char *bp_copy(const char *bytes, size_t length) {
  char *copy = malloc(16);
  /*@ assert readable: length == 0 || \valid_read(bytes + (0 .. length - 1)); */
  if (copy != NULL) {
    any_text(copy, 16);
  }
  return copy;
}
