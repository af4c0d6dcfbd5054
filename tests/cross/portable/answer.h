/* The published cases, answered by src/bp. */
#ifndef PORTABLE_ANSWER_H
#define PORTABLE_ANSWER_H

#include <stdio.h>

/* Answers the cases of a file of `bpv 1`, writes the answers as bits, and holds them against the
   values that the file expects in f64. Returns how many numbers are not as expected, or -1 after a
   message if the file cannot be read. */
long answer_cases(const char *path, FILE *out);

#endif
