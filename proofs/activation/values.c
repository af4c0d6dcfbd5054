/* What the compiled functions give: for each line "function argument", the argument in hexadecimal, the value. */
#include <stdio.h>
#include <string.h>

#include "src/bp/activation.h"

int main(void) {
  char function[16];
  double x;
  while (scanf("%15s %la", function, &x) == 2) {
    printf("%a\n", strcmp(function, "tanh") == 0 ? bp_tanh(x) : bp_logistic(x));
  }
  return 0;
}
