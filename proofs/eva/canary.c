/* Faults that Eva must see in the configuration of the analysis. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "__fc_builtin.h"

static int past_the_end(const char *text) {
  char copy[4];
  size_t i;
  for (i = 0; i <= strlen(text); i++) {
    copy[i] = text[i]; /* fault: text has 4 bytes and a 0 */
  }
  return copy[0];
}

static int no_memory_looked_for(void) {
  int *v = malloc(4 * sizeof *v);
  v[0] = 1; /* fault: null */
  return v[0];
}

static int freed_before(void) {
  int *v = malloc(4 * sizeof *v);
  if (v == NULL) {
    return 0;
  }
  v[0] = 1;
  free(v);
  return v[0]; /* fault: freed */
}

static int one_too_many(int n) {
  return n + 1; /* fault: overflow */
}

static int nothing_written(int some) {
  int v;
  if (some) {
    v = 1;
  }
  return v; /* fault: no value */
}

static int divided(int n) {
  return 100 / n; /* fault: 0 */
}

static void buffer_too_small(unsigned long n) {
  char text[8];
  sprintf(text, "%lu", n); /* found in the model of sprintf */
}

void analysed(void) {
  switch (Frama_C_interval(0, 6)) {
  case 0:
    past_the_end("four");
    break;
  case 1:
    no_memory_looked_for();
    break;
  case 2:
    one_too_many(Frama_C_interval(0, 2147483647));
    break;
  case 3:
    nothing_written(Frama_C_nondet(0, 1));
    break;
  case 4:
    divided(Frama_C_interval(-1, 1));
    break;
  case 5:
    freed_before();
    break;
  default:
    buffer_too_small(Frama_C_unsigned_long_interval(0, 99));
    break;
  }
}
