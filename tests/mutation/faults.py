"""The faults that can be planted in a C source: an operator exchanged, a constant or an index changed, a statement left out.

Where a constant is a part of the size of an array, the fault makes the array smaller: a larger one changes nothing.
"""

import re
from collections import namedtuple

# start, end: the bytes of the source that are replaced; what: in words.
Fault = namedtuple("Fault", "line column start end old new what")

OPERATORS = {
    "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "&&": "||", "||": "&&", "+=": "-=", "-=": "+=", "*=": "+=", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "^": "&",
}
BINARY = re.compile(r"(?<= )(%s)(?=[ \n])" % "|".join(re.escape(o) for o in sorted(OPERATORS, key=len, reverse=True)))
STEP = re.compile(r"\+\+|--")
NOT = re.compile(r"(?<=[ (])!(?=[\w(])")
NUMBER = re.compile(r"(?<![\w.])(\d+\.\d*(?:e[-+]?\d+)?|\d+e[-+]?\d+|0x[0-9a-f]+|\d+)([uUlL]*)(?![\w.])")
INDEX = re.compile(r"(?<=[\w\])])\[([^\[\]\n]+)\]")
SIZE = re.compile(r"(?<=[\w,] )\**\w+((?:\[[^\[\]\n]*\])+)(?= =|[,;])")
STATEMENT = re.compile(r"(?<=[;{}:)\n])(\n *)((?:[a-z_]\w*(?:->|\.|\[|\(| [-+*/]?= )|[*(+-])[^;{}\n]*;)(?=\n)")
DECLARATION = re.compile(r"\s*(static|const|extern|typedef|struct|enum|unsigned|double|float|char|int|long|size_t|ptrdiff_t|void|FILE|"
                         r"bp_[a-z_]+) +\*?\w")
WORDS = ("return", "break", "continue", "goto", "else", "if", "for", "while", "do", "case", "default", "switch", "sizeof")

COMMENT_OR_LITERAL = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def code_of(text):
    """The text without its comments."""
    return COMMENT_OR_LITERAL.sub(lambda match: blank(match) if match.group().startswith("/") else match.group(), text)


def masked(text):
    """The text with every byte that is no code a space: comments, literals, directives but for the values of macros."""
    text = COMMENT_OR_LITERAL.sub(blank, text)
    text = re.sub(r"(?m)^#(?!define \w+ \(?-?[\d.]).*(?:\\\n.*)*$", blank, text)
    return re.sub(r"(?m)^#define \w+", blank, text)


def number_of(text, size):
    """A number in its place; None if there is none."""
    if size:
        return str(int(text, 0) - 1) if int(text, 0) > 1 else None
    if re.search(r"[.e]", text) and not text.startswith("0x"):
        return "1.0" if float(text) == 0.0 else "(2.0 * %s)" % text
    if re.match(r"0[0-7]", text):
        return "0%o" % (int(text, 8) + 1)
    return str(int(text, 0) + 1)


def faults(text):
    """All of them, in the order of the text."""
    code = masked(text)
    found = []

    def add(start, end, new, what):
        begin = text.rfind("\n", 0, start) + 1
        found.append(Fault(text.count("\n", 0, start) + 1, start - begin + 1, start, end, text[start:end], new, what))

    def is_size(at):
        """Is there a part of an array's size in a declaration?"""
        begin = code.rfind("\n", 0, at) + 1
        line = code[begin:code.find("\n", at)]
        return DECLARATION.match(line) and any(
            match.start(1) <= at - begin < match.end(1) and line.count("(", 0, match.start()) == line.count(")", 0, match.start())
            for match in SIZE.finditer(line))

    for match in BINARY.finditer(code):
        add(match.start(), match.end(), OPERATORS[match.group()], "operator")
    for match in STEP.finditer(code):
        add(match.start(), match.end(), "--" if match.group() == "++" else "++", "operator")
    for match in NOT.finditer(code):
        add(match.start(), match.end(), "", "operator")
    for match in NUMBER.finditer(code):
        new = number_of(match.group(1), is_size(match.start()))
        if new is not None:
            add(match.start(), match.end(), new + match.group(2), "constant")
    for match in INDEX.finditer(code):
        line = code[code.rfind("\n", 0, match.start()) + 1:code.find("\n", match.end())]
        if not DECLARATION.match(line) and not match.group(1).isupper() and not match.group(1).isdigit():
            add(match.start(1), match.end(1), match.group(1) + " + 1", "index")
    for match in STATEMENT.finditer(code):
        line = match.group(2)
        if not DECLARATION.match(line) and re.match(r"\W*(\w+)", line).group(1) not in WORDS:
            add(match.start(2), match.end(2), ";", "statement left out")
    return sorted(set(found), key=lambda fault: (fault.start, fault.end))


def planted(text, fault):
    return text[:fault.start] + fault.new + text[fault.end:]
