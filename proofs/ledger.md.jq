# The ledger's JSON as Markdown.
def row: "| " + (map(tostring) | join(" | ")) + " |";
def table($heads): ($heads | row), ($heads | map("-") | row);

"# Ledger of the proofs", "",
"\(.wp.proven) of \(.wp.goals) goals of \(.wp.functions) functions proven, \(.wp.admitted) admitted; \(.coq.theorems | length) theorems; " +
"\(.eva.justified_alarms) alarms of Eva, justified.", "",
"## The trainer and the texts (WP)", "",
table(["prover", "goals"]), (.wp.by | to_entries[] | [.key, .value] | row), "",
table(["module", "functions", "goals", "proven", "slowest goal", "seconds"]),
(.modules[] | [.module, .functions, .goals, .proven, .slowest_goal, .slowest_seconds] | row), "",
"## The mathematics (Coq)", "",
"All theorems rest on these assumptions of Coq's library at most: \(.coq.assumptions | join(", ")).", "",
(.coq.theorems[] | "- \(.)"), "",
"## Every goal", "",
(.modules[] | "### \(.module)", "", table(["goal", "prover", "seconds"]),
  (.proofs[] | [.goal, .prover // "nobody", .seconds // "-"] | row), "")
