#include "gradcheck_options.h"

#include "output.h"
#include "plot.h"
#include "report.h"

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

const cli_usage cli_gradcheck_usage = {"gradcheck", about,     NULL,     0,    0,
                                       options,     OPT_COUNT, examples, exits};

int cli_gradcheck_look(const cli_use *use, const cli_value *value) {
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
