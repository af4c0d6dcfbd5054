/* The libraries and the system for Eva: what a call may do that the program can see. Assumed, not proven. */
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_deriv.h>

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"

json_t model_value[1], *model_value_at = model_value;

/* An array is made, but never grows: there is no memory for that. Of arrays that grow, the first 16 items are looked at. */
void *model_realloc(void *array, size_t size) {
  return array == NULL ? malloc(size) : NULL;
}

/* Both texts to their ends; which is first is found out where both lengths are known, else it may be either. */
int model_strcmp(const char *a, const char *b) {
  const size_t m = strlen(a), n = strlen(b);
  size_t i;
  if (Frama_C_abstract_cardinal((long long)m) == 1 &&
      Frama_C_abstract_cardinal((long long)n) == 1) {
    for (i = 0; i < m && i < n && a[i] == b[i]; i++) {
    }
    return (unsigned char)a[i] < (unsigned char)b[i] ? -1 : a[i] != b[i];
  }
  return m == n ? Frama_C_interval(-255, 255)
                : Frama_C_nondet(Frama_C_interval(-255, -1), Frama_C_interval(1, 255));
}

/* Reads the arguments as the format says: the program uses keys, text, numbers, truth values and objects alone. */
json_t *json_pack(const char *format, ...) {
  va_list arguments;
  size_t i;
  va_start(arguments, format);
  for (i = 0; format[i] != '\0'; i++) {
    if (format[i] == 's') {
      size_t length = strlen(va_arg(arguments, const char *));
    } else if (format[i] == 'I') {
      va_arg(arguments, json_int_t);
    } else if (format[i] == 'f') {
      va_arg(arguments, double);
    } else if (format[i] == 'b') {
      va_arg(arguments, int);
    } else if (format[i] == 'o') {
      va_arg(arguments, json_t *);
    } else {
      /*@ assert known_item: format[i] == '{' || format[i] == '}' || format[i] == ':' || format[i] == ',' ||
            format[i] == ' ' || format[i] == '*'; */
    }
  }
  va_end(arguments);
  return Frama_C_nondet(0, 1) ? NULL : model_value;
}

/* Jansson asks for memory now and then, and gives it back. */
void json_set_alloc_funcs(json_malloc_t allocate, json_free_t release) {
  void *memory = allocate((size_t)Frama_C_interval(0, 4096));
  if (memory != NULL) {
    release(memory);
  }
}

/* GSL evaluates f at four points, or at four more; what it makes of the values can be anything. */
int gsl_deriv_central(const gsl_function *f, double x, double h, double *result, double *abserr) {
  int i, more = Frama_C_nondet(0, 1);
  for (i = 0; i < 4; i++) {
    f->function(x + Frama_C_double_interval(-1.0, 1.0) * h, f->params);
  }
  for (i = 0; more && i < 4; i++) {
    f->function(x + Frama_C_double_interval(-1.0, 1.0) * h, f->params);
  }
  *result = Frama_C_double_interval(-1.7976931348623157e308, 1.7976931348623157e308);
  *abserr = Frama_C_double_interval(0.0, 1.7976931348623157e308);
  return 0;
}

/* The variables of the environment: any text, or none. */
char *getenv(const char *name) {
  static char value[8];
  size_t length = strlen(name);
  any_bytes(value, sizeof value - 1);
  return Frama_C_nondet(0, 1) ? NULL : value;
}

/* The streams that a program starts with. */
static FILE streams[3];
FILE *__fc_stdin = &streams[0];
FILE *__fc_stdout = &streams[1];
FILE *__fc_stderr = &streams[2];
