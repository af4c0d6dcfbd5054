#include "ours.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "src/text/doubles.h"

static bp_rule rule_of(const bench_job *job) {
  bp_rule rule;
  memset(&rule, 0, sizeof rule);
  rule.eta = BENCH_ETA;
  rule.alpha = 0.0;
  rule.batch = job->mode->batch;
  rule.reduce = BP_SUM;
  rule.order = BP_FIXED;
  rule.goal = -1.0;
  rule.steady = -1.0;
  rule.epochs = UINT_MAX;
  return rule;
}

static int prepare(bench_ours *ours, double factor) {
  const bench_shape *shape = ours->job.shape;
  const bp_rule rule = rule_of(&ours->job);
  const size_t count = bp_net_memory(shape->depth, shape->width);
  const bp_seed seed = {1, 0};
  bp_activation f[BENCH_DEPTH];
  bp_data data;
  size_t l, i, needed;
  for (l = 0; l < shape->depth; l++) {
    f[l] = BP_LOGISTIC;
  }
  data.count = ours->job.data->count;
  data.inputs = ours->job.data->inputs;
  data.targets = ours->job.data->targets;
  ours->memory = bp_doubles_new(count);
  if (ours->memory == NULL || bp_net_init(&ours->net, ours->layer, shape->depth, shape->width, f,
                                          ours->memory, count) != BP_OK) {
    return -1;
  }
  needed = bp_trainer_memory(&ours->net, &rule);
  ours->workspace = bp_doubles_new(needed);
  if (ours->workspace == NULL || bp_net_initialise(&ours->net, seed, 0.0) != BP_OK) {
    return -1;
  }
  for (i = 0; i < ours->net.weights; i++) {
    ours->net.w[i] = ours->net.w[i] * factor;
  }
  return bp_trainer_init(&ours->trainer, &ours->net, &rule, &data, ours->workspace, needed, NULL) ==
                 BP_OK
             ? 0
             : -1;
}

bench_ours *bench_ours_open_scaled(const bench_job *job, double factor) {
  bench_ours *ours = calloc(1, sizeof *ours);
  if (ours == NULL) {
    return NULL;
  }
  ours->job = *job;
  if (prepare(ours, factor) != 0) {
    bench_ours_close(ours);
    return NULL;
  }
  return ours;
}

bench_ours *bench_ours_open(const bench_job *job) {
  return bench_ours_open_scaled(job, 1.0);
}

void bench_ours_close(void *context) {
  bench_ours *ours = context;
  free(ours->memory);
  free(ours->workspace);
  free(ours);
}

static bp_status predict(bench_ours *ours) {
  const bench_data *data = ours->job.data;
  bp_status status = BP_OK;
  size_t p;
  for (p = 0; p < data->count && status == BP_OK; p++) {
    status = bp_net_forward(&ours->net, data->inputs + p * ours->net.inputs);
  }
  return status;
}

double bench_ours_run(void *context, size_t repeats) {
  bench_ours *ours = context;
  const double start = bench_now();
  size_t i;
  for (i = 0; i < repeats; i++) {
    const bp_status status =
        ours->job.mode->predict ? predict(ours) : bp_trainer_epoch(&ours->trainer);
    if (status != BP_OK) {
      return -1.0;
    }
  }
  return (bench_now() - start) / ((double)repeats * (double)ours->job.data->count);
}

int bench_ours_runner_scaled(const bench_job *job, double factor, bench_runner *runner) {
  runner->peer = "bpref";
  runner->unit = (double)job->data->count;
  runner->run = bench_ours_run;
  runner->close = bench_ours_close;
  runner->state = bench_ours_open_scaled(job, factor);
  return runner->state == NULL ? -1 : 0;
}

int bench_ours_runner(const bench_job *job, bench_runner *runner) {
  return bench_ours_runner_scaled(job, 1.0, runner);
}
