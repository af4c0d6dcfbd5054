/* A training step written for itself: plain loops over w[layer][unit][input], no code of src/, its
   own precision, order of sums and choice of fused multiply-add. Each of the known bugs can be
   switched on by name. */
#ifndef PLAIN_H
#define PLAIN_H

#include <stddef.h>

#define PLAIN_LAYERS 16

enum { PLAIN_LOGISTIC, PLAIN_TANH, PLAIN_IDENTITY };

typedef struct plain_problem {
  size_t depth;
  size_t width[PLAIN_LAYERS + 1];
  int f[PLAIN_LAYERS];
  double scale; /* E = scale sum e^2 */
  int mean;     /* over a batch, not the sum */
  double eta, alpha;
  size_t batch, patterns;
  const double *s, *t, *w;
  const double *previous; /* null: 0 */
} plain_problem;

/* Arrays of [patterns][units], [patterns][outputs], [updates], [updates][weights]. */
typedef struct plain_result {
  double *x, *y, *slope, *e, *E, *sum, *delta, *dE_dw, *change, *w_new;
} plain_result;

/* How it computes. */
typedef struct plain_way {
  const char *bug; /* "": none */
  int order;       /* of sums: 0 ascending, 1 descending, 2 in pairs */
  int fused;       /* multiply-add with one rounding */
  int early; /* the mean is taken of each delta, and w is moved by gradient and momentum in turn */
} plain_way;

/* Not 0 if it is in the list of the bugs below. */
int plain_has_bug(const char *name);

/* The names of all bugs, null-ended. */
extern const char *const plain_bugs[];

/* Bugs that only cases of one kind can show, null-ended; "accepted" takes what is not finite. */
extern const char *const plain_gaps[];

/* Computes in double or in single precision. Returns 0 if memory has run out. */
int plain_run_double(const plain_problem *problem, const plain_way *way, plain_result *result);
int plain_run_single(const plain_problem *problem, const plain_way *way, plain_result *result);

#endif
