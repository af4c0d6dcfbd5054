"""bazel run //tests/mutation: how many planted faults in src/bp and src/text their unit tests notice."""

import argparse
import concurrent.futures
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from faults import faults, planted

ABOUT = """Plants faults one at a time into the sources of src/bp and src/text - an operator exchanged, a constant or an index changed, a
statement left out - builds the unit tests with each under the address sanitizer, and runs them until one fails. A fault
that none notices has survived. Faults that do not compile, and those of which gcc -O2 makes the same code, are not
counted. The score is noticed / (noticed + survived), once with those of tests/mutation/survivors.txt, which
change nothing that a caller could see, left out."""
EXITS = "exit codes: 0 the score is 95 % or more, 1 it is not, 2 wrong usage, 4 nothing was planted"
GOAL = 95.0

COMPILER = ["gcc", "-std=c90", "-w", "-ffp-contract=off", "-D_POSIX_C_SOURCE=200809L", "-Dinline=__inline__", "-I."]
CHECKED = ["-O1", "-fsanitize=address", "-fno-omit-frame-pointer"]
# What the tests of a part are linked with.
LIBRARY = {
    "src/bp": glob.glob("src/bp/*.c") + ["src/isa/isa.c", "tests/naive/draw.c", "tests/naive/naive.c", "tests/naive/sample.c"],
    "src/text": glob.glob("src/bp/*.c") + glob.glob("src/text/*.c") + ["tests/text/temp.c"],
}
# Quick ones first. Numbers alone, without a function, are compared with what they approximate by tests/bp:activation_fit_test.
TESTS = {
    "src/bp": ["tests/bp/%s_test.c" % name for name in (
        "status", "range", "network", "random", "equations", "pass", "selftest", "train", "selftest_faults", "batch", "activation",
        "naive")],
    "src/text": ["tests/text/%s_test.c" % name for name in (
        "number", "lines", "scaling", "csv", "netfile", "limits", "formats", "save", "failing")],
}
LEFT_OUT = ["src/bp/activation_rows.c"]


def arguments():
    parser = argparse.ArgumentParser(prog="mutation", description=ABOUT, epilog=EXITS,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", action="append", metavar="FILE", help="only the faults of this source; may be repeated")
    parser.add_argument("--test", action="append", metavar="FILE", help="only this test looks; may be repeated")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th fault")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="from the K-th on (default 0)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="faults at once (default 1)")
    parser.add_argument("--json", metavar="FILE", help="write the results there, too")
    parser.add_argument("--store", action="store_true", help="keep the results for bazel run //tests:figures")
    parser.add_argument("--list", action="store_true", help="show the faults and end")
    options = parser.parse_args()
    sources = [s for s in sorted(glob.glob("src/bp/*.c") + glob.glob("src/text/*.c")) if s not in LEFT_OUT]
    for file in options.file or []:
        if file not in sources:
            parser.error("--file: found '%s'; accepted: a source of src/bp or src/text but %s" % (file, ", ".join(LEFT_OUT)))
    known = [test for tests in TESTS.values() for test in tests]
    for test in options.test or []:
        if test not in known:
            parser.error("--test: found '%s'; accepted: %s" % (test, ", ".join(known)))
    if options.every < 1 or options.jobs < 1 or options.first < 0:
        parser.error("--every and --jobs: accepted: 1 or more; --first: 0 or more")
    options.sources = options.file or sources
    options.parts = sorted({os.path.dirname(source) for source in options.sources})
    return options


def call(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, errors="replace", **more)


def must(command):
    done = call(command)
    if done.returncode != 0:
        sys.exit("mutation: %s: exit code %d\n%s" % (" ".join(command), done.returncode, done.stdout[-2000:]))
    return done.stdout


class Bench:
    """The tests as they are, and what they need to be linked again with one source changed."""

    def __init__(self, folder, pool, parts, only):
        self.folder = folder
        sources = sorted({source for part in parts for source in LIBRARY[part]})
        objects = list(pool.map(self.object, sources))
        self.library = os.path.join(folder, "all.a")
        must(["ar", "rcs", self.library] + objects)
        self.tests = {}
        for part in parts:
            tests = [test for test in TESTS[part] if not only or test in only]
            self.tests[part] = list(zip(tests, pool.map(self.object, tests), map(wraps, tests)))
        self.limit = {}
        for part, tests in self.tests.items():
            for test in tests:
                started = time.time()
                failed = self.fails(test, [], folder, 600)
                if failed:
                    sys.exit("mutation: %s fails without a fault: %s" % (test[0], failed))
                self.limit[test[0]] = 5 + 10 * (time.time() - started)

    def object(self, source):
        name = os.path.join(self.folder, source.replace("/", "-")[:-2] + ".o")
        must(COMPILER + CHECKED + ["-c", source, "-o", name])
        return name

    def fails(self, test, objects, folder, limit):
        """Why the test fails with these objects first; None if it passes."""
        source, own, options = test
        program = os.path.join(folder, "test")
        linked = call(COMPILER[:1] + CHECKED + options + objects + [own, self.library] +
                      ["-lcmocka", "-lmpfr", "-lgmp", "-lm", "-o", program])
        if linked.returncode != 0:
            return "does not link"
        place = os.path.join(folder, "tmp")
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        try:
            done = call([program, "spec/formats.md"], timeout=limit, stdin=subprocess.DEVNULL,
                        env=dict(os.environ, TEST_TMPDIR=place, ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1"))
        except subprocess.TimeoutExpired:
            return "does not end"
        return None if done.returncode == 0 else "exit code %d" % done.returncode

    def code(self, source, text, folder):
        """What gcc -O2 makes of a text in place of a source; None if it does not compile."""
        name = os.path.join(folder, os.path.basename(source))
        with open(name, "w") as file:
            file.write(text)
        done = call(COMPILER + ["-O2", "-iquote", os.path.dirname(source), "-S", name, "-o", name[:-2] + ".s"])
        if done.returncode != 0:
            return None
        with open(name[:-2] + ".s") as file:
            return re.sub(r"(?m)^\s*\.file.*$", "", file.read())

    def try_fault(self, source, text, before, fault):
        """What became of it. before: the code without it."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            after = self.code(source, planted(text, fault), folder)
            if after is None:
                return "does not compile", None
            if after == before:
                return "same code", None
            changed = os.path.join(folder, "changed.o")
            must(COMPILER + CHECKED + ["-iquote", os.path.dirname(source), "-c", os.path.join(folder, os.path.basename(source)),
                                       "-o", changed])
            for test in self.tests[os.path.dirname(source)]:
                if self.fails(test, [changed], folder, self.limit[test[0]]):
                    return "noticed", test[0]
            return "survived", None


def wraps(test):
    """The options for the calls that a test puts itself in the place of."""
    with open(test) as file:
        return ["-Wl,--wrap=" + name for name in sorted(set(re.findall(r"\b__wrap_(\w+)", file.read())))]


def known_survivors(path="tests/mutation/survivors.txt"):
    """{(source, line's text, old, new): reason}"""
    known, key = {}, None
    with open(path) as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("#") or not line:
                continue
            match = re.match(r"(\S+): (.*) \| (.*) -> (.*)$", line)
            if match:
                key = match.groups()
            elif line.startswith("  because ") and key:
                known[key] = line[len("  because "):]
                key = None
            else:
                sys.exit("mutation: %s:%d: found \"%s\"; accepted: FILE: LINE | OLD -> NEW, then \"  because ...\"" % (path, number, line))
    return known


def key_of(record):
    return (record["file"], record["text"], record["old"], record["new"])


def shown(record):
    return "%s:%d: %s: \"%s\" -> \"%s\" in: %s" % (record["file"], record["line"], record["what"], record["old"], record["new"],
                                                 record["text"])


def summarise(records, known):
    came = [record["result"] for record in records]
    noticed, survived = came.count("noticed"), came.count("survived")
    explained = sum(record["result"] == "survived" and key_of(record) in known for record in records)
    def score(rest):
        return round(100.0 * noticed / (noticed + rest), 2) if noticed + rest else None
    return {"planted": len(records), "noticed": noticed, "survived": survived, "explained": explained,
            "same_code": came.count("same code"), "not_compiled": came.count("does not compile"),
            "score": score(survived), "score_without_explained": score(survived - explained)}


def sentence(part, s):
    return ("%s: %.2f %% of the faults noticed (%d of %d; %.2f %% without the %d survivors that are explained); %d more make no other "
            "code, %d do not compile" % (part, s["score"], s["noticed"], s["noticed"] + s["survived"], s["score_without_explained"],
                                         s["explained"], s["same_code"], s["not_compiled"]))


def main():
    options = arguments()
    known = known_survivors()
    work = []
    number = 0
    for source in options.sources:
        with open(source) as file:
            text = file.read()
        for fault in faults(text):
            if number >= options.first and (number - options.first) % options.every == 0:
                work.append((source, text, fault))
            number += 1

    def record_of(source, text, fault):
        return {"file": source, "line": fault.line, "what": fault.what, "old": fault.old, "new": fault.new,
                "text": text.split("\n")[fault.line - 1].strip()}

    if options.list:
        for item in work:
            print(shown(record_of(*item)))
        return 0
    records = []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        print("mutation: %d of %d faults; building the tests" % (len(work), number), file=sys.stderr, flush=True)
        bench = Bench(folder, pool, options.parts, options.test)
        before = {source: bench.code(source, text, folder) for source, text in {item[:2] for item in work}}

        def try_item(item):
            source, text, fault = item
            return bench.try_fault(source, text, before[source], fault)

        for item, (result, test) in zip(work, pool.map(try_item, work)):
            record = dict(record_of(*item), result=result)
            if test:
                record["test"] = test
            records.append(record)
            if result == "survived":
                print(("explained: " if key_of(record) in known else "survived: ") + shown(record), flush=True)
            if len(records) % 50 == 0:
                print("mutation: %d of %d" % (len(records), len(work)), file=sys.stderr, flush=True)
    parts = {}
    lines = []
    for part in options.parts:
        own = [record for record in records if os.path.dirname(record["file"]) == part]
        parts[part] = summarise(own, known)
        if parts[part]["score"] is not None:
            lines.append(sentence(part, parts[part]))
    print("\n".join(lines))
    result = {"summary": lines, "figures": {"every": options.every, "first": options.first, "parts": parts, "faults": records}}
    if options.json:
        with open(os.path.join(os.environ.get("BUILD_WORKING_DIRECTORY", "."), options.json), "w") as file:
            json.dump(result, file, indent=1)
            file.write("\n")
    if options.store:
        root = os.environ.get("BUILD_WORKSPACE_DIRECTORY")
        if root is None:
            print("mutation: --store: run it as bazel run //tests/mutation -- --store", file=sys.stderr)
            return 2
        result["figures"]["faults"] = [record for record in records if record["result"] == "survived"]
        subprocess.run(["tests/store.sh", root, "mutation", "bazel run //tests/mutation -- --store", "src", "tests"],
                       input=json.dumps(result), universal_newlines=True, check=True)
    scores = [p["score_without_explained"] for p in parts.values() if p["score"] is not None]
    if not scores:
        return 4
    return 0 if min(scores) >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
