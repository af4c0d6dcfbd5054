#include <stdio.h>
#include <string.h>

#include "number.h"

/* Writes v with some significant digits and the point of the C locale. */
static void write_digits(double v, int significant, char out[BP_NUMBER_SIZE]) {
  size_t i;
  sprintf(out, "%.*g", significant, v);
  for (i = 0; out[i] != '\0'; i++) {
    if (strchr("0123456789+-e", out[i]) == NULL) {
      out[i] = '.';
    }
  }
}

void bp_number_write(double v, char out[BP_NUMBER_SIZE]) {
  write_digits(v, 17, out);
}

void bp_number_write_short(double v, char out[BP_NUMBER_SIZE]) {
  int significant = 15;
  double back = 0.0;
  write_digits(v, significant, out);
  while (significant < 17 && (bp_number_read(out, strlen(out), &back) != NULL || back != v)) {
    significant++;
    write_digits(v, significant, out);
  }
}
