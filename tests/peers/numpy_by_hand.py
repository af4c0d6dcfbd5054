#!/usr/bin/python3
"""Back-propagation by hand with NumPy. Argument: f64 or f32."""
import sys

import numpy as np

import bpv

TYPE = np.float32 if sys.argv[1:] == ["f32"] else np.float64

F = {
    "logistic": (lambda x: 1 / (1 + np.exp(-x)), lambda y: y * (1 - y)),
    "tanh": (np.tanh, lambda y: 1 - y * y),
    "identity": (lambda x: x, np.ones_like),
    "relu": (lambda x: np.maximum(x, TYPE(0)), lambda y: (y > 0).astype(TYPE)),
    "leaky-relu": (lambda x: np.where(x > 0, x, TYPE(0.01) * x), lambda y: np.where(y > 0, TYPE(1), TYPE(0.01))),
}


def learn(case, answer):
    w = [np.array(rows, TYPE) for rows in case.w]
    change = [np.array(rows, TYPE) for rows in case.previous] if case.previous else [np.zeros_like(v) for v in w]
    S, T = np.array(case.s, TYPE), np.array(case.t, TYPE)
    scale, eta, alpha = TYPE(case.scale), TYPE(case.eta), TYPE(case.alpha)
    for first in range(0, case.patterns, case.batch):
        update = first // case.batch + 1
        y, x, slope = [S[first:first + case.batch]], [], []
        for v, name in zip(w, case.activations):
            f, derivative = F[name]
            x.append(v[:, 0] + y[-1] @ v[:, 1:].T)
            y.append(f(x[-1]))
            slope.append(derivative(y[-1]))
        e = T[first:first + case.batch] - y[-1]
        delta, total = [2 * scale * e * slope[-1]], []
        for l in range(len(w) - 1, 0, -1):
            total.insert(0, delta[0] @ w[l][:, 1:])
            delta.insert(0, slope[l - 1] * total[0])
        share = TYPE(case.batch if case.mean else 1)
        gradient = [-np.hstack([d.sum(0)[:, None], d.T @ signal]) / share for d, signal in zip(delta, y)]
        change = [-eta * g + alpha * c for g, c in zip(gradient, change)]
        w = [v + c for v, c in zip(w, change)]
        for p in range(case.batch):
            for l in range(len(w)):
                for quantity, values in (("x", x), ("y", y[1:]), ("slope", slope), ("delta", delta)):
                    answer.units(quantity, first + p + 1, l + 1, values[l][p])
                if l + 1 < len(w):
                    answer.units("sum", first + p + 1, l + 1, total[l][p])
            answer.error(first + p + 1, e[p])
        answer.loss(update, scale * (e * e).sum() / share)
        for quantity, values in (("dE_dw", gradient), ("change", change), ("w_new", w)):
            answer.weights(quantity, update, values)


np.seterr(all="ignore")
bpv.serve("NumPy by hand, " + TYPE.__name__, learn, "class " + ("f32" if TYPE is np.float32 else "f64"))
