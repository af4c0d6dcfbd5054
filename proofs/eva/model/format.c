/* printf and its family for Eva: the argument of every conversion is read as its type and, if a string, to its end; what
   is written is as long as it can be at most, so a buffer too small is an alarm. Compiled with the names redefined (run). */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"

#define DIGITS_LONG 20 /* of an unsigned long, or of a long with its sign */
#define DIGITS_INT 11  /* of an int with its sign */
#define DIGITS_DOUBLE                                                                              \
  8 /* of a double beside its significant digits: sign, point, 0.000, or e+308 */

/* The length of one conversion, between 0 and what it can be at most. */
static size_t conversion(char kind, int is_long, size_t width, size_t precision, int limited,
                         va_list *arguments) {
  size_t most = 1;
  if (kind == 's') {
    const char *text = va_arg(*arguments, const char *);
    if (limited) {
      size_t i;
      for (i = 0; i < precision && text[i] != '\0'; i++) {
      }
      most = precision;
    } else {
      most = strlen(text);
    }
  } else if (kind == 'c') {
    va_arg(*arguments, int);
  } else if (kind == 'd' && !is_long) {
    va_arg(*arguments, int);
    most = DIGITS_INT;
  } else if (kind == 'd') {
    va_arg(*arguments, long);
    most = DIGITS_LONG;
  } else if ((kind == 'u' || kind == 'x') && !is_long) {
    unsigned value = va_arg(*arguments, unsigned);
    most = kind == 'x' ? (value <= 0xff ? 2 : 8) : DIGITS_INT;
  } else if (kind == 'u' || kind == 'x') {
    unsigned long value = va_arg(*arguments, unsigned long);
    most = kind == 'x' ? (value <= 0xffffffff ? 8 : 16) : DIGITS_LONG;
  } else if (kind == 'g' || kind == 'e') {
    va_arg(*arguments, double);
    most = (limited ? precision : 6) + DIGITS_DOUBLE;
  } else if (kind == 'f') {
    double value = va_arg(*arguments, double);
    most = (limited ? precision : 6) + (-1e15 < value && value < 1e15 ? 18 : 312);
  } else {
    /*@ assert known_conversion: kind == '%'; */
  }
  most = most < width ? width : most;
  return Frama_C_abstract_max((long long)most);
}

int model_vsnprintf(char *out, size_t size, const char *format, va_list arguments);

/* Writes to out, if it is not null, at most size bytes, the last a 0. */
static int format_to(char *out, size_t size, const char *format, va_list *arguments) {
  size_t i = 0, used = 0;
  const char *next;
  next = strchr(format, '%');
  while (next != NULL) {
    size_t width = 0, precision = 0;
    int limited = 0, is_long = 0;
    used += (size_t)(next - format) - i;
    i = (size_t)(next - format) + 1;
    while (format[i] == '-' || format[i] == '+' || format[i] == '0' || format[i] == '#' ||
           format[i] == ' ') {
      i++;
    }
    if (format[i] == '*') {
      int given = va_arg(*arguments, int);
      width = given < 0 ? 0 - (size_t)given : (size_t)given;
      i++;
    }
    for (; format[i] >= '0' && format[i] <= '9'; i++) {
      width = 10 * width + (size_t)(format[i] - '0');
    }
    if (format[i] == '.') {
      limited = 1;
      i++;
      if (format[i] == '*') {
        precision = (size_t)va_arg(*arguments, int);
        i++;
      }
      for (; format[i] >= '0' && format[i] <= '9'; i++) {
        precision = 10 * precision + (size_t)(format[i] - '0');
      }
    }
    if (format[i] == 'l') {
      is_long = 1;
      i++;
    }
    used += conversion(format[i], is_long, width, precision, limited, arguments);
    i++;
    next = strchr(format + i, '%');
  }
  used += strlen(format + i);
  if (out != NULL && size > 0) {
    const size_t written = used < size - 1 ? used : size - 1;
    any_bytes(out, written);
    out[written] = '\0';
  }
  return Frama_C_interval(0, used < 0x7fffffff ? (int)used : 0x7fffffff);
}

int model_vsnprintf(char *out, size_t size, const char *format, va_list arguments) {
  return format_to(out, size, format, &arguments);
}

int model_sprintf(char *out, const char *format, ...) {
  va_list arguments;
  int length;
  va_start(arguments, format);
  length = format_to(out, (size_t)-1, format, &arguments);
  va_end(arguments);
  return length;
}

int model_snprintf(char *out, size_t size, const char *format, ...) {
  va_list arguments;
  int length;
  va_start(arguments, format);
  length = format_to(out, size, format, &arguments);
  va_end(arguments);
  return length;
}

int model_printf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  format_to(NULL, 0, format, &arguments);
  va_end(arguments);
  return Frama_C_interval(-1, 0x7fffffff);
}

int model_fprintf(FILE *file, const char *format, ...) {
  va_list arguments;
  /*@ assert open_file: \valid(file); */
  va_start(arguments, format);
  format_to(NULL, 0, format, &arguments);
  va_end(arguments);
  return Frama_C_interval(-1, 0x7fffffff);
}

int model_vfprintf(FILE *file, const char *format, va_list arguments) {
  /*@ assert open_file: \valid(file); */
  format_to(NULL, 0, format, &arguments);
  return Frama_C_interval(-1, 0x7fffffff);
}
