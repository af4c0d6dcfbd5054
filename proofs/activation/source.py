"""Reads C functions as expressions, from clang's syntax tree. What it does not know is an error."""
import json
import subprocess

OPERATIONS = {"+", "-", "*", "/"}
COMPARISONS = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
INTEGER_TYPES = {"int", "unsigned int", "long", "ptrdiff_t"}


class NotUnderstood(Exception):
    pass


def expect(condition, what):
    if not condition:
        raise NotUnderstood("the formula of %s" % what)


class Node:
    """A double, an integer or a member of a row: `op` of `args`. Equal nodes are one object. `name` is that of the C
    variable that holds it."""

    known = {}

    def __new__(cls, op, *args):
        key = (op,) + tuple((a.hex(), "double") if isinstance(a, float) else a for a in args)
        if key not in cls.known:
            node = super().__new__(cls)
            node.op, node.args, node.name = op, args, None
            cls.known[key] = node
        return cls.known[key]

    def __repr__(self):
        return "%s(%s)" % (self.op, ", ".join(map(repr, self.args)))


def constant(value):
    return Node("constant", value)


def variable(name):
    return Node("variable", name)


def is_constant(node):
    return node.op == "constant"


def compute(op, a, b):
    """The operation on two doubles: Python's are binary64, rounded to nearest even."""
    if not (isinstance(a, float) and isinstance(b, float)):
        raise NotUnderstood("an operation of a double with an integer")
    if op == "/":
        return a / b
    return a + b if op == "+" else a - b if op == "-" else a * b


class Source:
    """The functions and tables of C files. `files` are preprocessed and parsed as C90."""

    def __init__(self, root, files):
        self.functions, self.tables, self.records = {}, {}, {}
        for file in files:
            tree = subprocess.run(
                ["clang", "-std=c90", "-fsyntax-only", "-I" + root, "-Xclang", "-ast-dump=json", root + "/" + file],
                capture_output=True, text=True, check=True)
            if tree.stderr:
                raise NotUnderstood("clang says of %s: %s" % (file, tree.stderr))
            self.declarations(json.loads(tree.stdout)["inner"])

    def declarations(self, nodes):
        for node in nodes:
            inner = node.get("inner", [])
            if node["kind"] == "FunctionDecl" and inner and inner[-1]["kind"] == "CompoundStmt":
                self.once(self.functions, node["name"], node)
            elif node["kind"] == "RecordDecl" and "name" in node:
                fields = [f["name"] for f in inner if f["kind"] == "FieldDecl"]
                if self.records.setdefault(node["name"], fields) != fields:
                    raise NotUnderstood("two records %s" % node["name"])
            elif node["kind"] == "VarDecl" and "init" in node:
                if not node["type"]["qualType"].startswith("const "):
                    raise NotUnderstood("%s is not const" % node["name"])
                self.once(self.tables, node["name"], self.initial(inner[0]))

    @staticmethod
    def once(table, name, value):
        if name in table:
            raise NotUnderstood("two definitions of %s" % name)
        table[name] = value

    def initial(self, node):
        """The value of an initialiser: a double, or a list."""
        if node["kind"] == "InitListExpr":
            if "array_filler" in node:
                raise NotUnderstood("an array that is not initialised in full")
            return [self.initial(n) for n in node["inner"]]
        value = Execution(self, []).expression(node, {})
        if not is_constant(value) or not isinstance(value.args[0], float):
            raise NotUnderstood("an initialiser that is not a double")
        return value.args[0]


class Execution:
    """One way through a function, with nodes for values. `rules` are asked of each new node, in turn, for another that
    stands for it; `ranges` gives what is known of a node as (low, high). A comparison that neither its operands nor
    ranges decide takes the next of `choices`, and `choices` grows by True where there is none."""

    def __init__(self, source, choices, rules=(), ranges=None):
        self.source, self.choices, self.rules, self.ranges = source, choices, rules, ranges or {}
        self.taken = []  # (comparison, a, b, outcome)

    def make(self, op, *args):
        node = Node(op, *args)
        for rule in self.rules:
            other = rule(node)
            if other is not None:
                return other
        simple = self.simple(op, *args) if op in OPERATIONS else None
        return node if simple is None else simple

    @staticmethod
    def simple(op, a, b):
        """What needs no rounding at run time. A zero loses its sign, which makes no difference to the numbers."""
        if is_constant(a) and is_constant(b):
            return constant(compute(op, a.args[0], b.args[0]))
        zero, one = constant(0.0), constant(1.0)
        if a.args == (-0.0,):
            a = zero
        if b.args == (-0.0,):
            b = zero
        if op == "*" and zero in (a, b):
            return zero
        if op == "*" and one in (a, b):
            return b if a is one else a
        if op in "+-" and b is zero:
            return a
        if op in "+-" and a is zero:
            return b if op == "+" else Node("negative", b)
        if op == "/" and a.op == "negative":
            return Node("negative", Node("/", a.args[0], b))
        if op in "+-" and b.op == "negative":
            return Node("-" if op == "+" else "+", a, b.args[0])
        return None

    # Calls and statements; a statement gives the value returned, or None if it ends without.

    def call(self, name, args):
        if name not in self.source.functions:
            raise NotUnderstood("a call of %s, whose definition is not there" % name)
        parameters = [n for n in self.source.functions[name]["inner"] if n["kind"] == "ParmVarDecl"]
        if len(parameters) != len(args):
            raise NotUnderstood("a call of %s with %d arguments" % (name, len(args)))
        result = self.statement(self.source.functions[name]["inner"][-1], dict(zip((p["name"] for p in parameters), args)))
        if result is None:
            raise NotUnderstood("%s may end without a value" % name)
        return result

    def statement(self, node, scope):
        kind, inner = node["kind"], node.get("inner", [])
        if kind == "CompoundStmt":
            for child in inner:
                result = self.statement(child, scope)
                if result is not None:
                    return result
        elif kind == "DeclStmt":
            for child in inner:
                if child["kind"] != "VarDecl" or child.get("storageClass"):
                    raise NotUnderstood("the declaration %s" % child["kind"])
                scope[child["name"]] = None
                if "init" in child:
                    self.assign(child["name"], self.expression(child["inner"][0], scope), scope)
        elif kind == "IfStmt":
            if len(inner) not in (2, 3):
                raise NotUnderstood("an if with %d parts" % len(inner))
            if self.truth(inner[0], scope):
                return self.statement(inner[1], scope)
            if len(inner) == 3:
                return self.statement(inner[2], scope)
        elif kind == "ReturnStmt":
            return self.expression(inner[0], scope)
        elif kind == "BinaryOperator" and node["opcode"] == "=" and inner[0]["kind"] == "DeclRefExpr":
            name = inner[0]["referencedDecl"]["name"]
            if name not in scope:
                raise NotUnderstood("an assignment to %s, which is not local" % name)
            self.assign(name, self.expression(inner[1], scope), scope)
        else:
            raise NotUnderstood("the statement %s" % kind)
        return None

    @staticmethod
    def assign(name, value, scope):
        scope[name] = value
        if isinstance(value, Node) and value.name is None and not is_constant(value):
            value.name = name

    # Conditions.

    def truth(self, node, scope):
        kind, inner = node["kind"], node.get("inner", [])
        if kind == "ParenExpr":
            return self.truth(inner[0], scope)
        if kind == "UnaryOperator" and node["opcode"] == "!":
            return not self.truth(inner[0], scope)
        if kind == "BinaryOperator" and node["opcode"] == "&&":
            return self.truth(inner[0], scope) and self.truth(inner[1], scope)
        if kind == "BinaryOperator" and node["opcode"] == "||":
            return self.truth(inner[0], scope) or self.truth(inner[1], scope)
        if kind == "BinaryOperator" and node["opcode"] in COMPARISONS:
            return self.compare(node["opcode"], *(self.expression(n, scope) for n in inner))
        raise NotUnderstood("the condition %s %s" % (kind, node.get("opcode", "")))

    def compare(self, op, a, b):
        """For numbers only: a NaN would make both outcomes false."""
        holds = COMPARISONS[op]
        (low_a, high_a), (low_b, high_b) = self.range(a), self.range(b)
        outcomes = {holds(p, q) for p in (low_a, high_a) for q in (low_b, high_b)}
        if len(outcomes) == 1:
            return outcomes.pop()
        if len(self.taken) == len(self.choices):
            self.choices.append(True)
        outcome = self.choices[len(self.taken)]
        self.taken.append((op, a, b, outcome))
        return outcome

    def range(self, node):
        if is_constant(node):
            return node.args[0], node.args[0]
        if node in self.ranges:
            return self.ranges[node]
        if node.op == "*" and is_constant(node.args[0]) and node.args[0].args[0]:
            return tuple(sorted(node.args[0].args[0] * end for end in self.range(node.args[1])))
        return float("-inf"), float("inf")

    # Expressions.

    def expression(self, node, scope):
        kind, inner = node["kind"], node.get("inner", [])
        c_type = node.get("type", {}).get("desugaredQualType", node.get("type", {}).get("qualType", "")).replace("const ", "")
        if kind == "ParenExpr" or kind == "ConstantExpr":
            return self.expression(inner[0], scope)
        if kind == "FloatingLiteral" and c_type == "double":
            return constant(float(node["value"]))
        if kind == "IntegerLiteral":
            return constant(int(node["value"]))
        if kind == "DeclRefExpr":
            return self.reference(node["referencedDecl"], scope)
        if kind in ("ImplicitCastExpr", "CStyleCastExpr"):
            return self.cast(node["castKind"], c_type, self.expression(inner[0], scope))
        if kind == "UnaryOperator" and node["opcode"] == "-":
            value = self.expression(inner[0], scope)
            return constant(-value.args[0]) if is_constant(value) else self.make("negative", value)
        if kind == "BinaryOperator":
            return self.binary(node["opcode"], c_type, *(self.expression(n, scope) for n in inner))
        if kind == "ConditionalOperator":
            return self.expression(inner[1 if self.truth(inner[0], scope) else 2], scope)
        if kind == "CallExpr":
            return self.call(self.expression(inner[0], scope), [self.expression(n, scope) for n in inner[1:]])
        if kind == "ArraySubscriptExpr":
            return self.element(*(self.expression(n, scope) for n in inner))
        if kind == "MemberExpr" and not node["isArrow"]:
            row = self.expression(inner[0], scope)
            record = inner[0]["type"]["qualType"].replace("const ", "")
            if not isinstance(row, list) or record not in self.source.records:
                raise NotUnderstood("the member %s" % node["name"])
            return constant(row[self.source.records[record].index(node["name"])])
        raise NotUnderstood("the expression %s %s" % (kind, node.get("opcode", c_type)))

    def reference(self, declaration, scope):
        name = declaration["name"]
        if declaration["kind"] == "FunctionDecl":
            return name
        if name in scope:
            if scope[name] is None:
                raise NotUnderstood("%s has no value yet" % name)
            return scope[name]
        if name in self.source.tables:
            return Node("table", name)
        raise NotUnderstood("%s, which is neither local nor a table" % name)

    def cast(self, cast, c_type, value):
        if cast in ("LValueToRValue", "NoOp", "FunctionToPointerDecay", "ArrayToPointerDecay"):
            return value
        if cast == "IntegralCast" and c_type in INTEGER_TYPES:
            if is_constant(value) and not 0 <= value.args[0] < 2**31 and "unsigned" in c_type:
                raise NotUnderstood("a negative number as unsigned")
            return value
        if cast == "IntegralToFloating" and c_type == "double" and is_constant(value):
            return constant(float(value.args[0]))
        if cast == "FloatingToIntegral" and c_type in INTEGER_TYPES:
            if not is_constant(value):
                return self.make("integer", value)
            if not value.args[0].is_integer() or abs(value.args[0]) >= 2**31:
                raise NotUnderstood("%r as an integer" % value.args[0])
            return constant(int(value.args[0]))
        raise NotUnderstood("the conversion %s to %s" % (cast, c_type))

    def binary(self, op, c_type, a, b):
        if c_type == "double" and op in OPERATIONS:
            return self.make(op, a, b)
        if c_type in INTEGER_TYPES and is_constant(b):
            if op == "+" and is_constant(a):
                return constant(a.args[0] + b.args[0])
            if op in ("/", "%") and c_type == "unsigned int" and b.args[0] > 0:
                if is_constant(a):
                    return constant(divmod(a.args[0], b.args[0])[op == "%"])
                return self.make("integer " + op, a, b)
        raise NotUnderstood("the operation %s of %s" % (op, c_type))

    def element(self, table, index):
        if not isinstance(table, Node) or table.op != "table":
            raise NotUnderstood("an element of what is no table")
        if not is_constant(index):
            return self.make("element", table, index)
        rows = self.source.tables[table.args[0]]
        if not 0 <= index.args[0] < len(rows):
            raise NotUnderstood("%s[%d]" % (table.args[0], index.args[0]))
        value = rows[index.args[0]]
        return value if isinstance(value, list) else constant(value)


def ways(source, function, args, rules=(), ranges=None):
    """All ways through a function: pairs of its value and the comparisons on the way that were open."""
    choices = []
    while True:
        execution = Execution(source, choices, rules, ranges)
        yield execution.call(function, args), execution.taken
        while choices and not choices[-1]:
            choices.pop()
        if not choices:
            return
        choices[-1] = False


def signed(node, variable, sign):
    """The sign and the magnitude's formula of a node, for sign times the variable. Equal formulas give doubles that are
    equal but for the sign, as rounding to nearest even is symmetric."""
    if node is variable:
        return sign, node
    if is_constant(node):
        value = node.args[0]
        return (-1, constant(-value)) if value < 0 else (1, node)
    if node.op not in OPERATIONS:
        raise NotUnderstood("%s in a formula" % node.op)
    (s, a), (t, b) = (signed(n, variable, sign) for n in node.args)
    if node.op in "*/":
        return s * t, b if node.op == "*" and a is constant(1.0) else Node(node.op, a, b)
    if node.op == "-":
        t = -t
    return s, Node("+" if s == t else "-", a, b)


def result(all_ways, low, high):
    """The value that all ways have, but for those that lead a value beyond low or high, between which the true one is,
    back to it."""
    all_ways = list(all_ways)
    values = {value for value, _ in all_ways if not is_constant(value)} or {value for value, _ in all_ways}
    if len(values) != 1:
        raise NotUnderstood("a case with %d values" % len(values))
    value = values.pop()
    for other, taken in all_ways:
        if any(a is not value or not is_constant(b) for _, a, b, _ in taken):
            raise NotUnderstood("a comparison of something else than the result")
        facts = {(op if outcome else {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}[op], b.args[0]) for op, _, b, outcome in taken}
        if other is not value and not (other.args[0] == high and (">", high) in facts
                                       or other.args[0] == low and ("<", low) in facts):
            raise NotUnderstood("the result %r" % other)
    return value
