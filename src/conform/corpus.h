/* The published cases, in groups, and as many others as one likes. The same call gives the same
   cases on every machine. */
#ifndef BP_CORPUS_H
#define BP_CORPUS_H

#include "bug.h"
#include "src/bpv/record.h"

#define BP_CORPUS_VERSION 1

/* Cases that grow. All 0 is none. */
typedef struct bp_cases {
  bp_case *c; /* [count] owned */
  size_t count;
  size_t room;
  int plain; /* not 0: cases are made without flags, which take most of the time */
} bp_cases;

void bp_cases_free(bp_cases *cases);

/* Makes room for one more case, all 0 but what goes without saying (scale 1/2, batch 1); it counts
   once bp_cases_keep is called. Null if memory has run out. */
bp_case *bp_cases_next(bp_cases *cases);

/* The case that bp_cases_next gave is complete: its classes, expected values and, unless plain, flags are computed, and it
   counts. Returns 0 if memory has run out; it is freed then. */
int bp_cases_keep(bp_cases *cases);

/* The names of the groups, null-ended, in the order of the corpus, and what each is for. */
extern const char *const bp_corpus_groups[];
const char *bp_corpus_purpose(size_t group);

/* Adds the cases of a group. Returns 0 if memory has run out. */
int bp_corpus_make(bp_cases *cases, size_t group);

/* Random cases. */
typedef struct bp_random_cases {
  bp_seed seed;
  size_t count;
  size_t depth; /* 0: any shape and activations */
  size_t width[BP_CASE_DEPTH_MAX + 1];
  bp_activation f[BP_CASE_DEPTH_MAX];
} bp_random_cases;

/* Adds them, named random-SEED-N. Returns 0 if memory has run out. */
int bp_corpus_random(bp_cases *cases, const bp_random_cases *what);

/* Whether new weights of the case tell a bug from what is right, in the case's first class; -1 if
   memory has run out. */
int bp_corpus_tells(const bp_case *c, bp_bug bug);

#endif
