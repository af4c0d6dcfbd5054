#!/bin/bash
# `bpref gradcheck` of a program whose hidden deltas are wrong in the twelfth digit: finite differences pass it, the
# enclosure of the true gradient does not, nor does its equation: coarse_test.sh BPREF COARSE
. "$(dirname "$0")/lib.sh"
coarse=$(realpath "$2")
cd "$work"

train iris --data iris --layers 4,8,3 --epochs 20
expect 0 '' gradcheck --net iris.net --data iris

program=$coarse
bpref gradcheck --net iris.net --data iris --oracle off --json >off.json || [ $? -eq 1 ]
holds '.counts.failed == 0 and .reason == "an equation does not hold on the reported numbers"' off.json
holds '[.equations[] | select(.failed > 0) | .first.equation] == ["EQ-19"]' off.json
expect 1 '' gradcheck --net iris.net --data iris
says '^fail: farther from the true gradient than rounding accounts for$' out
says '^Worst: layer 1, unit [1-8], input [0-4]' out
bpref gradcheck --net iris.net --data iris --verbose --json >iris.json || [ $? -eq 1 ]
holds '.outcome == "fail" and .layers[0].failed > 20 and .layers[1].failed == 0 and .layers[1].passed == 27' iris.json
holds 'all(.weights[]; (.outcome == "fail") == (.truth.off_lo > .truth.bound))' iris.json
holds 'all(.weights[]; (.analytic - .numeric | fabs) <= .tolerance)' iris.json
holds '.oracle.farthest | .layer == 1 and .truth.off_lo > .truth.bound' iris.json
