"""For implementations in Python that answer bpv 1 (spec/bpv.md): reads cases from standard input, writes answers to
standard output. Copy it; it needs nothing but Python.

    def learn(case, answer):
        ...
        answer.weights("w_new", update, w)     # each update, from 1: for each layer a list of rows, the bias first
        answer.units("y", pattern, layer, y)   # each pattern and layer, from 1

    bpv.serve("mine", learn)
"""
import struct
import sys


class Skip(Exception):
    """This implementation cannot do the case."""


def number(digits):
    return struct.unpack(">d", bytes.fromhex(digits))[0]


def bits(value):
    return struct.pack(">d", float(value)).hex()


class Case:
    """widths, activations, scale, mean, eta, alpha, batch, patterns; s, t: a list of numbers for each pattern; w: for
    each layer a list of rows, one a unit, the bias first; previous: the same, or None."""

    def __init__(self, name):
        self.id = name
        self.s, self.t = [], []
        self.w, self.previous = [], None
        self.finite = True

    def line(self, words):
        key = words[0]
        if key == "widths":
            self.widths = [int(word) for word in words[1:]]
            self.w = [[] for _ in self.widths[1:]]
        elif key == "activations":
            self.activations = words[1:]
        elif key == "reduce":
            self.mean = words[1] == "mean"
        elif key in ("batch", "patterns"):
            setattr(self, key, int(words[1]))
        elif key in ("scale", "eta", "alpha"):
            setattr(self, key, self.numbers(words[1:])[0])
        elif key in ("s", "t"):
            getattr(self, key).append(self.numbers(words[2:]))
        elif key == "w":
            self.w[int(words[1]) - 1].append(self.numbers(words[3:]))
        elif key == "previous":
            self.previous = self.previous or [[] for _ in self.widths[1:]]
            self.previous[int(words[1]) - 1].append(self.numbers(words[3:]))

    def numbers(self, words):
        values = [number(word) for word in words]
        self.finite = self.finite and all(value - value == 0 for value in values)
        return values


class Answer:
    def __init__(self):
        self.lines = []

    def row(self, name, places, values):
        self.lines.append(" ".join([name, *map(str, places), *map(bits, values)]))

    def units(self, name, pattern, layer, values):
        self.row(name, (pattern, layer), values)

    def error(self, pattern, values):
        self.row("e", (pattern,), values)

    def loss(self, update, value):
        self.row("E", (update,), [value])

    def weights(self, name, update, layers):
        for l, rows in enumerate(layers):
            for k, row in enumerate(rows):
                self.row(name, (update, l + 1, k + 1), row)


def serve(name, learn, *items):
    """Answers every case with what learn(case, answer) puts into the answer. items: further lines of the header."""
    lines = iter(sys.stdin)
    for line in lines:
        if line.split("#")[0].strip() == "end":
            break
    print("\n".join(["bpv 1", "name " + name, *items, "end"]), flush=True)
    case = None
    for line in lines:
        words = line.split(" #")[0].split()
        if words[0] == "case":
            case = Case(words[1])
        elif words[0] != "end":
            case.line(words)
        else:
            answer = Answer()
            try:
                if not case.finite:
                    answer.lines = ["refused a number is not finite"]
                else:
                    learn(case, answer)
            except Skip as why:
                answer.lines = ["skipped " + str(why)]
            print("\n".join(["answer " + case.id, *answer.lines, "end"]), flush=True)
