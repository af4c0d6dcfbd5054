/* src/text/numberput.c for Eva, where it is not what is analysed: any text that there is room for. */
#include "src/text/number.h"
#include "proofs/eva/model/any.h"

void bp_number_write(double v, char out[BP_NUMBER_SIZE]) {
  any_text(out, BP_NUMBER_SIZE);
}

void bp_number_write_short(double v, char out[BP_NUMBER_SIZE]) {
  any_text(out, BP_NUMBER_SIZE);
}
