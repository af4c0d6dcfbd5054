"""The JSON form of cases back to bpv 1, and checked against the schema by hand: twin.py SCHEMA CASES.json, the text to
standard output."""
import json
import re
import struct
import sys

schema = json.load(open(sys.argv[1]))
text = json.load(open(sys.argv[2]))


def check(value, rule, where):
    """The parts of JSON Schema that the schema uses."""
    if "$ref" in rule:
        rule = schema["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in rule:
        for one in rule["anyOf"]:
            if one.get("type") == "null" and value is None:
                return
        rule = [one for one in rule["anyOf"] if one.get("type") != "null"][0]
    if "const" in rule:
        assert value == rule["const"], where
    if "enum" in rule:
        assert value in rule["enum"], (where, value)
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    if "type" in rule:
        assert isinstance(value, kinds[rule["type"]]), (where, value)
    if "pattern" in rule:
        assert re.search(rule["pattern"], value), (where, value)
    if isinstance(value, list):
        assert rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)), where
        for i, one in enumerate(value):
            check(one, rule["items"], "%s[%d]" % (where, i))
    if isinstance(value, dict):
        assert set(rule.get("required", [])) <= set(value), where
        for name, one in value.items():
            if "propertyNames" in rule:
                check(name, rule["propertyNames"], where)
            properties = rule.get("properties", {})
            if name not in properties:
                assert rule.get("additionalProperties") not in (None, False), (where, name)
            check(one, properties.get(name, rule.get("additionalProperties")), where + "." + name)


def decimal(bits):
    v = struct.unpack(">d", bytes.fromhex(bits))[0]
    return "nan" if v != v else repr(v) if v - v != 0 else "%.17g" % v


def line(*words, numbers=()):
    comment = [" # " + " ".join(decimal(v) for v in numbers)] if numbers else []
    print(" ".join(map(str, [*words, *numbers])) + "".join(comment))


check(text, schema, "")
for case in text["cases"]:
    line("case", case["id"])
    for name in ("group", "note"):
        if case[name] and name == "group":
            line(name, case[name])
    if case["flags"]:
        line("flags", *case["flags"])
    if case["note"]:
        line("note", case["note"])
    if case["classes"]:
        line("classes", *case["classes"])
    line("widths", *case["widths"])
    line("activations", *case["activations"])
    line("scale", numbers=[case["scale"]])
    line("reduce", case["reduce"])
    for name in ("eta", "alpha"):
        line(name, numbers=[case[name]])
    line("batch", case["batch"])
    line("patterns", len(case["s"]))
    for name in ("s", "t"):
        for p, row in enumerate(case[name]):
            line(name, p + 1, numbers=row)
    for name in ("w", "previous"):
        for l, rows in enumerate(case.get(name, [])):
            for k, row in enumerate(rows):
                line(name, l + 1, k + 1, numbers=row)
    if "want" in case:
        line("want", *case["want"])
    if case.get("refuse"):
        line("refuse")
    units = [(l + 1, k + 1) for l, n in enumerate(case["widths"][1:]) for k in range(n)]
    for p in ("f64", "f32", "f16", "bf16"):
        for name, rows in case["expect"].get(p, {}).items():
            for r, row in enumerate(rows):
                if name in ("e", "E"):
                    place = (r + 1,)
                elif name in ("dE_dw", "change", "w_new"):
                    place = (r // len(units) + 1, *units[r % len(units)])
                else:
                    depth = len(case["activations"])
                    place = (r // depth + 1, r % depth + 1)
                if row is not None:
                    line(p, name, *place, *[lo if lo == hi else lo + ":" + hi for lo, hi in row])
    line("end")
