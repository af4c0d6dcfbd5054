#include "assess.h"
#include "command.h"
#include "report.h"

enum { OPT_JSON = USE_COUNT, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    CLI_USE_NET,
    CLI_USE_DATA("the patterns, with targets"),
    CLI_USE_HEADER,
    CLI_USE_LABEL,
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print the results as JSON"},
};

static const char *const about[] = {
    "Says how a network does on a data set: E of the set, the root mean square and the largest of "
    "the errors and, if the targets are classes, the accuracy, recall and precision of each class, "
    "and the confusion table.",
    "Targets are classes if they are names; or if each pattern has one target of 1, the others all "
    "0 (or all -1); or if there is one target, always 0 or 1 (or always -1 or 1). The class is "
    "that "
    "of the largest output, the first of equal ones; with one output, 1 above the middle.",
    NULL};

static const char *const examples[] = {"bpref evaluate --net iris.net --data iris",
                                       "bpref evaluate --net iris.net --data iris --json | jq "
                                       ".accuracy",
                                       NULL};

static const char *const exits[] = {"0  the network is evaluated, however good it is",
                                    "1  a net input is beyond 2^200", "2  wrong usage or bad input",
                                    NULL};

static const cli_usage usage = {"evaluate", about, NULL, 0, 0, options, OPT_COUNT, examples, exits};

static int run(cli_use *use, const cli_value *value) {
  cli_assessment a;
  int code = cli_assess(use, &a);
  if (code != CLI_OK) {
    return code;
  }
  if (value[OPT_JSON].given) {
    code = cli_print_json(cli_assess_json(&a));
  } else {
    cli_assess_print(&a);
  }
  cli_assess_free(&a);
  return code;
}

int cmd_evaluate(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  return cli_use_run(&usage, argc, argv, value, 0, run);
}
