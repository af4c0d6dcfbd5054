/* What the activation functions are where they are known: a row for each step of the argument,
   which activation.c starts from. The numbers are spec/activation_fit.py's output. */
#ifndef BP_ACTIVATION_ROWS_H
#define BP_ACTIVATION_ROWS_H

/* Rows before that of the argument 0, rows after it, and all. */
#define BP_LOGISTIC_BEFORE 328
#define BP_LOGISTIC_AFTER 300
#define BP_LOGISTIC_ROWS 629
#define BP_TANH_SIDE 305
#define BP_TANH_ROWS 611

/* value + rest is f there, rest being what a double cannot hold of it; slope is f', as activation.c
   uses it. */
typedef struct bp_logistic_row {
  double value;
  double rest;
  double slope;
} bp_logistic_row;

/* From -15/16 to 15/16 split is 1 and slope is f' - 1; beyond, split is 0. */
typedef struct bp_tanh_row {
  double value;
  double rest;
  double slope;
  double split;
} bp_tanh_row;

/* Steps of 1/8 from -41 to 37.5. */
extern const bp_logistic_row bp_logistic_rows[BP_LOGISTIC_ROWS];

/* Steps of 1/16 from -19.0625 to 19.0625. */
extern const bp_tanh_row bp_tanh_rows[BP_TANH_ROWS];

#endif
