# The ledger of the proofs as JSON: the modules as proofs/wp/run wrote them, then what is listed of Coq and Eva.
# $theorems: proofs/coq/statements.txt; $assumptions: proofs/coq/assumptions.txt; $alarms: proofs/eva/alarms.txt.
def lines: split("\n") | map(select(. != ""));
def total(f): map(f) | add;

map(. // error("a module has no record: its proof did not come to its end")) as $modules
| {
    wp: {
      modules: ($modules | length),
      functions: ($modules | total(.functions)),
      goals: ($modules | total(.goals)),
      proven: ($modules | total(.proven)),
      admitted: ($modules | total(.admitted)),
      by: ($modules | map(.proofs[] | .prover // "nobody") | group_by(.) | map({key: .[0], value: length}) | from_entries),
      slowest: ($modules | max_by(.slowest_seconds) | {module, goal: .slowest_goal, seconds: .slowest_seconds})
    },
    coq: {
      theorems: ($theorems | lines | map(select(test("^[A-Za-z_][A-Za-z0-9_']*$")))),
      assumptions: ($assumptions | lines)
    },
    eva: {justified_alarms: ($alarms | lines | map(select(startswith("  because: "))) | length)},
    modules: $modules
  }
