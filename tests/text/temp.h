/* Files for tests, in a folder of their own that goes with the process. */
#ifndef BP_TESTS_TEMP_H
#define BP_TESTS_TEMP_H

#include <stddef.h>

/* The path of `name` in the folder: a static string, overwritten by the eighth call after. */
const char *temp_path(const char *name);

/* Writes a file of these bytes and returns its path. */
const char *temp_write(const char *name, const char *bytes, size_t length);

/* The bytes of a file, a 0 after them, from malloc; null if it cannot be read. */
char *temp_read(const char *path, size_t *length);

/* How many files are in the folder whose names contain this. */
size_t temp_count(const char *part);

/* Removes the folder and the files in it. */
void temp_remove(void);

#endif
