#!/bin/bash
# Faults are noticed by a test that looks, and survive one that does not; what survives is explained or lowers the score.
set -euo pipefail
out=$TEST_TMPDIR/result.json

mutation() { # exit code, arguments...
  local code=$1 status=0
  shift
  tests/mutation/mutation.sh --json "$out" "$@" >"$TEST_TMPDIR/said" 2>&1 || status=$?
  [ "$status" -eq "$code" ] || {
    cat "$TEST_TMPDIR/said" >&2
    echo "expected exit code $code, found $status: $*" >&2
    exit 1
  }
}
holds() {
  jq -e "$1" "$out" >/dev/null || {
    jq . "$out" >&2
    echo "not true: $1" >&2
    exit 1
  }
}

mutation 0 --file src/bp/range.c --test tests/bp/range_test.c
holds '.figures.parts["src/bp"] | .planted > 30 and .noticed > 25 and .survived == .explained and .score_without_explained == 100'
holds '[.figures.faults[].what] | unique == ["constant", "index", "operator", "statement left out"]'
mutation 1 --file src/bp/range.c --test tests/bp/status_test.c --every 10
holds '.figures.parts["src/bp"] | .noticed == 0 and .survived == 4'
mutation 2 --file src/bp/nothing.c
mutation 2 --every 0
