"""ACSL annotations of C sources as text and tokens: what a source defines, what its contracts say."""

import re
from collections import namedtuple

# kind: "predicate" or the type of a logic function; labels, parameters: names; types: of the parameters; body: tokens.
Definition = namedtuple("Definition", "name kind labels parameters types body")
# A clause of the contract of a function, or an annotation in a body; place: FILE:LINE; why: it is left out, or "".
Clause = namedtuple("Clause", "kind function name place why")

TOKEN = re.compile(r"\s+|/\*.*?\*/|'\\?.'|\\?[A-Za-z_]\w*|\d[\w.]*(?:(?<=[eE])[-+]\d+)?|\.\.|==>|<==>|<=|>=|==|!=|&&|\|\||->|<<|>>|.", re.S)
IN_BODIES = re.compile(r"\b(ghost|assert|loop invariant|loop variant|loop assigns)\b")
IN_CONTRACTS = ("requires", "ensures", "assigns", "behavior", "assumes", "complete", "disjoint", "terminates", "decreases")
CLAUSE = re.compile(r"(?:^|(?<=[;:]))\s*(?=(?:%s)\b)" % "|".join(IN_CONTRACTS))


def tokens(text):
    return [t for t in TOKEN.findall(text) if not t.isspace() and not t.startswith("/*")]


def annotations(text):
    """(start, end, content) of each ACSL comment."""
    for match in re.finditer(r"/\*@(.*?)\*/", text, re.S):
        yield match.start(), match.end(), match.group(1)


def split_at(parts, separator):
    """Tokens split at a separator outside parentheses."""
    depth, found = 0, [[]]
    for part in parts:
        depth += (part in "([{") - (part in ")]}")
        if part == separator and depth == 0:
            found.append([])
        else:
            found[-1].append(part)
    return found


def closing(parts, at):
    """The place of the token that closes the one at `at`."""
    depth = 0
    for i in range(at, len(parts)):
        depth += (parts[i] in "([{") - (parts[i] in ")]}")
        if depth == 0:
            return i
    raise ValueError("not closed: " + " ".join(parts[at:at + 20]))


def is_field(parts, at):
    return at > 0 and parts[at - 1] in ("->", ".")


def bound_in(parts):
    """The variables that quantifiers bind."""
    return {v[-1] for i, p in enumerate(parts) if p in (r"\forall", r"\exists")
            for v in split_at(parts[i + 1:parts.index(";", i)], ",")}


def unbounded(parts):
    """Whether a quantifier lacks bounds right behind it, before what they imply."""
    def premises(i):
        start = parts.index(";", i)
        return parts[start:parts.index("==>", start)] if "==>" in parts[start:] else []
    return any(v[-1] not in premises(i) for i, p in enumerate(parts) if p == r"\forall"
               for v in split_at(parts[i + 1:parts.index(";", i)], ","))


def definitions(text):
    """The predicates and logic functions that a source defines."""
    for _, _, content in annotations(text):
        parts = tokens(content)
        starts = [i for i, t in enumerate(parts) if t in ("predicate", "logic", "lemma", "axiomatic", "ghost")] + [len(parts)]
        for start, end in zip(starts, starts[1:]):
            while end > start and parts[end - 1] != ";":
                end -= 1
            part = parts[start:end - 1]
            if not part or part[0] not in ("predicate", "logic") or "=" not in part:
                continue
            head, body = part[:part.index("=")], part[part.index("=") + 1:]
            opening, labels = head.index("("), []
            before = head[:opening]
            if "{" in before:
                brace = before.index("{")
                labels, before = [t for t in before[brace + 1:-1] if t != ","], before[:brace]
            parameters = split_at(head[opening + 1:closing(head, opening)], ",")
            yield Definition(before[-1], " ".join(before[1:-1]) or "predicate", labels, [p[-1] for p in parameters],
                             [" ".join(p[:-1]) for p in parameters], body)


def contract_clauses(content):
    """(kind, name, text, number of its line in the comment) of each clause; none if the comment is no contract."""
    if not content.lstrip().startswith(IN_CONTRACTS):
        return
    places = [m.end() for m in CLAUSE.finditer(content)]
    for at, end in zip(places, places[1:] + [len(content)]):
        text = content[at:end].rstrip()
        name = re.match(r"[a-z]+\s+([A-Za-z_]\w*)\s*:(?!:)", text)
        yield re.match(r"[a-z]+", text).group(), name.group(1) if name else "", text, content.count("\n", 0, at)


def declared_after(text, at):
    """The name of the function that the text from `at` on declares or defines, and the types of its parameters."""
    match = re.match(r"\s*(?:[A-Za-z_][\w ]*[ *]+)([A-Za-z_]\w*)\s*\(([^()]*)\)", text[at:])
    if not match:
        return None, {}
    types = {}
    for parameter in match.group(2).split(","):
        found = re.match(r"\s*(.*?)(\w+)(\[\w*\])?\s*$", parameter, re.S)
        if found:
            types[found.group(2)] = found.group(1).replace("BP_RESTRICT", "").strip() + (" *" if found.group(3) else "")
    return match.group(1), types


def functions_of(text):
    """The functions that a source defines."""
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return set(re.findall(r"^[A-Za-z_][^;{}()#=]*?\b(\w+)\([^;{}]*?\)\s*\{", code, re.M))
