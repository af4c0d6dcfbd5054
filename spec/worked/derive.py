"""The worked step of spec/worked-xor.md, from the equations alone: no code of this project, and no
floating point. Every quantity is computed with 60 decimal digits, and beside it a bound on how far
the arithmetic of the reference may be from it, carried through operation by operation.

    python3 derive.py > xor-step.json

page.py writes the page from the same numbers.
"""

import json
import re
from decimal import ROUND_CEILING, Context, Decimal, getcontext

getcontext().prec = 60

U = Decimal(2) ** -53  # the relative error of one rounding, to nearest
F = 4 * U  # the activation functions: 2 ulp, of which each is at most 2 U of the value

PATTERNS = [("0", "0", "0"), ("0", "1", "1"), ("1", "0", "1"), ("1", "1", "0")]
HIDDEN = [("-0.25", "0.5", "-0.75"), ("0.125", "1", "-0.375")]  # w_j0, w_j1, w_j2
OUTPUT = [("-0.5", "1.5", "-0.75")]  # w_10, w_11, w_12
ETA = "0.5"


class Number:
    """A real number v, and a bound r on the error of its value in the reference."""

    def __init__(self, v, r=0):
        self.v, self.r = Decimal(v), Decimal(r)

    def _rounded(v, r):
        return Number(v, r + U * (abs(v) + r))

    def __add__(a, b):
        return Number._rounded(a.v + b.v, a.r + b.r)

    def __sub__(a, b):
        return Number._rounded(a.v - b.v, a.r + b.r)

    def __mul__(a, b):
        return Number._rounded(a.v * b.v, abs(a.v) * b.r + abs(b.v) * a.r + a.r * b.r)

    def __neg__(a):
        return Number(-a.v, a.r)


ONE = Number(1)


def logistic(x):
    y = 1 / (1 + (-x.v).exp())
    r = x.r / 4  # |f'| is at most 1/4 everywhere
    return Number(y, r + F * (abs(y) + r))


def net_input(w, y):
    """EQ-5, EQ-16: the bias weight, then the products in ascending order."""
    x = w[0]
    for j in range(1, len(w)):
        x = x + w[j] * y[j]
    return x


def layer_forward(w, y):
    x = [net_input(row, y) for row in w]
    return {"s": y[1:], "x": x, "y": [logistic(v) for v in x]}


def layer_update(layer, w, eta):
    """EQ-8 to EQ-10 and EQ-12, EQ-20 to EQ-22; the product eta delta is formed first."""
    s = [ONE] + layer["s"]
    layer["w"] = w
    layer["dE_dw"] = [[-(d * v) for v in s] for d in layer["delta"]]
    layer["change"] = [[(eta * d) * v for v in s] for d in layer["delta"]]
    layer["w_new"] = [[a + c for a, c in zip(r, cs)] for r, cs in zip(w, layer["change"])]


def step(pattern):
    s, t = [Number(v) for v in pattern[:2]], [Number(pattern[2])]
    w_h = [[Number(v) for v in row] for row in HIDDEN]
    w_o = [[Number(v) for v in row] for row in OUTPUT]
    eta = Number(ETA)
    hidden = layer_forward(w_h, [ONE] + s)
    output = layer_forward(w_o, [ONE] + hidden["y"])
    output["t"] = t
    output["e"] = [a - b for a, b in zip(t, output["y"])]  # EQ-4
    E = Number("0.5") * (output["e"][0] * output["e"][0])  # EQ-3
    for layer in (hidden, output):
        layer["slope"] = [y * (ONE - y) for y in layer["y"]]  # EQ-5, EQ-18
    output["delta"] = [e * f for e, f in zip(output["e"], output["slope"])]  # EQ-6
    # EQ-17 for one output unit; the sum starts from 0, and adding to 0 is exact.
    hidden["sum"] = [output["delta"][0] * w_o[0][j] for j in (1, 2)]
    hidden["dE_dy"] = [-v for v in hidden["sum"]]
    hidden["delta"] = [f * v for f, v in zip(hidden["slope"], hidden["sum"])]  # EQ-13, EQ-19
    layer_update(output, w_o, eta)
    layer_update(hidden, w_h, eta)
    return {"E": E, "layers": [hidden, output]}


# Writing.


def digits(v, n):
    """v to n significant digits, without an exponent where it is readable."""
    if v == 0:
        return "0"
    v = +v.quantize(Decimal(1).scaleb(v.adjusted() - n + 1))
    return format(v.normalize(), "f")


def each(f, value):
    if isinstance(value, list):
        return [each(f, v) for v in value]
    if isinstance(value, dict):
        return {k: each(f, v) for k, v in value.items()}
    return f(value)


def entry(n):
    """Half an ulp more in the bound, for reading the decimal number back as a double."""
    bound = Context(prec=4, rounding=ROUND_CEILING).plus(n.r + U * abs(n.v))
    return {"value": digits(n.v, 40), "bound": str(bound) if bound else "0"}


def as_json():
    steps = []
    for number, pattern in enumerate(PATTERNS, 1):
        steps.append({"pattern": number, **each(entry, step(pattern))})
    text = json.dumps({"eta": ETA, "momentum": "0", "steps": steps}, indent=1)
    return re.sub(r'\{\s+("value": "[^"]*"),\s+("bound": "[^"]*")\s+\}', r"{\1, \2}", text) + "\n"


if __name__ == "__main__":
    print(as_json(), end="")
