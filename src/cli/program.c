#include <stdio.h>
#include <string.h>

#include "command.h"
#include "help.h"
#include "machine.h"
#include "memory.h"
#include "program.h"
#include "report.h"
#include "src/bp/bp.h"
#include "standard.h"
#include "suggest.h"
#include "version.h"

typedef struct command {
  const char *name;
  const char *summary;
  int (*run)(int argc, char **argv);
} command;

static const command commands[] = {
    {"train", "learn the weights of a network from patterns", cmd_train},
    {"predict", "write the outputs of a network for the patterns of a data set", cmd_predict},
    {"evaluate", "say how a network does on a data set", cmd_evaluate},
    {"info", "say what is in a network file", cmd_info},
    {"trace", "show one training step with every quantity of the equations", cmd_trace},
    {"gradcheck", "compare the gradient of every weight with a numerical one", cmd_gradcheck},
    {"merge", "put the parts of a gradient check together", cmd_merge},
    {"verify", "judge another implementation: every quantity, every equation", cmd_verify},
    {"vectors", "make, check, show and convert the cases that it is judged by", cmd_vectors},
    {"selftest", "check that this machine computes as the specification says", cmd_selftest},
};

static const size_t command_count = sizeof commands / sizeof commands[0];

static void print_help(void) {
  size_t i;
  printf("usage: bpref COMMAND [OPTION]...\n\n");
  cli_wrap("Back-propagation for multi-layer feed-forward networks: a verified reference "
           "implementation of the generalised delta rule. The same command gives the same bits on "
           "every machine.",
           0, 0);
  printf("\nCommands:\n");
  for (i = 0; i < command_count; i++) {
    printf("  %-12s%s\n", commands[i].name, commands[i].summary);
  }
  printf("\n'bpref COMMAND --help' says more about one. 'bpref --version' prints the version.\n");
  printf("\nTo begin with:\n"
         "  bpref train --data iris --layers 4,8,3 --holdout 0.2 --out iris.net\n");
}

static int unknown_command(const char *name) {
  const char *best = NULL;
  size_t i;
  for (i = 0; i < command_count; i++) {
    cli_suggest(name, commands[i].name, &best);
  }
  if (best != NULL) {
    cli_error("unknown command '%s'; did you mean %s?", name, best);
  } else {
    cli_error("unknown command '%s'; 'bpref --help' lists the commands", name);
  }
  return CLI_USAGE;
}

/* Nothing is computed where the results would not be those of the specification. */
static int refuse_machine(void) {
  const bp_selftest_result result = bp_selftest();
  if (result != BP_SELFTEST_OK) {
    cli_error("this machine, or the way the program was compiled for it, does not compute as the "
              "specification says; not true here: %s; 'bpref selftest' says more",
              bp_selftest_text(result));
    return CLI_USAGE;
  }
  return CLI_OK;
}

static const command *find(const char *name) {
  size_t i;
  for (i = 0; i < command_count; i++) {
    if (strcmp(commands[i].name, name) == 0) {
      return &commands[i];
    }
  }
  return NULL;
}

/* The help of one command, or of all if name is null. */
static int help(const char *name) {
  static char option[] = "--help";
  char *argv[3];
  const command *chosen;
  if (name == NULL || name[0] == '-') {
    print_help();
    return cli_finish(CLI_OK);
  }
  chosen = find(name);
  if (chosen == NULL) {
    return unknown_command(name);
  }
  argv[0] = option;
  argv[1] = option;
  argv[2] = NULL;
  return cli_finish(chosen->run(2, argv));
}

static int run(const command *chosen, int argc, char **argv) {
  if (cli_machine_choose() != CLI_OK ||
      (chosen->run != cmd_selftest && refuse_machine() != CLI_OK)) {
    return CLI_USAGE;
  }
  return cli_finish(chosen->run(argc, argv));
}

int cli_main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  const command *chosen;
  cli_standard_open();
  cli_memory_watch();
  if (argc < 2) {
    cli_error("a command is missing; 'bpref --help' lists the commands");
    return CLI_USAGE;
  }
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
    return help(argc > 2 ? argv[2] : NULL);
  }
  if (strcmp(name, "--version") == 0) {
    printf("bpref %s\n", BPREF_VERSION);
    return cli_finish(CLI_OK);
  }
  chosen = find(name);
  return chosen != NULL ? run(chosen, argc - 1, argv + 1) : unknown_command(name);
}
