#include "other.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "ours.h"
#include "src/cli/machine.h"

typedef struct other_state {
  const char *program;
  const bench_job *job;
} other_state;

int bench_other_work(const bench_shape *shape, const bench_mode *mode, size_t epochs) {
  bench_data data;
  bench_job job;
  bench_ours *ours;
  double ns = -1.0;
  if (bench_data_make(&data, shape, bench_shape_patterns(shape)) != 0) {
    return 2;
  }
  job.shape = shape;
  job.mode = mode;
  job.data = &data;
  ours = bench_ours_open(&job);
  if (ours != NULL) {
    /* The first epoch fills the caches. */
    ns = bench_ours_run(ours, 1) > 0.0 ? bench_ours_run(ours, epochs) : -1.0;
    bench_ours_close(ours);
  }
  bench_data_free(&data);
  printf("%.17g %s\n", ns, cli_machine_compiler());
  return ns > 0.0 ? 0 : 2;
}

/* Its answer: nanoseconds per pattern, not positive if it failed, and the compiler if that is asked
   for. */
static double ask(const char *program, const char *shape, const char *mode, size_t epochs,
                  char *compiler, size_t size) {
  const char *argv[6];
  char work[64], line[128];
  bench_child child;
  double ns = -1.0;
  sprintf(work, "%s:%lu", mode, (unsigned long)epochs);
  argv[0] = program;
  argv[1] = "--shape";
  argv[2] = shape;
  argv[3] = "--time";
  argv[4] = work;
  argv[5] = NULL;
  if (bench_child_start(&child, argv, STDOUT_FILENO) != 0) {
    return -1.0;
  }
  if (fgets(line, sizeof line, child.from) != NULL) {
    const char *space = strchr(line, ' ');
    ns = space == NULL ? -1.0 : atof(line);
    if (space != NULL && compiler != NULL) {
      /* clang's version may end in a space. */
      size_t length = strcspn(space + 1, "\n");
      length -= length > 0 && space[length] == ' ';
      snprintf(compiler, size, "%.*s", (int)length, space + 1);
    }
  }
  return bench_child_wait(&child) == 0 ? ns : -1.0;
}

int bench_other_meet(const char *program, char *compiler, size_t size) {
  return ask(program, "2-2-1", "online", 1, compiler, size) > 0.0 ? 0 : -1;
}

static double run(void *context, size_t repeats) {
  const other_state *state = context;
  return ask(state->program, state->job->shape->name, state->job->mode->name, repeats, NULL, 0);
}

int bench_other_runner(const bench_job *job, const char *program, bench_runner *runner) {
  other_state *state = malloc(sizeof *state);
  if (state == NULL) {
    return -1;
  }
  state->program = program;
  state->job = job;
  runner->peer = "other";
  runner->state = state;
  runner->unit = (double)job->data->count;
  runner->run = run;
  runner->close = free;
  return 0;
}
