/* A case: a training problem that is put to an implementation, and what it may answer. Arrays of
   weights have the order layer, unit, input (0: the bias); arrays of units the order layer, unit. */
#ifndef BP_CASE_H
#define BP_CASE_H

#include "precision.h"
#include "src/bp/bp.h"
#include "src/text/error.h"

#define BP_CASE_DEPTH_MAX 16
#define BP_CASE_WIDTH_MAX ((size_t)16384)
#define BP_CASE_PATTERNS_MAX ((size_t)65536)
#define BP_CASE_NUMBERS_MAX ((size_t)1 << 22) /* of any quantity */
#define BP_CASE_NAME_SIZE 64
#define BP_CASE_TEXT_SIZE 256

/* What is asked and answered, in the order of the equations. Patterns are numbered as presented, an
   update is done after each `batch` of them. */
typedef enum bp_quantity {
  BP_Q_X = 0,  /* [patterns][units] net inputs (EQ-5, EQ-16) */
  BP_Q_Y,      /* [patterns][units] outputs f(x) (EQ-5, EQ-18) */
  BP_Q_SLOPE,  /* [patterns][units] f'(x) (EQ-5, EQ-18) */
  BP_Q_ERROR,  /* [patterns][outputs] e (EQ-4) */
  BP_Q_LOSS,   /* [updates] E of the batch (EQ-3) */
  BP_Q_SUM,    /* [patterns][units] hidden units: sum_k delta_k w_kj (EQ-17) */
  BP_Q_DELTA,  /* [patterns][units] delta (EQ-6, EQ-19) */
  BP_Q_DE_DW,  /* [updates][weights] dE/dw of the batch (EQ-8, EQ-20) */
  BP_Q_CHANGE, /* [updates][weights] Delta w (EQ-9, EQ-12, EQ-21) */
  BP_Q_W_NEW,  /* [updates][weights] w + Delta w (EQ-10, EQ-22) */
  BP_Q_COUNT   /* the number of values above */
} bp_quantity;

/* The name in records: "x", "y", "slope", "e", "E", "sum", "delta", "dE_dw", "change", "w_new". */
const char *bp_quantity_name(bp_quantity q);

/* The quantity of a name of length bytes. Returns 0 if there is none. */
int bp_quantity_find(const char *name, size_t length, bp_quantity *q);

/* Numbers of each quantity, as far as they are given. All 0 is none. */
typedef struct bp_values {
  double *v[BP_Q_COUNT];            /* null: none of this quantity */
  unsigned char *given[BP_Q_COUNT]; /* not 0: the number is there */
} bp_values;

/* Expected values: a number is right if it is from lo to hi. */
typedef struct bp_intervals {
  bp_values lo; /* its `given` holds for hi, too */
  double *hi[BP_Q_COUNT];
} bp_intervals;

typedef struct bp_case {
  char id[BP_CASE_NAME_SIZE];
  char group[BP_CASE_NAME_SIZE]; /* "": none */
  char flags[BP_CASE_TEXT_SIZE]; /* words with a space between them: the bugs it is for */
  char note[BP_CASE_TEXT_SIZE];  /* "": none */
  unsigned classes;              /* 1 << bp_precision: those it is meant for; 0: all */
  size_t depth;                  /* layers of weights */
  size_t width[BP_CASE_DEPTH_MAX + 1];
  bp_activation f[BP_CASE_DEPTH_MAX];
  double scale;     /* E = scale sum e^2 */
  bp_reduce reduce; /* over a batch */
  double eta;
  double alpha;
  size_t batch;     /* patterns an update */
  size_t patterns;  /* presented, a multiple of batch */
  double *s;        /* [patterns][inputs] */
  double *t;        /* [patterns][outputs] */
  double *w;        /* [weights] */
  double *previous; /* [weights] Delta w before the first update; null: 0 */
  unsigned want;    /* 1 << bp_quantity: what is asked for; 0: all that it has */
  int refuse;       /* not 0: has to be refused */
  bp_intervals expect[BP_PRECISION_COUNT];
  size_t weights; /* of all layers */
  size_t units;   /* of all layers */
} bp_case;

/* Numbers that follow from the shape. */
size_t bp_case_updates(const bp_case *c);
size_t bp_case_inputs(const bp_case *c);
size_t bp_case_outputs(const bp_case *c);

/* Where in an array of units those of layer l begin. */
size_t bp_case_unit_at(const bp_case *c, size_t l);

/* Where in an array of weights w_kj of layer l is. */
size_t bp_case_weight_at(const bp_case *c, size_t l, size_t k, size_t j);

/* How many numbers the quantity has. */
size_t bp_case_count(const bp_case *c, bp_quantity q);

/* What number i of the quantity is: pattern or update, layer, unit, input (from 0; input 0 is the
   bias), as far as it has them. */
typedef struct bp_place {
  size_t at; /* pattern or update */
  size_t layer;
  size_t unit;
  size_t input;
} bp_place;
void bp_case_place(const bp_case *c, bp_quantity q, size_t i, bp_place *place);

/* Numbers that a row of the quantity has: the units of a layer, the inputs of a unit and its bias,
   the outputs, or 1. Row r begins at *first. */
size_t bp_case_rows(const bp_case *c, bp_quantity q);
size_t bp_case_row(const bp_case *c, bp_quantity q, size_t r, size_t *first);

/* Makes room for s, t, w of the shape in *c, all 0, and counts weights and units; what else is in *c
   stays. BP_TEXT_ERR_SIZE for a shape outside the limits, BP_TEXT_ERR_MEMORY; nothing is to be freed
   then. */
bp_text_status bp_case_shape(bp_case *c, bp_text_error *error);

/* Makes room for a quantity, none given, unless there is. Returns 0 if memory has run out. */
int bp_values_open(bp_values *values, const bp_case *c, bp_quantity q);
int bp_intervals_open(bp_intervals *intervals, const bp_case *c, bp_quantity q);

/* Free everything and leave all 0. */
void bp_values_free(bp_values *values);
void bp_intervals_free(bp_intervals *intervals);
void bp_case_free(bp_case *c);

#endif
