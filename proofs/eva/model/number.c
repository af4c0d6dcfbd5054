/* src/text/number.c and numberput.c for Eva, where they are not what is analysed: the contracts of the first, which WP proves (Eva
   checks what they require), and what driver/number.c shows of the second. */
#include "src/text/number.h"
#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"

static const char *fault(void) {
  return Frama_C_nondet(0, 1) ? "a fault" : NULL;
}

const char *bp_number_read(const char *text, size_t length, double *v) {
  const char *found = fault();
  if (found == NULL) {
    *v = Frama_C_double_interval(-BP_LIMIT, BP_LIMIT);
  }
  return found;
}

int bp_number_resembles(const char *text, size_t length) {
  return Frama_C_nondet(0, 1);
}

const char *bp_count_read(const char *text, size_t length, size_t max, size_t *n) {
  const char *found = fault();
  if (found == NULL) {
    *n = (size_t)Frama_C_unsigned_long_interval(0, max);
  }
  return found;
}

const char *bp_seed_read(const char *text, size_t length, bp_seed *seed) {
  const char *found = fault();
  if (found == NULL) {
    seed->low = Frama_C_unsigned_long_interval(0, 0xFFFFFFFF);
    seed->high = Frama_C_unsigned_long_interval(0, 0xFFFFFFFF);
  }
  return found;
}

void bp_seed_write(bp_seed seed, char out[BP_SEED_SIZE]) {
  any_text(out, BP_SEED_SIZE);
}

void bp_number_write(double v, char out[BP_NUMBER_SIZE]) {
  any_text(out, BP_NUMBER_SIZE);
}

void bp_number_write_short(double v, char out[BP_NUMBER_SIZE]) {
  bp_number_write(v, out);
}
