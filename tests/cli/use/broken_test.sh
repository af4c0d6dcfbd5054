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

# The forms that other programs read name the units and equations that fail, whatever the file is called.
train iris --data iris --layers 4,8,3 --epochs 20
cp iris.net 'a&<">.net'
expect 1 '' gradcheck --net 'a&<">.net' --data iris --junit iris.xml --tap iris.tap
/usr/bin/python3 - <<'END'
import xml.etree.ElementTree as tree
suite = tree.parse("iris.xml").getroot()[0]
assert suite.find("properties/property[@name='net']").get("value") == 'a&<">.net'
assert len(suite.findall("testcase/failure")) == int(suite.get("failures")) == 8 + 1 + 1
unit = suite.find("testcase[@classname='layer 1'][@name='unit 3']/failure")
assert unit.get("message") == "differs by more than the tolerance" and "layer: 1\nunit: 3\n" in unit.text and "true_lo: " in unit.text
equation = suite.find("testcase[@classname='equations']/failure")
assert equation.get("message") == "the equation does not hold" and "equation: EQ-19" in equation.text
END
says '^not ok 3 - layer 1, unit 3$' iris.tap
says '^  equation: EQ-19' iris.tap
[ "$(grep -c '^not ok ' iris.tap)" -eq 10 ] || fail "$(cat iris.tap)"

# Where nothing can be said, that is no pass.
train flat --data xor --layers 2,2,1 --init-range 1e6 --eta 0 --epochs 1
expect 4 '' gradcheck --net flat.net --data xor --junit flat.xml --tap flat.tap
says '<skipped message=' flat.xml
says ' # SKIP inconclusive: ' flat.tap
