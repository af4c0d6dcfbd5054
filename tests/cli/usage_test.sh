#!/bin/bash
# The command line: help, version, and what is said to mistakes, with exit code 2.
. tests/cli/program.sh

expect 0 "$bpref" --version
[[ $(cat out) =~ ^bpref\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
expect 0 "$bpref" --help
prints '^usage: bpref COMMAND'
for command in $(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' out); do
  expect 0 "$bpref" "$command" --help
  prints "^usage: bpref $command"
  prints '^Exit codes:'
  mv out help
  expect 0 "$bpref" "$command" -h
  cmp out help
  expect 0 "$bpref" help "$command"
  cmp out help
  awk -v command="$command" 'length > 100 { print command ": " $0; bad = 1 } END { exit bad }' out
done

refused 'a command is missing'
refused "unknown command 'tran'; did you mean train?" help tran
refused "unknown command 'tarin'; did you mean train?" tarin
refused "unknown command 'frobnicate'; 'bpref --help' lists" frobnicate

refused 'train needs --data FILE' train
refused 'train needs --out NET' train --data xor
refused 'train needs --layers' train --data xor --out net
refused "unknown option '--etta'; did you mean --eta" train --etta 1
refused "unknown option '--frobnicate'; 'bpref train --help'" train --frobnicate
refused "unknown option '-x'" train -x
refused '\-\-eta needs a value: RATE' train --eta
refused '\-\-data is given twice' train --data xor --data=xor
refused "\-\-json takes no value; found 'yes'" train --json=yes
refused "unexpected argument 'net'" train --data xor --layers 2,1 --out net net
refused "unexpected argument '--json'" train --data xor --layers 2,1 --out net -- --json

# wrong OPTION VALUE ACCEPTED
wrong() {
  refused "\-\-$1: found \"$2\".*$3" train --data xor --layers 2,1 --out net "--$1=$2"
}
for value in '' x 0x10 nan inf 1,5 ' 1' -1 1e61 1e; do
  wrong eta "$value" 'accepted: a decimal number from 0 to 1e+60'
done
wrong momentum 1 'from 0 to less than 1'
wrong momentum -0.1 'from 0 to less than 1'
wrong holdout 1.0 'from 0 to less than 1'
wrong batch 0 'a whole number from 1 to 4294967294, or all'
wrong batch 1.5 'a whole number from 1'
wrong epochs 99999999999999999999999 'a whole number from 1'
wrong reduce men 'did you mean mean? Accepted: sum or mean'
wrong order random 'accepted: fixed or shuffled'
wrong scale minmx 'did you mean minmax? Accepted: none, minmax or standard'
wrong seed 18446744073709551616 'a whole number from 0 to 18446744073709551615'
wrong seed -1 'a whole number from 0'
wrong activation sigmoid 'accepted: logistic, tanh, identity, relu or leaky-relu'
wrong activation tan 'did you mean tanh'
wrong plot net.pdf 'ends in .svg or .png'

# layers LAYERS FOUND
layers() {
  refused "\-\-layers: found \"$2\"; accepted: 2 to 1025 whole numbers" train --data xor --out net --layers "$1"
}
layers 2 2
layers 2, ''
layers 2,x,1 x
layers 0,1 0
layers 2,1048577,1 1048577
layers 2,-1 -1
refused '2 names for 1 layers' train --data xor --out net --layers 2,1 --activation tanh,tanh
refused '\-\-rule plain: the network has 2 layers' train --data xor --out net --layers 2,2,1 --rule plain

# Control characters of an argument do not reach the terminal.
expect 2 "$bpref" train --data xor --layers 2,1 --out net --eta $'\033[31m'
lacks $'\033' err

# What cannot be printed is an error.
if [ -c /dev/full ]; then
  status=0
  "$bpref" --help >/dev/full 2>err || status=$?
  [ $status -eq 2 ]
  says 'cannot write to the standard output: No space left'
fi
