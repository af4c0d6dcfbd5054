/* The naive implementation behind the callbacks of the gradient check. */
#ifndef BP_TESTS_NAIVE_SUBJECT_H
#define BP_TESTS_NAIVE_SUBJECT_H

#include "src/gradcheck/gradcheck.h"
#include "tests/naive/naive.h"

typedef struct naive_subject {
  naive_net *net;
  const bp_data *data;
} naive_subject;

/* Fills subject and context for net on data; layer: shape of the layers. The gradient handed to
   bp_gradcheck_run has NAIVE_WEIGHTS numbers. */
void naive_subject_bind(bp_gradcheck_subject *subject, naive_subject *context, naive_net *net,
                        const bp_layer *layer, const bp_data *data);

#endif
