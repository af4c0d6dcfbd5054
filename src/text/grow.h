/* Arrays that grow. For src/text alone. */
#ifndef BP_GROW_H
#define BP_GROW_H

#include <stddef.h>

/* Makes room for needed items of size bytes in an array from malloc (null if *room is 0), at least
   doubling it. Returns the array, moved perhaps, or null if there is no memory: it is as before
   then. */
void *bp_grow(void *array, size_t *room, size_t needed, size_t size);

/* A copy of length bytes as a string, or null if there is no memory. */
char *bp_copy(const char *bytes, size_t length);

#endif
