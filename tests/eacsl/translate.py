"""One source through flatten.py, Frama-C's E-ACSL and gcc: an object in the place of the plain one, which checks its contracts."""

import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys

from flatten import Module

PLAIN = ["gcc", "-std=c90", "-w", "-O1", "-ffp-contract=off", "-D_POSIX_C_SOURCE=200809L", "-Dinline=__inline__", "-DBP_CONTRACTS", "-I."]
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]


def call(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, errors="replace", **more)


def must(command, **more):
    done = call(command, **more)
    if done.returncode != 0:
        sys.exit("eacsl: %s: exit code %d\n%s" % (" ".join(command)[:500], done.returncode, done.stdout[-3000:]))
    return done.stdout


def cpu():
    """Seconds of the processor that ended children took."""
    return sum(os.times()[2:4])


def plain_object(source, folder, name=None):
    name = name or os.path.join(folder, source.replace("/", "-")[:-2] + ".o")
    must(PLAIN + SANITIZED + ["-c", source, "-o", name])
    return name


def sources():
    """Those of src/bp and src/text that have a contract."""
    found = sorted(glob.glob("src/bp/*.c") + glob.glob("src/text/*.c"))
    return [source for source in found if Module(".", source).contracts()]


class Translated:
    def __init__(self, source, folder, edit=None):
        """edit: what is changed in the text of the source first."""
        self.source, self.name = source, source[len("src/"):-len(".c")]
        self.folder = os.path.join(folder, self.name.replace("/", "-"))
        module = Module(".", source, edit)
        self.unedited = edit is not None and not module.edited
        module.write(self.folder)
        os.makedirs(self.path("tests/eacsl"), exist_ok=True)
        shutil.copy("tests/eacsl/twins.h", self.path("tests/eacsl"))
        self.object = self.path("checked.o")
        if not self.is_done():
            self.translate(module)
            self.compile()
            with open(self.path("done"), "w") as file:
                file.write(self.digest())
        with open(self.path("log")) as file:
            self.log = file.read()
        self.checked, self.left = self.judge([c for c in module.clauses if not c.why]), [c for c in module.clauses if c.why]
        self.left += [c._replace(why=self.reason(c)) for c in module.clauses if not c.why and c not in self.checked]

    def path(self, name):
        return os.path.join(self.folder, name)

    def digest(self):
        """Of all that a translation depends on but the tools."""
        names = sorted(glob.glob(self.path("**/*.[ch]"), recursive=True) + ["tests/eacsl/translate.py"])
        whole = hashlib.sha256()
        for name in names:
            if os.path.basename(name) != "translated.c":
                with open(name, "rb") as file:
                    whole.update(file.read())
        return whole.hexdigest()

    def is_done(self):
        """Whether a run before has left this translation."""
        if not os.path.exists(self.path("done")):
            return False
        with open(self.path("done")) as file:
            return file.read() == self.digest()

    def translate(self, module):
        with open(self.path("logic.h")) as one, open("tests/eacsl/twins.h") as two:
            twins = sorted(set(re.findall(r"\btwin_\w+(?=\()", one.read() + two.read())))
        # Frama-C asks PWD where it is. Accesses within contracts are the address sanitizer's affair (-rte-no-mem).
        done = call(["frama-c", "-machdep", "gcc_x86_64", "-cpp-extra-args=-I.", "-kernel-warn-key", "parser:decimal-float=inactive",
                     "-rte-no-mem", "-e-acsl", "-e-acsl-no-assert-print-data", "-e-acsl-builtins", ",".join(twins),
                     "-e-acsl-functions", ",".join(sorted(module.functions)), self.source, "-then-last", "-print",
                     "-ocode", "translated.c"], cwd=self.folder, env=dict(os.environ, PWD=self.folder, HOME=self.folder))
        with open(self.path("log"), "w") as file:
            file.write(done.stdout)
        if done.returncode != 0 or "translation done" not in done.stdout:
            sys.exit("eacsl: %s: frama-c: exit code %d\n%s" % (self.source, done.returncode, done.stdout[-3000:]))

    def judge(self, clauses):
        """The clauses that are in the translation."""
        with open(self.path("translated.c")) as file:
            text = file.read()
        found = set()
        for kind, fields in re.findall(r'\.kind = "(Pre|Post)condition";(.*?)__e_acsl_assert\(', text, re.S):
            value = dict(re.findall(r'\.(file|fct|line|name) = "?([^";]*)"?;', fields))
            found.add(("requires" if kind == "Pre" else "ensures", value["fct"], value.get("name", ""),
                       "%s:%s" % (value["file"], value["line"])))
        return [c for c in clauses if (c.kind, c.function, c.name, c.place) in found]

    def reason(self, clause):
        """What E-ACSL says of a clause that it does not translate."""
        said = re.search(r"^\[e-acsl\] %s: Warning:(.*?)(?=^\[|\Z)" % re.escape(clause.place), self.log, re.S | re.M)
        words = " ".join(said.group(1).split()) if said else "not translated"
        construct = re.search(r"`(.*?)'", words)
        return construct.group(1) if construct else words

    def compile(self):
        """E-ACSL puts the checks of f into __gen_e_acsl_f, which only this source would call: it gets the name f."""
        must(["gcc", "-std=gnu99", "-w", "-O0", "-ffp-contract=off", "-fsanitize=address", "-fno-omit-frame-pointer", "-I" + self.folder, "-c", self.path("translated.c"),
              "-o", self.path("all.o")])
        symbols = [line.split()[1:] for line in must(["nm", self.path("all.o")]).splitlines() if len(line.split()) == 3]
        names = {name for _, name in symbols}
        own = [name for kind, name in symbols if kind in "TDBRC" and not name.startswith("__")]
        with open(self.path("rename"), "w") as file:
            for name in own:
                if "__gen_e_acsl_" + name in names:
                    file.write("%s unchecked_%s\n__gen_e_acsl_%s %s\n" % (name, name, name, name))
        must(["objcopy", "--redefine-syms=" + self.path("rename"), self.path("all.o"), self.path("named.o")])
        with open(self.path("keep"), "w") as file:
            file.write("".join(name + "\n" for name in own))
        must(["objcopy", "--keep-global-symbols=" + self.path("keep"), self.path("named.o"), self.object])
