#include <stdio.h>
#include <string.h>

#include "options.h"
#include "report.h"
#include "src/bpv/writer.h"
#include "src/conform/casefile.h"
#include "src/conform/filter.h"
#include "vectors.h"
#include "verify.h"

enum { OPT_VECTORS, OPT_FILTER, OPT_WHOLE, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    {"vectors", "PATH", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "a file of cases, or a folder of such files; the built-in corpus unless given"},
    {"filter", "WORDS", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "only these cases: ids (with * and ?), groups or flags, commas between them"},
    {"whole", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "each case in full, as bpv 1"},
};

static const char *const about[] = {"Lists cases: id, precision classes, shape, rule, and the "
                                    "known bugs that the case tells apart.",
                                    NULL};

static const char *const examples[] = {"bpref vectors show --filter steps",
                                       "bpref vectors show --filter slope-clipped",
                                       "bpref vectors show --filter exact.01 --whole", NULL};

static const char *const exits[] = {"0  shown", "2  wrong usage or bad input", NULL};

static const cli_usage usage = {"vectors show", about,     NULL,     0,    0,
                                options,        OPT_COUNT, examples, exits};

static void show_line(const bp_case *c) {
  static const char letters[] = {'l', 't', 'i'};
  size_t l;
  int p;
  printf("%s ", c->id);
  for (l = 0; l <= c->depth; l++) {
    printf(l == 0 ? " %lu" : "-%lu", (unsigned long)c->width[l]);
    if (l > 0) {
      putchar(letters[c->f[l - 1]]);
    }
  }
  printf("  ");
  for (p = 0; p < BP_PRECISION_COUNT; p++) {
    if (c->classes == 0 || (c->classes >> p & 1) != 0) {
      printf("%s ", bp_precision_name((bp_precision)p));
    }
  }
  printf(" eta %.6g alpha %.6g scale %.6g batch %lu %s updates %lu%s\n    %s\n", c->eta, c->alpha,
         c->scale, (unsigned long)c->batch, c->reduce == BP_MEAN ? "mean" : "sum",
         (unsigned long)bp_case_updates(c), c->refuse ? "  to be refused" : "",
         c->flags[0] == '\0' ? "no flags" : c->flags);
}

int cli_vectors_show(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  bp_cases cases;
  size_t i;
  int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  memset(&cases, 0, sizeof cases);
  code = cli_cases_load(&cases, value[OPT_VECTORS].text, value[OPT_FILTER].text, 1);
  for (i = 0; i < cases.count && code == CLI_OK; i++) {
    if (value[OPT_WHOLE].given) {
      bp_case_write(stdout, &cases.c[i], BP_CASE_WHOLE);
    } else {
      show_line(&cases.c[i]);
    }
  }
  bp_cases_free(&cases);
  return code == CLI_OK ? cli_finish(CLI_OK) : code;
}
