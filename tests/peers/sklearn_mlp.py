#!/usr/bin/python3
"""scikit-learn's MLPRegressor: one activation function in the hidden layers, linear outputs, plain gradient descent.
Argument: declared, to be held to the loss that it documents, the squared error averaged over patterns and outputs, halved
(scale 1/(2 K)); or measured, to what it computes. Private parts are used for the gradient."""
import sys
import warnings

import numpy as np
from sklearn.neural_network import MLPRegressor
from sklearn.neural_network._stochastic_optimizers import SGDOptimizer

import bpv

DECLARED = sys.argv[1:] != ["measured"]
NAMES = {"logistic": "logistic", "tanh": "tanh", "identity": "identity"}


def layers(model):
    """Weights by layer and unit, the bias first."""
    return [np.hstack([b[:, None], v.T]) for v, b in zip(model.coefs_, model.intercepts_)]


def learn(case, answer):
    hidden = set(case.activations[:-1])
    if len(hidden) != 1 or case.activations[-1] != "identity":
        raise bpv.Skip("hidden layers of one activation function and linear outputs only")
    if case.previous or case.eta == 0:
        raise bpv.Skip("no changes before, eta above 0")
    S, T = np.array(case.s), np.array(case.t)
    model = MLPRegressor(case.widths[1:-1], activation=NAMES[hidden.pop()], solver="sgd", alpha=0,
                         batch_size=case.batch, learning_rate_init=case.eta, momentum=case.alpha,
                         nesterovs_momentum=False, shuffle=False)
    target = T if T.shape[1] > 1 else T[:, 0]
    model.partial_fit(S[:case.batch], target[:case.batch])
    for l, rows in enumerate(case.w):
        model.coefs_[l][:] = np.array(rows)[:, 1:].T
        model.intercepts_[l][:] = np.array(rows)[:, 0]
    model._optimizer = SGDOptimizer(model.coefs_ + model.intercepts_, case.eta, "constant", case.alpha, False)
    for first in range(0, case.patterns, case.batch):
        update = first // case.batch + 1
        batch, wanted = S[first:first + case.batch], target[first:first + case.batch]
        y = model.predict(batch).reshape(case.batch, -1)
        for p in range(case.batch):
            answer.units("y", first + p + 1, len(case.w), y[p])
        activations = [batch] + [np.empty((case.batch, n)) for n in case.widths[1:]]
        deltas = [np.empty_like(a) for a in activations[1:]]
        coefs = [np.empty_like(v) for v in model.coefs_]
        intercepts = [np.empty_like(b) for b in model.intercepts_]
        model._backprop(batch, wanted.reshape(case.batch, -1), activations, deltas, coefs, intercepts)
        answer.weights("dE_dw", update, [np.hstack([b[:, None], v.T]) for v, b in zip(coefs, intercepts)])
        model.partial_fit(batch, wanted)
        if DECLARED:
            answer.loss(update, model.loss_)
        answer.weights("w_new", update, layers(model))


warnings.simplefilter("ignore")
bpv.serve("scikit-learn MLPRegressor, as " + ("documented" if DECLARED else "measured"), learn, "reduce mean",
          *(["scale half-outputs"] if DECLARED else []))
