#include "check_run.h"

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
static void select_patterns(cli_check_run *run, double *inputs, double *targets) {
  const cli_check *check = run->check;
  const cli_use *use = run->use;
  const size_t in = use->model.net.inputs, out = use->model.net.outputs;
  size_t i;
  for (i = 0; i < check->patterns; i++) {
    const size_t p = check->pattern > 0 ? check->pattern - 1
                                        : cli_check_spaced(i, check->patterns, use->csv.rows);
    memcpy(inputs + i * in, use->csv.input + p * in, in * sizeof(double));
    memcpy(targets + i * out, use->csv.target + p * out, out * sizeof(double));
  }
  run->data.count = check->patterns;
  run->data.inputs = inputs;
  run->data.targets = targets;
}

void cli_check_progress(size_t done, size_t total, size_t failed) {
  if (!isatty(STDERR_FILENO)) {
    return;
  }
  if (done == total) {
    fprintf(stderr, "\r\033[K");
  } else {
    fprintf(stderr, "\rchecked %lu of %lu weights, %lu failed\033[K", (unsigned long)done,
            (unsigned long)total, (unsigned long)failed);
  }
}

/* Called after each weight. */
static void watch(void *watcher, const bp_gradcheck_report *report,
                  const bp_gradcheck_weight *weight) {
  cli_check_run *run = watcher;
  const size_t every = report->weights / 100 + 1;
  if (run->keep) {
    run->check->weight[run->check->kept++] = *weight;
  }
  if (run->print) {
    cli_check_print_weight(weight);
  }
  if (report->counts.checked % every == 0 || report->counts.checked == report->weights) {
    if (run->pipe >= 0) {
      (void)!write(run->pipe, ".", 1);
    } else if (!run->quiet) {
      cli_check_progress(report->counts.checked, report->weights, report->counts.failed);
    }
  }
}

/* One block for all numbers. */
static int allocate(cli_check_run *run, size_t *work) {
  const bp_net *net = &run->use->model.net;
  const size_t row = net->inputs + net->outputs, patterns = run->check->patterns;
  const size_t numeric = bp_gradcheck_net_memory(net, patterns);
  const size_t local = bp_local_memory(net, patterns);
  *work = numeric > local ? numeric : local;
  if (numeric == 0 || local == 0) {
    return cli_no_memory();
  }
  run->memory = calloc(*work + 2 * net->weights + patterns * row, sizeof(double));
  if (run->memory == NULL) {
    return cli_no_memory();
  }
  run->gradient = run->memory + *work;
  run->g_error = run->gradient + net->weights;
  return cli_check_allocate(run->check, net->depth, net->weights, run->keep);
}

/* The equations on the trainer's own numbers. */
static bp_status check_equations(cli_check_run *run) {
  bp_local_step step;
  const bp_status status =
      bp_local_step_of_net(&step, &run->use->model.net, &run->data, run->memory);
  if (status == BP_OK) {
    bp_local_check(&step, &run->check->local);
  }
  return status;
}

static int perform(cli_check_run *run) {
  cli_check *check = run->check;
  bp_net *net = &run->use->model.net;
  bp_gradcheck_subject subject;
  bp_gradcheck_net binding;
  bp_status status;
  double *inputs;
  size_t work;
  int code = allocate(run, &work);
  if (code != CLI_OK) {
    return code;
  }
  inputs = run->g_error + net->weights;
  select_patterns(run, inputs, inputs + check->patterns * net->inputs);
  check->options.watch = watch;
  check->options.watcher = run;
  code = check->exact ? cli_check_truth(run, run->memory) : CLI_OK;
  if (code != CLI_OK) {
    return code;
  }
  if (run->print) {
    cli_check_print_heading(check, 1);
  }
  status = check_equations(run);
  if (status == BP_OK) {
    status = bp_gradcheck_bind_net(&subject, &binding, net, &run->data, BP_GRADCHECK_ALL,
                                   run->memory, work);
  }
  if (status == BP_OK) {
    status =
        bp_gradcheck_run(&subject, &check->options, run->gradient, check->layer, &check->report);
  }
  if (status != BP_OK) {
    return cli_status_error("the gradient check", status);
  }
  cli_check_conclude(check);
  return CLI_OK;
}

int cli_check_perform(cli_check_run *run) {
  const int code = perform(run);
  free(run->memory);
  bp_oracle_free(run->oracle);
  run->memory = NULL;
  run->oracle = NULL;
  return code;
}
