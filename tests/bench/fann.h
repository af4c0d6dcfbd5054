/* FANN, double precision, found when the program runs. */
#ifndef BENCH_FANN_H
#define BENCH_FANN_H

#include "measure.h"

/* Whether FANN is there; the message says what is missing if not. */
int bench_fann_available(const char **message);

/* Logistic units, linear error function, incremental training, one call a pattern. 0 or -1. */
int bench_fann_runner(const bench_job *job, bench_runner *runner);

/* E of the set after one epoch from our first weights. 0 or -1. Takes time with the square of the
   number of weights. */
int bench_fann_error(const bench_job *job, double *E);

#endif
