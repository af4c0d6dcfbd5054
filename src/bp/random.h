/* Random numbers by counting: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers:
   as easy as 1, 2, 3", SC 2011). A number depends on its key and counter alone, never on what was
   drawn before, so a weight's first value is a function of seed, layer, unit and input, whatever
   the order of the work. */
#ifndef BP_RANDOM_H
#define BP_RANDOM_H

#include <stddef.h>

/* A seed of 64 bits as two words; only the low 32 bits of each count. */
typedef struct bp_seed {
  unsigned long low;
  unsigned long high;
} bp_seed;

/* One block of Philox4x32-10: four words of 32 bits from a counter of four and a key of two. */
/*@ requires valid_counter: \valid_read(counter + (0 .. 3));
    requires valid_key: \valid_read(key + (0 .. 1));
    requires valid_out: \valid(out + (0 .. 3));
    requires sep: \separated(out + (0 .. 3), counter + (0 .. 3), key + (0 .. 1));
    assigns out[0 .. 3] \from counter[0 .. 3], key[0 .. 1];
    ensures range: \forall integer i; 0 <= i < 4 ==> out[i] <= 0xFFFFFFFF;
*/
void bp_philox(const unsigned long counter[4], const unsigned long key[2], unsigned long out[4]);

/* Uniform in [-1, 1), on the grid of step 2^-52, every point of it equally likely: the random
   number of the weight of layer `layer` (0 the first) from input `input` (0 the bias) to unit
   `unit` (0 the first). */
/*@ assigns \result \from seed, layer, unit, input;
    ensures range: \is_finite(\result) && -1.0 <= \result < 1.0;
*/
double bp_random_weight(bp_seed seed, size_t layer, size_t unit, size_t input);

/* Fills order[0 .. n-1] with a permutation of 0 .. n-1 (Fisher and Yates), a function of seed and
   epoch. n: at most 2^32 - 1. Each choice among m comes from 32 random bits, so its probability is
   off by at most m/2^32 in relative terms. */
/*@ requires count: n <= 0xFFFFFFFF;
    requires valid: \valid(order + (0 .. n - 1));
    assigns order[0 .. n - 1];
    ensures range: \forall integer p; 0 <= p < n ==> order[p] < n;
*/
void bp_random_order(bp_seed seed, size_t epoch, size_t *order, size_t n);

#endif
