/* Checking the gradient of any function, of which nothing is known but its values. */
#ifndef BP_FUNCTION_H
#define BP_FUNCTION_H

#include "gradcheck.h"

/* The function's value at x, n variables. NaN or an infinity if there is none, which fails the
   check. */
typedef double (*bp_function)(const double *x, size_t n, void *context);

/* Writes the gradient under test at x into g [n]. */
typedef void (*bp_function_gradient)(const double *x, size_t n, double *g, void *context);

/* How to check. bp_function_defaults fills it. */
typedef struct bp_function_options {
  bp_gradcheck_options check; /* as of bp_gradcheck_run; a unit is a variable, from 0 */
  void *context;              /* handed to both; null */
  double noise; /* the values of the function are off by at most so much; negative, the default:
                        it is measured */
  size_t directions; /* 0, the default: each variable by itself; else along so many directions */
  bp_seed seed;      /* of the directions; 1 */
} bp_function_options;

typedef struct bp_function_report {
  bp_gradcheck_report check; /* check.layer is &all */
  bp_gradcheck_counts all;
  double noise; /* given or measured */
} bp_function_report;

void bp_function_defaults(bp_function_options *options);

/* Checks gradient against function at x, n numbers that stay as they are; n at least 1. options:
   null for the defaults. BP_OK whatever the outcome, which is in report->check.outcome and reason;
   BP_ERR_OPTION, BP_ERR_MEMORY. */
bp_status bp_check_gradient(bp_function function, bp_function_gradient gradient, size_t n,
                            const double *x, const bp_function_options *options,
                            bp_function_report *report);

/* The noise in the values of a subject's E around its weights, measured: E at nine places in a row,
   close together on a line, and the spread of their differences of higher order (J. J. More, S. M.
   Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33, 2011). What single precision or
   an iteration stopped early leaves in E is noise in this sense. Returns eight times the standard
   deviation, 0 if E is not finite somewhere. The weights come back to their bits; room: [weights]. */
double bp_function_noise(const bp_gradcheck_subject *subject, bp_seed seed, double *room);

#endif
