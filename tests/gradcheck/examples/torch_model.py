"""A PyTorch model of any kind: its loss and what autograd says of it. `bpref gradcheck --impl 'python3 torch_model.py'`
checks it; with the argument `wrong` a part of the graph is detached, as happens by accident."""

import sys

import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from bpv_function import serve

torch.manual_seed(1)
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
model = torch.nn.Sequential(
    torch.nn.Linear(3, 6), torch.nn.GELU(), torch.nn.LayerNorm(6), torch.nn.Linear(6, 2), torch.nn.Softplus()
)
S = torch.randn(8, 3)
T = torch.randn(8, 2)


def value(x):
    vector_to_parameters(torch.tensor(x), model.parameters())
    y = model(S)
    if "wrong" in sys.argv:
        y = y + (y.detach() - y) * 0.5
    return torch.nn.functional.huber_loss(y, T)


def loss(x):
    with torch.no_grad():
        return value(x).item()


def gradient(x):
    model.zero_grad()
    value(x).backward()
    return torch.cat([p.grad.flatten() for p in model.parameters()])


serve(parameters_to_vector(model.parameters()).detach(), loss, gradient, "pytorch")
