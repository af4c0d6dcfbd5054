#!/bin/bash
# bpref selftest; and a program whose self-test fails refuses to work.
. tests/cli/program.sh
broken=${BROKEN:-$(dirname "$bpref")/../../tests/cli/bpref_broken}

expect 0 "$bpref" selftest
[ "$(grep -c '^passed' out)" -eq 8 ]
prints '^evaluation       every result is a double'
prints '^rounding         to nearest, ties to even'
prints 'computes as the specification says'
expect 0 "$bpref" selftest --json
holds '.outcome == "passed" and (.checks | length == 8) and ([.checks[].result] | unique == ["passed"])'
holds '.machine.contraction == "a*b+c is two roundings" and .machine.subnormals == "kept"'

# The stand-in fails at the fourth check, contraction.
expect 1 "$broken" selftest
[ "$(grep -c '^passed' out)" -eq 3 ]
prints '^FAILED   contraction'
[ "$(grep -c '^not run' out)" -eq 4 ]
expect 1 "$broken" selftest --json
holds '.outcome == "failed" and .checks[3].result == "failed" and .checks[4].result == "not run"'
bpref=$broken
refused 'does not compute as the specification says: the stand-in fails' train --data xor --layers 2,1 --out net
[ ! -e net ]
expect 0 "$broken" --version
