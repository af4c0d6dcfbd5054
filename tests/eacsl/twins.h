/* What the contracts say in words that E-ACSL has none for, as C functions. */
#ifndef BP_EACSL_TWINS_H
#define BP_EACSL_TWINS_H

/*@ assigns \nothing; */
extern int twin_is_finite(double v);

/*@ assigns \nothing; */
extern int twin_is_nan(double v);

/* a > b as C compares. */
/*@ assigns \nothing; */
extern int twin_gt(double a, double b);
/*@ assigns \nothing; */
extern int twin_lt(double a, double b);

/* Equal bits, or both NaN. */
/*@ assigns \nothing; */
extern int twin_same(double a, double b);

/*@ assigns \nothing; */
extern double twin_add(double a, double b);
/*@ assigns \nothing; */
extern double twin_sub(double a, double b);
/*@ assigns \nothing; */
extern double twin_mul(double a, double b);
/*@ assigns \nothing; */
extern double twin_div(double a, double b);
/*@ assigns \nothing; */
extern double twin_neg(double a);

/* Items `first` to `end` - 1 of `size` bytes each, from v. */
/*@ assigns \nothing; */
extern int twin_valid(const void *v, unsigned long size, unsigned long first, unsigned long end);
/*@ assigns \nothing; */
extern int twin_valid_read(const void *v, unsigned long size, unsigned long first,
                           unsigned long end);
/*@ assigns \nothing; */
extern int twin_separated(const void *v, unsigned long v_size, unsigned long v_first,
                          unsigned long v_end, const void *u, unsigned long u_size,
                          unsigned long u_first, unsigned long u_end);

/* Keeps items `first` to `end` - 1 at v, `size` bytes each, for twin_kept to hand back. slot: one for each parameter of each
   function; functions do not call themselves. Returns 1. */
/*@ assigns \nothing; */
extern int twin_keep(int slot, const void *v, unsigned long size, unsigned long first,
                     unsigned long end);
/*@ assigns \nothing; */
extern const void *twin_kept(int slot);

#endif
