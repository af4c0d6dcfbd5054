/* The table of results in a text: it stands between two lines,
     <!-- speed: gcc -->
     <!-- end of speed: gcc -->
   with the name of the compiler; what was between them is replaced. */
#ifndef BENCH_README_H
#define BENCH_README_H

#include "report.h"

/* Whether the file has both lines for this build's compiler, once each and in order. 0, or 2 after a
   message. */
int bench_readme_check(const char *path);

/* Puts the results there; the rest of the file stays byte for byte. The exit code. */
int bench_readme_save(const bench_report *report, const char *path);

#endif
