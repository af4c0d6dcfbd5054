#include "noise.h"

#include <math.h>

#define PREC 160

void bp_noise_init(bp_noise *noise, bp_precision p) {
  int exponent;
  noise->u = bp_precision_unit(p);
  noise->tiny = bp_precision_tiny(p);
  noise->bits = bp_precision_bits(p);
  noise->normal = ldexp(noise->tiny, (int)noise->bits - 1);
  (void)frexp(noise->tiny, &exponent);
  noise->bottom = exponent - 1;
  noise->prec = PREC;
}

void bp_noise_widen(const bp_noise *noise, arb_ptr v, arb_srcptr mass, size_t n) {
  const double nu = (double)n * noise->u;
  mag_t of, gamma, tiny;
  mag_init(of);
  mag_init(gamma);
  mag_init(tiny);
  if (nu >= 0.5) {
    mag_inf(gamma);
  } else {
    mag_set_d(gamma, nu / (1.0 - nu));
  }
  arb_get_mag(of, mass);
  mag_mul(of, of, gamma);
  mag_set_d(tiny, (double)n * noise->tiny);
  mag_add(of, of, tiny);
  arb_add_error_mag(v, of);
  mag_clear(of);
  mag_clear(gamma);
  mag_clear(tiny);
}

/* The exponent of the lowest bit of a number that is not 0, and how many bits it has from there. */
static slong bottom_of(const arf_t v, slong *bits) {
  fmpz_t odd, e;
  slong bottom;
  fmpz_init(odd);
  fmpz_init(e);
  arf_get_fmpz_2exp(odd, e, v);
  *bits = (slong)fmpz_bits(odd);
  bottom = fmpz_get_si(e);
  fmpz_clear(odd);
  fmpz_clear(e);
  return bottom;
}

int bp_noise_exact(const bp_noise *noise, const arb_t v) {
  slong bits, bottom;
  if (!arb_is_exact(v) || !arb_is_finite(v)) {
    return 0;
  }
  if (arf_is_zero(arb_midref(v))) {
    return 1;
  }
  bottom = bottom_of(arb_midref(v), &bits);
  return bits <= noise->bits && bottom >= noise->bottom;
}

void bp_noise_round(const bp_noise *noise, arb_t v, size_t n) {
  if (!bp_noise_exact(noise, v)) {
    arb_t mass;
    arb_init(mass);
    arb_set(mass, v);
    bp_noise_widen(noise, v, mass, n);
    arb_clear(mass);
  }
}

void bp_sum_init(bp_sum *sum) {
  arb_init(sum->total);
  arb_init(sum->mass);
  sum->exact = 1;
  sum->bottom = 0;
  sum->some = 0;
  sum->terms = 0;
}

void bp_sum_clear(bp_sum *sum) {
  arb_clear(sum->total);
  arb_clear(sum->mass);
}

void bp_sum_add(const bp_noise *noise, bp_sum *sum, const arb_t term) {
  arb_t size;
  arb_init(size);
  arb_abs(size, term);
  arb_add(sum->total, sum->total, term, noise->prec);
  arb_add(sum->mass, sum->mass, size, noise->prec);
  if (!arb_is_exact(term)) {
    sum->exact = 0;
  } else if (!arb_is_zero(term)) {
    slong bits;
    const slong bottom = bottom_of(arb_midref(term), &bits);
    sum->bottom = !sum->some || bottom < sum->bottom ? bottom : sum->bottom;
    sum->some = 1;
  }
  sum->terms++;
  arb_clear(size);
}

/* Of three, say, no part of a sum is exact, though all of it may be. */
void bp_sum_share(const bp_noise *noise, bp_sum *sum, size_t n) {
  arb_div_ui(sum->total, sum->total, n, noise->prec);
  arb_div_ui(sum->mass, sum->mass, n, noise->prec);
  sum->exact = sum->exact && (n & (n - 1)) == 0;
  for (; n > 1; n /= 2) {
    sum->bottom--;
  }
}

/* Every partial sum is a multiple of the lowest bit and no larger than the mass. */
int bp_sum_exact(const bp_noise *noise, const bp_sum *sum) {
  if (!sum->exact || !sum->some) {
    return sum->exact;
  }
  return sum->bottom >= noise->bottom && arb_is_exact(sum->mass) &&
         arf_cmpabs_2exp_si(arb_midref(sum->mass), sum->bottom + noise->bits) <= 0;
}

void bp_sum_end(const bp_noise *noise, bp_sum *sum, size_t more) {
  if (!bp_sum_exact(noise, sum)) {
    bp_noise_widen(noise, sum->total, sum->mass, sum->terms + 1 + more);
  }
}
