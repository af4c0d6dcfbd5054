#include "python.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "ours.h"

#define PYTHON "/usr/bin/python3"
#define ANSWER 512

/* Each call of partial_fit looks at its patterns first; with so many of them that hardly counts. */
#define FIT 64

static bench_child driver;
static bench_python found;

typedef struct python_state {
  const char *kind;
  size_t batch;
  size_t steps; /* of one repetition */
} python_state;

/* Reads an answer "ok ..." and returns what follows; null for anything else, said aloud. */
static const char *answer(void) {
  static char line[ANSWER];
  if (fflush(driver.to) != 0 || fgets(line, sizeof line, driver.from) == NULL) {
    fprintf(stderr, "bench: peers.py ended early\n");
    found.running = 0;
    return NULL;
  }
  line[strcspn(line, "\n")] = '\0';
  if (strncmp(line, "ok ", 3) != 0) {
    fprintf(stderr, "bench: peers.py: %s\n", line);
    return NULL;
  }
  return line + 3;
}

/* "BLAS|TORCH|SKLEARN" */
static void understand(const char *text) {
  char blas[32], torch[32], sklearn[32];
  if (sscanf(text, "%31[^|]|%31[^|]|%31[^|]", blas, torch, sklearn) != 3) {
    found.running = 0;
    return;
  }
  found.torch = strcmp(torch, "-") != 0;
  found.sklearn = strcmp(sklearn, "-") != 0;
  snprintf(found.version, sizeof found.version, "PyTorch %.20s, scikit-learn %.20s, %.30s", torch,
           sklearn, blas);
}

const bench_python *bench_python_start(const char *script) {
  const char *argv[3];
  const char *text;
  argv[0] = PYTHON;
  argv[1] = script;
  argv[2] = NULL;
  signal(SIGPIPE, SIG_IGN);
  memset(&found, 0, sizeof found);
  if (script[0] == '\0' || access(PYTHON, X_OK) != 0 ||
      bench_child_start(&driver, argv, STDOUT_FILENO) != 0) {
    return &found;
  }
  found.running = 1;
  fputs("hello\n", driver.to);
  text = answer();
  if (text != NULL) {
    understand(text);
  }
  return &found;
}

int bench_python_net(const bench_job *job) {
  const bench_shape *shape = job->shape;
  const size_t count = job->data->count;
  bench_ours *ours = bench_ours_open(job);
  size_t l, k, j;
  if (ours == NULL) {
    return -1;
  }
  fprintf(driver.to, "net %s %lu\n", shape->name, (unsigned long)count);
  fwrite(job->data->inputs, sizeof(double), count * shape->width[0], driver.to);
  fwrite(job->data->targets, sizeof(double), count * shape->width[shape->depth], driver.to);
  for (l = 0; l < shape->depth; l++) {
    for (k = 0; k < shape->width[l + 1]; k++) {
      for (j = 0; j <= shape->width[l]; j++) {
        fwrite(&ours->net.w[bp_net_weight_index(&ours->net, l, k, j)], sizeof(double), 1,
               driver.to);
      }
    }
  }
  bench_ours_close(ours);
  return answer() == NULL ? -1 : 0;
}

static double run_python(void *context, size_t repeats) {
  const python_state *state = context;
  const char *text;
  fprintf(driver.to, "run %s %lu %lu\n", state->kind, (unsigned long)state->batch,
          (unsigned long)(repeats * state->steps));
  text = answer();
  return text == NULL ? -1.0 : atof(text);
}

static const char *name_of(const char *kind) {
  if (strcmp(kind, "sklearn") == 0) {
    return "scikit-learn";
  }
  return strcmp(kind, "autograd") == 0 ? "autograd" : "addmm";
}

int bench_python_runner(const bench_job *job, const char *kind, bench_runner *runner) {
  python_state *state = malloc(sizeof *state);
  if (state == NULL) {
    return -1;
  }
  state->kind = kind;
  state->batch = job->mode->batch;
  state->steps = strcmp(kind, "sklearn") == 0 ? FIT : 1;
  runner->peer = name_of(kind);
  runner->state = state;
  runner->unit = (double)(job->mode->batch * state->steps);
  runner->run = run_python;
  runner->close = free;
  return 0;
}

int bench_python_error(const bench_job *job, const char *kind, double *E) {
  const char *text;
  fprintf(driver.to, "error %s %lu\n", kind, (unsigned long)job->mode->batch);
  text = answer();
  if (text == NULL) {
    return -1;
  }
  *E = atof(text);
  return 0;
}

void bench_python_stop(void) {
  if (driver.to != NULL) {
    bench_child_wait(&driver);
    driver.to = NULL;
  }
  found.running = 0;
}
