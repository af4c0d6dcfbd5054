#include <string.h>

#include "check.h"
#include "command.h"
#include "report.h"
#include "src/text/number.h"

enum {
  OPT_PATTERN = USE_COUNT,
  OPT_SAMPLE,
  OPT_STEP,
  OPT_FACTOR,
  OPT_SHARD,
  OPT_ORACLE,
  OPT_VERBOSE,
  OPT_JSON,
  OPT_COUNT
};

enum { ORACLE_AUTO, ORACLE_ON };

static const char *const all_word[] = {"all", NULL};
static const char *const oracle_words[] = {"auto", "on", "off", NULL};

static const cli_option options[OPT_COUNT] = {
    CLI_USE_NET,
    CLI_USE_DATA("the patterns, with targets"),
    CLI_USE_HEADER,
    CLI_USE_LABEL,
    {"pattern", "N", CLI_COUNT, 0, 1, 2147483648.0, all_word, NULL,
     "check E of this pattern alone, from 1; or all: of the whole set, however long it takes"},
    {"sample", "N", CLI_COUNT, 0, 1, 2147483648.0, NULL, NULL,
     "check E of N patterns of the set, evenly spaced"},
    {"step", "H", CLI_REAL, 0, 1e-15, 1e6, NULL, "0.01",
     "the first step for a weight w is H max(1, |w|)"},
    {"factor", "S", CLI_REAL, 0, 1e-30, 1e6, NULL, "4",
     "accept a difference of S times the estimated error, beside the rounding"},
    {"shard", "I/N", CLI_TEXT, 0, 0, 0, NULL, "1/1", "check only every N-th weight, from the I-th"},
    {"oracle", "auto|on|off", CLI_CHOICE, 0, 0, 0, oracle_words, "auto",
     "enclose the true gradient as well; auto: where weights times patterns are at most 5000000"},
    {"verbose", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "say what came of every weight"},
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL,
     "print the results as JSON, with every weight if --verbose"},
};

static const char *const about[] = {
    "Compares the gradient of every weight, as back-propagation gives it, with a numerical "
    "derivative of E by GSL (central differences). The tolerance is computed for each weight: S "
    "times GSL's estimate of its error, and a bound on what the rounding of E adds. A weight "
    "passes, "
    "fails, or is inconclusive if the tolerance is too coarse to tell. spec/gradcheck.md derives "
    "it.",
    "With the oracle, the true gradient is enclosed in ball arithmetic too. Then a weight passes "
    "only "
    "if back-propagation is no farther from it than its roundings account for, and the output says "
    "how many ulps that is at most. spec/oracle.md says why this is rigorous.",
    "E is summed over all patterns of the set or, where weights^2 patterns is more than 1e8, so "
    "that "
    "it would take long, over as many evenly spaced ones as are within that; the output says "
    "which. "
    "--pattern and --sample choose otherwise.",
    NULL};

static const char *const examples[] = {
    "bpref gradcheck --net iris.net --data iris",
    "bpref gradcheck --net digits.net --data digits --pattern 7",
    "bpref gradcheck --net iris.net --data iris --verbose --json | jq '.weights[0]'", NULL};

static const char *const exits[] = {
    "0  every weight that could be judged passed, and enough could", "1  a weight failed",
    "2  wrong usage or bad input",
    "4  inconclusive: every gradient is 0, or too many weights could not be judged", NULL};

static const cli_usage usage = {"gradcheck", about,     NULL,     0,    0,
                                options,     OPT_COUNT, examples, exits};

/* I/N: 1 <= I <= N. */
static int read_shard(const char *text, bp_gradcheck_options *o) {
  const size_t first = strcspn(text, "/");
  const char *rest = text[first] == '/' ? text + first + 1 : "";
  size_t i, n;
  if (bp_count_read(text, first, 1000000, &i) != NULL ||
      bp_count_read(rest, strlen(rest), 1000000, &n) != NULL || i < 1 || i > n) {
    cli_error("--shard: found '%s'; accepted: I/N, whole numbers, I from 1 to N, N up to 1000000",
              text);
    return CLI_USAGE;
  }
  o->shard = i - 1;
  o->shards = n;
  return CLI_OK;
}

/* Which patterns take part. */
static int choose(cli_check *check, const cli_value *value) {
  const cli_use *use = check->use;
  const cli_value *pattern = &value[OPT_PATTERN], *sample = &value[OPT_SAMPLE];
  if (pattern->given && sample->given) {
    cli_error("--pattern and --sample cannot both be given");
    return CLI_USAGE;
  }
  if (sample->given && sample->count > use->csv.rows) {
    cli_error("--sample: found %lu; %s has %lu patterns", (unsigned long)sample->count,
              use->data_name, (unsigned long)use->csv.rows);
    return CLI_USAGE;
  }
  if (pattern->given && pattern->word < 0) {
    check->pattern = pattern->count;
    check->patterns = 1;
    return cli_use_pattern(use, pattern->count);
  }
  check->patterns = pattern->given  ? use->csv.rows
                    : sample->given ? sample->count
                                    : cli_check_usual(use);
  check->sampled = !pattern->given && !sample->given && check->patterns < use->csv.rows;
  return CLI_OK;
}

static int exit_code(bp_gradcheck_outcome outcome) {
  if (outcome == BP_GRADCHECK_PASS) {
    return CLI_OK;
  }
  return outcome == BP_GRADCHECK_FAIL ? CLI_FAILED : CLI_INCONCLUSIVE;
}

static int show(cli_check *check) {
  if (check->json) {
    if (cli_print_json(cli_check_json(check)) != CLI_OK) {
      return CLI_USAGE;
    }
  } else {
    cli_check_print(check);
  }
  return exit_code(check->report.outcome);
}

static int run(cli_use *use, const cli_value *value) {
  cli_check check;
  int code;
  memset(&check, 0, sizeof check);
  check.use = use;
  check.json = value[OPT_JSON].given;
  check.verbose = value[OPT_VERBOSE].given;
  bp_gradcheck_defaults(&check.options);
  check.options.h = value[OPT_STEP].real;
  check.options.S = value[OPT_FACTOR].real;
  code = read_shard(value[OPT_SHARD].text, &check.options);
  if (code == CLI_OK) {
    code = choose(&check, value);
  }
  if (code == CLI_OK) {
    check.exact = value[OPT_ORACLE].word == ORACLE_AUTO ? cli_check_truth_usual(&check)
                                                        : value[OPT_ORACLE].word == ORACLE_ON;
    code = cli_check_run(&check);
    if (code == CLI_OK) {
      code = show(&check);
    }
    cli_check_free(&check);
  }
  return code;
}

int cmd_gradcheck(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  return cli_use_run(&usage, argc, argv, value, 0, run);
}
