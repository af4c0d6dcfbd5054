"""What came of the builds: shown as it comes, summed up, kept as JSON."""

import datetime
import json
import os
import subprocess

LEVELS = ["0", "1", "2", "3"]
SHORT = {"not here": "-", "not installed": "absent"}


def caller(path):
    """A path as whoever started Bazel means it."""
    return os.path.join(os.environ.get("BUILD_WORKING_DIRECTORY", "."), path)


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


def summarise(found):
    runs = found["runs"]
    came = [record["result"] for record in runs]
    done = [record for record in runs if record["result"] not in SHORT]
    machines = {record["machine"] for record in done if record["machine"] not in ("valgrind", "msan")}
    return {"builds": len(done), "same": came.count("same"), "machines": len(machines),
            "not_installed": came.count("not installed"), "not_here": came.count("not here"),
            "files": found["files"], "unit_tests": sum(record.get("unit_tests", 0) for record in done),
            "refused": sum(record["result"] == "refused" for record in found["refusals"]),
            "wrong": len(done) - came.count("same") + len(found["program"]) +
                     sum(record["result"] in ("NOT REFUSED", "FAILED") for record in found["refusals"])}


def commit():
    """The commit of the tree, or None where nothing tells."""
    folder = os.environ.get("BUILD_WORKSPACE_DIRECTORY", ".")
    try:
        done = subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, universal_newlines=True)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def identity(record):
    return [record.get(key) for key in ("machine", "compiler", "optimisation", "what")]


class Keeper:
    """The file of --json: replaced after each build, so that a run that is stopped has not been for nothing."""

    def __init__(self, path, update):
        self.path = caller(path) if path else None
        self.commit = commit()
        self.before = {"runs": [], "refusals": []}
        if update and os.path.exists(self.path):
            with open(self.path) as file:
                self.before = json.load(file)

    def merge(self, found, kind):
        new = {str(identity(record)): dict(record, commit=self.commit) for record in found[kind]}
        merged = [new.pop(str(identity(record)), record) for record in self.before[kind]]
        return merged + list(new.values())

    def save(self, found):
        found = dict(found, runs=self.merge(found, "runs"), refusals=self.merge(found, "refusals"))
        summary = summarise(found)
        self.kept = {"command": "bazel run //tests/cross:machines -- --json FILE",
                     "date": datetime.date.today().isoformat(), "commit": self.commit, "summary": summary,
                     "sentence": sentence(summary),
                     "program": "DIFFERS" if found["program"] else "same", "runs": found["runs"],
                     "refusals": found["refusals"]}
        if self.path is None:
            return
        with open(self.path + ".new", "w") as file:
            json.dump(self.kept, file, indent=1)
            file.write("\n")
        os.replace(self.path + ".new", self.path)


def levels(records):
    """A cell of the table: at which levels the results are the same; anything else by its name."""
    same = sorted(r["optimisation"] for r in records if r["result"] == "same")
    other = sorted({r["result"] for r in records} - {"same"})
    return ", ".join(([("-O" + "".join(same)).replace("-O-", "same")] if same else []) + other)


def table(kept):
    """The README's table, from what is kept."""
    lines = ["| machine | byte order | run by | gcc | clang | tcc | musl's gcc |", "|---|---|---|---|---|---|---|"]
    names = []
    for record in kept["runs"]:
        if record["machine"] not in names:
            names.append(record["machine"])
    for name in names:
        rows = [r for r in kept["runs"] if r["machine"] == name]
        cells = [levels([r for r in rows if r["compiler"] == c]) for c in ("gcc", "clang", "tcc", "musl")]
        lines.append("| %s | %s | %s | %s |" % (name, rows[0]["byte_order"], rows[0]["runner"], " | ".join(cells)))
    return "\n".join(lines + ["", sentence(kept["summary"])])


def sentence(summary):
    return ("%(same)d of %(builds)d builds on %(machines)d machines are the same in %(files)d files; %(unit_tests)d unit "
            "tests passed; %(refused)d builds with another arithmetic refused; %(not_installed)d builds not installed, "
            "%(not_here)d not for this processor." % summary)


def write_readme(path, kept):
    """Puts the table between its marks."""
    start, end = "<!-- machines -->\n", "\n<!-- end of machines -->"
    with open(path) as file:
        text = file.read()
    if text.count(start) != 1 or end not in text.split(start)[1]:
        raise OSError("%s: has no %s and %s" % (path, start.strip(), end.strip()))
    before, rest = text.split(start)
    after = rest.split(end)[1]
    with open(path + ".new", "w") as file:
        file.write(before + start + table(kept) + end + after)
    os.replace(path + ".new", path)
