#!/bin/bash
# The same bits on machines that differ most from the usual one, in a lean selection; and a machine whose bits differ, or
# that the self-test refuses, is told.
set -euo pipefail
out=$TEST_TMPDIR/machines.json

machines() { # exit code, arguments...
  local code=$1 status=0
  shift
  tests/cross/machines.sh "${isas[@]}" --lean --json "$out" "$@" || status=$?
  [ "$status" -eq "$code" ] || {
    echo "expected exit code $code, found $status: $*" >&2
    exit 1
  }
}
holds() {
  jq -e "$1" "$out" >/dev/null || {
    echo "not true: $1" >&2
    jq .summary "$out" >&2
    exit 1
  }
}
isas=("$@")

machines 0 --machine x86-64 --machine i686 --machine s390x --machine valgrind --machine msan
holds '.summary | .builds == 6 and .same == 6 and .not_installed == 0 and .files == 18 and .unit_tests > 700'
holds '[.runs[] | select(.byte_order == "big")] | length == 1'
holds '[.runs[].compiler] | unique == ["clang", "gcc", "musl", "tcc"]'
holds '[.refusals[].found] | unique == ["contraction", "function", "method", "precision", "underflow"]'

# One weight is another in its last bit; memory that nothing was written to is read; what does not compile.
machines 1 --machine s390x --flags='-DPORTABLE_CANARY=1'
holds '.runs[0] | .result == "DIFFERS" and .differ == ["digits.net", "digits.out"]'
machines 1 --machine valgrind --machine msan --flags='-DPORTABLE_CANARY=2'
holds '[.runs[] | .result, (.why | test("ninitiali[sz]ed"))] == ["FAILED", true, "FAILED", true]'
machines 1 --machine i686 --flags='-DBP_TANH='
holds '.runs[0].result == "FAILED"'
machines 2 --machine pdp11
