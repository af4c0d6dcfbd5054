"""Writes spec/worked-xor.md from the numbers of derive.py: python3 page.py > ../worked-xor.md"""

from derive import ETA, HIDDEN, OUTPUT, PATTERNS, digits, step

SHOWN = 4  # the pattern that the page works through
STEP = step(PATTERNS[SHOWN - 1])
HID, OUT = STEP["layers"]
LIMIT = 12  # digits shown in the middle of a formula


def num(n):
    return digits(n.v, 17)


def put(n):
    """A number put into a formula: shortened where long, in brackets where negative."""
    text = digits(n.v, LIMIT)
    return "(%s)" % text if text.startswith("-") else text


def block(rows):
    """Lines of name, formula, numbers put in, result, aligned."""
    rows = [list(r) for r in rows]
    wide = [max(len(r[c]) for r in rows) for c in range(3)]
    lines = []
    for name, formula, numbers, result in rows:
        cells = (name.ljust(wide[0]), formula.ljust(wide[1]), numbers.ljust(wide[2]))
        lines.append("%s = %s = %s = %s" % (cells + (result,)))
    return "```text\n" + "\n".join(lines) + "\n```\n"


def net_inputs(name, layer, below):
    for k, row in enumerate(layer["w"], 1):
        n = str(k)
        formula = "w_%s0 + w_%s1 %s_1 + w_%s2 %s_2" % (n, n, below, n, below)
        numbers = put(row[0]) + "".join(
            " + %s * %s" % (put(w), put(v)) for w, v in zip(row[1:], layer["s"])
        )
        yield name + "_" + n, formula, numbers, num(layer["x"][k - 1])


def logistics(layer):
    for k, x in enumerate(layer["x"], 1):
        n = str(k)
        formula, numbers = "1 / (1 + exp(-x_%s))" % n, "1 / (1 + exp(-%s))" % put(x)
        yield "y_" + n, formula, numbers, num(layer["y"][k - 1])


def slopes(layer):
    for k, y in enumerate(layer["y"], 1):
        numbers = "%s * (1 - %s)" % (put(y), put(y))
        yield "f'(x_%d)" % k, "y_%d (1 - y_%d)" % (k, k), numbers, num(layer["slope"][k - 1])


def per_weight(layer, result, name, formula, numbers, below):
    for k, row in enumerate(layer[result], 1):
        for j, value in enumerate(row):
            signal = "1" if j == 0 else put(layer["s"][j - 1])
            yield (
                name % (k, j),
                formula.format(k=k, j=j, s=below),
                numbers(layer, k - 1, j, signal),
                num(value),
            )


def gradients(layer, below):
    def numbers(la, k, j, signal):
        return "-%s * %s" % (put(la["delta"][k]), signal)

    return per_weight(layer, "dE_dw", "dE/dw_%d%d", "-delta_{k} {s}_{j}", numbers, below)


def changes(layer, below):
    def numbers(la, k, j, signal):
        return "(%s * %s) * %s" % (ETA, put(la["delta"][k]), signal)

    return per_weight(layer, "change", "Dw_%d%d", "eta delta_{k} {s}_{j}", numbers, below)


def news(layer, below):
    def numbers(la, k, j, signal):
        return "%s + %s" % (put(la["w"][k][j]), put(la["change"][k][j]))

    return per_weight(layer, "w_new", "w_%d%d(m+1)", "w_{k}{j} + Dw_{k}{j}", numbers, below)


def hidden_sums():
    delta = OUT["delta"][0]
    for j, value in enumerate(HID["sum"], 1):
        numbers = "%s * %s" % (put(delta), put(OUT["w"][0][j]))
        yield "sum_%d" % j, "delta_1 w_1%d" % j, numbers, num(value)


def hidden_deltas():
    for j, value in enumerate(HID["delta"], 1):
        numbers = "%s * %s" % (put(HID["slope"][j - 1]), put(HID["sum"][j - 1]))
        yield "delta_%d" % j, "f'(x_%d) sum_%d" % (j, j), numbers, num(value)


def one(name, formula, numbers, result):
    return [(name, formula, numbers, num(result))]


def weights(rows, units, signals):
    head = "| to unit | " + " | ".join(signals) + " |\n|---|" + "---|" * len(signals)
    body = ["| %s | %s |" % (u, " | ".join(r)) for u, r in zip(units, rows)]
    return "\n".join([head] + body) + "\n"


s1, s2, target = PATTERNS[SHOWN - 1]
e, y, f, d = OUT["e"][0], OUT["y"][0], OUT["slope"][0], OUT["delta"][0]
bounds = [n for la in (HID, OUT) for r in la["w_new"] for n in r]
worst = max(bounds, key=lambda n: n.r / abs(n.v))

print(
    f"""# One training step, worked by hand

A network of two inputs, two hidden units and one output unit, all units logistic, learns one
pattern of exclusive or. Every quantity of the step is derived below from the equations of
[equations.md](equations.md), in the order in which they are used. Nothing here comes from the
program: the numbers are computed with 60 decimal digits by
[worked/derive.py](worked/derive.py), which knows the equations and nothing else, and this page is
written from them by [worked/page.py](worked/page.py). Results are rounded to 17 significant
digits, enough to identify a double, so the last one may differ from that of the double itself;
numbers put into a formula are shortened to {LIMIT}.

The program shows the same step:

```sh
bpref trace --net spec/worked/xor-step.net --data spec/worked/xor-step.csv --pattern {SHOWN} --eta {ETA}
```

## What is given

Weights, all of them exact in binary; column 0 is the bias:

{weights(HIDDEN, ("hidden 1", "hidden 2"), ("0", "s_1", "s_2"))}
{weights(OUTPUT, ("output 1",), ("0", "y_1", "y_2"))}
Pattern {SHOWN}: s_1 = {s1}, s_2 = {s2}, target t_1 = {target}. Learning rate eta = {ETA}, no momentum.

## Feed-forward

Hidden layer: net inputs, bias first (EQ-16).

{block(net_inputs("x", HID, "s"))}
Their outputs, f(x) = 1 / (1 + exp(-x)).

{block(logistics(HID))}
Output layer: the signals are now the outputs of the hidden layer (EQ-5).

{block(net_inputs("x", OUT, "y"))}
{block(logistics(OUT))}
## Error

The error of the output unit (EQ-4), and of the pattern (EQ-3).

{block(one("e_1", "t_1 - y_1", "%s - %s" % (target, put(y)), e))}
{block(one("E", "1/2 e_1 e_1", "0.5 * (%s * %s)" % (put(e), put(e)), STEP["E"]))}
## Back-propagation: output layer

The derivative of the activation function (EQ-5), from the output alone.

{block(slopes(OUT))}
The local error gradient, delta_k = -dE/dx_k (EQ-6).

{block(one("delta_1", "e_1 f'(x_1)", "%s * %s" % (put(e), put(f)), d))}
The gradient of E by each weight (EQ-2, EQ-8), where y_0 = 1.

{block(gradients(OUT, "y"))}
The change of each weight (EQ-1, EQ-9). The reference forms eta delta_k first, once a unit.

{block(changes(OUT, "y"))}
## Back-propagation: hidden layer

What the output unit's delta amounts to at each hidden output: sum_j = sum_k delta_k w_kj, which is
-dE/dy_j (EQ-14 to EQ-17). The weights are those before the update; the bias takes no part.

{block(hidden_sums())}
The derivative of the activation function (EQ-18), and the local error gradient (EQ-13, EQ-19).

{block(slopes(HID))}
{block(hidden_deltas())}
The gradient of E by each weight, dE/dw_ji = -delta_j s_i (EQ-20), where s_0 = 1.

{block(gradients(HID, "s"))}
The change of each weight (EQ-11, EQ-12, EQ-21).

{block(changes(HID, "s"))}
## New weights

Output layer (EQ-10).

{block(news(OUT, "y"))}
Hidden layer (EQ-22).

{block(news(HID, "s"))}
## How closely the program must agree

[worked/xor-step.json](worked/xor-step.json) holds every number of the step, for each of the four
patterns, to 40 digits, and beside each a bound on the error of the reference's arithmetic. The
bound is carried through the calculation with the numbers: a sum, difference or product rounds once,
by at most 2^-53 of its value; an activation function is within 2 ulp, by at most 2^-51; errors of
the operands pass on as the operation says. The tolerance is derived, not fitted: it allows the
roundings that the specified order of operations makes, and nothing more. Of the new weights above,
the loosest has a bound of {"%.1e" % (worst.r / abs(worst.v))} of its value. `bpref trace --json` is held to these bounds in the
tests.
"""
    .rstrip()
)
