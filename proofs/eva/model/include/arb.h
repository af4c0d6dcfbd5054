/* Arb for Eva: each call writes its first argument and reads the others, which must be there. Assumed, not proven. */
#ifndef ARB_H
#define ARB_H

#include <stddef.h>

typedef long slong;
typedef unsigned long ulong;

typedef struct {
  double value;
} arf_struct;
typedef arf_struct arf_t[1];
typedef struct {
  double value;
} mag_struct;
typedef mag_struct mag_t[1];
typedef struct {
  arf_struct mid;
  mag_struct rad;
} arb_struct;
typedef arb_struct arb_t[1];
typedef arb_struct *arb_ptr;
typedef const arb_struct *arb_srcptr;
typedef const arf_struct *arf_srcptr;
typedef const mag_struct *mag_srcptr;
typedef enum { ARF_RND_DOWN, ARF_RND_UP, ARF_RND_FLOOR, ARF_RND_CEIL, ARF_RND_NEAR } arf_rnd_t;

#define arb_midref(x) (&(x)->mid)
#define arb_radref(x) (&(x)->rad)

/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arb_init(arb_struct *a);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arb_clear(arb_struct *a);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arb_zero(arb_struct *a);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arb_one(arb_struct *a);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b; */
void arb_set(arb_struct *a, const arb_struct *b);
/*@ requires \valid(a);
    assigns *a \from b; */
void arb_set_d(arb_struct *a, double b);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b; */
void arb_neg(arb_struct *a, const arb_struct *b);
/*@ requires \valid(a) && \valid_read(b) && \valid_read(c);
    assigns *a \from *b, *c, d; */
void arb_add(arb_struct *a, const arb_struct *b, const arb_struct *c, slong d);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c, d; */
void arb_add_ui(arb_struct *a, const arb_struct *b, ulong c, slong d);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c, d; */
void arb_sub_ui(arb_struct *a, const arb_struct *b, ulong c, slong d);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c, d; */
void arb_sub_si(arb_struct *a, const arb_struct *b, slong c, slong d);
/*@ requires \valid(a) && \valid_read(b) && \valid_read(c);
    assigns *a \from *b, *c, d; */
void arb_mul(arb_struct *a, const arb_struct *b, const arb_struct *c, slong d);
/*@ requires \valid(a) && \valid_read(b) && \valid_read(c);
    assigns *a \from *b, *c, d; */
void arb_addmul(arb_struct *a, const arb_struct *b, const arb_struct *c, slong d);
/*@ requires \valid(a) && \valid_read(b) && \valid_read(c);
    assigns *a \from *b, *c, d; */
void arb_submul(arb_struct *a, const arb_struct *b, const arb_struct *c, slong d);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arb_inv(arb_struct *a, const arb_struct *b, slong c);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c, d; */
void arb_div_ui(arb_struct *a, const arb_struct *b, ulong c, slong d);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arb_exp(arb_struct *a, const arb_struct *b, slong c);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arb_tanh(arb_struct *a, const arb_struct *b, slong c);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arb_mul_2exp_si(arb_struct *a, const arb_struct *b, slong c);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b; */
void arb_get_mag_lower(mag_struct *a, const arb_struct *b);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arb_get_lbound_arf(arf_struct *a, const arb_struct *b, slong c);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arb_get_ubound_arf(arf_struct *a, const arb_struct *b, slong c);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void mag_init(mag_struct *a);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void mag_clear(mag_struct *a);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void mag_mul_2exp_si(mag_struct *a, const mag_struct *b, slong c);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arf_init(arf_struct *a);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arf_clear(arf_struct *a);
/*@ requires \valid(a);
    assigns *a \from \nothing; */
void arf_zero(arf_struct *a);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b; */
void arf_set(arf_struct *a, const arf_struct *b);
/*@ requires \valid(a);
    assigns *a \from b; */
void arf_set_d(arf_struct *a, double b);
/*@ requires \valid(a) && \valid_read(b) && \valid_read(c);
    assigns *a \from *b, *c; */
void arf_max(arf_struct *a, const arf_struct *b, const arf_struct *c);
/*@ requires \valid(a) && \valid_read(b);
    assigns *a \from *b, c; */
void arf_mul_2exp_si(arf_struct *a, const arf_struct *b, slong c);
/*@ requires \valid(a) && \valid_read(b) && \valid_read(c);
    assigns *a \from *b, *c, d, e; */
int arf_sub(arf_struct *a, const arf_struct *b, const arf_struct *c, slong d, arf_rnd_t e);
/*@ requires \valid_read(a);
    assigns \result \from *a; */
int arb_is_exact(const arb_struct *a);
/*@ requires \valid_read(a);
    assigns \result \from *a; */
int arb_is_finite(const arb_struct *a);
/*@ requires \valid_read(a) && \valid_read(b);
    assigns \result \from *a, *b; */
int mag_cmp(const mag_struct *a, const mag_struct *b);
/*@ requires \valid_read(a) && \valid_read(b);
    assigns \result \from *a, *b; */
int arf_cmpabs(const arf_struct *a, const arf_struct *b);
/*@ requires \valid_read(a);
    assigns \result \from *a, b; */
int arf_cmpabs_2exp_si(const arf_struct *a, slong b);
/*@ requires \valid_read(a);
    assigns \result \from *a; */
int arf_is_zero(const arf_struct *a);
/*@ requires \valid_read(a);
    assigns \result \from *a; */
int arf_sgn(const arf_struct *a);
/*@ requires \valid_read(a);
    assigns \result \from *a, b; */
double arf_get_d(const arf_struct *a, arf_rnd_t b);
/*@ requires \valid_read(a);
    assigns \result \from *a; */
slong arf_abs_bound_lt_2exp_si(const arf_struct *a);
arb_ptr _arb_vec_init(slong n);
void _arb_vec_clear(arb_ptr v, slong n);
char *arb_get_str(const arb_struct *x, slong n, ulong flags);
void flint_free(void *memory);
void flint_cleanup(void);

#endif
