/* The parts of the benchmark, in the order in which they are run. Each prints what it finds. */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include "python.h"
#include "report.h"

/* Bandwidth of each level of memory, and the peak of the arithmetic. */
void bench_run_limits(bench_report *report);

/* One shape at every kind of work, against every peer that is there, and against another build of this
   program unless it is null. 0, 1 if a peer computes something else, 2 if memory has run out. */
int bench_run_shape(bench_report *report, const bench_shape *shape, const bench_python *python,
                    const char *other);

/* How time per pattern grows with the width of a network and with the number of patterns. 0 or 2.
 */
int bench_run_growth(bench_report *report, int quick);

/* Whether training slows down where long runs end up: units at 0 or 1, numbers below the normal range.
   0 or 2. */
int bench_run_long(bench_report *report);

/* Instructions per pattern of a shape at every kind of work. self: the path of this program. 0, or
   -1 if they cannot be counted. */
int bench_run_count(bench_report *report, const bench_shape *shape, const char *self);

/* What valgrind is asked to run: so many epochs of a few patterns. The exit code. */
int bench_count_work(const bench_shape *shape, const bench_mode *mode, size_t epochs);

#endif
