#!/bin/bash
# bpref selftest; and the program on a machine whose arithmetic is another refuses to work.
. tests/cli/program.sh
broken=${BROKEN:-$(dirname "$bpref")/../../tests/cli/bpref_broken}

expect 0 "$bpref" selftest
[ "$(grep -c '^passed' out)" -eq 9 ]
prints '^passed   rounding     results are rounded to nearest, ties to even'
prints '^compiler         .'
prints 'computes as the specification says'
expect 0 "$bpref" selftest --json
holds '.outcome == "passed" and (.checks | length == 9) and ([.checks[].result] | unique == ["passed"])'
holds '[.checks[].name] | unique | length == 9'
holds '(.machine.declared_method | . == 0 or . == 1) and (.machine.byte_order | test("-endian$"))'
holds '.machine | .instruction_set as $used | .instruction_sets | .[0] == "baseline" and .[-1] == $used'
BPREF_ISA=mmx expect 2 "$bpref" selftest
says "found 'mmx'; accepted on this machine: baseline"

# Results are rounded upwards.
expect 1 "$broken" selftest
prints '^passed   format'
prints '^FAILED   rounding'
prints 'does not compute as the specification says'
expect 1 "$broken" selftest --json
holds '.outcome == "failed" and (.checks[] | select(.name == "rounding").result == "failed")'
holds '.checks[] | select(.name == "random").result == "passed"'
bpref=$broken
refused 'not true here: results are rounded to nearest' train --data xor --layers 2,1 --out net
[ ! -e net ]
expect 0 "$broken" --version
