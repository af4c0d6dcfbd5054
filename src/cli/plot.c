#include "plot.h"

#include <string.h>

#include "gnuplot.h"
#include "report.h"
#include "src/text/save.h"
#include "src/text/utf8.h"

/* More points than this are not seen in a picture. */
#define POINTS 2000

/* What the writer needs, and what it has to say. */
typedef struct drawing {
  cli_curve *curve;
  const char *title;
  int png;
  const char *problem; /* null unless gnuplot failed */
} drawing;

static int has_suffix(const char *path, const char *suffix) {
  const size_t n = strlen(path), m = strlen(suffix);
  return n > m && strcmp(path + n - m, suffix) == 0;
}

int cli_plot_check(const char *path) {
  char quote[BP_QUOTE_SIZE];
  if (has_suffix(path, ".svg") || has_suffix(path, ".png")) {
    return CLI_OK;
  }
  cli_error("--plot: found %s; accepted: a name that ends in .svg or .png",
            bp_text_quote(path, strlen(path), quote));
  return CLI_USAGE;
}

int cli_plot_available(void) {
  return cli_gnuplot_available();
}

/* In single quotes gnuplot takes everything as it is but the quote itself, which is doubled. What
   no picture can hold, control characters and what is not UTF-8, becomes '?'. */
static void put_quoted(FILE *script, const char *text) {
  const size_t n = strlen(text);
  const int ascii = bp_utf8_fault(text, n) != n;
  fputc('\'', script);
  for (; *text != '\0'; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c == '\'') {
      fputc('\'', script);
    }
    fputc(c < ' ' || c == 127 || (ascii && c > 127) ? '?' : c, script);
  }
  fputc('\'', script);
}

/* The smallest and the largest positive value per pattern; 0 and 0 if there are none. */
static void find_range(cli_curve *curve, double *low, double *high) {
  cli_point point;
  *low = 0.0;
  *high = 0.0;
  while (cli_curve_next(curve, &point)) {
    double v[2];
    int i;
    v[0] = point.E / (double)curve->train;
    v[1] = curve->held > 0 ? point.held_E / (double)curve->held : v[0];
    for (i = 0; i < 2; i++) {
      if (v[i] > 0.0 && (*low == 0.0 || v[i] < *low)) {
        *low = v[i];
      }
      if (v[i] > *high) {
        *high = v[i];
      }
    }
  }
}

/* On a logarithmic axis there is no 0. */
static void put_value(FILE *script, double v) {
  if (v > 0.0) {
    fprintf(script, " %.9g", v);
  } else {
    fputs(" NaN", script);
  }
}

static void put_data(FILE *script, cli_curve *curve) {
  const size_t stride = (curve->count + POINTS - 1) / POINTS;
  cli_point point;
  fputs("$data << END\n", script);
  while (cli_curve_next(curve, &point)) {
    if ((point.epoch - 1) % stride != 0 && point.epoch != curve->count) {
      continue;
    }
    fprintf(script, "%lu", (unsigned long)point.epoch);
    put_value(script, point.E / (double)curve->train);
    put_value(script, curve->held > 0 ? point.held_E / (double)curve->held : 0.0);
    fputc('\n', script);
  }
  fputs("END\n", script);
}

static void put_axes(FILE *script, const drawing *d, double low, double high) {
  fprintf(script, "set terminal %s size 900,540\n",
          d->png ? "pngcairo background rgb 'white'" : "svg background rgb 'white'");
  fputs("set encoding utf8\nset title ", script);
  put_quoted(script, d->title);
  fputs(" noenhanced\nset xlabel 'epoch'\nset ylabel 'E per pattern'\n", script);
  fputs("set grid\nset key top right\n", script);
  fprintf(script, "set xrange [0:%lu]\n", (unsigned long)d->curve->count + 1);
  if (high > 0.0) {
    fprintf(script, "set logscale y\nset format y '%%g'\nset yrange [%.9g:%.9g]\n", low / 1.5,
            high * 1.5);
  } else {
    fputs("set yrange [0:1]\n", script);
  }
}

static void put_script(FILE *script, void *context) {
  drawing *d = context;
  const char *style = d->curve->count < 50 ? "linespoints" : "lines";
  double low, high;
  find_range(d->curve, &low, &high);
  put_axes(script, d, low, high);
  cli_curve_rewind(d->curve);
  put_data(script, d->curve);
  fprintf(script, "plot $data using 1:2 with %s linewidth 2 title 'training'", style);
  if (d->curve->held > 0) {
    fprintf(script, ", $data using 1:3 with %s linewidth 2 title 'held out'", style);
  }
  fputc('\n', script);
}

static int draw(FILE *file, void *context) {
  drawing *d = context;
  if (!cli_curve_rewind(d->curve)) {
    return -1;
  }
  return cli_gnuplot_run(file, put_script, d, &d->problem);
}

int cli_plot_save(cli_curve *curve, const char *path, const char *title) {
  drawing d;
  bp_text_error error;
  char quote[BP_QUOTE_SIZE];
  d.curve = curve;
  d.title = title;
  d.png = has_suffix(path, ".png");
  d.problem = NULL;
  if (curve->count == 0) {
    cli_error("--plot %s: there is no epoch to draw", bp_text_quote(path, strlen(path), quote));
    return CLI_USAGE;
  }
  if (bp_save(path, draw, &d, &error) == BP_TEXT_OK) {
    return CLI_OK;
  }
  if (d.problem != NULL) {
    cli_error("--plot %s: %s", bp_text_quote(path, strlen(path), quote), d.problem);
    return CLI_USAGE;
  }
  return cli_text_error(&error);
}
