#include "report.h"

#include <stdio.h>
#include <string.h>

static const char *const peers[] = {"other", "FANN", "addmm", "autograd", "scikit-learn"};

void bench_report_note(bench_report *report, const char *note) {
  printf("%s\n", note);
  if (report->notes < BENCH_NOTES) {
    report->note[report->notes++] = note;
  }
}

void bench_report_add(bench_report *report, const char *table, const bench_job *job,
                      const bench_runner *runner, const bench_result *result, size_t n) {
  size_t i;
  for (i = 0; i < n && report->rows < BENCH_ROWS; i++) {
    bench_row *row = &report->row[report->rows++];
    row->table = table;
    strcpy(row->shape, job->shape->name);
    row->mode = job->mode->name;
    row->patterns = job->data->count;
    row->peer = runner[i].peer;
    row->result = result[i];
  }
}

const bench_row *bench_report_find(const bench_report *report, const char *table, const char *shape,
                                   const char *mode, const char *peer) {
  size_t i;
  for (i = 0; i < report->rows; i++) {
    const bench_row *row = &report->row[i];
    if (strcmp(row->table, table) == 0 && strcmp(row->shape, shape) == 0 &&
        strcmp(row->mode, mode) == 0 && strcmp(row->peer, peer) == 0) {
      return row;
    }
  }
  return NULL;
}

const char *bench_in_short(double v, char text[16]) {
  const char *unit = "";
  if (v >= 999500.0) {
    v /= 1e6;
    unit = "M";
  } else if (v >= 9999.5) {
    v /= 1e3;
    unit = "k";
  }
  snprintf(text, 16, v < 99.95 ? "%.3g%s" : "%.0f%s", v, unit);
  return text;
}

/* The first column only where there is another build. */
static size_t first_peer(const bench_report *report) {
  return report->other[0] == '\0' ? 1 : 0;
}

void bench_print_head(const bench_report *report) {
  size_t i;
  printf(
      "\nNanoseconds per pattern, median; x: how many times bpref's time, median of the rounds;\n"
      "limit: how much of what the core can do bpref reaches.\n\n");
  printf("%-15s %-9s %7s %15s", "shape", "mode", "bpref", "(quartiles)");
  for (i = first_peer(report); i < sizeof peers / sizeof peers[0]; i++) {
    printf(" %16s", i == 0 ? report->other : peers[i]);
  }
  printf(" %7s\n", "limit");
}

static void print_own(const bench_row *row) {
  char median[16], low[16], high[16], both[40];
  bench_in_short(row->result.ns.median, median);
  sprintf(both, "(%s-%s)", bench_in_short(row->result.ns.low, low),
          bench_in_short(row->result.ns.high, high));
  printf("%-15s %-9s %7s %15s", row->shape, row->mode, median, both);
}

static void print_peer(const bench_row *row) {
  char median[16], ratio[16];
  if (row == NULL) {
    printf(" %16s", "-");
    return;
  }
  printf(" %7s x%7s", bench_in_short(row->result.ns.median, median),
         bench_in_short(row->result.ratio.median, ratio));
}

void bench_print_job(const bench_report *report, const bench_job *job) {
  const char *shape = job->shape->name, *mode = job->mode->name;
  const bench_row *own = bench_report_find(report, "compare", shape, mode, "bpref");
  const bench_row *limit = bench_report_find(report, "compare", shape, mode, "limit");
  size_t i;
  print_own(own);
  for (i = first_peer(report); i < sizeof peers / sizeof peers[0]; i++) {
    print_peer(bench_report_find(report, "compare", shape, mode, peers[i]));
  }
  if (limit == NULL) {
    printf(" %7s\n", "-");
  } else {
    printf(" %5.1f %%\n", 100.0 * limit->result.ratio.median);
  }
  fflush(stdout);
}

void bench_print_growth(const bench_report *report) {
  const bench_row *row = &report->row[report->rows - 1];
  char median[16], low[16], high[16];
  printf("%-12s %-9s %9lu %9s  (%s-%s)\n", row->shape, row->mode, (unsigned long)row->patterns,
         bench_in_short(row->result.ns.median, median), bench_in_short(row->result.ns.low, low),
         bench_in_short(row->result.ns.high, high));
  fflush(stdout);
}

void bench_print_long(const bench_report *report, size_t states) {
  const bench_row *row = &report->row[report->rows - states];
  char text[16];
  printf("%-12s %-9s", row->shape, row->mode);
  for (; row < report->row + report->rows; row++) {
    printf("  %s %s x %.2f", row->peer, bench_in_short(row->result.ns.median, text),
           row->result.ratio.median);
  }
  printf("\n");
  fflush(stdout);
}
