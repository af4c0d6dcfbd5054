#!/bin/bash
# The benchmark runs, says what it should, and refuses what it should. No times are judged here.
set -euo pipefail
bench=tests/bench/bench
out=$TEST_TMPDIR/bench.json

"$bench" --quick --shape 4-8-3 --json "$out" --plot "$TEST_TMPDIR/bench.svg" >"$TEST_TMPDIR/table"
grep -q '^4-8-3 *online ' "$TEST_TMPDIR/table"
grep -q '</svg>' "$TEST_TMPDIR/bench.svg"

jq -e '
  (.machine | (.cpu | length > 0) and (.compiler | length > 0) and .instruction_set != "" and .core >= 0)
  and .effort.rounds > 0
  and .limits.gflop_per_s > 0
  and (.limits.memory | length >= 4 and all(.bytes > 0 and .read_gb_per_s > 0 and .modify_gb_per_s > 0))
  and ([.rows[] | select(.peer == "bpref") | .mode] == ["online", "batch-32", "batch-256", "predict"])
  and (.rows | all(.shape == "4-8-3" and .ns_per_pattern > 0 and .ratio > 0
    and .quartiles[0] <= .ns_per_pattern and .ns_per_pattern <= .quartiles[1]))
  and ([.rows[] | select(.peer == "bpref") | .ratio] | all(. == 1))
  ' "$out" >/dev/null || {
  echo "fields are missing or not positive:" >&2
  cat "$out" >&2
  exit 1
}

# refused OPTION...: exit code 2, a message, no table.
refused() {
  local code=0
  "$bench" "$@" >"$TEST_TMPDIR/out" 2>"$TEST_TMPDIR/err" || code=$?
  if [ $code -ne 2 ] || [ -s "$TEST_TMPDIR/out" ] || ! grep -qE '^(bench|bpref): ' "$TEST_TMPDIR/err"; then
    echo "bench $*: exit code $code" >&2
    cat "$TEST_TMPDIR/out" "$TEST_TMPDIR/err" >&2
    exit 1
  fi
}
refused --wrong
refused --shape
refused --shape 4
refused --shape 4-0-3
refused --shape 4-8-3-
refused --shape 4-99999999999
refused --core x
refused --plot picture.gif
refused --json nowhere/bench.json
"$bench" --help | grep -q -- --quick
