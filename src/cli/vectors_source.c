#include <string.h>

#include "src/text/model.h"
#include "src/text/number.h"
#include "vectors.h"

/* A number of C90, or the name of one of the three that C90 cannot write. */
static void put_number(FILE *file, double v) {
  char text[BP_NUMBER_SIZE];
  if (v - v == 0.0) {
    bp_number_write(v, text);
    fprintf(file, "%s%s", text, strpbrk(text, ".e") == NULL ? ".0" : "");
  } else {
    fputs(v > 0.0 ? "BPV_INFINITY" : v < 0.0 ? "-BPV_INFINITY" : "BPV_NAN", file);
  }
}

/* Puts a name of C in the place of an id. */
static void put_name(FILE *file, const char *id) {
  for (; *id != '\0'; id++) {
    putc(strchr("-.", *id) != NULL ? '_' : *id, file);
  }
}

static void put_array(FILE *file, const char *id, const char *name, const double *v, size_t n) {
  size_t i;
  fputs("static const double bpv_", file);
  put_name(file, id);
  fprintf(file, "_%s[] = {", name);
  for (i = 0; i < n; i++) {
    fputs(i == 0 ? "\n  " : i % 4 == 0 ? ",\n  " : ", ", file);
    put_number(file, v[i]);
  }
  fputs("};\n", file);
}

/* The arrays of a case. */
static void put_arrays(FILE *file, const bp_case *c) {
  const bp_intervals *expected = &c->expect[BP_F64];
  put_array(file, c->id, "s", c->s, c->patterns * bp_case_inputs(c));
  put_array(file, c->id, "t", c->t, c->patterns * bp_case_outputs(c));
  put_array(file, c->id, "w", c->w, c->weights);
  if (c->previous != NULL) {
    put_array(file, c->id, "previous", c->previous, c->weights);
  }
  if (expected->lo.v[BP_Q_W_NEW] != NULL) {
    const size_t n = bp_case_count(c, BP_Q_W_NEW);
    put_array(file, c->id, "lo", expected->lo.v[BP_Q_W_NEW], n);
    put_array(file, c->id, "hi", expected->hi[BP_Q_W_NEW], n);
  }
}

static void put_member(FILE *file, const bp_case *c, const char *name, int there) {
  if (!there) {
    fputs(", 0", file);
    return;
  }
  fputs(", bpv_", file);
  put_name(file, c->id);
  fprintf(file, "_%s", name);
}

static void put_case(FILE *file, const bp_case *c) {
  const int expected = c->expect[BP_F64].lo.v[BP_Q_W_NEW] != NULL;
  size_t l;
  fprintf(file, "  {\"%s\", %lu, {", c->id, (unsigned long)c->depth);
  for (l = 0; l <= c->depth; l++) {
    fprintf(file, l == 0 ? "%lu" : ", %lu", (unsigned long)c->width[l]);
  }
  fputs("}, {", file);
  for (l = 0; l < c->depth; l++) {
    fprintf(file, l == 0 ? "%d" : ", %d", (int)c->f[l]);
  }
  fputs("}, ", file);
  put_number(file, c->scale);
  fprintf(file, ", %d, ", c->reduce == BP_MEAN);
  put_number(file, c->eta);
  fputs(", ", file);
  put_number(file, c->alpha);
  fprintf(file, ", %lu, %lu, %d", (unsigned long)c->batch, (unsigned long)c->patterns, c->refuse);
  put_member(file, c, "s", 1);
  put_member(file, c, "t", 1);
  put_member(file, c, "w", 1);
  put_member(file, c, "previous", c->previous != NULL);
  put_member(file, c, "lo", expected);
  put_member(file, c, "hi", expected);
  fputs("},\n", file);
}

/* What the arrays below are. */
static void put_declarations(FILE *file) {
  static const char *const lines[] = {
      "/* Cases for validating back-propagation, written by bpref vectors convert. A right",
      "   implementation in double has new weights from lo to hi after each update. */",
      "#ifndef BPV_CASES_H",
      "#define BPV_CASES_H",
      "",
      "#include <math.h>",
      "#include <stddef.h>",
      "",
      "#ifndef BPV_INFINITY",
      "#define BPV_INFINITY HUGE_VAL",
      "#define BPV_NAN (HUGE_VAL - HUGE_VAL)",
      "#endif",
      "",
      "typedef struct bpv_case {",
      "  const char *id;",
      "  size_t depth;           /* layers of weights */",
      "  size_t width[17];       /* inputs, then the units of each layer */",
      "  int activation[16];     /* 0 logistic, 1 tanh, 2 identity, 3 relu, 4 leaky-relu */",
      "  double scale;           /* E = scale sum e^2 */",
      "  int mean;               /* over a batch, not the sum */",
      "  double eta, alpha;",
      "  size_t batch, patterns;",
      "  int refuse;             /* it has to be refused */",
      "  const double *s;        /* [patterns][width[0]] */",
      "  const double *t;        /* [patterns][width[depth]] */",
      "  const double *w;        /* by layer, unit, input; input 0 is the bias */",
      "  const double *previous; /* weight changes before; null: 0 */",
      "  const double *lo, *hi;  /* [patterns / batch] new weights each; null: none */",
      "} bpv_case;",
      ""};
  size_t i;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    fprintf(file, "%s\n", lines[i]);
  }
}

int cli_write_c(FILE *file, const bp_cases *cases) {
  size_t i;
  put_declarations(file);
  for (i = 0; i < cases->count; i++) {
    put_arrays(file, &cases->c[i]);
  }
  fputs("\nstatic const bpv_case bpv_cases[] = {\n", file);
  for (i = 0; i < cases->count; i++) {
    put_case(file, &cases->c[i]);
  }
  fprintf(file, "};\n\n#define BPV_CASES %lu\n\n#endif\n", (unsigned long)cases->count);
  return 0;
}

static void put_words(FILE *file, const char *name, const double *v, size_t n, bp_precision p) {
  char text[BP_BITS_SIZE];
  size_t i;
  fprintf(file, "// %s, %lu words\n", name, (unsigned long)n);
  for (i = 0; i < n; i++) {
    bp_precision_write(p, v[i], text);
    fprintf(file, "%s\n", text);
  }
}

/* Integers as words of the same length. */
static void put_count(FILE *file, const char *name, size_t n, bp_precision p) {
  fprintf(file, "%0*lx // %s\n", (int)bp_precision_digits(p), (unsigned long)n, name);
}

int cli_write_mem(FILE *file, const bp_cases *cases, bp_precision p) {
  size_t i, l;
  fprintf(file, "// bpv 1, class %s: for each case counts, then numbers, in words of %lu bits\n",
          bp_precision_name(p), (unsigned long)(4 * bp_precision_digits(p)));
  put_count(file, "cases", cases->count, p);
  for (i = 0; i < cases->count; i++) {
    const bp_case *c = &cases->c[i];
    const bp_intervals *expected = &c->expect[p];
    fprintf(file, "// case %s\n", c->id);
    put_count(file, "layers", c->depth, p);
    for (l = 0; l <= c->depth; l++) {
      put_count(file, l == 0 ? "inputs" : "units", c->width[l], p);
    }
    for (l = 0; l < c->depth; l++) {
      put_count(file, bp_activation_name(c->f[l]), (size_t)c->f[l], p);
    }
    put_count(file, "1: the mean over a batch, 0: the sum", c->reduce == BP_MEAN, p);
    put_count(file, "patterns of a batch", c->batch, p);
    put_count(file, "patterns", c->patterns, p);
    put_count(file, "1: has to be refused", (size_t)c->refuse, p);
    put_words(file, "scale", &c->scale, 1, p);
    put_words(file, "eta", &c->eta, 1, p);
    put_words(file, "alpha", &c->alpha, 1, p);
    put_words(file, "s", c->s, c->patterns * bp_case_inputs(c), p);
    put_words(file, "t", c->t, c->patterns * bp_case_outputs(c), p);
    put_words(file, "w", c->w, c->weights, p);
    put_count(file, "1: weight changes before follow", c->previous != NULL, p);
    if (c->previous != NULL) {
      put_words(file, "previous", c->previous, c->weights, p);
    }
    if (expected->lo.v[BP_Q_W_NEW] != NULL) {
      const size_t n = bp_case_count(c, BP_Q_W_NEW);
      put_words(file, "new weights, lower ends", expected->lo.v[BP_Q_W_NEW], n, p);
      put_words(file, "new weights, upper ends", expected->hi[BP_Q_W_NEW], n, p);
    }
  }
  return 0;
}
