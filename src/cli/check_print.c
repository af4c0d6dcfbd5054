#include <math.h>
#include <stdio.h>

#include "check.h"
#include "src/text/error.h"
#include "src/text/number.h"

void cli_check_print_heading(const cli_check *check, int verbose) {
  const bp_gradcheck_options *o = &check->options;
  char net_quote[BP_QUOTE_SIZE], data_quote[BP_QUOTE_SIZE];
  const char *net = bp_text_plain(check->net, net_quote);
  const char *data = bp_text_plain(check->data, data_quote);
  printf("Gradient check of %s (%lu %s)", net, (unsigned long)check->total,
         check->set == 0 ? "variables" : "weights");
  if (check->set == 0) {
    printf(", the value of its function\n");
  } else if (check->pattern > 0) {
    printf(" on %s: pattern %lu of %lu\n", data, (unsigned long)check->pattern,
           (unsigned long)check->set);
  } else if (check->patterns == check->set) {
    printf(" on %s: all %lu patterns\n", data, (unsigned long)check->set);
  } else {
    printf(" on %s: %lu of %lu patterns, evenly spaced\n", data, (unsigned long)check->patterns,
           (unsigned long)check->set);
  }
  if (check->sampled) {
    printf("  (a sample, so that it takes seconds; --pattern all takes them all)\n");
  }
  printf("  step h = %.9g max(1, |w|), factor S = %.9g, coarse above %.9g of the gradient", o->h,
         o->S, o->threshold);
  if (o->shards > 1) {
    printf(", shard %lu of %lu", (unsigned long)o->shard + 1, (unsigned long)o->shards);
  }
  putchar('\n');
  if (check->directions > 0) {
    char seed[BP_SEED_SIZE];
    bp_seed_write(check->seed, seed);
    printf("  along %lu random directions, which are the units below, seed %s\n",
           (unsigned long)check->directions, seed);
  }
  if (check->set == 0) {
    printf("  noise in its values: %.3g\n", check->noise);
  }
  if (check->exact) {
    printf("  the true gradient is enclosed with %ld bits%s\n", check->precision,
           check->resolved ? "" : ", which is not enough everywhere");
  }
  if (verbose) {
    printf("\n%5s %6s %6s %24s %24s %11s %11s %11s  %s\n", "layer", "unit", "input", "analytic",
           "numeric", "difference", "tolerance", "ulps off", "verdict");
  }
}

void cli_check_print_weight(const bp_gradcheck_weight *w) {
  char ulps[32] = "-";
  if (w->truth.known) {
    snprintf(ulps, sizeof ulps, "%.3g", w->truth.ulps_hi);
  }
  printf("%5lu %6lu %6lu %24.17g %24.17g %11.3g %11.3g %11s  %s", (unsigned long)w->layer + 1,
         (unsigned long)w->unit + 1, (unsigned long)w->input, w->analytic, w->numeric,
         fabs(w->analytic - w->numeric), w->tolerance, ulps, bp_gradcheck_outcome_text(w->outcome));
  if (w->outcome != BP_GRADCHECK_PASS) {
    printf(": %s", bp_gradcheck_reason_text(w->reason));
  }
  putchar('\n');
}

static void print_counts(const char *name, const bp_gradcheck_counts *c) {
  printf("%-6s %8lu %8lu %8lu %12lu %8lu %8lu %12.4g %12.4g\n", name, (unsigned long)c->checked,
         (unsigned long)c->passed, (unsigned long)c->failed, (unsigned long)c->inconclusive,
         (unsigned long)c->zero, (unsigned long)c->retried, c->largest, c->worst_ratio);
}

static void print_table(const cli_check *check) {
  const size_t depth = check->depth;
  char name[32];
  size_t l;
  printf("\n%-6s %8s %8s %8s %12s %8s %8s %12s %12s\n", "layer", "checked", "passed", "failed",
         "inconclusive", "zero", "retried", "max |dE/dw|", "worst ratio");
  for (l = 0; l < depth; l++) {
    snprintf(name, sizeof name, "%lu", (unsigned long)l + 1);
    print_counts(name, &check->layer[l]);
  }
  print_counts("all", &check->report.counts);
}

/* The true gradient and how far the analytic one is from it, if it is known. */
static void print_truth(const bp_gradcheck_weight *w) {
  const bp_gradcheck_truth *t = &w->truth;
  if (t->known) {
    printf("  %-11s %.17g to %.17g\n", "true", t->lo, t->hi);
    printf("  %-11s %.3g, %.3g ulps; rounding accounts for %.3g\n", "off by", t->off_hi, t->ulps_hi,
           t->bound);
  }
}

/* Which weight, or variable, or direction. */
static void print_place(const cli_check *check, const bp_gradcheck_weight *w) {
  if (check->directions > 0 || check->set == 0) {
    printf("%s %lu", check->directions > 0 ? "direction" : "variable", (unsigned long)w->unit + 1);
  } else {
    printf("layer %lu, unit %lu, input %lu", (unsigned long)w->layer + 1,
           (unsigned long)w->unit + 1, (unsigned long)w->input);
  }
}

/* "Title: place: so many ulps, that is d of the b that rounding accounts for" */
static void print_far(const cli_check *check, const char *title, const bp_gradcheck_weight *w) {
  printf("%s: ", title);
  print_place(check, w);
  printf(": %.3g ulps, %.3g of %.3g\n", w->truth.ulps_hi, w->truth.off_hi, w->truth.bound);
}

static void print_worst(const cli_check *check, const bp_gradcheck_weight *w) {
  const int bias = check->directions == 0 && check->set > 0 && w->input == 0;
  printf("\nWorst: ");
  print_place(check, w);
  printf("%s, w = %.17g\n", bias ? " (the bias)" : "", w->w);
  printf("  %-11s %.17g\n  %-11s %.17g\n  %-11s %.3g\n", "analytic", w->analytic, "numeric",
         w->numeric, "difference", fabs(w->analytic - w->numeric));
  printf("  %-11s %.3g = %.9g * %.3g + rounding %.3g\n", "tolerance", w->tolerance,
         check->options.S, w->abserr, w->rounding);
  print_truth(w);
  printf("  %-11s %s: %s\n", "verdict", bp_gradcheck_outcome_text(w->outcome),
         bp_gradcheck_reason_text(w->reason));
}

void cli_check_print(const cli_check *check) {
  const bp_gradcheck_report *report = &check->report;
  printf("  E = %.17g, its rounding error at most %.3g\n", report->E, report->E_bound);
  print_table(check);
  if (report->counts.checked > 0) {
    print_worst(check, &report->worst);
  }
  if (report->known > 0) {
    printf("\nFrom the true gradient, and what rounding accounts for\n");
    print_far(check, "  most ulps", &report->most_ulps);
    print_far(check, "  most of it", &report->farthest);
  }
  cli_check_print_equations(check);
  cli_check_print_sweep(check);
  printf("\n%s: %s\n", bp_gradcheck_outcome_text(report->outcome),
         bp_gradcheck_reason_text(report->reason));
}
