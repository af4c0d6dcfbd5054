/* For implementations in C and C++ that answer bpv 1 (spec/bpv.md): reads cases from standard input,
   writes answers to standard output. Copy it; it needs nothing else.

     bpv_case c;
     bpv_hello("name mine\nclass f64\n");
     while (bpv_next(&c)) {
       ... learn from c ...
       bpv_begin(&c);
       bpv_weights(&c, "w_new", update, w);   each update, from 1: all weights, as c.w
       bpv_units(&c, "y", pattern, y);        each pattern, from 1: the units of all layers
       bpv_end();
     } */
#ifndef BPV_H
#define BPV_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BPV_LAYERS 16

/* Not every program uses everything. */
#if defined(__GNUC__)
#define BPV_STATIC static __attribute__((unused))
#else
#define BPV_STATIC static
#endif

enum { BPV_LOGISTIC, BPV_TANH, BPV_IDENTITY, BPV_RELU, BPV_LEAKY_RELU };

typedef struct bpv_case {
  char id[64];
  int depth;                 /* layers of weights */
  int width[BPV_LAYERS + 1]; /* inputs, then the units of each layer */
  int f[BPV_LAYERS];
  double scale; /* E = scale sum e^2 */
  int mean;     /* over a batch, not the sum */
  double eta, alpha;
  int batch, patterns;
  int units, weights; /* of all layers */
  double *s;          /* [patterns][width[0]] */
  double *t;          /* [patterns][width[depth]] */
  double *w;          /* by layer, unit, input; input 0 is the bias */
  double *previous;   /* [weights] Delta w before; 0 if there was none */
  int valid;          /* 0 if a number is not finite: bpv_refuse */
} bpv_case;

static char *bpv_line;
static size_t bpv_room;

/* Reads a line; 0 at the end. */
BPV_STATIC int bpv_read(void) {
  size_t n = 0;
  int c;
  for (c = getchar(); c != EOF && c != '\n'; c = getchar()) {
    if (n + 2 > bpv_room) {
      bpv_room = 2 * n + 256;
      bpv_line = (char *)realloc(bpv_line, bpv_room);
      if (bpv_line == NULL) {
        exit(70);
      }
    }
    bpv_line[n++] = (char)c;
  }
  if (c == EOF) {
    return 0;
  }
  if (n == 0) {
    fputs("bpv.h: an empty line\n", stderr);
    exit(65);
  }
  bpv_line[n] = '\0';
  return 1;
}

BPV_STATIC double bpv_double(const char *digits) {
  const uint64_t bits = strtoull(digits, NULL, 16);
  double v;
  memcpy(&v, &bits, sizeof v);
  return v;
}

BPV_STATIC void bpv_put(double v) {
  uint64_t bits;
  memcpy(&bits, &v, sizeof bits);
  printf(" %016llx", (unsigned long long)bits);
}

/* Answers the header of who asks with our own lines, each ended by \n. */
BPV_STATIC void bpv_hello(const char *lines) {
  while (bpv_read() && strcmp(bpv_line, "end") != 0) {
  }
  printf("bpv 1\n%send\n", lines);
  fflush(stdout);
}

/* The numbers of a row, after `skip` words. */
BPV_STATIC void bpv_row(bpv_case *c, double *to, int n, int skip) {
  char *at = bpv_line;
  int i;
  for (i = 0; i < skip + n && at != NULL; i++) {
    if (i >= skip) {
      to[i - skip] = bpv_double(at);
      c->valid = c->valid && to[i - skip] - to[i - skip] == 0;
    }
    at = strchr(at, ' ');
    at = at == NULL ? NULL : at + 1;
  }
}

BPV_STATIC void bpv_number(bpv_case *c, double *v) {
  bpv_row(c, v, 1, 1);
}

BPV_STATIC double *bpv_zeros(int n) {
  double *v = (double *)calloc((size_t)n, sizeof *v);
  if (v == NULL) {
    exit(70);
  }
  return v;
}

BPV_STATIC void bpv_shape(bpv_case *c) {
  int l;
  c->units = c->weights = 0;
  for (l = 0; l < c->depth; l++) {
    c->units += c->width[l + 1];
    c->weights += (c->width[l] + 1) * c->width[l + 1];
  }
  c->s = bpv_zeros(c->patterns * c->width[0]);
  c->t = bpv_zeros(c->patterns * c->width[c->depth]);
  c->w = bpv_zeros(c->weights);
  c->previous = bpv_zeros(c->weights);
}

/* Where the weights of unit k of layer l begin. */
BPV_STATIC int bpv_weight(const bpv_case *c, int l, int k) {
  int at = 0, i;
  for (i = 0; i < l; i++) {
    at += (c->width[i] + 1) * c->width[i + 1];
  }
  return at + k * (c->width[l] + 1);
}

BPV_STATIC void bpv_free(bpv_case *c) {
  free(c->s);
  free(c->t);
  free(c->w);
  free(c->previous);
  memset(c, 0, sizeof *c);
}

BPV_STATIC void bpv_word(bpv_case *c) {
  int l = 0, k = 0;
  char *at;
  if (sscanf(bpv_line, "case %63s", c->id) == 1) {
    c->valid = 1;
  } else if (strncmp(bpv_line, "widths ", 7) == 0) {
    for (at = bpv_line + 6, c->depth = -1; *at == ' ' && c->depth < BPV_LAYERS;) {
      c->width[++c->depth] = (int)strtol(at + 1, &at, 10);
    }
  } else if (strncmp(bpv_line, "activations ", 12) == 0) {
    for (at = bpv_line + 11, l = 0; at != NULL && l < c->depth; at = strchr(at + 1, ' ')) {
      c->f[l++] = at[1] == 't'   ? BPV_TANH
                  : at[1] == 'i' ? BPV_IDENTITY
                  : at[1] == 'r' ? BPV_RELU
                  : at[2] == 'e' ? BPV_LEAKY_RELU
                                 : BPV_LOGISTIC;
    }
  } else if (strncmp(bpv_line, "scale ", 6) == 0) {
    bpv_number(c, &c->scale);
  } else if (strncmp(bpv_line, "reduce ", 7) == 0) {
    c->mean = bpv_line[7] == 'm';
  } else if (strncmp(bpv_line, "eta ", 4) == 0) {
    bpv_number(c, &c->eta);
  } else if (strncmp(bpv_line, "alpha ", 6) == 0) {
    bpv_number(c, &c->alpha);
  } else if (sscanf(bpv_line, "batch %d", &c->batch) == 1) {
    return;
  } else if (sscanf(bpv_line, "patterns %d", &c->patterns) == 1) {
    bpv_shape(c);
  } else if (sscanf(bpv_line, "s %d", &k) == 1) {
    bpv_row(c, c->s + (k - 1) * c->width[0], c->width[0], 2);
  } else if (sscanf(bpv_line, "t %d", &k) == 1) {
    bpv_row(c, c->t + (k - 1) * c->width[c->depth], c->width[c->depth], 2);
  } else if (sscanf(bpv_line, "w %d %d", &l, &k) == 2) {
    bpv_row(c, c->w + bpv_weight(c, l - 1, k - 1), c->width[l - 1] + 1, 3);
  } else if (sscanf(bpv_line, "previous %d %d", &l, &k) == 2) {
    bpv_row(c, c->previous + bpv_weight(c, l - 1, k - 1), c->width[l - 1] + 1, 3);
  }
}

/* Reads the next case; what was in *c is freed, but for the first one. 0 at the end. */
BPV_STATIC int bpv_next(bpv_case *c) {
  static int some;
  if (some) {
    bpv_free(c);
  }
  some = 1;
  memset(c, 0, sizeof *c);
  while (bpv_read()) {
    if (strcmp(bpv_line, "end") == 0) {
      return 1;
    }
    bpv_word(c);
  }
  free(bpv_line);
  return 0;
}

BPV_STATIC void bpv_begin(const bpv_case *c) {
  printf("answer %s\n", c->id);
}

BPV_STATIC void bpv_end(void) {
  printf("end\n");
  fflush(stdout);
}

/* The case is not valid input. */
BPV_STATIC void bpv_refuse(const bpv_case *c) {
  printf("answer %s\nrefused a number is not finite\n", c->id);
  bpv_end();
}

/* This implementation cannot do it. */
BPV_STATIC void bpv_skip(const bpv_case *c, const char *why) {
  printf("answer %s\nskipped %s\n", c->id, why);
  bpv_end();
}

/* The units of one layer, from 1. */
BPV_STATIC void bpv_layer(const char *name, int pattern, int layer, const double *v, int n) {
  int k;
  printf("%s %d %d", name, pattern, layer);
  for (k = 0; k < n; k++) {
    bpv_put(v[k]);
  }
  printf("\n");
}

/* The units of all layers. */
BPV_STATIC void bpv_units(const bpv_case *c, const char *name, int pattern, const double *v) {
  int l;
  for (l = 0; l < c->depth; l++) {
    bpv_layer(name, pattern, l + 1, v, c->width[l + 1]);
    v += c->width[l + 1];
  }
}

/* Numbers that belong to a pattern or an update alone: e, E. */
BPV_STATIC void bpv_numbers(const char *name, int at, const double *v, int n) {
  int k;
  printf("%s %d", name, at);
  for (k = 0; k < n; k++) {
    bpv_put(v[k]);
  }
  printf("\n");
}

/* All weights, in the order of c->w. */
BPV_STATIC void bpv_weights(const bpv_case *c, const char *name, int update, const double *v) {
  int l, k, j;
  for (l = 0; l < c->depth; l++) {
    for (k = 0; k < c->width[l + 1]; k++) {
      printf("%s %d %d %d", name, update, l + 1, k + 1);
      for (j = 0; j <= c->width[l]; j++) {
        bpv_put(*v++);
      }
      printf("\n");
    }
  }
}

#endif
