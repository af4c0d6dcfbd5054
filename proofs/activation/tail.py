"""The scripts of logistic's left tail: exp(x) = 2^-N Q, Q = (1 + C + rho)/(1 + C - rho), rho = N ln2/2 - v, v = -x/2,
C = rho coth rho - 1 = t(rho) + d (Steps.v), of which logistic(x) is the part 1 + k."""
from fractions import Fraction

from script import Script, number
from source import Node, constant, expect, is_constant, result, variable, ways

X, V, TURNS, FINE, COARSE = map(variable, ("x", "v", "N", "fine", "coarse"))


class Tail:
    """The value of logistic for low <= x <= high, and what it consists of; `rules` and `ranges` lead to it."""

    def __init__(self, source, low, high, fewest, most, rules, ranges):
        self.source, self.fewest, self.most = source, fewest, most
        self.turns = None
        ranges = dict(ranges)
        ranges.update({X: (low, high), V: (-0.5 * high, -0.5 * low), TURNS: (float(fewest), float(most))})
        self.node = result(ways(source, "bp_logistic", [X], rules + [self.rule], ranges), 0.0, 1.0)
        expect(self.turns is not None, "the tail")
        expect(self.node.op == "*" and self.node.args[1] is COARSE and self.node.args[0].op == "+", "the tail")

    def rule(self, node):
        if node is Node("*", constant(-0.5), X):
            return V
        if node.op == "-" and node.args[0].op == "+" and node.args[0].args[1] is node.args[1] and is_constant(node.args[1]):
            product = node.args[0].args[0]
            if product.op == "*" and product.args[0] is V and is_constant(product.args[1]):
                expect(self.turns in (None, node), "the turns")
                self.turns = node
                return TURNS
        if node.op == "element":
            table, index = node.args
            whole = Node("integer", TURNS)
            if index is Node("integer %", whole, constant(32)):
                self.fine = self.source.tables[table.args[0]]
                return FINE
            if index is Node("integer /", whole, constant(32)):
                self.coarse = self.source.tables[table.args[0]]
                return COARSE
        return None

    def powers(self):
        """For each number of turns the fine and the coarse power: their product is 2^-N."""
        for n in range(self.fewest, self.most + 1):
            fine, coarse = self.fine[n % 32], self.coarse[n // 32]
            expect(Fraction(fine) * Fraction(coarse) == Fraction(1, 2**n), "2^-%d" % n)
            expect(Fraction(coarse) == Fraction(1, 2**(n // 32 * 32)) and n >= 32, "2^-%d" % n)
            yield n, fine, coarse


def half_ln2(tail):
    """ln2/2 in two doubles and la."""
    z = named(tail.node, "z")
    expect(z.op == "-" and z.args[1] is V and z.args[0].op == "*" and z.args[0].args[0] is TURNS, "z")
    w = named(tail.node, "w")
    expect(w.op == "*" and w.args[0] is TURNS, "w")
    return z.args[0].args[1].args[0], w.args[1].args[0]


def named(node, name):
    """The one node below that a C variable of this name holds."""
    found, seen, todo = set(), set(), [node]
    while todo:
        n = todo.pop()
        if isinstance(n, Node) and n not in seen:
            seen.add(n)
            if n.name == name:
                found.add(n)
            todo += n.args
    expect(len(found) == 1, name)
    return found.pop()


def turns_script(tail, v_low, v_high, ln2_error, rho_bound):
    s = Script()
    s.stand_for(V, s.define("v", "rnd(v_)"))
    s.within("v", v_low, v_high)
    s.near("la", ln2_error)
    high, low = half_ln2(tail)
    s.define("L", "%s + (%s + la)" % (number(high), number(low)))
    turns = s.rounded(tail.turns)
    factor = s.rounded(tail.turns.args[0].args[0].args[1])
    s.goal("%s * L - v in [%s, %s]" % (turns, number(-rho_bound), number(rho_bound)))
    s.goal("%s in [%s, %s]" % (turns, number(tail.fewest), number(tail.most)))
    biased, bias, product = (s.rounded(m) for m in (tail.turns.args[0], tail.turns.args[1], tail.turns.args[0].args[0]))
    s.hint("%s * L - v" % turns, "(%s - v * %s) * L + v * (%s * L - 1)" % (turns, factor, factor))
    s.hint("%s - v * %s" % (turns, factor), "(%s - (%s - %s)) + (%s - (%s + %s)) + (%s - v * %s)"
           % (turns, biased, bias, biased, product, bias, product, factor))
    return s.text()


# What the scripts show of the steps in between, and take for granted in the next.
REDUCED = Fraction(1, 2**55)    # |r - rho|
SPLIT = Fraction(1, 2**74)      # |r_high + r_low - rho|
T_ERROR = Fraction(1, 2**56)    # |t - T|
T_MOST = Fraction(11, 2**10)
H_ERROR = Fraction(9, 2**34)    # |h - Q|
INVERSE = Fraction(6, 2**53)    # |inv - 1 / DD|


class Names:
    """The nodes of scaled_quotient, by what they are in it."""

    def __init__(self, tail):
        total = tail.node.args[0]
        expect(total.args[0].op == "*" and total.args[0].args[0] is FINE, "the tail")
        self.total, self.h, self.second = total, total.args[0].args[1], total.args[1]
        expect(self.second.op == "*" and self.second.args[0].op == "*" and self.second.args[0].args[0] is FINE,
               "the tail")
        self.rest, self.inv = self.second.args[0].args[1], self.second.args[1]
        for name in ("z", "w", "r", "r_high", "r_low", "t"):
            setattr(self, name, named(tail.node, name))
        expect(self.inv.op == "/" and self.inv.args[0] is constant(1.0) and self.inv.args[1].op == "-", "inv")
        self.den = self.inv.args[1]
        self.num = self.h.args[0].args[0].args[0]
        expect(self.num.op == "+" and self.num.args[0] is self.den.args[0] and self.num.args[1] is self.r, "h")
        expect(self.r_high.op == "-" and self.r_high.args[0].args[1] is self.r_high.args[1], "r_high")
        expect(self.h.op == "-" and self.h.args[0].args[1] is self.h.args[1], "h")


def reduction_script(tail, n, v_low, v_high, ln2_error, rho_bound):
    s = Script()
    s.stand_for(V, s.define("v", "rnd(v_)"))
    s.stand_for(TURNS, s.define("N", "fixed<0, ne>(N_)"))
    s.within("v", v_low, v_high)
    s.within("N", tail.fewest, tail.most)
    s.near("la", ln2_error)
    H, W = map(number, half_ln2(tail))
    s.define("rho", "N * (%s + (%s + la)) - v" % (H, W))
    s.near("rho", rho_bound)
    z, w, r, high, low = (s.rounded(node) for node in (n.z, n.w, n.r, n.r_high, n.r_low))
    biased, bias = s.rounded(n.r_high.args[0]), s.rounded(n.r_high.args[1])
    s.goal("%s - rho in [%s, %s]" % (r, number(-REDUCED), number(REDUCED)))
    s.goal("(%s + %s) - rho in [%s, %s]" % (high, low, number(-SPLIT), number(SPLIT)))
    s.goal("@FIX(%s, -21)" % high)
    s.hint("N * %s - v" % H, "rho - N * (%s + la)" % W)
    s.hint("%s - %s" % (z, high), "- (%s - (%s - %s)) - (%s - (%s + %s))" % (high, biased, bias, biased, z, bias))
    s.hint("%s - rho" % r, "(%s - (%s + %s)) + (%s - (N * %s - v)) + (%s - N * %s) - N * la" % (r, z, w, z, H, w, W))
    s.hint("(%s + %s) - rho" % (high, low), "(%s - ((%s - %s) + %s)) + (%s - (N * %s - v)) + (%s - N * %s) - N * la"
           % (low, z, high, w, z, H, w, W))
    return s.text()


def polynomial_script(n, rho_bound, poly_error):
    s = Script()
    s.stand_for(n.r, s.define("r", "rnd(r_)"))
    s.near("rho", rho_bound)
    s.near("r - rho", REDUCED)
    s.near("d", poly_error)
    t, exact, true = s.rounded(n.t), s.formula(n.t, {n.r: "r"}, "M"), s.formula(n.t, {n.r: "rho"}, "A")
    s.define("T", "%s + d" % true)
    s.goal("%s - T in [%s, %s]" % (t, number(-T_ERROR), number(T_ERROR)))
    s.goal("%s in [%s, %s]" % (t, number(0), number(T_MOST)))
    s.hint("%s - T" % t, "(%s - %s) + (%s - %s) - d" % (t, exact, exact, true))
    return s.text()


def quotient(s, rho_bound):
    """Q of a T that is near t."""
    s.near("rho", rho_bound)
    s.within("t", 0, T_MOST)
    s.near("t - T", T_ERROR)
    s.define("U", "1 + T + rho")
    s.define("DD", "1 + T - rho")
    s.define("Q", "U / DD", "DD")
    s.hint("T", "t - (t - T)")


def inverse_script(n, rho_bound):
    s = Script()
    s.stand_for(n.r, s.define("r", "rnd(r_)"))
    s.stand_for(n.t, s.define("t", "rnd(t_)"))
    s.near("r - rho", REDUCED)
    quotient(s, rho_bound)
    h, inv, num, den, one_t = (s.rounded(node) for node in (n.h, n.inv, n.num, n.den, n.num.args[0]))
    s.goal("%s - 1 / DD in [%s, %s]" % (inv, number(-INVERSE), number(INVERSE)))
    s.goal("%s - Q in [%s, %s]" % (h, number(-H_ERROR), number(H_ERROR)))
    s.goal("Q in [%s, %s]" % (number(0.625), number(2)))
    s.goal("@FIX(%s, -30)" % h)
    s.divisors.append(den)
    product = s.rounded(n.h.args[0].args[0])
    s.hint("%s - Q" % h, "(%s - %s) + (%s - %s * %s) + (%s * %s - Q)" % (h, product, product, num, inv, num, inv))
    s.hint("%s * %s - Q" % (num, inv), "(%s - U) * %s + (U * %s - Q)" % (num, inv, inv))
    s.hint("U * %s - Q" % inv, "U * (%s - 1 / DD)" % inv)
    biased, bias = s.rounded(n.h.args[0]), s.rounded(n.h.args[1])
    s.hint("%s - %s" % (h, product), "(%s - (%s - %s)) + (%s - (%s + %s))" % (h, biased, bias, biased, product, bias))
    s.hint("%s - 1 / DD" % inv, "(%s - 1 / %s) - (%s - DD) / (%s * DD)" % (inv, den, den, den))
    s.hint("%s - U" % num, "(%s - (%s + r)) + (%s - (1 + t)) + (t - T) + (r - rho)" % (num, one_t, one_t))
    s.hint("%s - DD" % den, "(%s - (%s - r)) + (%s - (1 + t)) + (t - T) - (r - rho)" % (den, one_t, one_t))
    return s.text()


def rest_script(n, fine, rho_bound, share_error, bound):
    """|what the last addition rounds - fine Q (1 + k)| <= bound."""
    s = Script()
    for node, text in ((n.h, "fixed<-30, ne>(h_)"), (n.r_high, "fixed<-21, ne>(r_high_)"), (n.r_low, "rnd(r_low_)"),
                       (n.t, "rnd(t_)"), (n.inv, "rnd(inv_)")):
        s.stand_for(node, s.define(node.name, text))
    s.stand_for(FINE, number(fine))
    quotient(s, rho_bound)
    s.near("(r_high + r_low) - rho", SPLIT)
    s.near("h - Q", H_ERROR)
    s.near("inv - 1 / DD", INVERSE)
    s.near("r_low", Fraction(1, 2**21))
    s.near("k", share_error)
    f = number(fine)
    s.define("R", "U - h * DD")
    s.define("F", "%s * (Q * (1 + k))" % f)
    rest2, p3 = map(s.rounded, n.rest.args)
    rest1, p2 = map(s.rounded, n.rest.args[0].args)
    rest, first, scaled, second = (s.rounded(m) for m in (n.rest, n.total.args[0], n.second.args[0], n.second))
    s.goal("(%s + %s) - F in [%s, %s]" % (first, second, number(-bound), number(bound)))
    s.hint("(%s + %s) - F" % (first, second), "(%s - %s * h) + (%s - %s * (R / DD)) - %s * (Q * k)" % (first, f, second, f, f))
    s.hint("%s - %s * (R / DD)" % (second, f), "(%s - %s * inv) + (%s - %s * %s) * inv + %s * ((%s - R) * inv + R * (inv - 1 / DD))"
           % (second, scaled, scaled, f, rest, f, rest))
    s.hint("%s - R" % rest, "(%s - (%s + %s)) + (%s - (%s + %s)) + (%s - ((1 + r_high) - h * (1 - r_high)))"
           " + (%s - r_low * (1 + h)) + (%s - t * (1 - h)) + ((r_high + r_low) - rho) * (1 + h) + (t - T) * (1 - h)"
           % (rest, rest2, p3, rest2, rest1, p2, rest1, p2, p3))
    s.hint("(1 + r_high) - h * (1 - r_high)", "R - (rho - r_high) * (1 + h) - T * (1 - h)")
    s.hint("R", "DD * (0 - (h - Q))")
    s.hint(rest, "R + (%s - R)" % rest)
    s.hint("r_high", "rho + ((r_high + r_low) - rho) - r_low")
    s.hint("h", "Q + (h - Q)")
    s.hint("inv", "1 / DD + (inv - 1 / DD)")
    s.hint("rho - r_high", "r_low - ((r_high + r_low) - rho)")
    return s.text()
