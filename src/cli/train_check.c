#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "plot.h"
#include "report.h"
#include "train.h"

static const char *text(const cli_train *train, int option) {
  return train->value[option].text;
}

/* What comes from the file of --from cannot be asked for again. */
static int check_from(const cli_train *train) {
  static const int fixed[] = {TRAIN_SCALE, TRAIN_SCALE_TARGETS, TRAIN_RANGE};
  static const char *const name[] = {"scale", "scale-targets", "init-range"};
  size_t i;
  if (text(train, TRAIN_FROM) == NULL) {
    if (text(train, TRAIN_LAYERS) == NULL) {
      cli_error(
          "train needs --layers N,N,... (the inputs, then the units of each layer), or --from "
          "NET");
      return CLI_USAGE;
    }
    return CLI_OK;
  }
  for (i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
    if (train->value[fixed[i]].given) {
      cli_error("--%s cannot be given with --from: the network file says it", name[i]);
      return CLI_USAGE;
    }
  }
  return CLI_OK;
}

/* At most one thing goes to the standard output, and no file is written twice or over the data. */
static int check_distinct(const cli_train *train) {
  static const int file[] = {TRAIN_OUT, TRAIN_LOG, TRAIN_PLOT};
  static const char *const name[] = {"out", "log", "plot"};
  int streams = train->value[TRAIN_JSON].given, i, j;
  for (i = 0; i < 3; i++) {
    const char *path = text(train, file[i]);
    if (path == NULL) {
      continue;
    }
    streams += cli_output_is_stdout(path);
    if (strcmp(path, text(train, TRAIN_DATA)) == 0 && !cli_output_is_stdout(path)) {
      cli_error("--%s would overwrite the data: %s", name[i], path);
      return CLI_USAGE;
    }
    for (j = 0; j < i; j++) {
      const char *other = text(train, file[j]);
      if (other != NULL && strcmp(path, other) == 0) {
        cli_error("--%s and --%s are the same file: %s", name[j], name[i], path);
        return CLI_USAGE;
      }
    }
  }
  if (streams > 1) {
    cli_error("only one of --json, --out - and --log - can have the standard output");
    return CLI_USAGE;
  }
  return CLI_OK;
}

static int check_outputs(const cli_train *train) {
  const char *log = text(train, TRAIN_LOG), *plot = text(train, TRAIN_PLOT);
  int code = check_distinct(train);
  if (code == CLI_OK) {
    code = cli_output_check("out", text(train, TRAIN_OUT));
  }
  if (code == CLI_OK && log != NULL) {
    code = cli_output_check("log", log);
  }
  if (code == CLI_OK && plot != NULL) {
    code = cli_plot_check(plot);
  }
  if (code == CLI_OK && plot != NULL) {
    code = cli_output_check("plot", plot);
  }
  if (code == CLI_OK && plot != NULL && !cli_plot_available()) {
    cli_warn("gnuplot is not found, so --plot will not be drawn; the rest goes on");
  }
  return code;
}

int cli_train_check(const cli_train *train) {
  const char *from = text(train, TRAIN_FROM);
  int code = check_from(train);
  if (code == CLI_OK && from != NULL && strcmp(from, "-") == 0 &&
      strcmp(text(train, TRAIN_DATA), "-") == 0) {
    cli_error("only one of --data - and --from - can have the standard input");
    code = CLI_USAGE;
  }
  return code == CLI_OK ? check_outputs(train) : code;
}
