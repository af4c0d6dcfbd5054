"""The scripts of the table's rows: t is the row's argument, r = x - t.

logistic(t + r) = Y + Y (1 - Y) r / D, D = 1 + C + (Y - 1/2) r, Y = logistic(t), C = (r/2) coth(r/2) - 1
tanh(t + r) = Y + (1 - Y^2) r / D, D = 1 + C + Y r, Y = tanh(t), C = r coth r - 1 (steps.v).

E = Y - value is w + e, w being the row's rest; C = P + d, P being the polynomial's value without roundings.
"""
from fractions import Fraction

from script import Script, number
from source import NotUnderstood, is_constant, variable

R = variable("r")


def expect(condition, what):
    if not condition:
        raise NotUnderstood("the formula of %s" % what)


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
            self.value = base.args[0].args[0]
            expect(self.num.op == "+" and self.num.args[0].op == "-", kind)
            num = self.num.args[0].args[1]
        else:
            self.value = base.args[0]
            num = self.num
        expect(tail.op == "*" and tail.args == (base if not self.split else base.args[0], R), kind)
        expect(num.op == "+" and is_constant(num.args[0]), kind)
        self.rest = num.args[0].args[0]
        expect(num.args[1].op == "*" and is_constant(num.args[1].args[0]) and num.args[1].args[1] is R, kind)
        self.slope = num.args[1].args[0].args[0]


def row_script(row, low, high, unit, core_error, core_range, poly_error, rest_error, bound, fixed=None):
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
    s.goal("%s - F in %s" % (z, "?" if bound is None else "[%s, %s]" % (number(-bound * unit), number(bound * unit))))
    if row.split:
        s.hint(z + " - F", "(%s - (%s + r)) - (%s - %s / %s) - (%s / %s - %s) + (((%s + r) - %s) - F)"
               % (base, v, q, num, den, num, den, mq, v, mq))
        s.hint("((%s + r) - %s) - F" % (v, mq), "- ((e + E * C) - r * d - E * (r * r) - S * r + %s * (d + E * r)) / D" % mq)
        s.hint("(%s + r) - %s - F" % (v, mq), "- ((e + E * C) - r * d - E * (r * r) - S * r + %s * (d + E * r)) / D" % mq)
    else:
        s.hint(z + " - F", "(0 %s (%s - %s / %s)) + (0 %s (%s / %s - %s)) + ((%s %s %s) - F)"
               % (sign, q, num, den, sign, num, den, mq, v, sign, mq))
        s.hint("(%s %s %s) - F" % (v, sign, mq), "- ((e + E * C) - (S * r + (0 %s %s) * (d + E * r))) / D" % (sign, mq))
    s.hint("%s / %s - %s" % (num, den, mq), "((%s - %s) - %s * (%s - %s)) / %s" % (num, mnum, mq, den, mden, den))
    if not row.split:
        s.hint("%s - %s" % (den, mden), "(%s - (c + %s * r)) + (c - mc)" % (den, v))
    return s.text()


def core_script(row, step, core_error, core_range):
    """What the scripts of the rows take for granted of the core where |r| <= step."""
    s = Script()
    s.stand_for(R, s.define("r", "rnd(r_)"))
    s.near("r", step)
    core, mcore = s.rounded(row.core), s.exact(row.core)
    s.define("P", mcore + (" - (1 - 0.5 * r)" if row.kind == "logistic" else " - 1"))
    s.goal("%s - %s in [%s, %s]" % (core, mcore, number(-core_error), number(core_error)))
    s.goal("P in [%s, %s]" % tuple(map(number, core_range)))
    expect(row.core.op == "+" and row.core.args[0].op == "+", row.kind)
    s.hint("P", "%s + %s" % (s.exact(row.core.args[0].args[1]), s.exact(row.core.args[1])))
    return s.text()
