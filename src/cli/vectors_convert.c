#include <stdio.h>
#include <string.h>

#include "options.h"
#include "output.h"
#include "report.h"
#include "src/bpv/writer.h"
#include "src/conform/casefile.h"
#include "src/conform/reference.h"
#include "src/text/save.h"
#include "vectors.h"
#include "verify.h"

enum { OPT_VECTORS, OPT_FILTER, OPT_CLASS, OPT_TO, OPT_OUT, OPT_COUNT };

static const char *const class_words[] = {"f64", "f32", "f16", "bf16", NULL};
static const char *const form_words[] = {"questions", "json", "c", "mem", NULL};

enum { QUESTIONS, JSON, C, MEM, ANSWERS };

static const cli_option options[OPT_COUNT] = {
    {"vectors", "PATH", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "a file of cases, or a folder of such files; the built-in corpus unless given"},
    {"filter", "WORDS", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "only these cases: ids (with * and ?), groups or flags, commas between them"},
    {"class", "CLASS", CLI_CHOICE, 0, 0, 0, class_words, NULL,
     "only cases of f64, f32, f16 or bf16; of a .mem file also the form of its numbers, f64 unless "
     "given"},
    {"to", "FORM", CLI_CHOICE, CLI_REQUIRED, 0, 0, form_words, NULL,
     "questions: bpv 1 without expected values; json: everything (spec/bpv.schema.json); c: a "
     "header of "
     "C arrays; mem: words for $readmemh"},
    {"out", "FILE", CLI_TEXT, 0, 0, 0, NULL, "-", "where to; - for standard output"},
};

static const char *const about[] = {
    "Writes cases in another form: as questions for an implementation that answers a file, as "
    "JSON, "
    "as a C header for targets that read no files, or as a memory image for a test bench in a "
    "hardware language.",
    NULL};

static const char *const examples[] = {
    "bpref vectors convert --to questions --class f32 --out questions.bpv",
    "bpref vectors convert --to c --filter exact,steps --out cases.h",
    "bpref vectors convert --to mem --class f16 --filter exact.01 --out case.mem", NULL};

static const char *const exits[] = {"0  written", "2  wrong usage or bad input", NULL};

static const cli_usage usage = {"vectors convert", about,     NULL,     0,    0,
                                options,           OPT_COUNT, examples, exits};

typedef struct conversion {
  bp_cases cases;
  int form;
  bp_precision precision;
} conversion;

static int write_answers(FILE *file, const bp_cases *cases) {
  bp_header header;
  size_t i;
  bp_header_default(&header);
  strcpy(header.name, "bpref");
  bp_header_write(file, &header);
  for (i = 0; i < cases->count; i++) {
    bp_answer answer;
    memset(&answer, 0, sizeof answer);
    strcpy(answer.id, cases->c[i].id);
    if (!bp_reference_answer(NULL, &cases->c[i], &answer)) {
      bp_answer_free(&answer);
      return 1;
    }
    bp_answer_write(file, &cases->c[i], &answer, BP_F64);
    bp_answer_free(&answer);
  }
  return 0;
}

static int write_form(FILE *file, void *context) {
  const conversion *what = context;
  bp_header header;
  size_t i;
  switch (what->form) {
  case JSON:
    return cli_write_json(file, &what->cases);
  case C:
    return cli_write_c(file, &what->cases);
  case MEM:
    return cli_write_mem(file, &what->cases, what->precision);
  case ANSWERS:
    return write_answers(file, &what->cases);
  default:
    bp_header_default(&header);
    bp_header_write(file, &header);
    for (i = 0; i < what->cases.count; i++) {
      bp_case_write(file, &what->cases.c[i], BP_CASE_QUESTION);
    }
    return 0;
  }
}

/* Drops the cases that are not of the class. */
static void keep_class(bp_cases *cases, bp_precision p) {
  size_t kept = 0, i;
  for (i = 0; i < cases->count; i++) {
    if (cases->c[i].classes == 0 || (cases->c[i].classes >> p & 1) != 0) {
      cases->c[kept++] = cases->c[i];
    } else {
      bp_case_free(&cases->c[i]);
    }
  }
  cases->count = kept;
}

static int convert(const cli_value *vectors, const cli_value *filter, const cli_value *class,
                   int form, const char *out) {
  conversion what;
  bp_text_error error;
  int code = cli_output_check("out", out);
  if (code != CLI_OK) {
    return code;
  }
  memset(&what, 0, sizeof what);
  what.form = form;
  what.precision = class->given ? (bp_precision) class->word : BP_F64;
  code = cli_cases_load(&what.cases, vectors->text, filter->text, form == JSON);
  if (code == CLI_OK && (class->given || form == MEM)) {
    keep_class(&what.cases, what.precision);
  }
  if (code == CLI_OK && what.cases.count == 0) {
    cli_error("no case is left: none is of the class %s", bp_precision_name(what.precision));
    code = CLI_USAGE;
  }
  if (code == CLI_OK && bp_save(out, write_form, &what, &error) != BP_TEXT_OK) {
    code = cli_text_error(&error);
  }
  bp_cases_free(&what.cases);
  return code;
}

int cli_vectors_convert(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  const int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  return convert(&value[OPT_VECTORS], &value[OPT_FILTER], &value[OPT_CLASS], value[OPT_TO].word,
                 value[OPT_OUT].text);
}

enum { ANSWER_VECTORS, ANSWER_FILTER, ANSWER_CLASS, ANSWER_OUT, ANSWER_COUNT };

static const cli_option answer_options[ANSWER_COUNT] = {
    {"vectors", "PATH", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "a file of cases, or a folder of such files, - for standard input; the built-in corpus unless "
     "given"},
    {"filter", "WORDS", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "only these cases: ids (with * and ?), groups or flags, commas between them"},
    {"class", "CLASS", CLI_CHOICE, 0, 0, 0, class_words, NULL,
     "only cases of f64, f32, f16 or bf16"},
    {"out", "FILE", CLI_TEXT, 0, 0, 0, NULL, "-", "where to; - for standard output"},
};

static const char *const answer_about[] = {
    "Answers cases with the trainer of this program, every quantity that it has: an example of a "
    "file "
    "of answers, and of what other implementations are compared with.",
    NULL};

static const char *const answer_examples[] = {"bpref vectors answer --filter exact.01",
                                              "bpref vectors answer | bpref verify --answers -",
                                              NULL};

static const cli_usage answer_usage = {
    "vectors answer", answer_about,    NULL, 0, 0, answer_options,
    ANSWER_COUNT,     answer_examples, exits};

int cli_vectors_answer(int argc, char **argv) {
  cli_value value[ANSWER_COUNT];
  const int code = cli_parse(&answer_usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  return convert(&value[ANSWER_VECTORS], &value[ANSWER_FILTER], &value[ANSWER_CLASS], ANSWERS,
                 value[ANSWER_OUT].text);
}
