#include "check_plot.h"

#include <math.h>
#include <string.h>

#include "gnuplot.h"
#include "plot.h"
#include "report.h"
#include "src/text/save.h"

typedef struct drawing {
  cli_check *check;
  int png;
  const char *problem;
} drawing;

/* Whether any weight has a known truth. */
static int has_truth(const cli_check *check) {
  return check->report.known > 0 && check->kept > 0;
}

static void put_curve(FILE *script, const cli_check *check) {
  const bp_sweep *s = &check->sweep;
  const bp_gradcheck_truth *t = &check->swept_truth;
  size_t i;
  fputs("$curve << END\n", script);
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    const bp_sweep_point *p = &s->point[i];
    if (p->usable) {
      const double error = fmax(fabs(p->central - t->lo), fabs(p->central - t->hi));
      fprintf(script, "%.9g %.9g %.9g %.9g %.9g\n", p->h, p->difference, p->rounding, p->abserr,
              t->known ? error : 0.0);
    }
  }
  fprintf(script, "END\nset title 'layer %lu, unit %lu, input %lu: %s'\n",
          (unsigned long)s->weight.layer + 1, (unsigned long)s->weight.unit + 1,
          (unsigned long)s->weight.input, bp_sweep_law_text(s->law));
  fputs("set logscale xy\nset format '%g'\nset xlabel 'step h'\nset ylabel 'error'\n"
        "set key below\nset grid\n"
        "plot $curve using 1:($2>0?$2:NaN) with linespoints title 'from the analytic gradient', "
        "$curve using 1:($5>0?$5:NaN) with lines dashtype 2 title 'from the true gradient', "
        "$curve using 1:($4>0?$4:NaN) with lines title 'estimate of GSL', "
        "$curve using 1:($3>0?$3:NaN) with lines title 'rounding bound'\n",
        script);
}

/* Weights stand beside each other within their layer, which is one wide. */
static void put_ulps(FILE *script, const cli_check *check) {
  size_t i, l, n;
  fputs("$ulps << END\n", script);
  for (i = 0, l = 0, n = 0; i < check->kept; i++, n++) {
    const bp_gradcheck_weight *w = &check->weight[i];
    n = w->layer != l ? 0 : n;
    l = w->layer;
    if (w->truth.known && w->truth.ulps_hi > 0.0 && w->truth.ulps_hi < 1e300) {
      fprintf(script, "%.9g %.9g\n",
              (double)l + 0.6 + 0.8 * (double)n / (double)check->layer[l].checked,
              w->truth.ulps_hi);
    }
  }
  fprintf(script,
          "0 NaN\nEND\nset title 'distance of each gradient from the true one'\nunset logscale x\n"
          "set xrange [0.5:%lu.5]\nset xtics 1\nset xlabel 'layer'\nset ylabel 'ulps'\n"
          "plot $ulps using 1:2 with points pointtype 7 pointsize 0.4 notitle\n",
          (unsigned long)check->depth);
}

static void put_script(FILE *script, void *context) {
  const drawing *d = context;
  const int both = has_truth(d->check);
  fprintf(script, "set terminal %s size 900,%d\nset encoding utf8\n",
          d->png ? "pngcairo background rgb 'white'" : "svg background rgb 'white'",
          both ? 900 : 540);
  if (both) {
    fputs("set multiplot layout 2,1\n", script);
  }
  put_curve(script, d->check);
  if (both) {
    put_ulps(script, d->check);
    fputs("unset multiplot\n", script);
  }
}

static int draw(FILE *file, void *context) {
  drawing *d = context;
  return cli_gnuplot_run(file, put_script, d, &d->problem);
}

int cli_check_plot(cli_check *check, const char *path) {
  const size_t n = strlen(path);
  drawing d;
  bp_text_error error;
  char quote[BP_QUOTE_SIZE];
  d.check = check;
  d.png = n > 4 && strcmp(path + n - 4, ".png") == 0;
  d.problem = NULL;
  if (bp_save(path, draw, &d, &error) == BP_TEXT_OK) {
    return CLI_OK;
  }
  if (d.problem != NULL) {
    cli_error("--plot %s: %s", bp_text_quote(path, n, quote), d.problem);
    return CLI_USAGE;
  }
  return cli_text_error(&error);
}
