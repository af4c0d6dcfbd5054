#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define INTERVAL 0.1

double cli_clock(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
    return 0.0;
  }
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int on_terminal(void) {
  const char *term = getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && (term == NULL || strcmp(term, "dumb") != 0);
}

void cli_progress_start(cli_progress *progress, int quiet, size_t total, size_t weight) {
  progress->shown = !quiet && on_terminal();
  progress->printed = 0;
  progress->start = cli_clock();
  progress->last = progress->start;
  progress->total = total;
  progress->weight = weight;
}

/* "1:02:03", "2:03" */
static void print_time(double seconds) {
  const unsigned long s = seconds < 3.6e8 ? (unsigned long)seconds : 360000000UL;
  if (s >= 3600) {
    fprintf(stderr, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
  } else {
    fprintf(stderr, "%lu:%02lu", s / 60, s % 60);
  }
}

void cli_progress_show(cli_progress *progress, size_t done, double E) {
  double now, elapsed, rate;
  if (!progress->shown) {
    return;
  }
  now = cli_clock();
  if (now - progress->last < INTERVAL) {
    return;
  }
  progress->last = now;
  elapsed = now - progress->start;
  rate = (double)done / elapsed;
  fprintf(stderr, "\r\033[Kepoch %lu of %lu  E %.6g  %.3g patterns/s  at most ",
          (unsigned long)done, (unsigned long)progress->total, E, rate * (double)progress->weight);
  print_time((double)(progress->total - done) / rate);
  fprintf(stderr, " left");
  fflush(stderr);
  progress->printed = 1;
}

double cli_progress_end(cli_progress *progress) {
  if (progress->printed) {
    fprintf(stderr, "\r\033[K");
    fflush(stderr);
  }
  return cli_clock() - progress->start;
}
