#!/bin/bash
# Runs the tests that let calls fail and kill the program, and says how many failures it has met and how often it was killed:
# bazel run //tests/faults:figures -- [--store]. With --store it writes spec/figures/faults.json, which bazel run
# //tests:figures shows. Exit codes: 0, 1 a test failed, 2 wrong usage.
set -euo pipefail
export LC_ALL=C

root=${BUILD_WORKSPACE_DIRECTORY:-}
case "$*" in
  '') root= ;;
  --store)
    [ -n "$root" ] || {
      echo "figures: --store: run it as bazel run //tests/faults:figures -- --store" >&2
      exit 2
    }
    ;;
  *)
    echo "figures: usage: figures [--store]" >&2
    exit 2
    ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# runs NAME: the test passes; what it printed is in $work/NAME.
runs() {
  echo "figures: $1" >&2
  mkdir "$work/$1.tmp"
  TEST_TMPDIR=$work/$1.tmp bash "tests/faults/$1_test.sh" >"$work/$1" || exit 1
}
for name in memory calls kills; do
  runs $name
done

# last NAME PATTERN: the number before the words, in the last line of the output that has it.
last() {
  sed -nE "s/.*(^|[^0-9])([0-9]+) $2.*/\2/p" "$work/$1" | tail -n 1
}
jq -n --argjson memory "$(last memory runs)" --argjson commands "$(grep -c '^bpref ' "$work/memory")" \
  --argjson calls "$(last calls runs)" --argjson trainings "$(last kills 'trainings')" --argjson killed "$(last kills 'of them killed:')" \
  --argjson moments "$(last kills 'system calls while saving')" '
  {memory_runs: $memory, memory_commands: $commands, call_runs: $calls, trainings: $trainings, killed: $killed,
    killed_at_calls: $moments}
  | {summary: ["memory: \(.memory_runs) runs of \(.memory_commands) commands, in each a call for memory fails, or all from one on: each said so, or did without",
      "system calls and signals: \(.call_runs) runs, in each a call fails, is short, is interrupted, or a signal comes: each said so, or went on; no file was damaged",
      "killed while saving: \(.killed) times at random moments and at each of \(.killed_at_calls) system calls: always the old file or the new"],
    figures: .}' >"$work/result"
jq -r '.summary[]' "$work/result"
[ -z "$root" ] || tests/store.sh "$root" faults 'bazel run //tests/faults:figures -- --store' src tests/faults <"$work/result"
