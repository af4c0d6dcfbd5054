/* How fast the trainer is: against its peers, and against what the core can do. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core.h"
#include "fann.h"
#include "goals.h"
#include "options.h"
#include "other.h"
#include "readme.h"
#include "run.h"
#include "src/cli/machine.h"
#include "src/cli/output.h"
#include "src/isa/isa.h"

#define PATH 4096

/* Rounds and nanoseconds of a run. */
static const bench_effort thorough = {21, 2e7}, quick = {5, 2e6};

static bench_report report;

/* The absolute path of a file that can be read. 0 or -1. */
static int locate(const char *name, char path[PATH]) {
  char here[PATH];
  int n;
  if (access(name, R_OK) != 0 || getcwd(here, sizeof here) == NULL) {
    return -1;
  }
  n = name[0] == '/' ? snprintf(path, PATH, "%s", name) : snprintf(path, PATH, "%s/%s", here, name);
  return n > 0 && n < PATH ? 0 : -1;
}

/* Where peers.py is: among the files that Bazel lays beside the program, or in the tree; empty if
   it is nowhere. */
static void find_script(const char *self, char path[PATH]) {
  char name[PATH];
  const int n = snprintf(name, PATH, "%s.runfiles/bpref/tests/bench/peers.py", self);
  if ((n >= PATH || locate(name, path) != 0) && locate("tests/bench/peers.py", path) != 0) {
    path[0] = '\0';
  }
}

/* bazel run starts a program elsewhere; names of files are meant from where the user is. */
static void go_home(void) {
  const char *home = getenv("BUILD_WORKING_DIRECTORY");
  if (home != NULL && chdir(home) != 0) {
    fprintf(stderr, "bench: cannot go to %s\n", home);
  }
}

static void describe(int core) {
  bench_core_model(report.cpu, sizeof report.cpu);
  report.compiler = cli_machine_compiler();
  report.variant = bp_isa_used();
  report.core = core;
  report.load_before = bench_core_load();
  printf("%s, core %d, %s, %s, load %.2f\n", report.cpu, core, report.compiler, report.variant,
         report.load_before);
}

/* Who is there, and who is not. */
static const bench_python *meet_peers(const char *script) {
  const bench_python *python = bench_python_start(script);
  const char *message;
  if (!bench_fann_available(&message)) {
    bench_report_note(&report, message);
  }
  snprintf(report.peers, sizeof report.peers, "%s", python->running ? python->version : "");
  if (!python->running) {
    bench_report_note(&report, "PyTorch and scikit-learn are skipped: peers.py does not run");
    return python;
  }
  printf("%s\n", python->version);
  if (!python->torch) {
    bench_report_note(&report, "PyTorch is skipped: not found (Debian: apt install python3-torch)");
  }
  if (!python->sklearn) {
    bench_report_note(&report,
                      "scikit-learn is skipped: not found (Debian: apt install python3-sklearn)");
  }
  return python;
}

typedef int (*shape_work)(const bench_shape *shape, const void *context);

/* The shape asked for, or all. */
static int each_shape(const bench_options *o, shape_work work, const void *context) {
  size_t i;
  int code = 0;
  if (o->one != NULL) {
    return work(o->one, context);
  }
  for (i = 0; i < bench_shape_count && code == 0; i++) {
    bench_shape shape;
    code = bench_shape_read(bench_shapes[i], &shape) != 0 ? 2 : work(&shape, context);
  }
  return code;
}

/* Who else takes part. */
typedef struct company {
  const bench_python *python;
  const char *other;
} company;

static int compare(const bench_shape *shape, const void *context) {
  const company *c = context;
  return bench_run_shape(&report, shape, c->python, c->other);
}

static int count(const bench_shape *shape, const void *self) {
  return bench_run_count(&report, shape, self);
}

static void count_all(const bench_options *o) {
  char self[PATH];
  const ssize_t n = readlink("/proc/self/exe", self, PATH - 1);
  self[n > 0 ? n : 0] = '\0';
  printf("\nInstructions per pattern, under valgrind, which has no AVX-512\n");
  if (each_shape(o, count, self) != 0) {
    bench_report_note(&report, "instructions are skipped: valgrind is not found or fails "
                               "(Debian: apt install valgrind)");
  }
}

/* Whatever the results are to be written to. */
static int save(const bench_options *o) {
  int code = 0;
  if (o->json != NULL) {
    code = bench_json_save(&report, o->json);
  }
  if (code == 0 && o->plot != NULL) {
    code = bench_plot_save(&report, o->plot);
  }
  if (code == 0 && o->readme != NULL) {
    code = bench_readme_save(&report, o->readme);
  }
  return code;
}

static int measure(const bench_options *o, const bench_python *python) {
  company c;
  int code;
  c.python = python;
  c.other = o->other;
  report.effort = o->quick ? quick : thorough;
  bench_run_limits(&report);
  bench_print_head(&report);
  code = each_shape(o, compare, &c);
  if (code == 0) {
    bench_goals_print(&report);
  }
  if (code == 0 && o->one == NULL) {
    code = bench_run_long(&report);
  }
  if (code == 0 && o->one == NULL) {
    code = bench_run_growth(&report, o->quick);
  }
  if (code == 0 && o->instructions) {
    count_all(o);
  }
  report.load_after = bench_core_load();
  printf("\nload at the end %.2f\n", report.load_after);
  return code == 0 ? save(o) : code;
}

/* Whether the files can be written, known before the work. */
static int writable(const bench_options *o) {
  return (o->json == NULL || cli_output_check("json", o->json) == 0) &&
         (o->plot == NULL || cli_output_check("plot", o->plot) == 0) &&
         (o->readme == NULL ||
          (cli_output_check("readme", o->readme) == 0 && bench_readme_check(o->readme) == 0));
}

int main(int argc, char **argv) {
  char script[PATH];
  bench_options o;
  int code = bench_options_read(argc, argv, &o);
  int core;
  if (code != BENCH_PROCEED) {
    return code;
  }
  if (cli_machine_choose() != 0) {
    return 2;
  }
  if (o.work_mode != NULL) {
    return o.timed ? bench_other_work(&o.shape, o.work_mode, o.work_epochs)
                   : bench_count_work(&o.shape, o.work_mode, o.work_epochs);
  }
  find_script(argv[0], script);
  go_home();
  if (!writable(&o)) {
    return 2;
  }
  if (o.other != NULL && bench_other_meet(o.other, report.other, sizeof report.other) != 0) {
    fprintf(stderr, "bench: --other: %s is no build of this program\n", o.other);
    return 2;
  }
  core = bench_core_pin(o.core);
  if (core < 0) {
    fprintf(stderr, "bench: core %d cannot be had\n", o.core);
    return 2;
  }
  describe(core);
  code = measure(&o, meet_peers(script));
  bench_python_stop();
  return code;
}
