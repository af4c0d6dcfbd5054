/* The activation functions give the same bits for every instruction set: they are the code that
   differs most from one to the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "src/bp/bp.h"
#include "src/isa/isa.h"
#include "tests/naive/draw.h"

#define COUNT 67
#define ROUNDS 20000

/* A number of any sign and exponent, or one where the functions are neither 0 nor 1. */
static double drawn(draw_state *state) {
  double x;
  if (draw_size(state, 0, 1) == 0) {
    const size_t range = draw_size(state, 0, 4);
    const double widest[] = {1.0, 4.0, 40.0, 750.0, 1e-8};
    return draw_real(state, -widest[range], widest[range]);
  }
  x = draw_real(state, -2.0, 2.0);
  while (draw_size(state, 0, 300) != 0) {
    x *= draw_size(state, 0, 1) == 0 ? 0.125 : 8.0;
  }
  return x;
}

/* Outputs of n units, all at once and one by one. */
typedef struct outputs {
  double logistic[COUNT], tanh[COUNT], identity[COUNT];
  double one_logistic[COUNT], one_tanh[COUNT];
} outputs;

static void compute(const double *x, size_t n, outputs *y) {
  size_t i;
  memset(y, 0, sizeof *y);
  bp_activate(BP_LOGISTIC, x, y->logistic, n);
  bp_activate(BP_TANH, x, y->tanh, n);
  bp_activate(BP_IDENTITY, x, y->identity, n);
  for (i = 0; i < n; i++) {
    y->one_logistic[i] = bp_logistic(x[i]);
    y->one_tanh[i] = bp_tanh(x[i]);
  }
}

static void same_bits(void **unused) {
  static outputs first, other;
  draw_state state = 2024ul;
  double x[COUNT];
  size_t round, i, isa;
  (void)unused;
  for (round = 0; round < ROUNDS; round++) {
    const size_t n = draw_size(&state, 1, COUNT);
    for (i = 0; i < n; i++) {
      x[i] = drawn(&state);
    }
    assert_int_equal(bp_isa_use("baseline"), 0);
    compute(x, n, &first);
    assert_memory_equal(first.logistic, first.one_logistic, sizeof first.logistic);
    assert_memory_equal(first.tanh, first.one_tanh, sizeof first.tanh);
    for (isa = 1; bp_isa_name(isa) != NULL; isa++) {
      assert_int_equal(bp_isa_use(bp_isa_name(isa)), 0);
      compute(x, n, &other);
      assert_memory_equal(&first, &other, sizeof first);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(same_bits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
