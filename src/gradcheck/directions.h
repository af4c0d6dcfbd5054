/* A subject in which not the weights move but E moves along random directions: of a unit direction v
   the derivative is the sum of v_i dE/dw_i, so a few directions look at every weight at once. A wrong
   entry shows unless it is small beside the others. Nothing here prints. */
#ifndef BP_DIRECTIONS_H
#define BP_DIRECTIONS_H

#include "gradcheck.h"

typedef struct bp_directions {
  const bp_gradcheck_subject *inner;
  size_t count;
  bp_seed seed;
  double *t;    /* [count] how far along each, 0 at first: the weights of the subject */
  double *base; /* [inner->weights] where all are 0 */
  double *g;    /* [inner->weights] its gradient */
  bp_layer layer;
} bp_directions;

/* How many doubles bp_directions_bind needs. 0 if that is more than memory can hold. */
size_t bp_directions_memory(size_t weights, size_t count);

/* Fills subject and directions for `count` directions drawn from seed: entry i of direction d is
   +-1/sqrt(weights). The subject has one layer without inputs, of which a unit is a direction. All
   arguments must stay where they are while subject is used; inner->w comes back to its bits after
   every call. */
void bp_directions_bind(bp_gradcheck_subject *subject, bp_directions *directions,
                        const bp_gradcheck_subject *inner, size_t count, bp_seed seed,
                        double *memory);

#endif
