#!/bin/bash
# The figures of robustness: bazel run //tests:figures -- [--json] [--tree FOLDER] [--readme FILE]
# Measures nothing: shows what spec/figures holds, each result with its date and commit, and says which are missing or older
# than the sources that they depend on; counts the proofs that the tree lists; and repeats the totals of the gradient
# checks' survey. --readme puts all that between the marks of a Markdown file too. Exit codes: 0, or 2 for wrong usage or a file that is malformed.
set -euo pipefail
export LC_ALL=C

usage() {
  echo "figures: $1; usage: figures [--json] [--tree FOLDER] [--readme FILE]" >&2
  exit 2
}
here=$PWD
root=${BUILD_WORKSPACE_DIRECTORY:-$PWD}
json= readme=
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=1 ;;
    --tree)
      [ $# -ge 2 ] || usage "$1 needs a value"
      root=$2
      shift
      ;;
    --readme)
      [ $# -ge 2 ] || usage "$1 needs a value"
      cd "${BUILD_WORKING_DIRECTORY:-.}"
      readme=$(realpath "$2")
      cd "$here"
      shift
      ;;
    --help)
      sed -n '2,/^set/{/^#/s/^# \?//p}' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) usage "unknown option \"$1\"" ;;
  esac
  shift
done
begin='<!-- figures -->' end='<!-- end of figures -->'
if [ -n "$readme" ] && { ! grep -qxF "$begin" "$readme" || ! grep -qxF "$end" "$readme"; }; then
  usage "$readme has no lines $begin and $end"
fi
index=$root/spec/figures/index.txt
[ -f "$index" ] || usage "no file $index"

# changed FILE: which of the sources of a result are others now.
changed() {
  local source digest
  jq -r '.sources | to_entries[] | "\(.key) \(.value)"' "$1" | while read -r source digest; do
    [ -e "$root/$source" ] && [ "$(bash "$here/tests/store.sh" --digest "$root" "$source")" = "$digest" ] || echo "$source"
  done
}

# result NAME TITLE COMMAND: as JSON.
result() {
  local file=$root/spec/figures/$1.json old
  if [ ! -f "$file" ]; then
    jq -n --arg name "$1" --arg title "$2" --arg command "$3" '{name: $name, title: $title, state: "missing", command: $command}'
    return
  fi
  jq -e '(.summary | type == "array") and (.sources | type == "object") and (.command | type == "string")' "$file" \
    >/dev/null 2>&1 || usage "$file is not what tests/store.sh writes"
  old=$(changed "$file")
  jq --arg name "$1" --arg title "$2" --arg old "$old" '
    ($old | split("\n") | map(select(. != ""))) as $old
    | {name: $name, title: $title, state: (if $old == [] then "current" else "older" end), changed: $old} + .' "$file"
}

# proofs: counted from what the proofs' own tests hold the tree to.
proofs() {
  local wp=$root/proofs/wp coq=$root/proofs/coq
  jq -n --argjson goals "$(wc -l <"$wp/manifest.txt")" --argjson modules "$(cut -d ' ' -f 1 "$wp/manifest.txt" | grep -vx lemmas | sort -u | wc -l)" \
    --argjson lemmas "$(grep -c '^lemmas ' "$wp/manifest.txt")" --argjson mutants "$(grep -c '^[a-z]' "$wp/mutants.txt")" \
    --argjson theorems "$(grep -c '^[A-Za-z_0-9]\+$' "$coq/statements.txt")" --argjson wrong "$(grep -c '^[A-Za-z]' "$coq/mutants.txt")" '
    {goals: $goals, modules: $modules, lemmas: $lemmas, mutants: $mutants, theorems: $theorems, wrong_theorems: $wrong}
    | {summary: ["\(.goals) goals proven with Frama-C/WP, of \(.modules) modules; \(.lemmas) of them lemmas",
        "\(.mutants) faults listed to be planted; each must leave a goal unproven",
        "\(.theorems) theorems proven with Coq; \(.wrong_theorems) wrong variants must be refused"], figures: .}'
}

# survey: the totals of spec/survey.md.
survey() {
  sed -n '1s/^# //p; /^| all /p' "$root/spec/survey.md" | awk -F '|' '
    NR == 1 { title = $0 }
    $2 == " all " { gsub(/ /, ""); printf "%s\t%s\t%s\t%s\t%s\t%s\n", title, $4, $5, $6, $7, $13 }' | jq -R '
    split("\t") | {survey: .[0], weights: (.[1] | tonumber), passed: (.[2] | tonumber), failed: (.[3] | tonumber),
      inconclusive: (.[4] | tonumber), most_of_the_bound: (.[5] | tonumber)}
    | {summary: [.survey, "\(.weights) weights: \(.failed) failed, \(.passed) passed, \(.inconclusive) inconclusive",
        "the worst gradient is within \(.most_of_the_bound) of its bound"], figures: .}'
}

all=$(while IFS='|' read -r name title command; do
  result $name "$(echo $title)" "$(echo $command)"
done < <(grep -v '^#' "$index") | jq -s --argjson proofs "$(proofs)" --argjson survey "$(survey)" '
  {results: ., proofs: $proofs, gradient_checks: $survey}')
if [ -n "$json" ]; then
  echo "$all"
  exit 0
fi
text=$(jq -r '
  def lines: .summary[] | "  " + .;
  (.results[] |
    if .state == "missing" then "\(.title): missing\(if .command == "-" then "" else "; \(.command) measures and stores it" end)"
    else "\(.title) (\(.date), commit \(.commit)\(if .state == "older" then "; changed since: " + (.changed | join(", ")) else "" end))", lines end),
  "Proofs (proofs/wp/manifest.txt, proofs/coq/statements.txt)", (.proofs | lines),
  "Gradient checks (spec/survey.md)", (.gradient_checks | lines)' <<<"$all")
echo "$text"
if [ -n "$readme" ]; then
  new=$(text=$text awk -v begin="$begin" -v end="$end" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; print "```text\n" ENVIRON["text"] "\n```" }' "$readme")
  echo "$new" >"$readme"
fi
