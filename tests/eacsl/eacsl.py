"""Runs the unit tests and the fuzzing corpora with the contracts of src/bp and src/text checked by Frama-C's E-ACSL."""

import argparse
import collections
import glob
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/mutation")
from mutation import LIBRARY, TESTS, wraps
from translate import SANITIZED, Translated, call, cpu, must, plain_object, sources

ABOUT = """Translates the sources of src/bp and src/text with Frama-C's E-ACSL, so that each requires is evaluated when its function is
called and each ensures when it returns, and runs the unit tests and the fuzzing harnesses' seeds and regressions with all of
them linked in. The first clause that does not hold ends the program that runs. Faults of tests/eacsl/canaries are planted
first: each must be found. tests/eacsl/README.md says what is checked and what is not."""
EXITS = "exit codes: 0 every clause held, 1 one did not, a test failed or a canary was not found, 2 wrong usage, 4 nothing was checked"
PARTS = ("canaries", "tests", "corpora")
LIBRARIES = ["-lcmocka", "-lmpfr", "-lgmp", "-lm"]
# Changes the arithmetic that the contracts are about.
NOT_RUN = ["tests/bp/selftest_faults_test.c"]
LEFT = ("assigns", "loop invariant", "loop assigns", "loop variant", "assert", "ghost", "other")


def arguments():
    parser = argparse.ArgumentParser(prog="eacsl", description=ABOUT, epilog=EXITS, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS, help="only this; may be repeated (default: all three)")
    parser.add_argument("--file", action="append", metavar="FILE", help="translate only this source; may be repeated")
    parser.add_argument("--test", action="append", metavar="FILE", help="run only this test; may be repeated")
    parser.add_argument("--json", metavar="FILE", help="write the results there, too")
    parser.add_argument("--store", action="store_true", help="keep the results for bazel run //tests:figures")
    parser.add_argument("--keep", metavar="FOLDER", help="leave translations and programs there; a later run takes what has not changed")
    parser.add_argument("--list", action="store_true", help="show sources and tests and end")
    options = parser.parse_args()
    known, tests = sources(), [test for part in TESTS.values() for test in part if test not in NOT_RUN]
    if options.list:
        print("\n".join(known + tests))
        sys.exit(0)
    for wanted, what, accepted in ((options.file, "--file", known), (options.test, "--test", tests)):
        for name in wanted or []:
            if name not in accepted:
                parser.error("%s: found \"%s\"; accepted: what --list shows" % (what, name))
    options.only = options.only or PARTS
    options.sources = options.file or known
    options.tests = options.test or tests
    return options


class Bench:
    """What the programs are linked of, beside the translated sources that come first."""

    def __init__(self, folder, logic):
        self.folder = folder
        self.counts = os.path.join(folder, "counts")
        self.library = os.path.join(folder, "all.a")
        must(["ar", "rcs", self.library] +
             [plain_object(source, folder) for source in sorted({source for part in LIBRARY for source in LIBRARY[part]})])
        self.forget()
        self.base = [os.path.join(folder, name) for name in ("runtime.o", "twins.o", "logic.o", "pool.o")]
        share = must(["frama-c", "-print-share-path"]).strip() + "/e-acsl"
        must(["gcc", "-std=gnu99", "-w", "-O1", *SANITIZED, "-I.", "-I" + share, "-c", "tests/eacsl/runtime.c", "-o", self.base[0]])
        plain_object("tests/eacsl/twins.c", folder, self.base[1])
        plain_object("tests/eacsl/pool.c", folder, self.base[3])
        # A number too large for the types of C, where the logic has none, ends the program.
        must(["clang", "-std=c90", "-w", "-O1", "-ffp-contract=off", "-fsanitize=integer", "-fsanitize-trap=all", "-I.", "-c",
              os.path.join(logic, "logic.c"), "-o", self.base[2]])

    def environment(self, **more):
        return dict(os.environ, EACSL_COUNTS=self.counts, ASAN_OPTIONS="detect_leaks=0:malloc_context_size=0:allocator_may_return_null=1", **more)

    def run(self, test, objects):
        """(seconds, None or what was said when it failed)"""
        own = plain_object(test, self.folder)
        program = own[:-2]
        with open(test) as file:
            text = file.read()
        must(["gcc", *SANITIZED, *wraps(text), own, *objects, *self.base, self.library, *LIBRARIES, "-o", program])
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            before = cpu()
            done = call([program, "spec/formats.md"], stdin=subprocess.DEVNULL, env=self.environment(TEST_TMPDIR=place))
        return cpu() - before, None if done.returncode == 0 else done.stdout

    def corpora(self, objects):
        """(harness, number of files, seconds, None or what was said) of each harness with all its seeds and regressions."""
        place = os.path.join(self.folder, "harnesses")
        os.makedirs(place, exist_ok=True)
        must(["bash", "fuzz/build.sh", "replay", place], env=dict(os.environ, OBJECTS=" ".join(objects + self.base)))
        for harness in sorted(os.listdir(place)):
            files = [os.path.abspath(f) for f in sorted(glob.glob("fuzz/seeds/%s/*" % harness) + glob.glob("fuzz/regressions/%s/*" % harness))]
            before = cpu()
            done = call([os.path.join(place, harness)] + files, env=self.environment(TMPDIR=self.folder))
            yield harness, len(files), cpu() - before, None if done.returncode == 0 else done.stdout

    def forget(self):
        """What was evaluated until now."""
        if os.path.exists(self.counts):
            os.remove(self.counts)

    def evaluations(self):
        """{(function, clause's name, place): how often}"""
        times = collections.Counter()
        if os.path.exists(self.counts):
            with open(self.counts) as file:
                for line in file:
                    function, name, place, number = line.rstrip("\n").split("\t")
                    times[function, name, place] += int(number)
        return times


def canaries():
    """(source, test, old, new, words that must be said) of what must be found; old and new are None where nothing is changed."""
    with open("tests/eacsl/canaries") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    for what, edit, said in zip(lines[0::3], lines[1::3], lines[2::3]):
        yield (*what.split(" seen by "), *((None, None) if edit == "unchanged" else edit.split(" -> ")), said)


def check_canaries(bench, folder):
    """How many there are, what was found, and the complaints."""
    complaints, number, seen = [], 0, []
    for source, test, old, new, said in canaries():
        number += 1
        edit = (lambda text: text.replace(old, new, 1)) if old else None
        translated = Translated(source, os.path.join(folder, "canary-%d" % number), edit)
        if translated.unedited:
            complaints.append("%s: \"%s\" is not there" % (source, old))
            continue
        _, found = bench.run(test, [translated.object])
        lines = [line for line in (found or "").splitlines() if said in line]
        if lines:
            seen.append(lines[0])
            print("canary: " + lines[0][:200], flush=True)
        else:
            complaints.append("%s seen by %s: expected \"%s\", found: %s" % (source, test, said, (found or "nothing")[-500:]))
    return number, seen, complaints


def row_of(module, times, failures):
    """A line of the table of modules."""
    left = collections.Counter()
    for clause in module.left:
        left[clause.why if clause.why in LEFT else "other"] += 1
    seen = [times[c.function, c.name, c.place] for c in module.checked]
    return {"module": module.name, "checked": len(module.checked), "evaluated": sum(1 for n in seen if n), "evaluations": sum(seen),
            "left_out": dict(left), "others": sorted({c.why for c in module.left if c.why not in LEFT}),
            "violations": sum(1 for said in failures if (module.source + ":") in said or (module.source[:-1] + "h:") in said),
            "never": ["%s: %s %s of %s" % (c.place, c.kind, c.name, c.function) for c, n in zip(module.checked, seen) if not n]}


def show(rows):
    titles = ["module", "checked", "evaluated", "evaluations"] + list(LEFT) + ["violations"]
    lines = [[r["module"], r["checked"], r["evaluated"], r["evaluations"]] + [r["left_out"].get(k, 0) for k in LEFT] + [r["violations"]]
             for r in rows]
    lines.append(["all"] + [sum(column) for column in list(zip(*lines))[1:]])
    widths = [max(len(str(cell)) for cell in column) for column in zip(titles, *lines)]
    print("\nrequires and ensures, and what of the annotations is left out")
    for line in [titles] + lines:
        print("  ".join(str(cell).ljust(w) if i == 0 else str(cell).rjust(w) for i, (cell, w) in enumerate(zip(line, widths))))
    for row in rows:
        for other in row["others"]:
            print("%s: other: %s" % (row["module"], other))


def summarise(results, failed):
    lines = []
    for part in ("bp", "text"):
        rows = [row for row in results["modules"] if row["module"].startswith(part + "/")]
        if rows:
            total = [sum(row[key] for row in rows) for key in ("checked", "evaluated", "evaluations", "violations")]
            left = sum(row["left_out"].get("other", 0) for row in rows)
            lines.append("src/%s: %d requires and ensures of %d sources checked, %d of them evaluated, %d times; %d left out; %d violations" %
                         (part, total[0], len(rows), total[1], total[2], left, total[3]))
    lines.append("%d of %d planted violations found, %d unit tests, %d files of fuzzing corpora; %d failed" % (
        len(results["found"]), results["canaries"], len(results["tests"]), sum(c["files"] for c in results["corpora"]), len(failed)))
    return lines


def main():
    options = arguments()
    results = {"tests": [], "corpora": [], "canaries": 0, "found": [], "modules": []}
    complaints, failures = [], []
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.abspath(os.path.join(os.environ.get("BUILD_WORKING_DIRECTORY", "."), options.keep)) if options.keep else scratch
        os.makedirs(folder, exist_ok=True)
        modules = []
        if set(options.only) != {"canaries"}:
            for source in options.sources:
                modules.append(Translated(source, folder))
                print("eacsl: %s translated, %d of %d" % (source, len(modules), len(options.sources)), file=sys.stderr, flush=True)
        objects = [module.object for module in modules]
        first = modules[0] if modules else Translated(options.sources[0], folder)
        bench = Bench(folder, first.folder)
        if "canaries" in options.only:
            results["canaries"], results["found"], complaints = check_canaries(bench, folder)
            bench.forget()
        if "tests" in options.only:
            for test in options.tests:
                seconds, said = bench.run(test, objects)
                results["tests"].append({"test": test, "seconds": round(seconds, 1), "passed": said is None})
                print("%-32s %6.1f s  %s" % (test, seconds, "passed" if said is None else "failed"), flush=True)
                failures += [said] if said else []
        if "corpora" in options.only:
            for harness, files, seconds, said in bench.corpora(objects):
                results["corpora"].append({"harness": harness, "files": files, "seconds": round(seconds, 1), "passed": said is None})
                print("fuzz: %-26s %6.1f s  %d files %s" % (harness, seconds, files, "passed" if said is None else "failed"), flush=True)
                failures += [said] if said else []
        times = bench.evaluations()
        results["modules"] = [row_of(module, times, failures) for module in modules]
        if modules:
            show(results["modules"])
    for said in failures:
        print(said[-2000:], file=sys.stderr)
    for complaint in complaints:
        print("eacsl: canary not found: " + complaint, file=sys.stderr)
    summary = summarise(results, failures + complaints)
    print("\n".join(summary))
    if options.store:
        root = os.environ.get("BUILD_WORKSPACE_DIRECTORY")
        if root is None:
            print("eacsl: --store: run it as bazel run //tests/eacsl -- --store", file=sys.stderr)
            return 2
        stored = {"summary": summary, "figures": dict(results, modules=[dict(row, never=len(row["never"])) for row in results["modules"]])}
        subprocess.run(["tests/store.sh", root, "contracts", "bazel run //tests/eacsl -- --store", "src", "fuzz", "spec/acsl", "tests/bp",
                        "tests/eacsl", "tests/text"], input=json.dumps(stored), universal_newlines=True, check=True)
    if options.json:
        with open(os.path.join(os.environ.get("BUILD_WORKING_DIRECTORY", "."), options.json), "w") as file:
            json.dump(results, file, indent=1)
            file.write("\n")
    if failures or complaints:
        return 1
    if modules and sum(r["evaluations"] for r in results["modules"]) == 0:
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
