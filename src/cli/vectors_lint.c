#include <stdio.h>
#include <string.h>

#include "options.h"
#include "report.h"
#include "src/conform/casefile.h"
#include "src/conform/expect.h"
#include "vectors.h"

#define FILES 4096

static const char *const about[] = {
    "Checks files of cases, or all files *.bpv of a folder: the grammar, decimals beside bits, "
    "SHA-256, ids; that expected values are those that this program computes, class by class; and "
    "that a case tells apart the known bugs that its flags name, and its flags all that it does.",
    NULL};

static const char *const examples[] = {"bpref vectors lint spec/vectors", NULL};

static const char *const exits[] = {"0  all is as it should be", "1  a value or a flag is not",
                                    "2  wrong usage, or a file is not bpv 1", NULL};

static const cli_usage usage = {"vectors lint", about, "PATH", 1, FILES, NULL, 0, examples, exits};

/* How many expected values differ from what is computed. */
static size_t differing(const bp_case *c, bp_precision p, int *memory) {
  bp_intervals computed;
  bp_header dialect;
  size_t wrong = 0;
  int q;
  bp_header_default(&dialect);
  dialect.precision = p;
  memset(&computed, 0, sizeof computed);
  *memory = bp_expect(c, &dialect, BP_BUG_NONE, NULL, &computed);
  for (q = 0; q < BP_Q_COUNT && *memory; q++) {
    const bp_intervals *of = &c->expect[p];
    const size_t n = of->lo.v[q] == NULL ? 0 : bp_case_count(c, (bp_quantity)q);
    size_t i;
    for (i = 0; i < n; i++) {
      wrong += of->lo.given[q][i] &&
               (of->lo.v[q][i] != computed.lo.v[q][i] || of->hi[q][i] != computed.hi[q][i]);
    }
  }
  bp_intervals_free(&computed);
  return wrong;
}

/* Whether the flags are the bugs that the case tells apart; -1 if memory has run out. Cases of other
   origin need not say any. */
static int flags_right(const bp_case *c, const char **wrong) {
  const char *at = c->flags;
  int bug;
  char found[BP_BUG_COUNT];
  memset(found, 0, sizeof found);
  while (*at != '\0') {
    const size_t n = strcspn(at, " ");
    bp_bug named = BP_BUG_NONE;
    if (bp_bug_find(at, n, &named)) {
      found[named] = 1;
    }
    at += n + strspn(at + n, " ");
  }
  for (bug = BP_BUG_NONE + 1; bug < BP_BUG_COUNT; bug++) {
    *wrong = bp_bug_name((bp_bug)bug);
    if (bug != BP_BUG_RECOMPUTED && c->flags[0] != '\0') {
      const int tells = bp_corpus_tells(c, (bp_bug)bug);
      if (tells != found[bug]) {
        return tells < 0 ? -1 : 0;
      }
    }
  }
  return 1;
}

static int lint_case(const bp_case *c) {
  const char *flag = NULL;
  int code = CLI_OK, memory = 1, right, p;
  for (p = 0; p < BP_PRECISION_COUNT && !c->refuse; p++) {
    const size_t wrong = differing(c, (bp_precision)p, &memory);
    if (!memory) {
      return cli_no_memory();
    }
    if (wrong > 0) {
      cli_error("case %s: %lu expected values for %s are not those computed", c->id,
                (unsigned long)wrong, bp_precision_name((bp_precision)p));
      code = CLI_FAILED;
    }
  }
  right = flags_right(c, &flag);
  if (right < 0) {
    return cli_no_memory();
  }
  if (!right) {
    cli_error("case %s: its flags and what it tells apart differ at %s", c->id, flag);
    code = CLI_FAILED;
  }
  return code;
}

int cli_vectors_lint(int argc, char **argv) {
  bp_text_error error;
  bp_cases cases;
  cli_value none[1];
  size_t i;
  int worst = CLI_OK, code = cli_parse(&usage, argc, argv, none), n;
  if (code != CLI_PROCEED) {
    return code;
  }
  for (n = 1; argv[n] != NULL; n++) {
    memset(&cases, 0, sizeof cases);
    code = bp_cases_read(argv[n], &cases, &error) == BP_TEXT_OK ? CLI_OK : cli_text_error(&error);
    for (i = 0; i < cases.count && code != CLI_USAGE; i++) {
      const int one = lint_case(&cases.c[i]);
      code = one > code ? one : code;
    }
    if (code == CLI_OK) {
      printf("%s: %lu cases, nothing wrong\n", argv[n], (unsigned long)cases.count);
    }
    bp_cases_free(&cases);
    worst = code > worst ? code : worst;
  }
  return worst;
}
