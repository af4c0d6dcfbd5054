#!/bin/bash
# `bpref predict`: predict_test.sh BPREF
. "$(dirname "$0")/lib.sh"
cd "$work"

train xor --data xor --layers 2,2,1
train iris --data iris --layers 4,8,3
train line --data <(printf 'a,b,u,v\n'; for i in 1 2 3 4 5 6 7 8; do echo "$i,$((i * i)),$((300 * i)),$((1000 - 7 * i))"; done) \
  --layers 2,4,2 --activation tanh,identity --scale-targets standard --eta 0.01

# Numbers: a line of names, then one for each pattern; they are the outputs that the trace shows, bit for bit.
expect 0 '' predict --net xor.net --data xor
[ "$(head -n 1 out)" = t ] && [ "$(wc -l <out)" -eq 5 ]
for p in 1 2 3 4; do
  bpref trace --net xor.net --data xor --pattern $p --json >trace.json
  holds ".layers[-1].y.value == [$(sed -n "$((p + 1))p" out)]" trace.json
done

# Names: label and score first; the score is the largest output, and the label names it.
expect 0 '' predict --net iris.net --data iris
[ "$(head -n 1 out)" = label,score,setosa,versicolor,virginica ] && [ "$(wc -l <out)" -eq 151 ]
awk -F, 'NR == 1 { for (i = 3; i <= NF; i++) name[i] = $i; next }
  { best = 3; for (i = 4; i <= NF; i++) if ($i > $best) best = i; if ($1 != name[best] || $2 != $best) exit 1 }' out ||
  fail "label and score are not those of the largest output"
cp out all.csv

# The same from data without targets, without a header, from a file, from the standard input, into a file.
tail -n +2 "$OLDPWD/spec/data/iris.csv" | cut -d, -f1-4 >bare.csv
expect 0 '' predict --net iris.net --data bare.csv
cmp out all.csv
bpref predict --net iris.net --data - <bare.csv | cmp - all.csv
bpref predict --net - --data bare.csv <iris.net | cmp - all.csv
expect 0 '' predict --net iris.net --data bare.csv --out file.csv
[ ! -s out ] && cmp file.csv all.csv
expect 0 '' predict --net iris.net --data bare.csv --header no
cmp out all.csv

# Outputs are in the units of the targets. The names are those of the columns; of data without, y_1 and so on.
printf 'a,b\n3,9\n6,36\n' >two.csv
expect 0 '' predict --net line.net --data two.csv
[ "$(head -n 1 out)" = y_1,y_2 ]
awk -F, 'NR == 2 { if ($1 < 700 || $1 > 1100 || $2 < 970 || $2 > 990) exit 1 }
  NR == 3 { if ($1 < 1600 || $1 > 2000 || $2 < 950 || $2 > 970) exit 1 }' out || fail "not in the units of the targets: $(cat out)"
printf 'a,b,"u, one",v\n3,9,0,0\n' >named.csv
expect 0 '' predict --net line.net --data named.csv
[ "$(head -n 1 out)" = '"u, one",v' ]

# JSON says the same as CSV.
bpref predict --net iris.net --data iris --json >iris.json
holds '.net == "iris.net" and .data == "iris" and .patterns == 150 and (.predictions | length) == 150' iris.json
holds '.outputs == ["setosa", "versicolor", "virginica"] and .predictions[149].pattern == 150' iris.json
holds 'all(.predictions[]; .score == (.y | max))' iris.json
jq -r '.predictions[].label' iris.json | cmp - <(tail -n +2 all.csv | cut -d, -f1)
jq -c '.predictions[].y' iris.json >y.json
tail -n +2 all.csv | cut -d, -f3- | sed 's/.*/[&]/' | jq -c . | cmp - y.json
bpref predict --net xor.net --data xor --json >xor.json
holds '.outputs == ["t"] and (.predictions[0] | has("label") or has("score") | not)' xor.json

# On an error the file is as it was.
echo before >file.csv
printf '5.1,3.5,1.4,0.2\n5.1,x,1.4,0.2\n' >bad.csv
expect 2 'bad.csv:2' predict --net iris.net --data bad.csv --out file.csv
[ "$(cat file.csv)" = before ]
expect 2 'nowhere' predict --net iris.net --data iris --out nowhere/file.csv
if "$program" predict --net iris.net --data iris >/dev/full 2>err; then fail "a full disk was not noticed"; fi
says '^bpref: ' err
