#include "command.h"
#include "report.h"
#include "trace.h"
#include "use.h"

enum {
  OPT_PATTERN = USE_COUNT,
  OPT_ETA,
  OPT_MOMENTUM,
  OPT_RULE,
  OPT_FULL,
  OPT_EXACT,
  OPT_JSON,
  OPT_COUNT
};

#define LIMIT 8 /* units, and inputs, of a layer that is shown whole */

static const char *const rule_words[] = {"generalised", "plain", NULL};

static const cli_option options[OPT_COUNT] = {
    CLI_USE_NET,
    CLI_USE_DATA("the patterns, with targets"),
    CLI_USE_HEADER,
    CLI_USE_LABEL,
    {"pattern", "N", CLI_COUNT, CLI_REQUIRED, 1, 2147483648.0, NULL, NULL,
     "which pattern of the set, from 1"},
    {"eta", "RATE", CLI_REAL, 0, 0, BP_LIMIT, NULL, "0.1", "learning rate"},
    {"momentum", "ALPHA", CLI_REAL, CLI_OPEN, 0, 1, NULL, "0",
     "momentum; the weight changes before this step count as 0"},
    {"rule", "generalised|plain", CLI_CHOICE, 0, 0, 0, rule_words, "generalised",
     "plain: the delta rule without f', for networks of one layer of weights"},
    {"full", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL,
     "show every unit and weight, also of layers of more than 8"},
    {"exact", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL,
     "show beside each quantity its true value, enclosed in ball arithmetic"},
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL,
     "print all quantities as JSON, each number also as the 16 hexadecimal digits of its bits"},
};

static const char *const about[] = {
    "Shows one training step on one pattern as a worked example: every quantity of EQ-3 to EQ-22 "
    "with its formula and the numbers put in, layer by layer. Feed-forward goes from the first "
    "layer to the last, back-propagation of errors and the update from the last to the first.",
    "The numbers are those of the trainer: the step is taken by it on a copy of the network, and "
    "the new weights shown are compared with its own, bit for bit. The network file is not "
    "changed.",
    "spec/worked-xor.md works such a step by hand.", NULL};

static const char *const examples[] = {
    "bpref trace --net xor.net --data xor --pattern 2",
    "bpref trace --net xor.net --data xor --pattern 2 --exact",
    "bpref trace --net xor.net --data xor --pattern 2 --eta 0.5 --json | jq '.layers[0].delta'",
    NULL};

static const char *const exits[] = {"0  the step is shown",
                                    "1  the step diverges: a number would be beyond 2^200",
                                    "2  wrong usage or bad input", NULL};

static const cli_usage usage = {"trace", about, NULL, 0, 0, options, OPT_COUNT, examples, exits};

static int show(const cli_trace *trace, int json) {
  if (!cli_step_agrees(trace->step)) {
    cli_error("the numbers kept are not those of the trainer: this is a defect of the program");
    return CLI_FAILED;
  }
  if (json) {
    return cli_print_json(cli_trace_json(trace));
  }
  cli_trace_print(trace);
  return CLI_OK;
}

/* The oracle of the step; whether it is resolved goes into the trace. CLI_OK, or another exit code
   after a message. */
static int enclose(cli_trace *trace, bp_oracle **oracle) {
  const cli_step *step = trace->step;
  bp_oracle_rule rule;
  bp_oracle_options closeness;
  bp_oracle_status status;
  bp_data data;
  bp_oracle_defaults(&rule, &closeness);
  rule.eta = step->rule.eta;
  rule.alpha = step->rule.alpha;
  rule.plain = step->rule.plain;
  data.count = 1;
  data.inputs = step->s;
  data.targets = step->t;
  status = bp_oracle_create(oracle, step->net, &data, &rule, &closeness);
  if (status == BP_ORACLE_OK) {
    status = bp_oracle_run(*oracle);
  }
  trace->oracle = *oracle;
  trace->resolved = status == BP_ORACLE_OK;
  if (status != BP_ORACLE_OK && status != BP_ORACLE_UNRESOLVED) {
    cli_error("the true values: %s", bp_oracle_status_text(status));
    return CLI_USAGE;
  }
  return CLI_OK;
}

static int run(cli_use *use, const cli_value *value) {
  cli_trace trace;
  cli_step step;
  bp_oracle *oracle = NULL;
  bp_status status;
  const int plain = value[OPT_RULE].word == 1;
  int code = cli_use_pattern(use, value[OPT_PATTERN].count);
  if (code != CLI_OK) {
    return code;
  }
  if (plain && use->model.net.depth > 1) {
    cli_error("--rule plain is for a network of one layer; %s has %lu", use->net_path,
              (unsigned long)use->model.net.depth);
    return CLI_USAGE;
  }
  status = cli_step_take(&step, &use->model.net, &use->data, value[OPT_PATTERN].count - 1,
                         value[OPT_ETA].real, value[OPT_MOMENTUM].real, plain);
  if (status != BP_OK) {
    return cli_status_error("the training step", status);
  }
  trace.step = &step;
  trace.net_path = use->net_path;
  trace.data_path = use->data_name;
  trace.pattern = value[OPT_PATTERN].count;
  trace.patterns = use->csv.rows;
  trace.limit = value[OPT_FULL].given ? 0 : LIMIT;
  trace.oracle = NULL;
  trace.resolved = 0;
  if (value[OPT_EXACT].given) {
    code = enclose(&trace, &oracle);
  }
  if (code == CLI_OK) {
    code = show(&trace, value[OPT_JSON].given);
  }
  bp_oracle_free(oracle);
  cli_step_free(&step);
  return code;
}

int cmd_trace(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  return cli_use_run(&usage, argc, argv, value, 0, run);
}
