/* The part of GSL that the program uses, for Eva; its body is in model/library.c. */
#ifndef GSL_DERIV_H
#define GSL_DERIV_H

typedef struct gsl_function {
  double (*function)(double x, void *params);
  void *params;
} gsl_function;

int gsl_deriv_central(const gsl_function *f, double x, double h, double *result, double *abserr);

#endif
