"""Gappa scripts from expressions: the rounded value of each node, and the exact value of its formula."""
import re
import subprocess
from fractions import Fraction

from source import NotUnderstood, is_constant


def number(value):
    """A double or a fraction whose denominator is a power of two, exactly."""
    value = Fraction(value)
    n, e = value.numerator, 1 - value.denominator.bit_length()
    if value.denominator != 1 << -e:
        raise NotUnderstood("%s is no binary number" % value)
    while n and n % 2 == 0:
        n, e = n // 2, e + 1
    return "%db%d" % (n, e) if n else "0"


class Script:
    def __init__(self):
        self.lines = ["@rnd = float<ieee_64, ne>;"]
        self.names, self.exact_names, self.used = {}, {}, set()
        self.divisors, self.hints, self.premises, self.goals = [], [], [], []

    def fresh(self, wish):
        name, n = wish, 1
        while name in self.used:
            n += 1
            name = "%s_%d" % (wish, n)
        return name

    def define(self, name, text, divisor=None):
        """name = text; a divisor in it must not be 0 where hints use it."""
        if name in self.used:
            raise NotUnderstood("two meanings of %s in a script" % name)
        self.used.add(name)
        self.lines.append("%s = %s;" % (name, text))
        if divisor and divisor not in self.divisors:
            self.divisors.append(divisor)
        return name

    def stand_for(self, node, name, exact=None):
        """`name` is the rounded value of the node, `exact` its exact one."""
        self.names[node] = name
        self.exact_names[node] = exact or name

    def rounded(self, node):
        """The name of the double that the node is."""
        if is_constant(node):
            return number(node.args[0])
        if node not in self.names:
            self.names[node] = self.define_named(node.name or "n", "rnd(%s)", node, self.rounded)
        return self.names[node]

    def unrounded(self, node):
        """What the last operation of the node rounds."""
        return "(%s %s %s)" % (self.rounded(node.args[0]), node.op, self.rounded(node.args[1]))

    def exact(self, node):
        """The name of what the formula of the node is without rounding."""
        if is_constant(node):
            return number(node.args[0])
        if node not in self.exact_names:
            self.exact_names[node] = self.define_named("M" + (node.name or ""), "(%s)", node, self.exact)
        return self.exact_names[node]

    def formula(self, node, known, prefix):
        """The name of the exact formula of the node from the nodes that `known` names."""
        names = dict(known)
        def name(n):
            if is_constant(n):
                return number(n.args[0])
            if n not in names:
                names[n] = self.define_named(prefix + (n.name or ""), "(%s)", n, name)
            return names[n]
        return name(node)

    def define_named(self, wish, form, node, value):
        if node.op not in ("+", "-", "*", "/"):
            raise NotUnderstood("%s in a formula" % node.op)
        a, b = value(node.args[0]), value(node.args[1])
        return self.define(self.fresh(wish), form % ("%s %s %s" % (a, node.op, b)), b if node.op == "/" else None)

    def hint(self, left, right, *more_divisors):
        """left equals right, which Gappa checks, unless a divisor is 0."""
        self.hints.append((left, right, more_divisors))

    def within(self, text, low, high):
        self.premises.append("%s in [%s, %s]" % (text, number(low), number(high)))

    def near(self, text, bound):
        self.within(text, -bound, bound)

    def goal(self, text):
        self.goals.append(text)

    def text(self):
        lines = self.lines + ["{ %s ->\n  %s }" % (" /\\\n  ".join(self.premises), " /\\\n  ".join(self.goals))]
        for left, right, more in self.hints:
            nonzero = ", ".join("%s <> 0" % d for d in self.divisors + [m for m in more if m not in self.divisors])
            lines.append("%s -> %s%s;" % (left, right, nonzero and " { %s }" % nonzero))
        return "\n".join(lines) + "\n"


def ask(text):
    """Whether Gappa proves every goal of a script, and what it says. Nothing but that a hint was not needed may be said;
    divisors are conditions of the hints, which is why Gappa need not warn of them."""
    answer = subprocess.run(["gappa", "-Wno-null-denominator", "-Eno-auto-dichotomy"], input=text, capture_output=True, text=True)
    said = re.sub(r"Warning: no need for the rewriting at line \d+ column \d+\.?\n?", "", answer.stdout + answer.stderr)
    return answer.returncode == 0 and not said.strip(), said
