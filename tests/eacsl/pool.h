/* Memory for the checks, apart from malloc: a test may make that fail, and the sanitizer's takes much longer for the many small
   numbers of GMP. */
#ifndef BP_EACSL_POOL_H
#define BP_EACSL_POOL_H

#include <stddef.h>

/* Zeros; ends the program where there is no memory. */
void *pool_map(size_t size);
void pool_unmap(void *v, size_t size);

/* The same for many small blocks; not zeros. */
void *pool_take(size_t size);
void pool_give(void *v, size_t size);

#endif
