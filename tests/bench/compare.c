#include <math.h>
#include <stdio.h>

#include "fann.h"
#include "limit.h"
#include "other.h"
#include "ours.h"
#include "run.h"

/* FANN takes weights one by one, and searches for each: only small networks are compared. */
#define SMALL 4000

/* Other orders of addition round otherwise; more than this is another computation. */
#define AGREEMENT 1e-9

/* E of the set after one epoch. */
static int own_error(const bench_job *job, double *E) {
  bench_ours *ours = bench_ours_open(job);
  int failed = ours == NULL;
  if (!failed) {
    failed = bp_trainer_epoch(&ours->trainer) != BP_OK ||
             bp_data_error(&ours->net, &ours->trainer.data, E) != BP_OK;
    bench_ours_close(ours);
  }
  return failed ? -1 : 0;
}

/* Whether a peer, whose E after one epoch is given, computes what we compute. 0, 1 if it does not,
   2 if that cannot be told. */
static int agrees(const bench_job *job, const char *peer, double other) {
  double own;
  if (own_error(job, &own) != 0) {
    return 2;
  }
  if (!(fabs(own - other) <= AGREEMENT * own)) {
    fprintf(stderr, "bench: %s %s: after one epoch E is %.17g, with %s it is %.17g\n",
            job->shape->name, job->mode->name, own, peer, other);
    return 1;
  }
  return 0;
}

static int add_python(const bench_job *job, const char *kind, bench_runner *runner, size_t *n) {
  if (bench_python_runner(job, kind, &runner[*n]) != 0) {
    return 2;
  }
  *n = *n + 1;
  return 0;
}

/* A way to train with PyTorch, once it is seen to compute what we compute. */
static int add_torch(const bench_job *job, const char *kind, bench_runner *runner, size_t *n) {
  double E;
  if (add_python(job, kind, runner, n) != 0 || bench_python_error(job, kind, &E) != 0) {
    return 2;
  }
  return agrees(job, runner[*n - 1].peer, E);
}

static int add_pythons(const bench_job *job, const bench_python *python, bench_runner *runner,
                       size_t *n) {
  int code = 0;
  if (!python->running) {
    return 0;
  }
  if (job->mode->predict) {
    return python->torch ? add_python(job, "predict", runner, n) : 0;
  }
  if (python->torch) {
    code = add_torch(job, "hand", runner, n);
    if (code == 0) {
      code = add_torch(job, "autograd", runner, n);
    }
  }
  if (code == 0 && python->sklearn && job->mode->batch == 1) {
    code = add_python(job, "sklearn", runner, n);
  }
  return code;
}

static int add_fann(const bench_job *job, bench_runner *runner, size_t *n) {
  const char *message;
  double E;
  if (job->mode->batch != 1 || !bench_fann_available(&message)) {
    return 0;
  }
  if (bench_fann_runner(job, &runner[*n]) != 0) {
    return 2;
  }
  *n = *n + 1;
  if (job->mode->predict || bench_shape_weights(job->shape) > SMALL) {
    return 0;
  }
  return bench_fann_error(job, &E) != 0 ? 2 : agrees(job, "FANN", E);
}

/* Everyone who can do the job; ours first. */
static int gather(const bench_job *job, const bench_python *python, const char *other,
                  bench_runner *runner, size_t *n) {
  int code;
  if (bench_ours_runner(job, &runner[0]) != 0) {
    return 2;
  }
  *n = 1;
  if (other != NULL) {
    if (bench_other_runner(job, other, &runner[*n]) != 0) {
      return 2;
    }
    *n = *n + 1;
  }
  code = add_fann(job, runner, n);
  if (code != 0) {
    return code;
  }
  code = bench_limit_runner(job, &runner[*n]);
  if (code < 0) {
    return 2;
  }
  *n += code == 0;
  return add_pythons(job, python, runner, n);
}

static int run_job(bench_report *report, const bench_job *job, const bench_python *python,
                   const char *other) {
  bench_runner runner[BENCH_RUNNERS];
  bench_result result[BENCH_RUNNERS];
  size_t n = 0, i;
  int code = gather(job, python, other, runner, &n);
  if (code == 0) {
    const int failed = bench_measure(runner, n, &report->effort, result);
    if (failed != 0) {
      fprintf(stderr, "bench: %s %s: %s failed\n", job->shape->name, job->mode->name,
              runner[-1 - failed].peer);
      code = 2;
    } else {
      bench_report_add(report, "compare", job, runner, result, n);
      bench_print_job(report, job);
    }
  }
  for (i = 0; i < n; i++) {
    runner[i].close(runner[i].state);
  }
  return code;
}

int bench_run_shape(bench_report *report, const bench_shape *shape, const bench_python *python,
                    const char *other) {
  bench_data data;
  bench_job job;
  size_t m;
  int code = 0;
  if (bench_data_make(&data, shape, bench_shape_patterns(shape)) != 0) {
    return 2;
  }
  job.shape = shape;
  job.data = &data;
  job.mode = &bench_modes[0];
  if (python->running && python->torch + python->sklearn > 0 && bench_python_net(&job) != 0) {
    code = 2;
  }
  for (m = 0; m < bench_mode_count && code == 0; m++) {
    job.mode = &bench_modes[m];
    code = run_job(report, &job, python, other);
  }
  bench_data_free(&data);
  return code;
}
