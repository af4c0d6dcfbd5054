#include "precision.h"

#include <float.h>
#include <math.h>
#include <string.h>

typedef struct format {
  const char *name;
  int bits;      /* of the significand, the leading one included */
  int exponent;  /* bits of the exponent */
  size_t digits; /* hexadecimal */
} format;

static const format formats[BP_PRECISION_COUNT] = {
    {"f64", 53, 11, 16}, {"f32", 24, 8, 8}, {"f16", 11, 5, 4}, {"bf16", 8, 8, 4}};

/* The exponent of the largest numbers, and minus the exponent of the least normal number less 1. */
static int bias(const format *f) {
  return (1 << (f->exponent - 1)) - 1;
}

/* The exponent of the least subnormal. */
static int least(const format *f) {
  return 2 - bias(f) - f->bits;
}

const char *bp_precision_name(bp_precision p) {
  return (int)p >= 0 && p < BP_PRECISION_COUNT ? formats[p].name : "unknown";
}

int bp_precision_find(const char *name, size_t length, bp_precision *p) {
  int i;
  for (i = 0; i < BP_PRECISION_COUNT; i++) {
    if (strlen(formats[i].name) == length && memcmp(name, formats[i].name, length) == 0) {
      *p = (bp_precision)i;
      return 1;
    }
  }
  return 0;
}

int bp_precision_bits(bp_precision p) {
  return formats[p].bits;
}

size_t bp_precision_digits(bp_precision p) {
  return formats[p].digits;
}

double bp_precision_unit(bp_precision p) {
  return ldexp(1.0, -formats[p].bits);
}

double bp_precision_tiny(bp_precision p) {
  return ldexp(1.0, least(&formats[p]));
}

double bp_precision_largest(bp_precision p) {
  return ldexp(2.0 - 2.0 * bp_precision_unit(p), bias(&formats[p]));
}

double bp_precision_below(bp_precision p, double v) {
  const format *f = &formats[p];
  int exponent;
  if (p == BP_F64 || v == 0.0 || v < -DBL_MAX) {
    return v;
  }
  if (v > bp_precision_largest(p)) {
    return v > DBL_MAX ? v : bp_precision_largest(p);
  }
  (void)frexp(v, &exponent);
  exponent -= f->bits;
  exponent = exponent < least(f) ? least(f) : exponent;
  v = ldexp(floor(ldexp(v, -exponent)), exponent);
  return v < -bp_precision_largest(p) ? -HUGE_VAL : v;
}

double bp_precision_above(bp_precision p, double v) {
  return v == 0.0 ? v : -bp_precision_below(p, -v);
}

int bp_precision_holds(bp_precision p, double v) {
  return bp_precision_below(p, v) == v;
}

/* Sign, exponent and fraction of v, a number of a format other than BP_F64, as in its bits. */
static unsigned long encode(const format *f, double v) {
  const unsigned long sign = 1UL << (f->bits + f->exponent - 1);
  const unsigned long top = (1UL << f->exponent) - 1;
  const double m = fabs(v);
  char bits[BP_BITS_SIZE];
  unsigned long code;
  int exponent;
  bp_bits_write(v, bits);
  if (v != v) {
    code = top << (f->bits - 1) | 1UL << (f->bits - 2);
  } else if (m > DBL_MAX) {
    code = top << (f->bits - 1);
  } else {
    (void)frexp(m, &exponent);
    exponent -= f->bits;
    exponent = m == 0.0 || exponent < least(f) ? least(f) : exponent;
    /* A normal number's leading bit adds 1 to the exponent, which starts at 0 here. */
    code = ((unsigned long)(exponent - least(f)) << (f->bits - 1)) +
           (unsigned long)ldexp(m, -exponent);
  }
  return bits[0] >= '8' ? code | sign : code;
}

static double decode(const format *f, unsigned long code) {
  const unsigned long top = (1UL << f->exponent) - 1;
  const unsigned long fraction = code & ((1UL << (f->bits - 1)) - 1);
  const unsigned long exponent = code >> (f->bits - 1) & top;
  double v = 0.0;
  if (exponent == top && fraction != 0) {
    (void)bp_bits_read("7ff8000000000000", &v);
  } else if (exponent == top) {
    v = HUGE_VAL;
  } else if (exponent == 0) {
    v = ldexp((double)fraction, least(f));
  } else {
    v = ldexp((double)(fraction + (1UL << (f->bits - 1))), least(f) + (int)exponent - 1);
  }
  return (code >> (f->bits + f->exponent - 1) & 1) != 0 ? -v : v;
}

void bp_precision_write(bp_precision p, double v, char out[BP_BITS_SIZE]) {
  static const char digit[] = "0123456789abcdef";
  const size_t digits = formats[p].digits;
  unsigned long code;
  size_t i;
  if (p == BP_F64) {
    bp_bits_write(v, out);
    return;
  }
  code = encode(&formats[p], v);
  for (i = 0; i < digits; i++) {
    out[i] = digit[code >> 4 * (digits - 1 - i) & 0xf];
  }
  out[digits] = '\0';
}

int bp_precision_read(bp_precision p, const char *text, size_t length, double *v) {
  char padded[BP_BITS_SIZE];
  unsigned long code = 0;
  size_t i;
  double all = 0.0;
  if (length != formats[p].digits) {
    return 0;
  }
  memset(padded, '0', sizeof padded);
  memcpy(padded, text, length);
  if (!bp_bits_read(padded, &all)) {
    return 0;
  }
  if (p == BP_F64) {
    *v = all;
    return 1;
  }
  for (i = 0; i < length; i++) {
    code = code << 4 | (unsigned long)(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
  }
  *v = decode(&formats[p], code);
  return 1;
}
