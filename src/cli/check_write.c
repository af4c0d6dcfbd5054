/* The results in the forms that suites of tests read. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "src/text/number.h"

/* The weights of one unit: from number `first` on, *n of them; the worst of them. */
static const bp_gradcheck_weight *unit_of(const cli_check *check, size_t first, size_t *n) {
  const bp_gradcheck_weight *worst = &check->weight[first];
  for (*n = 0; first + *n < check->kept; ++*n) {
    const bp_gradcheck_weight *w = &check->weight[first + *n];
    if (w->layer != worst->layer || w->unit != worst->unit) {
      break;
    }
    if (w->outcome == BP_GRADCHECK_FAIL
            ? worst->outcome != BP_GRADCHECK_FAIL || w->ratio > worst->ratio
            : w->outcome == BP_GRADCHECK_INCONCLUSIVE && worst->outcome == BP_GRADCHECK_PASS) {
      worst = w;
    }
  }
  return worst;
}

static size_t count_units(const cli_check *check) {
  size_t units = 0, i, n;
  for (i = 0; i < check->kept; i += n) {
    (void)unit_of(check, i, &n);
    units++;
  }
  return units;
}

static size_t count_equations(const cli_check *check) {
  size_t n = 0;
  int q;
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    n += check->local.of[q].checked > 0 ? 1 : 0;
  }
  return n;
}

/* The effective options on one line. */
static void put_options(FILE *file, const cli_check *check) {
  const bp_gradcheck_options *o = &check->options;
  char seed[BP_SEED_SIZE];
  bp_seed_write(check->seed, seed);
  fprintf(file,
          "step %.9g, factor %.9g, threshold %.9g, floor %.9g, sparse %.9g, shard %lu of %lu, "
          "pattern %lu, patterns %lu of %lu, directions %lu, seed %s, noise %.9g, oracle %s",
          o->h, o->S, o->threshold, o->floor, o->sparse, (unsigned long)o->shard + 1,
          (unsigned long)o->shards, (unsigned long)check->pattern, (unsigned long)check->patterns,
          (unsigned long)check->set, (unsigned long)check->directions, seed, check->noise,
          check->exact ? "on" : "off");
}

/* Text within XML; what XML cannot hold becomes '?'. */
static void put_xml(FILE *file, const char *text) {
  for (; *text != '\0'; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c == '&') {
      fputs("&amp;", file);
    } else if (c == '<') {
      fputs("&lt;", file);
    } else if (c == '>') {
      fputs("&gt;", file);
    } else if (c == '"') {
      fputs("&quot;", file);
    } else {
      fputc(c < ' ' || c > 126 ? '?' : c, file);
    }
  }
}

static void put_details(FILE *file, const char *before, const bp_gradcheck_weight *w) {
  fprintf(file, "%slayer: %lu\n%sunit: %lu\n%sinput: %lu\n", before, (unsigned long)w->layer + 1,
          before, (unsigned long)w->unit + 1, before, (unsigned long)w->input);
  fprintf(file, "%sanalytic: %.17g\n%snumeric: %.17g\n%stolerance: %.3g\n", before, w->analytic,
          before, w->numeric, before, w->tolerance);
  if (w->truth.known) {
    fprintf(file, "%strue_lo: %.17g\n%strue_hi: %.17g\n%sulps: %.3g\n", before, w->truth.lo, before,
            w->truth.hi, before, w->truth.ulps_hi);
  }
}

static void put_finding(FILE *file, const char *before, const cli_check *check,
                        const bp_local_finding *f) {
  fprintf(file, "%sequation: %s\n%slayer: %lu\n%sunit: %lu\n", before,
          bp_local_equation(f->quantity, f->layer + 1 == check->depth), before,
          (unsigned long)f->layer + 1, before, (unsigned long)f->unit + 1);
  fprintf(file, "%sreported: %.17g\n%sexpected: %.17g\n%swithin: %.3g\n", before, f->found, before,
          f->expected, before, f->bound);
}

static void junit_units(FILE *file, const cli_check *check) {
  size_t i, n;
  for (i = 0; i < check->kept; i += n) {
    const bp_gradcheck_weight *w = unit_of(check, i, &n);
    fprintf(file, "    <testcase classname=\"layer %lu\" name=\"unit %lu\"",
            (unsigned long)w->layer + 1, (unsigned long)w->unit + 1);
    if (w->outcome == BP_GRADCHECK_PASS) {
      fputs("/>\n", file);
      continue;
    }
    if (w->outcome == BP_GRADCHECK_FAIL) {
      fprintf(file, ">\n      <failure message=\"%s\">\n", bp_gradcheck_reason_text(w->reason));
      put_details(file, "", w);
      fputs("</failure>\n    </testcase>\n", file);
    } else {
      fprintf(file, ">\n      <skipped message=\"%s\"/>\n    </testcase>\n",
              bp_gradcheck_reason_text(w->reason));
    }
  }
}

static void junit_equations(FILE *file, const cli_check *check) {
  int q;
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    const bp_local_tally *t = &check->local.of[q];
    if (t->checked == 0) {
      continue;
    }
    fprintf(file, "    <testcase classname=\"equations\" name=\"%s\"",
            bp_local_text((bp_local_quantity)q));
    if (t->failed == 0) {
      fputs("/>\n", file);
      continue;
    }
    fputs(">\n      <failure message=\"the equation does not hold\">\n", file);
    put_finding(file, "", check, &t->first);
    fputs("</failure>\n    </testcase>\n", file);
  }
}

/* How many units end so; of those with several outcomes the worst counts. */
static size_t units_with(const cli_check *check, bp_gradcheck_outcome outcome) {
  size_t found = 0, i, n;
  for (i = 0; i < check->kept; i += n) {
    found += unit_of(check, i, &n)->outcome == outcome ? 1 : 0;
  }
  return found;
}

static size_t equations_failed(const cli_check *check) {
  size_t n = 0;
  int q;
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    n += check->local.of[q].failed > 0 ? 1 : 0;
  }
  return n;
}

int cli_check_write_junit(FILE *file, void *context) {
  const cli_check *check = context;
  const bp_gradcheck_outcome outcome = check->report.outcome;
  /* The whole is a case of its own, so that a vacuous check is never all green. */
  const size_t tests = count_units(check) + count_equations(check) + 1;
  const size_t failures = units_with(check, BP_GRADCHECK_FAIL) + equations_failed(check) +
                          (outcome == BP_GRADCHECK_PASS ? 0 : 1);
  fprintf(file,
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
          "  <testsuite name=\"bpref gradcheck\" tests=\"%lu\" failures=\"%lu\" errors=\"0\" "
          "skipped=\"%lu\">\n    <properties>\n      <property name=\"net\" value=\"",
          (unsigned long)tests, (unsigned long)failures,
          (unsigned long)units_with(check, BP_GRADCHECK_INCONCLUSIVE));
  put_xml(file, check->net);
  fputs("\"/>\n      <property name=\"data\" value=\"", file);
  put_xml(file, check->data);
  fputs("\"/>\n      <property name=\"options\" value=\"", file);
  put_options(file, check);
  fputs("\"/>\n    </properties>\n", file);
  junit_units(file, check);
  junit_equations(file, check);
  fputs("    <testcase classname=\"bpref gradcheck\" name=\"whole\"", file);
  if (outcome == BP_GRADCHECK_PASS) {
    fputs("/>\n", file);
  } else {
    fprintf(file, ">\n      <failure message=\"%s: %s\"/>\n    </testcase>\n",
            bp_gradcheck_outcome_text(outcome), bp_gradcheck_reason_text(check->report.reason));
  }
  fputs("  </testsuite>\n</testsuites>\n", file);
  return 0;
}

/* "ok 3 - text" or "not ok 3 - text", with what follows in a block. */
static void tap_unit(FILE *file, size_t number, const bp_gradcheck_weight *w) {
  fprintf(file, "%sok %lu - layer %lu, unit %lu", w->outcome == BP_GRADCHECK_FAIL ? "not " : "",
          (unsigned long)number, (unsigned long)w->layer + 1, (unsigned long)w->unit + 1);
  if (w->outcome == BP_GRADCHECK_INCONCLUSIVE) {
    fprintf(file, " # SKIP inconclusive: %s", bp_gradcheck_reason_text(w->reason));
  }
  fputc('\n', file);
  if (w->outcome == BP_GRADCHECK_FAIL) {
    fprintf(file, "  ---\n  message: %s\n", bp_gradcheck_reason_text(w->reason));
    put_details(file, "  ", w);
    fputs("  ...\n", file);
  }
}

int cli_check_write_tap(FILE *file, void *context) {
  const cli_check *check = context;
  const bp_gradcheck_outcome outcome = check->report.outcome;
  size_t number = 0, i, n;
  int q;
  fprintf(file, "TAP version 14\n1..%lu\n# ",
          (unsigned long)(count_units(check) + count_equations(check) + 1));
  put_options(file, check);
  fputc('\n', file);
  for (i = 0; i < check->kept; i += n) {
    tap_unit(file, ++number, unit_of(check, i, &n));
  }
  for (q = 0; q < BP_LOCAL_QUANTITY_COUNT; q++) {
    const bp_local_tally *t = &check->local.of[q];
    if (t->checked > 0) {
      fprintf(file, "%sok %lu - equations of %s\n", t->failed > 0 ? "not " : "",
              (unsigned long)++number, bp_local_text((bp_local_quantity)q));
    }
    if (t->failed > 0) {
      fputs("  ---\n", file);
      put_finding(file, "  ", check, &t->first);
      fputs("  ...\n", file);
    }
  }
  fprintf(file, "%sok %lu - whole: %s, %s\n", outcome == BP_GRADCHECK_PASS ? "" : "not ",
          (unsigned long)++number, bp_gradcheck_outcome_text(outcome),
          bp_gradcheck_reason_text(check->report.reason));
  return 0;
}
