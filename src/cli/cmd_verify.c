#include <string.h>

#include "command.h"
#include "options.h"
#include "report.h"
#include "src/conform/filter.h"
#include "src/conform/reference.h"
#include "verify.h"

enum {
  OPT_IMPL,
  OPT_ANSWERS,
  OPT_REFERENCE,
  OPT_VECTORS,
  OPT_FILTER,
  OPT_LEVEL,
  OPT_CLASS,
  OPT_TIMEOUT,
  OPT_JOBS,
  OPT_VERBOSE,
  OPT_JSON,
  OPT_JUNIT,
  OPT_TAP,
  OPT_COUNT
};

static const char *const class_words[] = {"f64", "f32", "f16", "bf16", NULL};

static const cli_option options[OPT_COUNT] = {
    {"impl", "CMD", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "the command of an implementation that answers bpv 1 on its standard input and output; words "
     "between spaces, '...' and \"...\" hold a word together, and no shell is used"},
    {"answers", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "a file of answers instead; - for standard input; it may answer other cases than those meant"},
    {"reference", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "the trainer of this program instead"},
    {"vectors", "PATH", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "a file of cases, or a folder of such files *.bpv; the built-in corpus unless given"},
    {"filter", "WORDS", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "only these cases: ids (with * and ?), groups or flags, commas between them"},
    {"level", "N", CLI_COUNT, 0, 0, 3, NULL, "3",
     "judge up to: 0 outputs, 1 new weights, 2 gradients, 3 every quantity that is reported"},
    {"class", "CLASS", CLI_CHOICE, 0, 0, 0, class_words, NULL,
     "judge as f64, f32, f16 or bf16, whatever the implementation declares"},
    {"timeout", "SECONDS", CLI_REAL, 0, 0.01, 86400, NULL, "10",
     "how long it may take to answer a case; to start, three times as long"},
    {"jobs", "N", CLI_COUNT, 0, 1, 64, NULL, "1", "run N of it at the same time"},
    {"verbose", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "say what came of every case"},
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print the verdicts as JSON"},
    {"junit", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print them as JUnit XML"},
    {"tap", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print them as TAP 14"},
};

static const char *const about[] = {
    "Puts the cases of the corpus to another implementation of back-propagation and judges every "
    "number that it reports: against the interval in which every right implementation of its "
    "precision is, and against its own equation, evaluated on the values that the implementation "
    "itself reports. The first equation that does not hold is where to look.",
    "What is wrong with the same cases is compared with known bugs and dialects; one that gives "
    "every number reported is named.",
    "spec/validating.md shows how to begin, in C, in Python and without a connection; spec/bpv.md "
    "is the "
    "text that is spoken, spec/verdicts.md derives the bounds.",
    NULL};

static const char *const examples[] = {
    "bpref verify --impl 'python3 adapter.py'",
    "bpref verify --impl ./adapter --level 1 --filter batch,steps",
    "bpref verify --answers answers.bpv --junit >report.xml", NULL};

static const char *const exits[] = {
    "0  every case that is for it passed",
    "1  a case failed",
    "2  wrong usage or bad input, or it cannot be started",
    "3  it crashed, hung, or answered malformed",
    "4  nothing could be judged: no case was for it, or it reported nothing",
    NULL};

static const cli_usage usage = {"verify", about, NULL, 0, 0, options, OPT_COUNT, examples, exits};

static int given(const cli_value *value, int first, int last) {
  int n = 0, i;
  for (i = first; i <= last; i++) {
    n += value[i].given;
  }
  return n;
}

/* The trainer's answer. *context: whether memory has run out, which is no fault of the trainer. */
static int answer(void *context, const bp_case *c, bp_answer *to) {
  const int done = bp_reference_answer(NULL, c, to);
  *(int *)context |= !done;
  return done;
}

static int answer_all(cli_verify *verify) {
  int lacked = 0;
  if (verify->command != NULL) {
    return cli_verify_ask(verify);
  }
  if (verify->answers != NULL) {
    return cli_verify_read(verify);
  }
  strcpy(verify->session.dialect.name, "bpref");
  return bp_session_call(&verify->session, answer, &lacked) && !lacked ? CLI_OK : cli_no_memory();
}

/* What is asked for, up to the level. */
static unsigned wanted(int level) {
  return level == 3 ? 0
                    : 1U << BP_Q_Y | (level > 0 ? 1U << BP_Q_W_NEW : 0) |
                          (level > 1 ? 1U << BP_Q_DE_DW : 0);
}

static int show(const cli_verify *verify, const cli_value *value) {
  const int code = value[OPT_JSON].given    ? cli_verify_json(verify)
                   : value[OPT_JUNIT].given ? cli_verify_junit(verify)
                   : value[OPT_TAP].given   ? cli_verify_tap(verify)
                                            : cli_verify_print(verify);
  return code == CLI_OK ? cli_verify_code(verify) : code;
}

/* A file of answers may have some to other cases than those that are meant. */
static int load(cli_verify *verify) {
  const char *filter = verify->filter;
  return verify->answers == NULL ? cli_cases_load(&verify->cases, verify->vectors, filter, 0)
                                 : cli_cases_load(&verify->cases, verify->vectors, NULL,
                                                  filter != NULL && bp_filter_flags(filter));
}

static int run(cli_verify *verify, const cli_value *value) {
  size_t i;
  int code = load(verify);
  if (code != CLI_OK) {
    return code;
  }
  for (i = 0; i < verify->cases.count; i++) {
    verify->cases.c[i].want = wanted(verify->level);
  }
  if (!bp_session_begin(&verify->session, verify->cases.c, verify->cases.count)) {
    return cli_no_memory();
  }
  verify->session.level = verify->level;
  code = answer_all(verify);
  return code == CLI_OK ? show(verify, value) : code;
}

int cmd_verify(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  cli_verify verify;
  int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  if (given(value, OPT_IMPL, OPT_REFERENCE) != 1) {
    cli_error("verify needs one of --impl CMD, --answers FILE and --reference");
    return CLI_USAGE;
  }
  if (given(value, OPT_JSON, OPT_TAP) > 1) {
    cli_error("only one of --json, --junit and --tap can be given");
    return CLI_USAGE;
  }
  memset(&verify, 0, sizeof verify);
  verify.command = value[OPT_IMPL].text;
  verify.answers = value[OPT_ANSWERS].text;
  verify.vectors = value[OPT_VECTORS].text;
  verify.filter = value[OPT_FILTER].text;
  verify.level = (int)value[OPT_LEVEL].count;
  verify.fixed_class = value[OPT_CLASS].given;
  verify.precision = value[OPT_CLASS].given ? (bp_precision)value[OPT_CLASS].word : BP_F64;
  verify.timeout = value[OPT_TIMEOUT].real;
  verify.jobs = value[OPT_JOBS].count;
  verify.verbose = value[OPT_VERBOSE].given;
  code = run(&verify, value);
  bp_session_free(&verify.session);
  bp_cases_free(&verify.cases);
  return code;
}
