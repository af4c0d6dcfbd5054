/* A target without files or a connection: the cases are arrays in cases.h (bpref vectors convert --to c), the answers go out
   as text, here over the standard output. Only outputs and new weights are reported. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "tests/plain/plain.h"

static void put(double v) {
  unsigned char byte[sizeof v];
  const unsigned one = 1;
  const int little = *(const unsigned char *)&one == 1;
  size_t i;
  memcpy(byte, &v, sizeof v);
  putchar(' ');
  for (i = 0; i < sizeof v; i++) {
    printf("%02x", byte[little ? sizeof v - 1 - i : i]);
  }
}

static void answer(const bpv_case *c) {
  static double x[100000], y[100000], other[100000], slope[100000], sum[100000], delta[100000],
      E[64], dE_dw[100000], change[100000], w_new[100000];
  const plain_way way = {"", 0, 0, 0};
  plain_problem p;
  plain_result r;
  size_t units = 0, weights = 0, at = 0, l, k, j, u, i;
  memset(&p, 0, sizeof p);
  p.depth = c->depth;
  for (l = 0; l < c->depth; l++) {
    p.f[l] = c->activation[l];
    units += c->width[l + 1];
    weights += (c->width[l] + 1) * c->width[l + 1];
  }
  memcpy(p.width, c->width, sizeof p.width);
  p.scale = c->scale, p.mean = c->mean, p.eta = c->eta, p.alpha = c->alpha;
  p.batch = c->batch, p.patterns = c->patterns;
  p.s = c->s, p.t = c->t, p.w = c->w, p.previous = c->previous;
  r.x = x, r.y = y, r.slope = slope, r.e = other, r.E = E, r.sum = sum, r.delta = delta;
  r.dE_dw = dE_dw, r.change = change, r.w_new = w_new;
  plain_run_double(&p, &way, &r);
  for (i = 0; i < c->patterns; i++) {
    printf("y %lu %lu", (unsigned long)i + 1, (unsigned long)c->depth);
    for (k = 0; k < c->width[c->depth]; k++) {
      put(y[(i + 1) * units - c->width[c->depth] + k]);
    }
    putchar('\n');
  }
  for (u = 0; u < c->patterns / c->batch; u++) {
    for (l = 0; l < c->depth; l++) {
      for (k = 0; k < c->width[l + 1]; k++) {
        printf("w_new %lu %lu %lu", (unsigned long)u + 1, (unsigned long)l + 1,
               (unsigned long)k + 1);
        for (j = 0; j <= c->width[l]; j++) {
          put(w_new[at++]);
        }
        putchar('\n');
      }
    }
  }
}

int main(void) {
  size_t i;
  printf("bpv 1\nname C without files\nend\n");
  for (i = 0; i < BPV_CASES; i++) {
    printf("answer %s\n", bpv_cases[i].id);
    if (bpv_cases[i].refuse) {
      printf("refused a number is not finite\n");
    } else {
      answer(&bpv_cases[i]);
    }
    printf("end\n");
  }
  return 0;
}
