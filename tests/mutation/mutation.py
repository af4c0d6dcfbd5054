"""bazel run //tests/mutation: how many planted faults in src/bp and src/text their unit tests notice."""

import argparse
import concurrent.futures
import glob
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

from faults import code_of, faults, planted

ABOUT = """Plants faults one at a time into the sources of src/bp and src/text - an operator exchanged, a constant or an index changed, a
statement left out - builds the unit tests with each, and runs them until one fails. A fault that none notices has survived.
The tests run under the address and leak sanitizers, and memory that nothing has been written to is filled with a
pattern. Faults that do not compile, and those of which gcc -O2 makes the same code, are not counted. The score is noticed /
(noticed + survived), once with those of tests/mutation/survivors.txt, which change nothing that a caller could see, left
out."""
EXITS = "exit codes: 0 the score is 95 % or more, 1 it is not or an explained fault was noticed, 2 wrong usage, 4 nothing was planted"
GOAL = 95.0
STORED = "spec/figures/mutation.json"

COMPILER = ["gcc", "-std=c90", "-w", "-ffp-contract=off", "-D_POSIX_C_SOURCE=200809L", "-Dinline=__inline__", "-I."]
# A changed source of src/text is compiled quickly; one of src/bp has to be quick.
LEVEL = {"src/bp": "-O1", "src/text": "-O0"}
CHECKED = ["-O1", "-fsanitize=address", "-fno-omit-frame-pointer", "-ftrivial-auto-var-init=pattern"]
LINKER = ["-fuse-ld=gold"] if shutil.which("ld.gold") else []
ENVIRONMENT = {"ASAN_OPTIONS": "allocator_may_return_null=1:max_malloc_fill_size=1000000:hard_rss_limit_mb=4000"}
# What the tests of a part are linked with.
LIBRARY = {
    "src/bp": glob.glob("src/bp/*.c") + ["src/isa/isa.c", "tests/naive/draw.c", "tests/naive/naive.c", "tests/naive/sample.c"],
    "src/text": glob.glob("src/bp/*.c") + glob.glob("src/text/*.c") + ["tests/text/temp.c"],
}
# Chooses among the tests of a program in place of that function.
CHOICE, CHOSEN = "tests/mutation/choose.c", "_cmocka_run_group_tests"
SLOW = 0.25  # seconds from which on a test is run alone
# Not looked into, but looked at often: the reference that src/bp is compared with.
UNCHECKED = {"tests/naive/draw.c", "tests/naive/naive.c"}
TESTS = {part: sorted(glob.glob("tests/%s/*_test.c" % os.path.basename(part))) for part in LIBRARY}
# Numbers alone, without a function: tests/bp:activation_fit_test compares them with what they approximate.
LEFT_OUT = ["src/bp/activation_rows.c"]


def arguments():
    parser = argparse.ArgumentParser(prog="mutation", description=ABOUT, epilog=EXITS,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", action="append", metavar="FILE", help="only the faults of this source; may be repeated")
    parser.add_argument("--test", action="append", metavar="FILE", help="only this test looks: what others alone would notice counts as a survivor; may be repeated")
    parser.add_argument("--changed", action="store_true",
                        help="only sources that are not stored, or have changed since they were; the tests may have been added to since")
    parser.add_argument("--survivors", action="store_true",
                        help="only the faults that are stored as survivors, of sources that are stored and have not changed since; to be used when tests have been added to")
    parser.add_argument("--unexplained", action="store_true", help="with --survivors: of those only the ones that are not explained")
    parser.add_argument("--most", type=float, metavar="SECONDS",
                        help="so many seconds of the processor's time for the tests of a fault: what others would notice counts as a survivor")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th fault")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="from the K-th on (default 0)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="faults at once (default 1)")
    parser.add_argument("--json", metavar="FILE", help="write the results there, too")
    parser.add_argument("--store", action="store_true", help="keep the results for bazel run //tests:figures, each source's when it is done, beside those of others")
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
    if options.unexplained and not options.survivors:
        parser.error("--unexplained: accepted: with --survivors")
    if options.store and (options.every > 1 or options.first > 0):
        parser.error("--store: takes all faults of a source, so neither --every nor --first")
    options.all = sources
    options.sources = options.file or sources
    return options


def refuse(what):
    print("mutation: " + what, file=sys.stderr)
    sys.exit(2)


def call(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, errors="replace", **more)


def must(command):
    done = call(command)
    if done.returncode != 0:
        sys.exit("mutation: %s: exit code %d\n%s" % (" ".join(command), done.returncode, done.stdout[-2000:]))
    return done.stdout


def processor():
    """The processor's time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, place, seconds, names, output):
    """Why tests of these names, or all, fail, whose folder for files is this; None if they pass within so many seconds of the processor's time."""
    def confine():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def end():
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    environment = dict(os.environ, TEST_TMPDIR=place, CMOCKA_MESSAGE_OUTPUT="stdout" if output is None else "xml", **ENVIRONMENT)
    if names:
        environment["MUTATION_TESTS"] = ",%s," % ",".join(names)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=place,
                               env=environment, start_new_session=True, preexec_fn=confine)
    late = threading.Timer(60 + 20 * seconds, end)
    late.start()
    try:
        for line in process.stdout:
            if output is not None:
                output.append(line.decode(errors="replace"))
            # The first says enough; the others may take long.
            match = re.match(rb"\[  FAILED  \] (\w+)", line)
            if match:
                return match.group(1).decode()
        code = process.wait()
    finally:
        late.cancel()
        end()
        process.stdout.close()
        process.wait()
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "does not end"
    return None if code == 0 else "exit code %d" % code


def wraps(text):
    """The linker's options for the calls that a test of this text puts itself in the place of."""
    return ["-Wl,--wrap=" + call for call in sorted(set(re.findall(r"\b__wrap_(\w+)", text)))]


class Program:
    """A test program."""

    def __init__(self, name, own):
        self.name = name
        self.own = own
        with open(name) as file:
            text = file.read()
        self.wraps = wraps(text) + ["-Wl,--wrap=" + CHOSEN]
        self.forks = "fork(" in text
        self.lines = {}  # of each source: how often each line that is code is reached

    def reaches(self, source, line):
        """Can it tell what the line does? Not known are what a child does and what a line without code is for."""
        lines = self.lines[source]
        return any(lines.values()) and (self.forks or lines.get(line, 1) > 0)


class Test:
    """Some of the tests of a program, what they cost, and what they have cost and found in each source."""

    def __init__(self, program, names, seconds):
        self.program = program
        self.names = names
        self.seconds = seconds  # of the processor's time, without a fault
        self.spent, self.noticed = {}, {}

    def cost(self, source):
        """The processor's time for each fault that they notice, as far as is known."""
        return (self.seconds + self.spent.get(source, 0.0)) / (1 + self.noticed.get(source, 0))


class Bench:
    """The tests as they are, and what they need to be linked again with one source changed."""

    def __init__(self, folder, pool, sources, options):
        self.folder = folder
        self.most = options.most
        parts = sorted({os.path.dirname(source) for source in sources})
        objects = list(pool.map(self.object, sorted({source for part in parts for source in LIBRARY[part]} | {CHOICE})))
        self.library = os.path.join(folder, "all.a")
        must(["ar", "rcs", self.library] + objects)
        self.tests = {}
        for part in parts:
            own = [source for source in sources if os.path.dirname(source) == part]
            counting = list(pool.map(self.counting_object, own))
            names = [name for name in TESTS[part] if not options.test or name in options.test]
            self.tests[part] = [test for program in map(Program, names, pool.map(self.object, names))
                                for test in self.groups(program, counting, own)]

    def groups(self, program, counting, sources):
        """The program's tests that look at these sources: quick ones together, slow ones each alone."""
        ran = []
        used = processor()
        self.must_pass(program, counting, None, ran)
        used = processor() - used
        program.lines = {source: self.counts(source) for source in sources}
        if not any(any(lines.values()) for lines in program.lines.values()):
            return
        took = {name: float(seconds) for name, seconds in re.findall(r'<testcase name="(\w+)" time="([\d.]+)"', "".join(ran))}
        slow = [name for name in took if took[name] * used >= SLOW * sum(took.values())]
        quick = [name for name in took if name not in slow]
        if not slow:
            yield Test(program, quick, used)
            return
        for group in [quick] * bool(quick) + [[name] for name in slow]:
            used = processor()
            self.must_pass(program, [], group)
            yield Test(program, group, processor() - used)

    def must_pass(self, program, objects, names, output=None):
        failed = self.fails(program, names, objects, self.folder, 600, output)
        if failed:
            sys.exit("mutation: %s fails without a fault: %s" % (program.name, failed))

    def object_name(self, source, kind=".o"):
        return os.path.join(self.folder, source.replace("/", "-")[:-2] + kind)

    def object(self, source):
        must(COMPILER + (["-O2"] if source in UNCHECKED else CHECKED) + ["-c", source, "-o", self.object_name(source)])
        return self.object_name(source)

    def counting_object(self, source):
        must(COMPILER + CHECKED + ["-O0", "--coverage", "-c", source, "-o", self.object_name(source, "-counting.o")])
        return self.object_name(source, "-counting.o")

    def counts(self, source):
        """How often the last test has reached each line; the next begins with none."""
        name = self.object_name(source, "-counting.gcda")
        data = json.loads(must(["gcov", "--json-format", "--stdout", name]))
        os.remove(name)
        return {line["line_number"]: line["count"] for file in data["files"] if file["file"] == source for line in file["lines"]}

    def fails(self, program, names, objects, folder, seconds, output=None):
        """Why these tests of the program fail with these objects first; None if they pass. output: gets what the tests say, as XML."""
        name = os.path.join(folder, "test")
        linked = call(COMPILER[:1] + LINKER + CHECKED[1:2] + program.wraps + objects + [program.own, self.library] +
                      ["-lcmocka", "-lmpfr", "-lgmp", "-lm", "-lgcov", "-o", name])
        if linked.returncode != 0:
            return "does not link: " + linked.stdout
        place = os.path.join(folder, "tmp")
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        return run([name, os.path.abspath("spec/formats.md")], place, seconds, names, output)

    def looking(self, source, line):
        """The tests that reach the line, those first that notice most for what they cost."""
        return sorted((test for test in self.tests[os.path.dirname(source)] if test.program.reaches(source, line)),
                      key=lambda test: test.cost(source))

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
            changed = os.path.join(folder, "changed.o")
            name = os.path.join(folder, os.path.basename(source))
            with open(name, "w") as file:
                file.write(planted(text, fault))
            folder_of = os.path.dirname(source)
            if call(COMPILER + CHECKED + [LEVEL[folder_of], "-iquote", folder_of, "-c", name, "-o", changed]).returncode != 0:
                return "does not compile", None
            other = False
            spent = 0.0
            for test in self.looking(source, fault.line):
                if self.most is not None and spent + test.seconds > self.most:
                    continue
                if not other and test.seconds > 0.1:
                    # Before the tests that cost more than to know.
                    if self.code(source, planted(text, fault), folder) == before:
                        return "same code", None
                    other = True
                used = processor()
                failed = self.fails(test.program, test.names, [changed], folder, int(2 + 3 * test.seconds))
                used = processor() - used
                test.spent[source] = test.spent.get(source, 0.0) + used
                spent += used
                if failed:
                    test.noticed[source] = test.noticed.get(source, 0) + 1
                    return "noticed", "%s: %s" % (test.program.name, failed)
            if not other and self.code(source, planted(text, fault), folder) == before:
                return "same code", None
            return "survived", None


class Explained:
    """An entry of tests/mutation/survivors.txt."""

    def __init__(self, line, number):
        self.line, self.number = line, number
        self.pattern = re.compile(re.escape(line).replace(re.escape("..."), ".*"))

    def holds(self, fault):
        return self.pattern.fullmatch("%s: %s | %s -> %s" % (fault["file"], fault["text"], fault["old"], fault["new"])) is not None


def known_survivors(path="tests/mutation/survivors.txt"):
    """The entries, each of which has a reason below it or below those that follow it."""
    known, reason = [], True
    with open(path) as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("#") or not line:
                continue
            if re.match(r"\S+: .* \| .* -> .*$", line):
                known.append(Explained(line, number))
                reason = False
            elif line.startswith("  because ") and known:
                reason = True
            elif not line.startswith("  ") or not reason:
                refuse("%s:%d: found \"%s\"; accepted: FILE: LINE | OLD -> NEW, then \"  because ...\"" % (path, number, line))
    if not reason:
        refuse("%s: the last entry has no reason" % path)
    return known


def faults_of(source):
    """The text of a source and its faults, each as the planted one and as what is kept of it."""
    with open(source) as file:
        text = file.read()
    lines = text.split("\n")
    return text, [(fault, {"file": source, "line": fault.line, "column": fault.column, "what": fault.what, "old": fault.old,
                           "new": fault.new, "text": lines[fault.line - 1].strip()}) for fault in faults(text)]


def digest(source):
    """Of the code, whatever the comments say: contracts and proofs do not change it."""
    with open(source) as file:
        return hashlib.sha256(" ".join(code_of(file.read()).split()).encode()).hexdigest()[:16]


def place(record):
    """Tells a fault of a source from the others. The line may have another number since, but not another code."""
    return (record["text"], record["column"], record["what"], record["new"])


def survivors_of(stored, work):
    """Those of the faults that are stored as survivors."""
    survived = {place(record) for record in stored["survived"]}
    return [item for item in work if place(item[1]) in survived]


def tried_again(stored, records, left):
    """What is to be stored where these of the stored survivors have been tried again, and those are left of them."""
    tried = {place(record) for record in records}
    survived = sorted([record for record in stored["survived"] if place(record) not in tried] + left,
                      key=lambda record: (record["line"], record["column"]))
    return dict(stored, survived=survived, noticed=stored["noticed"] + len(stored["survived"]) - len(survived))


def is_explained(record, known):
    return any(entry.holds(record) for entry in known)


def shown(record):
    return "%s:%d:%d: %s: \"%s\" -> \"%s\" in: %s" % (record["file"], record["line"], record["column"], record["what"], record["old"],
                                                    record["new"], record["text"])


def counted(source, records):
    """What is stored of a source."""
    came = [record["result"] for record in records]
    return {"digest": digest(source), "planted": len(records), "noticed": came.count("noticed"), "same_code": came.count("same code"),
            "not_compiled": came.count("does not compile"),
            "survived": [{name: value for name, value in record.items() if name != "result"}
                         for record in records if record["result"] == "survived"]}


def summarise(files, known):
    """The sums of what has been counted in some sources."""
    noticed = sum(file["noticed"] for file in files)
    survived = [record for file in files for record in file["survived"]]
    explained = sum(is_explained(record, known) for record in survived)
    def score(rest):
        return round(100.0 * noticed / (noticed + rest), 2) if noticed + rest else None
    return {"files": len(files), "planted": sum(file["planted"] for file in files), "noticed": noticed, "survived": len(survived),
            "explained": explained, "same_code": sum(file["same_code"] for file in files),
            "not_compiled": sum(file["not_compiled"] for file in files), "score": score(len(survived)),
            "score_without_explained": score(len(survived) - explained)}


def sentences(part, s, sources, missing, changed):
    """sources: how many there are of the part."""
    if s["score"] is not None:
        yield ("%s: %.2f %% of the faults noticed (%d of %d; %.2f %% without the %d survivors that are explained), in %d of %d files" % (
            part, s["score"], s["noticed"], s["noticed"] + s["survived"], s["score_without_explained"], s["explained"], s["files"],
            sources))
        yield "%s: %d more faults make no other code, %d do not compile" % (part, s["same_code"], s["not_compiled"])
    for what, names in (("not measured yet", missing), ("changed since they were measured, and not counted", changed)):
        if names:
            yield "%s: %s: %s" % (part, what, ", ".join(os.path.basename(name) for name in names))


class Store:
    """spec/figures/mutation.json in the tree that the tool was started from."""

    def __init__(self):
        self.root = os.environ.get("BUILD_WORKSPACE_DIRECTORY", os.getcwd())
        self.files = {}
        try:
            with open(os.path.join(self.root, STORED)) as file:
                self.files = json.load(file)["figures"]["files"]
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError):
            refuse("%s is not what --store writes" % STORED)

    def current(self, source):
        """What is stored of a source as it is."""
        file = self.files.get(source)
        return file if file and file["digest"] == digest(source) else None

    def write(self, sources, known):
        """Stores what there is of these, all sources; returns it."""
        self.files = {source: self.files[source] for source in sources if source in self.files}
        result = totals(sources, {source: self.current(source) for source in sources if self.current(source)}, known,
                        [source for source in self.files if not self.current(source)])
        done = subprocess.run(["tests/store.sh", self.root, "mutation", "bazel run //tests/mutation -- --changed --store", "src/bp",
                               "src/text", "tests/bp", "tests/text", "tests/naive", "tests/mutation"],
                              input=json.dumps({"summary": result["summary"], "figures": {"parts": result["parts"], "files": self.files}}),
                              universal_newlines=True, stderr=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit("mutation: --store: " + done.stderr)
        return result


def totals(sources, files, known, changed):
    """sources: all that there are, or were to be tried; files: what has been counted; changed: names of those that were once."""
    parts, lines = {}, []
    for part in sorted({os.path.dirname(source) for source in sources}):
        def of(names):
            return [name for name in names if os.path.dirname(name) == part]
        parts[part] = summarise([files[name] for name in of(files)], known)
        lines += sentences(part, parts[part], len(of(sources)),
                           [name for name in of(sources) if name not in files and name not in changed], of(changed))
    return {"summary": lines, "parts": parts}


def try_source(bench, pool, source, text, work, known):
    """Plants these faults; returns them with what came of each."""
    if not work:
        return []
    before = bench.code(source, text, bench.folder)
    records = []
    started = processor()
    for (_, record), (result, test) in zip(work, pool.map(lambda item: bench.try_fault(source, text, before, item[0]), work)):
        record = dict(record, result=result)
        if test:
            record["test"] = test
        records.append(record)
        if result == "survived":
            print(("explained: " if is_explained(record, known) else "survived: ") + shown(record), flush=True)
        if len(records) % 50 == 0 or len(records) == len(work):
            print("mutation: %s: %d of %d; %.2f s of the processor each" % (
                source, len(records), len(work), (processor() - started) / len(records)), file=sys.stderr, flush=True)
    return records


def refuted(source, records, known):
    """The explained faults of a source that are noticed, all that an entry holds."""
    for entry in known:
        results = {record["result"] for record in records if entry.line.startswith(source + ": ") and entry.holds(record)}
        if "noticed" in results and "survived" not in results:
            yield "explained, but noticed: tests/mutation/survivors.txt:%d: %s" % (entry.number, entry.line)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("mutation: told to end"))
    options = arguments()
    known = known_survivors()
    store = Store()
    every = {source: faults_of(source) for source in options.all}
    idle = [entry for entry in known if not any(entry.holds(record) for _, work in every.values() for _, record in work)]
    for entry in idle:
        print("mutation: tests/mutation/survivors.txt:%d: no fault is planted there: %s" % (entry.number, entry.line), file=sys.stderr)
    if idle:
        return 2
    sources = [source for source in options.sources
               if not (options.changed and store.current(source)) and not (options.survivors and not store.current(source))]
    number = 0
    todo = {}
    for source in sources:
        text, work = every[source]
        if options.survivors:
            work = [item for item in survivors_of(store.current(source), work)
                    if not (options.unexplained and is_explained(item[1], known))]
        chosen = [item for n, item in enumerate(work, number) if n >= options.first and (n - options.first) % options.every == 0]
        number += len(work)
        todo[source] = (text, chosen)
        if options.list:
            for _, record in chosen:
                print(shown(record))
    if options.list:
        return 0
    files, records, wrong = {}, [], []
    planted_faults = sum(len(work) for _, work in todo.values())
    with tempfile.TemporaryDirectory(prefix="mutation-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        print("mutation: %d of %d faults; building the tests" % (planted_faults, number), file=sys.stderr, flush=True)
        bench = Bench(folder, pool, sources, options) if planted_faults else None
        for source, (text, work) in todo.items():
            own = try_source(bench, pool, source, text, work, known)
            records += own
            files[source] = counted(source, own)
            if options.survivors:
                files[source] = tried_again(store.current(source), own, files[source]["survived"])
            if not (options.test or options.every > 1 or options.first > 0 or options.survivors):
                wrong += refuted(source, own, known)
            if options.store:
                store.files[source] = files[source]
                store.write(options.all, known)
    result = store.write(options.all, known) if options.store else totals(sources, files, known, [])
    print("\n".join(wrong + result["summary"]))
    if options.json:
        with open(os.path.join(os.environ.get("BUILD_WORKING_DIRECTORY", "."), options.json), "w") as file:
            json.dump({"summary": result["summary"], "figures": {"parts": result["parts"], "files": files, "faults": records}}, file, indent=1)
            file.write("\n")
    scores = [p["score_without_explained"] for p in result["parts"].values() if p["score"] is not None]
    if not scores:
        return 4
    return 0 if min(scores) >= GOAL and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
