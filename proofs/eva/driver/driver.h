/* Runs the program with each of several command lines. '@' in an argument stands for any byte but 0. */
#ifndef DRIVER_H
#define DRIVER_H

#include <stddef.h>

#include "__fc_builtin.h"
#include "proofs/eva/model/any.h"

#define ARGUMENTS 12
#define LENGTH 24

int main(int argc, char **argv);

/* That an analysis comes here is its proof of having come to an end (judge.awk). */
static void end(void) {
  /*@ check end: \false; */
}

static void run_one(const char *const *arguments) {
  char text[ARGUMENTS][LENGTH];
  char *argv[ARGUMENTS + 1];
  int argc = 0;
  size_t i;
  for (; arguments[argc] != NULL; argc++) {
    for (i = 0; arguments[argc][i] != '\0'; i++) {
      text[argc][i] =
          arguments[argc][i] == '@' ? Frama_C_char_interval(1, 127) : arguments[argc][i];
      if (arguments[argc][i] == '@') {
        text[argc][i] = Frama_C_nondet(text[argc][i], Frama_C_char_interval(-128, -1));
      }
    }
    text[argc][i] = '\0';
    argv[argc] = text[argc];
  }
  argv[argc] = NULL;
  main(argc, argv);
}

static void run_lines(const char *const (*lines)[ARGUMENTS], size_t count) {
  size_t i;
  for (i = 0; i < count; i++) {
    run_one(lines[i]);
  }
}

static void run_all(const char *const (*lines)[ARGUMENTS], size_t count) {
  run_lines(lines, count);
  end();
}

#endif
