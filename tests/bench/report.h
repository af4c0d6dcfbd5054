/* Everything measured, kept for the JSON file and the picture, printed as it comes. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "measure.h"

#define BENCH_ROWS 512
#define BENCH_NOTES 16

/* What one runner needs for one pattern. */
typedef struct bench_row {
  const char *table; /* "compare", "width", "patterns", "long" */
  char shape[64];
  const char *mode;
  size_t patterns;
  const char *peer;
  bench_result result;
} bench_row;

typedef struct bench_level {
  const char *level;
  double bytes;
  double read;   /* GB/s */
  double modify; /* GB/s, read and written back, each byte counted once */
} bench_level;

typedef struct bench_count {
  char shape[64];
  const char *mode;
  double instructions; /* per pattern */
} bench_count;

typedef struct bench_report {
  char cpu[128];
  const char *compiler;
  const char *variant; /* the instruction set that the trainer is compiled for */
  const char *isa;     /* of the limits */
  int core;
  double load_before;
  double load_after;
  char peers[128]; /* versions */
  char other[64];  /* the compiler of the other build; empty if there is none */
  bench_effort effort;
  double gflops;
  bench_level level[16];
  size_t levels;
  bench_row row[BENCH_ROWS];
  size_t rows;
  bench_count count[64];
  size_t counts;
  const char *note[BENCH_NOTES]; /* what was skipped, and why */
  size_t notes;
} bench_report;

/* Keeps and prints a line on something that was skipped. */
void bench_report_note(bench_report *report, const char *note);

/* Keeps the results of the n runners of one job. */
void bench_report_add(bench_report *report, const char *table, const bench_job *job,
                      const bench_runner *runner, const bench_result *result, size_t n);

/* Prints the head of the table, and the line of one job. */
void bench_print_head(const bench_report *report);
void bench_print_job(const bench_report *report, const bench_job *job);

/* Prints a growth line: the last row added. */
void bench_print_growth(const bench_report *report);

/* Prints a line on long runs: the last rows added, one a state. */
void bench_print_long(const bench_report *report, size_t states);

/* "46.1", "3.92k", "1.05M"; returns text. */
const char *bench_in_short(double v, char text[16]);

/* The row of this table, shape, mode and peer, or null. */
const bench_row *bench_report_find(const bench_report *report, const char *table, const char *shape,
                                   const char *mode, const char *peer);

/* Writes the JSON file; the exit code. */
int bench_json_save(const bench_report *report, const char *path);

/* Draws the picture; the exit code. */
int bench_plot_save(const bench_report *report, const char *path);

#endif
