#include <string.h>

#include "check_plot.h"
#include "check_run.h"
#include "command.h"
#include "gradcheck_options.h"
#include "report.h"
#include "src/text/save.h"

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
  code = cli_check_shard(value[OPT_SHARD].text, &check->options);
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

static int run(cli_use *use, const cli_value *value) {
  const int verbose = value[OPT_VERBOSE].given;
  cli_check_run it;
  cli_check check;
  int code = cli_gradcheck_look(use, value);
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
  const int code = cli_parse(&cli_gradcheck_usage, argc, argv, value);
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
  return cli_use_with(value, 0, run);
}
