"""bazel run //tests/cross:machines: the same bits on every kind of machine, from every compiler, at every level of optimisation."""

import argparse
import concurrent.futures
import os
import shutil
import sys
import tempfile

import builds
import refusals
import results
from builds import Build, Failure, Workshop

COMPILERS = ["gcc", "clang", "tcc", "musl"]
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
    parser.add_argument("--readme", metavar="FILE", help="write the table there, between its marks")
    parser.add_argument("--update", action="store_true",
                        help="of --json FILE, keep what it says of builds that this run does not try")
    parser.add_argument("--store", action="store_true", # machines.sh does that
                        help="the same with what bazel run //tests:figures shows")
    for name, what, accepted in (("machine", "machines", None), ("compiler", "compilers", COMPILERS),
                                 ("level", "levels of optimisation", results.LEVELS)):
        parser.add_argument("--" + name, action="append", choices=accepted, metavar=name.upper(),
                            help="only this one; may be repeated" + (": " + ", ".join(accepted) if accepted else ""))
    parser.add_argument("--lean", action="store_true", help="one level of gcc alone, and of tcc and musl where they are")
    parser.add_argument("--flags", default="", metavar="FLAGS",
                        help="more flags for what is compared, to see what they do: --flags=-O1")
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
            elif options.lean and machine.name == "x86-64":
                levels = {"gcc": [], "clang": [], "tcc": ["-"], "musl": ["2"]}[compiler]
            elif options.lean:
                levels = ["2"] if compiler == "gcc" else []
            for level in levels:
                if level == "-" or not options.level or level in options.level:
                    yield Build(machine, compiler, level)


def tests_of(build, options):
    """The unit tests that this build runs."""
    tests = builds.UNIT_TESTS
    if build.machine.qemu:
        # What is emulated is too slow to be killed in the middle of saving.
        tests = [test for test in tests if "save" not in test]
    if build.machine.name == "valgrind":
        # It takes no notice of the bits that flush to zero.
        tests = [test for test in tests if "selftest" not in test]
    elif build.machine.name != "msan" and build.optimisation not in ("-", "2"):
        tests = []
    slow = build.compiler == "gcc" and not options.lean and not build.machine.qemu
    return tests + (builds.SLOW_TESTS if tests and slow else [])


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
            check = shop.selftest()
            if check != "none":
                record.update(result="REFUSED", check=check)
                return record
            shop.make()
            different = builds.compare(reference, shop.produce())
            if different:
                record.update(result="DIFFERS", differ=different)
            else:
                record.update(unit_tests=shop.test(tests_of(build, options)), result="same")
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


def run(options, folder, pool, save):
    """Everything that is asked for; save takes the results after each build."""
    start = Workshop(Build(options.all[0], "gcc", "2"), os.path.join(folder, "reference"), (), pool)
    start.selftest()
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
            results.show(line)
            line = []
        line.append(record)
        found["runs"].append(record)
        save(found)
    if line:
        results.show(line)
    if options.bpref:
        found["program"] = compare_program(options.bpref, reference, os.path.join(folder, "bpref"))
    print("\nbpref itself: " + ("DIFFERS (%s)" % ", ".join(found["program"]) if found["program"] else "same"))
    if not options.flags:
        print("\nrefused by the self-test:")
        compilers = options.compiler or (["gcc", "tcc"] if options.lean else COMPILERS)
        machines = {m.name: m for m in options.all if not options.machine or m.name in options.machine}
        for record in refusals.try_all(machines, compilers, folder, pool):
            found["refusals"].append(record)
            print("%-12s %-8s %-6s %-34s %s" % (record["result"], record["machine"], record["compiler"], record["what"],
                                                record.get("found", "")), flush=True)
    save(found)
    return found


def main():
    options = arguments()
    if os.uname().machine != "x86_64":
        print("machines: this machine is a %s; the comparison starts from x86-64" % os.uname().machine, file=sys.stderr)
        return 4
    try:
        keeper = results.Keeper(options.json, options.update)
    except (OSError, ValueError) as error:
        print("machines: --json %s: %s" % (options.json, error), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(max_workers=options.jobs) as pool:
        try:
            found = run(options, folder, pool, keeper.save)
            if options.readme:
                results.write_readme(results.caller(options.readme), keeper.kept)
        except OSError as error:
            print("machines: %s" % error, file=sys.stderr)
            return 2
    summary = results.summarise(found)
    print("\n" + results.sentence(summary))
    if summary["builds"] == 0:
        return 4
    return 1 if summary["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
