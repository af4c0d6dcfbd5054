"""bazel run //tests/cross:machines: the same bits on every kind of machine, from every compiler, at every level of optimisation."""

import argparse
import concurrent.futures
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile

import builds
import refusals
from builds import Build, Failure, Workshop

COMPILERS = ["gcc", "clang", "tcc", "musl"]
LEVELS = ["0", "1", "2", "3"]
SHORT = {"not here": "-", "not installed": "absent"}
ABOUT = """Builds src/bp, src/text and src/bpv with each compiler at each level of optimisation for each machine, on this one or
under qemu, and compares with gcc -O2 on x86-64, byte for byte: network files (written, read again) of the trainings in
tests/cross/portable/trainings, the outputs for each pattern, the activation functions at thousands of points, and
the answers to the published cases. The unit tests of src/bp and src/text run at -O2, those that train much where nothing
is emulated. Then builds whose arithmetic is another: the self-test has to refuse each."""
EXITS = """results: same; DIFFERS (which files); FAILED (does not compile, run or pass its unit tests); REFUSED (by the self-test);
  not installed (tools/setup machines installs all); not here (the processor lacks the instructions)
exit codes: 0 all that could run is the same, 1 something is not, 2 wrong usage, 4 nothing could run"""


def arguments():
    parser = argparse.ArgumentParser(prog="machines", description=ABOUT, epilog=EXITS,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bpref", help=argparse.SUPPRESS)
    parser.add_argument("--isa", action="append", default=[], help=argparse.SUPPRESS)
    parser.add_argument("--json", metavar="FILE", help="write the results there, too")
    parser.add_argument("--update", action="store_true",
                        help="of --json FILE, keep what it says of builds that this run does not try")
    for name, what, accepted in (("machine", "machines", None), ("compiler", "compilers", COMPILERS),
                                 ("level", "levels of optimisation", LEVELS)):
        parser.add_argument("--" + name, action="append", choices=accepted, metavar=name.upper(),
                            help="only this one; may be repeated" + (": " + ", ".join(accepted) if accepted else ""))
    parser.add_argument("--lean", action="store_true", help="gcc and clang at one level each, without what takes long")
    parser.add_argument("--flags", default="", metavar="FLAGS",
                        help="more flags for what is compared, to see what they do")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="compilers at once (default 1)")
    options = parser.parse_args()
    options.all = builds.machines({isa.split("=")[0]: isa.split("=")[1].split() for isa in options.isa})
    names = [machine.name for machine in options.all]
    for name in options.machine or []:
        if name not in names:
            parser.error("--machine: found '%s'; accepted: %s" % (name, ", ".join(names)))
    if options.update and not options.json:
        parser.error("--update: needs --json FILE")
    if options.jobs < 1:
        parser.error("--jobs: found %d; accepted: 1 or more" % options.jobs)
    return options


def chosen(options):
    """The builds to try, in the order of the table."""
    for machine in options.all:
        if options.machine and machine.name not in options.machine:
            continue
        for compiler in options.compiler or COMPILERS:
            if builds.command_of(Build(machine, compiler, "2")) is None or (machine.name, compiler) == ("i686", "tcc"):
                continue
            levels = builds.optimisations_of(compiler)
            if machine.name in ("valgrind", "msan"):
                levels = ["1"]
            elif options.lean:
                levels = {"gcc": ["2"], "clang": ["3"], "tcc": ["-"], "musl": ["2"]}[compiler]
            for level in levels:
                if level == "-" or not options.level or level in options.level:
                    yield Build(machine, compiler, level)


def tests_of(build, options):
    """The unit tests that this build runs."""
    if build.machine.name == "valgrind":
        # It takes no notice of the bits that flush to zero, and is too slow to be killed in the middle.
        return [test for test in builds.UNIT_TESTS if "selftest" not in test and "save" not in test]
    if build.machine.name == "msan":
        return builds.UNIT_TESTS
    if options.lean and build.compiler != "gcc":
        return []
    if build.optimisation not in ("-", "2"):
        return []
    slow = build.compiler == "gcc" and not options.lean and not build.machine.qemu
    return builds.UNIT_TESTS + (builds.SLOW_TESTS if slow else [])


def try_build(build, options, reference, folder, pool):
    """A record of what came of it."""
    machine = build.machine
    record = {"machine": machine.name, "byte_order": machine.order, "runner": machine.qemu or "native",
              "compiler": build.compiler, "optimisation": build.optimisation}
    lacking = builds.missing(build)
    if not builds.processor_has(machine.needs):
        record.update(result="not here", lacks=machine.needs)
    elif lacking:
        record.update(result="not installed", packages=lacking)
    else:
        try:
            shop = Workshop(build, folder, options.flags.split(), pool)
            record["version"] = shop.version()
            shop.make()
            check = shop.selftest()
            if check != "none":
                record.update(result="REFUSED", check=check)
                return record
            different = builds.compare(reference, shop.produce())
            record["unit_tests"] = shop.test(tests_of(build, options))
            record["result"] = "DIFFERS" if different else "same"
            if different:
                record["differ"] = different
        except Failure as failure:
            record.update(result="FAILED", why=str(failure))
    return record


def compare_program(bpref, reference, folder):
    """The names of the trainings of which the whole program makes another network."""
    os.makedirs(folder)
    different = []
    with open(builds.LIST) as file:
        for line in file:
            if line.startswith("#"):
                continue
            name, *words = line.split()
            path = os.path.join(folder, name + ".net")
            builds.call([bpref, "train", "--quiet", "--out", path] + words)
            if builds.weights(path) != builds.weights(os.path.join(reference, name + ".net")):
                different.append(name)
    return different


def describe(record):
    more = record.get("differ") or record.get("packages") or record.get("check") or record.get("lacks") or []
    more = [more] if isinstance(more, str) else more
    return record["result"] + (" (%s)" % ", ".join(more) if more else "")


def show(records):
    """A line a machine and compiler, as soon as it is complete; what is long goes below it."""
    cells = {"0": "", "1": "", "2": "", "3": "", "-": ""}
    for record in records:
        cells[record["optimisation"]] = SHORT.get(record["result"], record["result"])
    first = records[0]
    plain = cells["-"]
    unit = sum(record.get("unit_tests", 0) for record in records)
    version = first.get("version", "")
    print("%-14s %-6s %-14s %-10s" % (first["machine"], first["byte_order"], first["runner"], first["compiler"]) +
          " %-8s" % version[:8] + ("%-32s" % plain if plain else "".join("%-8s" % cells[l][:7] for l in LEVELS)) +
          "%5s" % (unit or ""), flush=True)
    for text in sorted({describe(r) for r in records if r["result"] != "same"}):
        print("    " + text, flush=True)
    for record in records:
        if "why" in record:
            print("    -O%s: %s" % (record["optimisation"], record["why"].strip().replace("\n", "\n      ")), flush=True)


def commit():
    folder = os.environ.get("BUILD_WORKSPACE_DIRECTORY", ".")
    done = subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          universal_newlines=True)
    return done.stdout.strip() if done.returncode == 0 else None


def run(options, folder, pool, save):
    """Everything that is asked for; save takes the results after each build."""
    start = Workshop(Build(options.all[0], "gcc", "2"), os.path.join(folder, "reference"), (), pool)
    start.make()
    reference = start.produce()
    files = len(os.listdir(reference))
    found = {"files": files, "program": [], "runs": [], "refusals": []}
    print("compared: %d files with gcc %s -O2 on x86-64\n" % (files, start.version()))
    print("%-14s %-6s %-14s %-10s %-8s%-8s%-8s%-8s%-8s%s" %
          ("machine", "bytes", "run by", "compiler", "version", "-O0", "-O1", "-O2", "-O3", "unit tests"))
    line = []
    for number, build in enumerate(chosen(options)):
        place = os.path.join(folder, str(number))
        record = try_build(build, options, reference, place, pool)
        shutil.rmtree(place, ignore_errors=True)
        if line and (line[0]["machine"], line[0]["compiler"]) != (record["machine"], record["compiler"]):
            show(line)
            line = []
        line.append(record)
        found["runs"].append(record)
        save(found)
    if line:
        show(line)
    if options.bpref:
        found["program"] = compare_program(options.bpref, reference, os.path.join(folder, "bpref"))
    print("\nbpref itself: " + ("DIFFERS (%s)" % ", ".join(found["program"]) if found["program"] else "same"))
    if not options.flags:
        print("\nrefused by the self-test:")
        machines = {m.name: m for m in options.all if not options.machine or m.name in options.machine}
        for record in refusals.try_all(machines, options.compiler or COMPILERS, folder, pool):
            found["refusals"].append(record)
            print("%-12s %-8s %-6s %-34s %s" % (record["result"], record["machine"], record["compiler"], record["what"],
                                                record.get("found", "")), flush=True)
    save(found)
    return found


def identity(record):
    return [record.get(key) for key in ("machine", "compiler", "optimisation", "what")]


class Keeper:
    """The file of --json: replaced after each build, so that a run that is stopped has not been for nothing."""

    def __init__(self, options):
        self.path = os.path.join(os.environ.get("BUILD_WORKING_DIRECTORY", "."), options.json) if options.json else None
        self.commit = commit()
        self.before = {"runs": [], "refusals": []}
        if options.update and os.path.exists(self.path):
            with open(self.path) as file:
                self.before = json.load(file)

    def merge(self, found, kind):
        new = {str(identity(record)): dict(record, commit=self.commit) for record in found[kind]}
        merged = [new.pop(str(identity(record)), record) for record in self.before[kind]]
        return merged + list(new.values())

    def save(self, found):
        if self.path is None:
            return
        found = dict(found, runs=self.merge(found, "runs"), refusals=self.merge(found, "refusals"))
        with open(self.path + ".new", "w") as file:
            json.dump({"command": "bazel run //tests/cross:machines -- --json FILE",
                       "date": datetime.date.today().isoformat(), "commit": self.commit, "summary": summarise(found),
                       "program": "DIFFERS" if found["program"] else "same", "runs": found["runs"],
                       "refusals": found["refusals"]}, file, indent=1)
            file.write("\n")
        os.replace(self.path + ".new", self.path)


def summarise(found):
    runs = found["runs"]
    results = [record["result"] for record in runs]
    done = [record for record in runs if record["result"] not in SHORT]
    machines = {record["machine"] for record in done if record["machine"] not in ("valgrind", "msan")}
    return {"builds": len(done), "same": results.count("same"), "machines": len(machines),
            "not_installed": results.count("not installed"), "not_here": results.count("not here"),
            "files": found["files"], "unit_tests": sum(record.get("unit_tests", 0) for record in done),
            "refused": sum(record["result"] == "refused" for record in found["refusals"]),
            "wrong": len(done) - results.count("same") + len(found["program"]) +
                     sum(record["result"] in ("NOT REFUSED", "FAILED") for record in found["refusals"])}


def main():
    options = arguments()
    if os.uname().machine != "x86_64":
        print("machines: this machine is a %s; the comparison starts from x86-64" % os.uname().machine, file=sys.stderr)
        return 4
    try:
        keeper = Keeper(options)
    except (OSError, ValueError) as error:
        print("machines: --json %s: %s" % (options.json, error), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(max_workers=options.jobs) as pool:
        try:
            found = run(options, folder, pool, keeper.save)
        except OSError as error:
            print("machines: %s" % error, file=sys.stderr)
            return 2
    summary = summarise(found)
    print("\n%(same)d of %(builds)d builds on %(machines)d machines are the same in %(files)d files; %(unit_tests)d unit "
          "tests passed; %(refused)d builds refused; %(not_installed)d not installed, %(not_here)d not here" % summary)
    if summary["builds"] == 0:
        return 4
    return 1 if summary["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
