/* Answers `point` questions of bpv 1 for the function x_1^2 + exp(x_2), or misbehaves as its argument
   says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static double x[2] = {0.75, -0.5};
static const char *mode = "";

static int is(const char *name) {
  return strcmp(mode, name) == 0;
}

static double read_bits(const char *hex) {
  unsigned long bits = strtoul(hex, NULL, 16);
  double v;
  memcpy(&v, &bits, sizeof v);
  return v;
}

static void put(double v) {
  unsigned long bits;
  memcpy(&bits, &v, sizeof bits);
  printf(" %016lx", bits);
}

static void answer(const char *id, const char *want, const double *at) {
  static int asked;
  asked++;
  if (is("crash") && asked > 5) {
    abort();
  }
  if (is("hang") && asked > 5) {
    sleep(100);
  }
  printf("answer %s\n", is("stranger") && asked > 5 ? "p1" : id);
  if (is("refuses") && asked > 1 && at[0] > 0.7) {
    printf("refused there is no value\nend\n");
    fflush(stdout);
    return;
  }
  if (strstr(want, " x") != NULL) {
    printf("x");
    put(x[0]);
    put(x[1]);
    putchar('\n');
  }
  if (strstr(want, " E") != NULL && !is("silent")) {
    printf("E");
    put(is("nan") ? sqrt(-1.0) : is("constant") ? 3.0 : at[0] * at[0] + exp(at[1]));
    putchar('\n');
  }
  if (strstr(want, " dE_dw") != NULL) {
    printf("dE_dw");
    put(is("constant") ? 0.0 : 2.0 * at[0]);
    if (!is("short")) {
      put(is("constant") ? 0.0 : exp(at[1]) * (is("wrong") ? 1.001 : 1.0));
    }
    putchar('\n');
  }
  printf(is("garbage") && asked > 5 ? "\x01\xff\n" : "end\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  char line[4096], id[32] = "", want[64] = "";
  double at[2];
  mode = argc > 1 ? argv[1] : "";
  memcpy(at, x, sizeof at);
  while (fgets(line, sizeof line, stdin) != NULL) {
    if (sscanf(line, "point %31s", id) == 1) {
      memcpy(at, x, sizeof at);
    } else if (strncmp(line, "x ", 2) == 0) {
      x[0] = read_bits(line + 2);
      x[1] = read_bits(line + 19);
      memcpy(at, x, sizeof at);
    } else if (strncmp(line, "at ", 3) == 0) {
      at[atoi(line + 3) - 1] = read_bits(line + 5);
    } else if (sscanf(line, "want%63[^\n]", want) == 1) {
      continue;
    } else if (strcmp(line, "end\n") == 0 && id[0] == '\0') {
      printf("bpv 1\nname a function\nend\n");
      fflush(stdout);
    } else if (strcmp(line, "end\n") == 0) {
      answer(id, want, at);
    }
  }
  return 0;
}
