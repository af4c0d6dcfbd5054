#!/bin/bash
# Faults are noticed by a test that looks, and survive one that does not; what survives is explained or lowers the score; what
# is stored of a source stays until the source changes. In a copy of the tree with the quick tests alone.
set -euo pipefail
tree=$TEST_TMPDIR/tree
mkdir "$tree"
cp -rL src tests spec "$tree"
cd "$tree"
find tests/bp -name '*_test.c' -not -name range_test.c -not -name status_test.c -not -name train_test.c -delete
out=$TEST_TMPDIR/result.json stored=spec/figures/mutation.json

mutation() { # exit code, arguments...
  local code=$1 status=0
  shift
  rm -f "$out"
  BUILD_WORKSPACE_DIRECTORY=$tree tests/mutation/mutation.sh --json "$out" "$@" >"$TEST_TMPDIR/said" 2>&1 || status=$?
  [ "$status" -eq "$code" ] || fail "expected exit code $code, found $status: $*"
}
fail() {
  cat "$TEST_TMPDIR/said" >&2
  echo "$1" >&2
  exit 1
}
says() {
  grep -qF -- "$1" "$TEST_TMPDIR/said" || fail "not said: $1"
}
holds() { # what, file
  jq -e "$1" "$2" >/dev/null || {
    jq . "$2" >&2
    echo "not true: $1" >&2
    exit 1
  }
}

# What notices, and what does not.
mutation 0 --file src/bp/range.c --test tests/bp/range_test.c
holds '.figures.parts["src/bp"] | .planted > 30 and .noticed > 25 and .survived == .explained and .score_without_explained == 100' "$out"
holds '[.figures.faults[].what] | unique == ["constant", "index", "operator", "statement left out"]' "$out"
mutation 1 --file src/bp/range.c --test tests/bp/status_test.c --every 10
holds '.figures.parts["src/bp"] | .noticed == 0 and .survived > 2' "$out"
mutation 2 --file src/bp/nothing.c
mutation 2 --every 0
mutation 2 --store --every 2

# What is explained must be planted, and survive.
echo 'src/bp/range.c: nothing like that | + -> -' >>tests/mutation/survivors.txt
mutation 2 --file src/bp/range.c --list
says 'the last entry has no reason'
echo '  because it is not there' >>tests/mutation/survivors.txt
mutation 2 --file src/bp/range.c --list
says 'no fault is planted there: src/bp/range.c: nothing like that'
sed -i '/nothing like that/,$d' tests/mutation/survivors.txt
printf 'src/bp/move.c: ... | ... -> ...\n  because it is wrong\n' >>tests/mutation/survivors.txt
mutation 1 --file src/bp/move.c
says 'explained, but noticed: tests/mutation/survivors.txt'
sed -i '/^src.bp.move/,$d' tests/mutation/survivors.txt

# Each source is stored by itself, and again when it has changed.
rm -f "$stored"
mutation 0 --file src/bp/move.c --store
holds '.figures.files | keys == ["src/bp/move.c"]' "$stored"
holds '.figures.files["src/bp/move.c"] | .planted > 0 and .noticed > 0' "$stored"
holds '.summary | any(startswith("src/bp: not measured yet: activation.c, "))' "$stored"
mutation 0 --file src/bp/move.c --file src/bp/status.c --store --changed
says '0 of 0 faults'
holds '.figures.files | keys == ["src/bp/move.c", "src/bp/status.c"]' "$stored"
sed -i '1s/^/\n/' src/bp/move.c
mutation 0 --file src/bp/range.c --store
holds '.summary | any(. == "src/bp: changed since they were measured, and not counted: move.c")' "$stored"
mutation 0 --file src/bp/move.c --file src/bp/range.c --store --changed
holds '.figures.faults | map(.file) | unique == ["src/bp/move.c"]' "$out"
holds '.summary | any(contains("changed since")) | not' "$stored"
mutation 0 --file src/bp/range.c --store --survivors
holds '.figures.faults | length == 6' "$out"
holds '.figures.files["src/bp/range.c"] | .planted == .noticed + .same_code + .not_compiled + (.survived | length)' "$stored"
