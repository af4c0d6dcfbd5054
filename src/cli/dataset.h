/* The demo data sets that the program carries, from spec/data. */
#ifndef BP_DATASET_H
#define BP_DATASET_H

#include <stddef.h>

/* One set as CSV text. */
typedef struct bp_dataset {
  const char *name;         /* as in --data NAME */
  const char *summary;      /* what it is, in a few words */
  const char *const *lines; /* the header line, then one pattern a line; no line ends */
  size_t count;             /* the number of lines */
} bp_dataset;

/* All sets. *count becomes their number, at least 1. The array is constant and lives as long as the
   program. */
const bp_dataset *bp_datasets(size_t *count);

/* The set of that name, or null if there is none. */
const bp_dataset *bp_dataset_find(const char *name);

#endif
