"""The portable program and the unit tests of src/bp and src/text, built for a machine with a compiler, and run there."""

import filecmp
import glob
import os
import shutil
import subprocess
from collections import namedtuple

# How a machine is built for and run on. target: the GNU triplet, "" for this machine; qemu: what runs its programs, ""
# if this processor does; flags: of every compiler; needs: words of /proc/cpuinfo.
Machine = namedtuple("Machine", "name target qemu flags needs order packages")
Build = namedtuple("Build", "machine compiler optimisation")

STANDARD = ["-std=c90", "-ffp-contract=off", "-D_POSIX_C_SOURCE=200809L", "-Dinline=__inline__", "-I."]
LIST = "tests/cross/portable/trainings"
UNIT_TESTS = [
    "tests/bp/%s_test.c" % name
    for name in ("equations", "network", "pass", "random", "range", "selftest", "status", "train", "wide")
] + ["tests/text/%s_test.c" % name for name in ("csv", "lines", "netfile", "number", "save", "scaling", "formats")]
# Whole trainings against plain loops.
SLOW_TESTS = ["tests/bp/%s_test.c" % name for name in ("batch", "naive")]


def foreign(name, target, qemu, order, package, libc):
    packages = ["qemu-user", "gcc-" + package, "libc6-dev-%s-cross" % libc]
    return Machine(name, target, qemu, ["-static"], [], order, packages)


def machines(isas):
    """All of them; isas: the flags of each instruction set of x86-64."""
    i686 = ["-m32", "-msse2", "-mfpmath=sse", "-static", "-idirafter", "/usr/include/x86_64-linux-gnu"]
    found = [
        Machine("x86-64" + ("" if isa == "baseline" else " " + isa), "", "", flags, needs_of(flags), "little", [])
        for isa, flags in isas.items()
    ]
    return found + [
        Machine("i686", "", "", i686, [], "little", ["libc6-dev-i386", "lib32gcc-12-dev"]),
        foreign("s390x", "s390x-linux-gnu", "qemu-s390x", "big", "s390x-linux-gnu", "s390x"),
        foreign("aarch64", "aarch64-linux-gnu", "qemu-aarch64", "little", "aarch64-linux-gnu", "arm64"),
        foreign("armhf", "arm-linux-gnueabihf", "qemu-arm", "little", "arm-linux-gnueabihf", "armhf"),
        foreign("riscv64", "riscv64-linux-gnu", "qemu-riscv64", "little", "riscv64-linux-gnu", "riscv64"),
        foreign("ppc64le", "powerpc64le-linux-gnu", "qemu-ppc64le", "little", "powerpc64le-linux-gnu", "ppc64el"),
        Machine("valgrind", "", "valgrind", ["-g"], [], "little", ["valgrind"]),
        Machine("msan", "", "", ["-g", "-fsanitize=memory", "-fno-sanitize-recover=all"], [], "little",
                ["clang", "libclang-rt-14-dev"]),
    ]


def needs_of(flags):
    return [flag[2:] for flag in flags if flag.startswith("-mavx")]


def processor_has(words):
    try:
        with open("/proc/cpuinfo") as file:
            have = set(file.read().split())
    except OSError:
        have = set()
    return all(word in have for word in words)


TRAINER = sorted(glob.glob("src/bp/*.c"))
# What the portable program is made of beside the trainer.
TEXTS = sorted(glob.glob("src/text/*.c") + glob.glob("src/bpv/*.c"))
PROGRAM = ["tests/cross/portable/%s.c" % name for name in ("answer", "portable", "training")] + \
    ["src/conform/reference.c", "tests/naive/draw.c"]
# What the unit tests need beside both.
HELPERS = ["tests/naive/draw.c", "tests/naive/naive.c", "tests/naive/sample.c", "src/isa/isa.c", "tests/text/temp.c"]


def command_of(build):
    """The compiler with the options of the machine, or None if there is no such pair."""
    machine, compiler = build.machine, build.compiler
    if machine.name == "i686" and compiler == "tcc":
        return ["i386-tcc", "-I/usr/include/x86_64-linux-gnu"]
    if compiler == "gcc":
        start = [machine.target + "-gcc" if machine.target else "gcc"]
    elif compiler == "clang":
        start = ["clang"] + (["--target=" + machine.target] if machine.target else [])
    elif machine.name == "x86-64":
        start = {"tcc": ["tcc"], "musl": ["musl-gcc", "-static"]}.get(compiler)
    else:
        start = None
    # Valgrind of Debian 12 does not read what clang says for debuggers.
    if compiler != {"msan": "clang", "valgrind": "gcc"}.get(machine.name, compiler):
        start = None
    return start and start + machine.flags


def optimisations_of(compiler):
    return ["-"] if compiler == "tcc" else ["0", "1", "2", "3"]


def missing(build):
    """What has to be installed for this build, as a list of packages."""
    compiler = {"gcc": [], "clang": ["clang"], "tcc": ["tcc"], "musl": ["musl-tools"]}[build.compiler]
    machine = build.machine
    program = command_of(build)[0]
    lacking = [] if shutil.which(program) else compiler or machine.packages
    if machine.qemu and not shutil.which(machine.qemu):
        lacking = lacking + machine.packages[:1]
    if machine.target and not os.path.isdir("/usr/" + machine.target + "/lib"):
        lacking = lacking + machine.packages[1:]
    if machine.name == "i686" and not os.path.exists("/usr/lib32/libc.a"):
        lacking = lacking + machine.packages
    return sorted(set(lacking))


class Failure(Exception):
    """What was run, and what it said."""


def call(command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
                          errors="replace", **more)
    if done.returncode != 0:
        raise Failure("%s: exit code %d\n%s" % (" ".join(command[:9]), done.returncode, done.stdout[-2000:]))
    return done.stdout


class Workshop:
    """A build in a folder of its own."""

    def __init__(self, build, folder, extra=(), pool=None):
        self.build = build
        self.folder = folder
        self.map = pool.map if pool else map
        level = [] if build.optimisation == "-" else ["-O" + build.optimisation]
        self.compile = command_of(build) + level + STANDARD + list(extra)
        # tcc does not find its way to the libraries of i686.
        self.link = ["gcc", "-m32", "-static"] if self.compile[0] == "i386-tcc" else self.compile
        os.makedirs(folder)
        if build.machine.qemu == "valgrind":
            self.runner = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--child-silent-after-fork=yes"]
        else:
            self.runner = [build.machine.qemu] if build.machine.qemu else []

    def object(self, source, options=()):
        name = os.path.join(self.folder, source.replace("/", "-")[:-2] + ".o")
        call(self.compile + list(options) + ["-c", source, "-o", name])
        return name

    def objects(self, sources):
        return list(self.map(self.object, sources))

    def build_program(self, name, objects, options=()):
        program = os.path.join(self.folder, name)
        call(self.link + list(options) + objects + ["-lm", "-o", program])
        return program

    def selftest(self, options=()):
        """The check that fails, "none" if all pass. options: of the linker."""
        self.trainer = self.objects(TRAINER)
        program = self.build_program("selftest", self.trainer + [self.object("tests/cross/portable/selftest.c")], options)
        done = subprocess.run(self.runner + [program], stdout=subprocess.PIPE, universal_newlines=True)
        if done.returncode not in (0, 1) or ":" not in done.stdout:
            raise Failure("selftest: exit code %d" % done.returncode)
        return done.stdout.split(":")[0]

    def make(self):
        """The portable program, after the self-test."""
        self.library = self.trainer + self.objects(TEXTS)
        self.portable = self.build_program("portable", self.library + self.objects(PROGRAM))

    def run(self, *arguments):
        return call(self.runner + [self.portable] + list(arguments))

    def produce(self):
        """All results of the portable program; the folder that they are in."""
        results = os.path.join(self.folder, "results")
        os.makedirs(results)
        self.run("train", LIST, results)
        self.run("activations", results)
        self.run("answer", results, *sorted(glob.glob("spec/vectors/*.bpv")))
        return results

    def test(self, tests):
        """Runs unit tests. How many passed."""
        helpers = self.objects(HELPERS) if tests else []
        shim = ["-Itests/cross/portable"]

        def one(source):
            program = self.build_program(os.path.basename(source)[:-2],
                                         [self.object(source, shim)] + helpers + self.library)
            said = call(self.runner + [program, "spec/formats.md"], env=dict(os.environ, TEST_TMPDIR=self.folder))
            return int(said.split("\n")[-2].split()[0])

        return sum(self.map(one, tests))

    def version(self):
        if self.build.compiler == "tcc":
            return call(["tcc", "-v"]).split()[2]
        said = call([self.compile[0], "-dumpfullversion" if self.build.compiler in ("gcc", "musl") else "-dumpversion"])
        return said.strip()


def compare(reference, results):
    """The names of the files that differ, or are in one folder only."""
    names = set(os.listdir(reference)) | set(os.listdir(results))
    different, unreadable = filecmp.cmpfiles(reference, results, names, shallow=False)[1:]
    return sorted(different + unreadable)


def weights(path):
    """The lines of a network file that say what was learned."""
    with open(path) as file:
        return [line for line in file if not line.startswith(("note", "end "))]
