#!/bin/bash
# `bpref info`: info_test.sh BPREF
. "$(dirname "$0")/lib.sh"
step=$PWD/spec/worked/xor-step.net
cd "$work"

# A network of known weights.
bpref info "$step" --json >step.json
holds '.shape == [2, 2, 1] and .weights == 9 and .seed == "0" and .labels == []' step.json
holds '.input_scaling == {kind: "none", offset: [], factor: []} and .target_scaling.kind == "none"' step.json
holds '.notes == {origin: "the weights of spec/worked-xor.md"}' step.json
holds '.layers[0] | .inputs == 2 and .units == 2 and .activation == "logistic" and .weights == 6' step.json
holds '.layers[0] | .min == -0.75 and .max == 1 and .max_magnitude == 1 and (.mean * 24 - 1 | fabs) < 1e-15' step.json
holds '.layers[1] | .min == -0.75 and .max == 1.5 and .max_magnitude == 1.5 and (.mean * 12 - 1 | fabs) < 1e-15' step.json
# 9 weights, three numbers for each of 3 units and two for each of 2 layers, 8 bytes each.
holds '.memory_bytes == 8 * (9 + 3 * 3 + 2 * 2)' step.json
expect 0 '' info "$step"
says '^shape  *2-2-1$' out
says '^weights  *9, ' out

# A trained one.
train iris --data iris --layers 4,8,3 --activation tanh,logistic --seed 18446744073709551615 --scale standard
bpref info iris.net --json >iris.json
holds '.seed == "18446744073709551615" and .labels == ["setosa", "versicolor", "virginica"]' iris.json
holds '[.layers[].activation] == ["tanh", "logistic"] and .weights == ([.layers[].weights] | add)' iris.json
holds '.input_scaling | .kind == "standard" and (.offset | length) == 4 and (.factor | length) == 4' iris.json
holds '.input_scaling.offset[0] | . > 5.84 and . < 5.85' iris.json
expect 0 '' info iris.net
says 'setosa, versicolor, virginica' out
says '^seed  *18446744073709551615$' out
bpref info - <iris.net | tail -n +2 | cmp - <(tail -n +2 out)

# A note, or a label, that is not UTF-8 is shown as far as that can be.
printf '1,2,a\n3,4,b\n' >$'\xff.csv'
train odd --data $'./\xff.csv' --layers 2,2 --epochs 1
bpref info odd.net --json >odd.json
holds '.notes.data == "\"./\\xff.csv\""' odd.json

# The statistics are those of the weights in the file.
awk '$1 == "w" { l = $2; v = $NF + 0; if (!(l in n) || v < low[l]) low[l] = v; if (!(l in n) || v > high[l]) high[l] = v
    n[l]++; sum[l] += v }
  END { for (l = 1; l <= 2; l++) printf "{\"n\":%d,\"low\":%.17g,\"high\":%.17g,\"mean\":%.17g}\n", n[l], low[l], high[l], sum[l] / n[l] }' \
  iris.net | jq -s . >weights.json
jq -e --slurpfile w weights.json '[.layers, $w[0]] | transpose | all(.[]; .[0].weights == .[1].n and .[0].min == .[1].low and
  .[0].max == .[1].high and (.[0].mean - .[1].mean | fabs) < 1e-13)' iris.json >/dev/null || fail "$(cat weights.json iris.json)"

expect 2 'FILE' info
expect 2 'second' info iris.net second
expect 2 'jsn' info iris.net --jsn
