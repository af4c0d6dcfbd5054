#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_plot.h"
#include "check_run.h"
#include "check_show.h"
#include "command.h"
#include "output.h"
#include "plot.h"
#include "report.h"
#include "src/text/number.h"
#include "src/text/save.h"

enum {
  OPT_PATTERN = USE_COUNT,
  OPT_SAMPLE,
  OPT_STEP,
  OPT_FACTOR,
  OPT_SHARD,
  OPT_JOBS,
  OPT_IMPL,
  OPT_TIMEOUT,
  OPT_DIRECTIONS,
  OPT_SEED,
  OPT_SWEEP,
  OPT_CURVE,
  OPT_PLOT,
  OPT_ORACLE,
  OPT_VERBOSE,
  OPT_SHOW,
  OPT_COUNT = OPT_SHOW + SHOW_COUNT
};

enum { ORACLE_AUTO, ORACLE_ON };

static const char *const all_word[] = {"all", NULL};
static const char *const oracle_words[] = {"auto", "on", "off", NULL};

static const cli_option options[OPT_COUNT] = {
    {"net", "NET", CLI_TEXT, 0, 0, 0, NULL, NULL, CLI_USE_NET_HELP},
    {"data", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL,
     CLI_USE_DATA_HELP("the patterns, with targets")},
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
     "check only every N-th weight, from the I-th (default 1/1, or what Bazel's TEST_SHARD_INDEX "
     "and "
     "TEST_TOTAL_SHARDS say); 'bpref merge' puts the parts together"},
    {"jobs", "N", CLI_COUNT, 0, 1, 1024, NULL, "1", "share the work among so many processes"},
    {"impl", "CMD", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "check the function of another implementation, in place of --net and --data: CMD answers bpv "
     "1 "
     "(spec/bpv.md)"},
    {"timeout", "SECONDS", CLI_REAL, 0, 0.001, 1e6, NULL, "60", "for each answer of it"},
    {"directions", "N", CLI_COUNT, 0, 1, 1000000, NULL, NULL,
     "check along N random directions, each of all weights at once, not weight by weight"},
    {"seed", "SEED", CLI_SEED, 0, 0, 0, NULL, "1", "of the directions"},
    {"sweep", "worst|L,K,J", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "show the error against the step for the worst weight, or that of layer L, unit K, input J "
     "(0: "
     "the bias), and the law that it follows"},
    {"curve", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL, "write the sweep as CSV"},
    {"plot", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "draw the sweep, and how far each gradient is from the true one (.svg or .png)"},
    {"oracle", "auto|on|off", CLI_CHOICE, 0, 0, 0, oracle_words, "auto",
     "enclose the true gradient as well; auto: where weights times patterns are at most 5000000"},
    {"verbose", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL,
     "say what came of every weight, in JSON as well"},
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
    "bpref gradcheck --net iris.net --data iris --jobs 2 --junit iris.xml",
    "bpref gradcheck --net iris.net --data iris --sweep worst --plot iris.svg",
    "bpref gradcheck --impl 'python3 model.py'",
    NULL};

static const char *const exits[] = {
    "0  every weight that could be judged passed, and enough could; the equations hold",
    "1  a weight failed, or an equation does not hold",
    "2  wrong usage or bad input",
    "3  the other implementation crashed, hung or answered malformed",
    "4  inconclusive: every gradient is 0, or too many weights could not be judged",
    NULL};

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

/* What the check is of; use is null for another implementation. */
static int describe(cli_check *check, const cli_use *use, const cli_value *value) {
  int code;
  bp_gradcheck_defaults(&check->options);
  check->options.h = value[OPT_STEP].real;
  check->options.S = value[OPT_FACTOR].real;
  check->directions = value[OPT_DIRECTIONS].count;
  check->seed = value[OPT_SEED].seed;
  check->noise = use == NULL ? -1.0 : 0.0;
  code = value[OPT_SHARD].given ? read_shard(value[OPT_SHARD].text, &check->options)
                                : read_bazel(&check->options);
  if (code == CLI_OK && use != NULL) {
    code = choose(check, use, value);
  }
  if (code != CLI_OK) {
    return code;
  }
  check->net = cli_check_copy(use == NULL ? value[OPT_IMPL].text : use->net_path);
  check->data = cli_check_copy(use == NULL ? "" : use->data_name);
  check->set = use == NULL ? 0 : use->csv.rows;
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

int (*cli_check_spread)(cli_check_run *run) = NULL;

/* Sweeps, if asked to; the check is open only if there is one process. */
static int sweep(cli_check_run *it, const cli_value *value) {
  const int asked = value[OPT_SWEEP].given || value[OPT_CURVE].given || value[OPT_PLOT].given;
  int code = CLI_OK;
  if (asked && it->memory == NULL) {
    code = cli_check_open(it);
  }
  if (asked && code == CLI_OK) {
    code = cli_check_sweep(it, value[OPT_SWEEP].given ? value[OPT_SWEEP].text : "worst");
  }
  return code;
}

/* Files of the sweep. */
static int save(cli_check *check, const cli_value *value) {
  bp_text_error error;
  if (value[OPT_CURVE].given &&
      bp_save(value[OPT_CURVE].text, cli_check_write_sweep, check, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return value[OPT_PLOT].given ? cli_check_plot(check, value[OPT_PLOT].text) : CLI_OK;
}

static int work(cli_check_run *it, const cli_value *value) {
  const int lines = value[OPT_VERBOSE].given && !value[OPT_SHOW].given;
  const size_t jobs = value[OPT_JOBS].count;
  int code;
  if (cli_check_spread != NULL) {
    code = cli_check_spread(it);
  } else if (jobs == 1) {
    code = cli_check_open(it);
    if (code == CLI_OK) {
      code = cli_check_perform(it);
    }
  } else {
    code = cli_check_perform_jobs(it, jobs);
  }
  if (code == CLI_OK && lines && !it->print) {
    print_weights(it->check);
  }
  if (code == CLI_OK) {
    code = sweep(it, value);
  }
  return code == CLI_OK ? save(it->check, value) : code;
}

/* Whether what is given goes together; use is null for another implementation. */
static int look(const cli_use *use, const cli_value *value) {
  static const int of_net[] = {USE_NET, USE_DATA, OPT_PATTERN, OPT_SAMPLE, -1};
  int code = cli_show_check(value + OPT_SHOW), i;
  for (i = 0; use == NULL && of_net[i] >= 0; i++) {
    if (value[of_net[i]].given) {
      cli_error("--%s does not go with --impl", options[of_net[i]].name);
      return CLI_USAGE;
    }
  }
  if (use == NULL && value[OPT_ORACLE].word == ORACLE_ON) {
    cli_error(
        "--oracle on does not go with --impl: nobody knows the true gradient of its function");
    return CLI_USAGE;
  }
  if (value[OPT_DIRECTIONS].given && value[OPT_ORACLE].word == ORACLE_ON) {
    cli_error("--oracle on does not go with --directions");
    return CLI_USAGE;
  }
  if (code == CLI_OK && value[OPT_CURVE].given) {
    code = cli_output_check("curve", value[OPT_CURVE].text);
  }
  if (code == CLI_OK && value[OPT_PLOT].given) {
    code = cli_plot_check(value[OPT_PLOT].text);
    if (code == CLI_OK) {
      code = cli_output_check("plot", value[OPT_PLOT].text);
    }
    if (code == CLI_OK && !cli_plot_available()) {
      cli_error("--plot: gnuplot is not installed");
      code = CLI_USAGE;
    }
  }
  return code;
}

static int run(cli_use *use, const cli_value *value) {
  const int verbose = value[OPT_VERBOSE].given;
  cli_check_run it;
  cli_check check;
  int code = look(use, value);
  if (code != CLI_OK) {
    return code;
  }
  memset(&check, 0, sizeof check);
  memset(&it, 0, sizeof it);
  it.use = use;
  it.impl = use == NULL ? value[OPT_IMPL].text : NULL;
  it.timeout = value[OPT_TIMEOUT].real;
  it.check = &check;
  it.pipe = -1;
  code = describe(&check, use, value);
  if (code == CLI_OK) {
    check.exact = use != NULL && check.directions == 0 &&
                  (value[OPT_ORACLE].word == ORACLE_AUTO ? cli_check_truth_usual(&it)
                                                         : value[OPT_ORACLE].word == ORACLE_ON);
    it.print =
        verbose && !value[OPT_SHOW].given && value[OPT_JOBS].count == 1 && cli_check_spread == NULL;
    it.keep = cli_show_keeps(value + OPT_SHOW) || value[OPT_PLOT].given || (verbose && !it.print);
    it.quiet = it.print;
    code = work(&it, value);
  }
  if (code == CLI_OK) {
    code = cli_show(&check, value + OPT_SHOW, verbose);
  }
  cli_check_close(&it);
  cli_check_free(&check);
  return code;
}

int cmd_gradcheck(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  cli_use use;
  int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  if (value[OPT_IMPL].given) {
    return run(NULL, value);
  }
  if (!value[USE_NET].given || !value[USE_DATA].given) {
    cli_error("gradcheck needs --net NET and --data FILE, or --impl CMD");
    return CLI_USAGE;
  }
  code = cli_use_load(&use, value, 0);
  if (code == CLI_OK) {
    code = run(&use, value);
    cli_use_unload(&use);
  }
  return code;
}
