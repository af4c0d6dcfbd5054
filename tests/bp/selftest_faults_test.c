/* The self-test notices a machine on which a single operation is wrong, and each part of the trainer that gives something
   else than it should. */
#define _GNU_SOURCE 1 /* REG_EFL */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>

#include <cmocka.h>

#include "src/bp/bp.h"
#include "src/bp/random.h"
#include "src/bp/selftest.h"

/* Where the parts come from; calls within src/bp/selftest.c go to those named __wrap_. */
void __real_bp_philox(const unsigned long counter[4], const unsigned long key[2],
                      unsigned long out[4]);
double __real_bp_logistic(double x);
double __real_bp_tanh(double x);
void __real_bp_activate(bp_activation f, const double *x, double *y, size_t n);
bp_status __real_bp_net_init(bp_net *net, bp_layer *layers, size_t depth, const size_t *widths,
                             const bp_activation *activation, double *memory, size_t count);
bp_status __real_bp_trainer_init(bp_trainer *trainer, bp_net *net, const bp_rule *rule,
                                 const bp_data *data, double *memory, size_t count, size_t *order);
bp_status __real_bp_train(bp_trainer *trainer);

void __wrap_bp_philox(const unsigned long counter[4], const unsigned long key[2],
                      unsigned long out[4]);
double __wrap_bp_logistic(double x);
double __wrap_bp_tanh(double x);
void __wrap_bp_activate(bp_activation f, const double *x, double *y, size_t n);
bp_status __wrap_bp_net_init(bp_net *net, bp_layer *layers, size_t depth, const size_t *widths,
                             const bp_activation *activation, double *memory, size_t count);
bp_status __wrap_bp_trainer_init(bp_trainer *trainer, bp_net *net, const bp_rule *rule,
                                 const bp_data *data, double *memory, size_t count, size_t *order);
bp_status __wrap_bp_train(bp_trainer *trainer);

/* The part that is wrong, at which of its results; and how many results of it there have been. */
typedef enum part {
  PHILOX,
  LOGISTIC,
  TANH,
  ACTIVATE,
  NET_INIT,
  TRAINER_INIT,
  TRAIN,
  WEIGHTS,
  NONE
} part;
static part wrong = NONE;
static size_t wrong_at, results;

/* Whether this result of the part is to be wrong. */
static int spoils(part which) {
  return which == wrong && results++ == wrong_at;
}

void __wrap_bp_philox(const unsigned long counter[4], const unsigned long key[2],
                      unsigned long out[4]) {
  size_t i;
  __real_bp_philox(counter, key, out);
  for (i = 0; i < 4; i++) {
    out[i] ^= spoils(PHILOX) ? 1ul : 0ul;
  }
}

double __wrap_bp_logistic(double x) {
  const double y = __real_bp_logistic(x);
  return spoils(LOGISTIC) ? y + 1e-9 : y;
}

double __wrap_bp_tanh(double x) {
  const double y = __real_bp_tanh(x);
  return spoils(TANH) ? y + 1e-9 : y;
}

void __wrap_bp_activate(bp_activation f, const double *x, double *y, size_t n) {
  size_t i;
  __real_bp_activate(f, x, y, n);
  /* Few units: the step of the training check. */
  for (i = 0; n > 2 && i < n; i++) {
    y[i] += spoils(ACTIVATE) ? 1e-9 : 0.0;
  }
}

bp_status __wrap_bp_net_init(bp_net *net, bp_layer *layers, size_t depth, const size_t *widths,
                             const bp_activation *activation, double *memory, size_t count) {
  return spoils(NET_INIT)
             ? BP_ERR_MEMORY
             : __real_bp_net_init(net, layers, depth, widths, activation, memory, count);
}

bp_status __wrap_bp_trainer_init(bp_trainer *trainer, bp_net *net, const bp_rule *rule,
                                 const bp_data *data, double *memory, size_t count, size_t *order) {
  return spoils(TRAINER_INIT)
             ? BP_ERR_MEMORY
             : __real_bp_trainer_init(trainer, net, rule, data, memory, count, order);
}

bp_status __wrap_bp_train(bp_trainer *trainer) {
  const bp_status status = __real_bp_train(trainer);
  size_t i;
  for (i = 0; i < trainer->net->weights; i++) {
    trainer->net->w[i] += spoils(WEIGHTS) ? 1e-9 : 0.0;
  }
  return spoils(TRAIN) ? BP_ERR_DIVERGED : status;
}

/* Each result of the part, once wrong, lets this check fail and no other; returns how many there are. */
static size_t each(part which, bp_selftest_result check) {
  size_t i;
  for (i = 0;; i++) {
    bp_selftest_result result;
    wrong = which;
    wrong_at = i;
    results = 0;
    result = bp_selftest();
    wrong = NONE;
    if (results <= i) {
      assert_int_equal(result, BP_SELFTEST_OK);
      return i;
    }
    assert_int_equal(result, check);
  }
}

static void notices_parts(void **state) {
  (void)state;
  assert_int_equal(each(PHILOX, BP_SELFTEST_RANDOM), 4);
  assert_int_equal(each(LOGISTIC, BP_SELFTEST_FUNCTION), 16);
  assert_int_equal(each(TANH, BP_SELFTEST_FUNCTION), 16);
  assert_int_equal(each(ACTIVATE, BP_SELFTEST_FUNCTION), 26);
  assert_int_equal(each(NET_INIT, BP_SELFTEST_TRAINING), 1);
  assert_int_equal(each(TRAINER_INIT, BP_SELFTEST_TRAINING), 1);
  assert_int_equal(each(TRAIN, BP_SELFTEST_TRAINING), 1);
  assert_int_equal(each(WEIGHTS, BP_SELFTEST_TRAINING), 9);
}

#if defined(__x86_64__) && defined(__linux__)

/* MXCSR: exceptions for inexact, overflowing and subnormal numbers trap; none does; and what an operation can be made to
   do: round up, down, to zero, flush its result to zero, take its operands for zero. */
#define TRAPPING 0x0280u
#define QUIET 0x1f80u
#define TRAP_FLAG 0x100
static const unsigned modes[] = {0x4000u, 0x2000u, 0x6000u, 0x8000u, 0x0040u};
#define MODES (sizeof modes / sizeof modes[0])

static unsigned long operations, wrong_operation;
static unsigned mode;

/* Before an operation that traps: it is done again, alone, and perhaps in another mode. */
static void before(int number, siginfo_t *info, void *context) {
  ucontext_t *machine = context;
  (void)number;
  (void)info;
  operations++;
  machine->uc_mcontext.fpregs->mxcsr = QUIET | (operations == wrong_operation ? mode : 0u);
  machine->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
}

static void after(int number, siginfo_t *info, void *context) {
  ucontext_t *machine = context;
  (void)number;
  (void)info;
  machine->uc_mcontext.fpregs->mxcsr = TRAPPING;
  machine->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
}

/* Whether the check passes although its n-th operation that traps is done in the mode. */
static int passes(bp_selftest_result check, unsigned long n) {
  const unsigned trapping = TRAPPING, quiet = QUIET;
  int result;
  operations = 0;
  wrong_operation = n;
  __asm__ volatile("ldmxcsr %0" : : "m"(trapping) : "memory");
  result = bp_selftest_passes(check);
  __asm__ volatile("ldmxcsr %0" : : "m"(quiet) : "memory");
  return result;
}

/* Each operation of the check whose result is not exact and normal can be made wrong so that the check fails; returns
   how many there are. */
static unsigned long each_operation(bp_selftest_result check) {
  unsigned long n, all;
  size_t i, noticed;
  assert_true(passes(check, 0));
  all = operations;
  for (n = 1; n <= all; n++) {
    noticed = 0;
    for (i = 0; i < MODES; i++) {
      mode = modes[i];
      noticed += !passes(check, n);
    }
    assert_true(noticed > 0);
  }
  return all;
}

static void notices_operations(void **state) {
  struct sigaction action;
  (void)state;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_SIGINFO;
  action.sa_sigaction = before;
  assert_int_equal(sigaction(SIGFPE, &action, NULL), 0);
  action.sa_sigaction = after;
  assert_int_equal(sigaction(SIGTRAP, &action, NULL), 0);
  /* A compiler may do several at once. */
  assert_in_range(each_operation(BP_SELFTEST_ROUNDING), 2, 6);
  assert_in_range(each_operation(BP_SELFTEST_PRECISION), 2, 2);
  assert_in_range(each_operation(BP_SELFTEST_CONTRACT), 1, 32);
  assert_in_range(each_operation(BP_SELFTEST_UNDERFLOW), 4, 6);
}

#endif

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(notices_parts),
#if defined(__x86_64__) && defined(__linux__)
    cmocka_unit_test(notices_operations),
#endif
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
