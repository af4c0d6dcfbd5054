#!/usr/bin/python3
"""The numbers of src/bp/activation*.c and the errors of the polynomials. Decimal arithmetic, standard library only.

    spec/activation_fit.py         the constants
    spec/activation_fit.py rows    src/bp/activation_rows.c

Remez' exchange makes weight * error equioscillate for three polynomials in z = r^2:
  coth    C = r coth r = 1 + z P(z) changes exp(2r) = (C + r)/(C - r) by the factor 1 - 2 r dC / (C^2 - r^2);
  near 0  logistic(x) = 1/2 + x/4 + x z P(z), the error relative to x/4.
"""
import sys
from decimal import Decimal as D, getcontext
from math import cos, frexp, log2, pi

getcontext().prec = 70
LN2 = D(2).ln()
LOGISTIC_BEFORE, LOGISTIC_AFTER = 328, 300  # rows before and after that of 0, in steps of 1/8
TANH_SIDE = 305  # in steps of 1/16
TANH_NEAR = 15  # up to this row tanh splits off r


def logistic(x):
    return 1 / (1 + (-x).exp())


def tanh(x):
    e = (2 * x).exp()
    return (e - 1) / (e + 1)


def coth(z):
    r = z.sqrt()
    return (r / tanh(r) - 1) / z


def coth_weight(z):
    return 2 * z.sqrt() * z / ((1 + z * coth(z)) ** 2 - z)


def near(z):
    x = z.sqrt()
    return (tanh(x / 2) / 2 - x / 4) / (x * z)


def near_weight(z):
    return 4 * z


# n is found from a rounded product, so |r| can be slightly above ln2/4
FITS = [
    ("A", 3, D(1) / 32, coth, coth_weight),
    ("P", 5, D(3) / 16, near, near_weight),
    ("C", 5, LN2 / 4 + D("1e-9"), coth, coth_weight),
]


def solve(rows):
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [a / rows[i][i] for a in rows[i]]
        for k in range(len(rows)):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i])]
    return [row[-1] for row in rows]


def error(c, known):
    return [(sum(a * z**j for j, a in enumerate(c)) - p) * w for z, p, w in known]


def constants():
    for name, terms, r_max, goal, weight in FITS:
        zs = [r_max * r_max * i / 2000 for i in range(1, 2001)]
        known = [(z, goal(z), weight(z)) for z in zs]
        points = [known[int(999.5 * (1 - cos(pi * (i + 1) / (terms + 1))))] for i in range(terms + 1)]
        for _ in range(8):
            rows = [[z**j for j in range(terms)] + [(-1) ** i / w, p] for i, (z, p, w) in enumerate(points)]
            c = solve(rows)[:terms]
            e, peaks = error(c, known), []
            for i in range(len(e)):
                if peaks and e[peaks[-1]] * e[i] > 0:
                    if abs(e[i]) > abs(e[peaks[-1]]):
                        peaks[-1] = i
                else:
                    peaks.append(i)
            points = [known[i] for i in peaks[-(terms + 1):]]
        c = [D(float(a)) for a in c]
        for j, a in enumerate(c):
            print("BP_%s%d %.17g" % (name, j, a))
        print("largest relative error: 2^%.2f" % log2(max(map(abs, error(c, known)))))
    high = D(round(LN2 / 2 * 2**43)) / 2**43
    print("BP_TURNS %.17g\nBP_LN2_HIGH %.17g\nBP_LN2_LOW %.17g" % (2 / LN2, high, LN2 / 2 - high))


def logistic_row(k):
    """y and its rest; the rest's share of the denominator's term in r goes into the slope."""
    exact = logistic(D(k) / 8)
    y = float(exact)
    rest = float(exact - D(y))
    return y, rest, float(exact * (1 - exact) + D(rest) * (exact - D("0.5")))


def tanh_row(k):
    """T on the grid of the doubles next to the row, so that T + r is exact; 2^-52 at most."""
    if k == 0:
        return -0.0, -0.0, 0.0, 1.0  # these signs keep that of a zero
    if k < 0:
        value, rest, slope, split = tanh_row(-k)
        return -value, -rest, slope, split
    exact = tanh(D(k) / 16)
    m, e = frexp((k + 0.5) / 16)
    grid = D(2) ** (min(e - 1 - (m == 0.5), 0) - 52)
    value = float((exact / grid).to_integral_value() * grid)
    rest = float(exact - D(value))
    if k <= TANH_NEAR:
        return value, rest, float(-exact * exact), 1.0
    return value, rest, float(1 - exact * exact + D(rest) * exact), 0.0


def rows():
    print("/* The output of spec/activation_fit.py rows. */")
    print('#include "activation_rows.h"')
    print("\n/* clang-format off */")
    for name, row, first, last in (
        ("logistic", logistic_row, -LOGISTIC_BEFORE, LOGISTIC_AFTER),
        ("tanh", tanh_row, -TANH_SIDE, TANH_SIDE),
    ):
        print("const bp_%s_row bp_%s_rows[BP_%s_ROWS] = {" % (name, name, name.upper()))
        print(",\n".join("    {%s}" % ", ".join(map(repr, row(k))) for k in range(first, last + 1)) + "};")
    print("/* clang-format on */")


if __name__ == "__main__":
    rows() if sys.argv[1:] == ["rows"] else constants()
