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

machines 0 --machine i686 --machine s390x --machine valgrind --machine msan --compiler gcc --compiler clang
holds '.summary | .builds == 6 and .same == 6 and .not_installed == 0 and .files == 18 and .unit_tests > 450'
holds '[.runs[] | select(.byte_order == "big")] | length == 2'
holds '[.refusals[].found] | unique == ["contraction", "method", "precision"]'
machines 0 --machine x86-64 --compiler musl --compiler tcc
holds '.summary | .builds == 2 and .same == 2'

# One weight is another in its last bit; memory that is not initialised is read; fused; does not compile.
machines 1 --machine s390x --compiler gcc --flags -DPORTABLE_CANARY=1
holds '.runs[0] | .result == "DIFFERS" and .differ == ["digits.net", "digits.out"]'
machines 1 --machine valgrind --machine msan --flags -DPORTABLE_CANARY=2
holds '[.runs[] | .result, (.why | test("ninitiali[sz]ed"))] == ["FAILED", true, "FAILED", true]'
machines 1 --machine x86-64 --compiler gcc --flags '-mfma -ffp-contract=fast'
holds '.runs[0] | .result == "REFUSED" and .check == "contraction"'
machines 1 --machine x86-64 --compiler gcc --flags -DBP_LIMIT
holds '.runs[0].result == "FAILED"'
machines 2 --machine pdp11
