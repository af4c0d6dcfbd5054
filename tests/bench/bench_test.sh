#!/bin/bash
# The benchmark runs, says what it should, and refuses what it should. No times are judged here.
set -euo pipefail
bench=tests/bench/bench
out=$TEST_TMPDIR/bench.json

compiler=$("$bench" --shape 2-2-1 --time online:1 | cut -d ' ' -f 2)
printf '%s\n' head "<!-- speed: $compiler -->" old "<!-- end of speed: $compiler -->" tail >"$TEST_TMPDIR/text.md"

"$bench" --quick --shape 4-8-3 --other "$bench" --json "$out" --plot "$TEST_TMPDIR/bench.svg" \
  --readme "$TEST_TMPDIR/text.md" >"$TEST_TMPDIR/table"
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

# In the text: what stood around the table, the table, every line of it as wide as its head, nothing of the old one.
text=$TEST_TMPDIR/text.md
[ "$(head -n 2 "$text")" = "$(printf '%s\n' head "<!-- speed: $compiler -->")" ]
[ "$(tail -n 2 "$text")" = "$(printf '%s\n' "<!-- end of speed: $compiler -->" tail)" ]
! grep -q '^old$' "$text"
grep -qE "^$(date -u +%Y)-[0-9]{2}-[0-9]{2}: .*, $(jq -r .machine.instruction_set "$out"), $compiler " "$text"
for mode in online batch-32 batch-256 predict; do
  grep -qE "^\| 4-8-3 \| $mode \| [0-9.]+ \|" "$text"
done
awk -F '|' '/^\|/ { if (NF != width && width) exit 1; width = NF } !/^\|/ { width = 0 }' "$text"

# The goals: those of this shape are judged by the rows, the others are not.
jq -e '
  ([.goals[] | select(.verdict == "holds" or .verdict == "missed")] | length >= 1
    and all(.shape == "4-8-3" and (.peer == "other" or (.verdict == "holds") == (.reached >= .asked))))
  and ([.rows[] | select(.peer == "other") | .mode] == ["online", "batch-32", "batch-256", "predict"])
  ' "$out" >/dev/null || {
  jq .goals "$out" >&2
  exit 1
}

# A text without the lines, or with one of them twice, stays as it is.
printf '%s\n' "<!-- speed: $compiler -->" >"$TEST_TMPDIR/half.md"
cat "$text" "$text" >"$TEST_TMPDIR/twice.md"

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
refused --readme nowhere/text.md
refused --readme "$TEST_TMPDIR/half.md"
refused --readme "$TEST_TMPDIR/twice.md"
refused --readme README.md/none
refused --other /bin/true
refused --other nowhere/bench
[ "$(cat "$TEST_TMPDIR/half.md")" = "<!-- speed: $compiler -->" ]

# The lines stand in the README, for both compilers.
for name in gcc clang; do
  [ "$(grep -cxE "<!-- (end of )?speed: $name -->" README.md)" = 2 ]
done
"$bench" --help | grep -q -- --quick
