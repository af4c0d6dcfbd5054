"""Lets `bpref gradcheck --impl` ask a Python model for its loss and its gradient (spec/bpv.md).

serve(x, loss, gradient) answers until there are no more questions. x: the parameters, a flat list or array of n
numbers; loss(x) returns a number, gradient(x) n numbers, x being a list of n floats."""

import struct
import sys


def _bits(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in values)


def serve(x, loss, gradient, name="python"):
    x = [float(v) for v in x]
    here = x
    for line in sys.stdin:
        words = line.split(" #")[0].split()
        if not words:
            continue
        if words[0] == "bpv":
            asked = None
        elif words[0] == "point":
            asked, told, here = words[1], [], None
        elif words[0] == "x":
            told += [struct.unpack(">d", bytes.fromhex(w))[0] for w in words[1:]]
        elif words[0] == "at":
            moved = int(words[1]) - 1, struct.unpack(">d", bytes.fromhex(words[2]))[0]
            here = list(told or x)
            here[moved[0]] = moved[1]
        elif words[0] == "want":
            want = words[1:]
        elif words[0] == "end" and asked is None:
            print("bpv 1", f"name {name}", "end", sep="\n", flush=True)
        elif words[0] == "end":
            x = told or x
            here = here or x
            rows = {"x": lambda: _bits(x), "E": lambda: _bits([loss(here)]), "dE_dw": lambda: _bits(gradient(here))}
            print(f"answer {asked}", *(f"{q} {rows[q]()}" for q in want), "end", sep="\n", flush=True)
