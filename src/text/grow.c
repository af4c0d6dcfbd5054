#include "grow.h"

#include <stdlib.h>
#include <string.h>

void *bp_grow(void *array, size_t *room, size_t needed, size_t size) {
  const size_t most = (size_t)-1 / 2 / size;
  size_t wanted = *room < 16 ? 16 : *room;
  void *grown;
  if (needed > most) {
    return NULL;
  }
  while (wanted < needed) {
    wanted = wanted > most / 2 ? most : 2 * wanted;
  }
  if (wanted == *room) {
    return array;
  }
  grown = realloc(array, wanted * size);
  if (grown != NULL) {
    *room = wanted;
  }
  return grown;
}

char *bp_copy(const char *bytes, size_t length) {
  char *copy = malloc(length + 1);
  if (copy != NULL) {
    memcpy(copy, bytes, length);
    copy[length] = '\0';
  }
  return copy;
}
