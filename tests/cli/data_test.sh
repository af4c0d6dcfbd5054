#!/bin/bash
# Where data come from, and what is said about data that are not accepted.
. tests/cli/program.sh

train() {
  "$bpref" train --out net --epochs 5 "$@"
}

# Of a network file what does not name the data.
weights() {
  grep -v '^note\|^end' "$1"
}

# A bare name is the built-in set, a path the file; - is the standard input.
printf 'a,b,t\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n' >xor
expect 0 train --data ./xor --layers 2,2,1 --quiet
weights net >file
printf '0,0,0\n' >xor
expect 0 train --data xor --layers 2,2,1 --quiet
weights net | cmp - file
printf '0,0,0\n0,1,1\n1,0,1\n1,1,0\n' >rows
expect 0 train --data - --layers 2,2,1 --quiet <rows
weights net | cmp - file

bad() {
  refused "$1" train --out net --data bad.csv "${@:2}" --layers 2,1
}
refused 'absent.csv: ' train --data absent.csv --layers 2,1 --out net
refused 'built in are: xor, iris, digits' train --data irs --layers 2,1 --out net
says 'did you mean iris'
refused 'iris:1: ' train --data iris --layers 5,8,3 --out net
refused 'iris:102:17: .*"virginica"' train --data iris --layers 4,8,2 --out net
refused 'the targets are labels' train --data iris --layers 4,3 --scale-targets minmax --out net
refused '\-\-holdout 0.2 holds nothing out of 4 patterns' train --data xor --layers 2,1 --holdout 0.2 --out net
printf 'a,b,t\n1,2,3\n1,zz,3\n' >bad.csv
bad 'bad.csv:3:3: field 2 ("b"): found "zz"'
printf '1,2,3\n1,2\n' >bad.csv
bad 'bad.csv:2'
printf '1,nan,3\n' >bad.csv
bad 'bad.csv:1:3' --header no
printf '1,2,1e61\n' >bad.csv
bad 'beyond 2^200'
: >bad.csv
bad 'bad.csv: there is no pattern'
refused 'only one of --data - and --from -' train --data - --from - --out net

# --label no takes the digit for a number, --label yes a number for a label.
expect 0 train --data digits --layers 64,1 --label no --scale-targets minmax --json
holds '.accuracy == null'
expect 0 train --data ./rows --layers 2,2 --label yes --json
holds '.accuracy != null'
grep -q '^output.*"0"\|^label.*"0"' net
