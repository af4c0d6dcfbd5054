/* A plain implementation in C: everything is its own. Arguments: f32 for single precision. */
#include "tests/plain/plain.h"
#include "tests/peers/bpv.h"

/* Everything that was computed. */
static void report(const bpv_case *c, const plain_result *r) {
  const int outputs = c->width[c->depth];
  int p, u;
  bpv_begin(c);
  for (p = 0; p < c->patterns; p++) {
    bpv_units(c, "x", p + 1, r->x + p * c->units);
    bpv_units(c, "y", p + 1, r->y + p * c->units);
    bpv_units(c, "slope", p + 1, r->slope + p * c->units);
    bpv_numbers("e", p + 1, r->e + p * outputs, outputs);
    bpv_units(c, "sum", p + 1, r->sum + p * c->units);
    bpv_units(c, "delta", p + 1, r->delta + p * c->units);
  }
  for (u = 0; u < c->patterns / c->batch; u++) {
    bpv_numbers("E", u + 1, r->E + u, 1);
    bpv_weights(c, "dE_dw", u + 1, r->dE_dw + u * c->weights);
    bpv_weights(c, "change", u + 1, r->change + u * c->weights);
    bpv_weights(c, "w_new", u + 1, r->w_new + u * c->weights);
  }
  bpv_end();
}

static int answer(const bpv_case *c, int single) {
  const plain_way way = {"", 0, 0, 0};
  const int units = c->patterns * c->units, updates = c->patterns / c->batch;
  plain_problem p;
  plain_result r;
  double *block = bpv_zeros(6 * units + updates * (1 + 3 * c->weights));
  int l, done;
  memset(&p, 0, sizeof p);
  p.depth = (size_t)c->depth;
  for (l = 0; l <= c->depth; l++) {
    p.width[l] = (size_t)c->width[l];
    p.f[l % PLAIN_LAYERS] = c->f[l % BPV_LAYERS];
  }
  p.scale = c->scale;
  p.mean = c->mean;
  p.eta = c->eta;
  p.alpha = c->alpha;
  p.batch = (size_t)c->batch;
  p.patterns = (size_t)c->patterns;
  p.s = c->s;
  p.t = c->t;
  p.w = c->w;
  p.previous = c->previous;
  r.x = block;
  r.y = r.x + units;
  r.slope = r.y + units;
  r.e = r.slope + units;
  r.sum = r.e + units;
  r.delta = r.sum + units;
  r.E = r.delta + units;
  r.dE_dw = r.E + updates;
  r.change = r.dE_dw + updates * c->weights;
  r.w_new = r.change + updates * c->weights;
  done = single ? plain_run_single(&p, &way, &r) : plain_run_double(&p, &way, &r);
  if (done) {
    report(c, &r);
  }
  free(block);
  return done;
}

static int can(const bpv_case *c) {
  int l;
  for (l = 0; l < c->depth; l++) {
    if (c->f[l] > BPV_IDENTITY) {
      return 0;
    }
  }
  return 1;
}

int main(int argc, char **argv) {
  const int single = argc > 1 && strcmp(argv[1], "f32") == 0;
  bpv_case c;
  bpv_hello(single ? "name plain C, float\nclass f32\n" : "name plain C, double\n");
  while (bpv_next(&c)) {
    if (!c.valid) {
      bpv_refuse(&c);
    } else if (!can(&c)) {
      bpv_skip(&c, "logistic, tanh and identity only");
    } else if (!answer(&c, single)) {
      return 1;
    }
  }
  return 0;
}
