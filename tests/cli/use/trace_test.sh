#!/bin/bash
# `bpref trace`, beside the step worked by hand: trace_test.sh BPREF
. "$(dirname "$0")/lib.sh"
cd "$work"

# A step of the trace is a step of training: one pattern, one epoch.
steps() {
  local name=$1 data=$2 eta=$3 alpha=$4
  bpref train --data "$data" --from "$name.net" --epochs 1 --eta "$eta" --momentum "$alpha" --order fixed --goal none \
    --out after.net --quiet
  bpref trace --net "$name.net" --data "$data" --pattern 1 --eta "$eta" --momentum "$alpha" --json >trace.json
  awk '$1 == "w" { print $5 }' after.net >after.bits
  jq -r '.layers[].w_new.bits | flatten[]' trace.json | cmp - after.bits
}
train net --data xor --layers 2,3,2,1 --activation tanh,logistic,identity --epochs 3
printf '0.25,-1.5,0.75\n' >one.csv
steps net one.csv 0.3 0
steps net one.csv 0.3 0.8
steps net one.csv 0 0
holds 'all(.layers[]; .w == .w_new)' trace.json
holds '[.layers[].activation] == ["tanh", "logistic", "identity"] and [.layers[].output] == [false, false, true]' trace.json
holds '.layers[2].slope.value == [1] and (.layers[1] | has("sum") and has("dE_dy") and (has("e") | not))' trace.json
holds '[.layers[].s.value | length] == [2, 3, 2] and .layers[1].s == .layers[0].y' trace.json
train iris --data iris --layers 4,8,3 --epochs 5
printf '5.1,3.5,1.4,0.2,setosa\n' >setosa.csv
steps iris setosa.csv 0.2 0.9

# The true values: beside each number, close to it, and the rest of the output as without.
bpref trace --net net.net --data one.csv --pattern 1 --eta 0.3 --momentum 0.8 --json >plain.json
bpref trace --net net.net --data one.csv --pattern 1 --eta 0.3 --momentum 0.8 --exact --json >exact.json
holds '.exact == null and all(.layers[]; .exact == null)' plain.json
jq 'del(.exact, .layers[].exact)' plain.json | cmp - <(jq 'del(.exact, .layers[].exact)' exact.json)
holds '.exact | .resolved and .precision >= 128 and (.E.ulps | length) == 1' exact.json
holds '[.layers[].exact | keys | length] == [8, 8, 8] and (.layers[2].exact | has("e")) and (.layers[0].exact | has("sum"))' exact.json
for q in x y slope delta dE_dw change w_new; do
  holds "all(.layers[]; [.$q.value | flatten[]] as \$v | [.exact.$q.middle | flatten[] | tonumber] as \$m
    | (\$v | length) > 0 and (\$v | length) == (\$m | length)
    and all(range(\$v | length); . as \$i | (\$v[\$i] - \$m[\$i] | fabs) <= 1e-14 * (1 + (\$m[\$i] | fabs))))" exact.json
done
# Net inputs of the first layer: within an ulp or two of the true ones; the nearest doubles are often those shown.
holds '.layers[0] | [.x.bits, .exact.x.bits] | transpose | map(select(.[0] == .[1])) | length > 0' exact.json
holds 'all(.layers[].exact[].bits | flatten[]; . == null or test("^[0-9a-f]{16}$"))' exact.json
expect 0 '' trace --net net.net --data one.csv --pattern 1
if grep -q 'true' out; then fail "true values that nobody asked for"; fi
cp out plain.txt
expect 0 '' trace --net net.net --data one.csv --pattern 1 --exact
grep -v -e '^True values are enclosed with' -e '^      true      = ' out | cmp - plain.txt
[ "$(grep -c '^      true      = .* +/- .*, .* ulps away$' out)" -eq "$(jq '1 + ([.layers[].exact[].ulps | flatten | length] | add)' exact.json)" ]
bpref trace --net iris.net --data setosa.csv --pattern 1 --exact --json >exact.json
holds 'all(.layers[].exact[].ulps | flatten[]; . >= 0)' exact.json

# Signals 0: the gradients are certainly 0, not nearly.
train flat --data xor --layers 2,2,1 --epochs 1
bpref trace --net flat.net --data xor --pattern 1 --exact --json >zero.json
holds '.layers[0].exact.dE_dw | [.middle[][1:], .radius[][1:]] == [["0", "0"], ["0", "0"], ["0", "0"], ["0", "0"]]' zero.json
holds '.layers[0].exact.dE_dw | all(.middle[][0], .radius[][0]; . != "0")' zero.json

# Two equal units that the output subtracts, target 0: the error is 0, which no number of bits shows. The trace says so.
python3 - >equal.net <<'END'
import struct, zlib
rows = [(1, k, j, v) for k in (1, 2) for j, v in ((0, 0.1), (1, 0.2), (2, 0.3))] + [(2, 1, 0, 0.0), (2, 1, 1, 1.0), (2, 1, 2, -1.0)]
text = "bpref-network 1\ndepth 2\nwidths 2 2 1\nactivations logistic identity\nseed 0\ninputs none\ntargets none\nlabels 0\nnotes 0\n"
text += "weights 9\n" + "".join("w %d %d %d %s %.17g\n" % (l, k, j, struct.pack(">d", v).hex(), v) for l, k, j, v in rows)
print(text + "end 9 %08x" % zlib.crc32(text.encode()))
END
bpref trace --net equal.net --data xor --pattern 1 --exact --json >equal.json
holds '(.exact.resolved | not) and .exact.precision == 4096 and .layers[1].e.value == [0]' equal.json
holds '.layers[1].exact.e | .middle == ["0"] and (.radius[0] | tonumber) < 1e-300 and (.radius[0] | startswith("0") | not)' equal.json
holds '.layers[0].exact.y.radius | length == 2' equal.json
expect 0 '' trace --net equal.net --data xor --pattern 1 --exact
says '^True values are enclosed with 4096 bits, which is not enough everywhere: ' out
expect 4 '' gradcheck --net equal.net --data xor --pattern 1
says 'enclosed with 1024 bits, which is not enough everywhere$' out
says '^inconclusive: every gradient is zero' out

# Wide layers: the first few, unless asked for all; the JSON has all.
train digits --data digits --layers 64,32,10 --epochs 2
expect 0 '' trace --net digits.net --data digits --pattern 1797
[ "$(wc -c <out)" -lt 20000 ]
says '^    \.\.\. 29 more units (--full shows all)$' out
says '^    \.\.\. 2068 more weights (--full shows all)$' out
says 'w_3,3(m+1)' out
expect 0 '' trace --net digits.net --data digits --pattern 1797 --full
[ "$(grep -c '^    dE/dw_' out)" -eq 2410 ]
if grep -q more out; then fail "--full leaves something out"; fi
bpref trace --net digits.net --data digits --pattern 1797 --json >digits.json
holds '[.layers[].w_new.value | flatten | length] == [2080, 330] and [.layers[].delta.bits | length] == [32, 10]' digits.json

# The same number, %.17g, in the text and in the JSON: no line ends in a space.
if grep -n ' $' out; then fail "spaces at the ends of lines"; fi

# The plain delta rule: one layer, delta = e.
train flat --data xor --layers 2,1 --rule plain --epochs 2
bpref trace --net flat.net --data xor --pattern 2 --rule plain --json >flat.json
holds '.plain and .layers[0].delta == .layers[0].e and .layers[0].slope.value[0] < 1' flat.json
bpref trace --net flat.net --data xor --pattern 2 --json >flat.json
holds '(.plain | not) and .layers[0].delta != .layers[0].e' flat.json
expect 0 '' trace --net flat.net --data xor --pattern 2 --rule plain
says 'delta rule' out
expect 2 'one layer' trace --net net.net --data xor --pattern 1 --rule plain

# A step that would pass the limit of the range is refused.
printf '1e60,1e60,1e60\n' >far.csv
expect 1 '' trace --net net.net --data far.csv --pattern 1 --eta 1e60
says '^bpref: ' err

expect 2 'pattern' trace --net net.net --data xor
expect 2 'pattern.* 5; .*1 to 4' trace --net net.net --data xor --pattern 5
expect 2 'pattern.*found .0.' trace --net net.net --data xor --pattern 0
expect 2 'eta' trace --net net.net --data xor --pattern 1 --eta -1
expect 2 'eta' trace --net net.net --data xor --pattern 1 --eta nan
expect 2 'momentum' trace --net net.net --data xor --pattern 1 --momentum 1
