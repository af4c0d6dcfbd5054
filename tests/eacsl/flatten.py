"""Makes of one source's contracts what Frama-C's E-ACSL can translate; their meaning stays.

E-ACSL (Frama-C 25) has no predicate or logic function that reads memory. So predicates are written out where they are used, and
logic functions that read memory become C functions of the same text ("twins"), which E-ACSL may call. Memory, doubles and old
values of arrays are asked of functions of twins.h.
"""

import glob
import os
import re

from acsl import (IN_BODIES, Clause, annotations, bound_in, closing, contract_clauses, declared_after, definitions, functions_of,
                  is_field, split_at, tokens, unbounded)

# Words of ACSL, and the operations that spec/acsl/rounded.h leaves to the prover, by the functions of twins.h.
TRUTHS = {r"\is_finite": "twin_is_finite", r"\is_NaN": "twin_is_nan", r"\gt_double": "twin_gt", r"\lt_double": "twin_lt",
          "bp_same": "twin_same"}
DOUBLES = {"bp_add": "twin_add", "bp_sub": "twin_sub", "bp_mul": "twin_mul", "bp_div": "twin_div", "bp_neg": "twin_neg"}
MEMORY = {r"\valid": "twin_valid", r"\valid_read": "twin_valid_read", r"\separated": "twin_separated"}
TYPES = {"integer": "long", "double": "double"}
# E-ACSL takes the cast of -1 for -1.
SIZE_MAX = ("(size_t)-1", "18446744073709551615UL")
# What a minus follows that has one operand.
BEFORE = ("(", ",", "<=", "<", ">", ">=", "==", "!=", "?", ":", "&&", "||", "==>", "<==>", ";")
BEFORE_SIGN = BEFORE + ("+", "-", "*", "/", "[", "..")
AFTER = (")", ",", "<=", "<", ">", ">=", "==", "!=", "?", ":", "&&", "||", "==>", "<==>", ";")
SLOTS = 64  # arrays of one source that twin_keep keeps


def listed(arguments):
    return [t for i, a in enumerate(arguments) for t in ([","] if i else []) + a]


def cast(type_name, parts):
    return ["(", *tokens(type_name), ")", "(", *parts, ")"]


def stretch(parts):
    """A piece of memory as arguments of a twin: where, the size of an item, the first item, the one after the last."""
    first, end = ["0"], ["1"]
    if parts[-1] == ")":
        opening = next(i for i in range(len(parts)) if parts[i] == "(" and closing(parts, i) == len(parts) - 1)
        inner = split_at(parts[opening + 1:-1], "..")
        if len(inner) == 2 and opening > 1 and parts[opening - 1] == "+":
            parts, (first, end) = parts[:opening - 1], inner
            end = end[:-2] if end[-2:] == ["-", "1"] and "?" not in end else ["(", *end, ")", "+", "1"]
        elif len(inner) == 1 and opening == 0:
            return stretch(inner[0])
    return [cast("void *", parts), cast("unsigned long", ["sizeof", "(", "*", "(", *parts, ")", ")"]), cast("unsigned long", first),
            cast("unsigned long", end)]


def extents_in(parts):
    """{pointer: (first, end) of the items from there on that a flattened clause says are valid}"""
    found = {}
    for i, part in enumerate(parts):
        if part in ("twin_valid", "twin_valid_read"):
            where, _, first, end = split_at(parts[i + 2:closing(parts, i + 1)], ",")
            if len(where) == 7:
                found[where[5]] = first, end
    return found


def members(body, types):
    """The fields of a structure that are of these types."""
    return {name for names in re.findall(r"^  (?:%s) (\w+(?:, \w+)*);" % types, body, re.M) for name in names.split(", ")}


class Flattener:
    def __init__(self, known, constants):
        self.known, self.constants = known, constants
        self.twins = sorted(d.name for d in known.values() if d.kind != "predicate" and d.labels)
        self.bound = 0

    def fresh(self, body):
        """The body with its bound variables under names of their own."""
        names = {}
        for name in sorted(bound_in(body)):
            self.bound += 1
            names[name] = "%s_%d" % (name, self.bound)
        return [names.get(part, part) for part in body]

    def meaning(self, name, labels, arguments):
        """What stands in place of a call of a predicate or a logic function."""
        if name in TRUTHS:
            return ["(", TRUTHS[name], "(", *listed(arguments), ")", "!=", "0", ")"]
        if name in DOUBLES:
            return [DOUBLES[name], "(", *listed(arguments), ")"]
        definition = self.known[name]
        if name in self.twins:
            whole = ["twin_" + name, "(", *listed([cast("long", a) if t == "integer" else a
                                                  for a, t in zip(arguments, definition.types)]), ")"]
        else:
            given = dict(zip(definition.parameters, arguments))
            if len(labels) == len(definition.labels):
                given.update((formal, [actual]) for formal, actual in zip(definition.labels, labels))
            body, whole = self.fresh(definition.body), []
            for i, part in enumerate(body):
                actual = [part] if is_field(body, i) else given.get(part, [part])
                whole += actual if len(actual) == 1 else ["(", *actual, ")"]
            whole = ["(", *self.flat(whole), ")"]
        if len(definition.labels) == 1 and labels and labels[0] != "Here":
            return [r"\at", "(", *whole, ",", labels[0], ")"]
        return whole

    def call(self, parts, i):
        """What stands in place of the call at i, and where it ends."""
        at, labels = i + 1, []
        if parts[at] == "{":
            end = closing(parts, at)
            labels, at = [t for t in parts[at + 1:end] if t != ","], end + 1
        end = closing(parts, at)
        return self.meaning(parts[i], labels, [self.flat(a) for a in split_at(parts[at + 1:end], ",")]), end + 1

    def memory(self, parts, i):
        end = closing(parts, i + 1)
        pieces = [stretch(self.flat(a)) for a in split_at(parts[i + 2:end], ",")]
        if parts[i] == r"\separated":
            pieces = [a + b for k, a in enumerate(pieces) for b in pieces[k + 1:]]
        called = [[MEMORY[parts[i]], "(", *listed(p), ")", "!=", "0"] for p in pieces]
        return ["(", *[t for k, c in enumerate(called) for t in (["&&"] if k else []) + c], ")"], end + 1

    def negative(self, parts, i):
        """E-ACSL has no minus sign for reals; 0 - x is the same, and an integer where x is one."""
        end = closing(parts, i + 1) + 1 if parts[i + 1] == "(" else i + 2
        while end < len(parts) and parts[end] in ("->", ".", "[", "("):
            end = closing(parts, end) + 1 if parts[end] in "[(" else end + 2
        return ["(", "0", "-", *self.flat(parts[i + 1:end]), ")"], end

    def is_compared(self, parts, i):
        """Whether it is a constant that a double is compared with; E-ACSL would take both for rational numbers, which is slow."""
        exact = re.match(r"\d+\.0$|0\.5$", parts[i])
        return exact and (i == 0 or parts[i - 1] in BEFORE) and (i + 1 == len(parts) or parts[i + 1] in AFTER)

    def flat(self, parts):
        out, i = [], 0
        while i < len(parts):
            part, more = parts[i], [parts[i]]
            end = i + 1
            if is_field(parts, i):
                pass
            elif parts[i:i + 5] == tokens(SIZE_MAX[0]):
                more, end = [SIZE_MAX[1]], i + 5
            elif (part in TRUTHS or part in DOUBLES or part in self.known) and parts[i + 1:i + 2] in (["("], ["{"]):
                more, end = self.call(parts, i)
            elif part in MEMORY:
                more, end = self.memory(parts, i)
            elif part in self.constants:
                more = ["twin_" + part, "(", *cast("int", ["0"]), ")"]
            elif self.is_compared(parts, i):
                more = cast("double", [part])
            elif part == "-" and (not out or out[-1] in BEFORE_SIGN):
                more, end = self.negative(parts, i)
            out += more
            i = end
        return out


def now(parts):
    """An expression in the state Pre without the words that say so once more."""
    out, i = [], 0
    while i < len(parts):
        end = closing(parts, i + 1) if parts[i] in (r"\old", r"\at") else i
        inner = split_at(parts[i + 2:end], ",")
        if end > i and (parts[i] == r"\old" or inner.pop() in (["Pre"], ["Old"])):
            out += ["(", *now(listed(inner)), ")"]
            i = end
        else:
            out.append(parts[i])
        i += 1
    return out


class Function:
    """What the clauses of one contract need of each other: the parameters, the arrays, the places for what they were."""

    def __init__(self, types, fields, slots):
        """fields: those that are sizes in every structure, and of each structure those that are numbers."""
        self.types, self.slots = types, slots
        self.fields, self.scalars = fields
        self.extents, self.kept = {}, {}

    def keep(self, name):
        """twin_kept in place of a parameter, whose items twin_keep keeps when the function is entered."""
        slot = cast("int", [str(self.slots(name))])
        size = cast("unsigned long", ["sizeof", "(", "*", name, ")"])
        self.kept[name] = ["twin_keep", "(", *listed([slot, cast("void *", [name]), size, *self.extents[name]]), ")", "!=", "0"]
        return ["(", *cast(self.types[name].replace("const ", ""), ["twin_kept", "(", *slot, ")"]), ")"]

    def from_kept(self, parts):
        """The old value of an expression, read from what is kept of the parameters that it goes through; None where it goes
        through anything else."""
        out = []
        for i, part in enumerate(parts):
            if is_field(parts, i) or not self.types.get(part, "").endswith("*"):
                out.append(part)
                continue
            item = i
            if parts[i + 1:i + 2] == ["["]:
                item = closing(parts, i + 1)
            elif parts[i + 1:i + 2] == ["+"] and parts[i - 1] == "(":
                item = closing(parts, i - 1)
            number = self.types[part].endswith("double *")
            field = parts[item + 1:item + 2] in (["->"], ["."]) and parts[item + 2] in self.scalars.get(self.types[part].split()[-2], ())
            if part not in self.extents or not (number or field):
                return None
            out += self.keep(part)
        return out if len(self.kept) > 0 and not set(parts) & {r"\old", r"\at"} else None

    def without_old(self, parts):
        """An ensures without \\old and \\at of what depends on a bound variable, which E-ACSL does not translate. None where that
        cannot be kept."""
        bound, out, i = bound_in(parts), [], 0
        while i < len(parts):
            if parts[i] not in (r"\old", r"\at"):
                out.append(parts[i])
                i += 1
                continue
            end = closing(parts, i + 1)
            inner = split_at(parts[i + 2:end], ",")
            label = inner.pop() if parts[i] == r"\at" else ["Pre"]
            inner = listed(inner)
            if label in (["Pre"], ["Old"]) and bound & set(inner):
                inner = self.from_kept(now(inner))
                if inner is None:
                    return None
                out += ["(", *inner, ")"]
            else:
                out += parts[i:end + 1]
            i = end + 1
        return out

    def typed(self, parts):
        """Each parameter of an unsigned type, and each old field, with a cast to its own type: else E-ACSL takes it for a machine
        number in one place, for a big one in another, and fails."""
        out = []
        for i, part in enumerate(parts):
            if part in (r"\old", r"\at"):
                inner = split_at(parts[i + 2:closing(parts, i + 1)], ",")[0]
                if is_field(inner, len(inner) - 1) and inner[-1] in self.fields:
                    out += ["(", "size_t", ")"]
            plain = not is_field(parts, i) and parts[i + 1:i + 2] not in (["["], ["->"])
            if plain and self.types.get(part) in ("size_t", "unsigned long", "unsigned"):
                out += ["(", "(", *tokens(self.types[part]), ")", part, ")"]
            else:
                out.append(part)
        return out


class Module:
    """A source with its headers. clauses: all of its annotations, after write."""

    def __init__(self, root, source, edit=None):
        self.source, self.clauses, self.slots = source, [], {}
        paths = [source] + sorted(
            os.path.relpath(p, root) for folder in ("spec/acsl", "src/bp", "src/text") for p in glob.glob("%s/%s/*.h" % (root, folder)))
        self.texts = {}
        for path in paths:
            with open(os.path.join(root, path)) as file:
                self.texts[path] = file.read()
        if edit:
            before, self.texts[source] = self.texts[source], edit(self.texts[source])
            self.edited = before != self.texts[source]
        self.number = sorted(glob.glob(root + "/src/bp/*.c") + glob.glob(root + "/src/text/*.c")).index(os.path.join(root, source))
        texts = self.texts.values()
        # E-ACSL takes 0.01 for a real number, cuts that to a double, and writes twelve digits.
        constants = {name for path, text in self.texts.items() for name in
                     re.findall(r"^#define (BP_\w+) \d+\.\d+", text, re.M) if path.endswith(".h")}
        self.flattener = Flattener({d.name: d for text in texts for d in definitions(text)}, constants)
        structures = dict(match for text in texts for match in re.findall(r"^typedef struct (\w+) \{(.*?)^\}", text, re.M | re.S))
        scalars = {name: members(body, r"size_t|double|int|bp_activation") for name, body in structures.items()}
        sizes = set().union(*(members(body, "size_t") for body in structures.values()))
        self.fields = sizes - {name for body in structures.values() for name in re.findall(r"\*(\w+);", body)}, scalars
        self.functions = functions_of(self.texts[source])

    def contracts(self):
        """Whether there is anything to check."""
        for path, text in self.texts.items():
            for _, end, content in annotations(text):
                kinds = {clause[0] for clause in contract_clauses(content)}
                if kinds & {"requires", "ensures"} and declared_after(text, end)[0] in self.functions:
                    return True
        return False

    def slot(self, function, name):
        """A place for twin_keep that no other source has."""
        slot = self.slots.setdefault((function, name), len(self.slots))
        if slot >= SLOTS:
            raise ValueError("%s keeps more than %d arrays" % (self.source, SLOTS))
        return SLOTS * self.number + slot

    def flat_clause(self, kind, name, text, function):
        """The clause as E-ACSL shall read it, and why it is left out."""
        parts = tokens(text)
        head = 3 if name else 1
        if kind == "behavior":
            return text, ""
        if kind not in ("requires", "ensures", "assumes", "complete", "disjoint"):
            return "", kind
        if unbounded(parts):
            return "", "quantifier without bounds"
        body = self.flattener.flat(parts[head:])
        if kind == "requires":
            function.extents.update((p, n) for p, n in extents_in(body).items() if p not in function.extents)
        if kind == "ensures":
            body = function.without_old(body)
            if body is None:
                return "", "old value of what is no item of a parameter"
            body = function.typed(body)
        return " ".join(parts[:head] + body), ""

    def contract(self, path, line, name, types, content):
        """What stands in place of a contract: each clause in the line in which it stood."""
        function, found, last = Function(types, self.fields, lambda array: self.slot(name, array)), [], 0
        behavior = ""
        for kind, label, text, offset in contract_clauses(content):
            if kind == "behavior":
                behavior = tokens(text)[1] + "/"
            flat, why = self.flat_clause(kind, label, text, function)
            found.append((offset, flat))
            if kind in ("requires", "ensures", "assigns"):
                self.clauses.append(Clause(kind, name, behavior + label, "%s:%d" % (path, line + offset), why))
            if kind == "requires":
                last = len(found)
        # Behind what says that there is so much to keep.
        found[last:last] = [(found[last - 1][0], "requires twin_keep: %s;" % " ".join(k)) for k in function.kept.values()]
        out = ""
        for offset, text in found:
            out += "\n" * (offset - out.count("\n")) + " " + text
        return "/*@" + out + "\n" * (content.count("\n") - out.count("\n")) + " */" if out.strip() else ""

    def replacement(self, path, start, end, content):
        """What stands in place of an ACSL comment, with as many lines."""
        text = self.texts[path]
        line = text.count("\n", 0, start) + 1
        name, types = declared_after(text, end)
        out = ""
        if name in self.functions:
            out = self.contract(path, line, name, types, content)
        if path == self.source and not any(True for _ in contract_clauses(content)):
            self.clauses += [Clause(kind, "", "", "%s:%d" % (path, line), kind) for kind in IN_BODIES.findall(content)]
        return out or "\n" * content.count("\n")

    def flattened(self, path):
        text, out, at = self.texts[path], "", 0
        for start, end, content in annotations(text):
            out += text[at:start] + self.replacement(path, start, end, content)
            at = end
        out += text[at:]
        return re.sub(r"^#define .*", lambda define: define.group().replace(*SIZE_MAX), out, flags=re.M)

    def logic(self):
        """Declarations and definitions of the twins of this tree's logic functions and constants."""
        heads, bodies = [], []
        for name in sorted(self.flattener.constants):
            heads.append("double twin_%s(int unused)" % name)
            bodies.append("(void)unused;\n  return %s;" % name)
        for name in self.flattener.twins:
            d = self.flattener.known[name]
            # The headers that define structures have contracts that need these declarations first.
            types = [TYPES.get(t) or "const " + re.sub(r"^(?=bp_)", "struct ", t) for t in d.types]
            heads.append("%s twin_%s(%s)" % (TYPES[d.kind], name, ", ".join("%s %s" % pair for pair in zip(types, d.parameters))))
            bodies.append("return %s;" % " ".join(self.flattener.flat(d.body)))
        return heads, bodies

    def write(self, folder):
        for path in self.texts:
            place = os.path.join(folder, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w") as file:
                if path == self.source:
                    file.write('#include "tests/eacsl/twins.h"\n#include "logic.h"\n#line 1 "%s"\n' % path)
                file.write(self.flattened(path))
        heads, bodies = self.logic()
        with open(os.path.join(folder, "logic.h"), "w") as file:
            file.write("#include <stddef.h>\nstruct bp_net;\nstruct bp_trainer;\n" + "".join("/*@ assigns \\nothing; */\nextern %s;\n" % head for head in heads))
        with open(os.path.join(folder, "logic.c"), "w") as file:
            file.write("".join('#include "%s"\n' % path for path in sorted(self.texts) if path.startswith("src/bp/") and path.endswith(".h")))
            file.write('#include "tests/eacsl/twins.h"\n' + "".join("%s;\n" % head for head in heads))
            file.write("".join("%s {\n  %s\n}\n" % pair for pair in zip(heads, bodies)))
