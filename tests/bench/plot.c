#include <stdio.h>
#include <string.h>

#include "report.h"
#include "src/cli/gnuplot.h"
#include "src/text/save.h"

static const char *const peers[] = {"bpref", "FANN", "addmm", "autograd", "scikit-learn", "limit"};
#define PEERS (sizeof peers / sizeof peers[0])

typedef struct drawing {
  const bench_report *report;
  int png;
  const char *problem; /* null unless gnuplot failed */
} drawing;

/* One line a shape, one column a peer. */
static void put_data(FILE *script, const bench_report *report, const char *mode, size_t block) {
  size_t i, k;
  fprintf(script, "$data%lu << END\n", (unsigned long)block);
  for (i = 0; i < report->rows; i++) {
    const bench_row *row = &report->row[i];
    if (strcmp(row->table, "compare") != 0 || strcmp(row->mode, mode) != 0 ||
        strcmp(row->peer, peers[0]) != 0) {
      continue;
    }
    fprintf(script, "\"%s\"", row->shape);
    for (k = 0; k < PEERS; k++) {
      const bench_row *found = bench_report_find(report, "compare", row->shape, mode, peers[k]);
      if (found == NULL) {
        fputs(" NaN", script);
      } else {
        fprintf(script, " %.6g", found->result.ns.median);
      }
    }
    fputc('\n', script);
  }
  fputs("END\n", script);
}

static void put_chart(FILE *script, const char *mode, size_t block, const int *present) {
  const char *separator = "plot";
  size_t k;
  fprintf(script, "set title '%s' noenhanced\n", mode);
  for (k = 0; k < PEERS; k++) {
    if (present[k]) {
      fprintf(script, "%s $data%lu using %lu:xtic(1) linetype %lu title '%s'", separator,
              (unsigned long)block, (unsigned long)k + 2, (unsigned long)k + 1, peers[k]);
      separator = ",";
    }
  }
  fputc('\n', script);
}

/* Which peers were measured at this kind of work. */
static void find_present(const bench_report *report, const char *mode, int *present) {
  size_t i, k;
  for (k = 0; k < PEERS; k++) {
    present[k] = 0;
    for (i = 0; i < report->rows; i++) {
      const bench_row *row = &report->row[i];
      if (strcmp(row->table, "compare") == 0 && strcmp(row->mode, mode) == 0 &&
          strcmp(row->peer, peers[k]) == 0) {
        present[k] = 1;
      }
    }
  }
}

static void put_script(FILE *script, void *context) {
  const drawing *d = context;
  int present[PEERS];
  size_t m;
  fprintf(script, "set terminal %s size 1200,900\n",
          d->png ? "pngcairo background rgb 'white'" : "svg background rgb 'white'");
  fputs("set style data histograms\nset style fill solid 0.8 noborder\nset style histogram "
        "clustered gap 1\nset logscale y\nset format y '%g'\nset ylabel 'ns per pattern'\n"
        "set grid y\nset key top left\nset xtics rotate by -20 noenhanced\n",
        script);
  for (m = 0; m < bench_mode_count; m++) {
    put_data(script, d->report, bench_modes[m].name, m);
  }
  fputs("set multiplot layout 2,2\n", script);
  for (m = 0; m < bench_mode_count; m++) {
    find_present(d->report, bench_modes[m].name, present);
    put_chart(script, bench_modes[m].name, m, present);
  }
  fputs("unset multiplot\n", script);
}

static int draw(FILE *file, void *context) {
  drawing *d = context;
  return cli_gnuplot_run(file, put_script, d, &d->problem);
}

int bench_plot_save(const bench_report *report, const char *path) {
  const size_t n = strlen(path);
  drawing d;
  bp_text_error error;
  d.report = report;
  d.png = strcmp(path + n - 4, ".png") == 0;
  d.problem = NULL;
  if (bp_save(path, draw, &d, &error) == BP_TEXT_OK) {
    return 0;
  }
  fprintf(stderr, "bench: --plot: %s\n", d.problem != NULL ? d.problem : error.message);
  return 2;
}
