#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "report.h"

#define CAP 1024  /* bits: more tell nothing of doubles, but where numbers cancel */
#define TRUTH 5e6 /* weights times patterns that take seconds to enclose */
#define WORK 1e8  /* products for a value of E beside each weight, of which a few are taken */

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

int cli_check_truth_usual(const cli_check_run *run) {
  return (double)run->use->model.net.weights * (double)run->check->patterns <= TRUTH;
}

/* Encloses the true gradient and has the check consult it. */
static int find_truth(cli_check_run *run) {
  cli_check *check = run->check;
  const bp_oracle_status status = bp_truth_open(&run->truth, &run->use->model.net, &run->data, CAP);
  if (status == BP_ORACLE_MEMORY) {
    return cli_no_memory();
  }
  if (status != BP_ORACLE_OK && status != BP_ORACLE_UNRESOLVED) {
    cli_error("the true gradient: %s", bp_oracle_status_text(status));
    return CLI_USAGE;
  }
  check->resolved = run->truth.resolved;
  check->precision = bp_oracle_precision(run->truth.oracle);
  check->options.truth = bp_truth_tell;
  check->options.teller = &run->truth;
  return CLI_OK;
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

/* One block for all numbers: those of the numerical derivatives, which are used by the other parts
   before, then one for each weight, the patterns, and the directions. */
static double *allocate(cli_check_run *run, size_t *work, double **along) {
  const bp_net *net = &run->use->model.net;
  const size_t row = net->inputs + net->outputs, patterns = run->check->patterns;
  const size_t numeric = bp_gradcheck_net_memory(net, patterns);
  const size_t local = bp_local_memory(net, patterns);
  const size_t directions = run->check->directions;
  const size_t rest = net->weights + patterns * row;
  *work = numeric > local ? numeric : local;
  if (numeric == 0 || local == 0) {
    return NULL;
  }
  run->memory = calloc(*work + rest + bp_directions_memory(net->weights, directions) + directions,
                       sizeof(double));
  *along = run->memory == NULL ? NULL : run->memory + *work + rest;
  return run->memory;
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

int cli_check_direct(cli_check_run *run, double *memory) {
  const cli_check *check = run->check;
  run->subject = run->whole;
  if (check->directions > 0) {
    bp_directions_bind(&run->subject, &run->directions, &run->whole, check->directions, check->seed,
                       memory);
    run->gradient = memory + bp_directions_memory(run->whole.weights, check->directions);
    run->check->depth = 1;
  }
  return CLI_OK;
}

static int open_net(cli_check_run *run) {
  cli_check *check = run->check;
  bp_net *net = &run->use->model.net;
  bp_status status;
  double *inputs, *along;
  size_t work;
  int code;
  if (allocate(run, &work, &along) == NULL) {
    return cli_no_memory();
  }
  run->gradient = run->memory + work;
  inputs = run->gradient + net->weights;
  select_patterns(run, inputs, inputs + check->patterns * net->inputs);
  check->total = net->weights;
  check->depth = net->depth;
  code = check->exact ? find_truth(run) : CLI_OK;
  if (code != CLI_OK) {
    return code;
  }
  status = check_equations(run);
  if (status == BP_OK) {
    status = bp_gradcheck_bind_net(&run->whole, &run->net, net, &run->data, BP_GRADCHECK_ALL,
                                   run->memory, work);
  }
  return status == BP_OK ? cli_check_direct(run, along)
                         : cli_status_error("the gradient check", status);
}

int cli_check_open(cli_check_run *run) {
  return run->impl != NULL ? cli_check_open_peer(run) : open_net(run);
}

void cli_check_close(cli_check_run *run) {
  free(run->memory);
  bp_truth_close(&run->truth);
  bp_peer_end(&run->peer);
  run->memory = NULL;
}
