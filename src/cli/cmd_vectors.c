#include <stdio.h>
#include <string.h>

#include "command.h"
#include "help.h"
#include "report.h"
#include "suggest.h"
#include "vectors.h"

typedef struct part {
  const char *name;
  const char *summary;
  int (*run)(int argc, char **argv);
} part;

static const part parts[] = {
    {"make", "write the corpus, or as many random cases as one likes", cli_vectors_make},
    {"lint", "check files of cases: grammar, checksums, expected values, flags", cli_vectors_lint},
    {"show", "list cases, or show one", cli_vectors_show},
    {"convert", "as questions alone, JSON, a C header or a Verilog .mem file", cli_vectors_convert},
    {"answer", "answer cases with the trainer of this program", cli_vectors_answer},
};

#define PARTS (sizeof parts / sizeof parts[0])

static void print_help(void) {
  size_t i;
  printf("usage: bpref vectors PART [OPTION]...\n\n");
  cli_wrap(
      "Cases for validating other implementations, in the text bpv 1 (spec/bpv.md). The published "
      "ones are in spec/vectors and built in; 'bpref verify' judges answers.",
      0, 0);
  printf("\nParts:\n");
  for (i = 0; i < PARTS; i++) {
    printf("  %-12s%s\n", parts[i].name, parts[i].summary);
  }
  printf("\nExit codes:\n  0  the part is done\n  1  'lint' found a fault\n  2  wrong usage or bad "
         "input\n");
  printf("\n'bpref vectors PART --help' says more about one.\n");
}

int cmd_vectors(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  const char *best = NULL;
  size_t i;
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
    print_help();
    return CLI_OK;
  }
  for (i = 0; i < PARTS; i++) {
    if (strcmp(name, parts[i].name) == 0) {
      return parts[i].run(argc - 1, argv + 1);
    }
    cli_suggest(name, parts[i].name, &best);
  }
  if (argc < 2) {
    cli_error("vectors needs one of make, lint, show, convert and answer");
  } else if (best != NULL) {
    cli_error("vectors %s: unknown; did you mean %s?", name, best);
  } else {
    cli_error("vectors %s: unknown; accepted: make, lint, show, convert and answer", name);
  }
  return CLI_USAGE;
}
