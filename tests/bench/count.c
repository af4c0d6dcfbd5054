#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "ours.h"
#include "run.h"

/* Epochs of the two runs; their difference leaves out what a start costs. */
#define FEW 1
#define MORE 2

int bench_count_work(const bench_shape *shape, const bench_mode *mode, size_t epochs) {
  bench_data data;
  bench_job job;
  bench_ours *ours;
  int code = 2;
  if (bench_data_make(&data, shape, mode->batch < 8 ? 8 : mode->batch) != 0) {
    return 2;
  }
  job.shape = shape;
  job.mode = mode;
  job.data = &data;
  ours = bench_ours_open(&job);
  if (ours != NULL) {
    code = bench_ours_run(ours, epochs) > 0.0 ? 0 : 2;
    bench_ours_close(ours);
  }
  bench_data_free(&data);
  return code;
}

/* Instructions of one run of this program, -1 if they cannot be counted. */
static double count(const bench_shape *shape, const bench_mode *mode, size_t epochs,
                    const char *self) {
  const char *argv[9];
  char work[64], line[512];
  double instructions = -1.0;
  bench_child child;
  sprintf(work, "%s:%lu", mode->name, (unsigned long)epochs);
  argv[0] = "valgrind";
  argv[1] = "--tool=callgrind";
  argv[2] = "--callgrind-out-file=/dev/null";
  argv[3] = self;
  argv[4] = "--shape";
  argv[5] = shape->name;
  argv[6] = "--count";
  argv[7] = work;
  argv[8] = NULL;
  if (bench_child_start(&child, argv, STDERR_FILENO) != 0) {
    return -1.0;
  }
  while (fgets(line, sizeof line, child.from) != NULL) {
    const char *found = strstr(line, "Collected : ");
    if (found != NULL) {
      instructions = atof(found + strlen("Collected : "));
    }
  }
  return bench_child_wait(&child) == 0 ? instructions : -1.0;
}

int bench_run_count(bench_report *report, const bench_shape *shape, const char *self) {
  size_t m;
  for (m = 0; m < bench_mode_count; m++) {
    const bench_mode *mode = &bench_modes[m];
    const double patterns = (double)(mode->batch < 8 ? 8 : mode->batch);
    const double few = count(shape, mode, FEW, self), more = count(shape, mode, MORE, self);
    bench_count *c = &report->count[report->counts];
    if (few < 0.0 || more < 0.0) {
      return -1;
    }
    strcpy(c->shape, shape->name);
    c->mode = mode->name;
    c->instructions = (more - few) / ((double)(MORE - FEW) * patterns);
    report->counts++;
    printf("%-15s %-9s %12.0f\n", c->shape, c->mode, c->instructions);
    fflush(stdout);
  }
  return 0;
}
