#!/usr/bin/python3
"""The constants of src/bp/activation.c and the error of its polynomial. Decimal arithmetic, standard library only.

With C = r coth r, exp(2r) = (C + r)/(C - r). An error dC changes exp(2r) by the factor 1 - 2 r dC / (C^2 - r^2), so
Remez' exchange makes |2 r z dP / (C^2 - r^2)| equioscillate, where C = 1 + z P(z), z = r^2, |r| <= ln2/4.
"""
from decimal import Decimal as D, getcontext
from math import cos, log2, pi

getcontext().prec = 60
TERMS = 5
LN2 = D(2).ln()
Z_MAX = (LN2 / 4 + D("1e-9")) ** 2  # n is found from a rounded product, so |r| can be slightly above ln2/4


def coth_term(r):
    e = (2 * r).exp()
    return r * (e + 1) / (e - 1)


def goal(z):
    return (coth_term(z.sqrt()) - 1) / z


def weight(z):
    return 2 * z.sqrt() * z / (coth_term(z.sqrt()) ** 2 - z)


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


def main():
    known = [(z, goal(z), weight(z)) for z in (Z_MAX * i / 2000 for i in range(1, 2001))]
    points = [known[int(999.5 * (1 - cos(pi * (i + 1) / (TERMS + 1))))] for i in range(TERMS + 1)]
    for _ in range(8):
        c = solve([[z**j for j in range(TERMS)] + [(-1) ** i / w, p] for i, (z, p, w) in enumerate(points)])[:TERMS]
        e, peaks = error(c, known), []
        for i in range(len(e)):
            if peaks and e[peaks[-1]] * e[i] > 0:
                if abs(e[i]) > abs(e[peaks[-1]]):
                    peaks[-1] = i
            else:
                peaks.append(i)
        points = [known[i] for i in peaks[-(TERMS + 1):]]
    c = [D(float(a)) for a in c]
    for j, a in enumerate(c):
        print("BP_C%d %.17g" % (j, a))
    print("largest relative error of exp(2r): 2^%.2f" % log2(max(map(abs, error(c, known)))))
    high = D(round(LN2 / 2 * 2**43)) / 2**43
    print("BP_TURNS %.17g\nBP_LN2_HIGH %.17g\nBP_LN2_LOW %.17g" % (2 / LN2, high, LN2 / 2 - high))


if __name__ == "__main__":
    main()
