#include "curve.h"

#include <errno.h>
#include <string.h>

#include "report.h"
#include "src/text/csv.h"
#include "src/text/save.h"

int cli_curve_open(cli_curve *curve, size_t train, size_t held, int classes) {
  curve->count = 0;
  curve->train = train;
  curve->held = held;
  curve->classes = classes;
  curve->file = tmpfile();
  if (curve->file == NULL) {
    cli_error("cannot make a temporary file: %s", strerror(errno));
    return CLI_USAGE;
  }
  return CLI_OK;
}

void cli_curve_add(cli_curve *curve, const cli_point *point) {
  if (curve->file != NULL && fwrite(point, sizeof *point, 1, curve->file) == 1) {
    curve->count++;
  }
}

int cli_curve_next(cli_curve *curve, cli_point *point) {
  return fread(point, sizeof *point, 1, curve->file) == 1;
}

int cli_curve_rewind(cli_curve *curve) {
  return !ferror(curve->file) && fseek(curve->file, 0, SEEK_SET) == 0;
}

static void put(FILE *file, double v, char end) {
  bp_csv_put_number(file, v);
  fputc(end, file);
}

static int write_csv(FILE *file, void *context) {
  cli_curve *curve = context;
  cli_point point;
  if (!cli_curve_rewind(curve)) {
    return -1;
  }
  fputs("epoch,E,", file);
  fputs(curve->held > 0 ? "holdout_E," : "", file);
  fputs(curve->held > 0 && curve->classes ? "holdout_accuracy," : "", file);
  fputs("step\n", file);
  while (cli_curve_next(curve, &point)) {
    fprintf(file, "%lu,", (unsigned long)point.epoch);
    put(file, point.E, ',');
    if (curve->held > 0) {
      put(file, point.held_E, ',');
    }
    if (curve->held > 0 && curve->classes) {
      put(file, point.correct, ',');
    }
    put(file, point.step, '\n');
  }
  return ferror(curve->file);
}

int cli_curve_save(cli_curve *curve, const char *path) {
  bp_text_error error;
  if (bp_save(path, write_csv, curve, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return CLI_OK;
}

void cli_curve_close(cli_curve *curve) {
  if (curve->file != NULL) {
    fclose(curve->file);
    curve->file = NULL;
  }
}
