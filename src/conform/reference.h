/* The trainer of src/bp as an implementation that answers cases. */
#ifndef BP_REFERENCE_H
#define BP_REFERENCE_H

#include "session.h"

/* A bp_implementation, dialect the default; context is not read. Scales of E other than 1/2 are
   skipped. */
int bp_reference_answer(void *context, const bp_case *c, bp_answer *answer);

#endif
