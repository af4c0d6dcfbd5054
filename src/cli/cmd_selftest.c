#include <stdio.h>

#include "command.h"
#include "machine.h"
#include "options.h"
#include "report.h"
#include "src/bp/bp.h"
#include "version.h"

enum { OPT_JSON, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print the results as JSON"},
};

static const char *const about[] = {
    "Checks that this machine, as the program was compiled for it, computes as the specification "
    "says: IEEE-754 binary64, round to nearest even, one rounding an operation, gradual underflow; "
    "and that the random numbers, the activation functions and a training step give their known "
    "bits. The checks run in this order, up to the first that fails. Every other command runs them "
    "first and refuses to work on a machine that fails.",
    NULL};

static const char *const examples[] = {"bpref selftest", "bpref selftest --json", NULL};

static const char *const exits[] = {"0  every check passed", "1  a check failed", "2  wrong usage",
                                    NULL};

static const cli_usage usage = {"selftest", about, NULL, 0, 0, options, OPT_COUNT, examples, exits};

/* What each check shows, by the result that says it failed. */
static const char *const checks[BP_SELFTEST_COUNT] = {
    NULL,
    "double is IEEE-754 binary64",
    "results are rounded to nearest, ties to even",
    "no more precision than double between operations",
    "a product and a sum are two roundings",
    "underflow is gradual",
    "Philox4x32-10 gives its published known answers",
    "the activation functions give their known bits",
    "a training step gives its known bits",
};

static const char *const names[BP_SELFTEST_COUNT] = {"none",      "format",      "rounding",
                                                     "precision", "contraction", "underflow",
                                                     "random",    "function",    "training"};

/* In words how check i ended when the first failure is `result`. */
static const char *verdict(int i, bp_selftest_result result) {
  if (result == BP_SELFTEST_OK || i < (int)result) {
    return "passed";
  }
  return i == (int)result ? "FAILED" : "not run";
}

static void print_text(bp_selftest_result result, const cli_machine *machine) {
  int i;
  for (i = 1; i < (int)BP_SELFTEST_COUNT; i++) {
    printf("%-8s %-12s %s\n", verdict(i, result), names[i], checks[i]);
  }
  printf("\ncompiler         %s\n", machine->compiler);
  printf("evaluation       %s (FLT_EVAL_METHOD: the compiler says %d)\n", machine->evaluation,
         machine->declared_method);
  printf("rounding         %s\n", machine->rounding);
  printf("contraction      %s\n", machine->contraction);
  printf("subnormals       %s\n", machine->subnormals);
  printf("byte order       %s\n", machine->byte_order);
  printf("\n%s\n", result == BP_SELFTEST_OK ? "This machine computes as the specification says."
                                            : bp_selftest_text(result));
}

static json_t *checks_json(bp_selftest_result result) {
  json_t *list = json_array();
  int i;
  for (i = 1; i < (int)BP_SELFTEST_COUNT; i++) {
    const char *word = i < (int)result || result == BP_SELFTEST_OK ? "passed"
                       : i == (int)result                          ? "failed"
                                                                   : "not run";
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:s}", "name", names[i], "shows", checks[i], "result", word));
  }
  return list;
}

static int print_json(bp_selftest_result result, const cli_machine *machine) {
  return cli_print_json(json_pack(
      "{s:s, s:s, s:o, s:{s:s, s:s, s:i, s:s, s:s, s:s, s:s}}", "version", BPREF_VERSION, "outcome",
      result == BP_SELFTEST_OK ? "passed" : "failed", "checks", checks_json(result), "machine",
      "compiler", machine->compiler, "evaluation", machine->evaluation, "declared_method",
      machine->declared_method, "rounding", machine->rounding, "contraction", machine->contraction,
      "subnormals", machine->subnormals, "byte_order", machine->byte_order));
}

int cmd_selftest(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  cli_machine machine;
  bp_selftest_result result;
  const int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  result = bp_selftest();
  cli_machine_measure(&machine);
  if (value[OPT_JSON].given) {
    if (print_json(result, &machine) != CLI_OK) {
      return CLI_USAGE;
    }
  } else {
    print_text(result, &machine);
  }
  return result == BP_SELFTEST_OK ? CLI_OK : CLI_FAILED;
}
