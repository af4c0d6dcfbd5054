/* Numbers in decimal, strictly: the whole token, nothing but digits, sign, point and exponent,
   rounded to nearest. Nothing here depends on the locale: a locale with another decimal point makes
   the reading fail and leaves the writing as it is. */
#ifndef BP_NUMBER_H
#define BP_NUMBER_H

#include <stddef.h>

#include "src/bp/random.h"
#include "src/bp/range.h"

/* Reads [+-] digits [. digits] [e [+-] digits] (a digit before or after the point) into *v. Returns
   null, or what is wrong with it: "not a number", "not finite" (nan, inf), "hexadecimal", "empty",
   "beyond 2^200 in magnitude"; *v is unchanged then. text[length] must be readable and must not
   continue the number: end of string, comma, space, quote. */
/*@ requires valid_text: \valid_read(text + (0 .. length));
    requires valid_v: \valid(v);
    assigns *v, \result \from text[0 .. length];
    ensures range: \result == \null ==> \is_finite(*v) && -BP_LIMIT <= *v <= BP_LIMIT;
*/
const char *bp_number_read(const char *text, size_t length, double *v);

/* Whether text starts as numbers do (sign, point, digit, or nan and inf), so that it is more likely
   a wrong number than a name. */
/*@ requires valid_text: \valid_read(text + (0 .. length - 1));
    assigns \result \from text[0 .. length - 1];
*/
int bp_number_resembles(const char *text, size_t length);

/* Reads a count: decimal digits alone, no sign, no leading zero, at most max. Returns null or what
   is wrong; *n is unchanged then. */
/*@ requires valid_text: \valid_read(text + (0 .. length - 1));
    requires valid_n: \valid(n);
    assigns *n, \result \from text[0 .. length - 1], max;
    ensures range: \result == \null ==> *n <= max;
    ensures unchanged: \result != \null ==> *n == \old(*n);
*/
const char *bp_count_read(const char *text, size_t length, size_t max, size_t *n);

/* Reads a seed: decimal digits alone, no leading zero, at most 2^64 - 1. Returns null or what is
   wrong; *seed is unchanged then. */
/*@ requires valid_text: \valid_read(text + (0 .. length - 1));
    requires valid_seed: \valid(seed);
    assigns *seed, \result \from text[0 .. length - 1];
    ensures range: \result == \null ==> seed->low <= 0xFFFFFFFF && seed->high <= 0xFFFFFFFF;
    ensures unchanged: \result != \null ==>
      seed->low == \old(seed->low) && seed->high == \old(seed->high);
*/
const char *bp_seed_read(const char *text, size_t length, bp_seed *seed);

#define BP_SEED_SIZE 21 /* 20 digits and the end of the string */

/* Writes a seed in decimal. */
/*@ requires valid_out: \valid(out + (0 .. BP_SEED_SIZE - 1));
    assigns out[0 .. BP_SEED_SIZE - 1] \from seed;
*/
void bp_seed_write(bp_seed seed, char out[BP_SEED_SIZE]);

#define BP_NUMBER_SIZE 32

/* Writes v, finite, with 17 significant digits (%.17g): it reads back as the same bits. */
void bp_number_write(double v, char out[BP_NUMBER_SIZE]);

/* Writes v, finite, with as few of 15 to 17 significant digits as read back as the same bits. */
void bp_number_write_short(double v, char out[BP_NUMBER_SIZE]);

#endif
