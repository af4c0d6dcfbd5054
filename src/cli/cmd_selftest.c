#include <stdio.h>

#include "command.h"
#include "machine.h"
#include "options.h"
#include "report.h"
#include "src/bp/bp.h"
#include "src/isa/isa.h"
#include "version.h"

enum { OPT_JSON, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print the results as JSON"},
};

static const char *const about[] = {
    "Checks that this machine, as the program was compiled for it, computes as the specification "
    "says: IEEE-754 binary64, round to nearest even, one rounding an operation, gradual underflow; "
    "and that the random numbers, the activation functions and a training step give their known "
    "bits. Every other command runs these checks first and refuses to work on a machine that "
    "fails.",
    "The program holds the trainer for several instruction sets and uses the widest that the "
    "processor has; they give the same bits. The environment variable BPREF_ISA names another: "
    "baseline, avx2 or avx512.",
    NULL};

static const char *const examples[] = {"bpref selftest", "bpref selftest --json",
                                       "BPREF_ISA=baseline bpref selftest", NULL};

static const char *const exits[] = {"0  every check passed", "1  a check failed", "2  wrong usage",
                                    NULL};

static const cli_usage usage = {"selftest", about, NULL, 0, 0, options, OPT_COUNT, examples, exits};

/* Runs the checks. Returns how many failed. */
static int run(int failed[BP_SELFTEST_COUNT]) {
  int i, count = 0;
  for (i = 1; i < BP_SELFTEST_COUNT; i++) {
    failed[i] = !bp_selftest_passes((bp_selftest_result)i);
    count += failed[i];
  }
  return count;
}

static void print_text(const int *failed, int failures) {
  size_t isa;
  int i;
  for (i = 1; i < BP_SELFTEST_COUNT; i++) {
    printf("%-8s %-12s %s\n", failed[i] ? "FAILED" : "passed",
           bp_selftest_name((bp_selftest_result)i), bp_selftest_text((bp_selftest_result)i));
  }
  printf("\ncompiler         %s\n", cli_machine_compiler());
  printf("FLT_EVAL_METHOD  %d\n", cli_machine_declared_method());
  printf("byte order       %s\n", cli_machine_byte_order());
  printf("instruction set  %s (available:", bp_isa_used());
  for (isa = 0; bp_isa_name(isa) != NULL; isa++) {
    printf(" %s", bp_isa_name(isa));
  }
  printf(")\n\nThis machine %s as the specification says.\n",
         failures == 0 ? "computes" : "does not compute");
}

static json_t *checks_json(const int *failed) {
  json_t *list = json_array();
  int i;
  for (i = 1; i < BP_SELFTEST_COUNT; i++) {
    const bp_selftest_result check = (bp_selftest_result)i;
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "name", bp_selftest_name(check),
                                          "shows", bp_selftest_text(check), "result",
                                          failed[i] ? "failed" : "passed"));
  }
  return list;
}

static json_t *isas_json(void) {
  json_t *list = json_array();
  size_t i;
  for (i = 0; bp_isa_name(i) != NULL; i++) {
    json_array_append_new(list, json_string(bp_isa_name(i)));
  }
  return list;
}

static int print_json(const int *failed, int failures) {
  return cli_print_json(json_pack(
      "{s:s, s:s, s:o, s:{s:s, s:i, s:s, s:s, s:o}}", "version", BPREF_VERSION, "outcome",
      failures == 0 ? "passed" : "failed", "checks", checks_json(failed), "machine", "compiler",
      cli_machine_compiler(), "declared_method", cli_machine_declared_method(), "byte_order",
      cli_machine_byte_order(), "instruction_set", bp_isa_used(), "instruction_sets", isas_json()));
}

int cmd_selftest(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  int failed[BP_SELFTEST_COUNT];
  int failures;
  const int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  failures = run(failed);
  if (!value[OPT_JSON].given) {
    print_text(failed, failures);
  } else if (print_json(failed, failures) != CLI_OK) {
    return CLI_USAGE;
  }
  return failures == 0 ? CLI_OK : CLI_FAILED;
}
