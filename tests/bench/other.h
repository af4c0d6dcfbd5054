/* Another build of this program, by another compiler say, run in turn with ours. */
#ifndef BENCH_OTHER_H
#define BENCH_OTHER_H

#include "measure.h"

/* Asks the program who compiled it. 0, or -1 if it does not answer as this program does. */
int bench_other_meet(const char *program, char *compiler, size_t size);

/* It as a runner, called "other". 0 or -1. */
int bench_other_runner(const bench_job *job, const char *program, bench_runner *runner);

/* What that other build is asked to do: time so many epochs of the job's patterns and print
   nanoseconds per pattern and the compiler. The exit code. */
int bench_other_work(const bench_shape *shape, const bench_mode *mode, size_t epochs);

#endif
