#include "dataset.h"

#include <string.h>

const bp_dataset *bp_dataset_find(const char *name) {
  size_t count;
  const bp_dataset *sets = bp_datasets(&count);
  size_t i;

  for (i = 0; i < count; i++) {
    if (strcmp(sets[i].name, name) == 0) {
      return &sets[i];
    }
  }
  return NULL;
}
