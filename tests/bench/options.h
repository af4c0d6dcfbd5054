/* The command line. */
#ifndef BENCH_OPTIONS_H
#define BENCH_OPTIONS_H

#include "shape.h"

typedef struct bench_options {
  int quick;              /* a look, not a measurement */
  int instructions;       /* count instructions too */
  int core;               /* -1: the least busy */
  const char *json;       /* file, or null */
  const char *plot;       /* file, or null */
  const char *readme;     /* file, or null */
  const char *other;      /* another build of this program, or null */
  const bench_shape *one; /* the only shape, or null for all */
  bench_shape shape;
  const bench_mode *work_mode; /* not null: run this alone, for another process */
  size_t work_epochs;
  int timed; /* the work is for --other to time, not for --instructions to count */
} bench_options;

#define BENCH_PROCEED (-1)

/* Reads it. BENCH_PROCEED, or the exit code of a program that ends here: 0 after --help, 2 after a
   message. */
int bench_options_read(int argc, char **argv, bench_options *options);

#endif
