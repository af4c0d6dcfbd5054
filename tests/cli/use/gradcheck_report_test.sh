#!/bin/bash
# What `bpref gradcheck` makes of its results: parts put together, processes, the forms that other programs read, directions,
# sweeps and pictures: gradcheck_report_test.sh BPREF
. "$(dirname "$0")/lib.sh"
cd "$work"

train xor --data xor --layers 2,2,1 --epochs 500
train iris --data iris --layers 4,8,3 --activation tanh,logistic --epochs 20
bpref gradcheck --net iris.net --data iris --verbose --json >iris.json
bpref gradcheck --net iris.net --data iris --pattern 77 --verbose --json >one.json
bpref trace --net iris.net --data iris --pattern 77 --json >trace.json
for i in 1 2 3; do
  bpref gradcheck --net iris.net --data iris --pattern 77 --shard $i/3 --verbose --json >shard$i.json
done

# Bazel's shards, with the file that it wants to see.
TEST_SHARD_INDEX=1 TEST_TOTAL_SHARDS=3 TEST_SHARD_STATUS_FILE=$PWD/status bpref gradcheck --net iris.net --data iris \
  --pattern 77 --verbose --json >bazel.json
cmp bazel.json shard2.json && [ -e status ] || fail "not the second of three shards"
TEST_SHARD_INDEX=3 TEST_TOTAL_SHARDS=3 expect 2 'TEST_SHARD_INDEX' gradcheck --net iris.net --data iris

# Parts put together, and several processes, give the whole byte for byte: JSON and text.
bpref merge --verbose --json shard3.json shard1.json shard2.json | cmp - one.json || fail "merged JSON differs"
bpref gradcheck --net iris.net --data iris --pattern 77 >one.txt
bpref gradcheck --net iris.net --data iris --pattern 77 --verbose >one.verbose.txt
bpref merge shard[123].json | cmp - one.txt || fail "merged text differs"
bpref merge --verbose shard[123].json | cmp - one.verbose.txt || fail "merged verbose text differs"
for jobs in 2 5; do
  bpref gradcheck --net iris.net --data iris --pattern 77 --verbose --json --jobs $jobs | cmp - one.json ||
    fail "$jobs processes differ"
done
bpref gradcheck --net iris.net --data iris --pattern 77 --jobs 100 | cmp - one.txt || fail "100 processes differ"
bpref gradcheck --net iris.net --data iris --pattern 77 --verbose --jobs 2 | cmp - one.verbose.txt
expect 2 'shard 3 of 3 is missing' merge shard1.json shard2.json
expect 2 'shard 1 is there already' merge shard1.json shard1.json shard2.json
expect 2 'is not what bpref gradcheck --json prints' merge trace.json
expect 2 'line 1' merge iris.net
bpref gradcheck --net iris.net --data iris --pattern 78 --shard 2/3 --verbose --json >other.json
expect 2 'does not belong to the first: "E" differs' merge shard1.json other.json shard3.json

# The forms that other programs read. A case or a point for each unit and equation, and the whole.
bpref gradcheck --net iris.net --data iris --junit iris.xml --tap iris.tap --csv iris.csv >iris.txt
says '^pass: ' iris.txt
/usr/bin/python3 -c '
import sys, xml.etree.ElementTree as t
s = t.parse("iris.xml").getroot().find("testsuite")
assert len(s.findall("testcase")) == int(s.get("tests")) == 11 + 5 + 1 and s.get("failures") == "0"
assert "step 0.01, factor 4" in s.find("properties/property[@name=\"options\"]").get("value")'
[ "$(head -1 iris.tap)" = "TAP version 14" ] && [ "$(sed -n 2p iris.tap)" = 1..17 ]
[ "$(grep -c '^ok ' iris.tap)" -eq 17 ]
says '^# step 0.01, .* seed 1' iris.tap
[ "$(wc -l <iris.csv)" -eq 68 ] && [ "$(grep -c ',pass,"' iris.csv)" -eq 67 ]
bpref gradcheck --net iris.net --data iris --tap - | cmp - iris.tap
expect 2 'only one of' gradcheck --net iris.net --data iris --tap - --json
expect 2 'does not exist' gradcheck --net iris.net --data iris --csv nowhere/iris.csv

# ReLU: the derivative at the kink is not for anyone to say, and elsewhere it is certified.
train relu --data iris --layers 4,8,3 --activation relu,logistic --epochs 20
bpref gradcheck --net relu.net --data iris --verbose --json >relu.json
holds '.outcome == "pass" and all(.weights[]; .truth.kink | not)' relu.json

# Along random directions; the seed is echoed and changes them.
bpref gradcheck --net iris.net --data iris --directions 5 --seed 12 --verbose --json >directions.json
holds '.outcome == "pass" and .counts.checked == 5 and .options.directions == 5 and .options.seed == "12"' directions.json
bpref gradcheck --net iris.net --data iris --directions 5 --seed 13 --verbose --json >other.json
jq -n -e --slurpfile a directions.json --slurpfile b other.json '$a[0].weights[0].analytic != $b[0].weights[0].analytic' >/dev/null
jq -n -e --slurpfile a iris.json --slurpfile b directions.json '
  ([$a[0].weights[].analytic | . * .] | add | sqrt) as $n | all($b[0].weights[]; (.analytic | fabs) <= $n)' >/dev/null
expect 2 'does not go with --directions' gradcheck --net iris.net --data iris --directions 2 --oracle on

# A sweep: truncation as h^2, noise as 1/h, nothing flat; the same as CSV and as a picture.
bpref gradcheck --net iris.net --data iris --sweep 2,3,4 --curve curve.csv --json >sweep.json
holds '.sweep | .layer == 2 and .unit == 3 and .input == 4 and .flat == 0' sweep.json
holds '.sweep | .law == "the difference falls to rounding: the gradient is right" and (.order - 2 | fabs) < 0.1' sweep.json
holds '.sweep | (.noise_order - 1 | fabs) < 0.4 and (.points | length) == 29' sweep.json
holds 'all(.sweep.points[]; (.true_error - .difference | fabs) < 1e-12)' sweep.json
[ "$(wc -l <curve.csv)" -eq 30 ]
expect 2 'sweep' gradcheck --net iris.net --data iris --sweep 3,1,1
expect 2 'sweep' gradcheck --net iris.net --data iris --sweep best
expect 2 'svg or .png' gradcheck --net iris.net --data iris --plot iris.gif
for kind in svg png; do
  expect 0 '' gradcheck --net iris.net --data iris --plot iris.$kind
  [ -s iris.$kind ] || fail "no picture"
done
says 'distance of each gradient from the true one' iris.svg
