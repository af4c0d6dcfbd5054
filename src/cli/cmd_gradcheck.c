#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "check_show.h"
#include "command.h"
#include "report.h"
#include "src/text/number.h"

enum {
  OPT_PATTERN = USE_COUNT,
  OPT_SAMPLE,
  OPT_STEP,
  OPT_FACTOR,
  OPT_SHARD,
  OPT_JOBS,
  OPT_ORACLE,
  OPT_VERBOSE,
  OPT_SHOW,
  OPT_COUNT = OPT_SHOW + SHOW_COUNT
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
    {"shard", "I/N", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "check only every N-th weight, from the I-th (default 1/1, or what Bazel's TEST_SHARD_INDEX and "
     "TEST_TOTAL_SHARDS say); 'bpref merge' puts the parts together"},
    {"jobs", "N", CLI_COUNT, 0, 1, 1024, NULL, "1", "share the work among so many processes"},
    {"oracle", "auto|on|off", CLI_CHOICE, 0, 0, 0, oracle_words, "auto",
     "enclose the true gradient as well; auto: where weights times patterns are at most 5000000"},
    {"verbose", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "say what came of every weight, in JSON as well"},
    CLI_SHOW_OPTIONS,
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
    "Each equation is checked too, on the trainer's own numbers: the first that does not hold is "
    "named. At a kink of ReLU or leaky ReLU nothing can be said: a weight is inconclusive if a net "
    "input on its way may be 0.",
    "E is summed over all patterns of the set or, where that would take long, over as many evenly "
    "spaced ones as take seconds; the output says which. --pattern and --sample choose otherwise.",
    NULL};

static const char *const examples[] = {
    "bpref gradcheck --net iris.net --data iris",
    "bpref gradcheck --net digits.net --data digits --pattern 7",
    "bpref gradcheck --net iris.net --data iris --verbose --json | jq '.weights[0]'",
    "bpref gradcheck --net iris.net --data iris --jobs 2 --junit iris.xml", NULL};

static const char *const exits[] = {
    "0  every weight that could be judged passed, and enough could; the equations hold",
    "1  a weight failed, or an equation does not hold",
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

/* What Bazel says of the shard, if it says anything: it wants to see that a test knows of shards. */
static int read_bazel(bp_gradcheck_options *o) {
  const char *index = getenv("TEST_SHARD_INDEX"), *total = getenv("TEST_TOTAL_SHARDS");
  const char *seen = getenv("TEST_SHARD_STATUS_FILE");
  FILE *file;
  size_t i, n;
  if (index == NULL || total == NULL || *total == '\0' || strcmp(total, "0") == 0) {
    return CLI_OK;
  }
  if (bp_count_read(index, strlen(index), 999999, &i) != NULL ||
      bp_count_read(total, strlen(total), 1000000, &n) != NULL || i >= n) {
    cli_error("TEST_SHARD_INDEX and TEST_TOTAL_SHARDS: found '%s' and '%s'; accepted: whole "
              "numbers, the first below the second, that up to 1000000",
              index, total);
    return CLI_USAGE;
  }
  o->shard = i;
  o->shards = n;
  file = seen == NULL ? NULL : fopen(seen, "w");
  if (file != NULL) {
    fclose(file);
  }
  return CLI_OK;
}

/* Which patterns take part. */
static int choose(cli_check *check, const cli_use *use, const cli_value *value) {
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

static char *copy(const char *text) {
  char *it = malloc(strlen(text) + 1);
  return it == NULL ? NULL : strcpy(it, text);
}

/* What the check is of. */
static int describe(cli_check *check, const cli_use *use, const cli_value *value) {
  int code;
  bp_gradcheck_defaults(&check->options);
  check->options.h = value[OPT_STEP].real;
  check->options.S = value[OPT_FACTOR].real;
  code = value[OPT_SHARD].given ? read_shard(value[OPT_SHARD].text, &check->options)
                                : read_bazel(&check->options);
  if (code == CLI_OK) {
    code = choose(check, use, value);
  }
  if (code != CLI_OK) {
    return code;
  }
  check->net = copy(use->net_path);
  check->data = copy(use->data_name);
  check->set = use->csv.rows;
  check->total = use->model.net.weights;
  return check->net == NULL || check->data == NULL ? cli_no_memory() : CLI_OK;
}

/* With several processes the lines of the weights come at the end. */
static void print_weights(const cli_check *check) {
  size_t i;
  cli_check_print_heading(check, 1);
  for (i = 0; i < check->kept; i++) {
    cli_check_print_weight(&check->weight[i]);
  }
}

static int perform(cli_check_run *it, const cli_value *value) {
  cli_check *check = it->check;
  const int verbose = value[OPT_VERBOSE].given, lines = verbose && !value[OPT_SHOW].given;
  const size_t jobs = value[OPT_JOBS].count;
  int code;
  check->exact = value[OPT_ORACLE].word == ORACLE_AUTO ? cli_check_truth_usual(it)
                                                       : value[OPT_ORACLE].word == ORACLE_ON;
  it->print = lines && jobs == 1;
  it->keep = cli_show_keeps(value + OPT_SHOW) || (verbose && !it->print);
  it->quiet = it->print;
  it->pipe = -1;
  code = jobs == 1 ? cli_check_perform(it) : cli_check_perform_jobs(it, jobs);
  if (code != CLI_OK) {
    return code;
  }
  if (lines && jobs > 1) {
    print_weights(check);
  }
  return cli_show(check, value + OPT_SHOW, verbose);
}

static int run(cli_use *use, const cli_value *value) {
  cli_check_run it;
  cli_check check;
  int code = cli_show_check(value + OPT_SHOW);
  if (code != CLI_OK) {
    return code;
  }
  memset(&check, 0, sizeof check);
  memset(&it, 0, sizeof it);
  it.use = use;
  it.check = &check;
  code = describe(&check, use, value);
  if (code == CLI_OK) {
    code = perform(&it, value);
  }
  cli_check_free(&check);
  return code;
}

int cmd_gradcheck(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  return cli_use_run(&usage, argc, argv, value, 0, run);
}
