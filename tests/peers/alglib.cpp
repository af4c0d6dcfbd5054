// ALGLIB's mlpgrad: hidden layers of tanh, linear outputs, gradients by its own back-propagation. A threshold takes the place of a bias
// weight, so its bias signal is -1.
#include <libalglib/dataanalysis.h>

#include "tests/peers/bpv.h"

#include <vector>

using namespace alglib;

static bool can(const bpv_case &c) {
  for (int l = 0; l < c.depth; l++) {
    if (c.f[l] != (l + 1 < c.depth ? BPV_TANH : BPV_IDENTITY)) {
      return false;
    }
  }
  return c.depth <= 3;
}

static void create(const bpv_case &c, multilayerperceptron &net) {
  if (c.depth == 1) {
    mlpcreate0(c.width[0], c.width[1], net);
  } else if (c.depth == 2) {
    mlpcreate1(c.width[0], c.width[1], c.width[2], net);
  } else {
    mlpcreate2(c.width[0], c.width[1], c.width[2], c.width[3], net);
  }
}

static void set_weight(multilayerperceptron &net, int l, int k, int j, double w) {
  if (j == 0) {
    ae_int_t kind;
    double before;
    mlpgetneuroninfo(net, l + 1, k, kind, before);
    mlpsetneuroninfo(net, l + 1, k, kind, w);
  } else {
    mlpsetweight(net, l, j - 1, l + 1, k, w);
  }
}

// Where in ALGLIB's vector of weights each of ours is: found by setting one at a time.
static std::vector<int> places(const bpv_case &c, multilayerperceptron &net, int n) {
  std::vector<int> place;
  for (int l = 0; l < c.depth; l++) {
    for (int k = 0; k < c.width[l + 1]; k++) {
      for (int j = 0; j <= c.width[l]; j++) {
        set_weight(net, l, k, j, 12345.0);
        int at = 0;
        while (at + 1 < n && net.c_ptr()->weights.ptr.p_double[at] != 12345.0) {
          at++;
        }
        place.push_back(at);
        set_weight(net, l, k, j, 0.0);
      }
    }
  }
  return place;
}

static void answer(const bpv_case &c) {
  multilayerperceptron net;
  ae_int_t inputs, outputs, n;
  create(c, net);
  mlpproperties(net, inputs, outputs, n);
  for (int i = 0; i < n; i++) {
    net.c_ptr()->weights.ptr.p_double[i] = 0.0;
  }
  const std::vector<int> place = places(c, net, (int)n);
  std::vector<double> sum(c.weights), one(c.weights);
  int at = 0;
  for (int l = 0; l < c.depth; l++) {
    for (int k = 0; k < c.width[l + 1]; k++) {
      for (int j = 0; j <= c.width[l]; j++) {
        set_weight(net, l, k, j, c.w[at++]);
      }
    }
  }
  double E = 0;
  bpv_begin(&c);
  for (int p = 0; p < c.batch; p++) {
    real_1d_array x, t, y, gradient;
    double e;
    x.setcontent(c.width[0], c.s + p * c.width[0]);
    t.setcontent(c.width[c.depth], c.t + p * c.width[c.depth]);
    mlpprocess(net, x, y);
    bpv_layer("y", p + 1, c.depth, y.getcontent(), c.width[c.depth]);
    mlpgrad(net, x, t, e, gradient);
    E += e;
    for (int i = 0; i < c.weights; i++) {
      sum[i] += gradient[place[i]];
    }
  }
  bpv_numbers("E", 1, &E, 1);
  bpv_weights(&c, "dE_dw", 1, sum.data());
  bpv_end();
}

int main() {
  bpv_case c;
  bpv_hello("name ALGLIB mlpgrad\nscale 3fe0000000000000\nreduce sum\nbias -1\nulps 16\n");
  while (bpv_next(&c)) {
    if (!c.valid) {
      bpv_refuse(&c);
    } else if (!can(c)) {
      bpv_skip(&c, "hidden layers of tanh and linear outputs only, three layers at most");
    } else if (c.patterns != c.batch) {
      bpv_skip(&c, "gradients only, no updates");
    } else {
      answer(c);
    }
  }
  return 0;
}
