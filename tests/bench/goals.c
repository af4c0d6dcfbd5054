#include "goals.h"

#include <stdio.h>
#include <string.h>

/* Every goal is a ratio to our time in the same run. Where FANN takes 94 ns for 2-2-1, 45 are asked. */
static const bench_goal goals[] = {
    {"2-2-1", "online", "FANN", 2.09, NULL},
    {"4-8-3", "online", "FANN", 2.5, NULL},
    {"64-32-10", "online", "FANN", 8.0, NULL},
    {"784-100-10", "online", "FANN", 15.0, NULL},
    {"784-100-10", "online", "addmm", 9.0, NULL},
    {"784-100-10", "online", "limit", 0.7, "avx512"},
    {"1024-1024-10", "online", "FANN", 11.0, NULL},
    {"1024-1024-10", "online", "addmm", 4.0, NULL},
    {"1024-1024-10", "online", "limit", 0.8, NULL},
    {"784-100-10", "batch-32", "addmm", 1.0, "avx512"},
    {"784-100-10", "batch-256", "addmm", 1.0, "avx512"},
    {"1024-1024-10", "batch-32", "addmm", 1.0, "avx512"},
    {"1024-1024-10", "batch-256", "addmm", 1.0, "avx512"},
    {"784-100-10", "batch-32", "limit", 0.75, NULL},
    {"784-100-10", "batch-256", "limit", 0.75, NULL},
    {"1024-1024-10", "batch-32", "limit", 0.75, NULL},
    {"1024-1024-10", "batch-256", "limit", 0.75, NULL},
};

/* Builds of two compilers are this close to each other. */
#define CLOSE 1.25

static bench_verdict judge(const bench_report *report, const bench_goal *goal,
                           const bench_row *row) {
  if (row == NULL) {
    return BENCH_UNMEASURED;
  }
  if (goal->isa != NULL && strcmp(goal->isa, report->variant) != 0) {
    return BENCH_ELSEWHERE;
  }
  return row->result.ratio.median >= goal->least ? BENCH_HOLDS : BENCH_MISSED;
}

/* The row furthest from ours among those of the other build. */
static void judge_builds(const bench_report *report, bench_judged *judged) {
  size_t i;
  memset(judged, 0, sizeof *judged);
  judged->goal.peer = "other";
  judged->goal.least = CLOSE;
  judged->goal.shape = judged->goal.mode = "all";
  judged->ratio = 1.0;
  judged->verdict = BENCH_UNMEASURED;
  for (i = 0; i < report->rows; i++) {
    const bench_row *row = &report->row[i];
    const double ratio = row->result.ratio.median;
    const double apart = ratio < 1.0 ? 1.0 / ratio : ratio;
    if (strcmp(row->peer, "other") == 0 && apart >= judged->ratio) {
      judged->ratio = apart;
      judged->goal.shape = row->shape;
      judged->goal.mode = row->mode;
      judged->verdict = apart <= CLOSE ? BENCH_HOLDS : BENCH_MISSED;
    }
  }
}

size_t bench_goals_judge(const bench_report *report, bench_judged judged[BENCH_GOALS]) {
  size_t i, n = 0;
  for (i = 0; i < sizeof goals / sizeof goals[0]; i++) {
    const bench_goal *goal = &goals[i];
    const bench_row *row =
        bench_report_find(report, "compare", goal->shape, goal->mode, goal->peer);
    judged[n].goal = *goal;
    judged[n].ratio = row == NULL ? 0.0 : row->result.ratio.median;
    judged[n].verdict = judge(report, goal, row);
    n++;
  }
  judge_builds(report, &judged[n]);
  return n + 1;
}

const char *bench_verdict_name(bench_verdict verdict) {
  static const char *const names[] = {"holds", "missed", "not measured", "for AVX-512 only"};
  return names[verdict];
}

void bench_goal_text(const bench_goal *goal, char text[BENCH_GOAL_TEXT]) {
  if (strcmp(goal->peer, "limit") == 0) {
    sprintf(text, "at least %.0f %% of the limit", 100.0 * goal->least);
  } else if (strcmp(goal->peer, "other") == 0) {
    sprintf(text, "builds within %.2f times of each other", goal->least);
  } else {
    sprintf(text, "at least %.3g times as fast as %s", goal->least, goal->peer);
  }
}

void bench_goals_print(const bench_report *report) {
  bench_judged judged[BENCH_GOALS];
  const size_t n = bench_goals_judge(report, judged);
  char text[BENCH_GOAL_TEXT];
  size_t i;
  printf("\nGoals\n");
  for (i = 0; i < n; i++) {
    bench_goal_text(&judged[i].goal, text);
    printf("%-13s %-9s %-40s", judged[i].goal.shape, judged[i].goal.mode, text);
    if (judged[i].ratio > 0.0 && judged[i].verdict != BENCH_UNMEASURED) {
      printf(" %6.3g", judged[i].ratio);
    } else {
      printf(" %6s", "-");
    }
    printf("  %s\n", bench_verdict_name(judged[i].verdict));
  }
}
