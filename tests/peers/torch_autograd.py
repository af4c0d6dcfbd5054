#!/usr/bin/python3
"""PyTorch: gradients by autograd, updates by torch.optim.SGD. Argument: f64 or f32."""
import sys

import torch

import bpv

TYPE = torch.float32 if sys.argv[1:] == ["f32"] else torch.float64

F = {"logistic": torch.sigmoid, "tanh": torch.tanh, "identity": lambda x: x + 0, "relu": torch.relu,
     "leaky-relu": torch.nn.functional.leaky_relu}


def learn(case, answer):
    w = [torch.tensor(rows, dtype=TYPE, requires_grad=True) for rows in case.w]
    optimizer = torch.optim.SGD(w, lr=case.eta, momentum=case.alpha)
    if case.previous and case.eta > 0:
        for v, rows in zip(w, case.previous):
            optimizer.state[v]["momentum_buffer"] = torch.tensor(rows, dtype=TYPE) / -case.eta
    S, T = torch.tensor(case.s, dtype=TYPE), torch.tensor(case.t, dtype=TYPE)
    for first in range(0, case.patterns, case.batch):
        update = first // case.batch + 1
        x, y = [], [S[first:first + case.batch]]
        for v, name in zip(w, case.activations):
            x.append(torch.nn.functional.linear(y[-1], v[:, 1:], v[:, 0]))
            y.append(F[name](x[-1]))
            x[-1].retain_grad()
            y[-1].retain_grad()
        e = T[first:first + case.batch] - y[-1]
        loss = case.scale * (e * e).sum() / (case.batch if case.mean else 1)
        optimizer.zero_grad()
        loss.backward()
        answer.loss(update, loss.item())
        answer.weights("dE_dw", update, [v.grad.tolist() for v in w])
        optimizer.step()
        answer.weights("w_new", update, [v.tolist() for v in w])
        for p in range(case.batch):
            answer.error(first + p + 1, e[p].tolist())
            for l in range(len(w)):
                answer.units("x", first + p + 1, l + 1, x[l][p].tolist())
                answer.units("y", first + p + 1, l + 1, y[l + 1][p].tolist())
                if not case.mean:
                    answer.units("delta", first + p + 1, l + 1, (-x[l].grad[p]).tolist())
                    if l + 1 < len(w):
                        answer.units("sum", first + p + 1, l + 1, (-y[l + 1].grad[p]).tolist())


torch.set_num_threads(1)
bpv.serve("PyTorch autograd, " + ("float32" if TYPE is torch.float32 else "float64"), learn,
          "class " + ("f32" if TYPE is torch.float32 else "f64"))
