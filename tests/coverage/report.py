#!/usr/bin/python3
"""What llvm-cov found, for each source and in all, against the goals and what justified.txt names.

    report.py EXPORT.text EXPORT.lcov JUSTIFIED [--gaps] [--json FILE]

MC/DC is counted by conditions. A condition is covered if it has been shown to decide its decision alone (llvm-cov's
independence pairs); one that is a whole decision, if it has been both true and false. What the compiler knows to be
constant is no condition. Exit codes: 0 the goals are met, 1 they are not, 2 wrong usage or a malformed file.
"""

import argparse
import json
import os
import sys

WHOLE = ("src/bp", "src/text")  # to be covered whole
GOAL = 95.0  # per cent of the lines of the rest
DECISION, CONDITION = 4, 6  # kinds of llvm-cov's branch regions: a whole decision, or one of several conditions
EXPANSION = 1  # its kind of region for the use of a macro


class Gap:
    """A line or a condition that is not covered."""

    def __init__(self, file, function, line, kind, text, said):
        self.file, self.function, self.line, self.kind, self.text, self.said = file, function, line, kind, text, said
        self.why = None

    def key(self):
        return (self.file, self.function, self.kind, self.text)

    def __str__(self):
        return f"{self.file}:{self.line}: {self.function}: {self.kind} {self.text}  [{self.said}]"


class Count:
    def __init__(self):
        self.all, self.covered, self.justified = 0, 0, 0

    def add(self, other):
        self.all += other.all
        self.covered += other.covered
        self.justified += other.justified

    def per_cent(self):
        return 100.0 * self.covered / self.all if self.all else 100.0

    def complete(self):
        return self.covered + self.justified == self.all

    def json(self):
        return {"count": self.all, "covered": self.covered, "justified": self.justified, "percent": round(self.per_cent(), 2)}


class Source:
    def __init__(self, path):
        self.path = path
        self.text = open(path, encoding="utf-8").read().split("\n")
        self.lines, self.branches, self.conditions, self.gaps = Count(), Count(), Count(), []
        self.functions = []  # (first line, last line, name)

    def between(self, region):
        """The source text of a region of llvm-cov, on one line."""
        first, start, last, end = region[:4]
        if first == last:
            return self.text[first - 1][start - 1 : end - 1].strip()
        rows = [self.text[first - 1][start - 1 :]] + self.text[first : last - 1] + [self.text[last - 1][: end - 1]]
        return " ".join(row.strip() for row in rows)

    def function_at(self, line):
        for first, last, name in self.functions:
            if first <= line <= last:
                return name
        return "-"

    def gap(self, function, line, kind, text, said):
        self.gaps.append(Gap(self.path, function, line, kind, text, said))


def inside(region, outer):
    return tuple(outer[:2]) <= tuple(region[:2]) and tuple(region[2:4]) <= tuple(outer[2:4])


def conditions_in(file, decision, function):
    """The branch regions of a decision in a file of a function, those in macros where the macro is used, in the order of the
    source."""
    places = {}  # of a file of the function: where it is expanded, as (file, region)
    for region in function["regions"]:
        if region[7] == EXPANSION:
            places[region[6]] = (region[5], region[:4])
    found = []
    for branch in function["branches"]:
        if branch[8] != CONDITION:
            continue
        at, region = branch[6], branch[:4]
        path = [region[:2]]
        while at != file and at in places:
            at, region = places[at]
            path.insert(0, region[:2])
        if at == file and inside(region, decision):
            found.append((path, branch))
    return [branch for _, branch in sorted(found, key=lambda pair: pair[0])]


def conditions_of(decision, function, taken):
    """The file of a decision, which llvm-cov does not say, and its branch regions: each use of a macro is a file of its own,
    taken once."""
    best = (0, [])
    for file in range(len(function["filenames"])):
        branches = conditions_in(file, decision, function)
        if (file, *decision[:4]) not in taken and len(branches) > len(best[1]):
            best = (file, branches)
    taken.add((best[0], *decision[:4]))
    return best


def never(branch):
    if branch[4] == 0 and branch[5] == 0:
        return "never executed"
    return "never true" if branch[4] == 0 else "never false"


def take_function(function, sources, relative):
    files = [relative(name) for name in function["filenames"]]
    source = sources[files[0]]
    name = function["name"].rsplit(":", 1)[-1]
    text_of = lambda branch: sources[files[branch[6]]].between(branch)
    for branch in function["branches"]:
        source.branches.all += 2
        source.branches.covered += (branch[4] > 0) + (branch[5] > 0)
        if branch[8] == DECISION:
            source.conditions.all += 1
            if branch[4] > 0 and branch[5] > 0:
                source.conditions.covered += 1
            else:
                source.gap(name, branch[0], "condition", text_of(branch), never(branch))
    taken, found = set(), 0
    for decision in function["mcdc_records"]:
        shown = decision[6]
        file, branches = conditions_of(decision, function, taken)
        whole = sources[files[file]].between(decision)
        found += len(branches)
        if len(branches) == len(shown):
            pairs = list(zip(shown, branches))
        else:
            # Constants are conditions that have no branch, and are never shown to decide anything.
            open_ones = shown.count(False) - (len(shown) - len(branches))
            pairs = [(i >= open_ones, branch) for i, branch in enumerate(branches)]
        for covered, branch in pairs:
            source.conditions.all += 1
            if covered:
                source.conditions.covered += 1
            else:
                source.gap(name, branch[0], "condition", text_of(branch), "does not decide " + whole)
    if found != sum(branch[8] == CONDITION for branch in function["branches"]):
        raise ValueError(f"{source.path}: {name}: llvm-cov has conditions without a decision")


def take_lines(path, sources, relative):
    source = None
    for row in open(path, encoding="utf-8"):
        if row.startswith("SF:"):
            source = sources.get(relative(row[3:].strip()))
        elif row.startswith("DA:"):
            line, count = (int(value) for value in row[3:].split(",")[:2])
            text = source.text[line - 1].strip()
            if text == "}" or text.startswith("#"):  # the end of a block, a macro: nothing that is executed there
                continue
            source.lines.all += 1
            if count > 0:
                source.lines.covered += 1
            else:
                source.gap(source.function_at(line), line, "line", text, "never executed")


def read_export(export, lcov):
    relative = lambda name: os.path.relpath(name)
    data = json.load(open(export, encoding="utf-8"))["data"][0]
    sources = {}
    for function in data["functions"]:
        for path in map(relative, function["filenames"]):
            if path not in sources:
                sources[path] = Source(path)
        body = function["regions"][0]
        sources[relative(function["filenames"][0])].functions.append((body[0], body[2], function["name"].rsplit(":", 1)[-1]))
    seen = set()
    for function in data["functions"]:
        key = (relative(function["filenames"][0]), function["regions"][0][0])
        if key not in seen:
            seen.add(key)
            take_function(function, sources, relative)
    take_lines(lcov, sources, relative)
    return [sources[path] for path in sorted(sources) if sources[path].lines.all]


class Entry:
    def __init__(self, row, file, functions):
        self.row, self.file, self.functions, self.items, self.why = row, file, functions, [], ""


def read_justified(path):
    entries = []
    for row, text in enumerate(open(path, encoding="utf-8"), 1):
        words = text.strip()
        if not words or words.startswith("#"):
            continue
        if not text[0].isspace():
            file, _, functions = words.partition(":")
            if not functions:
                raise ValueError(f'{path}:{row}: found "{words}"; accepted: FILE:FUNCTION,FUNCTION...')
            entries.append(Entry(row, file, functions.split(",")))
            continue
        kind, _, rest = words.partition(" ")
        if not entries or kind not in ("line", "condition", "because") or not rest:
            raise ValueError(f'{path}:{row}: found "{words}"; accepted: line TEXT, condition TEXT, because REASON')
        if kind == "because":
            entries[-1].why = rest
        else:
            entries[-1].items.append((row, kind, rest))
    for entry in entries:
        if not entry.items or not entry.why:
            raise ValueError(f"{path}:{entry.row}: the entry names nothing or has no reason")
        if not entry.file.startswith(tuple(folder + "/" for folder in WHOLE)):
            raise ValueError(f"{path}:{entry.row}: only what is to be covered whole needs an entry: {', '.join(WHOLE)}")
    return entries


def justify(sources, entries, path):
    """Marks the gaps that the entries name; returns what is wrong with the entries."""
    wrong, gaps = [], {}
    for source in sources:
        for gap in source.gaps:
            gaps.setdefault(gap.key(), []).append((source, gap))
    for entry in entries:
        for row, kind, text in entry.items:
            for function in entry.functions:
                found = gaps.get((entry.file, function, kind, text), [])
                if not found:
                    wrong.append(f"{path}:{row}: {entry.file}: {function}: {kind} {text}: covered after all, or not there")
                for source, gap in found:
                    if gap.why is None:
                        (source.lines if kind == "line" else source.conditions).justified += 1
                        gap.why = entry.why
    return wrong


def folder_of(path):
    folder = "/".join(path.split("/")[:2])
    return folder if folder in WHOLE else "rest"


def cell(count):
    rest = f" +{count.justified}" if count.justified else ""
    return f"{count.covered}/{count.all}{rest}", f"{count.per_cent():.2f}" if count.all else "-"


def main():
    parser = argparse.ArgumentParser(description="What llvm-cov found, against the goals.")
    parser.add_argument("export")
    parser.add_argument("lcov")
    parser.add_argument("justified")
    parser.add_argument("--gaps", action="store_true", help="list all gaps, not only those that have to be closed")
    parser.add_argument("--json", help="write the figures to this file too")
    options = parser.parse_args()
    try:
        sources = read_export(options.export, options.lcov)
        wrong = justify(sources, read_justified(options.justified), options.justified)
    except (OSError, ValueError, KeyError, IndexError) as error:
        print(f"report: {error}", file=sys.stderr)
        return 2

    totals = {name: (Count(), Count(), Count()) for name in (*WHOLE, "rest")}
    print(f"{'source':28} {'lines':>13} {'%':>7}  {'branches':>13} {'%':>7}  {'MC/DC':>13} {'%':>7}")
    row = lambda name, three: print(f"{name:28}" + " ".join(f" {c[0]:>13} {c[1]:>7}" for c in map(cell, three)))
    for source in sources:
        three = (source.lines, source.branches, source.conditions)
        row(source.path, three)
        for total, count in zip(totals[folder_of(source.path)], three):
            total.add(count)
    print()
    for name, three in totals.items():
        row(name, three)
    print("\nN/M +J: N of M are covered, and J of the others are justified in tests/coverage/justified.txt")

    for source in sources:
        for gap in source.gaps:
            if folder_of(source.path) != "rest" and gap.why is None:
                wrong.append(f"not covered: {gap}")
            elif options.gaps:
                print(f"gap: {gap}" + (f": justified: {gap.why}" if gap.why else ""))
    lines, _, _ = totals["rest"]
    if lines.per_cent() < GOAL:
        wrong.append(f"{lines.per_cent():.2f} % of the lines of the rest are covered, fewer than {GOAL:g} %")
    for text in wrong:
        print(text)

    def words(name):
        lines, branches, conditions = totals[name]
        part = lambda count: f"{count.per_cent():.2f} %" + (f" ({count.justified} of {count.all} justified)" if count.justified else "")
        return f"{name}: {part(lines)} of the lines, {part(branches)} of the branches, {part(conditions)} of the conditions (MC/DC)"

    if options.json:
        three = lambda lines, branches, conditions: {
            "lines": lines.json(), "branches": branches.json(), "mcdc": conditions.json()}
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump({
                "goals_met": not wrong,
                "summary": [words(name) for name in totals],
                "totals": {name: three(*counts) for name, counts in totals.items()},
                "files": {s.path: three(s.lines, s.branches, s.conditions) for s in sources},
                "gaps": [{"file": g.file, "line": g.line, "function": g.function, "kind": g.kind, "text": g.text,
                          "found": g.said, "justified": g.why} for s in sources for g in s.gaps],
            }, out, indent=1)
            out.write("\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
