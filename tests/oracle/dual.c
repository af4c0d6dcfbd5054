#include "dual.h"

static void init(dual *n) {
  mpfr_init2(n->v, DUAL_BITS);
  mpfr_init2(n->d, DUAL_BITS);
  mpfr_set_zero(n->v, 1);
  mpfr_set_zero(n->d, 1);
}

static void clear(dual *n) {
  mpfr_clear(n->v);
  mpfr_clear(n->d);
}

static void each(dual_pass *pass, void (*f)(dual *)) {
  size_t i;
  for (i = 0; i < NAIVE_DEPTH * NAIVE_WIDTH; i++) {
    f(&pass->x[i]);
    f(&pass->y[i]);
  }
  for (i = 0; i < NAIVE_WIDTH; i++) {
    f(&pass->e[i]);
  }
  f(&pass->E);
  f(&pass->a);
  f(&pass->b);
}

void dual_init(dual_pass *pass) {
  each(pass, init);
}

void dual_clear(dual_pass *pass) {
  each(pass, clear);
  mpfr_free_cache();
}

/* x = x + w y, for the weight w with derivative dw. */
static void add_product(dual_pass *pass, dual *x, double w, int dw, const dual *y) {
  mpfr_mul_d(pass->a.v, y->v, w, MPFR_RNDN);
  mpfr_mul_d(pass->a.d, y->d, w, MPFR_RNDN);
  if (dw) {
    mpfr_add(pass->a.d, pass->a.d, y->v, MPFR_RNDN);
  }
  mpfr_add(x->v, x->v, pass->a.v, MPFR_RNDN);
  mpfr_add(x->d, x->d, pass->a.d, MPFR_RNDN);
}

/* y = 1 / (1 + exp(-x)), y' = exp(-x) / (1 + exp(-x))^2 x'. */
static void logistic(dual_pass *pass, const dual *x, dual *y) {
  mpfr_neg(pass->a.v, x->v, MPFR_RNDN);
  mpfr_exp(pass->a.v, pass->a.v, MPFR_RNDN);
  mpfr_add_ui(pass->b.v, pass->a.v, 1, MPFR_RNDN);
  mpfr_ui_div(y->v, 1, pass->b.v, MPFR_RNDN);
  mpfr_mul(y->d, pass->a.v, y->v, MPFR_RNDN);
  mpfr_mul(y->d, y->d, y->v, MPFR_RNDN);
  mpfr_mul(y->d, y->d, x->d, MPFR_RNDN);
}

/* y = tanh x, y' = sech(x)^2 x'. */
static void tangent(dual_pass *pass, const dual *x, dual *y) {
  mpfr_tanh(y->v, x->v, MPFR_RNDN);
  mpfr_sech(pass->a.v, x->v, MPFR_RNDN);
  mpfr_sqr(pass->a.v, pass->a.v, MPFR_RNDN);
  mpfr_mul(y->d, pass->a.v, x->d, MPFR_RNDN);
}

static void activate(dual_pass *pass, bp_activation f, const dual *x, dual *y) {
  if (f == BP_LOGISTIC) {
    logistic(pass, x, y);
  } else if (f == BP_TANH) {
    tangent(pass, x, y);
  } else {
    const double factor = f == BP_IDENTITY || mpfr_sgn(x->v) > 0 ? 1.0
                          : f == BP_RELU                         ? 0.0
                                                                 : BP_LEAK;
    mpfr_mul_d(y->v, x->v, factor, MPFR_RNDN);
    mpfr_mul_d(y->d, x->d, factor, MPFR_RNDN);
  }
}

/* The net input of unit k of layer l. */
static void net_input(dual_pass *pass, const sample *it, size_t p, size_t l, size_t k,
                      size_t weight) {
  const bp_net *net = &it->net;
  const bp_layer *layer = &net->layer[l];
  dual *x = &pass->x[layer->unit_at + k], *s = &pass->b;
  size_t j;
  mpfr_set_d(x->v, net->w[bp_net_weight_index(net, l, k, 0)], MPFR_RNDN);
  mpfr_set_ui(x->d, bp_net_weight_index(net, l, k, 0) == weight ? 1 : 0, MPFR_RNDN);
  for (j = 1; j <= layer->inputs; j++) {
    const size_t at = bp_net_weight_index(net, l, k, j);
    if (l == 0) {
      mpfr_set_d(s->v, it->data.inputs[p * net->inputs + j - 1], MPFR_RNDN);
      mpfr_set_zero(s->d, 1);
      add_product(pass, x, net->w[at], at == weight, s);
    } else {
      add_product(pass, x, net->w[at], at == weight, &pass->y[net->layer[l - 1].unit_at + j - 1]);
    }
  }
}

void dual_evaluate(dual_pass *pass, const sample *it, size_t p, double scale, dual_seed seed,
                   size_t at) {
  const bp_net *net = &it->net;
  const size_t none = (size_t)-1, last = net->layer[net->depth - 1].unit_at;
  size_t l, k;
  for (l = 0; l < net->depth; l++) {
    for (k = 0; k < net->layer[l].units; k++) {
      const size_t unit = net->layer[l].unit_at + k;
      net_input(pass, it, p, l, k, seed == DUAL_WEIGHT ? at : none);
      if (seed == DUAL_NET_INPUT && unit == at) {
        mpfr_add_ui(pass->x[unit].d, pass->x[unit].d, 1, MPFR_RNDN);
      }
      activate(pass, net->layer[l].activation, &pass->x[unit], &pass->y[unit]);
      if (seed == DUAL_OUTPUT && unit == at) {
        mpfr_add_ui(pass->y[unit].d, pass->y[unit].d, 1, MPFR_RNDN);
      }
    }
  }
  mpfr_set_zero(pass->E.v, 1);
  mpfr_set_zero(pass->E.d, 1);
  for (k = 0; k < net->outputs; k++) {
    dual *e = &pass->e[k];
    mpfr_d_sub(e->v, it->data.targets[p * net->outputs + k], pass->y[last + k].v, MPFR_RNDN);
    mpfr_neg(e->d, pass->y[last + k].d, MPFR_RNDN);
    mpfr_sqr(pass->a.v, e->v, MPFR_RNDN);
    mpfr_mul(pass->a.d, e->v, e->d, MPFR_RNDN);
    mpfr_mul_ui(pass->a.d, pass->a.d, 2, MPFR_RNDN);
    mpfr_add(pass->E.v, pass->E.v, pass->a.v, MPFR_RNDN);
    mpfr_add(pass->E.d, pass->E.d, pass->a.d, MPFR_RNDN);
  }
  mpfr_mul_d(pass->E.v, pass->E.v, scale, MPFR_RNDN);
  mpfr_mul_d(pass->E.d, pass->E.d, scale, MPFR_RNDN);
}
