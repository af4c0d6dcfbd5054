/* What bpref computes, without the libraries that other machines lack: so that a machine or a compiler
   can be compared with another. Runs in the root of the tree, and writes nothing that depends on the
   clock or the machine.

     portable train LIST FOLDER         trains what the list says; FOLDER/NAME.net, FOLDER/NAME.out
     portable activations FOLDER        FOLDER/activations: each function at many points
     portable answer FOLDER FILE...     FOLDER/answers: to the cases of those files

   Exit codes: 0, 1 something is not as expected, 2 usage, or something cannot be read or written. */
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "src/bp/bp.h"
#include "src/text/bits.h"
#include "src/text/lines.h"
#include "tests/naive/draw.h"
#include "training.h"

#define ROUNDS 183
#define AT_ONCE 61

static int train(const char *list, const char *folder) {
  bp_text_error error;
  bp_lines lines;
  training task;
  char line[1024];
  int more = 1, done = bp_lines_open(&lines, list, &error) == BP_TEXT_OK;
  while (done && more) {
    done = bp_lines_next(&lines, &more, &error) == BP_TEXT_OK && lines.length < sizeof line;
    if (done && more && lines.length > 0 && lines.text[0] != '#') {
      strcpy(line, lines.text);
      done = training_read(&task, line) && training_run(&task, folder);
    }
  }
  bp_lines_close(&lines);
  if (!done) {
    fprintf(stderr, "portable: %s: not all of it is trained\n", list);
  }
  return done ? 0 : 2;
}

static FILE *open_result(const char *folder, const char *name) {
  char path[512];
  FILE *file;
  sprintf(path, "%.400s/%s", folder, name);
  file = fopen(path, "w");
  if (file == NULL) {
    perror(path);
  }
  return file;
}

static int close_result(FILE *file, int code) {
  if (ferror(file) || fclose(file) != 0) {
    perror("portable");
    return 2;
  }
  return code;
}

/* Any sign; every second one where the functions are not flat, the others of any exponent. */
static double point(draw_state *state, size_t i) {
  static const double widest[] = {1.0, 4.0, 40.0, 750.0};
  double x = draw_real(state, -1.0, 1.0);
  if (i % 2 == 0) {
    return x * widest[i / 2 % 4];
  }
  while (draw_size(state, 0, 99) != 0) {
    x *= draw_size(state, 0, 1) == 0 ? 0.03125 : 32.0;
  }
  return x;
}

/* One by one and as arrays of all lengths, which the compiler may have made two different codes of. */
static int activations(const char *folder) {
  FILE *file = open_result(folder, "activations");
  draw_state state = 2024ul;
  double x[AT_ONCE], y[AT_ONCE];
  char bits[BP_BITS_SIZE];
  size_t round, n, i;
  int f;
  if (file == NULL) {
    return 2;
  }
  for (round = 0; round < ROUNDS; round++) {
    n = 1 + round % AT_ONCE;
    for (i = 0; i < n; i++) {
      x[i] = point(&state, i);
    }
    for (f = 0; f < BP_ACTIVATION_COUNT; f++) {
      bp_activate((bp_activation)f, x, y, n);
      for (i = 0; i < n; i++) {
        bp_bits_write(y[i], bits);
        fprintf(file, "%s\n", bits);
      }
    }
    bp_bits_write(bp_logistic(x[0]), bits);
    fprintf(file, "%s\n", bits);
    bp_bits_write(bp_tanh(x[0]), bits);
    fprintf(file, "%s\n", bits);
  }
  return close_result(file, 0);
}

static int answer(const char *folder, char **path) {
  FILE *file = open_result(folder, "answers");
  int code = 0;
  if (file == NULL) {
    return 2;
  }
  for (; *path != NULL && code != 2; path++) {
    const long wrong = answer_cases(*path, file);
    code = wrong < 0 ? 2 : wrong > 0 ? 1 : code;
  }
  return close_result(file, code);
}

int main(int argc, char **argv) {
  const char *command = argc > 1 ? argv[1] : "";
  if (bp_selftest() != BP_SELFTEST_OK) {
    fprintf(stderr, "portable: not true here: %s\n", bp_selftest_text(bp_selftest()));
    return 1;
  }
  if (strcmp(command, "train") == 0 && argc == 4) {
    return train(argv[2], argv[3]);
  }
  if (strcmp(command, "activations") == 0 && argc == 3) {
    return activations(argv[2]);
  }
  if (strcmp(command, "answer") == 0 && argc > 3) {
    return answer(argv[2], argv + 3);
  }
  fprintf(stderr, "usage: portable train LIST FOLDER | activations FOLDER | answer FOLDER "
                  "FILE...\n");
  return 2;
}
