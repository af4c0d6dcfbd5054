#include "fann.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "ours.h"

/* Values of FANN 2.2's enumerations. */
#define FANN_TRAIN_INCREMENTAL 0
#define FANN_ERRORFUNC_LINEAR 0
#define FANN_SIGMOID 3

/* The functions of FANN that are used; its network is opaque. */
static struct library {
  void *handle;
  void *(*create)(unsigned layers, const unsigned *widths);
  void (*destroy)(void *net);
  void (*train)(void *net, double *input, double *target);
  double *(*run)(void *net, double *input);
  void (*randomize)(void *net, double low, double high);
  void (*set_algorithm)(void *net, int algorithm);
  void (*set_error)(void *net, int function);
  void (*set_hidden)(void *net, int function);
  void (*set_output)(void *net, int function);
  void (*set_hidden_steepness)(void *net, double steepness);
  void (*set_output_steepness)(void *net, double steepness);
  void (*set_rate)(void *net, float rate);
  void (*set_weight)(void *net, unsigned from, unsigned to, double w);
} fann;

typedef struct fann_state {
  bench_job job;
  void *net;
} fann_state;

/* A function's address into a pointer to it. Through memcpy: C90 knows no cast from one to the
   other. */
static int look_up(const char *name, void *function) {
  void *address = dlsym(fann.handle, name);
  memcpy(function, &address, sizeof address);
  return address == NULL ? -1 : 0;
}

static int load(void) {
  fann.handle = dlopen("libdoublefann.so.2", RTLD_NOW | RTLD_LOCAL);
  if (fann.handle == NULL) {
    return -1;
  }
  return look_up("fann_create_standard_array", &fann.create) |
         look_up("fann_destroy", &fann.destroy) | look_up("fann_train", &fann.train) |
         look_up("fann_run", &fann.run) | look_up("fann_randomize_weights", &fann.randomize) |
         look_up("fann_set_training_algorithm", &fann.set_algorithm) |
         look_up("fann_set_train_error_function", &fann.set_error) |
         look_up("fann_set_activation_function_hidden", &fann.set_hidden) |
         look_up("fann_set_activation_function_output", &fann.set_output) |
         look_up("fann_set_activation_steepness_hidden", &fann.set_hidden_steepness) |
         look_up("fann_set_activation_steepness_output", &fann.set_output_steepness) |
         look_up("fann_set_learning_rate", &fann.set_rate) |
         look_up("fann_set_weight", &fann.set_weight);
}

int bench_fann_available(const char **message) {
  static int state = 0;
  if (state == 0) {
    state = load() == 0 ? 1 : -1;
  }
  *message = "FANN is skipped: libdoublefann.so.2 is not found (Debian: apt install libfann2)";
  return state > 0;
}

static void close_fann(void *context) {
  fann_state *state = context;
  if (state->net != NULL) {
    fann.destroy(state->net);
  }
  free(state);
}

static double run_fann(void *context, size_t repeats) {
  fann_state *state = context;
  const bench_data *data = state->job.data;
  const size_t inputs = state->job.shape->width[0];
  const size_t outputs = state->job.shape->width[state->job.shape->depth];
  const double start = bench_now();
  size_t i, p;
  for (i = 0; i < repeats; i++) {
    for (p = 0; p < data->count; p++) {
      if (state->job.mode->predict) {
        fann.run(state->net, data->inputs + p * inputs);
      } else {
        fann.train(state->net, data->inputs + p * inputs, data->targets + p * outputs);
      }
    }
  }
  return (bench_now() - start) / ((double)repeats * (double)data->count);
}

/* FANN's logistic function is 1 / (1 + exp(-2 steepness x)). */
static void configure(void *net) {
  fann.set_algorithm(net, FANN_TRAIN_INCREMENTAL);
  fann.set_error(net, FANN_ERRORFUNC_LINEAR);
  fann.set_hidden(net, FANN_SIGMOID);
  fann.set_output(net, FANN_SIGMOID);
  fann.set_hidden_steepness(net, 0.5);
  fann.set_output_steepness(net, 0.5);
  fann.set_rate(net, (float)BENCH_ETA);
  fann.randomize(net, -0.1, 0.1);
}

int bench_fann_runner(const bench_job *job, bench_runner *runner) {
  unsigned width[BENCH_DEPTH + 1];
  fann_state *state = calloc(1, sizeof *state);
  size_t l;
  if (state == NULL) {
    return -1;
  }
  for (l = 0; l <= job->shape->depth; l++) {
    width[l] = (unsigned)job->shape->width[l];
  }
  state->job = *job;
  state->net = fann.create((unsigned)job->shape->depth + 1, width);
  if (state->net == NULL) {
    close_fann(state);
    return -1;
  }
  configure(state->net);
  runner->peer = "FANN";
  runner->state = state;
  runner->unit = (double)job->data->count;
  runner->run = run_fann;
  runner->close = close_fann;
  return 0;
}

/* Our first weights. FANN numbers its neurons layer after layer, a layer's bias after its units. */
static void copy_weights(void *net, const bench_ours *ours) {
  const bench_shape *shape = ours->job.shape;
  size_t start = 0, l, k, j;
  for (l = 0; l < shape->depth; l++) {
    const size_t inputs = shape->width[l], next = start + inputs + 1;
    for (k = 0; k < shape->width[l + 1]; k++) {
      for (j = 0; j <= inputs; j++) {
        const size_t from = start + (j == 0 ? inputs : j - 1);
        fann.set_weight(net, (unsigned)from, (unsigned)(next + k),
                        ours->net.w[bp_net_weight_index(&ours->net, l, k, j)]);
      }
    }
    start = next;
  }
}

/* E of the set (EQ-3). */
static double error_of(const fann_state *state) {
  const bench_data *data = state->job.data;
  const size_t inputs = state->job.shape->width[0];
  const size_t outputs = state->job.shape->width[state->job.shape->depth];
  double sum = 0.0;
  size_t p, k;
  for (p = 0; p < data->count; p++) {
    const double *y = fann.run(state->net, data->inputs + p * inputs);
    for (k = 0; k < outputs; k++) {
      const double e = data->targets[p * outputs + k] - y[k];
      sum += 0.5 * e * e;
    }
  }
  return sum;
}

int bench_fann_error(const bench_job *job, double *E) {
  bench_ours *ours = bench_ours_open(job);
  bench_runner runner;
  fann_state *state;
  if (ours == NULL) {
    return -1;
  }
  if (bench_fann_runner(job, &runner) != 0) {
    bench_ours_close(ours);
    return -1;
  }
  state = runner.state;
  copy_weights(state->net, ours);
  bench_ours_close(ours);
  run_fann(state, 1);
  *E = error_of(state);
  close_fann(state);
  return 0;
}
