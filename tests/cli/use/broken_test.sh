#!/bin/bash
# `bpref gradcheck` and `bpref trace` of a program whose hidden deltas are wrong say so: broken_test.sh BPREF BROKEN
. "$(dirname "$0")/lib.sh"
broken=$(realpath "$2")
step=$PWD/spec/worked/xor-step.net
cd "$work"

train iris --data iris --layers 4,8,3 --epochs 20
expect 0 '' gradcheck --net iris.net --data iris
expect 0 '' trace --net iris.net --data iris --pattern 1

# The same networks, the broken program: the first layer fails, the second, which has no hidden delta, passes.
program=$broken
expect 1 '' gradcheck --net iris.net --data iris
says '^fail: differs by more than the tolerance$' out
says '^Worst: layer 1, unit [1-8], input [0-4]' out
says '^The first that does not hold: EQ-19, delta of layer 1, unit [1-8], pattern 1 ' out
bpref gradcheck --net iris.net --data iris --json >iris.json || [ $? -eq 1 ]
holds '.outcome == "fail" and .layers[0].failed == 40 and .layers[1].failed == 0 and .layers[1].passed == 27' iris.json
holds '.worst | .layer == 1 and .outcome == "fail" and (.analytic - .numeric | fabs) > .tolerance' iris.json
expect 1 '' gradcheck --net "$step" --data xor --verbose
[ "$(grep -c '^ *1 .*  fail: ' out)" -eq 6 ]

# The trace does not show numbers that do not belong together.
expect 1 '' trace --net iris.net --data iris --pattern 1
[ ! -s out ] && says 'not those of the trainer' err

# Where there is no hidden layer it is right.
train flat --data iris --layers 4,3 --epochs 20
expect 0 '' gradcheck --net flat.net --data iris
