#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"

/* What a case of the table is. */
typedef struct plan {
  const char *group;
  const char *widths;
  const char *activations; /* l logistic, t tanh, i identity */
  size_t batch, updates;
  double eta, alpha;
  size_t variants; /* cases of different numbers */
  const char *note;
} plan;

const char *const bp_corpus_groups[] = {"exact",   "ordinary",  "full", "saturated", "outgrown",
                                        "width-1", "no-hidden", "deep", "batch",     "steps",
                                        "zero",    "subnormal", "eta",  "scale",     "wide",
                                        "refuse",  NULL};

static const char *const purposes[] = {
    ("every net input is 0, or every unit linear: no operation is rounded, so a wrong structure "
     "shows apart from accuracy, in the last bit"),
    "different activation functions in the layers",
    "numbers of all 53 bits",
    "net inputs where f is nearly flat",
    "more outputs than hidden units: rows and columns of a weight matrix told apart",
    "hidden layers of one unit",
    "no hidden layer: the output equations alone",
    "three layers and more",
    "several patterns an update, their sum or mean",
    "several updates with momentum, with and without changes before",
    "patterns whose signals are all 0",
    "products below the least normal number: gradual underflow",
    "learning rates far from 1",
    "E scaled by other factors than 1/2",
    "layers of more than 32 units",
    "numbers that are not finite, in each place where one can be",
};

const char *bp_corpus_purpose(size_t group) {
  return purposes[group];
}

static const plan plans[] = {
    {"exact", "2 2 1", "ll", 1, 1, 0.5, 0, 2, "every net input is 0"},
    {"exact", "3 3 2", "ll", 1, 1, 1, 0, 2, "every net input is 0"},
    {"exact", "2 2 2", "tt", 1, 1, 0.5, 0, 2, "every net input is 0"},
    {"exact", "3 3 3", "ll", 1, 1, 0.25, 0, 2, "every net input is 0"},
    {"exact", "2 2 2", "ii", 1, 1, 0.25, 0, 2, "linear units"},
    {"exact", "3 3 1", "ii", 1, 1, 0.5, 0, 2, "linear units"},
    {"ordinary", "2 3 2", "tl", 1, 1, 0.5, 0, 3, ""},
    {"ordinary", "3 3 3", "lt", 1, 1, 0.25, 0, 3, ""},
    {"ordinary", "4 3 2", "li", 1, 1, 0.125, 0, 3, ""},
    {"ordinary", "3 4 2", "ti", 1, 1, 0.25, 0, 3, ""},
    {"ordinary", "2 3 1", "ti", 1, 1, 0.5, 0, 2, ""},
    {"ordinary", "3 5 2", "ti", 1, 1, 0.125, 0, 2, ""},
    {"ordinary", "1 5 1", "ti", 1, 1, 0.25, 0, 2, ""},
    {"ordinary", "2 4 1", "li", 1, 1, 0.5, 0, 2, ""},
    {"full", "2 2 1", "ll", 1, 1, 0.3, 0, 2, ""},
    {"full", "3 3 2", "tt", 1, 1, 0.1, 0, 2, ""},
    {"full", "4 3 3", "ll", 1, 1, 0.7, 0, 2, ""},
    {"full", "3 3 2", "ii", 1, 1, 0.05, 0, 2, ""},
    {"full", "2 2 2", "ll", 1, 3, 0.3, 0, 1, ""},
    {"saturated", "2 3 2", "ll", 1, 1, 0.5, 0, 4, ""},
    {"saturated", "3 3 2", "tt", 1, 1, 0.5, 0, 4, ""},
    {"outgrown", "3 2 4", "ll", 1, 1, 0.5, 0, 2, ""},
    {"outgrown", "5 2 3", "tt", 1, 1, 0.25, 0, 2, ""},
    {"outgrown", "2 3 5", "ll", 1, 1, 0.5, 0, 1, ""},
    {"width-1", "1 1 1", "ll", 1, 1, 0.5, 0, 2, ""},
    {"width-1", "2 1 1", "tt", 1, 1, 0.5, 0, 2, ""},
    {"width-1", "3 1 1", "ll", 1, 1, 0.5, 0, 1, ""},
    {"no-hidden", "3 1", "l", 1, 1, 0.5, 0, 2, ""},
    {"no-hidden", "4 3", "t", 1, 1, 0.5, 0, 2, ""},
    {"no-hidden", "2 2", "t", 1, 1, 0.25, 0, 2, ""},
    {"no-hidden", "1 1", "l", 1, 1, 0.5, 0, 1, ""},
    {"deep", "2 3 3 2", "lll", 1, 1, 0.5, 0, 2, ""},
    {"deep", "3 3 2 2", "ttt", 1, 1, 0.5, 0, 2, ""},
    {"deep", "2 3 3 3 2", "llll", 1, 1, 0.5, 0, 1, ""},
    {"deep", "2 2 2 2 2 2 2", "tttttt", 1, 1, 0.5, 0, 1, ""},
    {"batch", "2 3 2", "ll", 2, 1, 0.5, 0, 2, ""},
    {"batch", "3 3 1", "tt", 3, 1, 0.25, 0, 2, ""},
    {"batch", "2 2 2", "ll", 4, 1, 0.5, 0, 2, ""},
    {"batch", "2 3 2", "ll", 2, 2, 0.5, 0, 2, ""},
    {"batch", "3 2 2", "tt", 5, 1, 0.125, 0, 2, ""},
    {"steps", "2 2 1", "ll", 1, 4, 0.5, 0.5, 2, ""},
    {"steps", "3 3 2", "tt", 1, 3, 0.25, 0.875, 2, ""},
    {"steps", "2 2 2", "tt", 1, 3, 0.125, 0.25, 2, ""},
    {"steps", "2 3 2", "ll", 1, 1, 0.5, 0.75, 2, ""},
    {"steps", "3 2 2", "ll", 1, 5, 0.5, 0, 1, ""},
    {"zero", "3 2 1", "ll", 1, 1, 0.5, 0, 2, "every signal is 0"},
    {"zero", "2 3 2", "tt", 1, 1, 0.5, 0, 2, "every signal is 0"},
    {"zero", "3 3 2", "ll", 1, 1, 0.5, 0, 1, "every signal is 0"},
    {"subnormal", "2 2 2", "tt", 1, 1, 1, 0, 2, "hidden deltas are subnormal"},
    {"subnormal", "2 2 1", "tt", 1, 1, 1, 0, 2, "hidden deltas are subnormal"},
    {"eta", "2 3 2", "ll", 1, 1, 1024, 0, 1, "a large learning rate"},
    {"eta", "3 3 1", "tt", 1, 1, 16, 0, 1, "a large learning rate"},
    {"eta", "2 3 2", "ll", 1, 1, 0.0009765625, 0, 1, "a small learning rate"},
    {"eta", "3 3 1", "tt", 1, 1, 9.5367431640625e-07, 0, 1, "a small learning rate"},
    {"eta", "2 2 1", "ll", 1, 1, 0, 0, 1, "nothing is learnt"},
    {"scale", "2 3 2", "ll", 1, 1, 0.5, 0, 2, "E = sum e^2"},
    {"scale", "3 3 3", "tt", 1, 1, 0.5, 0, 2, "E = sum e^2 / 4"},
    {"wide", "3 36 2", "tt", 1, 1, 0.25, 0, 1, ""},
    {"wide", "33 2 1", "ll", 1, 1, 0.25, 0, 1, ""},
};

static int is(const plan *from, const char *group) {
  return strcmp(from->group, group) == 0;
}

static void multiply(double *v, size_t n, double factor) {
  size_t i;
  for (i = 0; i < n; i++) {
    v[i] *= factor;
  }
}

/* Weights for which products of deltas and weights are subnormal: in double for even variants, in
   single precision for odd ones. */
static void make_subnormal(bp_case *c, size_t variant) {
  const double small = ldexp(1.0, variant % 2 == 0 ? -532 : -68);
  const size_t output = bp_case_weight_at(c, c->depth - 1, 0, 0);
  size_t k;
  c->classes = 1U << (variant % 2 == 0 ? BP_F64 : BP_F32);
  multiply(c->w + output, c->weights - output, small);
  for (k = 0; k < bp_case_outputs(c); k++) {
    c->t[k] = small * (c->t[k] == 0.0 ? 0.5 : c->t[k]);
  }
}

/* Draws the numbers of a case as its group wants them. */
static int draw_plan(bp_draw *draw, const plan *from, size_t variant, bp_case *c) {
  size_t i;
  if (is(from, "full")) {
    bp_draw_full_numbers(draw, c);
  } else {
    bp_draw_numbers(draw, c);
  }
  if (is(from, "exact") && c->f[0] != BP_IDENTITY) {
    for (i = 0; i < bp_case_inputs(c); i++) {
      c->s[i] = bp_draw_short(draw, 3, 1);
    }
    for (i = 0; i < c->weights; i++) {
      c->w[i] = bp_draw_short(draw, 3, 2);
    }
    for (i = 0; i < bp_case_outputs(c); i++) {
      c->t[i] = bp_draw_short(draw, 2, 2) + (c->f[c->depth - 1] == BP_LOGISTIC ? 0.5 : 0.0);
    }
    bp_draw_balance(c);
  } else if (is(from, "exact")) {
    for (i = 0; i < bp_case_inputs(c); i++) {
      c->s[i] = bp_draw_short(draw, 2, 0);
    }
    for (i = 0; i < c->weights; i++) {
      c->w[i] = bp_draw_short(draw, 2, 1);
    }
    for (i = 0; i < bp_case_outputs(c); i++) {
      c->t[i] = bp_draw_short(draw, 2, 0);
    }
  } else if (is(from, "saturated")) {
    multiply(c->w, c->weights, variant % 2 == 0 ? 8.0 : 32.0);
  } else if (is(from, "zero")) {
    multiply(c->s, bp_case_inputs(c), 0.0);
  } else if (is(from, "subnormal")) {
    make_subnormal(c, variant);
  } else if (is(from, "scale")) {
    c->scale = c->f[0] == BP_LOGISTIC ? 1.0 : 0.25;
  }
  if (is(from, "steps") && variant % 2 == 1) {
    c->previous = calloc(c->weights > 0 ? c->weights : 1, sizeof *c->previous);
    if (c->previous == NULL) {
      return 0;
    }
    for (i = 0; i < c->weights; i++) {
      c->previous[i] = bp_draw_short(draw, 31, 7);
    }
  }
  c->reduce = is(from, "batch") && variant % 2 == 1 ? BP_MEAN : BP_SUM;
  return 1;
}

static bp_case *begin(bp_cases *cases, const plan *from, const char *suffix) {
  bp_case *c = bp_cases_next(cases);
  bp_text_error error;
  if (c == NULL) {
    return NULL;
  }
  bp_draw_shape(c, from->widths, from->activations);
  sprintf(c->group, "%s", from->group);
  sprintf(c->note, "%s", from->note);
  sprintf(c->id, "%.20s.%.40s", from->group, suffix);
  c->batch = from->batch;
  c->patterns = from->batch * from->updates;
  c->eta = from->eta;
  c->alpha = from->alpha;
  return bp_case_shape(c, &error) == BP_TEXT_OK ? c : NULL;
}

/* Places of a number that is not finite. */
static double *place(bp_case *c, size_t at) {
  switch (at) {
  case 0:
    return &c->s[1];
  case 1:
    return &c->t[0];
  case 2:
    return &c->w[1];
  case 3:
    return &c->w[c->weights - 1];
  case 4:
    return &c->eta;
  case 5:
    return &c->alpha;
  default:
    return &c->previous[0];
  }
}

static int make_refused(bp_cases *cases) {
  static const plan from = {"refuse", "2 2 1", "ll", 1, 1, 0.5, 0.5, 1, ""};
  static const char *const where[] = {"signal", "target", "weight",  "last-weight",
                                      "eta",    "alpha",  "previous"};
  const bp_seed seed = {1, 0};
  size_t i;
  for (i = 0; i < 14; i++) {
    char suffix[48];
    bp_draw draw;
    bp_case *c;
    sprintf(suffix, "%s-%s", i % 2 == 0 ? "nan" : "inf", where[i / 2]);
    c = begin(cases, &from, suffix);
    if (c == NULL) {
      return 0;
    }
    bp_draw_init(&draw, seed, 1000 + (unsigned long)i);
    bp_draw_numbers(&draw, c);
    c->previous = calloc(c->weights, sizeof *c->previous);
    if (c->previous == NULL) {
      return 0;
    }
    (void)bp_precision_read(BP_F16,
                            i % 2 == 0   ? "7e00"
                            : i % 4 == 1 ? "7c00"
                                         : "fc00",
                            4, place(c, i / 2));
    c->refuse = 1;
    if (!bp_cases_keep(cases)) {
      return 0;
    }
  }
  return 1;
}

int bp_corpus_make(bp_cases *cases, size_t group) {
  const bp_seed seed = {1, 0};
  size_t number = 0, i, v;
  if (strcmp(bp_corpus_groups[group], "refuse") == 0) {
    return make_refused(cases);
  }
  for (i = 0; i < sizeof plans / sizeof plans[0]; i++) {
    const plan *from = &plans[i];
    for (v = 0; is(from, bp_corpus_groups[group]) && v < from->variants; v++) {
      char suffix[48];
      bp_draw draw;
      bp_case *c;
      sprintf(suffix, "%02lu", (unsigned long)++number);
      c = begin(cases, from, suffix);
      bp_draw_init(&draw, seed, (unsigned long)(16 * i + v));
      if (c == NULL || !draw_plan(&draw, from, v, c) || !bp_cases_keep(cases)) {
        return 0;
      }
    }
  }
  return 1;
}
