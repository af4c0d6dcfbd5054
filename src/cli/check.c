#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

#define WORK 1e8 /* products for a value of E beside each weight, of which a few are taken */

size_t cli_check_usual(const cli_use *use) {
  const double most = WORK / bp_gradcheck_net_work(&use->model.net);
  if (most >= (double)use->csv.rows) {
    return use->csv.rows;
  }
  return most < 1.0 ? 1 : (size_t)most;
}

size_t cli_check_spaced(size_t i, size_t n, size_t count) {
  /* i count / n without forming a product that could be too large. */
  return i * (count / n) + i * (count % n) / n;
}

/* Copies the patterns that take part. */
static void select_patterns(cli_check *check, double *inputs, double *targets) {
  const cli_use *use = check->use;
  const size_t in = use->model.net.inputs, out = use->model.net.outputs;
  size_t i;
  for (i = 0; i < check->patterns; i++) {
    const size_t p = check->pattern > 0 ? check->pattern - 1
                                        : cli_check_spaced(i, check->patterns, use->csv.rows);
    memcpy(inputs + i * in, use->csv.input + p * in, in * sizeof(double));
    memcpy(targets + i * out, use->csv.target + p * out, out * sizeof(double));
  }
  check->data.count = check->patterns;
  check->data.inputs = inputs;
  check->data.targets = targets;
}

static void print_progress(const cli_check *check, const bp_gradcheck_report *report) {
  const size_t every = report->weights / 100 + 1;
  if (!isatty(STDERR_FILENO) || (check->verbose && !check->json)) {
    return;
  }
  if (report->counts.checked == report->weights) {
    fprintf(stderr, "\r\033[K");
  } else if (report->counts.checked % every == 0) {
    fprintf(stderr, "\rchecked %lu of %lu weights, %lu failed\033[K",
            (unsigned long)report->counts.checked, (unsigned long)report->weights,
            (unsigned long)report->counts.failed);
  }
}

/* Called after each weight. */
static void watch(void *watcher, const bp_gradcheck_report *report,
                  const bp_gradcheck_weight *weight) {
  const cli_check *check = watcher;
  if (check->verbose && check->json) {
    json_array_append_new(check->weight, cli_check_weight_json(weight));
  } else if (check->verbose) {
    cli_check_print_weight(weight);
  }
  print_progress(check, report);
}

/* One block for all numbers, one for the counts, one for the weights of a verbose JSON. */
static int allocate(cli_check *check, size_t needed) {
  const bp_net *net = &check->use->model.net;
  const size_t row = net->inputs + net->outputs;
  check->memory = calloc(needed + 2 * net->weights + check->patterns * row, sizeof(double));
  check->layer = calloc(net->depth, sizeof *check->layer);
  check->weight = check->verbose && check->json ? json_array() : NULL;
  if (check->memory == NULL || check->layer == NULL ||
      (check->verbose && check->json && check->weight == NULL)) {
    return cli_no_memory();
  }
  check->gradient = check->memory + needed;
  check->g_error = check->gradient + net->weights;
  return CLI_OK;
}

int cli_check_run(cli_check *check) {
  bp_net *net = &check->use->model.net;
  const size_t needed = bp_gradcheck_net_memory(net, check->patterns);
  bp_gradcheck_subject subject;
  bp_gradcheck_net binding;
  bp_status status;
  double *inputs;
  int code;
  if (allocate(check, needed) != CLI_OK) {
    return CLI_USAGE;
  }
  inputs = check->g_error + net->weights;
  select_patterns(check, inputs, inputs + check->patterns * net->inputs);
  check->options.watch = watch;
  check->options.watcher = check;
  code = check->exact ? cli_check_truth(check, check->memory) : CLI_OK;
  if (code != CLI_OK) {
    return code;
  }
  if (check->verbose && !check->json) {
    cli_check_print_heading(check);
  }
  status = bp_gradcheck_bind_net(&subject, &binding, net, &check->data, BP_GRADCHECK_ALL,
                                 check->memory, needed);
  if (status == BP_OK) {
    status =
        bp_gradcheck_run(&subject, &check->options, check->gradient, check->layer, &check->report);
  }
  return status == BP_OK ? CLI_OK : cli_status_error("the gradient check", status);
}

void cli_check_free(cli_check *check) {
  free(check->memory);
  free(check->layer);
  bp_oracle_free(check->oracle);
  json_decref(check->weight);
}
