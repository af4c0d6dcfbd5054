#!/bin/bash
# Faults are noticed by a test that looks, and survive one that does not; what survives is explained or lowers the score; what
# is stored of a source stays until the source changes. In a copy of the tree with few sources and tests.
set -euo pipefail
tree=$TEST_TMPDIR/tree
mkdir "$tree"
cp -rL src tests spec "$tree"
cd "$tree"
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

# Each fault that is explained is still planted.
mutation 0 --list

find src/bp src/text tests/bp tests/text -name '*.c' -not -name 'range*.c' -not -name 'status*.c' -delete
awk '/^src/ { keep = /^src\/bp\/range/ } keep' tests/mutation/survivors.txt >range.txt
mv range.txt tests/mutation/survivors.txt
printf 'int bp_extra(int a);\nint bp_extra(int a) {\n  return a + 1;\n}\n' >src/bp/extra.c

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
mutation 2 --list
says 'the last entry has no reason'
echo '  because it is not there' >>tests/mutation/survivors.txt
mutation 2 --list
says 'no fault is planted there: src/bp/range.c: nothing like that'
sed -i '/nothing like that/,$d' tests/mutation/survivors.txt
printf 'src/bp/range.c: ... | && -> ||\n  because it is wrong\n' >>tests/mutation/survivors.txt
rm -f "$stored"
mutation 1 --file src/bp/range.c --store
says 'explained, but noticed: tests/mutation/survivors.txt'
holds '.figures.files | keys == ["src/bp/range.c"]' "$stored"
holds '.figures.files["src/bp/range.c"] | .planted == .noticed + .same_code + .not_compiled + (.survived | length)' "$stored"
holds '.summary | any(. == "src/bp: not measured yet: extra.c, status.c")' "$stored"
sed -i '$d' tests/mutation/survivors.txt
sed -i '$d' tests/mutation/survivors.txt

# Each source is stored by itself, and again when it has changed.
mutation 1 --store --changed
holds '.figures.faults | map(.file) | unique == ["src/bp/extra.c"]' "$out"
holds '.figures.files | keys == ["src/bp/extra.c", "src/bp/range.c", "src/bp/status.c"]' "$stored"
printf 'src/bp/extra.c: ... | ... -> ...\n  because nobody asks\n' >>tests/mutation/survivors.txt
mutation 0 --store --changed
says '0 of 0 faults'
holds '.summary | any(contains("not measured yet")) | not' "$stored"
sed -i '1s/^/\/\* Text that is no code. \*\/\n/' src/bp/extra.c
mutation 0 --store --changed
says '0 of 0 faults'
sed -i 's/a + 1/a + 3/' src/bp/extra.c
mutation 0 --file src/bp/status.c --store
holds '.summary | any(. == "src/bp: changed since they were measured, and not counted: extra.c")' "$stored"
mutation 0 --file src/bp/range.c --store --survivors
holds '.figures.faults | length == 6' "$out"
holds '.figures.files["src/bp/range.c"] | .planted == .noticed + .same_code + .not_compiled + (.survived | length)' "$stored"

# What has been explained need not be tried again, and stays.
mutation 2 --unexplained
sed -i '/return m > peak/,+1d' tests/mutation/survivors.txt
cp "$stored" before.json
mutation 0 --file src/bp/range.c --store --survivors --unexplained
holds '.figures.faults | length == 1' "$out"
jq .figures.files before.json | cmp - <(jq .figures.files "$stored") || fail 'what survives again is not as before'
