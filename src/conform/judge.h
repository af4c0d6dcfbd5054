/* The verdict on one answer: every number against what is expected (global) and against its own
   equation on the implementation's own reported values (local). */
#ifndef BP_JUDGE_H
#define BP_JUDGE_H

#include "expect.h"
#include "extent.h"

typedef enum bp_verdict {
  BP_VERDICT_PASS = 0,
  BP_VERDICT_FAIL,
  BP_VERDICT_SKIPPED,  /* not for this implementation: its class, its dialect, or it says so */
  BP_VERDICT_UNJUDGED, /* nothing was reported that is asked for */
  BP_VERDICT_CRASHED,  /* no answer: it crashed, hung or answered malformed */
  BP_VERDICT_COUNT     /* the number of values above */
} bp_verdict;

/* "pass", "fail", "skipped", "unjudged", "crashed"; "unknown". */
const char *bp_verdict_name(bp_verdict verdict);

/* A number that is wrong. */
typedef struct bp_finding {
  bp_quantity q;
  bp_place place;
  double found;
  double lo, hi; /* what was expected of it, by its own equation if local */
  double ulps;   /* how far outside, in ulps of the class at the nearer end */
  int local;     /* not 0: its own equation does not hold */
} bp_finding;

/* Counts of one quantity. */
typedef struct bp_tally {
  size_t given;
  size_t outside; /* of what is expected */
  size_t wrong;   /* its own equation does not hold */
} bp_tally;

/* How far an implementation reports. */
#define BP_LEVEL_MAX 3

/* The level that a quantity of a layer belongs to: 0 outputs, 1 new weights, 2 gradients, 3 all
   else. */
int bp_quantity_level(const bp_case *c, bp_quantity q, size_t layer);

typedef struct bp_judgement {
  bp_verdict verdict;
  char why[BP_CASE_TEXT_SIZE]; /* of all but pass and a number that is wrong; else "" */
  bp_tally tally[BP_Q_COUNT];
  bp_extent extent; /* of weight changes, if new weights are judged */
  int levels;       /* 1 << level: everything of it was reported */
  int wrong;        /* not 0: the following means something */
  bp_finding first; /* the first equation that does not hold, in their order; if all hold, the first
                       number that is not as expected */
} bp_judgement;

/* Whether the case is for who speaks such a dialect; if not, why. */
int bp_judge_applies(const bp_case *c, const bp_header *dialect, const char **why);

/* Judges an answer, quantities of the level and below. Expected values that the case carries for the
   class hold if the dialect is the case's own; all else is computed. Returns 0 if memory has run
   out. */
int bp_judge(const bp_case *c, const bp_header *dialect, int level, const bp_answer *answer,
             bp_judgement *judgement);

/* The equation of a quantity in the output layer, or in one before: "EQ-6", "EQ-19". */
const char *bp_quantity_equation(bp_quantity q, int output);

/* Where a number is: "pattern 2, layer 1, unit 3" or "update 1, layer 2, unit 1, input 0 (bias)". */
void bp_place_text(const bp_case *c, bp_quantity q, const bp_place *place, char out[128]);

#endif
