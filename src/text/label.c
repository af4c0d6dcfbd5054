#include "label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "grow.h"
#include "number.h"

/* Where in the order a label is or would be. */
static size_t place_of(const bp_labels *labels, const char *name) {
  size_t low = 0, high = labels->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strcmp(labels->name[labels->order[middle]], name) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

size_t bp_labels_find(const bp_labels *labels, const char *name) {
  const size_t place = place_of(labels, name);
  if (place < labels->count && strcmp(labels->name[labels->order[place]], name) == 0) {
    return labels->order[place];
  }
  return labels->count;
}

/* Makes room for one more label. */
static int make_room(bp_labels *labels) {
  size_t name_room = labels->room, order_room = labels->room;
  char **name;
  size_t *order;
  if (labels->count < labels->room) {
    return 1;
  }
  name = bp_grow(labels->name, &name_room, labels->count + 1, sizeof *name);
  if (name == NULL) {
    return 0;
  }
  labels->name = name;
  order = bp_grow(labels->order, &order_room, labels->count + 1, sizeof *order);
  if (order == NULL) {
    return 0;
  }
  labels->order = order;
  labels->room = order_room; /* and name_room: both have grown from the same */
  return 1;
}

int bp_labels_add(bp_labels *labels, const char *name) {
  const size_t place = place_of(labels, name);
  char *copy;
  if (labels->count >= BP_LABELS_MAX || !make_room(labels)) {
    return 0;
  }
  copy = bp_copy(name, strlen(name));
  if (copy == NULL) {
    return 0;
  }
  memmove(labels->order + place + 1, labels->order + place,
          (labels->count - place) * sizeof *labels->order);
  labels->order[place] = labels->count;
  labels->name[labels->count] = copy;
  labels->count++;
  return 1;
}

/* Whether a label is an integer: a sign perhaps, and digits. */
static int is_integer(const char *name) {
  const size_t sign = name[0] == '-' || name[0] == '+' ? 1 : 0;
  return name[sign] != '\0' && strspn(name + sign, "0123456789") == strlen(name + sign);
}

/* The digits of an integer that count, and its sign: 0 has none. */
static const char *significant(const char *name, int *sign) {
  const char *digits = name + strspn(name, "+-0");
  *sign = digits[0] == '\0' ? 0 : name[0] == '-' ? -1 : 1;
  return digits;
}

/* Compares integers of any length; of equal ones their bytes decide. */
static int compare_integers(const char *a, const char *b) {
  int sign_a, sign_b, order = 0;
  const char *digits_a = significant(a, &sign_a), *digits_b = significant(b, &sign_b);
  const size_t length_a = strlen(digits_a), length_b = strlen(digits_b);
  if (sign_a != sign_b) {
    return sign_a - sign_b;
  }
  if (length_a != length_b) {
    order = length_a < length_b ? -1 : 1;
  } else {
    order = strcmp(digits_a, digits_b);
  }
  return order != 0 ? order * (sign_a < 0 ? -1 : 1) : strcmp(a, b);
}

/* A label with its old number, for sorting. */
typedef struct entry {
  char *name;
  size_t number;
} entry;

static int by_number(const void *a, const void *b) {
  return compare_integers(((const entry *)a)->name, ((const entry *)b)->name);
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

int bp_labels_sort(bp_labels *labels, size_t *rank) {
  entry *entries = malloc((labels->count + 1) * sizeof *entries);
  int integers = 1;
  size_t i;
  if (entries == NULL) {
    return 0;
  }
  for (i = 0; i < labels->count; i++) {
    entries[i].name = labels->name[i];
    entries[i].number = i;
    integers = integers && is_integer(labels->name[i]);
  }
  /* cppcheck-suppress misra-c2012-21.9 ; what sorts in place */
  qsort(entries, labels->count, sizeof *entries, integers ? by_number : by_bytes);
  for (i = 0; i < labels->count; i++) {
    labels->name[i] = entries[i].name;
    rank[entries[i].number] = i;
  }
  for (i = 0; i < labels->count; i++) {
    labels->order[i] = rank[labels->order[i]];
  }
  free(entries);
  return 1;
}

const char *bp_labels_list(size_t count, char *const *name, char out[BP_LABELS_LIST_SIZE]) {
  size_t used = 0, i;
  out[0] = '\0';
  for (i = 0; i < count; i++) {
    char quoted[BP_QUOTE_SIZE];
    bp_text_quote(name[i], strlen(name[i]), quoted);
    if (used + strlen(quoted) + 8 > BP_LABELS_LIST_SIZE) {
      sprintf(out + used, ", ...");
      break;
    }
    used += (size_t)sprintf(out + used, "%s%s", i > 0 ? ", " : "", quoted);
  }
  return out;
}

void bp_labels_free(bp_labels *labels) {
  size_t i;
  for (i = 0; i < labels->count; i++) {
    free(labels->name[i]);
  }
  free(labels->name);
  free(labels->order);
  memset(labels, 0, sizeof *labels);
}
