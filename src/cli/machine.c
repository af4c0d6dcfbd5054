#include "machine.h"

#include <float.h>
#include <string.h>

#define TEXT(x) #x
#define NUMBER(x) TEXT(x)

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__TINYC__)
#define COMPILER "tcc " NUMBER(__TINYC__)
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

#if defined(__FLT_EVAL_METHOD__)
#define DECLARED __FLT_EVAL_METHOD__
#elif defined(FLT_EVAL_METHOD)
#define DECLARED FLT_EVAL_METHOD
#else
#define DECLARED -1
#endif

/* Read through volatile, so that the compiler computes nothing in advance. */
static volatile double one = 1.0;
static volatile double half_ulp = DBL_EPSILON / 2.0;
static volatile double tiny = DBL_MIN;

/* In double, 1 + half an ulp is 1 each time (ties to even); with more precision the two halves add
   up. */
static const char *evaluation(void) {
  const volatile double sum = one + half_ulp + half_ulp;
  return sum > 1.0 ? "intermediate results carry more than double" : "every result is a double";
}

/* A tie between 1 and 1 + ulp, one just above it, and the same below zero. */
static const char *rounding(void) {
  const volatile double tie = one + half_ulp;
  const volatile double above = one + half_ulp * 1.5;
  const volatile double odd_tie = one + 3.0 * half_ulp;
  const volatile double below = -one - half_ulp * 1.5;
  if (tie == 1.0 && above > 1.0 && below < -1.0) {
    return odd_tie > 1.0 + DBL_EPSILON ? "to nearest, ties to even"
                                       : "to nearest, ties not to even";
  }
  if (above > 1.0) {
    return below < -1.0 ? "away from zero" : "upwards";
  }
  return below < -1.0 ? "downwards" : "towards zero";
}

/* (1 + u)(1 - u) - 1 with u an ulp: the product rounds to 1 on its own, so what is left is 0 or
   -u^2. */
static const char *contraction(void) {
  const volatile double u = DBL_EPSILON;
  const double a = one + u, b = one - u;
  const volatile double left = a * b - one;
  return left == 0.0 ? "a*b+c is two roundings" : "a*b+c is contracted to one rounding";
}

static const char *subnormals(void) {
  const volatile double half = tiny / 2.0;
  return half > 0.0 ? "kept" : "flushed to zero";
}

static const char *byte_order(void) {
  const unsigned long value = 1;
  unsigned char first;
  memcpy(&first, &value, 1);
  return first == 1 ? "little-endian" : "big-endian";
}

void cli_machine_measure(cli_machine *machine) {
  machine->compiler = COMPILER;
  machine->evaluation = evaluation();
  machine->declared_method = DECLARED;
  machine->rounding = rounding();
  machine->contraction = contraction();
  machine->subnormals = subnormals();
  machine->byte_order = byte_order();
}
