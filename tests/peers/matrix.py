"""The matrix of results: every peer that is installed here, judged by bpref verify.

matrix.py --bpref PROGRAM [--out FOLDER] [--readme FILE] [--check] [--only NAME,...] [--vectors PATH]

Prints the matrix; --out writes matrix.txt, matrix.json and matrix.html there; --readme puts it between the marks of a
Markdown file; --check compares it with what is known of each peer and fails if it differs.
"""
import argparse
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = "/usr/bin/python3"
EXTREME = ("saturated", "subnormal")  # groups whose numbers are not of ordinary size
BEGIN, END = "<!-- matrix -->", "<!-- end of matrix -->"


class Peer:
    def __init__(self, key, package, needs, command, outcome="pass", looks_like=None, first=None, without=None,
                 changes=None):
        self.without = without  # a group that is left out
        self.changes = changes  # the least and the most that its changes may be of the right ones; None: both 1
        self.key, self.package, self.needs, self.command = key, package, needs, command
        self.outcome, self.looks_like, self.first = outcome, looks_like, first


def python(module, script, *arguments):
    return (lambda: subprocess.run([PYTHON, "-c", "import " + module], capture_output=True).returncode == 0,
            lambda folder: [PYTHON, os.path.join(HERE, script), *arguments])


def header(path):
    return lambda: shutil.which("gcc") is not None and os.path.exists(path)


def compiled(name, compiler, sources, libraries, *arguments):
    def build(folder):
        program = os.path.join(folder, name)
        if not os.path.exists(program):
            subprocess.run([compiler, "-O2", "-ffp-contract=off", "-I", ROOT, "-o", program,
                            *[os.path.join(ROOT, source) for source in sources], *libraries], check=True)
        return [program, *arguments]
    return build


PLAIN = ["tests/peers/plain.c", "tests/plain/bugs.c", "tests/plain/double.c", "tests/plain/single.c"]


def plain(*arguments):
    return compiled("plain", "gcc", PLAIN, ["-lm"], *arguments)


def fann(mode):
    return compiled("fann", "gcc", ["tests/peers/fann.c"], ["-ldoublefann", "-lm"], mode)


FANN = header("/usr/include/doublefann.h")
PEERS = [
    Peer("plain-f64", "gcc", lambda: shutil.which("gcc") is not None, plain()),
    Peer("plain-f32", "gcc", lambda: shutil.which("gcc") is not None, plain("f32")),
    Peer("airgap", "gcc", lambda: shutil.which("gcc") is not None, None),
    Peer("numpy-f64", "python3-numpy", *python("numpy", "numpy_by_hand.py", "f64")),
    Peer("numpy-f32", "python3-numpy", *python("numpy", "numpy_by_hand.py", "f32")),
    Peer("torch-f64", "python3-torch", *python("torch", "torch_autograd.py", "f64")),
    Peer("torch-f32", "python3-torch", *python("torch", "torch_autograd.py", "f32")),
    Peer("octave", "octave", lambda: shutil.which("octave") is not None,
         lambda folder: ["octave", "-qf", os.path.join(HERE, "octave.m")]),
    Peer("alglib", "libalglib-dev", header("/usr/include/libalglib/dataanalysis.h"),
         compiled("alglib", "g++", ["tests/peers/alglib.cpp"], ["-lalglib"])),
    Peer("nnet", "r-cran-nnet",
         lambda: shutil.which("Rscript") is not None
         and subprocess.run(["Rscript", "-e", "library(nnet)"], capture_output=True).returncode == 0,
         lambda folder: ["Rscript", os.path.join(HERE, "nnet.R")], "fail", "table", "y"),
    Peer("sklearn-measured", "python3-sklearn", *python("sklearn", "sklearn_mlp.py", "measured")),
    Peer("sklearn-documented", "python3-sklearn", *python("sklearn", "sklearn_mlp.py", "documented"),
         "fail", "factor-outputs", "dE_dw", changes=(1, 5)),
    Peer("fann-matched", "libfann-dev", FANN, fann("matched"), "fail", "slope-clipped", "w_new"),
    Peer("fann-unsaturated", "libfann-dev", FANN, fann("matched"), without="saturated"),
    Peer("fann-error", "libfann-dev", FANN, fann("error"), "fail", "atanh-error", "w_new", changes=(2, 2.3)),
    Peer("fann-stepwise", "libfann-dev", FANN, fann("stepwise"), "fail", "table", "y", changes=(0.9, 1.6)),
    Peer("fann-symmetric", "libfann-dev", FANN, fann("symmetric"), "fail", "error-halved", "w_new",
         changes=(0.5, 0.5)),
    Peer("fann-default", "libfann-dev", FANN, fann("default"), "fail", None, "y", changes=(1.8, 3.2)),
]


def quote(words):
    return " ".join("'" + word + "'" for word in words)


def answers_file(folder, bpref, vectors):
    """The way of a target without a connection: cases go in as C arrays, answers come out as text."""
    cases, program, answers = (os.path.join(folder, name) for name in ("cases.h", "airgap", "answers.bpv"))
    subprocess.run([bpref, "vectors", "convert", *vectors, "--to", "c", "--out", cases], check=True)
    subprocess.run(["gcc", "-O2", "-ffp-contract=off", "-I", ROOT, "-I", folder, "-o", program,
                    os.path.join(HERE, "airgap.c"), *[os.path.join(ROOT, source) for source in PLAIN[1:]], "-lm"],
                   check=True)
    with open(answers, "w") as out:
        subprocess.run([program], stdout=out, check=True)
    return ["--answers", answers]


def judge(peer, bpref, folder, vectors):
    if peer.command is None:
        source = answers_file(folder, bpref, vectors)
    else:
        source = ["--impl", quote(peer.command(folder)), "--timeout", "300"]
    groups = []
    if peer.without:
        listed = subprocess.run([bpref, "vectors", "convert", *vectors, "--to", "json"], capture_output=True, text=True,
                                check=True)
        kept = {case["group"] for case in json.loads(listed.stdout)["cases"]} - {peer.without}
        groups = ["--filter", ",".join(sorted(kept))]
    done = subprocess.run([bpref, "verify", *vectors, *groups, *source, "--json"], capture_output=True, text=True)
    if done.returncode not in (0, 1, 3, 4):
        sys.exit("matrix: %s: %s" % (peer.key, done.stderr))
    return json.loads(done.stdout)


def dialect(report):
    plain_one = {"scale": "asked", "reduce": "asked", "bias": 1, "momentum": "asked", "order": "before", "batch": 0}
    said = [name + " " + str(report["dialect"][name]) for name, value in plain_one.items()
            if report["dialect"][name] != value]
    return ", ".join(said) or "the equations'"


def levels(report):
    return "".join(str(level) for level, n in enumerate(report["reported"]) if n > 14) or "-"


def deviation(report):
    if report["outcome"] == "pass":
        return ""
    parts = []
    for bug in report["recognised"][:1]:
        parts.append("%s (%s), %d of %d failures" % (bug["name"], bug["text"], bug["cases"], bug["of"]))
    first = report.get("first", {}).get("first")
    if first and not parts:
        parts.append("first wrong: %s, %s" % (first["equation"], first["quantity"]))
    if "broken" in report:
        parts.append(report["broken"])
    return "; ".join(parts)


def changes(report, groups, inside):
    """What weight changes are of the right ones, in cases of the groups or of all others."""
    of = [case["changes"] for case in report["cases"] if "changes" in case and (case["group"] in groups) == inside]
    return (min(one["least"] for one in of), max(one["most"] for one in of)) if of else None


def as_range(ends):
    words = ["%.3g" % end for end in ends or ()]
    return " to ".join(dict.fromkeys(words)) or "-"


def row(peer, report):
    if report is None:
        return {"peer": peer.key, "implementation": peer.key, "skipped": "not installed: " + peer.package}
    counts = report["counts"]
    name = report["implementation"] + (", without group " + peer.without if peer.without else "")
    return {"peer": peer.key, "implementation": name, "class": report["class"],
            "dialect": dialect(report), "levels": levels(report), "passed": counts["pass"],
            "failed": counts["fail"], "not_for_it": counts["skipped"] + counts["unjudged"],
            "crashed": counts["crashed"], "outcome": report["outcome"],
            "changes": as_range(changes(report, EXTREME, False)),
            "extremes": as_range(changes(report, EXTREME, True)), "deviation": deviation(report)}


COLUMNS = [("implementation", "implementation"), ("class", "class"), ("levels", "levels"), ("passed", "pass"),
           ("failed", "fail"), ("not_for_it", "not for it"), ("outcome", "verdict"), ("changes", "changes"), ("extremes", "at extremes"), ("dialect", "dialect"),
           ("deviation", "what deviates")]


def cell(one, name):
    if "skipped" in one:
        return {"implementation": one["implementation"], "outcome": "skipped", "deviation": one["skipped"]}.get(name, "")
    return str(one[name])


def as_text(rows):
    table = [[title for _, title in COLUMNS]] + [[cell(one, name) for name, _ in COLUMNS] for one in rows]
    widths = [max(len(line[i]) for line in table) for i in range(len(COLUMNS) - 1)]
    return "\n".join("  ".join([line[i].ljust(widths[i]) for i in range(len(widths))] + [line[-1]]).rstrip()
                     for line in table) + "\n"


def as_markdown(rows):
    rows = [one for one in rows if "skipped" not in one]
    lines = ["| " + " | ".join(title for _, title in COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    return "\n".join(lines + ["| " + " | ".join(cell(one, name) for name, _ in COLUMNS) + " |" for one in rows]) + "\n"


def as_html(rows):
    body = "".join("<tr class=%s>%s</tr>\n" % (cell(one, "outcome").split()[0], "".join(
        "<td>%s</td>" % html.escape(cell(one, name)) for name, _ in COLUMNS)) for one in rows)
    head = "".join("<th>%s</th>" % html.escape(title) for _, title in COLUMNS)
    return ("<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Implementations judged by bpref</title>\n"
            "<style>body{font:15px sans-serif;margin:2em}table{border-collapse:collapse}"
            "td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}"
            ".pass td:nth-child(7){background:#cfc}.fail td:nth-child(7){background:#fcc}"
            ".crashed td:nth-child(7){background:#fc9}</style>\n"
            "<h1>Implementations judged by bpref</h1>\n<p>Levels: 0 outputs, 1 new weights, 2 gradients, 3 every "
            "quantity. Changes: of the weights, over the right ones; at extremes: where units are saturated or deltas "
            "subnormal.</p>\n<table>\n<tr>%s</tr>\n%s</table>\n</html>\n" % (head, body))


def check(peer, report):
    """What is known of the peer, or what is wrong."""
    names = [bug["name"] for bug in report["recognised"]]
    if report["outcome"] != peer.outcome:
        return "%s, not %s: %s" % (report["outcome"], peer.outcome, deviation(report))
    if peer.looks_like is not None and peer.looks_like not in names:
        return "looks like %s, not %s" % (names, peer.looks_like)
    if peer.first is not None and report["first"]["first"]["quantity"] != peer.first:
        return "first wrong is %s, not %s" % (report["first"]["first"]["quantity"], peer.first)
    least, most = changes(report, EXTREME, False)
    known = peer.changes or (1, 1)
    if least < known[0] - 0.001 or most > known[1] + 0.001:
        return "changes are %.4g to %.4g of the right ones, not within %s" % (least, most, known)
    return None


def replace(path, text):
    with open(path) as file:
        content = file.read()
    if BEGIN not in content or END not in content:
        sys.exit("matrix: %s has no lines %s and %s" % (path, BEGIN, END))
    before, rest = content.split(BEGIN, 1)
    with open(path, "w") as file:
        file.write(before + BEGIN + "\n" + text + END + rest.split(END, 1)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bpref", required=True, metavar="PROGRAM")
    parser.add_argument("--out", metavar="FOLDER", help="write matrix.txt, matrix.json and matrix.html there")
    parser.add_argument("--readme", metavar="FILE", help="put the matrix between the marks of this file")
    parser.add_argument("--check", action="store_true", help="fail if a peer is not as is known")
    parser.add_argument("--only", metavar="NAME,...", help="of " + ", ".join(peer.key for peer in PEERS))
    parser.add_argument("--vectors", metavar="PATH", help="cases other than the built-in corpus")
    given = parser.parse_args()
    only = given.only.split(",") if given.only else [peer.key for peer in PEERS]
    vectors = ["--vectors", given.vectors] if given.vectors else []
    rows, reports, wrong = [], {}, []
    with tempfile.TemporaryDirectory() as folder:
        for peer in PEERS:
            if peer.key not in only:
                continue
            if not peer.needs():
                print("matrix: %s is skipped: %s is not installed (tools/setup peers)" % (peer.key, peer.package),
                      file=sys.stderr)
                rows.append(row(peer, None))
                continue
            print("matrix: " + peer.key, file=sys.stderr)
            report = judge(peer, given.bpref, folder, vectors)
            reports[peer.key] = report
            rows.append(row(peer, report))
            if given.check:
                fault = check(peer, report)
                if fault:
                    wrong.append("%s: %s" % (peer.key, fault))
    text = as_text(rows)
    print(text, end="")
    if given.out:
        os.makedirs(given.out, exist_ok=True)
        for name, content in (("matrix.txt", text), ("matrix.html", as_html(rows)),
                              ("matrix.json", json.dumps({"rows": rows, "reports": reports}, indent=1) + "\n")):
            with open(os.path.join(given.out, name), "w") as file:
                file.write(content)
    if given.readme:
        replace(given.readme, as_markdown(rows))
    for fault in wrong:
        print("matrix: " + fault, file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
