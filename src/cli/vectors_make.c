#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "output.h"
#include "report.h"
#include "src/conform/casefile.h"
#include "src/text/model.h"
#include "src/text/number.h"
#include "vectors.h"

enum { OPT_OUT, OPT_SEED, OPT_RANDOM, OPT_SHAPE, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    {"out", "PATH", CLI_TEXT, CLI_REQUIRED, 0, 0, NULL, NULL,
     "the folder, which must exist, where the corpus goes, a file a group; with --count, a file, - "
     "for "
     "standard output"},
    {"seed", "SEED", CLI_SEED, 0, 0, 0, NULL, "1", "of random cases"},
    {"count", "N", CLI_COUNT, 0, 1, 1000000, NULL, NULL,
     "write N random cases instead of the corpus"},
    {"shape", "WIDTHS", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "their inputs and units with activations, such as 3,4:tanh,2:logistic; any shape unless "
     "given"},
};

static const char *const about[] = {
    "Writes the published corpus: the same bytes every time and on every machine. With --count, "
    "random cases of any shape or of one, with the values expected of every precision class in "
    "which their numbers are exact, and the known bugs that each case tells apart.",
    NULL};

static const char *const examples[] = {
    "bpref vectors make --out spec/vectors",
    "bpref vectors make --count 1000 --seed 7 --shape 4,8:tanh,3:logistic --out more.bpv", NULL};

static const char *const exits[] = {"0  written", "2  wrong usage, or it cannot be written", NULL};

static const cli_usage usage = {"vectors make", about,     NULL,     0,    0,
                                options,        OPT_COUNT, examples, exits};

static int refuse_shape(const char *text) {
  char quote[BP_QUOTE_SIZE];
  cli_error(
      "--shape: found %s; accepted: inputs, then units:activation of up to %d layers, with "
      "commas between, such as 3,4:tanh,2:logistic; activations are logistic, tanh, identity, relu "
      "and leaky-relu",
      bp_text_quote(text, strlen(text), quote), BP_CASE_DEPTH_MAX);
  return CLI_USAGE;
}

/* "3,4:tanh,2:logistic" */
static int read_shape(const char *text, bp_random_cases *what) {
  const char *at = text;
  size_t n = 0;
  while (n <= BP_CASE_DEPTH_MAX) {
    const size_t digits = strspn(at, "0123456789");
    if (bp_count_read(at, digits, 1024, &what->width[n]) != NULL || what->width[n] == 0) {
      return refuse_shape(text);
    }
    at += digits;
    if (n > 0) {
      char name[16] = "";
      const size_t length = at[0] == ':' ? strcspn(at + 1, ",") : 0;
      if (length == 0 || length >= sizeof name) {
        return refuse_shape(text);
      }
      memcpy(name, at + 1, length);
      if (!bp_activation_find(name, &what->f[n - 1])) {
        return refuse_shape(text);
      }
      at += length + 1;
    }
    n++;
    if (*at == '\0') {
      break;
    }
    if (*at++ != ',') {
      return refuse_shape(text);
    }
  }
  if (n < 2 || *at != '\0') {
    return refuse_shape(text);
  }
  what->depth = n - 1;
  return CLI_OK;
}

static int save(const char *path, const char *name, size_t corpus, const bp_cases *cases) {
  bp_text_error error;
  if (bp_cases_save(path, name, corpus, cases->c, cases->count, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return CLI_OK;
}

static int make_corpus(const char *folder) {
  char *path = malloc(strlen(folder) + 64);
  int code = path == NULL ? cli_no_memory() : CLI_OK;
  size_t g;
  for (g = 0; bp_corpus_groups[g] != NULL && code == CLI_OK; g++) {
    bp_cases cases;
    char name[BP_CASE_TEXT_SIZE];
    memset(&cases, 0, sizeof cases);
    if (!bp_corpus_make(&cases, g)) {
      code = cli_no_memory();
    } else {
      sprintf(path, "%s/%s.bpv", folder, bp_corpus_groups[g]);
      sprintf(name, "%s: %s", bp_corpus_groups[g], bp_corpus_purpose(g));
      code = save(path, name, BP_CORPUS_VERSION, &cases);
    }
    bp_cases_free(&cases);
  }
  free(path);
  return code;
}

static int make_random(const char *path, const bp_random_cases *what) {
  bp_cases cases;
  char name[64], seed[BP_SEED_SIZE];
  int code;
  memset(&cases, 0, sizeof cases);
  bp_seed_write(what->seed, seed);
  sprintf(name, "random cases, seed %s", seed);
  code = bp_corpus_random(&cases, what) ? save(path, name, 0, &cases) : cli_no_memory();
  bp_cases_free(&cases);
  return code;
}

int cli_vectors_make(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  bp_random_cases what;
  int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  if (!value[OPT_RANDOM].given) {
    if (value[OPT_SEED].given || value[OPT_SHAPE].given) {
      cli_error("--seed and --shape are for random cases; --count N says how many");
      return CLI_USAGE;
    }
    return make_corpus(value[OPT_OUT].text);
  }
  memset(&what, 0, sizeof what);
  what.seed = value[OPT_SEED].seed;
  what.count = value[OPT_RANDOM].count;
  if (value[OPT_SHAPE].given) {
    code = read_shape(value[OPT_SHAPE].text, &what);
    if (code != CLI_OK) {
      return code;
    }
  }
  code = cli_output_check("out", value[OPT_OUT].text);
  return code == CLI_OK ? make_random(value[OPT_OUT].text, &what) : code;
}
