/* The plain implementation as one that is judged in this process. */
#ifndef PLAIN_SUBJECT_H
#define PLAIN_SUBJECT_H

#include "plain.h"
#include "src/conform/session.h"

typedef struct plain_subject {
  plain_way way;
  int single;      /* compute in single precision */
  unsigned report; /* 1 << bp_quantity: what is reported; 0: all */
} plain_subject;

/* A bp_implementation; context: a plain_subject. */
int plain_answer(void *context, const bp_case *c, bp_answer *answer);

#endif
