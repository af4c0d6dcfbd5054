/* The gradient check on many random networks: survey [NETS [SEED]] [--out FILE]. No weight may fail, no
   gradient may be farther from the true one than its roundings account for, no equation may fail. Prints
   what was found, the worst distances in ulps among it; exit code 1 if anything is not so. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/gradcheck/gradcheck.h"
#include "src/gradcheck/local.h"
#include "src/truth/truth.h"
#include "tests/naive/sample.h"

#define CAP 1024

/* What the weights of the sample networks are multiplied by. */
typedef struct kind {
  const char *name;
  double factor;
} kind;

static const kind kinds[] = {{"ordinary", 1.0}, {"saturated", 50.0},   {"tiny", 1e-6},
                             {"huge", 1e6},     {"vanishing", 1e-160}, {"mixed", 0.0}};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* Over the networks of a kind. */
typedef struct tally {
  size_t nets;
  size_t outcome[BP_GRADCHECK_OUTCOME_COUNT]; /* of networks */
  bp_gradcheck_counts weights;
  size_t known;
  size_t bent;      /* weights whose derivative may not exist */
  size_t beyond;    /* not certain to be within their bounds */
  size_t unequal;   /* networks of which an equation fails */
  double ulps;      /* the most */
  double near_ulps; /* the most of those that rounding leaves ten digits */
  double share;
} tally;

static sample it;
static double memory[(3 + 3 * SAMPLE_PATTERNS) * NAIVE_DEPTH * NAIVE_WIDTH];
static double step_memory[SAMPLE_PATTERNS * 4 * NAIVE_DEPTH * NAIVE_WIDTH + NAIVE_WEIGHTS];
static double gradient[NAIVE_WEIGHTS];

/* A weight at a time. */
static void watch(void *watcher, const bp_gradcheck_report *report, const bp_gradcheck_weight *w) {
  tally *t = watcher;
  (void)report;
  if (w->outcome == BP_GRADCHECK_FAIL) {
    fprintf(stderr,
            "net %lu, layer %lu, unit %lu, input %lu: w %.17g, analytic %.17g, numeric %.17g, "
            "tolerance %.3g: %s\n",
            (unsigned long)t->nets, (unsigned long)w->layer + 1, (unsigned long)w->unit + 1,
            (unsigned long)w->input, w->w, w->analytic, w->numeric, w->tolerance,
            bp_gradcheck_reason_text(w->reason));
  }
  if (w->truth.known && w->truth.kink) {
    t->bent++;
  } else if (w->truth.known) {
    t->known++;
    t->beyond += w->truth.off_hi <= w->truth.bound ? 0 : 1;
    t->ulps = fmax(t->ulps, w->truth.ulps_hi);
    if (w->truth.bound <= 1e-10 * fabs(w->truth.lo)) {
      t->near_ulps = fmax(t->near_ulps, w->truth.ulps_hi);
    }
    if (w->truth.bound > 0.0) {
      t->share = fmax(t->share, w->truth.off_hi / w->truth.bound);
    }
  }
}

static int draw(const kind *k, draw_state *state) {
  const sample_limits limits = {NAIVE_DEPTH, 8, 4, 0};
  size_t i, l;
  if (sample_draw(&it, &limits, state) != BP_OK) {
    return 0;
  }
  for (l = 0; l < it.depth; l++) {
    const double factor =
        k->factor > 0.0 ? k->factor : kinds[draw_size(state, 0, KINDS - 2)].factor;
    for (i = 0; i < it.layer[l].weights; i++) {
      it.net.w[it.layer[l].weight_at + i] *= factor;
    }
  }
  return 1;
}

static void add_counts(bp_gradcheck_counts *to, const bp_gradcheck_counts *from) {
  to->checked += from->checked;
  to->passed += from->passed;
  to->failed += from->failed;
  to->inconclusive += from->inconclusive;
  to->zero += from->zero;
  to->worst_ratio = fmax(to->worst_ratio, from->worst_ratio);
}

/* Returns 0 if the network cannot be checked at all. */
static int check(tally *t) {
  bp_gradcheck_counts layer[NAIVE_DEPTH];
  bp_gradcheck_options options;
  bp_gradcheck_subject subject;
  bp_gradcheck_report report;
  bp_gradcheck_net binding;
  bp_local_report local;
  bp_local_step step;
  bp_truth truth;
  bp_oracle_status known = bp_truth_open(&truth, &it.net, &it.data, CAP);
  int done;
  if (known != BP_ORACLE_OK && known != BP_ORACLE_UNRESOLVED) {
    return 0;
  }
  bp_gradcheck_defaults(&options);
  options.truth = bp_truth_tell;
  options.teller = &truth;
  options.watch = watch;
  options.watcher = t;
  done = bp_gradcheck_bind_net(&subject, &binding, &it.net, &it.data, BP_GRADCHECK_ALL, memory,
                               sizeof memory / sizeof *memory) == BP_OK &&
         bp_gradcheck_run(&subject, &options, gradient, layer, &report) == BP_OK &&
         bp_local_step_of_net(&step, &it.net, &it.data, step_memory) == BP_OK;
  if (done) {
    bp_local_check(&step, &local);
    t->unequal += bp_local_first(&local) == NULL ? 0 : 1;
    t->outcome[report.outcome]++;
    add_counts(&t->weights, &report.counts);
  }
  bp_truth_close(&truth);
  return done;
}

static void print_row(FILE *file, const char *name, const tally *t) {
  fprintf(file, "| %s | %lu | %lu | %lu | %lu | %lu | %lu | %lu | %.3g | %.3g | %.3g | %.3g |\n",
          name, (unsigned long)t->nets, (unsigned long)t->weights.checked,
          (unsigned long)t->weights.passed, (unsigned long)t->weights.failed,
          (unsigned long)t->weights.inconclusive, (unsigned long)t->bent, (unsigned long)t->beyond,
          t->weights.worst_ratio, t->ulps, t->near_ulps, t->share);
}

static void add(tally *to, const tally *from) {
  to->nets += from->nets;
  add_counts(&to->weights, &from->weights);
  to->known += from->known;
  to->bent += from->bent;
  to->beyond += from->beyond;
  to->unequal += from->unequal;
  to->ulps = fmax(to->ulps, from->ulps);
  to->near_ulps = fmax(to->near_ulps, from->near_ulps);
  to->share = fmax(to->share, from->share);
}

static void print(FILE *file, const tally *tallies, const tally *all, size_t nets,
                  unsigned long seed) {
  size_t k;
  fprintf(
      file,
      "# Survey: %lu random networks, seed %lu\n\n"
      "Written by `bazel run //tests/gradcheck:figures -- --out $PWD/spec --readme README.md`.\n\n",
      (unsigned long)nets, seed);
  fputs("One to five layers of all activations, up to 8 wide, 1 to 4 patterns; the weights of the "
        "kinds are multiplied by 1, 50,\n1e-6, 1e6, 1e-160, or by one of these for each layer. "
        "*Ten digits*: "
        "of the gradients of which roundings can spoil no more than\n1e-10. Elsewhere units are so "
        "saturated, or numbers cancel so, that no digit need be right.\n\n",
        file);
  fputs("| kind | networks | weights | passed | failed | inconclusive | may be at a kink | beyond "
        "the "
        "bound | worst ratio of a pass | most ulps | most ulps, ten digits | most of the bound |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        file);
  for (k = 0; k < KINDS; k++) {
    print_row(file, kinds[k].name, &tallies[k]);
  }
  print_row(file, "all", all);
  fprintf(
      file,
      "\nThe true gradient was enclosed for %lu weights. Networks in which an equation fails on "
      "the trainer's own numbers: %lu.\n",
      (unsigned long)(all->known + all->bent), (unsigned long)all->unequal);
}

static int run(size_t nets, unsigned long seed, FILE *file) {
  static tally tallies[KINDS], all;
  draw_state state = seed;
  size_t n;
  for (n = 0; n < nets; n++) {
    tally *t = &tallies[n % KINDS];
    t->nets++;
    if (!draw(&kinds[n % KINDS], &state) || !check(t)) {
      fprintf(stderr, "net %lu of kind %s cannot be checked\n", (unsigned long)t->nets,
              kinds[n % KINDS].name);
      return 1;
    }
  }
  for (n = 0; n < KINDS; n++) {
    add(&all, &tallies[n]);
  }
  print(file, tallies, &all, nets, seed);
  return all.weights.failed > 0 || all.beyond > 0 || all.unequal > 0 ||
         all.weights.passed < all.weights.checked / 4;
}

int main(int argc, char **argv) {
  size_t nets = 10000;
  unsigned long seed = 1;
  FILE *file = stdout;
  int words = 0, i, code;
  for (i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--out") == 0 && i + 1 < argc) {
      file = fopen(argv[++i], "w");
    } else if (words++ == 0) {
      nets = strtoul(argv[i], NULL, 10);
    } else {
      seed = strtoul(argv[i], NULL, 10);
    }
  }
  if (file == NULL || nets < 1) {
    fprintf(stderr, "survey: usage: survey [NETS [SEED]] [--out FILE]\n");
    return 2;
  }
  code = run(nets, seed, file);
  return fclose(file) == 0 ? code : 2;
}
