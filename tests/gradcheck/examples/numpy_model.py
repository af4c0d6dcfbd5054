"""A softmax classifier with a hidden layer of ReLU, cross entropy and weight decay, its gradient by hand: nothing that
bpref itself has. `bpref gradcheck --impl 'python3 numpy_model.py'` checks it; with the argument `wrong` the decay is
forgotten in the gradient."""

import sys

import numpy as np

from bpv_function import serve

rng = np.random.default_rng(1)
S = rng.normal(size=(12, 4))
T = rng.integers(0, 3, size=12)
SHAPES = [(4, 5), (5,), (5, 3), (3,)]
DECAY = 0.0 if "wrong" in sys.argv else 0.01


def unpack(x):
    parts, at = [], 0
    for shape in SHAPES:
        n = int(np.prod(shape))
        parts.append(np.asarray(x[at : at + n]).reshape(shape))
        at += n
    return parts


def forward(x):
    W1, b1, W2, b2 = unpack(x)
    h = np.maximum(S @ W1 + b1, 0.0)
    z = h @ W2 + b2
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z)
    return W1, W2, h, p / p.sum(axis=1, keepdims=True)


def loss(x):
    W1, W2, _, p = forward(x)
    return -np.log(p[np.arange(12), T]).mean() + 0.005 * ((W1**2).sum() + (W2**2).sum())


def gradient(x):
    W1, W2, h, p = forward(x)
    d = p.copy()
    d[np.arange(12), T] -= 1.0
    d /= 12.0
    dh = (d @ W2.T) * (h > 0.0)
    parts = [S.T @ dh + DECAY * W1, dh.sum(axis=0), h.T @ d + DECAY * W2, d.sum(axis=0)]
    return np.concatenate([part.ravel() for part in parts])


serve(0.5 * rng.normal(size=43), loss, gradient, "numpy")
