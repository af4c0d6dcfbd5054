#!/bin/bash
# Every field of the JSON that the commands print is named in its section of spec/use.md, and the other way round:
# fields_test.sh BPREF
. "$(dirname "$0")/lib.sh"
page=$PWD/spec/use.md
cd "$work"

train iris --data iris --layers 4,8,3 --epochs 5 --holdout 0.1
bpref predict --net iris.net --data iris --json >predict.json
bpref evaluate --net iris.net --data iris --json >evaluate.json
bpref info iris.net --json | jq '.notes = {}' >info.json
bpref trace --net iris.net --data iris --pattern 9 --exact --json >trace.json
bpref gradcheck --net iris.net --data iris --verbose --json --sweep worst >gradcheck.json

for command in predict evaluate info trace gradcheck; do
  jq -r '[paths | .[] | strings] | unique[]' $command.json | sort >found
  [ -s found ]
  # What the rows of the table set as code.
  awk -v command="$command" '/^## / { on = $2 == command } on && /^\|/' "$page" | grep -o '`[A-Za-z_]*`' | tr -d '`' |
    sort -u >named
  comm -23 found named >missing
  [ ! -s missing ] || fail "$command: not in spec/use.md: $(tr '\n' ' ' <missing)"
  comm -13 found named >extra
  [ ! -s extra ] || fail "$command: in spec/use.md only: $(tr '\n' ' ' <extra)"
done
