/* What the trainer's speed is meant to reach, and whether it does in a run. */
#ifndef BENCH_GOALS_H
#define BENCH_GOALS_H

#include "report.h"

#define BENCH_GOALS 32
#define BENCH_GOAL_TEXT 64

typedef struct bench_goal {
  const char *shape;
  const char *mode;
  const char *peer; /* or "limit", or "other": the build by another compiler */
  double least;     /* the ratio to our time: at least; for "other" at most, either way */
  const char *isa;  /* the only instruction set that it is meant for, or null */
} bench_goal;

typedef enum bench_verdict {
  BENCH_HOLDS,
  BENCH_MISSED,
  BENCH_UNMEASURED,
  BENCH_ELSEWHERE /* meant for another instruction set */
} bench_verdict;

typedef struct bench_judged {
  bench_goal goal;
  double ratio; /* measured, 0 if it was not */
  bench_verdict verdict;
} bench_judged;

/* Judges all goals; how many there are. */
size_t bench_goals_judge(const bench_report *report, bench_judged judged[BENCH_GOALS]);

/* "holds", "missed", ... */
const char *bench_verdict_name(bench_verdict verdict);

/* What is asked for, in words. */
void bench_goal_text(const bench_goal *goal, char text[BENCH_GOAL_TEXT]);

void bench_goals_print(const bench_report *report);

#endif
