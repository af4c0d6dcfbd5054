"""The scripts of the table's rows: t is the row's argument, r = x - t.

logistic(t + r) = Y + Y (1 - Y) r / D, D = 1 + C + (Y - 1/2) r, Y = logistic(t), C = (r/2) coth(r/2) - 1
tanh(t + r) = Y + (1 - Y^2) r / D, D = 1 + C + Y r, Y = tanh(t), C = r coth r - 1 (steps.v).

E = Y - value is w + e, w being the row's rest; C = P + d, P being the polynomial's value without roundings.
"""
from fractions import Fraction

from script import Script, number
from source import constant, expect, is_constant, variable

R = variable("r")


def parts(node, what):
    """base + num / den or base - num / den."""
    expect(node.op in "+-" and node.args[1].op == "/", what)
    return node.args[0], node.args[1].args[0], node.args[1].args[1]


class Row:
    """What a row's formula consists of. `core` is the node that depends on r alone, 1 + P but for the logistic's -r/2."""

    def __init__(self, kind, node):
        self.kind, self.node = kind, node
        base, self.num, self.den = parts(node, kind)
        self.split = not is_constant(base)
        expect(self.den.op == "+", kind)
        self.core, tail = self.den.args
        if self.split:
            expect(kind == "tanh" and base.op == "+" and base.args[1] is R, kind)
            expect(is_constant(base.args[0]), kind)
            self.value = base.args[0].args[0]
            expect(self.num.op == "+" and self.num.args[0].op == "-", kind)
            num = self.num.args[0].args[1]
        else:
            self.value = base.args[0]
            num = self.num
        expect(tail is R if self.value == 1 else tail.args == (constant(self.value), R) and tail.op == "*", kind)
        expect(num.op == "+" and is_constant(num.args[0]), kind)
        self.rest = num.args[0].args[0]
        expect(num.args[1].op == "*" and is_constant(num.args[1].args[0]) and num.args[1].args[1] is R, kind)
        self.slope = num.args[1].args[0].args[0]


def row_script(row, low, high, unit, core_error, core_range, poly_error, rest_error, bound, fixed):
    """|what the last operation rounds - f| <= bound unit for low <= r <= high."""
    s = Script()
    s.stand_for(R, s.define("r", "fixed<%d, ne>(r_)" % fixed if fixed else "rnd(r_)"))
    v, w, slope = number(row.value), number(row.rest), number(row.slope)
    s.within("r", low, high)
    s.near("d", poly_error)
    s.near("e", rest_error)
    if not row.split:
        s.within("P", *core_range)
        core = s.define("c", "rnd(c_)")
        s.stand_for(row.core, core, s.define("mc", "(1 - 0.5 * r) + P" if row.kind == "logistic" else "1 + P"))
        s.near("c - mc", core_error)
    else:
        s.exact(row.core)
        s.define("P", s.exact(row.core) + " - 1")
    s.define("E", "%s + e" % w)
    s.define("Y", "%s + E" % v)
    s.define("C", "P + d")
    if row.kind == "logistic":
        s.define("D", "1 + C + (Y - 0.5) * r")
        s.define("F", "Y + (Y * (1 - Y)) * r / D", "D")
        s.define("S", "%s - (Y * (1 - Y) + E * (Y - 0.5))" % slope)
    else:
        s.define("D", "1 + C + Y * r")
        s.define("F", "Y + (1 - Y * Y) * r / D", "D")
        s.define("S", "%s + Y * Y - E * Y" % slope if row.split else "%s - (1 - Y * Y + E * Y)" % slope)
    z = s.unrounded(row.node)
    q, num, den = s.rounded(row.node.args[1]), s.rounded(row.num), s.rounded(row.den)
    mq, mnum, mden = s.exact(row.node.args[1]), s.exact(row.num), s.exact(row.den)
    s.divisors = [d for d in s.divisors if d != den] + [den]
    base, sign = s.rounded(row.node.args[0]), row.node.op
    s.goal("%s - F in [%s, %s]" % (z, number(-bound * unit), number(bound * unit)))
    if row.split:
        s.hint(z + " - F", "(%s - (%s + r)) - (%s - %s / %s) - (%s / %s - %s) + (((%s + r) - %s) - F)"
               % (base, v, q, num, den, num, den, mq, v, mq))
        s.hint("((%s + r) - %s) - F" % (v, mq), "- ((e + E * C) - r * d - E * (r * r) - S * r + %s * (d + E * r)) / D" % mq)
    else:
        s.hint(z + " - F", "(0 %s (%s - %s / %s)) + (0 %s (%s / %s - %s)) + ((%s %s %s) - F)"
               % (sign, q, num, den, sign, num, den, mq, v, sign, mq))
        s.hint("(%s %s %s) - F" % (v, sign, mq), "- ((e + E * C) - (S * r + (0 %s %s) * (d + E * r))) / D" % (sign, mq))
    s.hint("%s / %s - %s" % (num, den, mq), "((%s - %s) - %s * (%s - %s)) / %s" % (num, mnum, mq, den, mden, den))
    if not row.split:
        s.hint("%s - %s" % (den, mden), "(%s - (c + %s * r)) + (c - mc)" % (den, v))
    return s.text()


def core_script(row, low, high, core_error, core_range, fixed):
    """What the scripts of the rows take for granted of the core where low <= r <= high."""
    s = Script()
    s.stand_for(R, s.define("r", "fixed<%d, ne>(r_)" % fixed if fixed else "rnd(r_)"))
    s.within("r", low, high)
    core, mcore = s.rounded(row.core), s.exact(row.core)
    s.define("P", mcore + (" - (1 - 0.5 * r)" if row.kind == "logistic" else " - 1"))
    s.goal("%s - %s in [%s, %s]" % (core, mcore, number(-core_error), number(core_error)))
    s.goal("P in [%s, %s]" % tuple(map(number, core_range)))
    expect(row.core.op == "+" and row.core.args[0].op == "+", row.kind)
    s.hint("P", "%s + %s" % (s.exact(row.core.args[0].args[1]), s.exact(row.core.args[1])))
    return s.text()


class Origin:
    """What tanh consists of in the row of 0: r - r g / den, den being 1 + P, g being P."""

    def __init__(self, node):
        self.node = node
        base, self.num, self.den = parts(node, "tanh near 0")
        expect(node.op == "-" and base is R and self.num.op == "*" and self.num.args[0] is R, "tanh near 0")
        self.g = self.num.args[1]


def origin_script(origin, low, high, unit, poly_error, bound):
    """|what the last operation rounds - tanh| <= bound unit, tanh(r) = r - r C / (1 + C), for low <= r <= high."""
    s = Script()
    s.stand_for(R, s.define("r", "rnd(r_)"))
    s.within("r", low, high)
    s.near("d", poly_error)
    mden, mg = s.exact(origin.den), s.exact(origin.g)
    s.define("C", "%s + d" % mg)
    s.define("G", "r * C / (1 + C)", "(1 + C)")
    q, num, den, g = (s.rounded(n) for n in (origin.node.args[1], origin.num, origin.den, origin.g))
    s.divisors += [den, mden]
    mq = s.exact(origin.node.args[1])
    s.goal("(r - %s) - (r - G) in [%s, %s]" % (q, number(-bound * unit), number(bound * unit)))
    s.hint("(r - %s) - (r - G)" % q, "(0 - (%s - %s / %s)) - (%s / %s - %s) - (%s - G)" % (q, num, den, num, den, mq, mq))
    s.hint("%s - G" % mq, "- (r * d) / (%s * (1 + C))" % mden)
    s.hint("%s / %s - %s" % (num, den, mq), "((%s - r * %s) - %s * (%s - %s)) / %s" % (num, mg, mq, den, mden, den))
    s.hint("%s - r * %s" % (num, mg), "(%s - r * %s) + r * (%s - %s)" % (num, g, g, mg))
    return s.text()


def tiny_script(origin):
    """What Steps.v's tanh_tiny asks for."""
    s = Script()
    s.stand_for(R, s.define("r", "rnd(r_)"))
    s.near("r", Fraction(1, 2**30))
    s.goal("%s in [-1b-60, 1b-60]" % s.rounded(origin.g))
    s.goal("%s in [1b-1, 2]" % s.rounded(origin.den))
    return s.text()


def tiniest_script(origin):
    """What Steps.v's tanh_tiniest asks for."""
    s = Script()
    s.stand_for(R, s.define("r", "rnd(r_)"))
    s.near("r", Fraction(1, 2**900))
    s.goal("%s in [0, 0]" % s.rounded(origin.node.args[1]))
    return s.text()


def near_script(node, x, low, high, unit, poly_error, bound):
    """|what the last operation rounds - logistic(x)| <= bound unit, logistic(x) = M + e, for low <= x <= high."""
    s = Script()
    s.stand_for(x, s.define("x", "rnd(x_)"))
    s.within("x", low, high)
    s.near("e", poly_error)
    z, exact = s.unrounded(node), s.exact(node)
    s.goal("%s - (%s + e) in [%s, %s]" % (z, exact, number(-bound * unit), number(bound * unit)))
    s.hint("%s - (%s + e)" % (z, exact), "(%s - %s) - e" % (z, exact))
    return s.text()


def snap_scripts(snap, x, step, most):
    """For |x| <= most: the snapped x is a multiple of the step at most half a step away, and x less that is exact: pairs of
    the power of two of a binade, None for the x below, and a script."""
    half = step / 2
    s = Script()
    s.stand_for(x, s.define("x", "rnd(x_)"))
    s.near("x", half)
    s.goal("%s in [0, 0]" % s.rounded(snap))
    yield None, s.text()
    low = half
    while low < most:
        for sign in (1, -1):
            s = Script()
            s.stand_for(x, s.define("x", "rnd(x_)"))
            s.within("x", *sorted((sign * low, 2 * sign * low)))
            t, biased, bias = (s.rounded(n) for n in (snap, snap.args[0], snap.args[1]))
            r = s.define("r", "rnd(x - %s)" % t)
            e = exponent(low) - 52
            s.goal("@FIX(%s, %d)" % (t, exponent(step)))
            s.goal("r in [%s, %s]" % (number(-half), number(half)))
            s.goal("r - (x - %s) in [0, 0]" % t)
            s.goal("@FIX(r, %d)" % e)
            s.hint("%s - x" % t, "(%s - (%s - %s)) + (%s - (x + %s))" % (t, biased, bias, biased, bias))
            s.hint("x - %s" % t, "- (%s - x)" % t)
            yield exponent(low), s.text()
        low *= 2


def exponent(power):
    """Of a fraction that is a power of two."""
    e = power.numerator.bit_length() - power.denominator.bit_length()
    expect(power == Fraction(2) ** e, "a step")
    return e
