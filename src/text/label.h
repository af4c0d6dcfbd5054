/* The names of classes: a set of different labels, each found by its bytes. */
#ifndef BP_LABEL_H
#define BP_LABEL_H

#include <stddef.h>

#define BP_LABEL_MAX ((size_t)255)      /* bytes of a label */
#define BP_LABELS_MAX ((size_t)1 << 16) /* labels of a set */

/* A set of labels, numbered in the order they came in. All 0 is the empty set. */
typedef struct bp_labels {
  size_t count;
  char **name;   /* [count] owned */
  size_t *order; /* [count] their numbers, sorted by bytes */
  size_t room;
} bp_labels;

/* The number of a label, or labels->count if it is not in the set. */
size_t bp_labels_find(const bp_labels *labels, const char *name);

/* Adds a copy of a label that is not in the set. Returns 0 if there is no memory or the set is
   full; it is unchanged then. */
int bp_labels_add(bp_labels *labels, const char *name);

/* Sorts the labels: by number if all are integers, else by bytes. Writes to rank the new number of
   each old one (count entries). Returns 0 if there is no memory; nothing is changed then. */
int bp_labels_sort(bp_labels *labels, size_t *rank);

#define BP_LABELS_LIST_SIZE 240

/* The first labels in quotes with commas between them, for a message; "..." if there are more.
   Returns out. */
const char *bp_labels_list(size_t count, char *const *name, char out[BP_LABELS_LIST_SIZE]);

/* Frees everything and makes the set empty. */
void bp_labels_free(bp_labels *labels);

#endif
