#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORES 1024

static const char *const help[] = {
    "Usage: bench [OPTION]...",
    "How fast bpref trains, beside its peers and the limits of the core, measured in one run.",
    "",
    "  --quick         a look within two minutes: fewer and shorter rounds",
    "  --shape N-N-N   this shape alone, 784-100-10 for instance",
    "  --core N        the core to run on; without it the least busy one",
    "  --instructions  count instructions per pattern too, with valgrind",
    "  --other PROGRAM another build of this program, by another compiler say, run in turn with it",
    "  --json FILE     write the results as JSON",
    "  --plot FILE     draw them, as .svg or .png",
    "  --readme FILE   put the table into FILE, between the lines <!-- speed: gcc --> and",
    "                  <!-- end of speed: gcc -->, or clang, the compiler of this program",
    "  --help          this text",
    "",
    "Exit codes: 0 done, 1 a peer computes something else, 2 wrong usage or a file that cannot be",
    "written.",
};

static int print_help(void) {
  size_t i;
  for (i = 0; i < sizeof help / sizeof help[0]; i++) {
    puts(help[i]);
  }
  return 0;
}

static int usage(const char *what, const char *found, const char *accepted) {
  fprintf(stderr, "bench: %s: found '%s'; accepted: %s\n", what, found, accepted);
  return 2;
}

static int is_picture(const char *path) {
  const size_t n = strlen(path);
  return n > 4 && (strcmp(path + n - 4, ".svg") == 0 || strcmp(path + n - 4, ".png") == 0);
}

static int read_number(const char *text, long most, long *value) {
  char *end;
  if (*text < '0' || *text > '9') {
    return -1;
  }
  *value = strtol(text, &end, 10);
  return *end == '\0' && *value <= most ? 0 : -1;
}

/* "MODE:EPOCHS" */
static int take_work(const char *name, const char *text, bench_options *o) {
  char mode[32];
  long epochs;
  const size_t n = strcspn(text, ":");
  if (n < sizeof mode && text[n] == ':' && read_number(text + n + 1, 1000000, &epochs) == 0) {
    memcpy(mode, text, n);
    mode[n] = '\0';
    o->work_mode = bench_mode_find(mode);
    o->work_epochs = (size_t)epochs;
  }
  return o->work_mode == NULL ? usage(name, text, "MODE:EPOCHS") : BENCH_PROCEED;
}

static int take_value(const char *name, const char *text, bench_options *o) {
  long core;
  if (strcmp(name, "--shape") == 0) {
    if (bench_shape_read(text, &o->shape) != 0) {
      return usage(name, text, "2 to 9 widths from 1 to 65536, as 784-100-10");
    }
    o->one = &o->shape;
  } else if (strcmp(name, "--core") == 0) {
    if (read_number(text, CORES - 1, &core) != 0) {
      return usage(name, text, "the number of a core, from 0");
    }
    o->core = (int)core;
  } else if (strcmp(name, "--json") == 0) {
    o->json = text;
  } else if (strcmp(name, "--readme") == 0) {
    o->readme = text;
  } else if (strcmp(name, "--other") == 0) {
    o->other = text;
  } else if (strcmp(name, "--count") == 0 || strcmp(name, "--time") == 0) {
    o->timed = strcmp(name, "--time") == 0;
    return take_work(name, text, o);
  } else {
    if (!is_picture(text)) {
      return usage(name, text, "a name that ends in .svg or .png");
    }
    o->plot = text;
  }
  return BENCH_PROCEED;
}

static int has_value(const char *name) {
  static const char *const names[] = {"--shape",  "--core",  "--json",  "--plot",
                                      "--readme", "--other", "--count", "--time"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(name, names[i]) == 0) {
      return 1;
    }
  }
  return 0;
}

int bench_options_read(int argc, char **argv, bench_options *options) {
  int i;
  memset(options, 0, sizeof *options);
  options->core = -1;
  for (i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (strcmp(name, "--help") == 0) {
      return print_help();
    }
    if (strcmp(name, "--quick") == 0) {
      options->quick = 1;
    } else if (strcmp(name, "--instructions") == 0) {
      options->instructions = 1;
    } else if (!has_value(name)) {
      return usage("option", name, "those that bench --help lists");
    } else if (i + 1 >= argc || argv[i + 1][0] == '\0') {
      return usage(name, "", "a value after it");
    } else {
      const int code = take_value(name, argv[++i], options);
      if (code != BENCH_PROCEED) {
        return code;
      }
    }
  }
  if (options->work_mode != NULL && options->one == NULL) {
    return usage(options->timed ? "--time" : "--count", "", "--shape N-N-N beside it");
  }
  return BENCH_PROCEED;
}
