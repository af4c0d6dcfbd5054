#!/bin/bash
# What is stored is shown, with what is missing and what has changed since.
set -euo pipefail
tree=$TEST_TMPDIR/tree
mkdir -p "$tree"/{src,spec/figures,proofs/wp,proofs/coq}
echo 'int a;' >"$tree/src/a.c"
printf '# comment\ncoverage | Coverage | measure --store\nother | Something else | -\n' >"$tree/spec/figures/index.txt"
printf 'a x\na y\nlemmas z\n' >"$tree/proofs/wp/manifest.txt"
printf '# comment\na f | b | c\n' >"$tree/proofs/wp/mutants.txt"
printf 'EQ_01\n     : x = x\nEQ_02\n     : y = y\n' >"$tree/proofs/coq/statements.txt"
printf '# comment\nwrong s/a/b/\n' >"$tree/proofs/coq/mutants.txt"
printf '# Survey: 3 networks\n\n| kind |\n| all | 3 | 50 | 40 | 1 | 9 | 0 | 0 | 0.1 | 1 | 2 | 0.5 |\n' >"$tree/spec/survey.md"

# shows CODE WORDS OPTION...
shows() {
  local code=0
  bash tests/figures.sh --tree "$tree" "${@:3}" >"$TEST_TMPDIR/out" 2>&1 || code=$?
  if [ $code -ne "$1" ] || ! grep -qF -- "$2" "$TEST_TMPDIR/out"; then
    echo "figures ${*:3}: exit code $code, not $1, or \"$2\" is missing:" >&2
    cat "$TEST_TMPDIR/out" >&2
    exit 1
  fi
}
# store CODE NAME RESULT [SOURCE]
store() {
  local code=0
  bash tests/store.sh "$tree" "$2" 'measure --store' "${4:-src}" <<<"$3" >"$TEST_TMPDIR/out" 2>&1 || code=$?
  [ $code -eq "$1" ] || {
    cat "$TEST_TMPDIR/out" >&2
    exit 1
  }
}
result='{"summary": ["src/bp: all of it"], "figures": {"lines": 7}}'

shows 0 'Coverage: missing; measure --store measures and stores it'
shows 0 '3 goals proven with Frama-C/WP, of 1 modules; 1 of them lemmas'
shows 0 '2 theorems proven with Coq; 1 wrong variants must be refused'
shows 0 '50 weights: 1 failed, 40 passed, 9 inconclusive'
store 0 coverage "$result"
shows 0 '  src/bp: all of it'
grep -qF "Coverage ($(date -u +%Y-)" "$TEST_TMPDIR/out"
! grep -q 'changed since' "$TEST_TMPDIR/out"
shows 0 'Something else: missing'
bash tests/figures.sh --tree "$tree" --json | jq -e '.results[0] | .state == "current" and .figures.lines == 7 and .changed == []' >/dev/null
echo 'int b;' >"$tree/src/a.c"
shows 0 '; changed since: src)'
bash tests/figures.sh --tree "$tree" --json | jq -e '[.results[].state] == ["older", "missing"]' >/dev/null
store 0 coverage "$result"
shows 0 '  src/bp: all of it'
! grep -q 'changed since' "$TEST_TMPDIR/out"

# The same in a Markdown file, again and again.
printf '# A\n<!-- figures -->\n<!-- end of figures -->\nb\n' >"$TEST_TMPDIR/a.md"
shows 0 'Coverage (' --readme "$TEST_TMPDIR/a.md"
cp "$TEST_TMPDIR/out" "$TEST_TMPDIR/text"
shows 0 'Coverage (' --readme "$TEST_TMPDIR/a.md"
{ printf '# A\n<!-- figures -->\n```text\n'; cat "$TEST_TMPDIR/text"; printf '```\n<!-- end of figures -->\nb\n'; } | cmp - "$TEST_TMPDIR/a.md"
echo >"$TEST_TMPDIR/b.md"
shows 2 'has no lines' --readme "$TEST_TMPDIR/b.md"

# What is no result is not stored, and what was there stays.
cp "$tree/spec/figures/coverage.json" "$TEST_TMPDIR/before"
store 5 coverage '{"figures": {}}'
store 2 coverage "$result" nowhere
store 2 'no name' "$result"
cmp "$tree/spec/figures/coverage.json" "$TEST_TMPDIR/before"
[ "$(ls -A "$tree/spec/figures" | wc -l)" -eq 2 ]
echo '{"summary": 1}' >"$tree/spec/figures/coverage.json"
shows 2 'is not what tests/store.sh writes'
shows 2 'unknown option' --jsn
