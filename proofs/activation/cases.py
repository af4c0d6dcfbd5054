"""The finite doubles in cases, and for each what has to be shown: scripts for Gappa and lemmas for Coq."""
import math
from fractions import Fraction

import facts
import rows
import tail
from source import NotUnderstood, Source, constant, is_constant, result, signed, variable, ways

FILES = ["src/bp/activation.c", "src/bp/activation_rows.c", "src/bp/activation_tail.c"]
X, R, T = variable("x"), rows.R, variable("t")
RANGE = {"logistic": (0.0, 1.0), "tanh": (-1.0, 1.0)}
STEP = {"logistic": Fraction(1, 8), "tanh": Fraction(1, 16)}
FIRST_LAST = {"logistic": (-328, 300), "tanh": (-305, 305)}
BEYOND = {"logistic": 64, "tanh": 32}  # the snapping is looked at up to here

# How far what the last operation rounds may be from the true value, in ulps of that; half an ulp more is the error.
BOUNDS = {
    "logistic, x > 0": Fraction(1, 8),
    "logistic, x < 0": Fraction(7, 16),
    "logistic near 0": Fraction(9, 64),
    "logistic, left tail": Fraction(1, 8),
    "tanh": Fraction(13, 64),
    "tanh near 0": Fraction(9, 64),
}

POLY_ERROR = Fraction(1, 2**57)   # of the polynomials for coth_part
NEAR_ERROR = Fraction(1, 2**63)   # of the polynomial for logistic near 0
LN2_ERROR = Fraction(1, 2**95)    # of ln2/2 in two doubles
RHO_MOST = Fraction(355, 2048)    # of |rho|, somewhat more than ln2/4
SHARE = Fraction(1, 2**59)        # of what logistic is below exp in the left tail
CORE_RANGE = (Fraction(-1, 2**24), Fraction(1, 2**11))
CORE_ERROR = {  # by kind, whether r > 0, and the power of two that r is a multiple of
    ("logistic", False, None): Fraction(302, 100 * 2**53),
    ("logistic", True, None): Fraction(252, 100 * 2**53),
    ("logistic", False, -51): Fraction(202, 100 * 2**53),
    ("logistic", True, -51): Fraction(202, 100 * 2**53),
    ("tanh", False, None): Fraction(101, 100 * 2**52),
    ("tanh", True, None): Fraction(101, 100 * 2**52),
}


def dyadic(value, bits=70):
    """Rounded up to a fraction whose denominator is a power of two."""
    return Fraction(math.ceil(value * 2**bits), 2**bits)


def fail(what):
    raise NotUnderstood(what)


class Snapped:
    """Rules for x snapped to t: `t` stands for it, R for x - t."""

    def __init__(self, t):
        self.t, self.snap = t, None

    def __call__(self, node):
        if node.op != "-":
            return None
        a, b = node.args
        if a.op == "+" and a.args[0] is X and a.args[1] is b and is_constant(b):
            if self.snap not in (None, node):
                fail("two ways to snap x")
            self.snap = node
            return self.t
        return R if a is X and b is self.t else None


class Cases:
    """`every` is for the canaries: they look at one row in so many."""

    def __init__(self, root, every=1):
        self.every = every
        self.source = Source(root, FILES)
        self.scripts, self.facts = [], facts.Facts()  # scripts: (case, label, text)
        self.snap, self.polynomials = {}, {}
        for kind in ("logistic", "tanh"):
            self.cases_of(kind)

    def add(self, case, label, text):
        self.scripts.append((case, label, text))

    def value(self, kind, t):
        rule = Snapped(constant(float(t)))
        value = result(ways(self.source, "bp_" + kind, [X], [rule]), *RANGE[kind])
        if self.snap.setdefault(kind, rule.snap) is not rule.snap or rule.snap is None:
            fail("how %s snaps x" % kind)
        return value

    def cases_of(self, kind):
        """Every x is one of: |x| <= BEYOND, and t one of the rows from first to last; t before them; t after them."""
        step, (first, last) = STEP[kind], FIRST_LAST[kind]
        near = {}
        for j in range(first, last + 1):
            if j % self.every and abs(j) > 2:
                continue
            value = self.value(kind, j * step)
            if kind == "logistic" and leaves(value) & {X, R} == {X}:
                near[j] = value
            elif leaves(value) & {X, R} != {R}:
                fail("row %d of %s" % (j, kind))
            elif kind == "tanh" and j <= 0:
                # Bit for bit what the row on the other side gives, but for the sign.
                sign, formula = signed(value, R, -1)
                if (-sign, formula) != signed(self.value(kind, -j * step), R, 1):
                    fail("row %d of tanh: it is not odd" % j)
                if j == 0:
                    self.origin(value)
            else:
                self.row(kind, j, value)
        if kind == "logistic":
            self.near(near)
        for binade, text in rows.snap_scripts(self.snap[kind], X, step, BEYOND[kind]):
            self.add(kind + ", snapping", "x from 2^%s" % binade, text)
        self.cores(kind)
        # x beyond BEYOND is snapped beyond the rows too, as snapping keeps order.
        bias = self.snap[kind].args[1].args[0]
        for sign, end in ((-1, first), (1, last)):
            if not sign * ((sign * float(BEYOND[kind]) + bias) - bias) > sign * end * step:
                fail("the end of the rows of %s" % kind)
            # t is at least a step, and x at least half a step, beyond the last row.
            self.beyond(kind, sign, (end + sign) * step, (end + sign) * step - sign * step / 2)

    def at(self, kind, low, high, t_low, t_high):
        """The value for low <= x <= high, where t is from t_low to t_high."""
        return result(ways(self.source, "bp_" + kind, [X], [Snapped(T)],
                           {X: (float(low), float(high)), T: (float(t_low), float(t_high))}), *RANGE[kind])

    def beyond(self, kind, sign, t, x):
        """For sign x >= |x|, which is where sign t >= |t|."""
        ends = (lambda a: (a, math.inf)) if sign > 0 else (lambda a: (-math.inf, a))
        if kind == "logistic" and sign < 0:
            self.left_tail(t, x)
            return
        value = self.at(kind, *ends(x), *ends(t))
        if value is not constant(float(sign)):
            fail("%s beyond its rows" % kind)
        if sign > 0:
            name = kind + "_saturated"
            self.facts.lemma(name, "1 - %s %s <= %s" % (kind, facts.number(x), facts.power(-54)),
                             facts.OPEN[kind] + "; simpl (bpow _ _); interval with (i_prec 200).")
        elif -x != FIRST_LAST[kind][1] * STEP[kind] + STEP[kind] / 2:
            fail("tanh beyond its rows, on one side and on the other")

    def left_tail(self, t, x):
        vanish = Fraction(-746)
        value = self.at("logistic", -math.inf, vanish, -math.inf, t)
        if value is not constant(0.0):
            fail("logistic where it vanishes")
        self.facts.lemma("logistic_vanished", "logistic %s <= %s" % (facts.number(vanish), facts.power(-1075)),
                         "unfold logistic; simpl (bpow _ _); interval with (i_prec 1300).")
        above = math.nextafter(float(vanish), 0.0)
        v_low, v_high = -x / 2, -vanish / 2
        fewest, most = int(v_low * 2 / Fraction(math.log(2))) - 1, int(v_high * 2 / Fraction(math.log(2))) + 1
        most = min(most, 1076)
        whole = tail.Tail(self.source, above, float(x), fewest, most, [Snapped(T)], {T: (-math.inf, float(t))})
        n = tail.Names(whole)
        case = "logistic, left tail"
        self.add(case, "turns", tail.turns_script(whole, v_low, v_high, LN2_ERROR, RHO_MOST))
        self.add(case, "reduction", tail.reduction_script(whole, n, v_low, v_high, LN2_ERROR, RHO_MOST))
        self.add(case, "polynomial", tail.polynomial_script(n, RHO_MOST, POLY_ERROR))
        self.add(case, "quotient", tail.inverse_script(n, RHO_MOST))
        for fine in sorted({fine for _, fine, _ in whole.powers()}):
            # Q (1 + k) is at least 1/2, so that an ulp of fine Q (1 + k) is at least fine 2^-53.
            self.add(case, "times %g" % fine, tail.rest_script(n, fine, RHO_MOST, SHARE, BOUNDS[case] * Fraction(fine) / 2**53))
        high, low = tail.half_ln2(whole)
        self.facts.lemma("half_ln2", "Rabs (ln 2 / 2 - (%s + %s)) <= %s" % (facts.number(high), facts.number(low), facts.number(LN2_ERROR)),
                         "interval with (i_prec 200).")
        self.facts.lemma("share", "logistic %s <= %s" % (facts.number(x), facts.number(SHARE)), "unfold logistic; interval with (i_prec 200).")
        self.facts.polynomial("tail_polynomial", n.t, n.r, "", 1, 16, Fraction(7, 100), RHO_MOST, POLY_ERROR)

    def row(self, kind, j, value):
        row = rows.Row(kind, value)
        step = STEP[kind]
        t = j * step
        binade = math.frexp(row.value)[1] - 1
        rest_error = Fraction(2) ** (binade - 105)
        self.facts.row(kind, "%s_row_%d" % (kind, j - FIRST_LAST[kind][0]), t, row.value, row.rest, rest_error)
        case = kind if kind == "tanh" else "logistic, x %s 0" % ("<" if j < 0 else ">")
        end = t - step / 2
        for low, high, e in self.pieces(kind, j):
            if low != end:
                fail("a gap before %s" % low)
            end = high
            fixed, core = None, None
            if row.split:
                fixed = binade_of(low, high) - 52
            else:
                grid = -51 if kind == "logistic" and min(abs(low), abs(high)) >= 2 else None
                core = max(CORE_ERROR[kind, sign, grid] for sign in (False, True) if (high > t if sign else low < t))
                self.polynomials.setdefault(kind, row)
            self.add(case, "row %g, r from %g to %g" % (t, low - t, high - t),
                     rows.row_script(row, low - t, high - t, Fraction(2) ** (e - 52), core and dyadic(core), CORE_RANGE, POLY_ERROR, rest_error,
                                     BOUNDS[case], fixed))
        if end != t + step / 2:
            fail("a gap before %s" % (t + step / 2))

    def thresholds(self, kind):
        """Arguments from which f (tanh: |f|) is at least 2^e."""
        if not hasattr(self, "known"):
            self.known = {}
        if kind not in self.known:
            found = []
            for e in range(-61, 0) if kind == "logistic" else range(-6, 0):
                if kind == "logistic":
                    x = math.log(2.0**e / (1 - 2.0**e)) if e < -1 else 0.0
                else:
                    x = math.atanh(2.0**e)
                found.append((dyadic(Fraction(x), 20), e))
                self.facts.at_least(kind, "%s_from_%d" % (kind, -e), *found[-1])
            self.known[kind] = found
        return self.known[kind]

    def pieces(self, kind, j):
        """Where f stays above a power of two, and x within its doubles of one spacing where that makes a difference."""
        step = STEP[kind]
        t = j * step
        low, high = t - step / 2, t + step / 2
        cuts = {low, high} | {x for x, _ in self.thresholds(kind) if low < x < high}
        if kind == "tanh" and j in (1, 2, 4, 8):  # a power of two, where the spacing of x changes
            cuts.add(t)
        cuts = sorted(cuts)
        return [(a, b, max(e for x, e in self.thresholds(kind) if x <= a)) for a, b in zip(cuts, cuts[1:])]

    def cores(self, kind):
        row, half = self.polynomials[kind], STEP[kind] / 2
        for (of, sign, fixed), error in CORE_ERROR.items():
            if of == kind:
                self.add(kind + ", polynomial", "r %s 0%s" % (">" if sign else "<", "" if fixed is None else ", a multiple of 2^%d" % fixed),
                         rows.core_script(row, Fraction(0) if sign else -half, half if sign else Fraction(0), dyadic(error), CORE_RANGE, fixed))
        if kind == "logistic":
            self.facts.polynomial("logistic_polynomial", row.core, R, "(1 - r / 2)", 2, 12, Fraction(1, 80), Fraction(1, 32), POLY_ERROR)
        else:
            self.facts.polynomial("tanh_polynomial", row.core, R, "1", 1, 12, Fraction(1, 80), Fraction(1, 32), POLY_ERROR)

    def near(self, near):
        values = set(near.values())
        if sorted(near) != list(range(min(near), max(near) + 1)) or max(near) != -min(near) or len(values) != 1:
            fail("logistic near 0")
        node, most = values.pop(), max(near) * STEP["logistic"] + STEP["logistic"] / 2
        self.facts.near("logistic_near_0", node, X, most, NEAR_ERROR)
        case = "logistic near 0"
        # logistic is at least 1/4 where x is at least -1, and at least 1/2 where x is at least 0.
        for low, high, e in ((-most, Fraction(0), -2), (Fraction(0), most, -1)):
            if not any(x <= low and known >= e for x, known in self.thresholds("logistic")):
                fail("logistic near 0")
            self.add(case, "x from %g to %g" % (low, high), rows.near_script(node, X, low, high, Fraction(2) ** (e - 52), NEAR_ERROR, BOUNDS[case]))

    def origin(self, value):
        origin, case = rows.Origin(value), "tanh near 0"
        for e in range(-30, rows.exponent(STEP["tanh"] / 2)):
            low, high = Fraction(2) ** e, Fraction(2) ** (e + 1)
            self.facts.at_least("tanh", "tanh_near_from_%d" % -e, low, e - 1)
            self.add(case, "x from %g to %g" % (low, high),
                     rows.origin_script(origin, low, high, Fraction(2) ** (e - 1 - 52), POLY_ERROR, BOUNDS[case]))
        self.add(case, "|x| <= 2^-30", rows.tiny_script(origin))
        self.add(case, "|x| <= 2^-900", rows.tiniest_script(origin))


def binade_of(low, high):
    """The e of 2^e <= |x| <= 2^(e+1) for x between low and high."""
    least, most = sorted((abs(low), abs(high)))
    e = math.frexp(float(least))[1] - 1
    if low * high <= 0 or Fraction(2) ** e > least or most > Fraction(2) ** (e + 1):
        fail("a piece of two binades")
    return e


def leaves(node):
    seen, todo = set(), [node]
    while todo:
        n = todo.pop()
        if n not in seen:
            seen.add(n)
            todo += [a for a in n.args if hasattr(a, "op")]
    return seen
