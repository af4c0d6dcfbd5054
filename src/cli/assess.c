#include "assess.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* Adds the errors of pattern p, both sides in the units of the targets. */
static void add_errors(cli_assessment *a, size_t p, const double *y, double *squares) {
  const size_t n = a->use->model.net.outputs;
  const double *t = a->use->target + p * n;
  size_t k;
  for (k = 0; k < n; k++) {
    const double e = fabs(t[k] - y[k]);
    *squares += e * e;
    if (e > a->worst || a->worst_pattern == 0) {
      a->worst = e;
      a->worst_pattern = p + 1;
      a->worst_output = k + 1;
    }
  }
}

/* The outputs of pattern p in the units of the targets. */
static int outputs(cli_use *use, size_t p, double *y) {
  bp_net *net = &use->model.net;
  const bp_status status = bp_net_forward(net, use->csv.input + p * net->inputs);
  bp_text_error error;
  if (status != BP_OK) {
    return cli_status_error("feed-forward", status);
  }
  memcpy(y, bp_net_output(net), net->outputs * sizeof(double));
  if (bp_scaling_invert(&use->model.target_scaling, y, 1, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return CLI_OK;
}

/* The errors in the units of the targets. */
static int measure_errors(cli_use *use, cli_assessment *a) {
  const size_t n = use->model.net.outputs;
  double *y = calloc(n, sizeof(double));
  double squares = 0.0;
  int code = CLI_OK;
  size_t p;
  if (y == NULL) {
    return cli_no_memory();
  }
  for (p = 0; code == CLI_OK && p < use->csv.rows; p++) {
    code = outputs(use, p, y);
    if (code == CLI_OK) {
      add_errors(a, p, y, &squares);
    }
  }
  a->rmse = sqrt(squares / ((double)use->csv.rows * (double)n));
  free(y);
  return code;
}

int cli_assess(cli_use *use, cli_assessment *a) {
  bp_status status;
  int code = CLI_OK;
  memset(a, 0, sizeof *a);
  a->use = use;
  a->classes = cli_classes_find(&use->data, use->model.net.outputs);
  if (a->classes.count > 0) {
    a->confusion = calloc(a->classes.count * a->classes.count, sizeof(size_t));
    code = a->confusion == NULL ? cli_no_memory() : CLI_OK;
  }
  if (code == CLI_OK) {
    status = cli_measure(&use->model.net, &use->data, &a->classes, &a->metrics, a->confusion);
    code = status == BP_OK ? measure_errors(use, a) : cli_status_error("feed-forward", status);
  }
  if (code != CLI_OK) {
    cli_assess_free(a);
  }
  return code;
}

void cli_assess_free(cli_assessment *a) {
  free(a->confusion);
  a->confusion = NULL;
}

/* The target of a single output that stands for class c, as in the data. */
static double class_target(const cli_assessment *a, size_t c) {
  const double low = a->classes.middle > 0.0 ? 0.0 : -1.0;
  double v = c == 0 ? low : 1.0;
  bp_text_error error;
  (void)bp_scaling_invert(&a->use->model.target_scaling, &v, 1, &error);
  return v;
}

const char *cli_assess_name(const cli_assessment *a, size_t c, char room[CLI_NAME_SIZE]) {
  if (a->classes.outputs > 1) {
    return cli_use_output(a->use, c, room);
  }
  snprintf(room, CLI_NAME_SIZE, "%.9g", class_target(a, c));
  return room;
}

size_t cli_assess_members(const cli_assessment *a, size_t c) {
  size_t sum = 0, i;
  for (i = 0; i < a->classes.count; i++) {
    sum += a->confusion[c * a->classes.count + i];
  }
  return sum;
}

size_t cli_assess_taken(const cli_assessment *a, size_t c) {
  size_t sum = 0, i;
  for (i = 0; i < a->classes.count; i++) {
    sum += a->confusion[i * a->classes.count + c];
  }
  return sum;
}
