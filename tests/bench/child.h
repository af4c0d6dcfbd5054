/* A child process that reads requests and writes answers, without a shell. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <stdio.h>
#include <sys/types.h>

typedef struct bench_child {
  pid_t pid;
  FILE *to;   /* its standard input */
  FILE *from; /* its standard output, or its standard error */
} bench_child;

/* Starts argv[0]. from: STDOUT_FILENO or STDERR_FILENO, which of its outputs is read; the other
   output is thrown away. 0 or -1. */
int bench_child_start(bench_child *child, const char *const *argv, int from);

/* Ends the conversation and waits. Returns its exit code, or -1 if it did not end by itself. */
int bench_child_wait(bench_child *child);

#endif
