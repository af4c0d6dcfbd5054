#!/bin/bash
# `bpref evaluate`, its figures recomputed from what predict writes: evaluate_test.sh BPREF
. "$(dirname "$0")/lib.sh"
data=$PWD/spec/data
cd "$work"

train iris --data iris --layers 4,8,3 --epochs 30
bpref evaluate --net iris.net --data iris --json >iris.json
holds '.net == "iris.net" and .data == "iris" and .patterns == 150' iris.json
bpref predict --net iris.net --data iris >out.csv

# What the set says, what the network says, how often.
paste -d, <(tail -n +2 "$data/iris.csv" | cut -d, -f5) <(tail -n +2 out.csv | cut -d, -f1) | sort | uniq -c |
  awk '{ split($2, c, ","); printf "{\"a\":\"%s\",\"b\":\"%s\",\"n\":%d}\n", c[1], c[2], $1 }' | jq -s . >pairs.json
jq -e --slurpfile pairs pairs.json '
  [.classes[].name] as $names |
  .confusion == [$names[] as $a | [$names[] as $b | ([$pairs[0][] | select(.a == $a and .b == $b) | .n] | add) // 0]]' \
  iris.json >/dev/null || fail "confusion: $(jq -c .confusion iris.json) $(jq -c . pairs.json)"
holds '[.confusion[][]] | add == 150 and (map(select(. > 0)) | length) > 3' iris.json
holds '.confusion as $c | .correct == ([range(0; 3)] | map($c[.][.]) | add) and .accuracy == .correct / 150' iris.json
holds '.confusion as $c | [.classes[].correct] == [$c[0][0], $c[1][1], $c[2][2]]' iris.json
holds '.confusion as $c | [.classes[].patterns] == ($c | map(add)) and [.classes[].taken] == ($c | transpose | map(add))' iris.json
holds 'all(.classes[]; .recall == .correct / .patterns and .precision == .correct / .taken)' iris.json

# E, root mean square and largest error from the outputs; the sums differ in order alone.
paste -d, out.csv "$data/iris.csv" | awk -F, '
  NR == 1 { for (k = 3; k <= 5; k++) name[k] = $k; next }
  { for (k = 3; k <= 5; k++) { e = ($NF == name[k]) - $k; sum += e * e; a = e < 0 ? -e : e
      if (a > top) { top = a; at = NR - 1; what = name[k] } } }
  END { printf "{\"E\":%.17g,\"rmse\":%.17g,\"top\":%.17g,\"at\":%d,\"what\":\"%s\"}", sum / 2, sqrt(sum / 450), top, at, what }' >sums.json
jq -e --slurpfile s sums.json '$s[0] as $s | def near($a; $b): ($a - $b | fabs) <= 1e-13 * $b;
  near(.E; $s.E) and near(.rmse; $s.rmse) and .max_error == $s.top and
  .max_error_at == {pattern: $s.at, output: $s.what}' iris.json >/dev/null || fail "$(cat sums.json iris.json)"

# The figures of training are those of evaluation, and E is that of the trainer, bit for bit.
train all --data iris --layers 4,8,3 --epochs 30 --goal 1000
expect 0 '' evaluate --net all.net --data iris
says '^accuracy ' out
says '^virginica  *50 ' out
bpref info all.net --json >info.json
bpref evaluate --net all.net --data iris --json >all.json
jq -n -e --slurpfile a info.json --slurpfile b all.json '($a[0].notes.error | tonumber) == $b[0].E' >/dev/null ||
  fail "E of training and of evaluation differ"

# One output: 0 and 1 are classes, whose names are the targets.
train xor --data xor --layers 2,2,1
bpref evaluate --net xor.net --data xor --json >xor.json
holds '[.classes[].name] == ["0", "1"] and .accuracy == 1 and .confusion == [[2, 0], [0, 2]] and .E < 0.1' xor.json
printf 'a,b,t\n0,0,3\n0,1,7\n1,0,7\n1,1,3\n' >seven.csv
train seven --data seven.csv --layers 2,2,1 --scale-targets minmax
bpref evaluate --net seven.net --data seven.csv --json >seven.json
holds '[.classes[].name] == ["3", "7"]' seven.json

# A class without patterns has no recall, one that nothing was taken for no precision.
head -n 51 "$data/iris.csv" >setosa.csv
bpref evaluate --net all.net --data setosa.csv --json >setosa.json
holds '.classes[1].patterns == 0 and .classes[1].recall == null and .classes[0].recall == 1' setosa.json
holds '[.classes[] | select(.taken == 0) | .precision] == [null, null]' setosa.json

# Numbers that are not classes: no accuracy; errors in the units of the targets.
for i in 1 2 3 4 5 6 7 8; do echo "$i,$((100 * i)),$((5 - i))"; done >line.csv
train line --data line.csv --layers 1,2 --activation identity --scale-targets standard --eta 0.01 --epochs 500
bpref evaluate --net line.net --data line.csv --json >line.json
holds '.accuracy == null and .correct == null and .classes == null and .confusion == null and .patterns == 8' line.json
holds '.E < 0.1 and .rmse < 20 and .max_error < 50 and .max_error > .rmse' line.json
bpref predict --net line.net --data line.csv | paste -d, - <(echo; cat line.csv) | awk -F, '
  NR > 1 { a = $4 - $1; b = $5 - $2; sum += a * a + b * b } END { printf "%.17g", sqrt(sum / 16) }' >rmse
jq -e --argjson r "$(cat rmse)" '(.rmse - $r | fabs) <= 1e-9 * $r' line.json >/dev/null || fail "rmse: $(cat rmse line.json)"
expect 0 '' evaluate --net line.net --data line.csv
says '^accuracy  *none' out

# Data must have targets.
cut -d, -f1-4 "$data/iris.csv" >bare.csv
expect 2 'bare.csv' evaluate --net iris.net --data bare.csv
