/* The true value of every quantity of a training step, enclosed: the equations evaluated in ball
   arithmetic on the network's weights and the patterns taken as exact numbers, with as many bits as
   it takes. spec/oracle.md says why the result is rigorous. Nothing here prints. Only if memory
   runs out inside the arithmetic's own library does that end the program. */
#ifndef BP_ORACLE_H
#define BP_ORACLE_H

#include <stddef.h>

#include "src/bp/bp.h"
#include "src/text/bits.h"

/* What a call came to. */
typedef enum bp_oracle_status {
  BP_ORACLE_OK = 0,
  BP_ORACLE_UNRESOLVED,  /* the cap on the precision is reached and something is wider than wanted:
                           the enclosures hold all the same */
  BP_ORACLE_VALUE,       /* a number is NaN or larger than BP_LIMIT in magnitude */
  BP_ORACLE_OPTION,      /* a parameter is outside its range */
  BP_ORACLE_MEMORY,      /* memory has run out, or a text has no room */
  BP_ORACLE_STATUS_COUNT /* the number of values above */
} bp_oracle_status;

/* The status in words: a constant string, never null. */
const char *bp_oracle_status_text(bp_oracle_status status);

/* What is enclosed. The first group is of the pattern selected last, the second of all. Units and
   weights have the indices of bp_net. */
typedef enum bp_oracle_quantity {
  BP_ORACLE_X = 0,    /* [units] net inputs (EQ-5, EQ-16) */
  BP_ORACLE_Y,        /* [units] outputs (EQ-5, EQ-18) */
  BP_ORACLE_SLOPE,    /* [units] f'(x) (EQ-5, EQ-18) */
  BP_ORACLE_ERROR,    /* [outputs] e (EQ-4) */
  BP_ORACLE_SUM,      /* [units] sum_k delta_k w_kj = -dE/dy_j (EQ-17); 0 of output units */
  BP_ORACLE_DELTA,    /* [units] delta = -dE/dx (EQ-6, EQ-19) */
  BP_ORACLE_E,        /* [1] E of the pattern (EQ-3) */
  BP_ORACLE_DE_DW,    /* [weights] dE/dw of the pattern (EQ-8, EQ-20); -delta y if plain */
  BP_ORACLE_SET_E,    /* [1] E of all patterns, their sum or mean */
  BP_ORACLE_GRADIENT, /* [weights] dE/dw of all patterns, the sum or the mean */
  BP_ORACLE_CHANGE,   /* [weights] Delta w (EQ-9, EQ-12, EQ-21) */
  BP_ORACLE_W_NEW,    /* [weights] w + Delta w (EQ-10, EQ-22) */
  BP_ORACLE_QUANTITY_COUNT
} bp_oracle_quantity;

/* The training step: Delta w = -eta dE/dw + alpha Delta w_prev, E = scale sum e^2. */
typedef struct bp_oracle_rule {
  double eta;             /* 0 to BP_LIMIT; 0 */
  double alpha;           /* 0 to less than 1; 0 */
  const double *previous; /* [weights] Delta w_prev; null for no change, the default */
  bp_reduce reduce;       /* how the patterns are joined; BP_SUM */
  int plain;              /* not 0: the delta rule, delta_k = 2 scale e_k; one layer only; 0 */
  double scale;           /* of E, above 0; 1/2 */
} bp_oracle_rule;

/* How closely. */
typedef struct bp_oracle_options {
  int bits; /* an enclosure is narrow if its width is at most 2^-bits of its magnitude, or 0; 70 */
  long start;        /* the first precision in bits, 2 or more; 128 */
  long cap;          /* it is doubled while it stays within this, at most 2^20; 4096 */
  int gradient_only; /* not 0: only SET_E, GRADIENT, CHANGE and W_NEW need be narrow; 0 */
} bp_oracle_options;

/* The defaults named above. */
void bp_oracle_defaults(bp_oracle_rule *rule, bp_oracle_options *options);

/* An oracle: enclosures of one training step. */
typedef struct bp_oracle bp_oracle;

/* Prepares the step of net on the patterns of data. The network and the rule are copied; the
   numbers that data points to must stay as they are until bp_oracle_free. BP_ORACLE_VALUE (a
   weight, signal, target or previous change), BP_ORACLE_OPTION (also: no pattern, plain with hidden
   layers), BP_ORACLE_MEMORY; *oracle is null then. */
bp_oracle_status bp_oracle_create(bp_oracle **oracle, const bp_net *net, const bp_data *data,
                                  const bp_oracle_rule *rule, const bp_oracle_options *options);

/* Releases everything; null is accepted. */
void bp_oracle_free(bp_oracle *oracle);

/* Computes the step, with more and more bits until every enclosure is narrow; pattern 0 is selected
   then. BP_ORACLE_UNRESOLVED if the cap is reached before. */
bp_oracle_status bp_oracle_run(bp_oracle *oracle);

/* Computes the quantities of pattern p (from 0), with the precision that bp_oracle_run arrived at.
   BP_ORACLE_OPTION if there is no such pattern, or nothing has been run. */
bp_oracle_status bp_oracle_select(bp_oracle *oracle, size_t p);

/* The precision in bits that bp_oracle_run arrived at; 0 before it. */
long bp_oracle_precision(const bp_oracle *oracle);

/* In how many patterns the net input of unit k of layer l is not certain to be away from a kink of
   its activation, that is from 0 for ReLU and leaky ReLU. There E may have no derivative with
   respect to the unit's weights, and those of all layers before it. 0 before bp_oracle_run. */
size_t bp_oracle_kinks(const bp_oracle *oracle, size_t l, size_t k);

/* How many numbers the quantity has. */
size_t bp_oracle_count(const bp_oracle *oracle, bp_oracle_quantity q);

/* An enclosure in doubles. */
typedef struct bp_enclosure {
  double lo, hi;  /* lo <= the true value <= hi, rounded outwards: infinite beyond all doubles */
  double nearest; /* the double nearest to the middle */
  int certain;    /* not 0: nearest is the true value correctly rounded, proven */
  int exact;      /* not 0: the enclosure is a single number */
  int narrow;     /* not 0: as narrow as wanted */
} bp_enclosure;

/* Number i of the quantity. BP_ORACLE_OPTION if there is none, or nothing has been run. */
bp_oracle_status bp_oracle_enclosure(const bp_oracle *oracle, bp_oracle_quantity q, size_t i,
                                     bp_enclosure *enclosure);

/* The doubles of an enclosure as the hexadecimal digits of their bits. */
typedef struct bp_enclosure_bits {
  char lo[BP_BITS_SIZE];
  char hi[BP_BITS_SIZE];
  char nearest[BP_BITS_SIZE];
} bp_enclosure_bits;

/* Writes them. */
void bp_enclosure_write(const bp_enclosure *enclosure, bp_enclosure_bits *bits);

/* How far a double is from the true value, bounded from both sides. An ulp is the spacing of the
   doubles at the true value, 2^-1074 at least. Bounds above may be infinite. */
typedef struct bp_distance {
  double lo, hi;           /* |v - true value| */
  double ulps_lo, ulps_hi; /* the same in ulps */
} bp_distance;

/* The distance of v from number i of the quantity. BP_ORACLE_VALUE if v is not finite,
   BP_ORACLE_OPTION as above. */
bp_oracle_status bp_oracle_distance(const bp_oracle *oracle, bp_oracle_quantity q, size_t i,
                                    double v, bp_distance *distance);

#define BP_ORACLE_TEXT_SIZE 512 /* room for any step that the trainer accepts */

/* Number i of the quantity in decimal: the true value is within radius of middle, both as written.
   digits: significant ones of the middle, 1 to 100; digits that the enclosure does not support are
   left out. The radius is 0 if the middle is the value itself. BP_ORACLE_MEMORY if the text has no
   room, BP_ORACLE_OPTION as above. */
bp_oracle_status bp_oracle_text(const bp_oracle *oracle, bp_oracle_quantity q, size_t i, int digits,
                                char middle[BP_ORACLE_TEXT_SIZE], char radius[BP_ORACLE_TEXT_SIZE]);

#endif
