/* The parts of `bpref vectors`. Each reads its own arguments, argv[0] being its name, and returns
   the program's exit code. */
#ifndef CLI_VECTORS_H
#define CLI_VECTORS_H

#include <stdio.h>

#include "src/conform/corpus.h"

int cli_vectors_make(int argc, char **argv);
int cli_vectors_lint(int argc, char **argv);
int cli_vectors_show(int argc, char **argv);
int cli_vectors_convert(int argc, char **argv);
int cli_vectors_answer(int argc, char **argv);

/* Writes cases in another form. Returns 0, or not 0 if memory has run out. */
int cli_write_json(FILE *file, const bp_cases *cases);
int cli_write_c(FILE *file, const bp_cases *cases);
int cli_write_mem(FILE *file, const bp_cases *cases, bp_precision p);

#endif
