#!/bin/bash
# `bpref gradcheck` on the trainer as it is: gradcheck_test.sh BPREF. broken_test.sh runs it on a wrong one.
. "$(dirname "$0")/lib.sh"
cd "$work"

train xor --data xor --layers 2,2,1 --epochs 500
train iris --data iris --layers 4,8,3 --activation tanh,logistic --epochs 20
train digits --data digits --layers 64,32,10 --epochs 1

expect 0 '' gradcheck --net xor.net --data xor
says 'all 4 patterns' out
says '^pass: ' out
says '^Worst: layer [12], unit [12], input [012]' out
[ ! -s err ] || fail "progress where there is no terminal: $(cat err)"

# The counts add up; the effective options and the worst weight are there.
bpref gradcheck --net iris.net --data iris --verbose --json >iris.json
holds '.outcome == "pass" and .counts.checked == 67 and .counts.failed == 0 and .E > 0 and .E_bound < 1e-9' iris.json
holds '[.layers[].checked] == [40, 27] and (.layers | map(.passed) | add) == .counts.passed' iris.json
holds '.counts | .checked == .passed + .failed + .inconclusive and .largest > 0' iris.json
holds '.options | .step == 0.01 and .factor == 4 and .patterns == 150 and (.sampled | not) and .shards == 1' iris.json
holds '(.weights | length) == 67 and ([.weights[].outcome] | map(select(. == "pass")) | length) == .counts.passed' iris.json
holds '.worst as $w | .worst.ratio == ([.weights[].ratio] | max) and any(.weights[]; . == $w)' iris.json
holds 'all(.weights[]; (.analytic - .numeric | fabs) <= .tolerance)' iris.json

# The truth beside each gradient, and the weights farthest from it. Without the oracle the verdicts are the same.
holds 'all(.weights[].truth; .off_lo <= .off_hi and .ulps_lo <= .ulps_hi and .off_hi <= .bound and .lo <= .hi)' iris.json
holds 'all(.weights[]; (.analytic - .truth.lo | fabs) <= 2 * .truth.bound and (.numeric - .truth.hi | fabs) <= .tolerance)' iris.json
holds '.oracle | .resolved and .known == 67 and .precision >= 128' iris.json
holds '.oracle.most_ulps.truth.ulps_hi as $u | $u > 0 and $u == ([.weights[].truth.ulps_hi] | max)' iris.json
holds '.oracle.farthest.truth as $t | ($t.off_hi / $t.bound) == ([.weights[].truth | .off_hi / .bound] | max)' iris.json
bpref gradcheck --net iris.net --data iris --verbose --json --oracle off >off.json
holds '.oracle == null and all(.weights[]; .truth == null)' off.json
jq 'del(.oracle, .worst.truth, .weights[].truth)' iris.json | cmp - <(jq 'del(.oracle, .worst.truth, .weights[].truth)' off.json)
expect 0 '' gradcheck --net iris.net --data iris
says '^  the true gradient is enclosed with [0-9]* bits$' out
says '^  most ulps: layer [12], unit [1-8], input [0-8]: [0-9.e+]* ulps, [0-9.e-]* of [0-9.e-]*$' out
says '^  most of it: layer [12], unit [1-8], input [0-8]: [0-9.e+]* ulps, [0-9.e-]* of [0-9.e-]*$' out
expect 0 '' gradcheck --net iris.net --data iris --oracle off
if grep -q 'true' out; then fail "the truth without the oracle"; fi

# Verbose text: a line for each weight.
expect 0 '' gradcheck --net iris.net --data iris --verbose
[ "$(grep -c '  pass$' out)" -eq 67 ]

# The analytic gradient of one pattern is that of the trace, bit for bit.
bpref gradcheck --net iris.net --data iris --pattern 77 --verbose --json >one.json
bpref trace --net iris.net --data iris --pattern 77 --json >trace.json
holds '.options.pattern == 77 and .options.patterns == 1' one.json
jq -n -e --slurpfile a one.json --slurpfile b trace.json \
  '[$a[0].weights[].analytic] == [$b[0].layers[].dE_dw.value | flatten[]]' >/dev/null || fail "another gradient than the trace's"

# Shards: each weight in exactly one of them.
for i in 1 2 3; do
  bpref gradcheck --net iris.net --data iris --pattern 77 --shard $i/3 --verbose --json >shard$i.json
done
jq -s -e '[.[1:][] | .weights[] | [.layer, .unit, .input]] | sort' one.json shard[123].json >shards.json
jq -e --slurpfile s shards.json '[.weights[] | [.layer, .unit, .input]] | sort == $s[0]' one.json >/dev/null ||
  fail "the shards are not a partition"
holds '.counts.checked < 25 and .options.shard == 3' shard3.json

# An evenly spaced sample: patterns 1 and 3 of 4.
for p in 1 3; do
  bpref trace --net xor.net --data xor --pattern $p --json >trace$p.json
done
bpref gradcheck --net xor.net --data xor --sample 2 --json >sample.json
jq -n -e --slurpfile a sample.json --slurpfile b trace1.json --slurpfile c trace3.json \
  '$a[0].E == $b[0].E.value + $c[0].E.value' >/dev/null || fail "E of the sample is not that of its patterns"

# A large case takes a sample and says so; it takes the whole set when told to.
bpref gradcheck --net digits.net --data digits --json >digits.json
holds '.outcome == "pass" and .options.sampled and (.options.patterns | . > 1 and . < 1797) and .patterns_in_set == 1797' digits.json
holds '.counts.checked == 2410 and .options.patterns * (2080 * (65 + 330) + 330 * 33) <= 1e8' digits.json
expect 0 '' gradcheck --net digits.net --data digits --sample 2
says '2 of 1797 patterns, evenly spaced' out
bpref gradcheck --net digits.net --data digits --pattern all --shard 1/200 --json >part.json
holds '.options.patterns == 1797 and (.options.sampled | not) and .counts.checked == 13' part.json

# Nothing can be judged: every unit is saturated.
train flat --data xor --layers 2,2,1 --init-range 1e6 --eta 0 --epochs 1
expect 4 '' gradcheck --net flat.net --data xor
says '^inconclusive: ' out
bpref gradcheck --net flat.net --data xor --json >flat.json || [ $? -eq 4 ]
holds '.outcome == "inconclusive" and .counts.passed == 0 and .counts.zero == 9' flat.json

for bad in 0/3 4/3 3 1/ /3 a/b 1/2/3 -1/3; do
  expect 2 'shard' gradcheck --net xor.net --data xor --shard "$bad"
done
expect 2 'pattern' gradcheck --net xor.net --data xor --pattern 5
expect 2 'pattern' gradcheck --net xor.net --data xor --pattern some
expect 2 'sample' gradcheck --net xor.net --data xor --sample 5
expect 2 'oracle' gradcheck --net xor.net --data xor --oracle maybe
expect 2 'cannot both' gradcheck --net xor.net --data xor --sample 2 --pattern 1
expect 2 'step' gradcheck --net xor.net --data xor --step 0
